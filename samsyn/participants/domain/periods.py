"""Reporting periods: parts of a year in an association's own rhythm."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from samsyn.core.money import DASH
from samsyn.core.period import MONTHS, Period
from samsyn.participants.domain.words import MONTHS_OF, Rhythm

_CODE = re.compile(r"(?P<year>(?:19|20)\d\d)-(?:T(?P<tertial>[1-3])|Q(?P<kvartal>[1-4])|(?P<month>0[1-9]|1[0-2]))\Z")
_LETTER = {4: "T", 3: "Q"}


@dataclass(frozen=True, order=True)
class Part:
    """Increments of `first_month`–`last_month` of a year, unlike `core.Period`, which always begins in January."""

    year: int
    first_month: int
    last_month: int

    @classmethod
    def parse(cls, code: str) -> "Part":
        """'2024-T3', '2024-Q1', '2024-08'. Raises ValueError with a Swedish sentence."""
        found = _CODE.match(code)
        if not found:
            raise ValueError(f"'{code}' är ingen rapportperiod. Skriv till exempel 2024-T3.")
        for name, months in (("tertial", 4), ("kvartal", 3), ("month", 1)):
            if found[name]:
                last = int(found[name]) * months
                return cls(int(found["year"]), last - months + 1, last)
        raise AssertionError(code)

    @property
    def months(self) -> int:
        return self.last_month - self.first_month + 1

    @property
    def start(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def code(self) -> str:
        letter = _LETTER.get(self.months, "")
        return (
            f"{self.year}-{letter}{self.last_month // self.months}" if letter else f"{self.year}-{self.last_month:02d}"
        )

    @property
    def label(self) -> str:
        """'tertial 3 2024', 'kvartal 1 2024', 'mars 2024'."""
        word = {4: "tertial", 3: "kvartal"}.get(self.months)
        return f"{word} {self.last_month // self.months} {self.year}" if word else f"{self.months_text} {self.year}"

    @property
    def months_text(self) -> str:
        """'september–december', 'mars'."""
        first, last = MONTHS[self.first_month - 1], MONTHS[self.last_month - 1]
        return first if first == last else f"{first}{DASH}{last}"

    @property
    def last(self) -> bool:
        """Whether the year ends with it: what is counted over the year is asked then."""
        return self.last_month == 12

    @property
    def period(self) -> Period:
        """January to its end: what its figures are shown for."""
        return Period(self.year, self.last_month)

    @property
    def previous(self) -> "Part":
        """The one before, in the same rhythm."""
        if self.first_month == 1:
            return Part(self.year - 1, 13 - self.months, 12)
        return Part(self.year, self.first_month - self.months, self.first_month - 1)

    def __str__(self) -> str:
        return self.code


def parts_of(year: int, rhythm: Rhythm) -> list[Part]:
    """Every part of a year."""
    size = MONTHS_OF[rhythm]
    return [Part(year, last - size + 1, last) for last in range(size, 13, size)]
