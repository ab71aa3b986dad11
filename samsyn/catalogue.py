"""Every figure and every check the system can state, from each app; two figures with one key are refused."""

from samsyn.associations.checks import CHECKS as ASSOCIATION_CHECKS
from samsyn.associations.figures import AssociationFigures
from samsyn.associations.models import Association
from samsyn.core.check import Check
from samsyn.core.figure import FigureBook
from samsyn.ledger.checks import CHECKS as LEDGER_CHECKS
from samsyn.ledger.figures import families
from samsyn.ledger.queries.books import Books


def figure_book(books: Books) -> FigureBook:
    """All figures of the association whose books these are."""
    return FigureBook([*families(books), AssociationFigures(books.association)])


def figures_of(association: Association) -> FigureBook:
    """All figures of an association, with books of their own."""
    return figure_book(Books(association))


CHECKS: tuple[Check, ...] = (*LEDGER_CHECKS, *ASSOCIATION_CHECKS)
