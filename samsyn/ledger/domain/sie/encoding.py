"""Which bytes the letters are written in. `#FORMAT PC8` says nothing, so the whole file is looked at (SIE 4B §5.8)."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

BLOCK = 1 << 20
ASCII = bytes(range(128))
_CP1252_LETTERS = b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9"
_CP437_LETTERS = b"\x86\x84\x94\x8f\x8e\x99\x82"
_UTF8_LETTERS = (b"\xc3\xa5", b"\xc3\xa4", b"\xc3\xb6", b"\xc3\x85", b"\xc3\x84", b"\xc3\x96", b"\xc3\xa9")
# Bytes that Swedish text in cp437 never needs: box drawing, Greek and mathematics, where cp1252 and UTF-8 have letters.
_CP437_ODD = bytes([*range(0xB0, 0xE1), *range(0xE2, 0xE6), *range(0xE7, 0xF1), *range(0xF2, 0xF8)])
_CP437_EVEN = bytes(set(range(256)) - set(_CP437_ODD))
_CP1252_EVEN = bytes(set(range(256)) - set(b"\x84\x86\x94\xc3\xf7"))
_OTHER_ODD = tuple(bytes.fromhex(odd) for odd in ("ce", "cf", "e280", "e294", "e295", "e296", "c383", "c3b7", "efbf"))
_CONTROLS = bytes(set(range(32)) - {9, 10} | {127})
_NO_CONTROLS = bytes(set(range(256)) - set(_CONTROLS))
_MAYBE = re.compile("[\u2500-\u259f\ufffd\u0370-\u03ff÷Ã„”†]")  # quick; _GARBLED decides
_LETTER = r"[^\W\d_]"
_GARBLED = re.compile(
    "[\u2500-\u259f\ufffd]"  # box drawing, as cp437 shows UTF-8; what could not be decoded
    "|(?<=[A-Za-z])[\u0370-\u03ff]|[\u0370-\u03ff](?=[A-Za-z])"  # σ for å, Σ for ä: cp1252 read as cp437
    f"|÷(?={_LETTER})"  # ÷ for ö
    "|Ã[¥¤¶©…„–\u0085\u0084\u0096]"  # UTF-8 read as cp1252
    f"|(?<={_LETTER})[„”†](?={_LETTER})"  # cp437 read as cp1252
)


class Look(NamedTuple):
    """What a first reading of the whole file tells: its encoding, its size, its beginning, and whether all is blank."""

    encoding: str  # utf-8-sig, utf-8, cp1252 or cp437
    size: int
    head: bytes
    blank: bool


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces, from where it stands."""
    while block := stream.read(BLOCK):
        yield block


def look(stream: BinaryIO, most: int) -> Look:
    """Reads the stream to its end, or until it is longer than `most` bytes."""
    head, size, blank = b"", 0, True
    letters = _Letters()
    for block in blocks(stream):
        head += block[: 4096 - len(head)]
        size += len(block)
        blank = blank and not block.strip(b" \t\r\n\x1a")
        letters.read(block)
        if size > most:
            break
    return Look(letters.encoding(head), size, head, blank)


class _Letters:
    """Counts what tells the encodings apart."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._valid = True
        self._high = self._swedish_utf8 = self._cp1252 = self._cp437 = 0

    def read(self, block: bytes) -> None:
        high = block.translate(None, ASCII)
        self._high += len(high)
        self._cp1252 += sum(high.count(letter) for letter in _CP1252_LETTERS)
        self._cp437 += sum(high.count(letter) for letter in _CP437_LETTERS)
        if self._valid:
            try:
                self._utf8.decode(block)
            except UnicodeDecodeError:
                self._valid = False
        self._swedish_utf8 += sum(high.count(letter) for letter in _UTF8_LETTERS)

    def encoding(self, head: bytes) -> str:
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        # A text cut in the middle of a letter must not turn every other letter of the file to rubbish.
        nearly = self._swedish_utf8 * 2 > self._high * 9 // 10
        if self._high and (self._valid or nearly):
            return "utf-8"
        return "cp1252" if self._cp1252 > self._cp437 else "cp437"


def has_controls(data: bytes) -> bool:
    """Whether any character is one that text must not hold (0–31 but tab and line end, and 127)."""
    return bool(data.translate(None, _NO_CONTROLS))


def may_be_garbled(data: bytes, encoding: str) -> bool:
    """A quick no for text that cannot be garbled."""
    if encoding in ("cp437", "cp1252"):
        return bool(data.translate(None, _CP437_EVEN if encoding == "cp437" else _CP1252_EVEN))
    return any(odd in data for odd in _OTHER_ODD)


def garbled_lines(text: str, line: int) -> Iterator[tuple[int, str]]:
    """Number and content of each line with a letter that has become something else; `line` is the text's first."""
    counted = end = 0
    for match in _MAYBE.finditer(text):
        start = match.start()
        if start < end or _GARBLED.match(text, start) is None:
            continue
        line += text.count("\n", counted, start)
        counted, end = start, text.find("\n", start)
        yield line, text[text.rfind("\n", 0, start) + 1 : end]
