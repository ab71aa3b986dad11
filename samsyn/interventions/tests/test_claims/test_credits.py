"""Credits and corrections point at their original and keep to what there was."""

import pytest

from samsyn.core.refused import Refused
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.models import Claim
from samsyn.interventions.tests.builder import KR, claimed
from samsyn.interventions.tests.test_claims.reading import MAY, left, words


def credit(office, original, amount, number="K1", **fields):
    return office.register(
        number=number, form="kredit", original=original, rows=[ClaimLine("löner", -amount * KR)], **fields
    )


def test_a_credit_is_a_document_of_its_own_that_points_at_its_original(office):
    original = office.approved(100_000)
    claim = credit(office, original, 30_000)
    certify_claim(claim=claim, on=MAY, by=office.owner)
    check_claim(claim=claim, on=MAY, by=office.checker)
    approve_claim(claim=claim, on=MAY, by=office.decider)
    assert (claim.approved, claim.original, left(office)) == (-30_000 * KR, original, 530_000)
    original.refresh_from_db()
    assert original.approved == 100_000 * KR
    with pytest.raises(Refused, match="återstår"):
        credit(office, original, 70_001, "K2")
    assert credit(office, original, 70_000, "K2").amount == -70_000 * KR


def test_two_credits_that_wait_cannot_take_back_the_same_money(office):
    original = office.approved(100_000)
    credit(office, original, 60_000)
    with pytest.raises(Refused) as refused:
        credit(office, original, 60_000, "K2")
    assert "av rekvisition 1 återstår 40 000 kr att ta tillbaka" in words(refused)


def test_a_correction_upwards_needs_room(office):
    original = office.approved(500_000)
    claim = office.register(number="R1", form="rättelse", original=original, rows=[ClaimLine("bil", 150_000 * KR)])
    certify_claim(claim=claim, on=MAY, by=office.owner)
    check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="mer än de"):
        approve_claim(claim=claim, on=MAY, by=office.decider)


def test_a_document_taken_over_from_before_can_be_credited(office):
    original = claimed(office.of, 100_000, "gammal")
    Claim.objects.filter(pk=original.pk).update(agreement=None)
    original.refresh_from_db()
    assert credit(office, original, 5_000).state == "inkommen"
