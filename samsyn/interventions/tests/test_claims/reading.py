"""What is left to requisition, what a refusal said, and the day most documents are handled."""

from datetime import date

from samsyn.core.money import NBSP
from samsyn.interventions.domain.commitments import remaining
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.tests.builder import KR

MAY = date(2024, 5, 10)


def left(office, day=date(2030, 1, 1)):
    return remaining(entries(office.of.association), day) // KR


def words(refused) -> str:
    return " ".join(refused.value.errors).replace(NBSP, " ")
