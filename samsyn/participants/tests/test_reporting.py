"""Reports handed in: what they carry over, what is refused, and what they are from then on."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Collected, Count, Report
from samsyn.participants.queries import reports as queries
from samsyn.participants.tests.builder import (
    NOON,
    T1,
    T2,
    T3,
    collects,
    corrected,
    flow,
    handed_in,
    opened,
    running,
    typed,
)


@pytest.fixture
def office(world):
    collects(world.association)
    return world


@pytest.fixture
def vagval(office):
    return running(office.association)


def said(refused) -> str:
    return " ".join(refused.value.errors)


def counts(report: Report) -> dict[tuple[str, str], int]:
    return {(key.variable, key.sex): count for key, count in queries.counts_of(report).items() if not key.category}


def test_a_report_opens_with_what_the_one_before_closed(office, vagval):
    t1, t2 = opened(office.association, T1, T2)
    handed_in(vagval, t1, flow((9, 5, 4), (8, 6, 5)))
    second = handed_in(vagval, t2, flow((99, 1, 0), (99, 0, 2)))
    assert counts(second)["opening", "women"] == 10
    assert counts(second)["opening", "men"] == 9
    assert queries.handed_in(vagval)[-1][1].closing == {"women": 11, "men": 7, "unstated": 0}


def test_only_the_very_first_report_types_its_opening(office, vagval):
    t1, t2 = opened(office.association, T1, T2)
    assert queries.before(vagval, T1).opening is None
    with pytest.raises(actions.Unbalanced) as refused:
        handed_in(vagval, t1, {"opening-women": ""})
    assert [problem.field for problem in refused.value.problems] == ["opening-women"]
    handed_in(vagval, t1, flow((3, 0, 0)))
    assert queries.before(vagval, T2).opening == {"women": 3, "men": 0, "unstated": 0}
    handed_in(vagval, t2, {"opening-women": ""})


def test_the_years_opening_is_stored_once_a_year(office, vagval):
    periods = opened(office.association, T2, T3, Part.parse("2025-T1"))
    for period in periods:
        handed_in(vagval, period, flow((9, 5, 4)))
    held = Count.objects.filter(variable="year_opening", sex="women").order_by("report__period__year")
    assert list(held.values_list("report__period__year", "report__period__last_month", "count")) == [
        (2024, 8, 9), (2025, 4, 11),
    ]  # fmt: skip


def test_zeros_of_women_and_men_are_known_and_of_not_stated_not_stored(office, vagval):
    (t1,) = opened(office.association, T1)
    report = handed_in(vagval, t1, {"new-unstated": 2})
    held = counts(report)
    assert held["new", "women"] == held["new", "men"] == 0
    assert held["new", "unstated"] == 2
    assert ("ended", "unstated") not in held


def test_what_does_not_add_up_is_not_handed_in_and_nothing_is_kept(office, vagval):
    (t1,) = opened(office.association, T1)
    numbers = flow((12, 0, 12), (8, 0, 8))  # a published report said 12 women and 18 men of 20
    numbers |= {"outcome.work-women": 0, "outcome.work-men": 0, "outcome.other-women": 12, "outcome.other-men": 18}
    with pytest.raises(actions.Unbalanced) as refused:
        handed_in(vagval, t1, numbers)
    assert said(refused) == "Annan insats, män: Männens utgångar blir 18, men 8 avslutade. Menade du 8?"
    assert not Report.objects.exists()
    assert not Event.objects.filter(verb="participants.handed_in").exists()


def test_a_period_is_reported_once(office, vagval):
    (t1,) = opened(office.association, T1)
    handed_in(vagval, t1, flow((9, 5, 4)), by="Ada")
    with pytest.raises(Refused) as refused:
        handed_in(vagval, t1, flow((9, 5, 4)))
    assert said(refused) == (
        "Vägval, tertial 1 2024 är redan inlämnad av Ada 2\u00a0juni 2025. Rätta den i stället."
    )  # fmt: skip


def test_earlier_periods_are_handed_in_first(office, vagval):
    t1, t2 = opened(office.association, T1, T2)
    with pytest.raises(Refused) as refused:
        handed_in(vagval, t2, flow((9, 5, 4)))
    assert said(refused) == "Lämna först in tertial 1 2024."
    actions.excuse(intervention=vagval, period=t1, reason="Började rapportera i maj", by="prov")
    handed_in(vagval, t2, flow((9, 5, 4)))


def test_a_late_report_of_an_excused_period_moves_the_openings_after_it(office, vagval):
    t1, t2 = opened(office.association, T1, T2)
    actions.excuse(intervention=vagval, period=t1, reason="Ingen på plats", by="prov")
    handed_in(vagval, t2, flow((2, 1, 0)))
    handed_in(vagval, t1, flow((5, 0, 1)))
    second = Report.objects.get(period=t2)
    assert counts(second)["opening", "women"] == 4
    assert ("year_opening", "women") not in counts(second)
    assert [version.number for version in queries.history(second)] == [2, 1]


def test_a_closed_period_takes_no_report_and_no_draft(office, vagval):
    (t1,) = opened(office.association, T1)
    handed_in(vagval, t1, {})
    late = running(office.association, "sen", name="Sen")
    t1.closed, t1.closed_by = NOON, "prov"
    t1.save()
    for act in (lambda: handed_in(late, t1, {}), lambda: draft(late, t1), lambda: corrected(Report.objects.get(), {})):
        with pytest.raises(Refused) as refused:
            act()
        assert said(refused) == "Tertial 1 2024 är stängd. Kansliet kan öppna den igen."


def draft(of, period, version=0, by="prov", **numbers):
    return actions.save_draft(
        intervention=of, period=period, typed=numbers or {"new-women": "3"}, version=version, by=by
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"direction": "struktur"}, "är en strukturinsats"),
        ({"state": "förbereds"}, "är inte beslutad än"),
        ({"end": date(2023, 12, 31)}, "pågick inte under tertial 1 2024"),
        ({"start": date(2024, 5, 1)}, "pågick inte under tertial 1 2024"),
    ],
)
def test_who_does_not_run_in_the_period_hands_in_nothing(office, fields, words):
    own = running(office.association, **fields)
    (t1,) = opened(office.association, T1)
    for act in (lambda: handed_in(own, t1, {}), lambda: draft(own, t1)):
        with pytest.raises(Refused) as refused:
            act()
        assert words in said(refused)


def test_a_period_that_has_not_begun_is_not_reported(office, vagval):
    (t3,) = opened(office.association, T3)
    with pytest.raises(Refused) as refused:
        handed_in(vagval, t3, {}, at=NOON.replace(year=2024))
    assert said(refused) == "Perioden börjar 1\u00a0september 2024."


def test_another_partys_coordinator_finds_no_report_and_hands_in_none(office, vagval):
    (t1,) = opened(office.association, T1)
    other = office.party_user("samordnare", "Bys kommun")
    with pytest.raises(Http404):
        queries.one_report(other, office.association, vagval.pk, "2024-T1")
    for act in (lambda: handed_in(vagval, t1, {}, by=other), lambda: draft(vagval, t1, by=other)):
        with pytest.raises(PermissionDenied):
            act()
    own = office.party_user("samordnare")
    assert queries.one_report(own, office.association, vagval.pk, "2024-T1") == (vagval, t1)
    handed_in(vagval, t1, {}, by=own)


def test_a_stranger_and_a_member_of_the_board_hand_in_nothing(office, vagval):
    (t1,) = opened(office.association, T1)
    for who in (office.stranger, office.user("styrelseledamot"), office.user("revisor")):
        with pytest.raises(PermissionDenied):
            handed_in(vagval, t1, {}, by=who)


def test_an_address_of_no_period_finds_none(office, vagval):
    user = office.user("forbundschef")
    for code in ("2024-T1", "i går"):
        with pytest.raises(Http404):
            queries.one_report(user, office.association, vagval.pk, code)


# --- reasons --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["entry", "closed"])
def test_a_break_in_the_series_needs_a_reason(office, vagval, what):
    (t1,) = opened(office.association, T1)
    numbers = {"opening-women": 9, f"{what}-women": 2}
    with pytest.raises(actions.Unbalanced) as refused:
        handed_in(vagval, t1, numbers)
    assert [problem.field for problem in refused.value.problems] == [f"reason-{what}"]
    report = handed_in(vagval, t1, numbers, reasons={what: "Ny räkning från SUS"})
    assert getattr(report, f"{what}_reason") == "Ny räkning från SUS"


def test_a_reason_without_anybody_is_not_kept(office, vagval):
    (t1,) = opened(office.association, T1)
    assert handed_in(vagval, t1, {}, reasons={"entry": "Kvar i rutan"}).entry_reason == ""


def test_a_reason_tells_of_nobody_by_number(office, vagval):
    (t1,) = opened(office.association, T1)
    numbers = {"entry-women": 1}
    with pytest.raises(actions.Unbalanced) as refused:
        handed_in(vagval, t1, numbers, reasons={"entry": "Gäller 850709-2384"})
    assert "850709" not in said(refused)


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_draft_keeps_anything_that_was_typed_and_no_figure_sees_it(office, vagval):
    (t1,) = opened(office.association, T1)
    report = draft(vagval, t1, **{"new-women": "tre", "ended-men": ""})
    assert queries.typed_of(report) == {"new-women": "tre", "ended-men": ""}
    assert not Count.objects.exists()
    assert queries.handed_in(vagval) == []


def test_a_draft_keeps_no_personnummer(office, vagval):
    (t1,) = opened(office.association, T1)
    for number in ("19850709-2384", "8507092384", "850769-2384"):
        with pytest.raises(Refused) as refused:
            draft(vagval, t1, **{"new-women": number})
        assert number not in said(refused)
    assert not Report.objects.exists()


def test_the_second_of_two_is_told_who_saved_and_nothing_is_lost(office, vagval):
    (t1,) = opened(office.association, T1)
    first = draft(vagval, t1, by="Ada", **{"new-women": "3"})
    for act in (lambda: draft(vagval, t1), lambda: handed_in(vagval, t1, {}, version=0)):
        with pytest.raises(actions.Overtaken) as refused:
            act()
        assert said(refused).startswith("Ada sparade den här rapporten")
        assert refused.value.report.draft == {"new-women": "3"}
    assert draft(vagval, t1, version=first.version).version == 2


def test_handing_in_leaves_no_draft(office, vagval):
    (t1,) = opened(office.association, T1)
    draft(vagval, t1)
    report = handed_in(vagval, t1, {})
    assert (report.draft, report.state, report.version) == ({}, "inlämnad", 2)
    with pytest.raises(Refused):
        draft(vagval, t1, version=report.version)


# --- told -----------------------------------------------------------------------------------------------------------


def test_each_deed_is_one_event_without_numbers_of_people(office, vagval):
    t1, _ = opened(office.association, T1, T2)
    draft(vagval, t1)
    report = handed_in(vagval, t1, flow((917, 5, 4)))
    corrected(report, {"opening-women": 918})
    told = Event.objects.filter(verb__startswith="participants").order_by("pk")
    assert [event.verb for event in told] == [
        "participants.opened", "participants.opened", "participants.drafted", "participants.handed_in",
        "participants.corrected",
    ]  # fmt: skip
    assert "91" not in "".join(event.summary + event.before + event.after for event in told)


def test_what_is_asked_since_then_does_not_touch_what_was_handed_in(office, vagval):
    (t1,) = opened(office.association, T1)
    report = handed_in(vagval, t1, flow((9, 5, 4)))
    Collected.objects.all().delete()
    collects(office.association, "psychiatry")
    assert "outcome.work-women" in typed(vagval, t1, {})
    corrected(report, {"new-women": 6})
    assert Count.objects.get(variable="outcome", category="work", sex="women").count == 4


def test_queries_do_not_grow_with_the_number_of_interventions(office, vagval, django_assert_max_num_queries):
    (t1,) = opened(office.association, T1)
    for number in range(6):
        running(office.association, f"i{number}", name=f"Insats {number}")
    handed_in(vagval, t1, {})
    with django_assert_max_num_queries(4):
        rows = queries.standing(t1)
        assert [str(row.intervention.owner) for row in rows] == ["Åns kommun"] * 7
    assert [row.step for row in rows].count(queries.Step.MISSING) == 6


def test_queries_do_not_grow_with_the_years(office, vagval):
    parts = [Part.parse(f"{year}-T{number}") for year in (2023, 2024) for number in (1, 2, 3)]
    numbers = []
    for period in opened(office.association, *parts):
        typed(vagval, period, {})
        with CaptureQueriesContext(connection) as asked:
            handed_in(vagval, period, {})
        numbers.append(len(asked))
    assert len(set(numbers[1:])) == 1
    assert numbers[-1] < 45
