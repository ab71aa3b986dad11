"""Statements with the numbers of their notes in a column of its own, as they print."""

from collections.abc import Collection
from dataclasses import replace

from samsyn.core.table import Cell, Column, ColumnKind, State, Table
from samsyn.reports.domain.document import Block, Document, TableBlock


def with_note_columns(document: Document) -> Document:
    """The document where each row that a note of the document tells more about names that note."""
    notes = {table.note for table in document.tables() if table.note}
    sections = tuple(
        replace(section, blocks=tuple(_noted(block, notes) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def _noted(block: Block, notes: Collection[int]) -> Block:
    return replace(block, table=with_note_column(block.table, notes)) if isinstance(block, TableBlock) else block


def with_note_column(table: Table, notes: Collection[int]) -> Table:
    """The table with a first column 'Not' for those `notes`; as it is where no row has one."""
    if not any(row.note in notes for row in table.rows):
        return table
    rows = tuple(
        replace(row, cells=(_cell(row.note if row.note in notes else None), *row.cells)) if row.cells else row
        for row in table.rows
    )
    return replace(table, columns=(Column("note", "Not", kind=ColumnKind.NOTE), *table.columns), rows=rows)


def _cell(number: int | None) -> Cell:
    return Cell(text=str(number)) if number else Cell(state=State.NOT_APPLICABLE)


def notes_of(table: Table) -> set[int]:
    """Every note that a table's rows name."""
    return {row.note for row in table.rows if row.note}
