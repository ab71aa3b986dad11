"""Every figure of the interventions. `families(portfolio, books)` gives them all, sharing one loaded portfolio."""

from samsyn.core.figure import Family
from samsyn.interventions.figures.commitments import CommitmentFigures
from samsyn.interventions.figures.forecast import ForecastFigures, ForecastTotals
from samsyn.interventions.figures.one import InterventionFigures
from samsyn.interventions.figures.outlook import OutlookFigures
from samsyn.interventions.figures.totals import TotalFigures
from samsyn.interventions.queries.outlook import Outlook
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books


def families(portfolio: Portfolio, books: Books) -> list[Family]:
    """What remains, all interventions together, each by itself, and what is ahead."""
    outlook = Outlook(books, portfolio)
    return [
        CommitmentFigures(portfolio),
        TotalFigures(portfolio, books),
        InterventionFigures(portfolio, books),
        OutlookFigures(outlook),
        ForecastTotals(outlook),
        ForecastFigures(outlook),
    ]
