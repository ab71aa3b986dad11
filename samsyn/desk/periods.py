"""The years and parts of years to choose among in the top line: values from what is known, no queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samsyn.core.period import Period

TERTIAL = 4


@dataclass(frozen=True)
class Known:
    """What is known: whole years, those with books of their own, last month with vouchers by year, closed years."""

    years: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    months: Mapping[int, int] = field(default_factory=dict, hash=False)
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Choice:
    """A period to choose. `state` stands beside it: 'öppet', 'stängt', 'tertial 2'."""

    period: Period
    closed: bool
    state: str

    @property
    def label(self) -> str:
        text = f"Helår {self.period.year}" if self.period.whole_year else self.period.label
        return text[0].upper() + text[1:]


def choices(known: Known, current: Period) -> list[Choice]:
    """Whole years, newest first; then the parts of the current year; then other years' tertials."""
    years = sorted({*known.years, *known.months, current.year}, reverse=True)
    whole = [Period(year) for year in years if _is_whole(year, known, current)]
    parts = [part for year in years if year == current.year for part in _parts(year, known, current)]
    others = [part for year in years if year != current.year for part in _parts(year, known, current)]
    return [_choice(period, known) for period in (*whole, *parts, *others)]


def _is_whole(year: int, known: Known, current: Period) -> bool:
    """A year that is only partly booked, and of which nothing else is known, has parts alone."""
    return year in known.years or year not in known.months or current == Period(year)


def _parts(year: int, known: Known, current: Period) -> list[Period]:
    """From the last month with vouchers back: every month of the current year, the tertials of another."""
    months = set(range(1, min(known.months.get(year, 0), 11) + 1))
    if year != current.year:
        months = {month for month in months if month % TERTIAL == 0}
    elif not current.whole_year:
        months.add(current.month)
    return [Period(year, month) for month in sorted(months, reverse=True)]


def _choice(period: Period, known: Known) -> Choice:
    if period.whole_year:
        return Choice(period, period.year in known.closed, _state(period.year, known))
    tertial, rest = divmod(period.month, TERTIAL)
    return Choice(period, False, "\u00a0" if rest else f"tertial {tertial}")


def _state(year: int, known: Known) -> str:
    """A year without books of its own shows what later files and earlier reports say of it."""
    if year in known.closed:
        return "stängt"
    if year in known.own:
        return "öppet"
    return "jämförelsetal" if year in known.years else "inte inläst"
