"""Attest: two people, each with a right of their own, none of them in their own matter."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samsyn.core.refused import Refused
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim, record_attest
from samsyn.interventions.models import Claim, Policy
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.claiming import leave, right
from samsyn.interventions.tests.test_claims.reading import MAY, left


def test_two_different_people_attest(world, office):
    right(world.association, "beslutsattest", office.checker)
    claim = office.checked()
    with pytest.raises(Refused, match="görs av någon annan"):
        approve_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="är ska beslutsattesteras"):
        check_claim(claim=claim, on=MAY, by=office.checker)


def test_the_database_itself_refuses_one_person_twice(office):
    claim = office.checked()
    for wrong in ({"decided_by": claim.checked_by, "decided": MAY}, {"certified_by": claim.checked_by},
                  {"decided": MAY, "decided_by": None}, {"checked_by": None}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state="godkänd")


def test_whoever_is_not_in_the_attestordning_is_told_so(world, office):
    claim = office.certified()
    with pytest.raises(Refused, match="står inte i attestordningen"):
        check_claim(claim=claim, on=MAY, by=world.user("verksamhetsutvecklare"))
    with pytest.raises(PermissionDenied):
        check_claim(claim=claim, on=MAY, by=office.owner)
    with pytest.raises(Refused, match="inte från kommandoraden"):
        check_claim(claim=claim, on=MAY, by="Demodata")


def test_whoever_has_left_cannot_act(office):
    claim = office.certified()
    with pytest.raises(PermissionDenied):
        check_claim(claim=claim, on=MAY, by=leave(office.checker))


def test_a_limit_stops_the_decision_of_more_but_not_of_a_part_below_it(world, office):
    limited = right(world.association, "beslutsattest", world.user("verksamhetsutvecklare"), limit=50_000 * KR)
    claim = office.checked(100_000)
    with pytest.raises(Refused, match="gäller upp till"):
        approve_claim(claim=claim, on=MAY, by=limited.person)
    approve_claim(claim=claim, on=MAY, by=limited.person, amount=50_000 * KR, reason="Resten är hyra.")
    assert claim.state == "godkänd"


def test_one_with_two_hats_does_not_attest_what_they_certified(world, office):
    """The municipality's economist who is also the association's."""
    both = world.party_user()
    both.memberships.create(association=world.association, role="ekonom")
    right(world.association, "sakattest", both)
    claim = office.certified()
    with pytest.raises(Refused, match="Ingen attesterar sitt eget"):
        check_claim(claim=claim, on=MAY, by=both)


def test_the_chair_decides_what_the_head_hands_in_for_themselves(world, office):
    chair = world.user("styrelseledamot")
    right(world.association, "beslutsattest", chair, scope="chefens")
    office.of.owner = None
    office.of.save()
    claim = office.register(by=office.decider)
    certify_claim(claim=claim, on=MAY, by=office.decider)
    check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="Ingen attesterar sitt eget"):
        approve_claim(claim=claim, on=MAY, by=office.decider)
    assert approve_claim(claim=claim, on=MAY, by=chair).state == "godkänd"


def test_a_right_to_certify_names_who_at_the_party_may(world, office):
    other = world.party_user("samordnare")
    other.memberships.update(role="insatsagare")
    right(world.association, "intygande", other, scope="en", intervention=office.of)
    claim = office.register()
    with pytest.raises(Refused, match="det är inte du"):
        certify_claim(claim=claim, on=MAY, by=office.owner)
    assert certify_claim(claim=claim, on=MAY, by=other).state == "intygad"


def test_where_attest_is_done_in_the_accounting_system_the_ekonom_writes_in_who_did_it(world, office):
    Policy.objects.create(association=world.association, attest_place="ekonomisystemet")
    claim = office.certified()
    with pytest.raises(Refused, match="attesterar i ekonomisystemet"):
        check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="Skriv vilka två"):
        record_attest(claim=claim, on=MAY, by=office.checker, who="")
    record_attest(claim=claim, on=MAY, by=office.checker, who="Anna Ek och Bo Lind")
    assert (claim.state, claim.attested_there, claim.decided_by) == ("godkänd", "Anna Ek och Bo Lind", None)
    assert left(office) == 500_000
    Policy.objects.update(attest_place="här")
    with pytest.raises(Refused, match="Förbundet attesterar här"):
        record_attest(claim=office.certified(number="2"), on=MAY, by=office.checker, who="A och B")


def test_days_follow_each_other_and_are_not_to_come(office):
    claim = office.certified()
    with pytest.raises(Refused, match="Dagen kan inte vara före"):
        check_claim(claim=claim, on=date(2024, 5, 1), by=office.checker)
    with pytest.raises(Refused, match="har inte varit än"):
        check_claim(claim=claim, on=date(2999, 1, 1), by=office.checker)
