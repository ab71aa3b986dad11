"""What every printed table shares: the words in a cell, the caption and the footnotes."""

from collections.abc import Iterator

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


def printed(cell: Cell | None, column: Column, row: Row) -> str:
    """The cell as the reader sees it: '8 484', '−594', '+422', '–', 'uppgift saknas', 'skyddas' or nothing."""
    if cell is None:
        return ""
    return words(cell, column, row) or cell.shown(column.kind)


def heading(column: Column) -> str:
    """A column's heading: its label, and its period unless the label already says it."""
    if not column.period or column.period in column.label:
        return column.label
    return f"{column.label}\n{column.period}" if column.label else column.period


def caption(table: Table) -> str:
    """The table's title, with its note number where it is a note."""
    return f"Not {table.note}. {table.title}" if table.note else table.title


def unit(table: Table) -> str:
    """The unit as the caption says it: 'Belopp i tkr', 'Antal personer', 'Procent'."""
    words_for = {"%": "Procent", "antal": "Antal"}
    return words_for.get(str(table.unit)) or (
        f"Belopp i {table.unit}" if str(table.unit) in ("kr", "tkr") else f"Antal {table.unit}"
    )
