"""What makes a document acceptable and how much of it can be approved: rules without a database."""

from datetime import date

import pytest

from samsyn.core.money import NBSP
from samsyn.interventions.domain.approval import (
    Answer,
    Placing,
    approval_problems,
    cap,
    over,
    place_cost,
    surplus_amount,
)
from samsyn.interventions.domain.claims import ClaimLine, Ground, Original, Paper, Term, amount_of, problems
from samsyn.interventions.domain.commitments import Entry, EntryKind
from samsyn.interventions.domain.words import ClaimForm, PaymentForm, Surplus

KR = 100
TERM = Term(1, date(2023, 1, 1), date(2025, 12, 31), PaymentForm.ACTUAL)
ENDED = Term(1, date(2023, 1, 1), date(2024, 6, 30), PaymentForm.ACTUAL)
AHEAD = Term(1, date(2023, 1, 1), date(2025, 12, 31), PaymentForm.ADVANCE)


def paper(**fields):
    values = {
        "form": ClaimForm.REQUISITION,
        "number": "2024-1",
        "period_from": date(2024, 1, 1),
        "period_to": date(2024, 4, 30),
        "received": date(2024, 5, 5),
        "rows": (ClaimLine("löner", 200_000 * KR), ClaimLine("lokal", 48_000 * KR)),
    }
    return Paper(**{**values, **fields})


def ground(**fields):
    return Ground(**{"signed": (TERM,), "cap": 500_000 * KR, **fields})


def said(about, on):
    return " ".join(problems(about, on)).replace(NBSP, " ")


def test_a_document_inside_its_agreement_is_accepted():
    assert problems(paper(total=248_000 * KR), ground()) == []


def test_more_than_what_remains_is_accepted_so_that_nothing_is_lost():
    assert problems(paper(), ground(cap=1)) == []


@pytest.mark.parametrize(
    ("about", "on", "sentence"),
    [
        ({"number": ""}, {}, "Skriv dokumentets nummer."),
        ({"number": " 2024-A"}, {"numbers": frozenset({"2024-a"})}, "Nummer 2024-A finns redan"),
        ({}, {"signed": ()}, "Det finns ingen överenskommelse"),
        ({}, {"signed": (), "unsigned": True}, "Överenskommelsen är inte undertecknad än"),
        ({"period_to": date(2024, 12, 31)}, {"signed": (ENDED,)},
         "ligger utanför överenskommelsen, som gäller 1 januari 2023 – 30 juni 2024"),
        ({}, {"cap": 0}, "Inget återstår av det som beviljats"),
        ({"total": 250_000 * KR}, {},
         "Raderna blir 248 000 kr men dokumentets summa är 250 000 kr. Det skiljer 2 000 kr."),
        ({"rows": (ClaimLine("lokal", 40_000 * KR, vat=10_000 * KR),)}, {}, "Raden lokal har moms 10 000 kr"),
        ({"rows": (ClaimLine("lokal", 40_000 * KR, vat=20_000 * KR),), "vat_checked": True}, {},
         "för stor mot beloppet"),
        ({"rows": ()}, {}, "Skriv minst en rad"),
        ({"rows": (ClaimLine("löner", -5),)}, {}, "Lämna in en kredit"),
        ({"period_to": date(2023, 12, 31)}, {}, "slutar innan den börjar"),
        ({"period_from": date(2023, 12, 1)}, {}, "går över ett årsskifte"),
        ({"received": date(2023, 12, 1)}, {}, "hade inte börjat"),
        ({"received": date(2024, 6, 1)}, {"today": date(2024, 5, 31)}, "den dagen har inte varit"),
        ({}, {"own_running": True}, "drivs i egen regi"),
        ({}, {"signed": (AHEAD,)}, "betalas i förskott"),
        ({"form": ClaimForm.ADVANCE}, {}, "betalas i efterskott"),
        ({"form": ClaimForm.CREDIT, "rows": (ClaimLine("löner", -5),)}, {}, "Välj vilket dokument"),
    ],
)  # fmt: skip
def test_every_refusal_has_a_plain_reason(about, on, sentence):
    assert sentence in said(paper(**about), ground(**on))


def test_a_row_with_vat_is_asked_about_and_accepted_once_it_is_answered():
    rows = (ClaimLine("lokal", 40_000 * KR, vat=10_000 * KR),)
    assert problems(paper(rows=rows, vat_checked=True), ground()) == []


EARLY = date(2024, 4, 29)


@pytest.mark.parametrize("form", [ClaimForm.REQUISITION, ClaimForm.INVOICE, ClaimForm.SETTLEMENT])
def test_a_period_that_is_not_over_is_asked_about_and_accepted_once_it_is_answered(form):
    on = ground(signed=(AHEAD if form is ClaimForm.SETTLEMENT else TERM,))
    early = paper(form=form, received=EARLY)
    assert "Perioden är inte slut. Den går till och med 30 april 2024" in said(early, on)
    assert problems(paper(form=form, received=EARLY, period_checked=True), on) == []
    assert problems(paper(form=form, received=date(2024, 4, 30)), on) == []  # its last day


def test_an_advance_and_a_credit_come_before_the_period_is_over_without_a_question():
    advance = paper(form=ClaimForm.ADVANCE, received=EARLY)
    assert problems(advance, ground(signed=(AHEAD,), instalments=((date(2024, 1, 15), 300_000 * KR),))) == []
    credit = paper(form=ClaimForm.CREDIT, received=EARLY, rows=(ClaimLine("löner", -5),))
    assert problems(credit, ground(original=Original("rekvisition 1", 5, counted=True, term=1))) == []


def test_every_reason_is_given_at_once():
    wrong = paper(number="", rows=(ClaimLine("lokal", 0),), total=5)
    assert len(problems(wrong, ground(signed=()))) == 4


def test_a_credit_larger_than_what_is_left_of_its_original_is_refused():
    credit = paper(form=ClaimForm.CREDIT, rows=(ClaimLine("löner", -30_001 * KR),))
    on = ground(original=Original("rekvisition 1", 30_000 * KR, counted=True, term=1))
    assert "Krediten är på 30 001 kr, men av rekvisition 1 återstår 30 000 kr att ta tillbaka." in said(credit, on)
    assert problems(paper(form=ClaimForm.CREDIT, rows=(ClaimLine("löner", -30_000 * KR),)), on) == []


def test_a_credit_of_what_is_not_approved_is_refused():
    credit = paper(form=ClaimForm.CREDIT, rows=(ClaimLine("löner", -1),))
    assert "är inte godkänd" in said(credit, ground(original=Original("rekvisition 1", 5, counted=False, term=1)))


def test_advances_follow_the_instalments_of_the_agreement():
    on = ground(signed=(AHEAD,), instalments=((date(2024, 1, 15), 100_000 * KR), (date(2024, 7, 1), 50_000 * KR)))
    advance = paper(form=ClaimForm.ADVANCE, rows=(ClaimLine("löner", 100_000 * KR),))
    assert problems(advance, on) == []
    assert "ger högst 100 000 kr" in said(paper(form=ClaimForm.ADVANCE), on)
    more = ground(signed=(AHEAD,), instalments=on.instalments, advanced=100_000 * KR)
    assert "ger inget mer förskott" in said(advance, more)


def test_a_settlement_asks_for_actual_cost_less_advances():
    rows = (ClaimLine("löner", 80_000 * KR),)
    assert amount_of(ClaimForm.SETTLEMENT, rows, 100_000 * KR) == -20_000 * KR
    assert amount_of(ClaimForm.SETTLEMENT, rows, -5) == 80_000 * KR
    assert amount_of(ClaimForm.REQUISITION, rows, 100_000 * KR) == 80_000 * KR


@pytest.mark.parametrize(
    ("surplus", "amount", "word"),
    [(Surplus.REPAID, -5, "betalas tillbaka"), (Surplus.RECEIVABLE, -5, "fordran"),
     (Surplus.CARRIED, 0, "förs vidare")],
)  # fmt: skip
def test_a_surplus_is_handled_as_the_agreement_says(surplus, amount, word):
    approved, text = surplus_amount(ClaimForm.SETTLEMENT, -5, surplus)
    assert approved == amount
    assert word in text


# --- the cap --------------------------------------------------------------------------------------------------------


def entry(day, amount, kind=EntryKind.DECIDED):
    return Entry(1, day, kind, amount)


def test_the_cap_is_what_remained_when_it_came_and_what_remains_later():
    held = [entry(date(2024, 1, 1), 100), entry(date(2024, 3, 1), -30), entry(date(2024, 6, 1), 50)]
    assert cap(held, [date(2024, 2, 1)]) == 70  # something later has used it
    assert cap(held, [date(2024, 6, 1)]) == 120
    assert cap(held, [date(2024, 4, 1), date(2024, 7, 1)]) == 70  # money decided after it came does not help it
    assert cap([], [date(2024, 1, 1)]) == 0


def test_one_krona_above_what_remains_says_how_much_can_be_approved():
    text = over(248_001 * KR, 248_000 * KR).replace(NBSP, " ")
    assert text.startswith("Beloppet är 1 kr mer än de 248 000 kr som återstår. Högst 248 000 kr kan godkännas")
    assert over(248_000 * KR, 248_000 * KR) == ""
    assert "Inget återstår" in over(1, -5)


@pytest.mark.parametrize(
    ("asked", "amount", "highest", "reason", "wrong"),
    [
        (100, 100, 100, "", False), (100, 99, 100, "", True), (100, 99, 100, "nedsatt", False),
        (100, 101, 200, "mer", True), (100, 0, 100, "inget", True), (100, 100, 99, "", True),
        (-20, -20, 0, "", False), (-20, -10, 0, "del", True), (0, 0, 0, "", False),
    ],
)  # fmt: skip
def test_a_part_needs_a_reason_and_room(asked, amount, highest, reason, wrong):
    assert bool(approval_problems(asked, amount, highest, reason)) is wrong


# --- the year -------------------------------------------------------------------------------------------------------

LATE, DAY = date(2023, 12, 31), date(2024, 2, 1)


def test_a_document_of_this_year_is_a_cost_the_day_it_is_decided():
    assert place_cost(ClaimForm.REQUISITION, date(2024, 1, 31), DAY, None, closed=False) == Placing(DAY)


def test_a_late_one_settles_the_whole_answer_so_that_only_the_difference_is_new():
    assert place_cost(ClaimForm.INVOICE, LATE, DAY, Answer(7, 90), closed=True) == Placing(DAY, 7, 90)


def test_a_late_one_without_answer_is_the_open_years_when_the_old_is_closed_else_the_old_years():
    assert place_cost(ClaimForm.REQUISITION, LATE, DAY, None, closed=True) == Placing(DAY)
    assert place_cost(ClaimForm.REQUISITION, LATE, DAY, None, closed=False) == Placing(LATE)
    assert place_cost(ClaimForm.REQUISITION, LATE, DAY, Answer(7, 0), closed=False) == Placing(LATE)


def test_a_late_one_after_the_answer_is_settled_or_dissolved_is_the_open_years_though_the_old_is_open():
    gone = Answer(7, 0, gone=True)
    assert place_cost(ClaimForm.REQUISITION, LATE, DAY, gone, closed=False) == Placing(DAY, answered=True)


def test_a_credit_never_settles_an_answer():
    assert place_cost(ClaimForm.CREDIT, LATE, DAY, Answer(7, 90), closed=True) == Placing(DAY)
