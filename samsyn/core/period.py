"""Periods: a year, or the part of it from 1 January to a month's end. LKBR's financial year is the calendar year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_CODE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?:T(?P<tertial>[1-3])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?\Z"
)


@dataclass(frozen=True, order=True)
class Period:
    """1 January of `year` to the end of `month`. `Period(2024)` is the whole year."""

    year: int
    month: int = 12

    @classmethod
    def parse(cls, code: str) -> "Period":
        """'2024', '2024-T2', '2024-Q1' or '2024-08' (all from 1 January). Raises ValueError with a Swedish sentence."""
        found = _CODE.match(code.strip())
        if not found:
            raise ValueError(f"'{code}' är ingen period. Skriv till exempel 2024, 2024-T2 eller 2024-08.")
        month = 12
        if found["tertial"]:
            month = int(found["tertial"]) * 4
        elif found["quarter"]:
            month = int(found["quarter"]) * 3
        elif found["month"]:
            month = int(found["month"])
        return cls(int(found["year"]), month)

    @property
    def start(self) -> date:
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def whole_year(self) -> bool:
        return self.month == 12

    @property
    def previous(self) -> "Period":
        """The same part of the year before."""
        return Period(self.year - 1, self.month)

    @property
    def code(self) -> str:
        """The address form: '2024' or '2024-08'."""
        return str(self.year) if self.whole_year else f"{self.year}-{self.month:02d}"

    @property
    def label(self) -> str:
        """In words: '2024', 'januari–augusti 2024', 'januari 2024'."""
        if self.whole_year:
            return str(self.year)
        first = "januari" if self.month == 1 else f"januari\u2013{MONTHS[self.month - 1]}"
        return f"{first} {self.year}"

    def __str__(self) -> str:
        return self.code
