"""What a page of counts is put together from: tables and charts, and the cells in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from samsyn.core.chart import Chart
from samsyn.core.figure import FigureBook, Scope
from samsyn.core.money import Unit, round_half_up
from samsyn.core.table import Cell, State, Table
from samsyn.participants.queries.protecting import Shield
from samsyn.participants.tables import PeopleTables, small
from samsyn.ui import charts


@dataclass(frozen=True)
class Piece:
    """A table, a chart (which holds its table one step away), or both; `sentence` stands where neither can be made."""

    title: str
    table: Table | None = None
    chart: Chart | None = None
    sentence: str = ""
    hrefs: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> list[Table]:
        """Its own, and the one behind its chart."""
        return [table for table in (self.table, self.chart and self.chart.table) if table]

    @property
    def drawing(self) -> SafeString:
        """The chart as it stands beside its own table."""
        return charts.inline(self.chart.spec, self.chart.description) if self.chart else mark_safe("")


Make = Callable[[PeopleTables], Sequence[Piece]]


@dataclass
class PageCells:
    """Cells out of figures; what a reader may not see is hidden, or marked where it is hidden for others."""

    book: FigureBook
    shield: Shield | None = None
    marks: bool = False
    asked: dict[tuple[str, Scope], int] = field(default_factory=dict)

    def cell(self, figure: str, scope: Scope, unit: Unit) -> Cell:
        definition = self.book.figure(figure) if figure in self.book else None
        if definition is None:
            return Cell(None, unit, figure, scope, State.UNKNOWN)
        self.asked[figure, scope] = definition.decimals
        covered = bool(self.shield and self.shield.covers(figure, scope))
        own = unit if definition.unit is Unit.KR else definition.unit
        if covered and not self.marks:
            return Cell(None, own, figure, scope, State.PROTECTED)
        value = self.book.value(figure, scope)
        if value is None:
            return Cell(None, own, figure, scope, State.UNKNOWN)
        if isinstance(value, Decimal) and self.shield and not self.marks:
            value = round_half_up(value, definition.decimals)
        mark = small.MARK if covered else ""
        return Cell(value, own, figure, scope, decimals=definition.decimals, mark=mark)
