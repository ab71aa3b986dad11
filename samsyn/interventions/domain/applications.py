"""Applications as values: the service clock, and what an application needs before it can be handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from samsyn.core.money import grouped
from samsyn.interventions.domain.parties import Named, too_few_kinds
from samsyn.interventions.domain.words import Direction

BOTH = "båda"
"""What an applicant may think of choosing; Uppföljning Finsam wants two (domain rules 3.1)."""
TWO_INSTEAD = (
    "En insats med både individ- och strukturarbete registreras som två i Uppföljning Finsam. "
    "Lämna en ansökan för varje."
)
_BEGIN, _PAUSE, _RESUME = "submit", "ask", "complete"
_STOP = frozenset({"grant", "reject", "withdraw"})


class Ticking(StrEnum):
    """What the service clock does."""

    NOT_STARTED = "inte inlämnad"
    RUNNING = "går"
    PAUSED = "pausad"
    STOPPED = "stannad"


@dataclass(frozen=True)
class Clock:
    """Days from the day an application came in to the day it was decided, without those that waited for the applicant.

    `due` is the last day within the service time; None when nothing runs towards it (not started, paused, stopped).
    """

    state: Ticking
    days: int = 0
    paused_days: int = 0
    limit: int = 0
    since: date | None = None  # the day it was paused or stopped
    due: date | None = None

    @property
    def late(self) -> bool:
        return self.days > self.limit

    @property
    def words(self) -> str:
        """'34 av 61 dagar', 'Pausad, 12 av 61 dagar', 'Avgjord efter 48 dagar'."""
        counted = f"{self.days} av {self.limit} dagar"
        match self.state:
            case Ticking.NOT_STARTED:
                return ""
            case Ticking.RUNNING:
                return counted
            case Ticking.PAUSED:
                return f"Pausad, {counted}"
            case Ticking.STOPPED:
                return f"Avgjord efter {self.days} {'dag' if self.days == 1 else 'dagar'}"


def clock(steps: Iterable[tuple[str, date]], today: date, limit: int) -> Clock:
    """The clock of an application from its moves (name, day) in order. The day it came in counts as day 0."""
    begun = paused = stopped = None
    waited = 0
    for move, day in steps:
        if move == _BEGIN and begun is None:
            begun = day
        elif move == _PAUSE and paused is None:
            paused = day
        elif move == _RESUME and paused is not None:
            waited, paused = waited + (day - paused).days, None
        elif move in _STOP:
            stopped = day
    if begun is None:
        return Clock(Ticking.NOT_STARTED, limit=limit)
    last = stopped or today
    if paused is not None:
        waited += max((last - paused).days, 0)
    days = max((last - begun).days - waited, 0)
    if stopped is not None:
        return Clock(Ticking.STOPPED, days, waited, limit, stopped)
    if paused is not None:
        return Clock(Ticking.PAUSED, days, waited, limit, paused)
    return Clock(Ticking.RUNNING, days, waited, limit, None, begun + timedelta(days=limit + waited))


@dataclass(frozen=True)
class Missing:
    """Something to fill in before an application can be handed in: the field's name on the form, and what to do."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Draft:
    """An application as it is written so far. `parties` are everyone who applies, the applicant first; `own` is the
    office's own, which has no parties. `budget` is öre per year."""

    start: date | None
    end: date | None
    texts: Mapping[str, str]
    parties: Sequence[Named] = ()
    own: bool = False
    budget: Mapping[int, int] = field(default_factory=dict)


TEXTS: Mapping[str, str] = {
    "need": "Beskriv behovet.",
    "target_group": "Beskriv målgruppen.",
    "goals": "Skriv vad insatsen ska nå.",
    "equality": "Skriv hur insatsen ska nå kvinnor och män lika väl.",
    "exit_plan": "Skriv vad som händer när pengarna är slut: avslut eller implementering.",
}
"""The texts without which the board cannot judge, and what is said when one lacks."""


def missing(draft: Draft) -> list[Missing]:
    """Everything that lacks, in the order of the form; [] when it can be handed in."""
    out = [Missing(name, sentence) for name, sentence in TEXTS.items() if not draft.texts.get(name, "").strip()]
    if not (draft.start and draft.end):
        out.append(Missing("start", "Skriv från och till vilken dag ni söker pengar."))
    if not draft.own and (few := too_few_kinds(draft.parties)):
        out.append(Missing("parties", few))
    out += [Missing("budget", sentence) for sentence in budget_faults(draft)]
    return out


def budget_faults(draft: Draft) -> list[str]:
    """What is wrong with the budget: nothing applied for, or amounts in years outside the period."""
    asked = {year: amount for year, amount in draft.budget.items() if amount}
    if not asked:
        return ["Skriv vad ni söker per år och kostnadsslag."]
    if not (draft.start and draft.end):
        return []
    outside = [year for year in sorted(asked) if not draft.start.year <= year <= draft.end.year]
    return [
        f"Budgeten har {grouped(asked[year] // 100)} kr för {year}, som ligger utanför perioden "
        f"{_span(draft.start, draft.end)}."
        for year in outside
    ]


def _span(start: date, end: date) -> str:
    return str(start.year) if start.year == end.year else f"{start.year}\u2013{end.year}"


def direction_fault(direction: str) -> str:
    """Why a direction cannot be registered; '' when it can."""
    if direction in {kind.value for kind in Direction}:
        return ""
    return TWO_INSTEAD if direction == BOTH else "Välj om insatsen gäller individer eller struktur."
