"""What an association has chosen to collect, and what has been handed in of it already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from samsyn.associations.models import Association
from samsyn.participants.definitions.codes import CODES, MERGED_WORDS
from samsyn.participants.definitions.variables import STANDARD, VARIABLES, Variable
from samsyn.participants.domain.words import Shape
from samsyn.participants.models import Code, Collected, Count, Report, ReportingPeriod


@dataclass(frozen=True)
class Choice:
    """A variable with what the association has said of it in a year. `rows` are every year's, oldest first."""

    variable: Variable
    row: Collected | None
    collected: bool
    by_age: bool
    merged: bool
    rows: tuple[Collected, ...] = ()

    @property
    def has_ages(self) -> bool:
        return ages_possible(self.variable)

    @property
    def has_merged(self) -> bool:
        return merging_possible(self.variable)


def ages_possible(variable: Variable) -> bool:
    """Whether a variable may be asked by age group too."""
    return variable.shape is not Shape.PLAIN and not variable.rows_only and variable.key != "opening"


def merging_possible(variable: Variable) -> bool:
    """Whether its list has classes that merge into larger ones."""
    return any(code.merged for code in CODES.get(variable.codes, ()))


def chosen(association: Association, year: int) -> list[Choice]:
    """Every variable that may be collected, in order; an association that has said nothing collects the standard."""
    rows: dict[str, list[Collected]] = {}
    for row in Collected.objects.filter(association=association).order_by("from_year"):
        rows.setdefault(row.variable, []).append(row)
    return [_choice(variable, rows, year) for variable in VARIABLES.values() if not variable.rows_only]


def _choice(variable: Variable, rows: dict[str, list[Collected]], year: int) -> Choice:
    own = tuple(rows.get(variable.key, ()))
    held = [row for row in own if row.from_year <= year and (row.to_year is None or year <= row.to_year)]
    row = held[-1] if held else None
    if row is None:
        standard = not rows and variable.key in STANDARD
        return Choice(variable, None, standard or variable.flow, variable.by_age, False, own)
    return Choice(variable, row, True, row.by_age, row.merged, own)


def handed_in(association: Association) -> QuerySet[Report]:
    return Report.objects.filter(association=association, state=Report.State.HANDED_IN)


def last_year_handed_in(association: Association, variable: Variable) -> int | None:
    """The newest year that some report answers for: of what is asked over the year, one of its last period."""
    found = handed_in(association)
    if variable.span.value == "året":
        found = found.filter(period__last_month=12)
    newest = found.aggregate(year=Max("period__year"))["year"]
    return newest if newest is None else int(newest)


def last_counted(code: Code) -> date | None:
    """The last day of the newest period where somebody stands in a class."""
    variables = [key for key, one in VARIABLES.items() if one.codes == code.list]
    found = Count.objects.filter(
        association=code.association, variable__in=variables, category=code.key, count__gt=0,
        report__state=Report.State.HANDED_IN,
    ).order_by("-report__period__year", "-report__period__last_month")  # fmt: skip
    newest = found.select_related("report__period").first()
    return newest.report.period.part.end if newest else None


def begun_year(association: Association) -> ReportingPeriod | None:
    """The newest period of a year that is begun but not whole: its rhythm cannot be changed."""
    newest = ReportingPeriod.objects.filter(association=association).order_by("year", "last_month").last()
    return newest if newest and newest.last_month < 12 else None


def code_rows(association: Association, list: str) -> list[Code]:
    """The association's own list, or what it starts with (rows that are not saved)."""
    own = [*Code.objects.filter(association=association, list=list)]
    return own or started(association, list)


def started(association: Association, list: str) -> list[Code]:
    """The definitions' list as rows of an association, not saved."""
    return [
        Code(association=association, list=list, key=one.key, label=one.label, position=place, merged=one.merged,
             merged_label=MERGED_WORDS.get(one.merged, ""), public=one.public, provisional=one.provisional)
        for place, one in enumerate(CODES[list])
    ]  # fmt: skip


def merged_classes(rows: list[Code]) -> dict[str, str]:
    """The larger classes of a list, by key."""
    return {row.merged: row.merged_label or MERGED_WORDS.get(row.merged, row.merged) for row in rows if row.merged}
