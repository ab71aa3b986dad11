"""The ledger's projects against the claims: per intervention, and document by document. Pure; amounts in öre."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class Verdict(StrEnum):
    """What comparing the claims of an intervention with the books says."""

    SAME = "Stämmer"
    EXPLAINED = "Förklarad"
    RED = "Inte förklarad"
    NO_PROJECT = "Saknar projekt"


@dataclass(frozen=True)
class Compared:
    """An intervention and a year: `claimed` is what requisitions and year-end answers cost, `booked` what its project
    shows (None: the books tell nothing of projects for the year). `explained` is the difference a note was about."""

    intervention: int
    name: str
    project: str
    claimed: int
    booked: int | None
    note: str = ""
    explained: int | None = None

    @property
    def difference(self) -> int | None:
        """booked − claimed; None when there is nothing to compare with."""
        if self.booked is None or (not self.project and self.claimed):
            return None
        return self.booked - self.claimed

    @property
    def verdict(self) -> Verdict | None:
        """A note holds only while the difference is what it was when it was explained."""
        if not self.project and self.claimed:
            return Verdict.NO_PROJECT
        if self.difference is None:
            return None
        if not self.difference:
            return Verdict.SAME
        return Verdict.EXPLAINED if self.note and self.explained == self.difference else Verdict.RED


class Booked(NamedTuple):
    """What a voucher put on a project's cost accounts."""

    voucher: int
    label: str
    date: date
    project: str
    amount: int


class Asked(NamedTuple):
    """A document as the party sent it or as it was approved, or a year-end answer. `view` and `pk` are its page."""

    view: str
    pk: int
    label: str
    date: date
    project: str
    amount: int


@dataclass(frozen=True)
class Matched:
    """Pairs with the same amount on the same project; and what has no counterpart on either side."""

    pairs: list[tuple[Booked, Asked]]
    only_booked: list[Booked]
    only_asked: list[Asked]


_date, _by_voucher = attrgetter("date"), attrgetter("date", "voucher")


def _nearest(rows: Sequence[Booked], day: date) -> int:
    """The place of the one nearest a day among rows by date: the earlier of two as near, the first of its day."""
    after = bisect_left(rows, day, key=_date)
    if after == 0:
        return 0
    before = rows[after - 1].date
    if after < len(rows) and rows[after].date - day < day - before:
        return after
    return bisect_left(rows, before, key=_date)


def match(booked: Iterable[Booked], asked: Sequence[Asked]) -> Matched:
    """Each document to the nearest voucher in time of its amount and project; every voucher used once."""
    free: dict[tuple[str, int], list[Booked]] = {}
    for row in sorted(booked, key=_by_voucher):
        free.setdefault((row.project, row.amount), []).append(row)
    pairs, alone = [], []
    for one in sorted(asked, key=attrgetter("date", "view", "pk")):
        same = free.get((one.project, one.amount), []) if one.project else []
        if not same:
            alone.append(one)
            continue
        pairs.append((same.pop(_nearest(same, one.date)), one))
    rest = sorted((row for rows in free.values() for row in rows), key=_by_voucher)
    return Matched(pairs, rest, alone)
