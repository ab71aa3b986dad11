"""Who takes part in one item: those present, those who stepped aside for jäv, and the deputies who entered.

Jäv is declared by the person or noted by the chair and written here; nothing is inferred from whom a person works for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.governance.domain.attendance import DEPUTY, SEATED


@dataclass(frozen=True)
class Seat:
    """A person in the meeting's list; `key` identifies the row, `replaces` is the key of the member replaced."""

    key: int
    person: str
    role: str
    present: bool = True
    replaces: int | None = None


@dataclass(frozen=True)
class Recused:
    """A person (key) who takes no part in the item, how it was known, and the deputy (key) who entered."""

    seat: int
    source: str = ""
    reason: str = ""
    deputy: int | None = None


@dataclass(frozen=True)
class Taking:
    """Someone who takes part and votes; `instead_of` is the member whose place a deputy holds."""

    person: str
    role: str
    instead_of: str = ""


@dataclass(frozen=True)
class Aside:
    """Someone who took no part, and who entered instead ('' when nobody did)."""

    person: str
    source: str
    reason: str
    deputy: str = ""


@dataclass(frozen=True)
class Participation:
    """Who votes in an item, who stepped aside, and how many seats the body has."""

    taking: tuple[Taking, ...]
    aside: tuple[Aside, ...]
    seats: int

    @property
    def quorate(self) -> bool:
        """More than half of the seats take part."""
        return len(self.taking) * 2 > self.seats


def participation(seats: Sequence[Seat], recused: Sequence[Recused] = ()) -> Participation:
    """Who takes part in an item, given attendance, deputies and recusals."""
    known = {seat.key: seat for seat in seats}
    away = {one.seat: one for one in recused}
    serving = {seat.replaces: seat for seat in seats if seat.replaces is not None and seat.present}
    places = [seat for seat in seats if seat.role in SEATED]
    taking = [found for place in places if (found := _holder(place, serving, away, known)) is not None]
    aside = tuple(
        Aside(known[one.seat].person, one.source, one.reason, known[one.deputy].person if one.deputy in known else "")
        for one in recused
        if one.seat in known
    )
    return Participation(tuple(taking), aside, len(places))


def _holder(
    place: Seat, serving: Mapping[int, Seat], away: Mapping[int, Recused], known: Mapping[int, Seat]
) -> Taking | None:
    """Who holds a member's place in this item; None when it is empty."""
    sitting = place if place.present else serving.get(place.key)
    if sitting is not None and sitting.key in away:
        sitting = known.get(away[sitting.key].deputy or 0)
    if sitting is None or not sitting.present or sitting.key in away:
        return None
    return Taking(sitting.person, sitting.role, "" if sitting is place else place.person)


def recusal_problems(
    seats: Sequence[Seat], recused: Sequence[Recused], new: Recused, prepared_by: str = ""
) -> list[str]:
    """Why a person may not step aside in this item as said; [] when all is well. `recused` are the item's others."""
    known = {seat.key: seat for seat in seats}
    person = known.get(new.seat)
    if person is None:
        return ["Personen står inte bland dem som är kallade till mötet."]
    problems = []
    if any(one.seat == new.seat for one in recused):
        problems.append(f"{person.person} har redan anmält jäv i ärendet.")
    if any(one.deputy == new.seat for one in recused):
        problems.append(f"{person.person} har gått in som ersättare i ärendet. Ta först bort det.")
    if not person.present:
        problems.append(f"{person.person} är inte närvarande och deltar inte i ärendet ändå.")
    if prepares(prepared_by, person.person):
        problems.append(
            f"{person.person} har berett ärendet. Den som är jävig får varken bereda eller besluta: låt någon annan "
            f"bereda ärendet och ändra vem som har berett det."
        )
    return problems + _deputy_problems(known, recused, new, person)


def _deputy_problems(known: dict[int, Seat], recused: Sequence[Recused], new: Recused, person: Seat) -> list[str]:
    if new.deputy is None:
        return []
    deputy = known.get(new.deputy)
    if deputy is None or deputy.role != DEPUTY:
        return ["Den som går in i stället ska vara ersättare på mötet."]
    problems = []
    if not deputy.present:
        problems.append(f"{deputy.person} är inte närvarande och kan inte gå in.")
    if deputy.replaces is not None:
        problems.append(f"{deputy.person} tjänstgör redan för {known[deputy.replaces].person}.")
    if deputy.key in {new.seat, *(one.seat for one in recused)}:
        problems.append(f"{deputy.person} är själv jävig i ärendet.")
    if any(one.deputy == deputy.key for one in recused):
        problems.append(f"{deputy.person} har redan gått in för någon annan i ärendet.")
    if person.role not in SEATED and person.replaces is None:
        problems.append(f"{person.person} har ingen plats i beslutet, så ingen ersättare går in.")
    return problems


def prepares(prepared_by: str, person: str) -> bool:
    """Whether a person's whole name stands among those who prepared an item."""
    if not person.strip():
        return False
    words = r"\s+".join(re.escape(word) for word in person.split())
    return re.search(rf"(?<!\w){words}(?!\w)", prepared_by, re.IGNORECASE) is not None
