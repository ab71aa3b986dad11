"""Minutes as plain values: what the page, the PDF and the list of decisions show alike."""

from dataclasses import dataclass
from datetime import date, time

from samsyn.governance.domain.participation import Participation


@dataclass(frozen=True)
class Person:
    """Someone in the list of attendance; `of` is who appointed them, `instead_of` whose place a deputy holds."""

    name: str
    role: str
    of: str = ""
    instead_of: str = ""


@dataclass(frozen=True)
class Item:
    """An item of the agenda with what was decided. `outcome` is in words, '' while nothing is."""

    key: int
    number: int | None
    title: str
    background: str
    proposal: str
    prepared_by: str
    outcome: str
    decision: str
    reservation: str
    participation: Participation
    papers: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"§ {self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Minutes:
    """`state` is planerat, hållet or justerat. `delegated` are decisions reported: (number, date, who, text)."""

    association: str
    body: str
    kind: str
    day: date
    start: time | None
    end: time | None
    place: str
    secretary: str
    state: str
    adjuster: str
    adjusted: date | None
    posted: date | None
    posted_until: date | None
    present: tuple[Person, ...]
    absent: tuple[Person, ...]
    others: tuple[Person, ...]
    items: tuple[Item, ...]
    delegated: tuple[tuple[str, date, str, str], ...]
    seats: int
    quorate: bool

    @property
    def title(self) -> str:
        """'Kallelse' before the meeting, 'Protokoll' after."""
        return "Kallelse" if self.state == "planerat" else "Protokoll"

    @property
    def numbers(self) -> str:
        """'§§ 9–22', '§ 9' or ''."""
        numbers = sorted(item.number for item in self.items if item.number)
        if not numbers:
            return ""
        return f"§ {numbers[0]}" if len(numbers) == 1 else f"§§ {numbers[0]}–{numbers[-1]}"

    @property
    def chair(self) -> str:
        """Who led the meeting: the chair that was there; '' when nobody is written so."""
        return next((person.name for person in self.present if person.role == "ordförande"), "")

    @property
    def hours(self) -> str:
        """'kl. 9.00–11.30', 'kl. 9.00' or ''."""
        if self.start is None:
            return ""
        first = f"kl. {self.start.hour}.{self.start:%M}"
        return first if self.end is None else f"{first}–{self.end.hour}.{self.end:%M}"
