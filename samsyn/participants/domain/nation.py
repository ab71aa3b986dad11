"""Every association's counts of a year and the year before, beside each other, and how they hang together. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from samsyn.core.period import Period
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import AtMost, Cell, Identity, Publication, Share
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.tallying import Rows, counted

SHOWN = ("enrolled", "new", "ended", "work_study")
"""What is printed of each association; the share is of those who ended."""
BASE, PART, ASKED = "ended", "work_study", "ended_asked"
"""`ASKED` are those who ended in associations that ask where they went: the base of everyone's share."""
_FLOW = (
    ("enrolled", ("opening", "entry", "new"), ()),
    ("closing", ("enrolled",), ("ended", "closed")),
)
"""What a count is the sum of, and what is taken from it."""
_AROUND = ("opening", "closing")
"""How a year begins and ends: the association's own pages tell it, and one year's end is the next one's beginning."""
_UNPRINTED = (*_AROUND, "entry", "closed")
COUNTED = (*SHOWN, *_UNPRINTED)
"""What is known of each association; what is not printed belongs to the flow."""
SHARE = "share"
ALL = "*"
_WEIGHTS = {"enrolled": 3}  # as on the association's own pages
_ALL_WEIGHT = 100  # the sums are what the page is for


@dataclass(frozen=True)
class Reported:
    """An association's counts of one period: `through` is the last month that anything is handed in for."""

    through: int
    counts: Mapping[str, int]  # what is known of COUNTED

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
        """Persons; None is not known. A year begins with those who were left when the one before ended."""
        found = self.reported.get(period)
        number = found.counts.get(what) if found else None
        return self.count("closing", period.previous) if found and number is None and what == "opening" else number


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
                    yield Cell(key(one.slug, what, period), number, weight=_WEIGHTS.get(what, 1))
            if (number := total(members, what, period)) is not None:
                yield Cell(key(ALL, what, period), number, weight=_ALL_WEIGHT)
        if (number := asked(members, period)) is not None:
            yield Cell(key(ALL, ASKED, period), number, printed=False)
        for one in members:
            needed = {what for flow in _flows(one, period) for what, _ in flow if what in _UNPRINTED}
            yield from (Cell(key(one.slug, what, period), _or_none(one, what, period), printed=False)
                        for what in sorted(needed))  # fmt: skip


def _or_none(one: Member, what: str, period: Period) -> int:
    """A count of the flow; who enters or is taken out without being told is nobody."""
    return one.count(what, period) or 0


def _flows(one: Member, period: Period) -> Iterator[tuple[tuple[str, int], ...]]:
    """What of a year's flow is known and adds up, as terms that come to nothing together."""
    for whole, more, less in _FLOW:
        terms = ((whole, -1), *((what, 1) for what in more), *((what, -1) for what in less))
        known = all(one.count(what, period) is not None for what, _ in terms if what in (*SHOWN, *_AROUND))
        if known and not sum(sign * _or_none(one, what, period) for what, sign in terms):
            yield terms


def told_around(members: Sequence[Member], periods: Sequence[Period], policy: Policy) -> dict[str, int]:
    """With how many the years of the publication began and ended, where that is no small count: taken as known to every
    reader."""
    found = {}
    for one, period in product(members, periods):
        linked = {what for terms in _flows(one, period) for what, _ in terms}
        for what in linked.intersection(_AROUND):
            found[key(one.slug, what, period)] = _or_none(one, what, period)
    return {name: number for name, number in found.items() if not 0 < number < policy.smallest}


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
            for terms in _flows(one, period):
                yield Identity(tuple((key(one.slug, what, period), sign) for what, sign in terms))


def _within(members: Sequence[Member], periods: Sequence[Period], cells: Mapping[str, Cell]) -> Iterator[AtMost]:
    """Nobody is new, ends or goes to work without having been enrolled."""
    for slug in _slugs(members):
        for period in periods:
            for smaller, larger in (("new", "enrolled"), ("ended", "enrolled"), (PART, BASE)):
                low, high = cells.get(key(slug, smaller, period)), cells.get(key(slug, larger, period))
                if low and high and low.value <= high.value:
                    yield AtMost(low.key, high.key)
