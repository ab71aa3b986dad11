"""The commitment ledger as pure arithmetic: what was decided, what became cost, what returned, what remains (öre).

Every table, note and figure about an intervention's money walks these entries; nothing else adds them up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """Why what remains changes. Amounts carry their own sign: a cost and a return are negative."""

    OPENING = "ingående"
    DECIDED = "beviljat"
    REQUISITIONED = "rekvirerat"
    ACCRUED = "upparbetat"  # year-end: worked up, not requisitioned
    SETTLED = "avräknat"  # difference against an accrual, in the year the late document came
    DISSOLVED = "upplöst"  # what nothing settled of an accrual, in the later year when its debt was dissolved
    RETURNED = "återgår"  # by the rule of the decision, by itself
    REDUCED = "minskat"  # returned or reduced by a decision
    HISTORY = "historik"


COSTS = frozenset({EntryKind.REQUISITIONED, EntryKind.ACCRUED, EntryKind.SETTLED, EntryKind.DISSOLVED})
TAKEN_OVER = frozenset({EntryKind.OPENING, EntryKind.HISTORY})


@dataclass(frozen=True)
class Entry:
    """One change of what remains. `year` is the budget year of a decided amount (0: none)."""

    intervention: int
    date: date
    kind: EntryKind
    amount: int  # öre, signed: plus raises what remains
    label: str = ""
    year: int = 0
    view: str = ""  # the page behind it, by URL name, and its number there
    pk: int = 0


@dataclass(frozen=True)
class Movement:
    """A period of an intervention's money, öre. Costs and returns are positive here, as people say them."""

    opening: int = 0
    decided: int = 0
    cost: int = 0
    accrued: int = 0  # the part of `cost` that year-end added
    returned: int = 0  # by itself
    reduced: int = 0  # by decision
    dissolved: int = 0  # debt of earlier years that was dissolved: `cost` is so much lower

    @property
    def closing(self) -> int:
        """opening + decided − cost − returned − reduced."""
        return self.opening + self.decided - self.cost - self.returned - self.reduced

    def __add__(self, other: "Movement") -> "Movement":
        return Movement(
            self.opening + other.opening,
            self.decided + other.decided,
            self.cost + other.cost,
            self.accrued + other.accrued,
            self.returned + other.returned,
            self.reduced + other.reduced,
            self.dissolved + other.dissolved,
        )


def movement(entries: Iterable[Entry], first: date, last: date) -> Movement:
    """What happened from `first` to `last`, both included; what is dated before is the opening amount.

    Opening positions and history dated inside the period count as opening: they stand for what came before the data.
    """
    opening = decided = cost = accrued = returned = reduced = dissolved = 0
    for entry in entries:
        if entry.date > last:
            continue
        if entry.date < first or entry.kind in (EntryKind.OPENING, EntryKind.HISTORY):
            opening += entry.amount
        elif entry.kind is EntryKind.DECIDED:
            decided += entry.amount
        elif entry.kind is EntryKind.RETURNED:
            returned -= entry.amount
        elif entry.kind is EntryKind.REDUCED:
            reduced -= entry.amount
        else:
            cost -= entry.amount
            accrued -= entry.amount if entry.kind is EntryKind.ACCRUED else 0
            dissolved += entry.amount if entry.kind is EntryKind.DISSOLVED else 0
    return Movement(opening, decided, cost, accrued, returned, reduced, dissolved)


def remaining(entries: Iterable[Entry], day: date) -> int:
    """decided − used − returned over all years up to and with a day, in öre: the cap of a document that came then."""
    return sum(entry.amount for entry in entries if entry.date <= day)


@dataclass(frozen=True)
class Known:
    """Whether the entries tell what happened in a period, and what remained at its end."""

    flows: bool
    stock: bool


@dataclass(frozen=True)
class Horizon:
    """What decides which periods the ledger tells of: its first day, the first cost of each year that has any, and the
    days on which positions were taken over."""

    begins: date | None
    costs: frozenset[date]
    taken_over: frozenset[date]

    def known(self, first: date, last: date) -> Known:
        """What can be said of a period. Before the first entry nothing is known.

        A position taken over stands for what came before it: a year without any cost, before such a position and with
        no cost in between, is not a year without costs but one that is not told of.
        """
        if self.begins is None or last < self.begins:
            return Known(flows=False, stock=False)
        if any(day.year == last.year for day in self.costs):
            return Known(flows=True, stock=True)
        told_again = min((day for day in self.costs if day > last), default=date.max)
        taken = [day for day in self.taken_over if first <= day <= told_again]
        return Known(flows=not taken, stock=all(day <= last for day in taken))


def horizon(entries: Sequence[Entry]) -> Horizon:
    """The horizon of an association's entries."""
    first_costs: dict[int, date] = {}
    for entry in entries:
        if entry.kind in COSTS:
            first_costs[entry.date.year] = min(entry.date, first_costs.get(entry.date.year, date.max))
    return Horizon(
        min((entry.date for entry in entries), default=None),
        frozenset(first_costs.values()),
        frozenset(entry.date for entry in entries if entry.kind in TAKEN_OVER),
    )


def known(entries: Sequence[Entry], first: date, last: date) -> Known:
    """What the entries of an association can say of a period; see `Horizon.known`."""
    return horizon(entries).known(first, last)


def usable(entries: Iterable[Entry], first: date, last: date) -> list[Entry]:
    """The entries that a year's budget is made of: decisions for it and years before it, and what was used then.

    `first` and `last` are the period's ends; their sum in öre is what the intervention may use in the year.
    """
    used = {*COSTS, EntryKind.RETURNED}
    return [
        entry
        for entry in entries
        if (entry.date < first if entry.kind in used else entry.date <= last and entry.year <= last.year)
    ]


def by_intervention(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    """The entries of each intervention, in order of date."""
    out: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.date):
        out.setdefault(entry.intervention, []).append(entry)
    return out


@dataclass(frozen=True)
class YearLine:
    """A budget year of one intervention in öre: decided for it, used in it, returned from it."""

    year: int
    decided: int
    used: int
    returned: int

    @property
    def left(self) -> int:
        return self.decided - self.used - self.returned


def year_lines(entries: Sequence[Entry]) -> list[YearLine]:
    """Decided by budget year beside used and returned by calendar year, every year that has any of them."""
    years = {entry.year or entry.date.year for entry in entries}
    lines = []
    for year in sorted(years):
        here = [entry for entry in entries if (entry.year or entry.date.year) == year]
        decided = sum(e.amount for e in here if e.kind in (EntryKind.OPENING, EntryKind.DECIDED))
        used = -sum(e.amount for e in here if e.kind in COSTS)
        rest = {EntryKind.RETURNED, EntryKind.REDUCED, EntryKind.HISTORY}
        lines.append(YearLine(year, decided, used, -sum(e.amount for e in here if e.kind in rest)))
    return lines
