"""A letter, minutes or a voucher's basis as a PDF: archivable (PDF/A-2a) and accessible (PDF/UA-1) at once.

Give it plain values; every text is a string and never read as markup. Numbers come ready, as `ui.formats` writes them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samsyn.core.money import NBSP
from samsyn.ui.print_text import printable
from samsyn.ui.typeset import typeset

_TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"
_UNDATED = date(2000, 1, 1)
_SHORT, _LONG = 18, 48  # characters
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Heading:
    """`level` 2 or 3: the title is the only one of the first."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text; an empty line begins a new paragraph, a line break stays one. `lead` is said first, in bold."""

    text: str
    lead: str = ""


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
    return typeset(_TEMPLATE, "letter", data, dated or _UNDATED)


def _data(block: Block) -> Data:
    match block:
        case Heading():
            return {"type": "heading", "level": min(max(block.level, 2), 3), "text": printable(block.text) or "–"}
        case Paragraph():
            return {"type": "paragraph", "text": _text(block.text), "lead": _text(block.lead)}
        case Bullets():
            return {"type": "bullets", "items": [_text(item) for item in block.items]}
        case KeyValues():
            items = [[_text(key), _text(value)] for key, value in block.items if value]
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
        "columns": [
            {"head": _text(head), "number": at in table.numbers, "share": _share(table, at)}
            for at, head in enumerate(table.columns)
        ],
        "rows": [
            {"cells": [_text(cell) for cell in row], "strong": at in table.totals} for at, row in enumerate(table.rows)
        ],
    }


def _share(table: Table, at: int) -> int:
    """A column's part of the width: by its longest cell, within reason. 0 for short words, which need no more room."""
    lengths = [max(len(head), *(len(row[i]) for row in table.rows), 0) for i, head in enumerate(table.columns)]
    if lengths[at] <= _SHORT and lengths[at] < max(lengths):
        return 0
    return min(lengths[at], _LONG) or 1


def _text(words: str) -> str:
    """Words that can be printed, with thousands that never part at a line's end."""
    return _THOUSANDS.sub(NBSP, printable(words))
