"""Tables of the ledger. Amounts are whole öre; entries and balances carry the ledger's sign (debit +, credit −),
plans the result's sign (income +, cost −)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

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
        indexes = [models.Index(fields=["association", "year", "account", "date", "id"], name="entry_by_account")]

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
            models.Index(fields=["origin"], name="movement_by_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.account:04d} {self.amount}"


class Balance(OwnRow):
    """What a file says of an account for a year: opening (IB), closing (UB) or result (RES). `index` 0 is its own year."""

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


class Plan(OwnRow):
    """A version of budget or forecast for a year. Exactly one of each kind (and forecast month) is in force."""

    class Kind(models.TextChoices):
        BUDGET = "budget", "Budget"
        REVISED = "reviderad", "Reviderad budget"
        FORECAST = "prognos", "Prognos"

    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    name = models.CharField("benämning", max_length=80)  # 'Budget 2024 ur bokföringen', 'Prognos T2'
    month = models.PositiveSmallIntegerField("gjord efter månad", default=0)  # forecasts: 4, 8 …; 0 for budgets
    origin = models.CharField(
        "källa", max_length=200, blank=True
    )  # '#PBUDGET i 2024.se', 'budget.csv', 'skriven på sidan'
    in_force = models.BooleanField("gäller", default=True)
    equal_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided = models.DateField("beslutad", null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "kind", "-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "year", "kind", "month"],
                condition=Q(in_force=True),
                name="one_plan_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class PlanRow(OwnRow):
    """An amount of a plan, in öre with the result's sign (income +, cost −), on an account or on a report row.

    `month` None means the whole year, spread evenly when a part of the year is asked for. `operating_row` is a mapping of
    its own: the row of the operating statement where the budget was decided, when that differs from the account's.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rows")
    account = models.PositiveIntegerField("konto", null=True, blank=True)
    row = models.CharField("rad", max_length=160, blank=True)  # wording of a note or statement row, when no account
    note = models.PositiveSmallIntegerField("not", null=True, blank=True)
    operating_row = models.CharField("driftrad", max_length=160, blank=True)
    month = models.PositiveSmallIntegerField("månad", null=True, blank=True)
    amount = models.BigIntegerField("belopp i öre")
    proposed = models.BigIntegerField("föreslaget belopp i öre", null=True, blank=True)  # forecasts: before typing over
    reason = models.CharField("skäl", max_length=500, blank=True)

    class Meta:
        ordering = ["account", "row", "month"]
        constraints = [
            models.CheckConstraint(condition=Q(account__isnull=False) | ~Q(row=""), name="plan_row_has_target"),
            models.CheckConstraint(
                condition=Q(proposed__isnull=True) | Q(proposed=F("amount")) | ~Q(reason=""),
                name="typed_over_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account or self.row}: {self.amount}"


class HistoryAmount(OwnRow):
    """A figure of a year that no ledger holds, taken over from an earlier report: last in the order of truth."""

    year = models.PositiveSmallIntegerField("år")
    line = models.CharField("rad", max_length=40)  # a key of definitions.statements
    amount = models.BigIntegerField("belopp i öre")  # with the sign the statement prints
    source = models.CharField("källa", max_length=200, blank=True)

    class Meta:
        ordering = ["year", "line"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "line"], name="history_once")]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"


class Commitment(OwnRow):
    """What remains of decided financing at the end of a year ('inom linjen'), per row of its note."""

    year = models.PositiveSmallIntegerField("år")
    group = models.SlugField("grupp", max_length=60)
    label = models.CharField("etikett", max_length=160)
    amount = models.BigIntegerField("belopp i öre")
    own_row = models.BooleanField("egen rad i noten", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["year", "position", "label"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "group"], name="commitment_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="commitment_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.year}"


class ProvisionMovement(OwnRow):
    """A row of the pension provision's roll-forward, where accounts do not give it. Öre, as the note prints it."""

    class Kind(models.TextChoices):
        OPENING = "opening", "Ingående avsättning"
        EARNED = "earned", "Nyintjänad pension"
        INTEREST = "interest", "Förändring p.g.a. ränte- och basbeloppsändringar"
        PAID = "paid", "Årets utbetalningar"
        PAYROLL_TAX = "payroll_tax", "Förändring av löneskatt"
        OTHER = "other", "Övrig post"

    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("rad", max_length=12, choices=Kind)
    amount = models.BigIntegerField("belopp i öre")
    includes_tax = models.BooleanField("inklusive löneskatt", default=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "kind", "includes_tax"], name="provision_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class CostRule(OwnRow):
    """How costs are split on individual, structural and administrative work. The first rule that fits a posting decides.

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


class BalanceNote(OwnRow):
    """Reasons and texts that belong to a year's figures: synnerliga skäl of the balanskravsutredning and the like."""

    year = models.PositiveSmallIntegerField("år")
    key = models.CharField(max_length=40)  # 'synnerliga_skal', 'gains', 'losses', 'reserve_to' …
    text = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    updated = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["year", "key"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "key"], name="balance_note_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"
