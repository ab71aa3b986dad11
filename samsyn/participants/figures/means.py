"""The mean time in interventions of those who ended: `participants.mean.days`."""

from decimal import Decimal

from samsyn.core.figure import Figure, Part, Scope, SourceRow, Value
from samsyn.core.money import Unit
from samsyn.participants.domain.coordinates import Coordinate, words
from samsyn.participants.figures.asked import MEAN, key_of
from samsyn.participants.figures.base import Sources
from samsyn.participants.figures.counts import Counts


class Means:
    """Days by person."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.counts = Counts(sources)

    def figure(self, at: Coordinate) -> Figure:
        said = f", {words(at)}" if words(at) else ""
        label = self.sources.title(at, f"Genomsnittlig tid i insats{said}")
        meaning = (
            "Dagarna från start till slut för dem som avslutat, delade med antalet avslutade. "
            "Antalet står i uträkningen."
        )
        return Figure(key_of(MEAN, at), label, Unit.DAYS, meaning)

    def value(self, at: Coordinate, scope: Scope) -> Value:
        days, persons = self.sources.number(at, scope), self.sources.number(at.at(what="ended"), scope)
        return None if days is None or not persons else Decimal(days) / persons

    def parts(self, at: Coordinate, scope: Scope) -> tuple[Part, ...]:
        return (self.sources.part(at, scope, ""), self.sources.part(at.at(what="ended"), scope, "/"))

    def rows(self, at: Coordinate, scope: Scope) -> list[SourceRow]:
        return self.counts.rows(at.at(what="ended"), scope)
