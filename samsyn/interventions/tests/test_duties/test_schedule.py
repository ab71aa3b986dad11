"""What is due when, from the calendar alone."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from samsyn.interventions.domain.dues import Step, periods, schedule, span, step_on, when
from samsyn.interventions.domain.words import DueKind


def test_periods_are_the_calendars_and_irregular_ends_stay():
    found = list(periods(date(2023, 3, 15), date(2024, 2, 10), 4))
    assert [span(*one) for one in found] == [
        "15\u00a0mars 2023 – 30\u00a0april 2023", "maj–augusti 2023", "september–december 2023",
        "1\u00a0januari 2024 – 10\u00a0februari 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(("months", "number"), [(1, 24), (3, 8), (4, 6), (5, 6), (6, 4), (12, 2), (18, 2)])
def test_no_period_crosses_a_years_end(months, number):
    found = list(periods(date(2023, 1, 1), date(2024, 12, 31), months))
    assert len(found) == number
    assert all(start.year == end.year for start, end in found)


def test_periods_lie_edge_to_edge():
    found = list(periods(date(2023, 2, 28), date(2027, 5, 3), 3))
    assert (found[0][0], found[-1][1]) == (date(2023, 2, 28), date(2027, 5, 3))
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(found))


def test_requisitions_and_reports_are_due_some_days_after_their_period():
    found = schedule(date(2024, 1, 1), date(2024, 12, 31), claim_months=4, report_months=6, last_claim_days=20)
    assert [(owed.kind, owed.title, owed.due.isoformat()) for owed in found] == [
        (DueKind.CLAIM, "Rekvisition januari–april 2024", "2024-05-20"),
        (DueKind.REPORT, "Uppföljning januari–juni 2024", "2024-07-20"),
        (DueKind.CLAIM, "Rekvisition maj–augusti 2024", "2024-09-20"),
        (DueKind.CLAIM, "Rekvisition september–december 2024", "2025-01-20"),
        (DueKind.REPORT, "Uppföljning juli–december 2024", "2025-01-20"),
    ]


def test_advances_are_settled_once_a_year():
    found = schedule(date(2023, 5, 1), date(2024, 6, 30), claim_months=4, report_months=12, last_claim_days=20,
                     advance=True)  # fmt: skip
    claims = [owed.title for owed in found if owed.kind is DueKind.CLAIM]
    assert claims == ["Slutavräkning maj–december 2023", "Slutavräkning januari–juni 2024"]


@pytest.mark.parametrize(
    ("days", "step"),
    [(-15, None), (-14, Step.BEFORE), (-1, Step.BEFORE), (0, Step.ON_DAY), (6, Step.ON_DAY), (7, Step.LATE),
     (29, Step.LATE), (30, Step.VERY_LATE), (500, Step.VERY_LATE)],
)  # fmt: skip
def test_steps_follow_the_days(days, step):
    assert step_on(date(2024, 5, 20), date(2024, 5, 20) + timedelta(days=days)) is step


def test_time_left_is_said_in_words():
    due = date(2024, 5, 20)
    assert [when(due, due + timedelta(days=d)) for d in (-2, -1, 0, 1)] == [
        "om 2\u00a0dagar", "om 1\u00a0dag", "i dag", "1\u00a0dag försenat",
    ]  # fmt: skip
