"""What a workbook holds that a table must not: formulas, whose result nobody typed, and merged cells."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from samsyn.core.workbook import workbook

MOST_FAULTS = 50
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_A_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")


def sheet_faults(data: bytes, columns: Collection[str]) -> list[str]:
    """'D14: innehåller en formel. Skriv talet i stället.' for every such cell of the sheets that hold a table with
    some of `columns`. Nothing for what is no workbook: whoever reads it says so."""
    if data[:4] != b"PK\x03\x04":
        return []
    try:
        named = _tables(data, columns)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [fault for path, sheet in named.items() for fault in _of_sheet(archive, path, sheet)][:MOST_FAULTS]
    except (zipfile.BadZipFile, ElementTree.ParseError, CalamineError, KeyError, ValueError, OSError):
        return []


def _tables(data: bytes, columns: Collection[str]) -> dict[str, str]:
    """Files of the sheets that hold a table → what to call the sheet in a fault ('' when it is the only one)."""
    book = workbook(data)
    found = [name for name in book.sheet_names if set(columns) & set(_first(book, name))]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        paths = _paths(archive)
    return {paths[name]: f"bladet {name}, " if len(found) > 1 else "" for name in found if name in paths}


def _first(book: CalamineWorkbook, name: str) -> list[str]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return next(([str(cell).strip() for cell in row] for row in rows if any(map(str, row))), [])


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's file inside the workbook, by its name."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINKED), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _of_sheet(archive: zipfile.ZipFile, path: str, sheet: str) -> Iterator[str]:
    with archive.open(path) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == f"{_MAIN}c":
                if element.find(f"{_MAIN}f") is not None:
                    yield f"{sheet}{_place(element.get('r'))}: innehåller en formel. Skriv talet i stället."
                element.clear()
            elif element.tag == f"{_MAIN}mergeCell":
                place = "–".join(_place(cell) for cell in (element.get("ref") or "").split(":"))
                yield f"{sheet}{place}: sammanslagna celler. Dela upp dem, så att varje cell har sitt eget värde."


def _place(text: str | None) -> str:
    return text if text and _A_CELL.fullmatch(text) else "en cell"
