"""Charts that pages show beside their tables, made from the same figures."""

from collections.abc import Sequence

from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit, grouped, in_unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, Table
from samsyn.reports.domain.document import ChartBlock
from samsyn.reports.tables import ScopeColumn, TableMaker
from samsyn.ui import chart_specs


def deviations(maker: TableMaker) -> ChartBlock | None:
    """What differs from the budget, row by row of the operating statement; None without a budget."""
    scope = Scope(maker.period, Measure.DEVIATION)
    column = ScopeColumn("deviation", "Avvikelse", scope, ColumnKind.DEVIATION)
    table = maker.operating_with([column])
    rows = [row for row in table.rows if row.kind is RowKind.PLAIN and row.cells[0].value]
    total = table.rows[-1].cells[0].value if table.rows else None
    if not rows or total is None:
        return None
    unit = str(table.unit)
    values = [(row.label, int(row.cells[0].value or 0)) for row in rows]
    spec = chart_specs.deviations(values, int(total), unit, "Bättre än budget" if total >= 0 else "Sämre än budget")
    said = ", ".join(f"{label.lower()} {grouped(amount, signed=True)}" for label, amount in values)
    title = "Vad som skiljer mot budget"
    kept = Table("deviations", f"{title} {maker.period.label}", table.unit, table.columns, (*rows, table.rows[-1]))
    text = f"Avvikelse mot budget i {unit}: {said}. Summa {grouped(total, signed=True)}."
    return ChartBlock("deviations", title, spec, text, kept)


def against(
    maker: TableMaker, key: str, title: str, rows: Sequence[tuple[str, str, Scope, str, Scope]], tick: str
) -> ChartBlock | None:
    """Bars with a tick: `rows` are (label, figure, scope, the tick's figure, its scope). Sizes without sign.

    None when no bar is known.
    """
    unit = Unit.TKR
    cells = [(label, maker.cell(a, at, unit), maker.cell(b, there, unit)) for label, a, at, b, there in rows]
    if all(bar.exact is None for _, bar, _ in cells):
        return None
    values = [(label, _size(bar), _size(mark)) for label, bar, mark in cells]
    said = ", ".join(f"{label} {_say(bar)} mot {_say(mark)}" for label, bar, mark in values)
    columns = (Column("bar", "Utfall"), Column("mark", tick.capitalize()))
    table = Table(key, title, unit, columns, tuple(Row(label, label, (bar, mark)) for label, bar, mark in cells))
    return ChartBlock(key, title, chart_specs.bullet(values, str(unit), tick), f"{title}, tkr: {said}.", table)


def _size(cell: Cell) -> int | None:
    return None if cell.exact is None else in_unit(abs(int(cell.exact)), Unit.TKR)


def _say(value: int | None) -> str:
    return "okänt" if value is None else grouped(value)
