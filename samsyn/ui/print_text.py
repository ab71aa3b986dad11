"""Text that the printed page can show: composed, without control characters, within what the font can draw."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache

from samsyn.ui import FONTS

MISSING = "\u25a1"  # an empty square, where the font has no sign
_INVISIBLE = {0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)}
_KEPT = {ord("\n")}


def printable(text: str) -> str:
    """The text with every character the fonts lack shown as □ and invisible ones left out.

    An archivable PDF may hold no character without a glyph: one emoji in a sentence would stop the whole report.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    if composed.isascii() and composed.isprintable():
        return composed
    drawn = coverage()
    return "".join(_drawn(char, drawn) for char in composed)


def _drawn(char: str, drawn: frozenset[int]) -> str:
    code = ord(char)
    if code in _KEPT or (code in drawn and code not in _INVISIBLE and unicodedata.category(char) != "Cc"):
        return char
    return "" if code in _INVISIBLE or unicodedata.category(char) in ("Cc", "Cf", "Cs") else MISSING


@cache
def coverage() -> frozenset[int]:
    """The code points that every one of our fonts can draw."""
    return frozenset.intersection(*(frozenset(_code_points(path.read_bytes())) for path in FONTS.glob("*.otf")))


def _code_points(font: bytes) -> Iterator[int]:
    """The characters of an OpenType font, by its full Unicode table (cmap format 12)."""
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * index) for index in range(count))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", font, cmap + 2)
    for index in range(tables):
        (offset,) = struct.unpack_from(">I", font, cmap + 8 + 8 * index)
        start = cmap + offset
        if struct.unpack_from(">H", font, start) == (12,):
            (groups,) = struct.unpack_from(">I", font, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                yield from range(first, last + 1)
            return
