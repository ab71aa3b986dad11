"""#KSUMMA (SIE 4B §10): CRC-32 over labels and contents, without separators, quotes, braces and line ends."""

import zlib
from dataclasses import dataclass

from .tokens import Braces, Field


@dataclass(slots=True)
class Checksum:
    """`begun` is the line of the opening #KSUMMA, 0 when there is none; `declared` and `found` are the last one's."""

    begun: int = 0
    closed: int = 0  # line of the last one that holds a value
    declared: str = ""
    found: int | None = None
    sum: int = 0
    spoiled: bool = False  # a character outside cp437: the sum cannot be verified

    @property
    def running(self) -> bool:
        """Every record counts from the first #KSUMMA on; a later one may always come."""
        return self.begun > 0

    def record(self, fields: list[Field]) -> None:
        """Adds one record, label first."""
        text = "".join("".join(field) if isinstance(field, Braces) else field for field in fields)
        try:
            self.sum = zlib.crc32(text.encode("cp437"), self.sum)
        except UnicodeEncodeError:
            self.spoiled = True

    def mark(self, fields: list[Field], line: int) -> None:
        """A #KSUMMA: the first opens, one with a value closes (until yet another one comes)."""
        if not self.begun:
            self.begun = line
            return
        self.closed, self.declared = 0, ""
        if len(fields) > 1:
            self.closed, self.declared = line, str(fields[1])
            self.found = None if self.spoiled else self.sum
        self.record(fields)

    @property
    def agrees(self) -> bool:
        """Whether the declared sum, written unsigned or signed, is the one found."""
        if self.found is None:
            return False
        return self.declared in (str(self.found), str(self.found - (1 << 32)))
