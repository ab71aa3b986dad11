"""Two at the same second: both are counted, or the second is told."""

from samsyn.core.tests.at_once import SIDE_BY_SIDE, at_once
from samsyn.participants.actions import reporting as actions
from samsyn.participants.models import PeriodTotal, Report, ReportingPeriod
from samsyn.participants.queries import reports as queries
from samsyn.participants.tests.builder import T1, T2, collects, corrected, flow, handed_in, in_order, opened, running

pytestmark = SIDE_BY_SIDE


def test_two_interventions_handed_in_at_the_same_second_are_both_counted(world):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    owners = [running(world.association, f"i{number}", name=f"Insats {number}") for number in range(4)]
    said = at_once(*(lambda own=own: handed_in(own, t1, flow((9, 5, 4))) for own in owners))
    assert said == [""] * 4
    assert PeriodTotal.objects.get(variable="new", sex="women").count == 20


def test_of_two_drafts_at_the_same_second_the_second_is_told(world):
    own = running(world.association)
    (t1,) = opened(world.association, T1)
    said = at_once(
        *(lambda who=who: actions.save_draft(intervention=own, period=t1, typed={"new-women": "1"}, version=0, by=who)
          for who in ("Ada", "Bo"))
    )  # fmt: skip
    assert sorted(map(bool, said)) == [False, True]
    kept = Report.objects.get()
    assert f"{kept.changed_by} sparade den här rapporten" in "".join(said)


def test_a_report_handed_in_twice_at_the_same_second_is_one(world):
    own = running(world.association)
    (t1,) = opened(world.association, T1)
    said = at_once(*(lambda: handed_in(own, t1, {}, version=0) for _ in range(2)))
    assert sorted(map(bool, said)) == [False, True]
    assert Report.objects.count() == 1


def test_a_correction_and_the_next_report_at_the_same_second_fit_together(world):
    collects(world.association)
    own = running(world.association)
    t1, t2 = opened(world.association, T1, T2)
    first = handed_in(own, t1, flow((9, 5, 4)))
    said = at_once(lambda: corrected(first, {"new-women": 7}), lambda: handed_in(own, t2, flow((0, 1, 0))))
    assert said == ["", ""]
    links = [link for _, link in queries.handed_in(own)]
    assert in_order(own)
    assert links[-1].of("opening")["women"] == 12
    assert PeriodTotal.objects.get(period=t2, variable="opening", sex="women").count == 12


def test_a_period_that_closes_at_the_same_second_has_the_report_or_refuses_it(world):
    own = running(world.association)
    (t1,) = opened(world.association, T1)
    said = at_once(lambda: handed_in(own, t1, {}), lambda: actions.close_period(period=t1, by="prov"))
    closed = ReportingPeriod.objects.get().closed is not None
    assert Report.objects.filter(state="inlämnad").exists()
    assert said == ["", "" if closed else "Vägval har inte lämnat in."]


def test_a_period_opened_twice_at_the_same_second_is_one(world):
    acts = [lambda: actions.open_period(association=world.association, part=T1, by="prov")] * 2
    assert sorted(map(bool, at_once(*acts))) == [False, True]
