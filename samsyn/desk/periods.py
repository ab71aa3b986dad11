"""The years and parts of years to choose among in the top line: values from what is known, no queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.core.period import Period

TERTIAL = 4


@dataclass(frozen=True)
class Known:
    """What is known: whole years, the last month with vouchers of each year, closed years."""

    years: frozenset[int] = frozenset()
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
    """Newest year first; the current year with its months, other years with their tertials."""
    years = sorted({*known.years, *known.months, current.year}, reverse=True)
    return [_choice(period, known) for year in years for period in _of_year(year, known, current)]


def _of_year(year: int, known: Known, current: Period) -> Iterable[Period]:
    """Whole year first, then parts from the last month back."""
    last = known.months.get(year, 0)
    months: Sequence[int] = range(1, min(last, 11) + 1)
    if year != current.year:
        months = [month for month in months if month % TERTIAL == 0]
    whole = [12] if year in known.years or not months else []
    wanted = {*months, *whole, *([current.month] if year == current.year else [])}
    return [Period(year, month) for month in sorted(wanted, reverse=True)]


def _choice(period: Period, known: Known) -> Choice:
    closed = period.year in known.closed
    if period.whole_year:
        return Choice(period, closed, "stängt" if closed else "öppet")
    tertial, rest = divmod(period.month, TERTIAL)
    return Choice(period, False, "\u00a0" if rest else f"tertial {tertial}")
