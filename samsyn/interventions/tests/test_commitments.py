"""The commitment ledger: remaining = decided − used − returned, at every step."""

from datetime import date

import pytest

from samsyn.interventions.domain.commitments import movement, remaining
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Confirmation
from samsyn.interventions.queries.ledger import accrued_debt, entries
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention

YEAR = date(2024, 1, 1), date(2024, 12, 31)


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    agreed(decided(made, {2023: 400_000, 2024: 400_000}))
    return made


def test_what_remains_is_decided_less_used_less_returned(world, vagval):
    claimed(vagval, 350_000, "1", year=2023)
    claimed(vagval, 100_000, "2", year=2024)
    decided(vagval, {2023: -50_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    found = entries(world.association)
    moved = movement(found, *YEAR)
    assert (moved.opening, moved.cost, moved.closing) == (400_000 * KR, 100_000 * KR, 300_000 * KR)
    assert remaining(found, date(2024, 12, 31)) == moved.closing
    assert movement(found, date(2023, 1, 1), date(2023, 12, 31)).returned == 50_000 * KR


def test_a_returned_document_costs_nothing(world, vagval):
    claimed(vagval, 100_000, state="återsänd", approved=None, cost_date=None, decided=None)
    assert remaining(entries(world.association), date(2024, 12, 31)) == 800_000 * KR


def test_a_late_document_settles_the_accrual_and_only_the_difference_is_a_new_cost(world, vagval):
    answer = Confirmation.objects.create(
        association=world.association, intervention=vagval, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=90_000 * KR,
    )  # fmt: skip
    claimed(vagval, 92_500, year=2024, settles=answer, settled=90_000 * KR, cost_date=date(2024, 2, 1))
    found = entries(world.association)
    assert movement(found, date(2023, 1, 1), date(2023, 12, 31)).accrued == 90_000 * KR
    assert movement(found, *YEAR).cost == 2_500 * KR
    assert accrued_debt(world.association, date(2023, 12, 31)) == 90_000 * KR
    assert accrued_debt(world.association, date(2024, 12, 31)) == 0
