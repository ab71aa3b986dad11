"""Tables of an intervention's money as values: pages and files write the same rows."""

from collections.abc import Sequence
from datetime import date

from samsyn.core.figure import Scope, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.domain.commitments import TAKEN_OVER, Entry, Horizon, Movement, movement, usable
from samsyn.interventions.domain.debts import DebtMovement
from samsyn.interventions.figures.commitments import group_figure
from samsyn.interventions.figures.debt import CLOSING, TERMS
from samsyn.interventions.figures.debt import PREFIX as DEBT
from samsyn.interventions.queries.commitments import Commitments, Group, One
from samsyn.ui.formats import swedish_date


def cell(amount: Value, figure: str = "", scope: Scope | None = None) -> Cell:
    state = State.UNKNOWN if amount is None else State.KNOWN
    return Cell(amount, Unit.KR, figure, scope, state)


def by_year(key: str, entries: Sequence[Entry], told: Horizon) -> Table:
    """Year by year: what remains is last year's and what was decided, less cost, what returned and was reduced.

    A position taken over is a row of its own before the years. `told` is what the association's ledger tells of.
    """
    moved = {year: movement(entries, date(year, 1, 1), date(year, 12, 31)) for year in _years(entries)}
    less = [name for name in ("returned", "reduced") if any(getattr(one, name) for one in moved.values())]
    words = {"returned": "Återgick av regeln", "reduced": "Minskat i beslut"}
    columns = [
        Column("budget", "Att använda"), Column("decided", "Beviljat"), Column("cost", "Kostnad"),
        *(Column(name, words[name]) for name in less), Column("remaining", "Återstår"),
    ]  # fmt: skip
    rows = _taken_over(entries, len(less))
    rows += [_year_row(key, year, one, _usable(entries, year), less, told) for year, one in moved.items()]
    rows.append(_sum_row(entries, moved, less))
    return Table("pengar", "Pengar per år", Unit.KR, tuple(columns), tuple(rows))


def _years(entries: Sequence[Entry]) -> list[int]:
    """Every year with a change or a granted amount, those in between too; what was taken over comes before them."""
    after = max((entry.date.year for entry in entries if entry.kind in TAKEN_OVER), default=0)
    years = {entry.date.year for entry in entries if entry.kind not in TAKEN_OVER}
    years |= {entry.year for entry in entries if entry.year > after}
    return list(range(min(years), max(years) + 1)) if years else []


def _taken_over(entries: Sequence[Entry], less: int) -> list[Row]:
    days = sorted({entry.date for entry in entries if entry.kind in TAKEN_OVER})
    rows = []
    for day in days:
        left = sum(entry.amount for entry in entries if entry.date <= day)
        blank = [Cell(state=State.NOT_APPLICABLE)] * (3 + less)
        rows.append(Row(f"o{day}", f"Övertaget {swedish_date(day)}", (*blank, cell(left))))
    return rows


def _year_row(key: str, year: int, moved: Movement, budget: int, less: Sequence[str], told: Horizon) -> Row:
    scope = Scope(Period(year))
    known = told.known(scope.period.start, scope.period.end)

    def at(name: str, amount: int, is_known: bool = known.flows) -> Cell:
        return cell(amount if is_known else None, f"intervention.{key}.{name}", scope)

    cells = [
        at("budget", budget), at("decided", moved.decided), at("cost", moved.cost),
        *(at(name, getattr(moved, name)) for name in less), at("remaining", moved.closing, known.stock),
    ]  # fmt: skip
    return Row(str(year), str(year), tuple(cells))


def _usable(entries: Sequence[Entry], year: int) -> int:
    return sum(entry.amount for entry in usable(entries, date(year, 1, 1), date(year, 12, 31)))


def _sum_row(entries: Sequence[Entry], moved: dict[int, Movement], less: Sequence[str]) -> Row:
    cells = [
        Cell(state=State.NOT_APPLICABLE), cell(sum(one.decided for one in moved.values())),
        cell(sum(one.cost for one in moved.values())),
        *(cell(sum(getattr(one, name) for one in moved.values())) for name in less),
        cell(sum(entry.amount for entry in entries)),
    ]  # fmt: skip
    return Row("summa", "Summa", tuple(cells), kind=RowKind.TOTAL)


# --- åtaganden ---------------------------------------------------------------------------------------------------

COLUMNS = (
    ("opening", "Återstod vid början"),
    ("decided", "Beviljat"),
    ("requisitioned", "Rekvirerat"),
    ("accrued", "Upparbetat"),
    ("dissolved", "Upplöst skuld"),
    ("returned", "Återgick av regeln"),
    ("reduced", "Minskat i beslut"),
    ("remaining", "Återstår"),
)
_FIGURES = {name: name for name, _ in COLUMNS if name not in ("requisitioned", "accrued", "dissolved")}
"""Rekvirerat and upparbetat less upplöst are the cost: only the parts that are figures of their own are doors."""


def _amounts(moved: Movement) -> dict[str, int]:
    return {
        "opening": moved.opening, "decided": moved.decided,
        "requisitioned": moved.cost - moved.accrued + moved.dissolved, "accrued": moved.accrued,
        "dissolved": moved.dissolved, "returned": moved.returned, "reduced": moved.reduced, "remaining": moved.closing,
    }  # fmt: skip


def _names(found: Commitments) -> tuple[str, ...]:
    """The columns: what remained alone before the data; dissolved debt only where there is any."""
    if not found.known.flows:
        return ("remaining",)
    return tuple(name for name, _ in COLUMNS if name != "dissolved" or found.moved.dissolved)


def commitment_table(found: Commitments, period: Period, groups: Sequence[Group] | None = None) -> Table:
    """Åtaganden as a table: a row per row of the note, the interventions under it when they are several, and sums.

    `groups` are the rows of one page when there are many; the sum is of all of them and says so. Where what happened in
    the period lies before the data there is only what remained.
    """
    shown_groups, names = found.groups if groups is None else groups, _names(found)
    rows = [row for group in shown_groups for row in _group_rows(group, found, names, period)]
    prefix = "commitments." if found.whole else ""
    label = "Summa" if len(shown_groups) == len(found.groups) else "Summa, alla sidor"
    rows.append(Row("summa", label, _cells(found.moved, prefix, names, period), kind=RowKind.TOTAL))
    columns = tuple(Column(name, label, period.code) for name, label in COLUMNS if name in names)
    return Table("ataganden", f"Åtaganden {period.label}", Unit.KR, columns, tuple(rows))


def _group_rows(group: Group, found: Commitments, names: Sequence[str], period: Period) -> list[Row]:
    if len(group.members) == 1:
        one = group.members[0]
        return [_one_row(one, group.label if group.key else one.name, names, period)]
    cells = list(_cells(group.moved, "", names, period))
    if found.whole and group.key:
        cells[-1] = cell(group.moved.closing, group_figure(group.key), Scope(period))
    head = Row(f"g-{group.key}", group.label, tuple(cells))
    return [head, *(_one_row(one, one.name, names, period, 1) for one in group.members)]


def _one_row(one: One, label: str, names: Sequence[str], period: Period, level: int = 0) -> Row:
    return Row(f"i{one.pk}", label, _cells(one.moved, f"intervention.{one.key}.", names, period), level=level)


def _cells(moved: Movement, prefix: str, names: Sequence[str], period: Period) -> tuple[Cell, ...]:
    """Amounts with their doors. Behind nothing there is nothing to open: only what remains is a door at zero."""
    scope = Scope(period)
    out, amounts = [], _amounts(moved)
    for name in names:
        door = prefix and name in _FIGURES and (amounts[name] or name == "remaining")
        out.append(cell(amounts[name], f"{prefix}{_FIGURES[name]}", scope) if door else _plain(amounts[name]))
    return tuple(out)


def _plain(amount: int) -> Cell:
    return cell(amount) if amount else _NOTHING


_NOTHING = cell(0)


# --- the debt to interventions -----------------------------------------------------------------------------------


def debt_table(moved: DebtMovement, year: int) -> Table:
    """A year of the debt: what it began at, what year-end added, what settled and dissolved it, what it ended at."""
    scope = Scope(Period(year))
    amounts = (moved.opening, moved.accrued, moved.settled, moved.dissolved)
    rows = [
        Row(name, label, (cell(amount, f"{DEBT}{name}", scope),))
        for (name, label, _), amount in zip(TERMS, amounts, strict=True)
    ]
    rows.append(Row(CLOSING, "Skuld vid slutet", (cell(moved.closing, f"{DEBT}{CLOSING}", scope),), kind=RowKind.TOTAL))
    return Table("skuld", f"Skulden under {year}", Unit.KR, (Column("amount", "Belopp", scope.code),), tuple(rows))
