"""A document late for a closed year settles what was accrued."""

from datetime import UTC, date, datetime

import pytest

from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.models import Confirmation
from samsyn.interventions.queries.ledger import accrued_debt, entries
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.test_claims.reading import left
from samsyn.ledger.models import FiscalYear

LATE = {"period_from": date(2023, 9, 1), "period_to": date(2023, 12, 31), "received": date(2024, 1, 29)}


def answered(office, amount):
    return Confirmation.objects.create(
        association=office.of.association, intervention=office.of, year=2023, asked=date(2023, 12, 15),
        due=date(2024, 1, 15), answered=date(2024, 1, 12), amount=amount * KR,
    )  # fmt: skip


def closed(office, year=2023):
    FiscalYear.objects.create(
        association=office.of.association, start=date(year, 1, 1), end=date(year, 12, 31),
        closed=datetime(2024, 1, 20, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize(("amount", "cost"), [(92_500, 2_500), (88_000, -2_000), (90_000, 0)])
def test_a_late_document_settles_the_accrual_and_only_the_difference_is_a_cost_now(office, amount, cost):
    answered(office, 90_000)
    closed(office)
    claim = office.approved(amount, on=date(2024, 2, 1), **LATE)
    assert (claim.settled, claim.cost_date) == (90_000 * KR, date(2024, 2, 1))
    found = entries(office.of.association)
    assert movement(found, date(2023, 1, 1), date(2023, 12, 31)).cost == 90_000 * KR
    assert movement(found, date(2024, 1, 1), date(2024, 12, 31)).cost == cost * KR
    assert accrued_debt(office.of.association, date(2024, 12, 31)) == 0
    assert left(office) == 600_000 - amount


def test_what_the_accrual_holds_counts_as_room(office):
    answered(office, 600_000)
    closed(office)
    assert left(office) == 0
    assert office.approved(600_000, on=date(2024, 2, 1), **LATE).approved == 600_000 * KR


def test_without_an_answer_it_is_the_open_years_cost_or_the_old_years_while_that_is_open(office):
    assert office.approved(10_000, "1", on=date(2024, 2, 1), **LATE).cost_date == date(2023, 12, 31)
    closed(office)
    assert office.approved(10_000, "2", on=date(2024, 2, 1), **LATE).cost_date == date(2024, 2, 1)
