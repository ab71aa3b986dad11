"""The service clock, what an application needs, and the rules of amounts: values only, no database."""

from datetime import date as d
from types import SimpleNamespace

import pytest

from samsyn.interventions.domain import agreements
from samsyn.interventions.domain.agreements import Terms
from samsyn.interventions.domain.applications import (
    TEXTS,
    TWO_INSTEAD,
    Draft,
    Ticking,
    clock,
    direction_fault,
    missing,
)
from samsyn.interventions.domain.commitments import Entry, EntryKind, YearLine
from samsyn.interventions.domain.decisions import Ruled, Standing, problems, returning, room, taken_back
from samsyn.interventions.domain.words import DecisionKind, PaymentForm, UnusedRule

REGION = SimpleNamespace(name="Region Ån", kind="region")
AN, BY = (SimpleNamespace(name=f"{name} kommun", kind="kommun") for name in ("Åns", "Byns"))
INSURANCE, EMPLOYMENT = (SimpleNamespace(name=n, kind="stat") for n in ("Försäkringskassan", "Arbetsförmedlingen"))
WRITTEN = dict.fromkeys(TEXTS, "Text")


# --- the clock ------------------------------------------------------------------------------------------------------


def test_the_clock_counts_from_the_day_it_came_in():
    found = clock([("submit", d(2025, 1, 10)), ("prepare", d(2025, 1, 20))], d(2025, 2, 9), 61)
    assert (found.state, found.days, found.due) == (Ticking.RUNNING, 30, d(2025, 3, 12))
    assert found.words == "30 av 61 dagar"


def test_the_clock_stands_still_while_the_applicant_completes():
    steps = [("submit", d(2025, 1, 10)), ("ask", d(2025, 1, 20)), ("complete", d(2025, 2, 19))]
    found = clock(steps, d(2025, 2, 24), 61)
    assert (found.days, found.paused_days) == (15, 30)
    assert found.due == d(2025, 4, 11)  # 61 days and 30 more
    waiting = clock(steps[:2], d(2025, 5, 30), 61)
    assert (waiting.state, waiting.days, waiting.since, waiting.due) == (Ticking.PAUSED, 10, d(2025, 1, 20), None)


def test_two_pauses_are_both_left_out():
    steps = [("submit", d(2025, 1, 1)), ("ask", d(2025, 1, 11)), ("complete", d(2025, 1, 21)),
             ("ask", d(2025, 1, 31)), ("complete", d(2025, 2, 10)), ("grant", d(2025, 2, 20))]  # fmt: skip
    found = clock(steps, d(2026, 1, 1), 61)
    assert (found.state, found.days, found.paused_days) == (Ticking.STOPPED, 30, 20)
    assert found.words == "Avgjord efter 30 dagar"


def test_a_draft_has_no_clock_and_a_late_one_says_so():
    assert clock([], d(2025, 1, 1), 61).words == ""
    assert clock([("submit", d(2025, 1, 1))], d(2025, 3, 4), 61).late
    assert not clock([("submit", d(2025, 1, 1))], d(2025, 3, 3), 61).late


def test_withdrawn_while_paused_stops_at_what_was_counted():
    steps = [("submit", d(2025, 1, 1)), ("ask", d(2025, 1, 11)), ("withdraw", d(2025, 3, 1))]
    assert clock(steps, d(2025, 6, 1), 61).days == 10


# --- what an application needs --------------------------------------------------------------------------------------


def whole(**changed):
    values = {"start": d(2025, 1, 1), "end": d(2026, 12, 31), "texts": WRITTEN, "parties": [AN, REGION],
              "budget": {2025: 100, 2026: 100}}  # fmt: skip
    return Draft(**{**values, **changed})


def test_a_whole_application_lacks_nothing():
    assert missing(whole()) == []


def test_everything_that_lacks_is_said_at_once():
    fields = {item.field for item in missing(Draft(None, None, {}))}
    assert fields == {*TEXTS, "start", "parties", "budget"}


@pytest.mark.parametrize(("parties", "refused"), [
    ([AN, BY], True), ([AN], True), ([], True), ([AN, REGION], False), ([INSURANCE, EMPLOYMENT], False),
    ([INSURANCE], True),
])  # fmt: skip
def test_parties_of_one_kind_cannot_apply(parties, refused):
    assert bool(missing(whole(parties=parties))) is refused


def test_the_office_s_own_application_needs_no_parties():
    assert missing(whole(parties=[], own=True)) == []


def test_amounts_outside_the_period_are_named():
    sentence = missing(whole(budget={2025: 100, 2027: 5_000_00}))[0].sentence
    assert sentence == "Budgeten har 5\u00a0000 kr för 2027, som ligger utanför perioden 2025–2026."


def test_a_mixed_intervention_must_be_two():
    assert direction_fault("båda") == TWO_INSTEAD
    assert direction_fault("individ") == direction_fault("struktur") == ""
    assert direction_fault("annat")


# --- amounts --------------------------------------------------------------------------------------------------------

LINES = [YearLine(2024, 600, 500, 0), YearLine(2025, 400, 0, 0)]
HERE = Standing(LINES, 500, d(2025, 12, 31), d(2024, 1, 1))


def test_a_move_sums_to_zero_and_takes_no_more_than_is_left_of_the_year():
    assert problems(DecisionKind.MOVE, {2024: -100, 2025: 100}, HERE, reason="skäl") == []
    assert "lika mycket" in problems(DecisionKind.MOVE, {2024: -100, 2025: 90}, HERE, reason="skäl")[0]
    assert "2024 har 1" in problems(DecisionKind.MOVE, {2024: -101, 2025: 101}, HERE, reason="skäl")[0]
    assert problems(DecisionKind.MOVE, {}, HERE, reason="skäl")


def test_a_reduction_takes_nothing_that_is_used():
    assert problems(DecisionKind.REDUCTION, {2025: -400, 2024: -100}, HERE, reason="skäl") == []
    assert "är använt" in problems(DecisionKind.REDUCTION, {2025: -501}, HERE, reason="skäl")[0]
    assert problems(DecisionKind.REDUCTION, {2025: 10}, HERE, reason="skäl")


def test_an_extension_needs_a_later_last_day_but_no_money():
    assert problems(DecisionKind.EXTENSION, {}, HERE, new_end=d(2026, 6, 30), reason="skäl") == []
    assert problems(DecisionKind.EXTENSION, {2026: 5}, HERE, reason="skäl") == ["Skriv den nya sista dagen."]
    assert problems(DecisionKind.EXTENSION, {}, HERE, new_end=d(2025, 12, 31), reason="skäl")


def test_every_change_needs_a_reason_and_all_faults_come_at_once():
    found = problems(DecisionKind.MORE, {2025: -1, 1999: 5}, HERE)
    assert len(found) == 3
    assert problems(DecisionKind.GRANT, {2025: 5}, Standing()) == []


def test_an_early_stop_lies_within_the_period():
    assert problems(DecisionKind.EARLY_STOP, {}, HERE, new_end=d(2025, 3, 1), reason="skäl") == []
    assert problems(DecisionKind.EARLY_STOP, {}, HERE, new_end=d(2026, 3, 1), reason="skäl")
    assert problems(DecisionKind.EARLY_STOP, {}, HERE, new_end=d(2023, 3, 1), reason="skäl")
    assert problems(DecisionKind.EARLY_STOP, {}, HERE, reason="skäl")


def test_what_is_taken_back_comes_from_the_latest_years_first():
    assert taken_back(LINES, 450, 2024) == {2025: -400, 2024: -50}
    assert taken_back(LINES, 600, 2025) == {2025: -600}
    assert taken_back(LINES, 0, 2024) == {}


def entry(day, kind, amount, year=0):
    return Entry(1, day, kind, amount, year=year)


GRANTED = [entry(d(2023, 12, 1), EntryKind.DECIDED, 600, 2024), entry(d(2023, 12, 1), EntryKind.DECIDED, 400, 2025)]
SPENT = entry(d(2024, 9, 1), EntryKind.REQUISITIONED, -500)
RETURNS = [Ruled(7, d(2023, 12, 1), 2024, 600, UnusedRule.RETURNS), Ruled(7, d(2023, 12, 1), 2025, 400,
                                                                         UnusedRule.RETURNS)]  # fmt: skip


def test_what_may_be_taken_is_the_lowest_that_remains_from_then_on():
    assert room([*GRANTED, SPENT], d(2024, 1, 1)) == 500
    assert room(GRANTED, d(2023, 1, 1)) == 0


def test_the_year_s_unused_amount_returns_by_the_rule():
    assert returning([*GRANTED, SPENT], RETURNS, 2024, d(2025, 12, 31)) == (100, 7)


def test_nothing_returns_by_itself_when_the_rule_says_otherwise():
    carried = [Ruled(7, d(2023, 12, 1), 2024, 600, UnusedRule.CARRIED)]
    assert returning([*GRANTED, SPENT], carried, 2024, d(2025, 12, 31)) == (0, 0)
    decides = [Ruled(7, d(2023, 12, 1), 2024, 600, UnusedRule.DECISION)]
    assert returning([*GRANTED, SPENT], decides, 2025, d(2025, 12, 31)) == (0, 0)


def test_an_intervention_that_ends_gives_back_all_that_was_carried_over():
    carried = [Ruled(7, d(2023, 12, 1), year, 500, UnusedRule.CARRIED) for year in (2024, 2025)]
    assert returning([*GRANTED, SPENT], carried, 2025, d(2025, 12, 31)) == (500, 7)


def test_an_overdrawn_year_returns_nothing():
    more = entry(d(2024, 11, 1), EntryKind.REQUISITIONED, -150)
    assert returning([*GRANTED, SPENT, more], RETURNS, 2024, d(2025, 12, 31))[0] == 0


# --- agreements -----------------------------------------------------------------------------------------------------


def test_an_agreement_s_days_rhythms_and_advances_are_checked_together():
    wrong = Terms(0, d(2025, 1, 1), d(2024, 1, 1), claim_months=0, report_months=13, last_claim_days=-1)
    assert len(agreements.problems(wrong)) == 5
    right = Terms(100, d(2025, 1, 1), d(2025, 12, 31))
    assert agreements.problems(right) == []


def test_advances_fit_inside_the_agreement():
    def of(*rows):
        return agreements.problems(
            Terms(100, d(2025, 1, 1), d(2025, 12, 31), PaymentForm.ADVANCE, instalments=rows)
        )  # fmt: skip

    assert of((d(2025, 2, 1), 60), (d(2025, 8, 1), 40)) == []
    assert of()
    assert of((d(2025, 2, 1), 101))
    assert of((d(2026, 2, 1), 10))
    assert of((d(2025, 2, 1), 0))


def test_a_rejection_has_no_agreement():
    assert "avslagen" in agreements.may_follow(DecisionKind.REJECTION)
    assert agreements.may_follow(DecisionKind.GRANT) == ""
