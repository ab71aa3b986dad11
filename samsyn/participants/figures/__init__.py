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
    """What is counted of people, the register of occasions, and what Uppföljning Finsam asks for beside."""
    return [
        ParticipantFigures(tally, portfolio, books),
        StructureFigures(books.association),
        FinsamFigures(portfolio, books),
        EffectFigures(Effects(tally, portfolio, books)),
    ]
