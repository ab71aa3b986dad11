"""Agreements through the actions: from a decision, in versions, signed on paper or by upload, refused for a no."""

from datetime import date as d

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions.agreements import draft_agreement, sign_agreement
from samsyn.interventions.actions.decisions import reject
from samsyn.interventions.domain.words import DecisionKind, PaymentForm
from samsyn.interventions.models import Agreement, Document
from samsyn.interventions.tests import builder
from samsyn.interventions.tests.cases import KR, at_board, paragraph


@pytest.fixture
def decision(world):
    of = builder.intervention(world.association, state="beviljad")
    return builder.decided(of, {2023: 400_000, 2024: 400_000})


def drafted(world, decision, **changed):
    values = {"valid_from": d(2023, 1, 1), "valid_to": d(2024, 12, 31), "by": world.user("forbundschef"), **changed}
    return draft_agreement(decision=decision, **values)


def signed(world, agreement, on=d(2022, 12, 20), **changed):
    values = {"signed_by": "Kommunchefen och ordföranden", "by": world.user("forbundschef"), **changed}
    return sign_agreement(agreement=agreement, on=on, **values)


def test_a_draft_takes_its_amount_and_number_from_the_decision(world, decision):
    made = drafted(world, decision)
    assert (made.number, made.version, made.amount, made.state) == ("Ö 1/2022", 1, 800_000 * KR, "utkast")
    again = drafted(world, decision, claim_months=3)
    assert (again.pk, again.claim_months, Agreement.objects.count()) == (made.pk, 3, 1)


def test_an_agreement_for_a_rejected_application_is_refused(world):
    no = reject(application=at_board(world), reasons="Nej, därför.", on=d(2024, 11, 25), by=world.user("forbundschef"),
                paragraph=paragraph(world, outcome="avslag"))  # fmt: skip
    with pytest.raises(Refused) as refused:
        drafted(world, no)
    assert "avslagen" in refused.value.errors[0]
    assert not Agreement.objects.exists()


def test_own_running_has_no_agreement(world, decision):
    own = builder.intervention(world.association, key="forum", run_by="egen", project="P02")
    with pytest.raises(Refused):
        drafted(world, builder.decided(own, {2024: 5}))


def test_signing_starts_the_intervention_and_may_bring_the_signed_copy(world, decision):
    made = signed(world, drafted(world, decision), file=ContentFile(b"%PDF-1.7 x", "avtal.pdf"), name="avtal.pdf")
    assert (made.state, made.signed, made.signed_by) == (
        "undertecknad",
        d(2022, 12, 20),
        "Kommunchefen och ordföranden",
    )
    assert made.intervention.state == "pågår"
    assert Document.objects.get(agreement=made).name == "avtal.pdf"
    assert Event.objects.filter(verb="agreement.sign").count() == 1


def test_a_signed_copy_that_is_a_program_is_refused_and_nothing_is_signed(world, decision):
    with pytest.raises(Refused):
        signed(world, drafted(world, decision), file=ContentFile(b"MZ\x90", "avtal.pdf"), name="avtal.pdf")
    assert Agreement.objects.get().state == "utkast"


def test_signing_says_who_when_and_only_once(world, decision):
    made = drafted(world, decision)
    with pytest.raises(Refused) as refused:
        signed(world, made, on=d(2022, 12, 4), signed_by=" ")
    assert len(refused.value.errors) == 2
    signed(world, made)
    with pytest.raises(Refused):
        signed(world, made)


def test_the_owner_s_user_may_sign_but_not_draft_and_nobody_else_s(world, decision):
    made = drafted(world, decision)
    owner = world.party_user()
    with pytest.raises(PermissionDenied):
        drafted(world, decision, by=owner)
    with pytest.raises(PermissionDenied):
        signed(world, made, by=world.party_user(party="Region Ån"))
    assert signed(world, made, by=owner).state == "undertecknad"


def test_a_new_version_adds_the_change_and_replaces_the_old_when_signed(world, decision):
    first = signed(world, drafted(world, decision))
    more = builder.decided(decision.intervention, {2024: 50_000}, d(2023, 6, 1), DecisionKind.MORE)
    second = drafted(world, more, number=first.number)
    assert (second.version, second.amount) == (2, 850_000 * KR)
    first.refresh_from_db()
    assert first.state == "undertecknad"  # until the new one is signed
    signed(world, second, on=d(2023, 6, 20))
    first.refresh_from_db()
    assert first.state == "ersatt"
    terms = drafted(world, more, number=first.number, terms="Nya villkor")
    assert (terms.version, terms.amount) == (3, 850_000 * KR)


def test_a_new_version_covers_what_the_old_one_did(world, decision):
    first = signed(world, drafted(world, decision))
    more = builder.decided(decision.intervention, {2024: 50_000}, d(2023, 6, 1), DecisionKind.MORE)
    with pytest.raises(Refused):
        drafted(world, more, number=first.number, valid_from=d(2023, 7, 1))


def test_a_number_belongs_to_one_intervention(world, decision):
    first = drafted(world, decision)
    other = builder.intervention(world.association, key="annan", name="Annan")
    with pytest.raises(Refused):
        drafted(world, builder.decided(other, {2024: 5}), number=first.number)


def test_advances_are_kept_with_their_days(world, decision):
    made = drafted(world, decision, payment=PaymentForm.ADVANCE,
                   instalments=[(d(2023, 1, 15), 200_000 * KR), (d(2024, 1, 15), 200_000 * KR)])  # fmt: skip
    assert [(row.due, row.amount // KR) for row in made.instalments.all()] == [
        (d(2023, 1, 15), 200_000), (d(2024, 1, 15), 200_000),
    ]  # fmt: skip
    with pytest.raises(Refused):
        drafted(world, decision, payment=PaymentForm.ADVANCE)
