"""The plan of several years and the year's forecast as pure arithmetic. Amounts are öre.

expected contributions + other income + opening equity − office − decided amounts = closing equity, year after year; a
decision that costs in one year lowers every later one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from samsyn.interventions.domain.commitments import COSTS, Entry
from samsyn.interventions.domain.words import UnusedRule

YEARS_AHEAD = 3


@dataclass(frozen=True)
class Amount:
    """An amount of the plan and where it comes from; `assumed` when nobody has decided it. None is not known."""

    value: int | None
    basis: str = ""
    assumed: bool = False


@dataclass(frozen=True)
class Parts:
    """What a year is made of. `booked` is the equity in the books at its end, when they are there."""

    year: int
    contributions: Amount
    other: Amount
    office: Amount
    decided: int = 0
    unspent: int = 0  # of earlier years, carried over by the decisions' rule
    undecided: int = 0  # of earlier years, which the board has to decide on
    booked: int | None = None


@dataclass(frozen=True)
class PlanYear:
    """A year of the plan. What is not known makes what rests on it unknown."""

    parts: Parts
    opening: int | None
    limit: int | None = None
    applied: int = 0  # applications that are tried, this year and the years before

    @property
    def planned(self) -> int | None:
        """Closing equity as the parts make it."""
        p = self.parts
        known = (self.opening, p.contributions.value, p.other.value, p.office.value)
        if None in known:
            return None
        opening, contributions, other, office = (value or 0 for value in known)
        return opening + contributions + other - office - p.decided - p.unspent - p.undecided

    @property
    def difference(self) -> int | None:
        """What the books made of the year beside the plan; None before they are closed."""
        return None if self.parts.booked is None or self.planned is None else self.parts.booked - self.planned

    @property
    def closing(self) -> int | None:
        """Equity at the year's end: the books' when they know it, else the plan's."""
        return self.planned if self.parts.booked is None else self.parts.booked

    @property
    def room(self) -> int | None:
        """Room for new decisions: closing equity above the recommendation's limit. Minus: already under it."""
        return None if self.closing is None or self.limit is None else self.closing - self.limit

    @property
    def closing_with(self) -> int | None:
        return None if self.closing is None else self.closing - self.applied

    @property
    def room_with(self) -> int | None:
        return None if self.room is None else self.room - self.applied


def plan(
    opening: int | None, years: Sequence[Parts], limit: Callable[[Parts], int | None], applied: Mapping[int, int]
) -> list[PlanYear]:
    """Years in order, each opening with the one before. `applied` are the tried applications' öre by year."""
    found = []
    total = 0
    for parts in years:
        total += applied.get(parts.year, 0)
        year = PlanYear(parts, opening, limit(parts), total)
        opening = year.closing
        found.append(year)
    return found


def least_room(years: Iterable[PlanYear], start: int) -> int | None:
    """What a new decision that costs from a year on may cost at most without a later year falling under the limit."""
    rooms = [year.room_with for year in years if year.parts.year >= start]
    known = [room for room in rooms if room is not None]
    return min(known) if known and len(known) == len(rooms) else None


# --- decided amounts ------------------------------------------------------------------------------------------------


def decided(entries: Iterable[Entry], year: int, by: date = date.max) -> int:
    """What decisions by a day give a budget year, less what has returned or been reduced of it."""
    return sum(entry.amount for entry in entries if entry.year == year and entry.date <= by)


class Unspent(NamedTuple):
    """What earlier years' decisions left, in öre."""

    carried: int
    undecided: int


def unspent(entries: Sequence[Entry], rule: UnusedRule, year: int, end: date | None, by: date = date.max) -> Unspent:
    """What is left at the end of `year` of amounts decided for it and earlier years, by the decisions' rule.

    Carried is brought into the next year, what needs a decision is told apart, what returns by itself is left out. Used
    in advance is a negative carry.
    """
    last = date(year, 12, 31)
    given = sum(e.amount for e in entries if e.kind not in COSTS and 0 < e.year <= year and e.date <= by)
    return carried(given + sum(e.amount for e in entries if e.kind in COSTS and e.date <= last), rule, year, end)


def carried(left: int, rule: UnusedRule, year: int, end: date | None) -> Unspent:
    """What becomes of an amount that is left at the end of `year` in an intervention that ends on a day."""
    if left <= 0:
        return Unspent(left, 0)
    if rule is UnusedRule.DECISION:
        return Unspent(0, left)
    over = end is not None and end <= date(year, 12, 31)
    return Unspent(0 if rule is UnusedRule.RETURNS or over else left, 0)


# --- the year's forecast --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """How a year of an intervention has gone so far. Months are 1–12; `first` and `last` those it runs in the year."""

    available: int  # decided for the year and brought over from earlier ones
    cost: int  # so far, all of it
    regular: int  # the part of it that documents of the year's own months asked for
    covered: int  # the last month that those documents tell of; 0: none
    first: int = 1
    last: int = 12
    over: bool = False  # the year is over: what it cost is known


class Guess(NamedTuple):
    """A year's forecast in öre, in words how, and its terms."""

    amount: int
    how: str
    per_month: int = 0
    months_left: int = 0
    at_pace: int = 0  # before the cap


def forecast(course: Course) -> Guess:
    """The year's cost: so far, and the same pace for the months that are left, never above what is decided.

    Without a pace the decided amount is the forecast; an intervention that does not run costs no more.
    """
    if course.over:
        return Guess(course.cost, "Året är slut: det kostnaden blev.")
    if course.last < course.first:
        return Guess(course.cost, "Insatsen pågår inte under året.")
    run = course.covered - course.first + 1
    if run <= 0 or course.regular <= 0:
        return Guess(max(course.available, course.cost), "Ingen takt att räkna på än: det beslutade beloppet.")
    left = max(course.last - course.covered, 0)
    ahead = course.regular * left // run
    at_pace = _whole(course.cost + ahead)
    month = _whole(course.regular // run)
    most = max(course.available, course.cost)
    if at_pace > most:
        return Guess(most, "Takten ger mer än det som är beslutat: det beslutade beloppet.", month, left, at_pace)
    words = "Kostnaden hittills och samma takt resten av året." if left else "Hela tiden är rekvirerad."
    return Guess(at_pace, words, month, left, at_pace)


def _whole(ore: int) -> int:
    """Whole kronor, half up: nobody forecasts öre."""
    return (abs(ore) + 50) // 100 * 100 * (-1 if ore < 0 else 1)


def months_run(start: date, end: date | None, year: int) -> tuple[int, int]:
    """The first and the last month that something runs in a year; last before first when it does not."""
    if start.year > year or (end is not None and end.year < year):
        return 1, 0
    first = start.month if start.year == year else 1
    return first, end.month if end is not None and end.year == year else 12
