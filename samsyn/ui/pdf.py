"""A letter, minutes or a voucher's basis as a PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1) at once.

Give it plain values; every text is a string and never read as markup. Numbers come ready, as `ui.formats` writes them.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import pikepdf
import typst

from samsyn.ui import FONTS
from samsyn.ui.print_text import printable
from samsyn.ui.row_headers import mark_row_headers

_TEMPLATES = Path(__file__).parent / "typst"
_LOCK = Lock()  # one compiler serves all threads of a process, one at a time
_UNDATED = date(2000, 1, 1)


@dataclass(frozen=True)
class Heading:
    """`level` 2 or 3: the title is the only one of the first."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text; an empty line begins a new paragraph, a line break stays one."""

    text: str


@dataclass(frozen=True)
class Bullets:
    items: Sequence[str]


@dataclass(frozen=True)
class KeyValues:
    """Facts: a word and what it is. Those that are empty are left out."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Rows of ready strings; the first column is each row's head. `numbers` are the columns set to the right (from 0),
    `totals` the rows that are sums. Raises ValueError when a row has another number of cells than `columns`."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    numbers: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has another number of cells than there are columns")


@dataclass(frozen=True)
class SignatureLines:
    """A line to write on for each: name and function. With `place`, a line for place and day above."""

    people: Sequence[tuple[str, str]]
    place: str = ""


Block = Heading | Paragraph | Bullets | KeyValues | Table | SignatureLines
Data = dict[str, object]


def letter(
    title: str,
    blocks: Sequence[Block],
    *,
    lang: str = "sv",
    author: str = "",
    note: str = "",
    dated: date | None = None,
) -> bytes:
    """A PDF with a title and blocks. `author` (the association) heads it, `note` is at the foot of every page.

    The same values give the same bytes: the only date in the file is `dated`, never the clock's.
    """
    full = f"{title} – {author}" if author and author not in title else title
    data: Data = {
        "title": printable(title),
        "title_full": printable(full),
        "author": printable(author),
        "note": printable(note),
        "lang": lang,
        "blocks": [_data(block) for block in blocks],
    }
    day = dated or _UNDATED
    with _LOCK:
        made = _compiler().compile(
            sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no single file")
    return _finished(made)


@cache
def _compiler() -> typst.Compiler:
    """The typesetter with our fonts and template read: no system fonts, no packages."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(
        input=str(_TEMPLATES / "letter.typ"), root=str(_TEMPLATES), font_paths=fonts, ignore_system_fonts=True
    )


def _data(block: Block) -> Data:
    match block:
        case Heading():
            return {"type": "heading", "level": min(max(block.level, 2), 3), "text": printable(block.text) or "–"}
        case Paragraph():
            return {"type": "paragraph", "text": printable(block.text)}
        case Bullets():
            return {"type": "bullets", "items": [printable(item) for item in block.items]}
        case KeyValues():
            items = [[printable(key), printable(value)] for key, value in block.items if value]
            return {"type": "pairs", "items": items}
        case Table():
            return _table(block)
        case SignatureLines():
            people = [[printable(name), printable(function)] for name, function in block.people]
            return {"type": "signatures", "people": people, "place": printable(block.place)}


def _table(table: Table) -> Data:
    return {
        "type": "table",
        "caption": printable(table.caption),
        "columns": [{"head": printable(head), "number": at in table.numbers} for at, head in enumerate(table.columns)],
        "rows": [
            {"cells": [printable(cell) for cell in row], "strong": at in table.totals}
            for at, row in enumerate(table.rows)
        ],
    }


def _finished(pdf: bytes) -> bytes:
    """Row heads marked, and a line break last."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        mark_row_headers(opened)
        opened.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue().rstrip(b"\n") + b"\n"
