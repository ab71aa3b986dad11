"""Advances, and the settlement that follows them."""

from datetime import date

import pytest

from samsyn.core.refused import Refused
from samsyn.interventions.actions.agreements import sign_agreement
from samsyn.interventions.actions.claim_steps import approve_claim, pay_claim
from samsyn.interventions.models import Agreement, Due, Instalment
from samsyn.interventions.tests.builder import KR, agreed
from samsyn.interventions.tests.claiming import make_office
from samsyn.interventions.tests.test_claim_pages.laying import at, text_of
from samsyn.interventions.tests.test_claims.reading import left, words


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
        assert pay_claim(claim=claim, on=date(2024, 8, 1), by=ahead.checker).state == "betald"
    else:
        with pytest.raises(Refused, match="inget att betala"):
            pay_claim(claim=claim, on=date(2024, 8, 1), by=ahead.checker)


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
        approve_claim(claim=claim, on=date(2024, 7, 12), by=ahead.decider)


# --- a newer version that pays actual cost --------------------------------------------------------------------------

SIGNED = date(2024, 7, 8)


@pytest.fixture
def changed(ahead):
    """200 000 kr paid ahead for January to June 2024; from July the agreement pays actual cost."""
    ahead.approved(200_000, "F1", form="förskott", on=date(2024, 1, 14), **HALF)
    newer(ahead)
    return ahead


def newer(office, **fields) -> Agreement:
    old = office.agreement
    fields = {"version": 2, "number": old.number, "state": "utkast", "signed": None, "payment": "efterskott", **fields}
    made = agreed(old.decision, **fields)
    Agreement.objects.filter(pk=made.pk).update(created="2024-07-08T08:00:00Z")  # the day its dues are planned from
    return sign_agreement(agreement=made, on=SIGNED, signed_by="Båda", by="prov")


def owed(office, **which):
    found = Due.objects.filter(intervention=office.of, kind="rekvisition", dropped="", **which)
    return [(due.title, due.due) for due in found][:3]


def test_a_newer_version_keeps_the_duty_to_settle_what_was_paid_ahead(changed):
    with pytest.raises(Refused) as refused:
        changed.register(50_000, "R1", **AFTER)
    assert "200 000 kr i förskott är inte avräknat. Lämna först in en slutavräkning" in words(refused)
    with pytest.raises(Refused, match="betalas i efterskott"):
        changed.register(1, "F2", form="förskott", **AFTER)
    claim = changed.approved(180_000, "S1", form="slutavräkning", on=date(2024, 7, 12), **AFTER)
    assert (claim.approved, left(changed)) == (-20_000 * KR, 420_000)
    autumn = {"period_from": date(2024, 7, 1), "period_to": date(2024, 10, 31), "received": date(2024, 11, 4)}
    with pytest.raises(Refused, match="betalas i efterskott"):
        changed.register(1, "S2", form="slutavräkning", **autumn)
    assert changed.register(50_000, "R1", **autumn).amount == 50_000 * KR


def test_the_pages_of_agreement_and_document_say_what_is_not_settled(world, changed):
    agreement = text_of(world.client("revisor").get(at("agreement", Agreement.objects.get(version=2).pk)))
    assert "200 000 kr i förskott enligt en tidigare version är inte avräknat" in agreement
    page = world.login(changed.owner).get(at("claim-new", changed.of.pk))
    assert "Lämna in en slutavräkning innan ni rekvirerar mer" in text_of(page)
    assert page.context["form"].initial["form"] == "slutavräkning"
    assert page.context["form"].initial["period_to"] == date(2024, 6, 30)


def test_the_settlement_is_owed_from_the_day_of_signing_and_requisitions_for_what_comes_after(changed):
    assert owed(changed)[0] == ("Slutavräkning januari–juni 2024", date(2024, 7, 28))
    assert owed(changed)[1] == ("Rekvisition maj–augusti 2024", date(2024, 9, 20))
    changed.register(180_000, "S1", form="slutavräkning", **AFTER)
    assert owed(changed, done__isnull=False) == [("Slutavräkning januari–juni 2024", date(2024, 7, 28))]


def test_a_due_that_both_versions_ask_for_keeps_its_day_and_is_called_as_the_newer_says(ahead):
    Due.objects.create(
        association=ahead.of.association, intervention=ahead.of, kind="rekvisition", title="Slutavräkning 2024",
        due=date(2025, 1, 20), period_from=date(2024, 1, 1), period_to=date(2024, 12, 31), role="insatsagare",
    )  # fmt: skip
    newer(ahead)
    assert ("Rekvisition september–december 2024", date(2025, 1, 20)) in owed(ahead)


def test_an_advance_that_waited_is_not_approved_under_a_version_that_pays_actual_cost(ahead):
    claim = ahead.checked(200_000, "F1", form="förskott", **HALF)
    newer(ahead)
    with pytest.raises(Refused, match="betalas numera i efterskott"):
        approve_claim(claim=claim, on=date(2024, 7, 12), by=ahead.decider)
