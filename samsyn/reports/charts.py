"""Charts that pages show beside their tables, made from the same figures."""

from collections.abc import Sequence
from dataclasses import replace

from samsyn.core.chart import Chart
from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit, grouped, in_unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, Table
from samsyn.reports.tables import ScopeColumn, TableMaker
from samsyn.ui import chart_specs


def deviations(maker: TableMaker) -> Chart | None:
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
    return Chart("deviations", title, spec, text, kept)


def against(
    maker: TableMaker, key: str, title: str, rows: Sequence[tuple[str, str, Scope, str, Scope]], tick: str
) -> Chart | None:
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
    return Chart(key, title, chart_specs.bullet(values, str(unit), tick), f"{title}, tkr: {said}.", table)


def overview(maker: TableMaker) -> Chart | None:
    """Result as bars and closing equity as a line, oldest year first."""
    table = maker.overview()
    rows = [row for row in table.rows if row.key in ("result", "equity")]
    if len(rows) < 2 or len(table.columns) < 2:
        return None
    table = replace(table, key="overview_chart", title="Resultat och eget kapital per år", rows=tuple(rows))
    values = [
        (column.label, _whole(rows[0].cells[i]), _whole(rows[1].cells[i]))
        for i, column in sorted(enumerate(table.columns), key=lambda pair: pair[1].label)
    ]
    said = ", ".join(f"{year} resultat {_say(result)}" for year, result, _ in values)
    text = f"Årets resultat och eget kapital i {table.unit}: {said}."
    return Chart("overview_chart", table.title, chart_specs.years(values, str(table.unit)), text, table)


def operating(maker: TableMaker) -> Chart | None:
    """Outcome against budget, the rows of the operating statement."""
    table = maker.operating()
    first = [c for c in table.columns if c.period.startswith(maker.period.code)]
    if len(first) < 2:
        return None
    rows = [row for row in table.rows if row.kind is RowKind.PLAIN]
    actual = next((i for i, c in enumerate(table.columns) if c.key in (f"a{maker.period.year}", "net")), 0)
    budget = next((i for i, c in enumerate(table.columns) if c.key in (f"b{maker.period.year}", "budget")), 1)
    picked = (table.columns[actual], table.columns[budget])
    kept = [replace(row, cells=(row.cells[actual], row.cells[budget]), level=0) for row in rows]
    if all(_whole(row.cells[1]) is None for row in kept):
        return None
    values = [(row.label, _shown_size(row.cells[0]), _shown_size(row.cells[1])) for row in kept]
    title = "Utfall mot budget"
    table = Table("operating_chart", title, table.unit, picked, tuple(kept))
    said = ", ".join(f"{label.lower()} {_say(a)} mot budget {_say(b)}" for label, a, b in values)
    return Chart(
        "operating_chart", title, chart_specs.bullet(values, str(table.unit)), f"I {table.unit}: {said}.", table
    )


def _percent(share: Cell) -> str:
    """'32 %'."""
    return f"{0 if share.zero else share.shown()}\u00a0%"


def cost_split(maker: TableMaker) -> Chart | None:
    """How the year's costs divide, largest first as declared."""
    table = maker.cost_split()
    if table is None:
        return None
    rows = [row for row in table.rows if row.level == 0 and row.cells and row.cells[0].exact is not None]
    if not rows:
        return None
    kept = tuple(replace(row, cells=row.cells[:2]) for row in rows)
    values = [(row.label, _whole(row.cells[0]) or 0, _percent(row.cells[1])) for row in kept]
    title = f"Kostnadernas fördelning {maker.period.label}"
    said = ", ".join(f"{label.lower()} {_say(amount)} ({share})" for label, amount, share in values)
    short = Table("cost_chart", title, table.unit, table.columns[:2], kept, table.footnotes)
    spec = chart_specs.distribution(values, str(table.unit))
    return Chart("cost_chart", title, spec, f"I {table.unit}: {said}.", short)


def _whole(cell: Cell) -> int | None:
    return None if cell.value is None else int(cell.value)


def _shown_size(cell: Cell) -> int | None:
    """The size of an amount as it is printed: costs and income side by side in one chart."""
    value = _whole(cell)
    return None if value is None else abs(value)


def _size(cell: Cell) -> int | None:
    return None if cell.exact is None else in_unit(abs(int(cell.exact)), Unit.TKR)


def _say(value: int | None) -> str:
    return "okänt" if value is None else grouped(value)
