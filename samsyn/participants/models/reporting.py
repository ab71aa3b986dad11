"""What an association asks for, its reporting periods, and each intervention's report with its counts."""

from django.db import models
from django.db.models import F, Q

from samsyn.associations.models import OwnRow
from samsyn.interventions.models import Intervention
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import AGES, SEXES, Rhythm, Source

_SEX = [("", "alla"), *((sex.value, sex.value) for sex in SEXES)]
_AGE = [("", "alla"), *((age.value, age.value) for age in AGES)]


class ReportingRule(OwnRow):
    """How an association reports: one row, made with its defaults when first needed."""

    rhythm = models.CharField("rapportperiod", max_length=10, choices=[(r.value, r.value) for r in Rhythm],
                              default=Rhythm.TERTIAL)  # fmt: skip
    days = models.PositiveSmallIntegerField("dagar efter periodens slut", default=28)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["association"], name="reporting_rule_once")]

    def __str__(self) -> str:
        return self.rhythm


class Collected(OwnRow):
    """A variable that the association asks for, from a year on (and to a year)."""

    variable = models.CharField("uppgift", max_length=30)
    from_year = models.PositiveSmallIntegerField("från år")
    to_year = models.PositiveSmallIntegerField("till och med år", null=True, blank=True)
    by_age = models.BooleanField("även per åldersgrupp", default=False)
    merged = models.BooleanField("bara sammanslagna klasser lämnas", default=False)

    class Meta:
        ordering = ["variable", "from_year"]
        constraints = [
            models.UniqueConstraint(fields=["association", "variable", "from_year"], name="collected_once"),
            models.CheckConstraint(condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                                   name="collected_years"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.variable


class Code(OwnRow):
    """One entry of a code list, valid between two dates. `key` is what counts are stored under and never changes."""

    list = models.CharField("lista", max_length=20)
    key = models.SlugField("kod", max_length=40)
    label = models.CharField("namn", max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    merged = models.SlugField("sammanslagen klass", max_length=40, blank=True)
    merged_label = models.CharField("den sammanslagna klassens namn", max_length=120, blank=True)
    public = models.BooleanField("offentlig försörjning", null=True, blank=True)
    provisional = models.BooleanField("preliminär", default=False)
    start = models.DateField("från", null=True, blank=True)
    end = models.DateField("till", null=True, blank=True)

    class Meta:
        ordering = ["list", "position", "label"]
        constraints = [models.UniqueConstraint(fields=["association", "list", "key"], name="code_once")]

    def __str__(self) -> str:
        return self.label


class ReportingPeriod(OwnRow):
    """A period all interventions report for. Closed: nothing changes without a reason to open it."""

    year = models.PositiveSmallIntegerField("år")
    first_month = models.PositiveSmallIntegerField("första månad")
    last_month = models.PositiveSmallIntegerField("sista månad")
    due = models.DateField("senast")
    closed = models.DateTimeField("stängd", null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["year", "last_month"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "last_month"], name="reporting_period_once"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1) & Q(last_month__lte=12) & Q(last_month__gte=F("first_month")),
                name="reporting_period_months",
            ),
        ]

    def __str__(self) -> str:
        return self.part.label

    @property
    def part(self) -> Part:
        return Part(self.year, self.first_month, self.last_month)


class Report(OwnRow):
    """An intervention's counts of a period. Only what is handed in is seen in figures."""

    class State(models.TextChoices):
        DRAFT = "utkast", "Utkast"
        HANDED_IN = "inlämnad", "Inlämnad"

    intervention = models.ForeignKey(Intervention, on_delete=models.PROTECT, related_name="counts")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    source = models.CharField("källa", max_length=12, choices=[(s.value, s.value) for s in Source],
                              default=Source.COUNTS)  # fmt: skip
    entry_reason = models.CharField("varför personer kommer in i räkningen", max_length=300, blank=True)
    closed_reason = models.CharField("varför personer tas ur räkningen", max_length=300, blank=True)
    draft = models.JSONField("påbörjat", default=dict, blank=True)  # what was typed, field by field, until handed in
    version = models.PositiveIntegerField(default=0)  # grows with every save: two at once are told
    handed_in = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=200, blank=True)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["period", "intervention__name"]
        constraints = [
            models.UniqueConstraint(fields=["association", "period", "intervention"], name="count_report_once"),
            models.CheckConstraint(condition=Q(state="utkast") | Q(handed_in__isnull=False), name="count_handed_in"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention}, {self.period}"


class _Counted(OwnRow):
    """A number by what is counted, its category, sex and age."""

    variable = models.CharField(max_length=30)
    category = models.CharField(max_length=85, blank=True, default="")
    sex = models.CharField(max_length=10, blank=True, default="", choices=_SEX)
    age = models.CharField(max_length=10, blank=True, default="", choices=_AGE)
    count = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.variable} {self.category} {self.sex} {self.age}: {self.count}"


class Count(_Counted):
    """One number of a handed-in report. Zeros of women and men are stored: a missing row is not known."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "report", "variable", "category", "sex", "age"], name="count_once"
            )
        ]


class ReportVersion(OwnRow):
    """A report as it was handed in, and why it was changed. Never altered."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    counts = models.JSONField()  # [[variable, category, sex, age, count], …]
    reason = models.CharField("varför", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["association", "report", "number"], name="report_version_once")]

    def __str__(self) -> str:
        return f"{self.report}, version {self.number}"


class PeriodTotal(_Counted):
    """The sum over an association's handed-in reports of a period: kept in step in the same transaction."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="totals")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "period", "variable", "category", "sex", "age"], name="period_total_once"
            )
        ]


class EarlierYear(OwnRow):
    """A count of a whole year taken over from earlier reports, before periods were reported here."""

    year = models.PositiveSmallIntegerField("år")
    variable = models.CharField("uppgift", max_length=30)
    sex = models.CharField("kön", max_length=10, blank=True, default="", choices=_SEX)
    count = models.PositiveIntegerField("antal")
    source = models.CharField("källa", max_length=200)

    class Meta:
        ordering = ["year", "variable", "sex"]
        constraints = [models.UniqueConstraint(fields=["association", "year", "variable", "sex"],
                                               name="earlier_year_once")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} {self.variable}"
