"""Advances, and the settlement that follows them."""

from datetime import date

import pytest

from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.models import Instalment
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.claiming import make_office
from samsyn.interventions.tests.test_claims.reading import left


@pytest.fixture
def ahead(world):
    office = make_office(world, payment="förskott")
    for due, amount in ((date(2024, 1, 15), 200_000), (date(2024, 7, 1), 100_000)):
        Instalment.objects.create(
            association=world.association, agreement=office.agreement, due=due, amount=amount * KR
        )  # fmt: skip
    return office


HALF = {"period_from": date(2024, 1, 1), "period_to": date(2024, 6, 30), "received": date(2024, 1, 10)}
AFTER = {"period_from": date(2024, 1, 1), "period_to": date(2024, 6, 30), "received": date(2024, 7, 10)}


def test_an_advance_is_a_cost_when_it_is_approved_and_follows_the_instalments(ahead):
    ahead.approved(200_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    assert left(ahead) == 400_000
    with pytest.raises(Refused, match="inget mer förskott"):
        ahead.register(1, "F2", form="förskott", **HALF)
    with pytest.raises(Refused, match="betalas i förskott"):
        ahead.register(1, "1", **HALF)


@pytest.mark.parametrize(
    ("surplus", "approved", "remains"),
    [("återbetalas", -20_000, 420_000), ("fordran", -20_000, 420_000), ("förs vidare", 0, 400_000)],
)
def test_a_surplus_is_repaid_owed_or_carried_as_the_agreement_says(ahead, surplus, approved, remains):
    ahead.agreement.surplus = surplus
    ahead.agreement.save()
    ahead.approved(200_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    claim = ahead.approved(180_000, "S1", form="slutavräkning", on=date(2024, 7, 12), **AFTER)
    assert (claim.amount, claim.approved) == (-20_000 * KR, approved * KR)
    assert left(ahead) == remains
    if approved:
        assert actions.pay_claim(claim=claim, on=date(2024, 8, 1), by=ahead.checker).state == "betald"
    else:
        with pytest.raises(Refused, match="inget att betala"):
            actions.pay_claim(claim=claim, on=date(2024, 8, 1), by=ahead.checker)


def test_a_carried_surplus_is_drawn_from_the_next_settlement(ahead):
    ahead.agreement.surplus = "förs vidare"
    ahead.agreement.save()
    ahead.approved(200_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    ahead.approved(180_000, "S1", form="slutavräkning", on=date(2024, 7, 12), **AFTER)
    autumn = {"period_from": date(2024, 7, 1), "period_to": date(2024, 12, 31)}
    ahead.approved(100_000, "F2", form="förskott", on=date(2024, 7, 14), received=date(2024, 7, 12), **autumn)
    claim = ahead.register(150_000, "S2", form="slutavräkning", received=date(2025, 1, 10), **autumn)
    assert claim.amount == 30_000 * KR  # 150 000 less 100 000 and the 20 000 carried


def test_actual_cost_above_the_advances_is_paid_within_the_cap(ahead):
    ahead.approved(200_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    claim = ahead.approved(230_000, "S1", form="slutavräkning", on=date(2024, 7, 12), **AFTER)
    assert (claim.approved, left(ahead)) == (30_000 * KR, 370_000)


def test_a_settlement_whose_advances_have_changed_is_sent_back(ahead):
    ahead.approved(100_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    claim = ahead.checked(180_000, "S1", form="slutavräkning", **AFTER)
    ahead.approved(100_000, "F2", form="förskott", on=date(2024, 7, 11), **AFTER)
    with pytest.raises(Refused, match="Förskotten har ändrats"):
        actions.approve_claim(claim=claim, on=date(2024, 7, 12), by=ahead.decider)
