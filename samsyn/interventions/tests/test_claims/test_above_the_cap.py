"""More than what remains: cut, returned or saved for later, never lost and never paid."""

from datetime import date

import pytest

from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.claim_steps import approve_claim, return_claim
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.tests.builder import KR, decided
from samsyn.interventions.tests.test_claims.reading import MAY, left, words


def test_one_krona_above_what_remains_is_partly_approved_or_returned_never_lost(office):
    claim = office.checked(600_001)
    with pytest.raises(Refused) as refused:
        approve_claim(claim=claim, on=MAY, by=office.decider)
    assert "1 kr mer än de 600 000 kr som återstår. Högst 600 000 kr kan godkännas" in words(refused)
    with pytest.raises(Refused, match="Skriv varför"):
        approve_claim(claim=claim, on=MAY, by=office.decider, amount=600_000 * KR)
    approve_claim(claim=claim, on=MAY, by=office.decider, amount=600_000 * KR, reason="Mer finns inte.")
    assert (claim.approved, claim.amount, claim.returned_why) == (600_000 * KR, 600_001 * KR, "Mer finns inte.")
    assert left(office) == 0
    with pytest.raises(Refused, match="Inget återstår"):
        office.register(number="2")


def test_a_returned_document_is_changed_and_certified_anew(office):
    claim = office.checked(700_000)
    with pytest.raises(Refused, match="Skriv varför"):
        return_claim(claim=claim, reason="", on=MAY, by=office.decider)
    return_claim(claim=claim, reason="Mer än som återstår.", on=MAY, by=office.decider)
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
        approve_claim(claim=early, on=date(2024, 9, 6), by=office.decider)
    assert "Högst 200 000 kr" in words(refused)


def test_money_decided_after_it_came_does_not_raise_its_cap(office):
    claim = office.checked(650_000)
    decided(office.of, {2024: 100_000}, date(2024, 5, 9))
    with pytest.raises(Refused) as refused:
        approve_claim(claim=claim, on=MAY, by=office.decider)
    assert "Högst 600 000 kr" in words(refused)


def test_drafts_are_saved_half_done_and_handed_in_later(office):
    claim = office.register(rows=[], submit=False)
    assert (claim.state, claim.received) == ("utkast", None)
    with pytest.raises(Refused, match="Skriv minst en rad"):
        actions.change_claim(
            claim=claim, number="1", period_from=claim.period_from, period_to=claim.period_to, rows=[], received=MAY,
            by=office.owner,
        )  # fmt: skip
