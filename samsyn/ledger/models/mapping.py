"""Kontokoppling: which accounts feed which row, and what rows are called."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow


class MappingRow(OwnRow):
    """Which accounts feed a statement line and a note row (kontokoppling).

    `line` is a key of definitions.statements; `note_row` and `operating_row` are the newest wording. With `dimension`
    ('1' or '6') and `object_code` the row takes only that cost centre or project, before rows without.
    """

    account_from = models.PositiveIntegerField("konto från")
    account_to = models.PositiveIntegerField("konto till")
    dimension = models.CharField(max_length=1, blank=True, choices=[("1", "kostnadsställe"), ("6", "projekt")])
    object_code = models.CharField(max_length=60, blank=True)
    line = models.CharField("rad", max_length=40)
    note = models.PositiveSmallIntegerField("not", null=True, blank=True)
    note_row = models.CharField("notrad", max_length=160, blank=True)
    operating_row = models.CharField("driftrad", max_length=160, blank=True)
    sign = models.SmallIntegerField("tecken", default=1, choices=[(1, "som bokfört"), (-1, "omvänt")])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "account_from"]
        constraints = [models.CheckConstraint(condition=Q(account_to__gte=F("account_from")), name="mapping_range")]

    def __str__(self) -> str:
        return f"{self.account_from:04d}–{self.account_to:04d} → {self.line}"


class RowLabel(OwnRow):
    """Another wording of a row in some years or some kind of report."""

    account_from = models.PositiveIntegerField("konto från")
    account_to = models.PositiveIntegerField("konto till")
    column = models.CharField("kolumn", max_length=10, choices=[("notrad", "notrad"), ("driftrad", "driftrad")])
    report = models.CharField("rapport", max_length=20, blank=True)  # '', arsredovisning, tertial, ekonomi
    from_year = models.PositiveSmallIntegerField("från år", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("till år", null=True, blank=True)
    label = models.CharField("etikett", max_length=160)

    class Meta:
        ordering = ["column", "account_from", "from_year"]

    def __str__(self) -> str:
        return self.label


class MappingRevision(OwnRow):
    """The whole mapping as it stood after a change, so that history can be read and an old one put back."""

    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    summary = models.CharField(max_length=300)
    mapping_csv = models.TextField()
    labels_csv = models.TextField(blank=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M} {self.summary}"


class LegacyLine(OwnRow):
    """A line that the statement no longer has, shown for a year with a reason (taxes 2024)."""

    line = models.CharField("rad", max_length=40)
    year = models.PositiveSmallIntegerField("år")
    reason = models.CharField("skäl", max_length=500)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["association", "line", "year"], name="legacy_line_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"


class CostRule(OwnRow):
    """How costs are split on individual, structural and administrative work. The first rule that fits decides.

    Percentages are the year's allocation key (for example 30/70 of the head of office) and add up to 100.
    """

    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField("underrad", max_length=120)
    account_from = models.PositiveIntegerField("konto från", default=4000)
    account_to = models.PositiveIntegerField("konto till", default=7999)
    cost_centre = models.CharField("kostnadsställe", max_length=60, blank=True)
    project = models.CharField("projekt", max_length=60, blank=True)
    from_year = models.PositiveSmallIntegerField("från år", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("till år", null=True, blank=True)
    individual = models.DecimalField("individ %", max_digits=5, decimal_places=2, default=0)
    structure = models.DecimalField("struktur %", max_digits=5, decimal_places=2, default=0)
    administration = models.DecimalField("administration %", max_digits=5, decimal_places=2, default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(individual=100 - F("structure") - F("administration")), name="cost_rule_adds_up"
            )
        ]

    def __str__(self) -> str:
        return self.label
