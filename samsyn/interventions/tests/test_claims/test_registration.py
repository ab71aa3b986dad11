"""A document on its way in: who registers and certifies, and what is accepted at all."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim, pay_claim
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.models import Claim
from samsyn.interventions.tests.builder import KR, intervention
from samsyn.interventions.tests.test_claims.reading import MAY, left, words


def test_from_registration_to_payment(office):
    claim = office.approved(100_000)
    assert (claim.state, claim.approved, claim.cost_date) == ("godkänd", 100_000 * KR, MAY)
    assert (claim.certified_by, claim.checked_by, claim.decided_by) == (office.owner, office.checker, office.decider)
    assert claim.agreement == office.agreement
    assert left(office) == 500_000
    pay_claim(claim=claim, on=date(2024, 5, 28), by=office.checker, reference="BG 1")
    assert (claim.state, claim.paid, claim.payment_reference) == ("betald", date(2024, 5, 28), "BG 1")
    told = list(Event.objects.filter(verb__startswith="claim.").order_by("pk").values_list("verb", flat=True))
    assert told == ["claim.register", "claim.certify", "claim.check", "claim.approve", "claim.pay"]
    assert "Beslutsattesterade rekvisition 1 för Vägval" in Event.objects.get(verb="claim.approve").summary


def test_nothing_costs_anything_before_it_is_decided(office):
    office.checked(100_000)
    assert left(office) == 600_000


def test_by_mail_the_office_registers_and_writes_who_certified_on_paper(office):
    claim = office.register(by=office.checker, by_mail=True, received=date(2024, 5, 2))
    assert (claim.received, claim.created_by) == (date(2024, 5, 2), office.checker)
    with pytest.raises(Refused, match="Parten som driver insatsen intygar själv"):
        certify_claim(claim=claim, on=MAY, by=office.checker)
    certify_claim(claim=claim, on=MAY, by=office.checker, paper_name="Eva Lind, enhetschef")
    assert (claim.state, claim.certified_by, claim.certified_name) == ("intygad", None, "Eva Lind, enhetschef")
    assert check_claim(claim=claim, on=MAY, by=office.checker).state == "sakattesterad"  # not their own


def test_nobody_writes_a_paper_for_what_came_online(office):
    with pytest.raises(Refused, match="kom inte på papper"):
        certify_claim(claim=office.register(), on=MAY, by=office.checker, paper_name="Någon")


def test_another_partys_people_neither_register_nor_certify(world, office):
    other = world.party_user(party="Bergs kommun")
    with pytest.raises(PermissionDenied):
        office.register(by=other)
    claim = office.register()
    with pytest.raises(PermissionDenied):
        certify_claim(claim=claim, on=MAY, by=other)


def test_the_same_number_is_accepted_once_whatever_its_letters(office):
    office.register(number="2024-a")
    with pytest.raises(Refused, match="Nummer 2024-A finns redan"):
        office.register(number="2024-A ")
    assert Claim.objects.count() == 1


def test_a_cancelled_number_is_free_again(office):
    claim = office.register()
    with pytest.raises(Refused, match="Skriv varför"):
        actions.cancel_claim(claim=claim, reason=" ", on=MAY, by=office.owner)
    actions.cancel_claim(claim=claim, reason="Fel insats.", on=MAY, by=office.owner)
    assert office.register().state == "inkommen"


def test_what_is_attested_is_not_cancelled(office):
    with pytest.raises(Refused, match="kan inte makuleras"):
        actions.cancel_claim(claim=office.certified(), reason="x", on=MAY, by=office.owner)


@pytest.mark.parametrize("state", ["utkast", None])
def test_without_a_signed_agreement_nothing_is_accepted(world, office, state):
    office.agreement.delete()
    if state:
        make = {"decision": office.of.decisions.get(), "number": "Ö2", "amount": 1, "state": state,
                "valid_from": date(2023, 1, 1), "valid_to": date(2025, 12, 31)}  # fmt: skip
        office.of.agreements.create(association=world.association, **make)
    with pytest.raises(Refused, match="undertecknad än" if state else "Det finns ingen överenskommelse"):
        office.register()


def test_an_agreement_that_has_gone_since_stops_the_decision(office):
    claim = office.checked()
    office.agreement.state = "ersatt"
    office.agreement.save()
    with pytest.raises(Refused, match="Ingen undertecknad överenskommelse gäller"):
        approve_claim(claim=claim, on=MAY, by=office.decider)


def test_outside_the_agreement_is_refused_with_every_other_reason(office):
    with pytest.raises(Refused) as refused:
        office.register(
            0, period_from=date(2026, 1, 1), period_to=date(2026, 4, 30), received=date(2026, 5, 1), total=5
        )
    assert "ligger utanför överenskommelsen" in words(refused)
    assert "Raderna blir 0 kr men dokumentets summa är 0,05 kr" in words(refused)
    assert not Claim.objects.exists()


def test_an_unknown_cost_type_is_named(office):
    with pytest.raises(Refused, match="Kostnadsslaget fika finns inte"):
        office.register(rows=[ClaimLine("fika", 5)])


def test_an_intervention_run_by_the_office_has_no_requisitions(world, office):
    own = intervention(world.association, "forum", run_by="egen", owner=None)
    with pytest.raises(Refused, match="egen regi"):
        actions.register_claim(
            intervention=own, form="faktura", number="1", period_from=date(2024, 1, 1), period_to=date(2024, 1, 31),
            rows=[ClaimLine("löner", 5)], received=MAY, by=office.checker,
        )  # fmt: skip
