"""What every table of participants shares: columns by sex, cells out of figures, footnotes out of what is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from samsyn.core.figure import Scope
from samsyn.core.money import NBSP, Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.disclosure.policy import Policy
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.words import Age, Sex, Shape
from samsyn.participants.figures.asked import COUNT, SHARE, key_of
from samsyn.participants.queries.tally import Tally
from samsyn.participants.queries.wording import Wording

HEADINGS = {Sex.ALL: "Alla", Sex.WOMEN: "Kvinnor", Sex.MEN: "Män", Sex.UNSTATED: "Ej angivet"}
NOT_BY_SEX = "Konsultationer är anonyma ärenden och räknas inte efter kön."
BLANK = Cell(state=State.NOT_APPLICABLE)


class Cells(Protocol):
    """Where a table's numbers come from. What must stay in the house comes hidden."""

    def cell(self, figure: str, scope: Scope, unit: Unit) -> Cell: ...


@dataclass(frozen=True)
class Col:
    """A column: of whom and when, as a number or as a share."""

    sex: Sex
    period: Period
    label: str
    kind: str = COUNT
    age: Age = Age.ALL
    key: str = ""  # where several columns are of the same persons and period

    @property
    def column(self) -> Column:
        parts = (self.kind, self.sex or "all", self.age, str(self.period.year))
        key = self.key or "_".join(part for part in parts if part)
        return Column(key, self.label, self.period.code, ColumnKind.SHARE if self.kind else ColumnKind.AMOUNT)


@dataclass
class TableBase:
    """Tables of one period, for the association or (`where`) an intervention or municipality.

    `unstated` gives those of unstated sex a column of their own where there are any; else a footnote says how many.
    `outside` is the rule for small counts of readers who may not see true ones: classes of few then stand together.
    """

    cells: Cells
    tally: Tally
    portfolio: Portfolio
    period: Period
    where: str = ""
    unstated: bool = True
    outside: Policy | None = None

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.tally.association)

    # --- counts ------------------------------------------------------------------------------------------------------

    def at(self, what: str, category: str = "") -> Coordinate:
        return Coordinate(what, category, where=self.where)

    def known(self, what: str, period: Period | None = None) -> bool:
        """Whether anything is known of a count."""
        return self.tally.value(self.at(what), period or self.period) is not None

    def sexes(self, whats: Iterable[str], periods: Iterable[Period]) -> list[Sex]:
        """All, women, men and, where anybody is, those of unstated sex."""
        found = [Sex.ALL, Sex.WOMEN, Sex.MEN]
        if self.unstated:
            of = [Coordinate(what, sex=Sex.UNSTATED, where=self.where) for what in whats]
            if any(self.tally.value(at, period) for period in periods for at in of):
                found.append(Sex.UNSTATED)
        return found

    def columns(self, sexes: Iterable[Sex], *periods: Period, share: Iterable[Sex] = ()) -> list[Col]:
        """A column for each sex of each period (its year said when they are several), then the shares."""
        several = len(periods) > 1
        found = [
            Col(sex, period, f"{HEADINGS[sex].replace(' ', NBSP)} {short(period)}" if several else HEADINGS[sex])
            for period in periods
            for sex in sexes
        ]
        return [*found, *(Col(sex, periods[0], f"{HEADINGS[sex]}, %", SHARE) for sex in share)]

    def count(self, at: Coordinate, col: Col) -> Cell:
        """One number. What is not asked by sex is none of women and men."""
        variable = VARIABLES.get(at.what)
        if variable and variable.shape is Shape.PLAIN and col.sex:
            return Cell(0, Unit.PERSONS)
        figure = key_of(col.kind, at.at(sex=col.sex, age=col.age))
        return self.cells.cell(figure, Scope(col.period), Unit.PERSONS)

    def row(self, at: Coordinate, label: str, columns: Sequence[Col], **look: object) -> Row:
        """A row of one count."""
        cells = tuple(self.count(at, col) for col in columns)
        return Row(at.at(where="").rest, label, cells, **look)  # type: ignore[arg-type]

    def table(
        self, key: str, title: str, columns: Sequence[Col], rows: Iterable[Row], *notes: str, unit: Unit = Unit.PERSONS
    ) -> Table | None:
        """The table with what its rows leave to explain; None where nothing is known."""
        kept = [row for row in rows if row.kind is RowKind.HEADING or not unknown(row)]
        if all(row.kind is RowKind.HEADING for row in kept):
            return None
        made = Table(key, title, unit, tuple(col.column for col in columns), tuple(kept), tuple(("", n) for n in notes))
        return with_unstated(made, columns)


def unknown(row: Row) -> bool:
    """A row that says nothing: no number is known, none is hidden."""
    return all(cell.state in (State.UNKNOWN, State.NOT_APPLICABLE) or not cell.figure for cell in row.cells)


def with_unstated(table: Table, columns: Sequence[Col]) -> Table:
    """A mark on each printed total that is more than its printed women and men, and a footnote of how many."""
    texts: dict[str, str] = {}
    rows = [_marked(row, columns, texts) for row in table.rows]
    if not texts:
        return table
    notes = tuple((mark, text) for text, mark in texts.items())
    return replace(table, rows=tuple(rows), footnotes=(*notes, *table.footnotes))


def _marked(row: Row, columns: Sequence[Col], texts: dict[str, str]) -> Row:
    at = {(col.sex, col.period, col.age): index for index, col in enumerate(columns) if not col.kind}
    cells = list(row.cells)
    for (sex, period, age), index in at.items():
        others = [at.get((one, period, age)) for one in (Sex.WOMEN, Sex.MEN)]
        if sex or None in others or (Sex.UNSTATED, period, age) in at:
            continue
        numbers = [row.cells[place or 0] for place in (index, *others)]
        if all(cell.state is State.KNOWN and cell.figure and cell.unit is Unit.PERSONS for cell in numbers):
            total, women, men = (int(cell.exact or 0) for cell in numbers)
            if total > women + men:
                scope = cells[index].scope
                when = short(scope.period) if scope else ""
                text = f"Kön är inte angivet för {persons(total - women - men)} {when}."
                mark = texts.setdefault(text, str(len(texts) + 1))
                cells[index] = replace(cells[index], mark=mark)
    return replace(row, cells=tuple(cells))


def persons(number: int) -> str:
    return "1 person" if number == 1 else f"{number} personer"


def capital(text: str) -> str:
    """The words at the beginning of a row."""
    return f"{text[:1].upper()}{text[1:]}"


def short(period: Period) -> str:
    """A column's heading: '2024', 'jan–aug 2024'."""
    if period.whole_year:
        return str(period.year)
    words = period.label.split(" ")[0].split("–")
    return "–".join(word[:3] for word in words) + f" {period.year}"
