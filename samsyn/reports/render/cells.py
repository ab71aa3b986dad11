"""What every printed table shares: the words in a cell, the caption and the footnotes."""

from collections.abc import Iterator

from samsyn.core.money import NBSP, Unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.reports.domain.reference import PROTECTED, UNKNOWN

NUMBER_KINDS = (ColumnKind.AMOUNT, ColumnKind.DEVIATION, ColumnKind.SHARE)
_WORDS = {State.PROTECTED: PROTECTED, State.UNKNOWN: UNKNOWN, State.NOT_APPLICABLE: ""}


def pairs(table: Table, row: Row) -> Iterator[tuple[Column, Cell | None]]:
    """A row's cells under their columns; None where the row is shorter, as headings are."""
    for index, column in enumerate(table.columns):
        yield column, row.cells[index] if index < len(row.cells) else None


def words(cell: Cell | None, column: Column, row: Row) -> str:
    """What stands in the cell instead of a number, '' when it is a number or empty.

    A number that is not known says so; an empty cell of a heading row or a text column is just empty.
    """
    if cell is None:
        return ""
    if cell.text or cell.state is not State.KNOWN:
        return cell.text or _WORDS[cell.state]
    empty = row.kind is RowKind.HEADING or column.kind not in NUMBER_KINDS
    return UNKNOWN if cell.exact is None and not empty else ""


def printed(cell: Cell | None, column: Column, row: Row, table: Table) -> str:
    """The cell as the reader sees it: '8 484', '−594', '+422', '–', 'uppgift saknas', 'skyddas' or nothing."""
    if cell is None:
        return ""
    return words(cell, column, row) or cell.shown(column.kind) + ending(cell, column, row, table)


def ending(cell: Cell, column: Column, row: Row, table: Table) -> str:
    """' %' on a share among amounts, unless row or column says that it is one; the caption's unit is another."""
    named = f"{row.label} {column.label}".casefold()
    own_unit = cell.unit is Unit.PERCENT and table.unit is not Unit.PERCENT and cell.value is not None and not cell.zero
    return f"{NBSP}%" if own_unit and "%" not in named and "procent" not in named else ""


def heading(column: Column) -> str:
    """A column's heading, broken before its period so that columns stay narrow: 'Utfall', '2024'."""
    first, _, rest = column.label.partition(" ")
    return f"{first}\n{rest}" if any(char.isdigit() for char in rest) else column.label


def caption(table: Table) -> str:
    """The table's title, with its note number where it is a note."""
    if table.note is None or table.title.startswith(f"Not {table.note}"):
        return table.title
    return f"Not {table.note} {table.title}"


def unit(table: Table) -> str:
    """The unit as the caption says it: 'Belopp i tkr', 'Antal personer', 'Procent'."""
    if table.unit in (Unit.KR, Unit.TKR):
        return f"Belopp i {table.unit}"
    return {Unit.PERCENT: "Procent", Unit.COUNT: "Antal"}.get(table.unit, f"Antal {table.unit}")


def is_bare_heading(table: Table, row: Row) -> bool:
    """A heading row with nothing in its columns."""
    return row.kind is RowKind.HEADING and not any(printed(cell, c, row, table) for c, cell in pairs(table, row))
