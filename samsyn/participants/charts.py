"""Charts of participants, drawn from their tables: what a table hides its chart cannot show."""

from collections.abc import Sequence
from dataclasses import replace

from samsyn.core.chart import Chart
from samsyn.core.money import grouped
from samsyn.core.period import Period
from samsyn.core.table import HIDDEN, Cell, Row, RowKind, State, Table
from samsyn.participants.tables import PeopleTables
from samsyn.participants.tables.base import short
from samsyn.participants.tables.classes import TOGETHER
from samsyn.ui import people_charts

_WORDS = ("kvinnor", "män", "ej angivet")
_ONE = {"kvinnor": "kvinna", "män": "man"}


def flow(tables: PeopleTables) -> Chart | None:
    """Enrolled, new and ended over the years; None for a single year."""
    table = tables.flow_years()
    if table is None or len(table.columns) < 2:
        return None
    years = [column.label for column in table.columns]
    known = {Period.parse(column.period).year: place for place, column in enumerate(table.columns)}
    axis = range(min(known), max(known) + 1)  # no line leaps over a year that nothing is known of
    ticks = [years[known[year]] if year in known else short(replace(tables.period, year=year)) for year in axis]
    lines = [
        (row.label, [_number(row.cells[known[year]]) if year in known else None for year in axis]) for row in table.rows
    ]
    said = ". ".join(
        f"{row.label}: " + ", ".join(f"{year} {_said(cell)}" for year, cell in zip(years, row.cells, strict=True))
        for row in table.rows
    )
    return Chart("flow_chart", table.title, people_charts.over_years(ticks, lines), f"{said}.", table)


def outcome(tables: PeopleTables) -> Chart | None:
    """Where those who ended went, by sex."""
    table = tables.outcome()
    kept = [row for row in table.rows if row.key.startswith("outcome.")] if table else []
    return _by_sex(table, "outcome_chart", "Vart de som avslutade gick", kept) if table else None


def classes(tables: PeopleTables, variable: str, title: str) -> Chart | None:
    """A variable's classes by sex: ages, time in support …"""
    table = tables.classes(variable)
    kept = [row for row in table.rows if row.kind is RowKind.PLAIN] if table else []
    return _by_sex(table, f"{variable}_chart", title, kept) if table else None


def _by_sex(table: Table, key: str, title: str, rows: Sequence[Row]) -> Chart | None:
    split = [index for index, column in enumerate(table.columns) if str(column.kind) == "amount"]
    bars = []
    for row in rows:
        whole, *parts = (row.cells[index] for index in split)
        numbers = [_number(cell) for cell in parts]
        bars.append((_bare(row), _number(whole), numbers, _split_said(whole, parts)))
    if not bars or all(total is None and None in parts for _, total, parts, _ in bars):
        return None
    said = "; ".join(f"{label.lower()} {words}" for label, _, _, words in bars)
    own = _narrowed(table, key, rows, split)
    return Chart(key, title, people_charts.by_sex(bars), f"{table.title}, antal personer: {said}.", own)


def _narrowed(table: Table, key: str, rows: Sequence[Row], split: Sequence[int]) -> Table:
    """The numbers of the chart: the rows it draws and their sum, no shares."""
    kept = [row for row in table.rows if row in rows or row.kind is RowKind.TOTAL]
    columns = tuple(table.columns[index] for index in split)
    marks = {row.cells[index].mark for row in kept for index in split}
    notes = tuple(note for note in table.footnotes if note[0] in marks - {""} or note[1] == TOGETHER)
    made = tuple(
        replace(row, cells=tuple(row.cells[index] for index in split), level=0, label=_bare(row)) for row in kept
    )
    return replace(table, key=key, columns=columns, rows=made, footnotes=notes)


def _bare(row: Row) -> str:
    """A row's words where it stands by itself."""
    label = row.label.removeprefix("varav ")
    return f"{label[:1].upper()}{label[1:]}"


def before_after(tables: PeopleTables, which: str = "income") -> Chart | None:
    """Incomes (or occupations) of those who ended, before and after."""
    table = tables.before_after(which)
    if table is None:
        return None
    rows = []
    for row in table.rows:
        before, after = row.cells[:2]
        nobody = before.exact == 0 and after.exact == 0
        if row.kind is not RowKind.TOTAL and not nobody:
            said = f"{_said(before)} före, {_said(after)} efter"
            rows.append((row.label, _number(before), _number(after), said))
    text = "; ".join(f"{label.lower()} {said}" for label, _, _, said in rows)
    title = table.title.rpartition(" ")[0]
    return Chart(f"{which}_chart", title, people_charts.before_after(rows), f"{table.title}, antal personer: {text}.",
                 replace(table, key=f"{which}_chart"))  # fmt: skip


def _split_said(whole: Cell, parts: Sequence[Cell]) -> str:
    """'10 kvinnor, 13 män'; '23 personer' where the sexes are not shown."""
    known = [(cell, word) for cell, word in zip(parts, _WORDS, strict=False) if cell.exact or word != _WORDS[2]]
    if any(_number(cell) is None for cell, _ in known):
        people = "" if _number(whole) is None else " person" if whole.exact == 1 else " personer"
        return f"{_said(whole)}{people}"
    return ", ".join(f"{_said(cell)} {_ONE.get(word, word) if cell.exact == 1 else word}" for cell, word in known)


def _number(cell: Cell) -> int | None:
    return int(cell.exact) if cell.state is State.KNOWN and cell.exact is not None else None


def _said(cell: Cell) -> str:
    if cell.state is State.PROTECTED:
        return HIDDEN
    number = _number(cell)
    return "uppgift saknas" if number is None else grouped(number)
