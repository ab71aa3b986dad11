"""Every figure of participants. `families(tally, portfolio, books)` gives them all, sharing what is loaded."""

from samsyn.core.figure import Family
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.figures.effect import EffectFigures
from samsyn.participants.figures.finsam import FinsamFigures
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.figures.structure import StructureFigures
from samsyn.participants.queries.effect import Effects
from samsyn.participants.queries.tally import Tally


def families(tally: Tally, portfolio: Portfolio, books: Books) -> list[Family]:
    """The register of occasions, what Uppföljning Finsam asks for beside, and what is counted of people."""
    return [
        StructureFigures(books.association),
        FinsamFigures(portfolio, books),
        EffectFigures(Effects(tally, portfolio, books)),
        ParticipantFigures(tally, portfolio, books),
    ]
