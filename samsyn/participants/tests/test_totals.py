"""The association's sums of a period are its reports' rows, whatever is handed in and corrected, and when."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.core.refused import Refused
from samsyn.interventions.models import Due, Intervention
from samsyn.participants.actions import reporting as actions
from samsyn.participants.models import Collected, Count, PeriodTotal, Report, ReportingPeriod
from samsyn.participants.queries import reports as queries
from samsyn.participants.tests.builder import T1, T2, T3, collects, corrected, flow, handed_in, opened, running


def summed() -> Counter:
    """Counts of handed-in reports, added here row by row."""
    found: Counter = Counter()
    for row in Count.objects.filter(report__state="inlämnad").select_related("report"):
        found[row.report.period_id, row.variable, row.category, row.sex, row.age] += row.count
    return found


def totals() -> dict:
    return {
        (row.period_id, row.variable, row.category, row.sex, row.age): row.count for row in PeriodTotal.objects.all()
    }


def test_handing_in_adds_to_the_sums_and_correcting_moves_them(world):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    first, second = running(world.association), running(world.association, "steget", name="Steget")
    handed_in(first, t1, flow((9, 5, 4)))
    report = handed_in(second, t1, flow((1, 2, 0)))
    new = PeriodTotal.objects.get(variable="new", sex="women", age="")
    assert new.count == 7
    report = corrected(report, {"new-women": 1, "new-unstated": 1})
    assert PeriodTotal.objects.get(variable="new", sex="women").count == 6
    corrected(report, {"new-unstated": 0})
    assert not PeriodTotal.objects.filter(sex="unstated").exists()
    assert totals() == dict(summed())


def test_drafts_are_in_no_sum(world):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    actions.save_draft(intervention=running(world.association), period=t1, typed={"new-women": "5"}, version=0, by="x")
    assert totals() == {}


small = st.integers(0, 4)
acts = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 2), small, small, small, st.booleans()), min_size=1, max_size=7
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_whatever_is_handed_in_and_corrected_sums_are_rows(world, sequence):
    """Each act: which intervention, which tertial, new women, ended women, new not stated, and men or not."""
    wipe(world)
    collects(world.association)
    periods = opened(world.association, T1, T2, T3)
    owners = [running(world.association, f"i{number}", name=f"Insats {number}") for number in range(2)]
    for own, period, new, ended, unstated, men in sequence:
        numbers = flow((6, new, ended), (2, new, ended) if men else (0, 0, 0)) | {"new-unstated": unstated}
        one(owners[own], periods[period], numbers)
        assert totals() == dict(summed())
    for owner in owners:
        links = [link for _, link in queries.handed_in(owner)]
        for before, after in pairwise(links):
            assert after.of("opening") == before.closing
            assert min(after.closing.values()) >= 0


def one(own, period, numbers) -> None:
    """Handed in, or corrected when it is already; what cannot be is refused and leaves nothing."""
    held = queries.report_of(own, period)
    try:
        corrected(held, numbers) if held else handed_in(own, period, numbers)
    except Refused:
        assert held or not Report.objects.filter(intervention=own, period=period).exists()


def wipe(world) -> None:
    """Hypothesis runs many examples in one test's transaction."""
    for model in (Report, ReportingPeriod, Collected, Due):
        model.objects.filter(association=world.association).delete()
    Intervention.objects.filter(association=world.association).delete()
