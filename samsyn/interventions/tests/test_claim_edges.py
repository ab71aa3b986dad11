"""Documents at the edges: versions of an agreement, an early stop, a closed year, credits that point elsewhere."""

from datetime import UTC, date, datetime

import pytest

from samsyn.core.refused import Refused
from samsyn.interventions.actions.agreements import draft_agreement, sign_agreement
from samsyn.interventions.actions.claim_steps import record_attest
from samsyn.interventions.actions.decisions import decide
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.domain.words import DecisionKind, PaymentForm
from samsyn.interventions.models import Instalment, Policy
from samsyn.interventions.tests.builder import KR, agreed, decided, intervention
from samsyn.interventions.tests.claiming import make_office
from samsyn.ledger.models import FiscalYear

JUNE = date(2024, 6, 3)


@pytest.fixture
def office(world):
    return make_office(world)


def credit(office, original, **fields):
    values = {"period_from": original.period_from, "period_to": original.period_to, "received": JUNE, **fields}
    return office.register(number="K1", form="kredit", original=original, rows=[ClaimLine("löner", -1_000 * KR)],
                           **values)  # fmt: skip


def test_what_was_paid_ahead_under_one_version_is_settled_under_the_next(world):
    office = make_office(world, payment="förskott", number="Ö1")
    Instalment.objects.create(association=world.association, agreement=office.agreement, due=date(2024, 1, 15),
                              amount=200_000 * KR)  # fmt: skip
    office.approved(200_000, "F1", form="förskott", period_to=date(2024, 6, 30), received=date(2024, 1, 20))
    more = decided(office.of, {2024: 100_000}, date(2024, 5, 1), kind=DecisionKind.MORE)
    due = [(date(2024, 1, 15), 200_000 * KR), (date(2024, 9, 1), 100_000 * KR)]
    newer = draft_agreement(decision=more, valid_from=date(2023, 1, 1), valid_to=date(2025, 12, 31), number="Ö1",
                            by=office.decider, payment=PaymentForm.ADVANCE, instalments=due)  # fmt: skip
    sign_agreement(agreement=newer, on=date(2024, 5, 20), signed_by="båda", by=office.decider)
    with pytest.raises(Refused, match="inget mer förskott"):
        office.register(1, "F2", form="förskott", received=JUNE, period_to=date(2024, 6, 30))
    settled = office.register(250_000, "S1", form="slutavräkning", received=JUNE)
    assert settled.amount == 50_000 * KR


@pytest.mark.parametrize("number", ["R  12", "R\u00a012", "r12", "R\u200b 12"])
def test_a_space_does_not_make_a_number_new(office, number):
    office.register(number="R 12")
    with pytest.raises(Refused, match="finns redan"):
        office.register(number=number)


def test_after_an_early_stop_only_the_time_before_it_is_paid(office):
    stop = date(2024, 3, 31)
    decide(intervention=office.of, kind=DecisionKind.EARLY_STOP, amounts={2024: -100_000 * KR}, on=stop, by="prov",
           reason="För få deltagare", new_end=stop)  # fmt: skip
    office.of.refresh_from_db()
    with pytest.raises(Refused, match="utanför överenskommelsen"):
        office.register(1, "efter", period_from=date(2024, 4, 1), period_to=date(2024, 4, 30))
    assert office.register(1, "före", period_to=stop).state == "inkommen"


def test_a_credit_stays_in_the_period_and_intervention_of_its_original(office):
    original = office.approved(10_000)
    with pytest.raises(Refused, match="ligga inom den som rekvisition 1 gäller"):
        credit(office, original, period_from=date(2023, 1, 1), period_to=date(2023, 4, 30))
    other = intervention(office.of.association, "annan", project="")
    agreed(decided(other, {2024: 100_000}))
    mine, office.of = office.of, other
    with pytest.raises(Refused, match="en annan insats"):
        credit(office, original)
    office.of = mine
    assert credit(office, original).state == "inkommen"


@pytest.mark.parametrize("on", [date(2024, 12, 30), date(2025, 1, 15)])
def test_attest_in_the_accounting_system_is_not_written_into_a_closed_year(office, on):
    Policy.objects.update_or_create(
        association=office.of.association, defaults={"attest_place": "ekonomisystemet"}
    )  # fmt: skip
    FiscalYear.objects.create(association=office.of.association, start=date(2024, 1, 1), end=date(2024, 12, 31),
                              closed=datetime(2025, 2, 10, tzinfo=UTC))  # fmt: skip
    came = min(on, date(2024, 12, 20))
    claim = office.certified(10_000, period_from=date(2024, 9, 1), period_to=date(2024, 11, 30), received=came)
    with pytest.raises(Refused, match="Bokföringen för 2024 är stängd"):
        record_attest(claim=claim, on=on, by=office.decider, who="A och B")
    done = record_attest(claim=claim, on=date(2025, 2, 12), by=office.decider, who="A och B")
    assert done.cost_date == date(2025, 2, 12)
