"""Every figure of the ledger. `families(books)` gives them all, sharing one set of loaded books."""

from samsyn.core.figure import Family
from samsyn.ledger.figures.contributions import ContributionFigures
from samsyn.ledger.figures.control import ControlFigures
from samsyn.ledger.figures.keyfigures import KeyFigures
from samsyn.ledger.figures.lines import LineFigures
from samsyn.ledger.figures.provisions import ProvisionFigures
from samsyn.ledger.figures.requirement import RequirementFigures
from samsyn.ledger.figures.rows import AccountFigures, NoteFigures, OperatingFigures
from samsyn.ledger.figures.split import SplitFigures
from samsyn.ledger.queries.books import Books


def families(books: Books) -> list[Family]:
    """One family per kind of figure."""
    return [
        LineFigures(books),
        NoteFigures(books),
        OperatingFigures(books),
        AccountFigures(books),
        KeyFigures(books),
        SplitFigures(books),
        ProvisionFigures(books),
        RequirementFigures(books),
        ControlFigures(books),
        ContributionFigures(books),
    ]
