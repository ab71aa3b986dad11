"""What every figure of participants is made from, and what it is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from samsyn.core.figure import Part, Scope
from samsyn.core.money import Unit
from samsyn.interventions.figures.one import InterventionFigures
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.definitions.figures import COUNTS
from samsyn.participants.domain.coordinates import Coordinate, words
from samsyn.participants.figures.asked import COUNT, key_of
from samsyn.participants.queries.behind import Behind
from samsyn.participants.queries.tally import Tally, municipality_slug
from samsyn.participants.queries.wording import Wording

_UNITS = {"days": Unit.DAYS, "consultations": Unit.COUNT, "joint_plans": Unit.COUNT, "joint_plans_present": Unit.COUNT}


def unit_of(at: Coordinate) -> Unit:
    """What a count counts: persons, but for days, cases and plans."""
    return _UNITS.get(at.what, Unit.PERSONS)


@dataclass
class Sources:
    """The counts, the interventions and their money of one association, each loaded at most once."""

    tally: Tally
    portfolio: Portfolio
    books: Books

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.tally.association)

    @cached_property
    def behind(self) -> Behind:
        return Behind(self.tally.association)

    @cached_property
    def money(self) -> InterventionFigures:
        return InterventionFigures(self.portfolio, self.books)

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Names by slug, of those that an intervention is for."""
        return {municipality_slug(name): name for names in self.portfolio.areas.values() for name in names}

    def number(self, at: Coordinate, scope: Scope) -> int | None:
        """Persons; None is not known."""
        return self.tally.value(at, scope.period)

    def place(self, at: Coordinate) -> str | None:
        """Whom a count is for: '' the association, a name, None when there is no such."""
        kind, name = at.place
        if kind == "of":
            item = self.portfolio.by_key.get(name)
            return item.name if item else None
        return self.municipalities.get(name) if kind == "in" else ""

    def interventions(self, at: Coordinate) -> list[Intervention]:
        """Whose reports a count is the sum of."""
        kind, name = at.place
        if kind == "of":
            return [self.portfolio.by_key[name]] if name in self.portfolio.by_key else []
        wanted = set(self.tally.municipalities.get(name, ())) if kind == "in" else None
        return [item for pk, item in self.portfolio.interventions.items() if wanted is None or pk in wanted]

    # --- words -------------------------------------------------------------------------------------------------------

    def bare(self, at: Coordinate) -> str:
        """'Inskrivna deltagare', 'Utgång: arbete', without sex, age and place."""
        label = COUNTS[at.what].label
        if not at.category:
            return label
        return f"{label}: {self.wording.label(at.what, at.category) or at.category}"

    def name(self, at: Coordinate) -> str:
        """'Utgång: arbete, kvinnor'."""
        said = words(at)
        return f"{self.bare(at)}, {said}" if said else self.bare(at)

    def title(self, at: Coordinate, text: str) -> str:
        """A figure's label with whom it is for before it: 'STAR Berg: nya deltagare'."""
        place = self.place(at)
        return f"{place}: {text[0].lower()}{text[1:]}" if place else text

    # --- parts of formulas -------------------------------------------------------------------------------------------

    def part(self, at: Coordinate, scope: Scope, operator: str = "+", label: str = "") -> Part:
        """A count as a term with its door."""
        return Part(label or self.name(at), self.number(at, scope), operator, key_of(COUNT, at), scope, unit_of(at))


def summed(parts: Sequence[Part]) -> int | None:
    """What the terms amount to; None when one is not known."""
    if any(part.value is None for part in parts):
        return None
    return sum(-int(part.value or 0) if part.operator == "−" else int(part.value or 0) for part in parts)


def lower(text: str) -> str:
    """The words inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def listed(names: Iterable[str], most: int = 6) -> str:
    """'A, B och C'; beyond `most` 'A, B … och 7 till'."""
    found = list(names)
    if len(found) > most:
        found = [*found[:most], f"{len(found) - most} till"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} och {found[-1]}"
