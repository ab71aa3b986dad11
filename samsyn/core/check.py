"""Checks: pure functions over figures that answer with findings; the same words on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samsyn.core.figure import FigureBook, Link
from samsyn.core.period import Period


class Outcome(StrEnum):
    """What a check found."""

    HOLDS = "håller"
    FAILS = "faller"
    EXPLAIN = "förklara"  # may be right, but needs a reason
    UNKNOWN = "går inte att pröva"  # the data it needs is not there


@dataclass(frozen=True)
class Finding:
    """One answer. `sentence` says in plain Swedish what was compared, with the amounts; `remedy` what to do."""

    outcome: Outcome
    sentence: str
    remedy: str = ""
    figure: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Check:
    """`run(figures, period)` answers with at least one finding; while a `blocks` check fails no report is finished."""

    id: str
    title: str
    source: str  # law, recommendation or good practice it rests on
    run: Callable[[FigureBook, Period], Sequence[Finding]]
    blocks: bool = False
