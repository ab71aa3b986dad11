"""Every association's counts of a year and the year before, beside each other, and how they hang together. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samsyn.core.period import Period
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import AtMost, Cell, Identity, Publication, Share
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.tallying import Rows, counted

SHOWN = ("enrolled", "new", "ended", "work_study")
"""What is printed of each association; the share is of those who ended."""
BASE, PART, ASKED = "ended", "work_study", "ended_asked"
"""`ASKED` are those who ended in associations that ask where they went: the base of everyone's share."""
_UNPRINTED = ("entry", "closed")
COUNTED = (*SHOWN, *_UNPRINTED)
"""What is known of each association; entry and administrative closing are not printed but belong to the flow."""
_YEARS_MEET = (("enrolled", 1, 0), ("new", -1, 0), ("entry", -1, 0),
               ("enrolled", -1, 1), ("ended", 1, 1), ("closed", 1, 1))  # fmt: skip
"""Who was left when the year before ended is who the year began with: (count, sign, years back)."""
SHARE = "share"
ALL = "*"
_ALL_WEIGHT = 100  # the sums are what the page is for


@dataclass(frozen=True)
class Reported:
    """An association's counts of one period: `through` is the last month that anything is handed in for."""

    through: int
    counts: Mapping[str, int]  # what is known of SHOWN, and of entry and closing outside the flow

    @classmethod
    def of(cls, rows: Rows, through: int, month: int) -> "Reported":
        """From the counts stored of its periods; what is not known is left out."""
        found = {what: counted([rows], Coordinate(what), month) for what in COUNTED}
        return cls(through, {what: number for what, number in found.items() if number is not None})


@dataclass(frozen=True)
class Member:
    """One association: its reports by period; a period it has not reported for is missing."""

    slug: str
    name: str
    reported: Mapping[Period, Reported]

    def count(self, what: str, period: Period) -> int | None:
        """Persons; None is not known."""
        found = self.reported.get(period)
        return found.counts.get(what) if found else None


def key(slug: str, what: str, period: Period) -> str:
    """What a count is called among all that is protected together: 'an:new@2024'."""
    return f"{slug}:{what}@{period.code}"


def total(members: Sequence[Member], what: str, period: Period) -> int | None:
    """The sum over those for whom it is known; None when it is for nobody."""
    found = [number for one in members if (number := one.count(what, period)) is not None]
    return sum(found) if found else None


def asked(members: Sequence[Member], period: Period) -> int | None:
    """Those who ended where it is known how many went to work or studies; None where it is so nowhere, or where those
    who went are known and those who ended are not."""
    asking = [one for one in members if one.count(PART, period) is not None]
    whole = all(one.count(BASE, period) is not None for one in asking)
    return total(asking, BASE, period) if whole else None


def strictest(policies: Collection[Policy]) -> Policy:
    """The rule that keeps every association's own: one table holds them all."""
    return Policy(
        smallest=max((one.smallest for one in policies), default=Policy().smallest),
        zeros=all(one.zeros for one in policies),
        base=max((one.base for one in policies), default=Policy().base),
        split_both=False,  # nothing here is split by sex
    )


def publication(members: Sequence[Member], periods: Sequence[Period]) -> Publication:
    """All that the page prints, sums too, with what one can be reckoned by from another."""
    cells = {cell.key: cell for cell in _cells(members, periods)}
    return Publication(
        tuple(cells.values()),
        tuple(_sums(members, periods, cells)),
        tuple(_within(members, periods, cells)),
        tuple(_shares(members, periods, cells)),
    )


def _slugs(members: Sequence[Member]) -> Iterator[str]:
    yield from (one.slug for one in members)
    yield ALL


def _shares(members: Sequence[Member], periods: Sequence[Period], cells: Mapping[str, Cell]) -> Iterator[Share]:
    for slug in _slugs(members):
        for period in periods:
            part, base = key(slug, PART, period), key(slug, ASKED if slug == ALL else BASE, period)
            if part in cells and base in cells and cells[base].value:
                yield Share(key(slug, SHARE, period), part, base)


def _cells(members: Sequence[Member], periods: Sequence[Period]) -> Iterator[Cell]:
    for period in periods:
        for what in SHOWN:
            for one in members:
                if (number := one.count(what, period)) is not None:
                    yield Cell(key(one.slug, what, period), number)
            if (number := total(members, what, period)) is not None:
                yield Cell(key(ALL, what, period), number, weight=_ALL_WEIGHT)
        if (number := asked(members, period)) is not None:
            yield Cell(key(ALL, ASKED, period), number, printed=False)
    for one in members:  # nobody prints these, but a year's end is the next one's beginning
        if _meet(one, periods):
            yield from (Cell(key(one.slug, what, periods[back]), _or_none(one, what, periods[back]), printed=False)
                        for what, _, back in _YEARS_MEET if what in _UNPRINTED)  # fmt: skip


def _or_none(one: Member, what: str, period: Period) -> int:
    """A count of the flow; who enters or is taken out without being told is nobody."""
    return one.count(what, period) or 0


def _meet(one: Member, periods: Sequence[Period]) -> bool:
    """Whether the flow of two whole years is known and goes on from one to the next."""
    if len(periods) < 2 or not all(period.whole_year and period in one.reported for period in periods):
        return False
    known = [one.count(what, periods[back]) for what, _, back in _YEARS_MEET if what in SHOWN]
    return None not in known and not sum(sign * _or_none(one, what, periods[back]) for what, sign, back in _YEARS_MEET)


def _sums(members: Sequence[Member], periods: Sequence[Period], cells: Mapping[str, Cell]) -> Iterator[Identity]:
    for period in periods:
        for what in SHOWN:
            parts = [place for one in members if (place := key(one.slug, what, period)) in cells]
            if parts:
                yield Identity.total(key(ALL, what, period), *parts)
        asking = [key(one.slug, BASE, period) for one in members if one.count(PART, period) is not None]
        if asking and asked(members, period) is not None:
            yield Identity.total(key(ALL, ASKED, period), *(place for place in asking if place in cells))
    for one in members:
        if _meet(one, periods):
            yield Identity(tuple((key(one.slug, what, periods[back]), sign) for what, sign, back in _YEARS_MEET))


def _within(members: Sequence[Member], periods: Sequence[Period], cells: Mapping[str, Cell]) -> Iterator[AtMost]:
    """Nobody is new, ends or goes to work without having been enrolled."""
    for slug in _slugs(members):
        for period in periods:
            for smaller, larger in (("new", "enrolled"), ("ended", "enrolled"), (PART, BASE)):
                low, high = cells.get(key(slug, smaller, period)), cells.get(key(slug, larger, period))
                if low and high and low.value <= high.value:
                    yield AtMost(low.key, high.key)
