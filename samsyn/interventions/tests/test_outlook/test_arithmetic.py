"""The arithmetic of flerårsplan and forecast: what carries on, what returns, what is not known."""

from datetime import date

import pytest

from samsyn.interventions.domain.commitments import Entry, EntryKind
from samsyn.interventions.domain.outlook import (
    Amount,
    Course,
    Parts,
    Unspent,
    forecast,
    least_room,
    months_run,
    plan,
    unspent,
)
from samsyn.interventions.domain.words import UnusedRule


def amount(value, **more):
    return Amount(value, **more)


def year(of, *, contributions=100, office=30, other=0, given=50, **more):
    return Parts(of, amount(contributions), amount(other), amount(office), given, **more)


def test_closing_equity_is_opening_and_income_less_office_and_decided_amounts():
    first, second = plan(20, [year(2025), year(2026, given=10, unspent=3, undecided=7)], lambda p: 20, {})
    assert (first.opening, first.closing, first.room) == (20, 40, 20)
    assert (second.opening, second.closing, second.room) == (40, 90, 70)


def test_a_decision_in_one_year_lowers_all_later_ones():
    years = plan(20, [year(y) for y in (2025, 2026, 2027)], lambda p: 20, {2026: 5, 2027: 1})
    assert [y.closing for y in years] == [40, 60, 80]
    assert [y.closing_with for y in years] == [40, 55, 74]
    assert [y.room_with for y in years] == [20, 35, 54]


def test_the_least_room_ahead_bounds_a_new_decision():
    years = plan(100, [year(2025), year(2026, given=150), year(2027)], lambda p: 20, {})
    assert [y.room for y in years] == [100, 20, 40]
    assert (least_room(years, 2025), least_room(years, 2027), least_room(years, 2030)) == (20, 40, None)


def test_what_is_not_known_makes_what_rests_on_it_unknown():
    years = plan(None, [year(2025)], lambda p: 20, {})
    assert (years[0].closing, years[0].room) == (None, None)
    years = plan(20, [year(2025, office=None), year(2026)], lambda p: None, {})
    assert [y.closing for y in years] == [None, None]


def test_a_booked_year_tells_what_differed_from_the_plan():
    first, second = plan(20, [year(2025, booked=33), year(2026)], lambda p: 20, {})
    assert (first.planned, first.difference, first.closing, second.opening) == (40, -7, 33, 33)


def entry(kind, amount, of=0, day=date(2024, 6, 1)):
    return Entry(1, day, kind, amount, year=of)


@pytest.mark.parametrize(
    ("rule", "end", "expected"),
    [
        (UnusedRule.CARRIED, date(2025, 12, 31), Unspent(30, 0)),
        (UnusedRule.RETURNS, date(2025, 12, 31), Unspent(0, 0)),
        (UnusedRule.DECISION, date(2025, 12, 31), Unspent(0, 30)),
        (UnusedRule.CARRIED, date(2024, 12, 31), Unspent(0, 0)),
        (UnusedRule.DECISION, date(2024, 12, 31), Unspent(0, 30)),
    ],
)
def test_what_is_left_of_a_year_goes_where_the_decision_says(rule, end, expected):
    held = [
        entry(EntryKind.DECIDED, 100, 2024),
        entry(EntryKind.DECIDED, 50, 2025),
        entry(EntryKind.REQUISITIONED, -70),
    ]
    assert unspent(held, rule, 2024, end) == expected


def test_what_was_used_in_advance_lowers_the_next_year_whatever_the_rule():
    held = [entry(EntryKind.DECIDED, 100, 2024), entry(EntryKind.ACCRUED, -120, day=date(2024, 12, 31))]
    for rule in UnusedRule:
        assert unspent(held, rule, 2024, None) == Unspent(-20, 0)


@pytest.mark.parametrize(
    ("course", "expected", "said"),
    [
        (Course(120_00, 40_00, 40_00, 4), 120_00, "samma takt"),
        (Course(120_00, 30_00, 30_00, 4), 90_00, "samma takt"),
        (Course(100_00, 40_00, 40_00, 4), 100_00, "Takten ger mer"),
        (Course(100_00, 0, 0, 0), 100_00, "Ingen takt"),
        (Course(100_00, 5_00, 0, 0), 100_00, "Ingen takt"),
        (Course(120_00, 45_00, 40_00, 4), 120_00, "Takten ger mer"),
        (Course(150_00, 45_00, 40_00, 4), 125_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 4, last=6), 60_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 8, first=5), 80_00, "samma takt"),
        (Course(120_00, 40_00, 40_00, 8, last=8), 40_00, "Hela tiden är rekvirerad"),
        (Course(120_00, 7_00, 0, 0, first=1, last=0), 7_00, "pågår inte"),
        (Course(120_00, 99_00, 30_00, 4, over=True), 99_00, "Året är slut"),
    ],
)
def test_the_forecast_is_so_far_and_the_same_pace_never_above_what_is_decided(course, expected, said):
    guess = forecast(course)
    assert guess.amount == expected
    assert said in guess.how


def test_an_early_stop_shortens_the_year():
    assert months_run(date(2023, 1, 1), date(2024, 8, 31), 2024) == (1, 8)
    assert months_run(date(2024, 5, 1), None, 2024) == (5, 12)
    assert months_run(date(2025, 1, 1), None, 2024) == (1, 0)
    assert months_run(date(2022, 1, 1), date(2023, 12, 31), 2024) == (1, 0)
