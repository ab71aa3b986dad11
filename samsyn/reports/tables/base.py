"""What every table shares: the association's choices, the columns of a period, cells and rows out of figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from samsyn.associations.domain.presentation import Presentation
from samsyn.core.figure import FigureBook, Measure, Scope, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.core.period import Period
from samsyn.core.table import Cell, Row, State, Table
from samsyn.disclosure.policy import Policy
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.queries.protecting import Shield
from samsyn.reports.definitions.statements import ROUNDING_NOTE
from samsyn.reports.tables.columns import ScopeColumn, named, short

COST_LINES = ("costs", "depreciation", "financial_costs")


@dataclass
class TableBase:
    """One association, period and kind of report ('arsredovisning', 'tertial', 'ekonomi')."""

    books: Books
    figures: FigureBook
    period: Period
    kind: str = "arsredovisning"
    _cells: dict[tuple[str, Scope], Value] = field(default_factory=dict)
    held: Portfolio | None = None
    shield: Shield | None = None  # what of it stays in the house, when the tables leave it
    outside: Policy | None = None  # the rule for small counts, when the tables leave the house; set before any is made

    @cached_property
    def presentation(self) -> Presentation:
        return Presentation.for_kind(self.books.association.presentation, self.kind)

    @cached_property
    def portfolio(self) -> Portfolio:
        """The interventions, those that the figures are made from when they were given."""
        return self.held or Portfolio(self.books.association)

    @property
    def wording(self) -> str:
        """Whose labels are used: a month's report words its rows as the tertial's, a year's as the annual report's."""
        if self.kind == "ekonomi":
            return "arsredovisning" if self.period.whole_year else "tertial"
        return self.kind

    # --- columns -------------------------------------------------------------------------------------------------

    @cached_property
    def outcome_columns(self) -> list[ScopeColumn]:
        """This period beside the year before: balance sheet, cash flow, notes of a year."""
        now, then = self.period, self.period.previous
        return [named("a", Measure.ACTUAL, now, short(now)), named("a", Measure.ACTUAL, then, short(then))]

    @cached_property
    def balance_columns(self) -> list[ScopeColumn]:
        """Closing at the period's end beside the year's opening."""
        then = Period(self.period.year - 1)
        dates = [
            (self.period, self.presentation.date_text(self.period.end)),
            (then, self.presentation.date_text(then.end)),
        ]
        return [named("a", Measure.ACTUAL, period, label) for period, label in dates]

    @cached_property
    def flow_columns(self) -> list[ScopeColumn]:
        """Columns of income statement and notes: outcome and last year; in a part of the year the plans too."""
        if self.period.whole_year:
            return self.outcome_columns
        now, year = self.period, Period(self.period.year)
        columns = [
            named("p", Measure.ACTUAL, now.previous, short(now.previous)),
            named("p", Measure.ACTUAL, now, short(now)),
            named("b", Measure.BUDGET, year, f"Budget {year}"),
        ]
        if self.books.plan(Scope(year, Measure.REVISED)):
            columns.append(named("r", Measure.REVISED, year, f"Reviderad budget {year}"))
        if self.kind == "tertial" or self.books.plan(Scope(now, Measure.FORECAST)):
            columns.append(named("f", Measure.FORECAST, now, f"Prognos {year}"))
        return columns

    def compared_columns(self, measures: Iterable[Measure] = (), *, previous: bool = True) -> list[ScopeColumn]:
        """Outcome, then the chosen plans and the deviation, then last year: the page 'Resultat och budget'."""
        labels = {
            Measure.BUDGET: "Budget", Measure.REVISED: "Reviderad budget",
            Measure.FORECAST: f"Prognos helår {self.period.year}", Measure.DEVIATION: "Avvikelse",
        }  # fmt: skip
        whole = (Measure.FORECAST, Measure.DEVIATION)  # a forecast is of the whole year
        columns = [named("a", Measure.ACTUAL, self.period, f"Utfall {short(self.period)}")]
        columns += [
            named(str(m), m, self.period, labels[m] if m in whole else f"{labels[m]} {short(self.period)}")
            for m in measures
        ]
        if previous:
            columns.append(named("a", Measure.ACTUAL, self.period.previous, f"Utfall {short(self.period.previous)}"))
        return columns

    # --- cells ---------------------------------------------------------------------------------------------------

    def value(self, figure: str, scope: Scope) -> Value:
        if (figure, scope) not in self._cells:
            self._cells[figure, scope] = self.figures.value(figure, scope) if figure in self.figures else None
        return self._cells[figure, scope]

    @property
    def asked(self) -> list[tuple[str, Scope]]:
        """Every figure that a table or a sentence has asked for."""
        return list(self._cells)

    def cell(self, figure: str, scope: Scope, unit: Unit, *, flip: bool = False) -> Cell:
        """One number; `flip` prints a cost as a positive number."""
        definition = self.figures.figure(figure) if figure in self.figures else None
        value = self.value(figure, scope)
        own = unit if definition is None or definition.unit is Unit.KR else definition.unit
        if self.shield and self.shield.covers(figure, scope):
            return Cell(None, own, figure, scope, State.PROTECTED)
        if value is None:
            return Cell(None, own, figure, scope, State.UNKNOWN)
        if self.shield and isinstance(value, Decimal):  # the digits that are not printed would give the base away
            value = round_half_up(value, definition.decimals if definition else 0)
        return Cell(-value if flip else value, own, figure, scope, decimals=definition.decimals if definition else 0)

    def _row(
        self, key: str, label: str, figure: str, columns: Sequence[ScopeColumn], unit: Unit, **extra: object
    ) -> Row:
        flip = bool(extra.pop("flip", False))
        cells = tuple(self.cell(figure, column.scope, unit, flip=flip) for column in columns)
        return Row(key, label, cells, **extra)  # type: ignore[arg-type]


def mark_rounding(table: Table, terms: dict[str, tuple[str, ...]]) -> Table:
    """Mark each shown total whose shown parts add up to something else; nothing is ever plugged."""
    by_key = {row.key: row for row in table.rows}
    marked = False
    rows = []
    for row in table.rows:
        parts = [by_key[key] for key in terms.get(row.key, ()) if key in by_key]
        cells = list(row.cells)
        for index, cell in enumerate(row.cells if parts else ()):
            shown = [part.cells[index].value for part in parts]
            if cell.value is not None and None not in shown and sum(v for v in shown if v is not None) != cell.value:
                cells[index] = replace(cell, mark="r")
                marked = True
        rows.append(replace(row, cells=tuple(cells)))
    footnotes = (*table.footnotes, ROUNDING_NOTE) if marked else table.footnotes
    return replace(table, rows=tuple(rows), footnotes=footnotes)
