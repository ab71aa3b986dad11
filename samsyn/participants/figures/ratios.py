"""Counts against resources and against the year before: per financed post, cost per person, change in per cent."""

from decimal import Decimal

from samsyn.core.figure import Figure, Link, Part, Scope, SourceRow, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.interventions.models import Intervention
from samsyn.participants.definitions.figures import COUNTS
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.figures.asked import CHANGE, COST, PER, key_of
from samsyn.participants.figures.base import Sources, lower
from samsyn.participants.figures.counts import Counts


class PerPost:
    """Persons of a year by financed post: full-year posts where every post has them, else positions."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.counts = Counts(sources)

    def figure(self, at: Coordinate) -> Figure:
        meaning = (
            f"{COUNTS[at.what].meaning} Delat med årets finansierade tjänster i insatserna, "
            "i årsarbetare när det är känt."
        )
        label = self.sources.title(at, f"{self.sources.bare(at)} per finansierad tjänst")
        return Figure(key_of(PER, at), label, Unit.COUNT, meaning, decimals=1)

    def posts(self, at: Coordinate, year: int) -> tuple[Decimal | None, str]:
        """Posts and which measure of them; None when none are known."""
        item = self.sources.portfolio.by_key.get(at.place[1]) if at.where else None
        rows = self.sources.portfolio.posts_of(year, item.pk if item else None)
        if not rows:
            return None, ""
        whole = [row.full_year for row in rows if row.full_year is not None]
        if len(whole) == len(rows):
            return sum(whole, Decimal(0)), "Finansierade tjänster, årsarbetare"
        return sum((row.positions for row in rows), Decimal(0)), "Finansierade tjänster"

    def value(self, at: Coordinate, scope: Scope) -> Value:
        persons, (posts, _) = self.sources.number(at, scope), self.posts(at, scope.period.year)
        return None if persons is None or not posts or not scope.period.whole_year else Decimal(persons) / posts

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        posts, label = self.posts(at, scope.period.year)
        own = f"intervention.{at.place[1]}.posts" if at.where else "interventions.posts"
        key = own if at.where or "årsarbetare" not in label else "interventions.posts_full_year"
        return (self.sources.part(at, scope, ""), Part(label, posts, "/", key, scope, Unit.FTE, 1))

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        return self.counts.rows(at, scope)


class CostPer:
    """What the interventions that counted people cost in a year, by person."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def figure(self, at: Coordinate) -> Figure:
        label = self.sources.title(at, f"Kostnad per person: {lower(self.sources.bare(at))}")
        meaning = (
            "Årets kostnad i de insatser som rapporterat deltagare, delad med antalet. "
            f"Antalet: {lower(COUNTS[at.what].meaning)}"
        )
        return Figure(key_of(COST, at), label, Unit.KR, meaning)

    def costs(self, at: Coordinate, scope: Scope) -> list[tuple[Intervention, int | None]]:
        """Interventions with counts in the year, and what each cost in öre."""
        counted = self.sources.tally.main(scope.period.year)
        found = [item for item in self.sources.interventions(at) if item.pk in counted]
        costs = [(item, self.sources.money.value(f"intervention.{item.key}.cost", scope)) for item in found]
        return [(item, None if cost is None else int(cost)) for item, cost in costs]

    def cost(self, at: Coordinate, scope: Scope) -> int | None:
        """None when it is not known of every one."""
        found = [cost for _, cost in self.costs(at, scope)]
        return sum(cost or 0 for cost in found) if found and None not in found else None

    def value(self, at: Coordinate, scope: Scope) -> Value:
        persons, cost = self.sources.number(at, scope), self.cost(at, scope)
        if cost is None or not persons or not scope.period.whole_year:
            return None
        return int(round_half_up(Decimal(cost) / persons))

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        cost = Part("Kostnad i insatser med deltagare", self.cost(at, scope), "")
        return (cost, self.sources.part(at, scope, "/"))

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        """The cost of each."""
        return [
            SourceRow(item.name, cost, Link("interventions:intervention", {"pk": item.pk}))
            for item, cost in self.costs(at, scope)
            if cost is None or cost
        ]


class Changes:
    """In per cent against the same part of the year before."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.counts = Counts(sources)

    def figure(self, at: Coordinate) -> Figure:
        label = self.sources.title(at, f"{self.sources.name(at)}, förändring från året före")
        meaning = f"{COUNTS[at.what].meaning} Förändringen i procent från samma del av året före."
        return Figure(key_of(CHANGE, at), label, Unit.PERCENT, meaning)

    def value(self, at: Coordinate, scope: Scope) -> Value:
        now, then = self.sources.number(at, scope), self.sources.number(at, scope.previous)
        return None if now is None or not then else Decimal(100 * (now - then)) / then

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        now = self.sources.part(at, scope, "", f"{self.sources.name(at)} {scope.label}")
        then = self.sources.part(at, scope.previous, "−", f"{self.sources.name(at)} {scope.previous.label}")
        base = self.sources.part(at, scope.previous, "/", f"{self.sources.name(at)} {scope.previous.label}")
        return (now, then, base)

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        return self.counts.rows(at, scope)
