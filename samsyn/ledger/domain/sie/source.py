"""From bytes to numbered text: chunks of whole lines, LF only, decoded, without control characters or endless lines."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from .encoding import blocks, garbled_lines, has_controls, may_be_garbled
from .findings import Findings
from .model import Level, Limits
from .words import counted, quoted

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STRIP = dict.fromkeys([*range(9), *range(11, 32), 127])


class Chunk(NamedTuple):
    """Whole lines, each with its LF. `line` is the number of the first, `read` how many bytes of the file are used."""

    text: str
    line: int
    read: int


def opened(source: Path | BinaryIO | bytes, most: int) -> AbstractContextManager[BinaryIO]:
    """A seekable stream. What cannot be rewound is copied to a temporary file, at most one byte beyond `most`."""
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    if source.seekable():
        return nullcontext(source)
    return _copied(source, most)


def _copied(source: BinaryIO, most: int) -> BinaryIO:
    copy: BinaryIO = TemporaryFile()  # noqa: SIM115  # the caller closes it
    for block in blocks(source):
        copy.write(block)
        if copy.tell() > most:
            break
    copy.seek(0)
    return copy


def _unix_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks with every line end, CR LF or lone CR too, as LF."""
    for block in blocks(stream):
        if block.endswith(b"\r"):
            block += stream.read(1)
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield block


class Lines:
    """The chunks of a stream, from where it stands."""

    def __init__(self, stream: BinaryIO, encoding: str, limits: Limits, findings: Findings) -> None:
        self._stream, self._encoding, self._limits, self._findings = stream, encoding, limits, findings
        self._codec = encoding.removesuffix("-sig")

    def chunks(self) -> Iterator[Chunk]:
        start, line, rest = self._stream.tell(), 1, b""
        if self._encoding == "utf-8-sig":
            self._stream.seek(start + 3)
        for block in _unix_lines(self._stream):
            data = rest + block
            end = data.rfind(b"\n") + 1
            # An endless line is kept just long enough to be seen as one.
            data, rest = data[:end], data[end:][: self._limits.line_bytes + 1]
            if data:
                text = self._text(data, line)
                yield Chunk(text, line, self._stream.tell() - start)
                line += text.count("\n")
        if rest.strip(b"\x1a"):
            yield Chunk(self._text(rest + b"\n", line), line, self._stream.tell() - start)

    def _text(self, data: bytes, line: int) -> str:
        data = self._without_endless_lines(data, line)
        text = data.decode(self._codec, errors="replace")
        if has_controls(data):
            text = self._without_controls(text, line)
        if "\ufffd" in text or may_be_garbled(data, self._encoding):
            self._look_for_garbled(text, line)
        return text

    def _without_endless_lines(self, data: bytes, line: int) -> bytes:
        most, position = self._limits.line_bytes, 0
        while len(data) - position > most + 1:
            end = data.rfind(b"\n", position, position + most + 1)
            if end >= 0:
                position = end + 1
                continue
            number = line + data.count(b"\n", 0, position)
            message = f"Raden är längre än {counted(most, 'byte', 'byte')}; så långa rader har ingen SIE-fil."
            self._findings.add(Level.F, "limits", number, message)
            data = data[:position] + data[data.index(b"\n", position) :]
            position += 1
        return data

    def _without_controls(self, text: str, line: int) -> str:
        for number, whole in enumerate(text.split("\n"), line):
            if (match := _CONTROL.search(whole)) is None:
                continue
            if "\0" in whole:
                message = "Tecknet NUL finns i filen; den är skadad eller ingen textfil. Exportera den på nytt."
                self._findings.once(Level.F, "control_char", "nul", number, message)
            elif whole.strip(" \t") != "\x1a":  # the old end of file mark, alone on its line
                message = f"Styrtecken (kod {ord(match[0])}) i texten; det togs bort."
                self._findings.once(Level.W, "control_char", "other", number, message)
        return text.translate(_STRIP)

    def _look_for_garbled(self, text: str, line: int) -> None:
        for number, whole in garbled_lines(text, line):
            shown = quoted(whole.strip(" \t"), 60)
            message = f"Å, ä eller ö ser ut att ha blivit fel tecken: {shown}. Rätta i ekonomisystemet."
            self._findings.once(Level.W, "mojibake", "", number, message)
