"""Documents through their actions: registered, certified, attested by two, paid; refused, cut, returned, credited."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from samsyn.core.models import Event
from samsyn.core.money import NBSP
from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.domain.commitments import movement, remaining
from samsyn.interventions.models import Claim, Confirmation, Document, Instalment, Policy
from samsyn.interventions.queries.ledger import accrued_debt, entries
from samsyn.interventions.tests.builder import KR, claimed, decided, intervention
from samsyn.interventions.tests.claiming import leave, make_office, right
from samsyn.ledger.models import FiscalYear

MAY = date(2024, 5, 10)


@pytest.fixture
def office(world):
    return make_office(world)


def left(office, day=date(2030, 1, 1)):
    return remaining(entries(office.of.association), day) // KR


def words(refused) -> str:
    return " ".join(refused.value.errors).replace(NBSP, " ")


def test_from_registration_to_payment(office):
    claim = office.approved(100_000)
    assert (claim.state, claim.approved, claim.cost_date) == ("godkänd", 100_000 * KR, MAY)
    assert (claim.certified_by, claim.checked_by, claim.decided_by) == (office.owner, office.checker, office.decider)
    assert claim.agreement == office.agreement
    assert left(office) == 500_000
    actions.pay_claim(claim=claim, on=date(2024, 5, 28), by=office.checker, reference="BG 1")
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
        actions.certify_claim(claim=claim, on=MAY, by=office.checker)
    actions.certify_claim(claim=claim, on=MAY, by=office.checker, paper_name="Eva Lind, enhetschef")
    assert (claim.state, claim.certified_by, claim.certified_name) == ("intygad", None, "Eva Lind, enhetschef")
    assert actions.check_claim(claim=claim, on=MAY, by=office.checker).state == "sakattesterad"  # not their own


def test_nobody_writes_a_paper_for_what_came_online(office):
    with pytest.raises(Refused, match="kom inte på papper"):
        actions.certify_claim(claim=office.register(), on=MAY, by=office.checker, paper_name="Någon")


def test_another_partys_people_neither_register_nor_certify(world, office):
    other = world.party_user(party="Bergs kommun")
    with pytest.raises(PermissionDenied):
        office.register(by=other)
    claim = office.register()
    with pytest.raises(PermissionDenied):
        actions.certify_claim(claim=claim, on=MAY, by=other)


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
        actions.approve_claim(claim=claim, on=MAY, by=office.decider)


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


# --- above the cap --------------------------------------------------------------------------------------------------


def test_one_krona_above_what_remains_is_partly_approved_or_returned_never_lost(office):
    claim = office.checked(600_001)
    with pytest.raises(Refused) as refused:
        actions.approve_claim(claim=claim, on=MAY, by=office.decider)
    assert "1 kr mer än de 600 000 kr som återstår. Högst 600 000 kr kan godkännas" in words(refused)
    with pytest.raises(Refused, match="Skriv varför"):
        actions.approve_claim(claim=claim, on=MAY, by=office.decider, amount=600_000 * KR)
    actions.approve_claim(claim=claim, on=MAY, by=office.decider, amount=600_000 * KR, reason="Mer finns inte.")
    assert (claim.approved, claim.amount, claim.returned_why) == (600_000 * KR, 600_001 * KR, "Mer finns inte.")
    assert left(office) == 0
    with pytest.raises(Refused, match="Inget återstår"):
        office.register(number="2")


def test_a_returned_document_is_changed_and_certified_anew(office):
    claim = office.checked(700_000)
    with pytest.raises(Refused, match="Skriv varför"):
        actions.return_claim(claim=claim, reason="", on=MAY, by=office.decider)
    actions.return_claim(claim=claim, reason="Mer än som återstår.", on=MAY, by=office.decider)
    assert (claim.state, claim.certified_by, claim.checked_by) == ("återsänd", None, None)
    actions.change_claim(
        claim=claim, number="1", period_from=claim.period_from, period_to=claim.period_to, received=MAY,
        rows=[ClaimLine("löner", 600_000 * KR)], by=office.owner,
    )  # fmt: skip
    claim.refresh_from_db()
    assert (claim.state, claim.amount, claim.rows.get().amount) == ("inkommen", 600_000 * KR, 600_000 * KR)
    with pytest.raises(Refused, match="när det är ett utkast eller återsänt"):
        actions.change_claim(
            claim=claim, number="1", period_from=claim.period_from, period_to=claim.period_to, received=MAY,
            rows=[ClaimLine("löner", 1)], by=office.owner,
        )  # fmt: skip


def test_a_document_that_came_earlier_cannot_take_what_a_later_one_has_used(office):
    early = office.checked(400_000, "1", received=date(2024, 5, 6))
    office.approved(
        400_000, "2", period_from=date(2024, 5, 1), period_to=date(2024, 8, 31), received=date(2024, 9, 2),
        on=date(2024, 9, 5),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.approve_claim(claim=early, on=date(2024, 9, 6), by=office.decider)
    assert "Högst 200 000 kr" in words(refused)


def test_money_decided_after_it_came_does_not_raise_its_cap(office):
    claim = office.checked(650_000)
    decided(office.of, {2024: 100_000}, date(2024, 5, 9))
    with pytest.raises(Refused) as refused:
        actions.approve_claim(claim=claim, on=MAY, by=office.decider)
    assert "Högst 600 000 kr" in words(refused)


def test_drafts_are_saved_half_done_and_handed_in_later(office):
    claim = office.register(rows=[], submit=False)
    assert (claim.state, claim.received) == ("utkast", None)
    with pytest.raises(Refused, match="Skriv minst en rad"):
        actions.change_claim(
            claim=claim, number="1", period_from=claim.period_from, period_to=claim.period_to, rows=[], received=MAY,
            by=office.owner,
        )  # fmt: skip


# --- attest ---------------------------------------------------------------------------------------------------------


def test_two_different_people_attest(world, office):
    right(world.association, "beslutsattest", office.checker)
    claim = office.checked()
    with pytest.raises(Refused, match="görs av någon annan"):
        actions.approve_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="är ska beslutsattesteras"):
        actions.check_claim(claim=claim, on=MAY, by=office.checker)


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
        actions.check_claim(claim=claim, on=MAY, by=world.user("verksamhetsutvecklare"))
    with pytest.raises(PermissionDenied):
        actions.check_claim(claim=claim, on=MAY, by=office.owner)
    with pytest.raises(Refused, match="inte från kommandoraden"):
        actions.check_claim(claim=claim, on=MAY, by="Demodata")


def test_whoever_has_left_cannot_act(office):
    claim = office.certified()
    with pytest.raises(PermissionDenied):
        actions.check_claim(claim=claim, on=MAY, by=leave(office.checker))


def test_a_limit_stops_the_decision_of_more_but_not_of_a_part_below_it(world, office):
    limited = right(world.association, "beslutsattest", world.user("verksamhetsutvecklare"), limit=50_000 * KR)
    claim = office.checked(100_000)
    with pytest.raises(Refused, match="gäller upp till"):
        actions.approve_claim(claim=claim, on=MAY, by=limited.person)
    actions.approve_claim(claim=claim, on=MAY, by=limited.person, amount=50_000 * KR, reason="Resten är hyra.")
    assert claim.state == "godkänd"


def test_one_with_two_hats_does_not_attest_what_they_certified(world, office):
    """The municipality's economist who is also the association's."""
    both = world.party_user()
    both.memberships.create(association=world.association, role="ekonom")
    right(world.association, "sakattest", both)
    claim = office.certified()
    with pytest.raises(Refused, match="Ingen attesterar sitt eget"):
        actions.check_claim(claim=claim, on=MAY, by=both)


def test_the_chair_decides_what_the_head_hands_in_for_themselves(world, office):
    chair = world.user("styrelseledamot")
    right(world.association, "beslutsattest", chair, scope="chefens")
    office.of.owner = None
    office.of.save()
    claim = office.register(by=office.decider)
    actions.certify_claim(claim=claim, on=MAY, by=office.decider)
    actions.check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="Ingen attesterar sitt eget"):
        actions.approve_claim(claim=claim, on=MAY, by=office.decider)
    assert actions.approve_claim(claim=claim, on=MAY, by=chair).state == "godkänd"


def test_a_right_to_certify_names_who_at_the_party_may(world, office):
    other = world.party_user("samordnare")
    other.memberships.update(role="insatsagare")
    right(world.association, "intygande", other, scope="en", intervention=office.of)
    claim = office.register()
    with pytest.raises(Refused, match="det är inte du"):
        actions.certify_claim(claim=claim, on=MAY, by=office.owner)
    assert actions.certify_claim(claim=claim, on=MAY, by=other).state == "intygad"


def test_where_attest_is_done_in_the_accounting_system_the_ekonom_writes_in_who_did_it(world, office):
    Policy.objects.create(association=world.association, attest_place="ekonomisystemet")
    claim = office.certified()
    with pytest.raises(Refused, match="attesterar i ekonomisystemet"):
        actions.check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="Skriv vilka två"):
        actions.record_attest(claim=claim, on=MAY, by=office.checker, who="")
    actions.record_attest(claim=claim, on=MAY, by=office.checker, who="Anna Ek och Bo Lind")
    assert (claim.state, claim.attested_there, claim.decided_by) == ("godkänd", "Anna Ek och Bo Lind", None)
    assert left(office) == 500_000
    Policy.objects.update(attest_place="här")
    with pytest.raises(Refused, match="Förbundet attesterar här"):
        actions.record_attest(claim=office.certified(number="2"), on=MAY, by=office.checker, who="A och B")


def test_days_follow_each_other_and_are_not_to_come(office):
    claim = office.certified()
    with pytest.raises(Refused, match="Dagen kan inte vara före"):
        actions.check_claim(claim=claim, on=date(2024, 5, 1), by=office.checker)
    with pytest.raises(Refused, match="har inte varit än"):
        actions.check_claim(claim=claim, on=date(2999, 1, 1), by=office.checker)


# --- a document late for a closed year --------------------------------------------------------------------------------

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


# --- credits and corrections ------------------------------------------------------------------------------------------


def credit(office, original, amount, number="K1", **fields):
    return office.register(
        number=number, form="kredit", original=original, rows=[ClaimLine("löner", -amount * KR)], **fields
    )


def test_a_credit_is_a_document_of_its_own_that_points_at_its_original(office):
    original = office.approved(100_000)
    claim = credit(office, original, 30_000)
    actions.certify_claim(claim=claim, on=MAY, by=office.owner)
    actions.check_claim(claim=claim, on=MAY, by=office.checker)
    actions.approve_claim(claim=claim, on=MAY, by=office.decider)
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
    actions.certify_claim(claim=claim, on=MAY, by=office.owner)
    actions.check_claim(claim=claim, on=MAY, by=office.checker)
    with pytest.raises(Refused, match="mer än de"):
        actions.approve_claim(claim=claim, on=MAY, by=office.decider)


def test_a_document_taken_over_from_before_can_be_credited(office):
    original = claimed(office.of, 100_000, "gammal")
    Claim.objects.filter(pk=original.pk).update(agreement=None)
    original.refresh_from_db()
    assert credit(office, original, 5_000).state == "inkommen"


# --- advances ---------------------------------------------------------------------------------------------------------


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


# --- evidence and what is taken over ----------------------------------------------------------------------------------


def pdf(name="underlag.pdf", content=b"%PDF-1.7 ..."):
    return ContentFile(content, name)


def test_several_files_are_kept_under_random_names_outside_the_web(office):
    claim = office.register(files=[pdf(), pdf("lönelista.pdf")])
    assert sorted(claim.documents.values_list("name", flat=True)) == ["lönelista.pdf", "underlag.pdf"]
    assert all("underlag" not in document.file.name for document in claim.documents.all())


def test_bad_evidence_refuses_the_whole_document_and_names_each_file(office):
    big = pdf("stor.pdf")
    big.size = 200 * 1024 * 1024
    with pytest.raises(Refused) as refused:
        office.register(files=[big, pdf("virus.exe", b"MZ..."), pdf("falsk.pdf", b"MZ..."), pdf()])
    text = words(refused)
    assert "stor.pdf är för stor (200 MB)" in text
    assert "virus.exe: filer av det slaget" in text
    assert "falsk.pdf: innehållet stämmer inte" in text
    assert not Claim.objects.exists()
    assert not Document.objects.exists()


def test_evidence_is_taken_away_only_while_the_party_holds_the_document(office):
    claim = office.register(files=[pdf()], submit=False)
    actions.remove_evidence(document=claim.documents.get(), by=office.owner)
    assert not claim.documents.exists()
    held = office.register(number="2", files=[pdf()])
    with pytest.raises(Refused, match="underlag ligger kvar"):
        actions.remove_evidence(document=held.documents.get(), by=office.owner)


def test_what_was_attested_before_is_taken_over_and_marked(world, office):
    values = {
        "intervention": office.of, "period_from": date(2023, 1, 1), "period_to": date(2023, 4, 30),
        "rows": [ClaimLine("löner", 40_000 * KR), ClaimLine("bil", 10_000 * KR)], "received": date(2023, 5, 5),
        "approved": date(2023, 5, 11), "paid": date(2023, 6, 1),
    }  # fmt: skip
    claim = actions.take_over_claim(number="J-R0001", by="Demodata", **values)
    assert (claim.state, claim.taken_over, claim.approved) == ("betald", True, 50_000 * KR)
    assert left(office) == 550_000
    with pytest.raises(Refused, match="finns redan"):
        actions.take_over_claim(number="J-R0001", by="Demodata", **values)
    with pytest.raises(PermissionDenied):
        actions.take_over_claim(number="J-R0002", by=office.owner, **values)
