"""Requisitions with every step of attest, and what year-end adds: asked in December, answered in January."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from samsyn.associations.models import User
from samsyn.demo.ops.cast import ACCOUNTANT, CHAIR, CHECKER, HEAD, Cast, Deeds, Turn
from samsyn.demo.ops.reading import ClaimRow, claims, texts
from samsyn.interventions.actions.attest import add_right
from samsyn.interventions.actions.claim_steps import approve_claim, certify_claim, check_claim, pay_claim, return_claim
from samsyn.interventions.actions.claims import register_claim, take_over_claim
from samsyn.interventions.actions.confirmations import answer_confirmation, ask_confirmations
from samsyn.interventions.domain.attest import Scope
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.domain.words import AttestStep, ClaimForm
from samsyn.interventions.models import Claim, Confirmation

FIRST_HERE = 2020  # what is older was attested before the association used Samsyn
ANSWERED_YEARS = range(2021, 2025)
ASKED, ANSWERED = (12, 10), (1, 12)
HEAD_LIMIT = 1_000_000_00  # öre
_DAY = timedelta(days=1)


def plan(cast: Cast, deeds: Deeds) -> None:
    """The attestordning at once; each requisition's steps and each year's questions to the deeds."""
    _rights(cast)
    given = claims(cast.association.slug)
    reason = texts(cast.association.slug)["returned_claim"]
    late: dict[int, dict[str, int]] = defaultdict(dict)
    for row in given:
        if cast.interventions[row.intervention].run_by == "egen":
            continue  # its costs are in the books, not in requisitions
        if row.year < FIRST_HERE:
            deeds.add(row.approved or row.received, Turn.CLAIM, partial(_take_over, cast, row))
        else:
            _steps(cast, deeds, row, reason)
        if row.late:
            late[row.year][row.intervention] = row.amount
    for year in ANSWERED_YEARS:
        deeds.add(date(year, *ASKED), Turn.YEAR_END, partial(_ask, cast, year))
        deeds.add(date(year + 1, *ANSWERED), Turn.YEAR_END, partial(_answer, cast, year, late[year]))


def _rights(cast: Cast) -> None:
    """One of the office checks and the head decides; the chair decides what the head has handed in."""

    def may(step: AttestStep, who: str, **fields: Any) -> None:
        add_right(association=cast.association, step=step, person=cast.users[who], start=date(FIRST_HERE, 1, 1),
                  by=cast.by, **fields)  # fmt: skip

    may(AttestStep.CHECK, CHECKER, substitute=cast.users[ACCOUNTANT])
    may(AttestStep.DECIDE, HEAD, limit=HEAD_LIMIT)
    may(AttestStep.DECIDE, CHAIR)
    may(AttestStep.DECIDE, CHAIR, scope=Scope.OWN_COSTS)


def lines(amounts: Mapping[str, int]) -> list[ClaimLine]:
    return [ClaimLine(label, amount) for label, amount in amounts.items()]


def _take_over(cast: Cast, row: ClaimRow) -> None:
    assert row.approved is not None
    take_over_claim(
        intervention=cast.interventions[row.intervention], number=row.number, period_from=row.period_from,
        period_to=row.period_to, rows=lines(row.lines), received=row.received, approved=row.approved, paid=row.paid,
        by=cast.by,
    )  # fmt: skip


# --- the steps ------------------------------------------------------------------------------------------------------


def _steps(cast: Cast, deeds: Deeds, row: ClaimRow, reason: str) -> None:
    """Handed in and certified by the party the day it came, checked the day before the decision, decided, paid."""
    made: list[Claim] = []
    by = cast.owner_of(row.intervention)
    deeds.add(row.received, Turn.CLAIM, lambda: made.append(hand_in(cast, row, by=by)))
    if row.approved is None:
        deeds.add(row.received + _DAY, Turn.CLAIM, lambda: _return(cast, made[0], row, reason))
        return
    decided = row.approved
    checked = max(decided - _DAY, row.received)
    deeds.add(checked, Turn.CLAIM, lambda: check_claim(claim=made[0], on=checked, by=cast.users[CHECKER]))
    deeds.add(decided, Turn.CLAIM, lambda: approve_claim(claim=made[0], on=decided, by=cast.users[HEAD]))
    if row.paid is not None:
        paid = row.paid
        deeds.add(paid, Turn.CLAIM, lambda: pay_claim(claim=made[0], on=paid, by=cast.users[ACCOUNTANT]))


def hand_in(cast: Cast, row: ClaimRow, *, by: User, certify: bool = True, **fields: Any) -> Claim:
    """Registered and, unless said otherwise, certified by the same person the day it came."""
    claim = register_claim(
        intervention=cast.interventions[row.intervention], form=ClaimForm.REQUISITION, number=row.number,
        period_from=row.period_from, period_to=row.period_to, rows=lines(row.lines), received=row.received, by=by,
        period_checked=row.received < row.period_to, **fields,
    )  # fmt: skip
    return certify_claim(claim=claim, on=row.received, by=by) if certify else claim


def _return(cast: Cast, claim: Claim, row: ClaimRow, reason: str) -> None:
    return_claim(claim=claim, reason=reason, on=row.received + _DAY, by=cast.users[CHECKER])


# --- year-end -------------------------------------------------------------------------------------------------------


def _ask(cast: Cast, year: int) -> None:
    ask_confirmations(association=cast.association, year=year, on=date(year, *ASKED), by=cast.users[ACCOUNTANT])


def _answer(cast: Cast, year: int, amounts: Mapping[str, int]) -> None:
    """Every owner answers: the amount that a late requisition later shows, nothing for the others."""
    asked: Iterable[Confirmation] = Confirmation.objects.filter(association=cast.association, year=year)
    for confirmation in asked:
        key = confirmation.intervention.key
        answer_confirmation(
            confirmation=confirmation, amount=amounts.get(key, 0), on=date(year + 1, *ANSWERED),
            by=cast.owner_of(key),
        )  # fmt: skip
