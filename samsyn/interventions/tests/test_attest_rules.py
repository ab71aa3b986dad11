"""Who may take which step: rights with dates, limits, scopes and substitutes. No database."""

from datetime import date

import pytest

from samsyn.interventions.domain.attest import Deed, Right, Scope, able, holds_any, why_not
from samsyn.interventions.domain.words import AttestStep

CHECK, DECIDE = AttestStep.CHECK, AttestStep.DECIDE
HEAD, EKONOM, CHAIR, OTHER = 1, 2, 3, 4
START = date(2024, 1, 1)
ORDER = [
    Right(CHECK, EKONOM, START, substitute=OTHER),
    Right(DECIDE, HEAD, START, limit=500_000),
    Right(DECIDE, CHAIR, START, scope=Scope.OWN_COSTS),
]


def deed(step=CHECK, **fields):
    return Deed(**{"step": step, "day": date(2024, 5, 1), "amount": 100_000, "intervention": 9, **fields})


def test_the_person_and_the_substitute_may():
    assert able(ORDER, deed(), {HEAD, EKONOM, OTHER}) == [EKONOM, OTHER]
    assert why_not(OTHER, ORDER, deed()) == []


def test_whoever_has_left_is_never_the_one_to_act():
    assert able(ORDER, deed(), {HEAD, OTHER}) == [OTHER]


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2025, 1, 1)])
def test_a_right_holds_between_its_dates(day):
    rights = [Right(CHECK, EKONOM, START, end=date(2024, 12, 31))]
    assert why_not(EKONOM, rights, deed(day=day))
    assert not why_not(EKONOM, rights, deed(day=date(2024, 12, 31)))


def test_a_limit_is_said_with_its_amount():
    assert why_not(HEAD, ORDER, deed(DECIDE, amount=500_000)) == []
    assert "gäller upp till" in why_not(HEAD, ORDER, deed(DECIDE, amount=500_001))[0]
    assert able(ORDER, deed(DECIDE, amount=-500_001), {HEAD}) == []


def test_a_right_for_one_intervention_is_for_no_other():
    rights = [Right(CHECK, EKONOM, START, scope=Scope.ONE, intervention=9)]
    assert why_not(EKONOM, rights, deed()) == []
    assert why_not(EKONOM, rights, deed(intervention=8))


def test_nobody_attests_their_own():
    assert "Ingen attesterar sitt eget" in why_not(EKONOM, ORDER, deed(claimants=frozenset({EKONOM})))[0]
    assert able(ORDER, deed(claimants=frozenset({EKONOM})), {EKONOM, OTHER}) == [OTHER]


def test_who_checked_does_not_decide():
    rights = [*ORDER, Right(DECIDE, EKONOM, START)]
    assert "görs av någon annan" in why_not(EKONOM, rights, deed(DECIDE, checked_by=EKONOM))[0]
    assert why_not(EKONOM, rights, deed(DECIDE, checked_by=OTHER)) == []


def test_the_chair_decides_the_heads_own_costs_and_only_those():
    own = deed(DECIDE, claimants=frozenset({HEAD}), heads_own=True)
    assert able(ORDER, own, {HEAD, EKONOM, CHAIR}) == [CHAIR]
    assert able(ORDER, deed(DECIDE), {HEAD, EKONOM, CHAIR}) == [HEAD]
    assert "av ordföranden" in why_not(EKONOM, ORDER, own)[0]


def test_whoever_may_attest_may_send_back_but_not_their_own():
    assert holds_any(HEAD, ORDER, deed())
    assert not holds_any(99, ORDER, deed())
    assert not holds_any(HEAD, ORDER, deed(claimants=frozenset({HEAD})))
