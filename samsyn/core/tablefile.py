"""Table files people hand in and get back: CSV (comma, semicolon or tab; UTF-8) and Excel, read to the same rows.

Nothing here knows what a column means. Every fault is a Swedish sentence that names row and column, all at once.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

import xlsxwriter
from python_calamine import CalamineError

from samsyn.core.money import MINUS, parse_ore
from samsyn.core.workbook import TooLarge, workbook

DELIMITERS = (",", ";", "\t")
MOST_ERRORS = 200
_FORMULA = re.compile(r"'*[=+\-@].")
_NUMBER = re.compile(r"[+-]?[\d., \u00a0]+")
Grid = list[tuple[int, list[str]]]
"""Row number as the reader's program shows it, and the row's texts."""


@dataclass(frozen=True)
class TableRow:
    """One row; `number` is the row in the file (the header is usually 1). A missing optional column reads as ''."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def error(self, column: str, text: str) -> str:
        """'rad 7, kolumn belopp_kr: …'."""
        return f"rad {self.number}, kolumn {column}: {text}"


class RowReader:
    """Reads typed values out of rows and gathers every fault in `errors`; a faulty value reads as None."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def fault(self, row: TableRow, column: str, text: str) -> None:
        self.errors.append(row.error(column, text))

    def text(self, row: TableRow, column: str, *, longest: int = 200) -> str | None:
        """A text that must be there."""
        if not row[column]:
            self.fault(row, column, "saknas")
        elif len(row[column]) > longest:
            self.fault(row, column, f"är längre än {longest} tecken")
        else:
            return row[column]
        return None

    def ore(self, row: TableRow, column: str) -> int | None:
        """An amount in kronor, as öre."""
        try:
            return parse_ore(row[column])
        except ValueError as error:
            self.fault(row, column, str(error) if row[column] else "saknas")
            return None

    def integer(self, row: TableRow, column: str, least: int, most: int) -> int | None:
        """A whole number within bounds, both included."""
        plain = row[column].replace(MINUS, "-")
        digits = plain.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 16 and least <= int(plain) <= most:
            return int(plain)
        self.fault(row, column, f"'{row[column]}' är inget heltal från {least} till {most}" if plain else "saknas")
        return None

    def year(self, row: TableRow, column: str) -> int | None:
        """A year from 2004, when finsamlagen began to hold, to 2099."""
        return self.integer(row, column, 2004, 2099)

    def number(self, row: TableRow, column: str, least: Decimal | int, most: Decimal | int) -> Decimal | None:
        """A number with decimal point or comma, within bounds."""
        try:
            value = Decimal(row[column].replace(MINUS, "-").replace(",", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite() and least <= value <= most:
            return value
        what = f"'{row[column]}' är inget tal från {least} till {most}" if row[column] else "saknas"
        self.fault(row, column, what)
        return None


def read_rows(
    data: bytes, filename: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[list[TableRow], list[str]]:
    """The file's rows, with texts stripped and empty rows left out, and every fault of its form.

    Excel is recognised by content, not by name. With faults in the header no row is returned.
    """
    grid, faults = read_grid(data, filename, columns, optional)
    if not grid:
        return [], faults
    header = grid[0][1]
    if errors := _header_errors(header, columns, optional):
        return [], errors
    return _rows(header, grid[1:])


def read_grid(
    data: bytes, filename: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Grid, list[str]]:
    """Every row that holds something, headings too and unjudged; or why the file is no table. `columns` find the
    sheet and the mark between fields.
    """
    if not data.strip():
        return [], [f"{filename}: filen är tom"]
    try:
        if data[:4] == b"PK\x03\x04":
            grid = _excel_grid(data, columns)
        else:
            grid = _csv_grid(_decoded(data), [*columns, *optional])
    except _Unreadable as error:
        return [], [f"{filename}: {error}"]
    return grid, [] if grid else [f"{filename}: filen är tom"]


class _Unreadable(Exception):
    """The file cannot be read as a table at all."""


def _header_errors(header: Sequence[str], columns: Sequence[str], optional: Sequence[str]) -> list[str]:
    known = [*columns, *optional]
    missing = [f"kolumnen {column} saknas i första raden" for column in columns if column not in header]
    if len(missing) == len(columns) and columns:
        return [f"första raden ska ha kolumnerna {', '.join(columns)}; där står '{', '.join(header)[:200]}'"]
    extra = [f"kolumnen '{name}' finns inte i formatet; kolumnerna är {', '.join(known)}"
             for name in dict.fromkeys(header) if name and name not in known]  # fmt: skip
    doubled = [
        f"kolumnen {name} står flera gånger" for name in dict.fromkeys(header) if header.count(name) > 1 and name
    ]
    return missing + extra + doubled


def _rows(header: Sequence[str], grid: Grid) -> tuple[list[TableRow], list[str]]:
    rows: list[TableRow] = []
    errors: list[str] = []
    for number, cells in grid:
        if any(cells[len(header) :]):
            errors.append(f"rad {number}: har {len(cells)} fält men rubriken {len(header)}; "
                          "sätt citattecken om ett värde som innehåller skiljetecknet")  # fmt: skip
            continue
        padded = [*cells, *[""] * (len(header) - len(cells))]
        rows.append(TableRow(number, {name: text for name, text in zip(header, padded, strict=False) if name}))
    return rows, errors[:MOST_ERRORS]


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Unreadable(f"rad {line} är inte UTF-8. Spara filen som 'CSV UTF-8' och försök igen") from None
    if "\0" in text:
        raise _Unreadable("filen är inte en tabell i text")
    return text


def _csv_grid(text: str, columns: Sequence[str]) -> Grid:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda mark: (len(set(_split(first, mark)) & set(columns)), first.count(mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    grid: Grid = []
    start = 1
    try:
        for row in reader:
            cells = [_as_meant(cell.strip()) for cell in row]
            if any(cells):
                grid.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        raise _Unreadable(f"rad {start} går inte att läsa: ett citattecken saknar sin motsvarighet") from None
    return grid


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _excel_grid(data: bytes, columns: Sequence[str]) -> Grid:
    """The first sheet that has any of the columns in its first filled row; else the first sheet."""
    try:
        book = workbook(data)
        grids = [_sheet_grid(book.get_sheet_by_index(index)) for index in range(len(book.sheet_names))]
    except TooLarge:
        raise _Unreadable("arbetsboken är för stor, eller har något långt till höger eller långt ner. "
                          "Kopiera tabellen till en tom arbetsbok") from None  # fmt: skip
    except (CalamineError, ValueError, OSError):
        raise _Unreadable("filen är ingen Excel-arbetsbok (.xlsx) som går att läsa") from None
    fitting = (grid for grid in grids if grid and set(columns) & set(grid[0][1]))
    return next(fitting, grids[0] if grids else [])


def _sheet_grid(sheet) -> Grid:  # type: ignore[no-untyped-def]
    grid: Grid = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [_cell_text(value) for value in row]
        if any(cells):
            grid.append((number, cells))
    return grid


def _cell_text(value: object) -> str:
    """What the cell says, numbers through their shortest decimal form (4251000.0 → '4251000', 2.4 → '2.4')."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value).strip()


def write_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, object] | Sequence[object]], notes: Sequence[str] = ()
) -> str:
    """Comma, header row, decimal point: what `read_rows` reads back unchanged when there are no `notes` below."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(_written(value)) for value in _ordered(columns, row)] for row in rows)
    writer.writerows([_harmless(note), *[""] * (len(columns) - 1)] for note in _below(notes))
    return out.getvalue()


def _harmless(text: str) -> str:
    """Text with an apostrophe before what a spreadsheet would run as a formula; numbers as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _as_meant(text: str) -> str:
    """The same without that apostrophe."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _below(notes: Sequence[str]) -> Sequence[str]:
    """What is said below a table, an empty row between."""
    return ("", *notes) if notes else ()


def write_xlsx(
    columns: Sequence[str], rows: Iterable[Mapping[str, object] | Sequence[object]], notes: Sequence[str] = ()
) -> bytes:
    """One sheet, bold frozen header, numbers as numbers, text never taken for a formula; `notes` below the table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Data")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, columns, bold)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(_ordered(columns, row)):
                is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
                if is_number:
                    sheet.write_number(last, place, value)
                elif text := _written(value):
                    sheet.write_string(last, place, text)
        sheet.autofit()
        for number, note in enumerate(_below(notes), start=last + 1):
            sheet.write_string(number, 0, note)
    return out.getvalue()


def _ordered(columns: Sequence[str], row: Mapping[str, object] | Sequence[object]) -> Sequence[object]:
    return [row.get(column) for column in columns] if isinstance(row, Mapping) else row


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
