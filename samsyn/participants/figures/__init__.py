"""Every figure of participants. `families(tally, portfolio, books)` gives them all, sharing what is loaded."""

from samsyn.core.figure import Family
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.queries.tally import Tally


def families(tally: Tally, portfolio: Portfolio, books: Books) -> list[Family]:
    """What is counted of people."""
    return [ParticipantFigures(tally, portfolio, books)]
