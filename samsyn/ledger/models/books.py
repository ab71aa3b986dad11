"""What was read from SIE files: years, vouchers, balances, and the sums that statements are made from."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import Association, OwnRow


class SourceFile(OwnRow):
    """An uploaded file, kept as it came, with its hash."""

    name = models.CharField("filnamn", max_length=255)
    file = models.FileField(upload_to="ledger/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    uploaded_by = models.CharField(max_length=200)
    uploaded = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded"]
        indexes = [models.Index(fields=["association", "sha256"])]

    def __str__(self) -> str:
        return self.name


class FiscalYear(OwnRow):
    """A bookkeeping year with vouchers or balances of its own. Closed means nothing in it may be replaced."""

    start = models.DateField("från")
    end = models.DateField("till")
    closed = models.DateTimeField("stängt", null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.UniqueConstraint(fields=["association", "start"], name="fiscal_year_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="fiscal_year_period"),
        ]

    def __str__(self) -> str:
        return str(self.start.year) if self.calendar_year else f"{self.start} – {self.end}"

    @property
    def calendar_year(self) -> bool:
        return (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)


class Import(OwnRow):
    """One reading of a SIE file: what it held, what was odd, and whether its rows are those the books show now."""

    class State(models.TextChoices):
        READING = "reading", "läses"
        READ = "read", "väntar på besked"
        WRITING = "writing", "läggs in"
        ACTIVE = "active", "gäller"
        REPLACED = "replaced", "ersatt"
        UNDONE = "undone", "ångrad"
        REFUSED = "refused", "gick inte att läsa"
        DISCARDED = "discarded", "förkastad"

    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="imports")
    year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, null=True, blank=True, related_name="imports")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    sie_type = models.CharField(max_length=2, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    program = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=200, blank=True)
    org_number = models.CharField(max_length=20, blank=True)
    generated = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)  # #OMFATTN
    partial = models.BooleanField(default=False)  # the file ends before its year does
    voucher_count = models.PositiveIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)
    skip_bad_vouchers = models.BooleanField(default=False)
    findings = models.JSONField(default=list, blank=True)  # [{level, code, line, text}]
    reconciliation = models.JSONField(default=list, blank=True)  # [{id, outcome, sentence}]
    difference = models.JSONField(default=dict, blank=True)  # against what was held
    job = models.BigIntegerField(null=True, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "year"],
                condition=Q(state__in=["active", "writing"]),
                name="one_active_import_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source.name} ({self.get_state_display()})"


class Account(OwnRow):
    """An account of a year's chart. Numbers are integers; shown with at least four digits."""

    year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="accounts")
    number = models.PositiveIntegerField("konto")
    name = models.CharField("benämning", max_length=200)
    type = models.CharField(max_length=1, blank=True)  # T S K I

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "number"], name="account_once_a_year")]

    def __str__(self) -> str:
        return f"{self.number:04d} {self.name}"


class DimensionObject(OwnRow):
    """A cost centre (dimension 1), a project (6) or another object of a year."""

    year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="dimension_objects")
    dimension = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["dimension", "code"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "dimension", "code"], name="object_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Voucher(OwnRow):
    """A voucher as the ledger's file held it. `search` is its lower-case text and its rows' texts."""

    # a year may hold a million rows: no index that another one already begins with
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="vouchers", db_index=False)
    series = models.CharField("serie", max_length=40, blank=True)
    number = models.CharField("nummer", max_length=40, blank=True)
    position = models.PositiveIntegerField()  # order in the file
    date = models.DateField("datum")
    text = models.CharField("text", max_length=500, blank=True)
    registered = models.DateField(null=True, blank=True)
    sign = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField()  # sum of debits, öre
    search = models.TextField(blank=True)

    class Meta:
        ordering = ["-date", "-position"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "position"], name="voucher_position_once")
        ]
        indexes = [
            models.Index(fields=["association", "year", "-date", "-position"], name="voucher_by_date"),
            models.Index(fields=["association", "year", "series", "number"], name="voucher_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.number}"


class Entry(OwnRow):
    """A row of a voucher. Only kind 'T' is booked; 'R' (added) and 'B' (struck) are kept as the trail of corrections.

    Association and year are copies of the voucher's, for the wall and the index; the voucher's own are what the
    database guards, since a check per row of each would take longer than the rest of a large import.
    """

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=1, default="T")
    account = models.PositiveIntegerField("konto")
    date = models.DateField("datum")
    cost_centre = models.CharField("kostnadsställe", max_length=60, blank=True)
    project = models.CharField("projekt", max_length=60, blank=True)
    objects_text = models.CharField(max_length=300, blank=True)  # other dimensions: '7 12, 20 A'
    amount = models.BigIntegerField("belopp i öre")
    text = models.CharField(max_length=500, blank=True)
    quantity = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["association", "year", "account", "date", "id"], name="entry_by_account"),
            # a project among many, or a cost centre seldom used; most rows of the balance sheet have neither
            models.Index(
                fields=["association", "year", "project", "account", "date", "id"],
                name="entry_by_project",
                condition=~Q(project=""),
            ),
            models.Index(
                fields=["association", "year", "cost_centre", "account", "date", "id"],
                name="entry_by_cost_centre",
                condition=~Q(cost_centre=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account:04d} {self.amount}"


class Movement(OwnRow):
    """What an account moved in a month, by cost centre and project: the sum that statements are made from.

    `source` says if it was summed from vouchers or stated by the file (#PSALDO, also for the year before).
    """

    origin = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="movements", db_index=False)
    month = models.DateField()  # the month's first day
    account = models.PositiveIntegerField()
    cost_centre = models.CharField(max_length=60, blank=True)
    project = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField()
    source = models.CharField(
        max_length=8, choices=[("vouchers", "verifikationer"), ("stated", "månadssaldon i filen")]
    )

    class Meta:
        ordering = ["month", "account"]
        indexes = [
            models.Index(fields=["association", "month", "account"], name="movement_by_month"),
            models.Index(fields=["origin", "source", "month"], name="movement_by_origin"),
            # holds all that a statement is summed from, in the order it is summed
            models.Index(
                fields=["association", "origin", "source", "account", "cost_centre", "project", "month", "amount"],
                name="movement_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.account:04d} {self.amount}"


class Balance(OwnRow):
    """What a file says of an account for a year: opening (IB), closing (UB), result (RES); `index` 0 is its own."""

    origin = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="balances", db_index=False)
    start = models.DateField()  # first day of the year described
    index = models.SmallIntegerField()
    account = models.PositiveIntegerField()
    ib = models.BigIntegerField(null=True)
    ub = models.BigIntegerField(null=True)
    res = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["start", "account"]
        constraints = [models.UniqueConstraint(fields=["origin", "index", "account"], name="balance_once_a_file")]
        indexes = [models.Index(fields=["association", "start"], name="balance_by_year")]

    def __str__(self) -> str:
        return f"{self.start} {self.account:04d}"
