"""Tables of reports: what the office has written, version by version, and how its reports are put together."""

from django.db import models

from samsyn.associations.models import OwnRow
from samsyn.core.period import Period
from samsyn.core.uploads import place
from samsyn.participants.models import Told

KINDS = [
    ("arsredovisning", "Årsredovisning"),
    ("tertial", "Tertialuppföljning"),
    ("ekonomi", "Ekonomirapport"),
    ("redovisning", "Ekonomisk redovisning"),
]


class Report(OwnRow):
    """A report of one kind on one period. Its tables are computed; only its prose is stored."""

    kind = models.CharField("slag", max_length=20, choices=KINDS)
    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("till och med månad", default=12)
    date = models.DateField("datum", null=True, blank=True)  # printed on the cover: the board's decision
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "-month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "year", "month"], name="report_once"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="report_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period.label}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.month)


class SectionText(OwnRow):
    """A version of a section's prose: Markdown with figure references. The newest version is the text."""

    class State(models.TextChoices):
        DRAFT = "utkast", "utkast"
        DONE = "klar", "klar"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField("avsnitt", max_length=60)
    version = models.PositiveIntegerField()
    markdown = models.TextField(blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    shown = models.JSONField(default=dict, blank=True)  # reference -> what it printed when the text was written
    carried = models.CharField("hämtad ur", max_length=120, blank=True)  # the report it was taken over from, unread
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["section", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "version"], name="section_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.section} version {self.version}"


class SectionChoice(OwnRow):
    """How an association has arranged a kind of report: a section moved, hidden or given another name."""

    kind = models.CharField("slag", max_length=20, choices=KINDS)
    section = models.CharField("avsnitt", max_length=60)
    title = models.CharField("rubrik", max_length=160, blank=True)
    hidden = models.BooleanField("dold", default=False)
    position = models.PositiveSmallIntegerField("ordning", null=True, blank=True)

    class Meta:
        ordering = ["kind", "position"]
        constraints = [models.UniqueConstraint(fields=["association", "kind", "section"], name="section_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.section}"


class Publication(OwnRow):
    """A protected report as it left the house: never recomputed. What readers know of small counts is in `told`."""

    kind = models.CharField("slag", max_length=20, choices=KINDS)
    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("till och med månad", default=12)
    number = models.PositiveSmallIntegerField("utgåva", default=1)
    document = models.JSONField()  # the tree, protected
    pdf = models.FileField(upload_to=place)
    told = models.ForeignKey(Told, on_delete=models.PROTECT, related_name="publications")
    policy = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-year", "-month", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "year", "month", "number"], name="publication_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period.label}, utgåva {self.number}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.month)
