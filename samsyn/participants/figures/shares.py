"""Shares of counts, with their base: `participants.share.outcome.work`, `participants.sex_share.new.women`."""

from decimal import Decimal

from samsyn.core.figure import Figure, Part, Scope, SourceRow, Value
from samsyn.core.money import Unit
from samsyn.participants.definitions.figures import COUNTS
from samsyn.participants.domain.coordinates import Coordinate, base_of
from samsyn.participants.domain.words import Sex
from samsyn.participants.figures.asked import SEX_SHARE, SHARE, key_of
from samsyn.participants.figures.base import Sources, lower
from samsyn.participants.figures.counts import Counts


def percent(over: int | None, base: int | None) -> Decimal | None:
    """100 × a part of its base, unrounded; None when either is not known or the base is none."""
    return None if over is None or not base else Decimal(100 * over) / base


class Shares:
    """In per cent of the persons a count tells of, or of the count it is a part of."""

    kind = SHARE

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.counts = Counts(sources)

    def base(self, at: Coordinate) -> Coordinate:
        found = base_of(at)
        assert found is not None  # a key without a base is refused when it is read
        return found

    def figure(self, at: Coordinate) -> Figure:
        base = self.base(at)
        label = f"{self.sources.name(at)}, andel av {lower(self.sources.bare(base))}"
        meaning = f"{COUNTS[at.what].meaning} I procent av {lower(self.sources.name(base))}."
        return Figure(key_of(self.kind, at), self.sources.title(at, label), Unit.PERCENT, meaning)

    def value(self, at: Coordinate, scope: Scope) -> Value:
        return percent(self.sources.number(at, scope), self.sources.number(self.base(at), scope))

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        over, base = self.sources.part(at, scope, ""), self.sources.part(self.base(at), scope, "/")
        return (over, base)

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        return self.counts.rows(at, scope)


class SexShares(Shares):
    """Women's, men's or unstated's part of everybody, those of unstated sex included."""

    kind = SEX_SHARE

    def base(self, at: Coordinate) -> Coordinate:
        return at.at(sex=Sex.ALL)

    def figure(self, at: Coordinate) -> Figure:
        label = f"{self.sources.name(at)}, andel av alla"
        meaning = f"{COUNTS[at.what].meaning} I procent av kvinnor, män och ej angivet tillsammans."
        return Figure(key_of(self.kind, at), self.sources.title(at, label), Unit.PERCENT, meaning)
