"""A printed figure as what it tells of people: a count, a share of two counts, a mean, or several counts at once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from samsyn.core.period import Period
from samsyn.participants.domain.coordinates import PREFIX, Coordinate, base_of, parse
from samsyn.participants.domain.words import Sex

At = tuple[Coordinate, Period]
_SEP = "@"
EFFECT = "effect."
"""Figures of the economic example: persons to work times an amount that everyone knows."""


def tells_of_people(figure: str) -> bool:
    """Whether a figure holds, or lets one reckon, a count of participants."""
    return figure.startswith((PREFIX, EFFECT)) and figure != f"{PREFIX}missing_reports"


def cell_key(at: Coordinate, period: Period) -> str:
    """What a count is called in a publication: 'participants.new.women@2024'."""
    return f"{at.key}{_SEP}{period.code}"


@dataclass(frozen=True)
class Printed:
    """`counts` are printed as they are; `needs` must all be shown for the figure to be (a ratio of a known cost is a
    count); `share` is (numerator, base); `mean` the base of a mean."""

    key: str
    counts: tuple[At, ...] = ()
    needs: tuple[At, ...] = ()
    share: tuple[At, At] | None = None
    mean: At | None = None
    decimals: int = 0

    @property
    def cells(self) -> tuple[At, ...]:
        """Every count that it holds or is made of."""
        return (*self.counts, *self.needs, *(self.share or ()), *((self.mean,) if self.mean else ()))

    @staticmethod
    def read(key: str) -> At | None:
        """The count a cell's key stands for; None for a difference between two periods."""
        name, _, code = key.partition(_SEP)
        try:
            return parse(name.removeprefix(PREFIX)), Period.parse(code)
        except ValueError:
            return None


def printed(figure: str, period: Period, decimals: int = 0) -> Printed | None:
    """What a figure tells of people; None for one that tells nothing (how many reports are missing).

    Raises ValueError for a key under 'participants.' that this does not understand: better no page than a leak.
    """
    if not tells_of_people(figure):
        return None
    if figure.startswith(EFFECT):
        to_work = Coordinate("outcome", "work")
        return Printed(f"{figure}{_SEP}{period.code}", needs=((to_work, period),))
    key, rest = f"{figure}{_SEP}{period.code}", figure.removeprefix(PREFIX)
    where, rest = _where(rest)
    kind, _, inner = rest.partition(".")
    if kind == "share":
        at = parse(where + inner)
        if (base := base_of(at)) is None:
            raise ValueError(figure)
        return Printed(key, share=((at, period), (base, period)), decimals=decimals)
    if kind == "sex_share":
        at = parse(where + inner)
        return Printed(key, share=((at, period), (at.at(sex=Sex.ALL), period)), decimals=decimals)
    if kind == "change":
        at = parse(where + inner)
        return Printed(key, needs=((at, period), (at, period.previous)))
    if kind == "mean":
        at = parse(where + inner)
        return Printed(key, mean=(base_of(at) or at, period))
    if kind in ("per_post", "cost_per"):
        return Printed(key, needs=((parse(where + inner), period),))
    at = parse(where + rest)
    if at.what == "net_work_study":
        pair = (at.at(what="work_study_after"), at.at(what="work_study_before"))
        return Printed(key, needs=tuple((one, period) for one in pair))
    if at.what == "days":
        return Printed(key, mean=(at.at(what="ended"), period))
    return Printed(key, counts=((at, period),))


def between(key: str) -> tuple[str, ...]:
    """The two counts that a difference between two parts of a year is of; () for any other key."""
    name, _, codes = key.partition(_SEP)
    found = re.fullmatch(r"(\d{4}(?:-\d\d)?)-(\d{4}-\d\d)", codes)
    return tuple(f"{name}{_SEP}{code}" for code in found.groups()) if found else ()


def told_key(figure: str, period: Period) -> str:
    """What a printed figure is called in a publication."""
    return f"{figure}{_SEP}{period.code}"


class Hidden(Protocol):
    """What an earlier year's pages hide, of all that they print."""

    @property
    def hidden(self) -> Mapping[str, str]: ...

    @property
    def keys(self) -> Collection[str]: ...


def hidden_before(figure: str, period: Period, year: int, before: Mapping[int, Hidden]) -> bool:
    """Whether an earlier year's own pages keep what a figure on a page of `year` would tell: the same figure, a count
    that it needs, or the closing that an opening repeats. What those pages do not print is kept too."""
    item = printed(figure, period)
    if item is None:
        return False
    if period.year != year:
        shown = before.get(period.year)
        return shown is None or item.key in shown.hidden or item.key not in shown.keys
    cells = [at for at in (*item.counts, *item.needs, *(item.share or ())) if at[1].year != year]
    cells += [(at.at(what="closing"), Period(year - 1)) for at, _ in item.counts if at.what == "opening"]
    return any(cell_key(*at) in before[at[1].year].hidden for at in cells if at[1].year in before)


def _where(rest: str) -> tuple[str, str]:
    words = rest.split(".", 2)
    return (f"{words[0]}.{words[1]}.", words[2]) if words[0] in ("of", "in") and len(words) == 3 else ("", rest)
