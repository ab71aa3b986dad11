"""Workbooks and text files of tables: real numbers in the table's unit, written as print writes them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samsyn.core.money import MINUS, NBSP, Unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, Table
from samsyn.reports.domain.document import Document, ProseBlock
from samsyn.reports.domain.prose import plain_text
from samsyn.reports.render.cells import NUMBER_KINDS, caption, ending, heading, pairs, printed, unit, words
from samsyn.ui.html import RULE

CONTENTS = "Innehåll"
EXACT = "Exakta belopp"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_INK, _GREY, _PINE, _LINE = "#1e211e", "#565851", "#17573f", "#8a857a"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  fixed, so that the same document gives the same bytes
_TITLE_ROWS = 3
_MAX_NAME = 31


def write(document: Document) -> bytes:
    """A workbook: contents with links, one sheet per table, and every amount exactly, with its figure's key."""
    tables = document.tables()
    names = sheet_names(tables)
    with _Book(document.title) as book:
        book.contents(document, list(zip(names, tables, strict=True)))
        for name, table in zip(names, tables, strict=True):
            book.table(name, table)
        book.exact(tables)
    return book.bytes


def table_xlsx(table: Table) -> bytes:
    """One table as a workbook of its own, exact amounts on the second sheet."""
    with _Book(table.title) as book:
        book.table(sheet_names([table])[0], table)
        book.exact([table])
    return book.bytes


def table_csv(table: Table) -> str:
    """Semicolons, decimal commas and a byte order mark: opens right in a Swedish Excel. Numbers without grouping."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([f"{caption(table)} ({unit(table)})", *(_one_line(heading(c)) for c in table.columns)])
    for row in table.rows:
        writer.writerow(
            [_harmless(row.label), *(_csv_cell(cell, column, row, table) for column, cell in pairs(table, row))]
        )
    return "\ufeff" + out.getvalue()


def _csv_cell(cell: Cell | None, column: Column, row: Row, table: Table) -> str:
    if cell is None or words(cell, column, row) or cell.value is None:
        return _harmless(printed(cell, column, row, table))
    return str(cell.value).replace(".", ",")


def _harmless(text: str) -> str:
    """Text that a spreadsheet won't take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not text[1:].strip().isdigit() else text


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """Readable names of at most 31 characters, unique without regard to case, none of the workbook's own."""
    taken = {CONTENTS.casefold(), EXACT.casefold(), "history", "historik"}
    names = []
    for table in tables:
        base = _FORBIDDEN.sub(" ", caption(table)).strip(" '") or "Tabell"
        name, count = base[:_MAX_NAME].strip(" '"), 1
        while name.casefold() in taken:
            count += 1
            name = f"{base[: _MAX_NAME - len(str(count)) - 1].strip()} {count}"
        taken.add(name.casefold())
        names.append(name)
    return names


def number_format(column: Column, decimals: int, ending: str = "", *, dash: bool = True) -> str:
    """The number format that prints as the PDF does: grouped, true minus, a dash for zero (`dash`), plus on deviations.

    `ending` follows the digits: a per cent sign, a footnote mark.
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "") + (f'"{ending}"' if ending else "")
    plus = '"+"' if column.kind is ColumnKind.DEVIATION else ""
    zero = '"–"' if dash else digits
    return f'{plus}{digits};"{MINUS}"{digits};{zero}'


class _Book:
    """A workbook being written; its bytes when the `with` block is over."""

    bytes = b""

    def __init__(self, title: str) -> None:
        self._out = io.BytesIO()
        self._book = Workbook(self._out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._book.set_properties({"title": title, "created": _MADE})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *error: object) -> None:
        self._book.close()
        self.bytes = self._out.getvalue()

    def _style(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", **properties}
            )
        return self._formats[key]

    def _sheet(self, name: str, title: str, below: str) -> Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, _clean(title), self._style(bold=True, font_size=15, font_color=_PINE))
        sheet.write_string(1, 0, _clean(below), self._style(font_color=_GREY))
        return sheet

    def contents(self, document: Document, named: list[tuple[str, Table]]) -> None:
        """The first sheet: what the document is, and a link to each table."""
        below = " · ".join(filter(None, (document.association, document.org_number, document.period_label)))
        sheet = self._sheet(CONTENTS, document.title, below)
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 1, 18)
        if document.note:
            sheet.write_string(2, 0, _clean(document.note), self._style(font_color=_GREY, italic=True))
        for index, (name, table) in enumerate(named, start=4):
            self._link(sheet, index, name, caption(table))
            sheet.write_string(index, 1, unit(table), self._style(font_color=_GREY))
        self._link(sheet, len(named) + 5, EXACT, "Exakta belopp i kronor, med siffrornas namn")
        for index, text in enumerate(_small_counts(document), start=len(named) + 7):
            sheet.write_string(index, 0, _clean(text), self._style(font_color=_GREY, text_wrap=True))

    def _link(self, sheet: Worksheet, row: int, name: str, text: str) -> None:
        target = "internal:'" + name.replace("'", "''") + "'!A1"
        sheet.write_url(row, 0, target, self._style(font_color=_PINE, underline=1), string=_clean(text))

    def table(self, name: str, table: Table) -> None:
        """A sheet: title, unit, frozen header, rows and footnotes."""
        sheet = self._sheet(name, caption(table), unit(table))
        self._widths(sheet, table)
        line = {"bottom": 1, "bottom_color": _LINE}
        sheet.write_blank(_TITLE_ROWS, 0, None, self._style(**line))
        for index, column in enumerate(table.columns, start=1):
            align = "right" if column.kind in NUMBER_KINDS else "left"
            style = self._style(font_color=_GREY, align=align, text_wrap=True, **line)
            sheet.write_string(_TITLE_ROWS, index, _clean(heading(column)), style)
        for index, row in enumerate(table.rows, start=_TITLE_ROWS + 1):
            self._row(sheet, index, table, row)
        for index, (mark, text) in enumerate(table.footnotes, start=_TITLE_ROWS + len(table.rows) + 2):
            sheet.write_string(index, 0, _clean(f"{mark} {text}".strip()), self._style(font_color=_GREY))
        sheet.freeze_panes(_TITLE_ROWS + 1, 1)
        sheet.set_landscape() if len(table.columns) > 5 else sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_TITLE_ROWS)

    def _widths(self, sheet: Worksheet, table: Table) -> None:
        sheet.set_column(0, 0, min(60, max([24, *(len(row.label) + 2 * row.level for row in table.rows)])))
        for index, column in enumerate(table.columns):
            shown = [printed(row.cells[index], column, row, table) for row in table.rows if index < len(row.cells)]
            widest = max([9, *map(len, heading(column).split("\n")), *map(len, shown)])
            sheet.set_column(index + 1, index + 1, min(widest, 48) + 2)

    def _row(self, sheet: Worksheet, index: int, table: Table, row: Row) -> None:
        look = _look(row)
        label = _clean(f"{row.label} {row.mark}".strip())
        sheet.write_string(index, 0, label, self._style(indent=row.level, text_wrap=True, **look))
        for number, (column, cell) in enumerate(pairs(table, row), start=1):
            text = words(cell, column, row)
            if cell is None or (cell.value is None and not text):
                sheet.write_blank(index, number, None, self._style(**look))
            elif text:
                align = "right" if column.kind in NUMBER_KINDS else "left"
                sheet.write_string(index, number, _clean(text), self._style(align=align, text_wrap=True, **look))
            else:
                mark = f" {cell.mark}".replace('"', "") if cell.mark else ""
                after = ending(cell, column, row, table) + mark
                form = number_format(column, cell.decimals, after, dash=cell.unit is not Unit.PERCENT or cell.zero)
                style = self._style(num_format=form, align="right", **look)
                sheet.write_number(index, number, float(cell.value or 0), style)

    def exact(self, tables: Iterable[Table]) -> None:
        """Every number unrounded: money in kronor, others in their unit, with figure and period to look it up by."""
        sheet = self._sheet(EXACT, EXACT, "Kronor med ören, andra tal i sin enhet. Avrundas först när de visas.")
        header = ("Tabell", "Rad", "Kolumn", "Värde", "Enhet", "Siffra", "Period")
        for index, (title, width) in enumerate(zip(header, (36, 48, 20, 18, 12, 40, 18), strict=True)):
            sheet.set_column(index, index, width)
            style = self._style(font_color=_GREY, bottom=1, bottom_color=_LINE, align="right" if index == 3 else "left")
            sheet.write_string(_TITLE_ROWS, index, title, style)
        plain, last = self._style(), _TITLE_ROWS
        for last, (cell, texts) in enumerate(_exact_rows(tables), start=_TITLE_ROWS + 1):
            for index, text in zip((0, 1, 2, 4, 5, 6), texts, strict=True):
                sheet.write_string(last, index, _clean(text), plain)
            value = Decimal(cell.exact_text)
            places = max(0, -int(value.as_tuple().exponent))
            digits = "#,##0" + ("." + "0" * places if places else "")
            sheet.write_number(last, 3, float(value), self._style(num_format=f'{digits};"{MINUS}"{digits}'))
        sheet.freeze_panes(_TITLE_ROWS + 1, 0)
        sheet.autofilter(_TITLE_ROWS, 0, last, len(header) - 1)


def _small_counts(document: Document) -> list[str]:
    """The rule for small counts with its heading, where the document has one."""
    blocks = [block for section in document.sections for block in section.blocks]
    rules = (block.nodes for block in blocks if isinstance(block, ProseBlock) and block.slot == RULE)
    return [plain_text([node]) for nodes in rules for node in nodes]


def _look(row: Row) -> dict[str, object]:
    match row.kind:
        case RowKind.SUBTOTAL:
            return {"bold": True, "top": 4, "top_color": _LINE}
        case RowKind.TOTAL:
            return {"bold": True, "top": 1, "top_color": _INK}
        case RowKind.HEADING:
            return {"bold": True}
        case _:
            return {}


def _exact_rows(tables: Iterable[Table]) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    for table in tables:
        for row in table.rows:
            for column, cell in pairs(table, row):
                if cell is None or not cell.exact_text:
                    continue
                unit_word = "kr" if str(cell.unit) == "tkr" else str(cell.unit)
                scope = cell.scope.code if cell.scope else ""
                where = (caption(table), row.label, _one_line(heading(column)))
                yield cell, (*where, unit_word, cell.figure, scope)


def _clean(text: str) -> str:
    """Text without the characters a workbook can't hold; no-break spaces as they are."""
    return _CONTROL.sub("", text).replace("\r", "")[:32_000] or NBSP
