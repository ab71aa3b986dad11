"""Every figure and every check the system can state, from each app; two figures with one key are refused."""

from samsyn.associations.checks import CHECKS as ASSOCIATION_CHECKS
from samsyn.associations.figures import AssociationFigures
from samsyn.associations.models import Association
from samsyn.core.check import Check
from samsyn.core.figure import FigureBook
from samsyn.interventions.checks import CHECKS as INTERVENTION_CHECKS
from samsyn.interventions.figures import families as intervention_families
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.checks import CHECKS as LEDGER_CHECKS
from samsyn.ledger.figures import families as ledger_families
from samsyn.ledger.queries.books import Books
from samsyn.participants.checks import CHECKS as PARTICIPANT_CHECKS
from samsyn.participants.figures import families as participant_families
from samsyn.participants.queries.tally import Tally


def figure_book(books: Books, portfolio: Portfolio | None = None, tally: Tally | None = None) -> FigureBook:
    """All figures of the association whose books these are; `portfolio` and `tally` when they are loaded already."""
    held, counted = portfolio or Portfolio(books.association), tally or Tally(books.association)
    return FigureBook(
        [
            *ledger_families(books),
            *intervention_families(held, books),
            AssociationFigures(books.association),
            *participant_families(counted, held, books),
        ]
    )


def figures_of(association: Association) -> FigureBook:
    """All figures of an association, with books of their own."""
    return figure_book(Books(association))


CHECKS: tuple[Check, ...] = (*LEDGER_CHECKS, *INTERVENTION_CHECKS, *PARTICIPANT_CHECKS, *ASSOCIATION_CHECKS)
