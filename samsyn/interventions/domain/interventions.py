"""What an intervention is called on a day, how long it may be financed and which way its state may go. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from samsyn.core.money import NBSP

PREPARED, GRANTED, ONGOING, ENDED, ENDED_EARLY = "förbereds", "beviljad", "pågår", "avslutad", "avslutad i förtid"
LIVING = (PREPARED, GRANTED, ONGOING)
OVER = (ENDED, ENDED_EARLY)
NEXT: Mapping[str, tuple[str, ...]] = {
    PREPARED: (GRANTED, ONGOING, ENDED_EARLY),
    GRANTED: (ONGOING, ENDED, ENDED_EARLY),
    ONGOING: (ENDED, ENDED_EARLY),
    ENDED: (ONGOING,),  # financed again, or ended by mistake
    ENDED_EARLY: (ONGOING,),
}
"""The states that follow a state."""


def state_problems(old: str, new: str, reason: str) -> list[str]:
    """Why an intervention may not go from one state to another, in Swedish; [] when it may."""
    problems = []
    if new not in NEXT[old]:
        allowed = " eller ".join(f"'{state}'" for state in NEXT[old])
        problems.append(f"En insats som är '{old}' kan inte bli '{new}', bara {allowed}.")
    if not reason.strip() and (new == ENDED_EARLY or old in OVER):
        problems.append("Skriv varför: insatsen avslutas i förtid." if new == ENDED_EARLY else
                        "Skriv varför insatsen öppnas igen.")  # fmt: skip
    return problems


class Named(Protocol):
    """A name and the day from which it holds."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> date: ...


def name_on(day: date, names: Iterable[Named], today: str) -> str:
    """What it was called on a day: the newest name that had begun, else the first one, else today's."""
    dated = sorted(names, key=lambda one: one.start)
    begun = [one for one in dated if one.start <= day]
    if begun:
        return begun[-1].name
    return dated[0].name if dated else today


class Labelled(Protocol):
    """A note row's words and the year from which they hold."""

    @property
    def label(self) -> str: ...
    @property
    def from_year(self) -> int: ...


def label_in(year: int, labels: Iterable[Labelled], otherwise: str) -> str:
    """A note row's words in a year, by the same rule as names."""
    dated = sorted(labels, key=lambda one: one.from_year)
    begun = [one for one in dated if one.from_year <= year]
    if begun:
        return begun[-1].label
    return dated[0].label if dated else otherwise


def months(start: date, end: date) -> int:
    """Months begun in a period, both days included: 1 January–31 December is 12."""
    return (end.year - start.year) * 12 + end.month - start.month + (1 if end.day >= start.day else 0)


def too_long(start: date, end: date | None, longest: int) -> str:
    """The warning when a financing is longer than the association's policy in months; empty when it is not.

    A warning, never a refusal: the board may decide so.
    """
    if end is None or months(start, end) <= longest:
        return ""
    return (
        f"Perioden är {months(start, end)}{NBSP}månader. Förbundets längsta finansiering är {longest}{NBSP}månader, "
        "så beslutet behöver säga varför den är längre."
    )


@dataclass(frozen=True)
class Step:
    """One of the five stages that a page shows: `state` is 'done', 'now' or ''."""

    label: str
    text: str
    state: str = ""


def stages(found: Sequence[tuple[str, str, bool]]) -> list[Step]:
    """(label, text, done) in order → steps; the first that is not done is where the intervention is."""
    steps = []
    here = True
    for label, text, done in found:
        steps.append(Step(label, text, "done" if done else "now" if here else ""))
        here = here and done
    return steps
