"""Corrections: a reason, a history, later reports that follow, and what cannot be."""

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.models import Due
from samsyn.participants.actions import reporting as actions
from samsyn.participants.cases.within import Told
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import PeriodTotal, Report
from samsyn.participants.queries import reports as queries
from samsyn.participants.queries.judging import judge
from samsyn.participants.tests.builder import (
    T1,
    T2,
    T3,
    collects,
    corrected,
    flow,
    handed_in,
    in_order,
    opened,
    running,
)


@pytest.fixture
def office(world):
    collects(world.association, "outcome", "age_class", "psychiatry")
    return world


@pytest.fixture
def vagval(office):
    return running(office.association)


@pytest.fixture
def year(office, vagval):
    """Three reports of 2024: 9 women at first, 2 new each period, 1 ended each."""
    periods = opened(office.association, T1, T2, T3)
    for period, opening in zip(periods, (9, 10, 11), strict=True):
        more = {"age_class.20-29-women": 15} if period.part.last else {}
        handed_in(vagval, period, flow((opening, 2, 1)) | more)
    return periods


def report(period) -> Report:
    return Report.objects.get(period=period)


def said(refused) -> str:
    return " ".join(refused.value.errors)


def openings(vagval):
    return [link.of("opening")["women"] for _, link in queries.handed_in(vagval)]


def test_later_reports_open_with_what_is_now_left(vagval, year):
    corrected(report(year[1]), {"ended-women": 2, "outcome.work-women": 2})
    assert openings(vagval) == [9, 10, 10]
    assert in_order(vagval)
    total = PeriodTotal.objects.get(period=year[2], variable="opening", sex="women")
    assert total.count == 10


def test_a_correction_needs_a_reason(year):
    with pytest.raises(Refused) as refused:
        corrected(report(year[0]), {"new-men": 1}, reason=" ")
    assert said(refused) == "Skriv varför rapporten rättas."
    with pytest.raises(Refused) as refused:
        corrected(report(year[0]), {"new-men": 1}, reason="Det gällde 850709-2384")
    assert "850709" not in said(refused)


def test_a_correction_that_changes_nothing_is_none(year):
    with pytest.raises(Refused) as refused:
        corrected(report(year[1]), {})
    assert said(refused) == "Inget är ändrat."


def test_every_version_stays_with_its_reason(year):
    corrected(report(year[1]), {"ended-women": 2, "outcome.work-women": 2}, reason="Fel kolumn", by="Ada")
    own = list(queries.history(report(year[1])))
    assert [(one.number, one.reason, one.by) for one in own] == [(2, "Fel kolumn", "Ada"), (1, "", "prov")]
    assert ["ended", "", "women", "", 1] in own[1].counts and ["ended", "", "women", "", 2] in own[0].counts
    later = queries.history(report(year[2])).first()
    assert later is not None
    assert later.reason == "Ändrat när tertial 2 2024 rättades: Fel kolumn"
    assert queries.history(report(year[0])).count() == 1


def test_what_follows_is_shown_before_it_is_done(vagval, year):
    now = {**queries.typed_of(report(year[0])), "new-women": "4"}
    values = judge(vagval, year[0], now, report=report(year[0])).values
    told = actions.downstream(report(year[0]), values)
    assert [str(one) for one in told] == [
        "Tertial 2 2024: kvar sedan förra perioden blir 12 kvinnor (var 10).",
        "Tertial 3 2024: kvar sedan förra perioden blir 13 kvinnor (var 11).",
        "Tertial 3 2024: måste rättas också. Kvinnornas åldrar blir 15, men 17 inskrivna under året.",
    ]
    assert openings(vagval) == [9, 10, 11]


def test_the_years_classes_are_owed_again_until_they_add_up(vagval, year):
    corrected(report(year[0]), {"new-women": 4})
    due = Due.objects.get(kind="deltagare", period_to=T3.end)
    assert due.open
    with pytest.raises(Refused) as refused:
        actions.close_period(period=year[2], by="prov")
    assert said(refused) == "Vägval behöver rättas först."
    corrected(report(year[2]), {"age_class.20-29-women": 17})
    due.refresh_from_db()
    assert not due.open
    actions.close_period(period=year[2], by="prov")


def test_what_would_make_a_later_report_impossible_is_refused(vagval, year):
    corrected(report(year[2]), {"ended-women": 13, "outcome.work-women": 13})
    with pytest.raises(Refused) as refused:
        corrected(report(year[0]), {"new-women": 0})
    assert said(refused) == (
        "Tertial 3 2024: Avslutade blir 13, men bara 11 var inskrivna. Rätta den rapporten först."
    )  # fmt: skip
    assert openings(vagval) == [9, 10, 11]
    assert queries.history(report(year[0])).count() == 1


def test_parts_of_the_years_enrolled_stop_a_correction_too(year):
    corrected(report(year[2]), {"psychiatry-women": 15})
    with pytest.raises(Refused) as refused:
        corrected(report(year[0]), {"new-women": 1})
    assert "Det blir 15, men bara 14 inskrivna under året." in said(refused)


def test_an_earlier_year_moves_the_next_years_opening(office, vagval, year):
    (later,) = opened(office.association, Part.parse("2025-T1"))
    handed_in(vagval, later, flow((12, 0, 0)))
    corrected(report(year[2]), {"ended-women": 0, "outcome.work-women": 0})
    assert openings(vagval)[-1] == 13
    held = PeriodTotal.objects.filter(period=later, sex="women", variable__in=("opening", "year_opening"))
    assert {row.count for row in held} == {13}


def test_the_very_first_opening_can_be_corrected_and_no_other(vagval, year):
    corrected(report(year[0]), {"opening-women": 8})
    assert openings(vagval) == [8, 9, 10]
    with pytest.raises(Refused):
        corrected(report(year[1]), {"opening-women": 99})


def test_a_closed_period_is_opened_with_a_reason_before_it_is_corrected(office, year):
    actions.close_period(period=year[0], by=office.user("forbundschef"))
    with pytest.raises(Refused) as refused:
        corrected(report(year[0]), {"new-men": 1})
    assert said(refused) == "Tertial 1 2024 är stängd. Kansliet kan öppna den igen."
    with pytest.raises(Refused):
        actions.reopen_period(period=year[0], reason="", told={}, by="prov")
    actions.reopen_period(period=year[0], reason="Vägval ska rättas", told={}, by="prov")
    corrected(report(year[0]), {"new-men": 0, "opening-men": 1})


def test_later_reports_follow_in_closed_periods_too(vagval, year):
    actions.close_period(period=year[2], by="prov")
    corrected(report(year[1]), {"ended-women": 2, "outcome.work-women": 2})
    assert openings(vagval) == [9, 10, 10]
    told = Event.objects.get(verb="participants.corrected")
    assert told.after == "Ändrade även: tertial 3 2024"


def test_the_second_of_two_corrections_is_told(year):
    seen = report(year[1])
    corrected(seen, {"new-men": 1}, by="Ada")
    with pytest.raises(actions.Overtaken) as refused:
        corrected(seen, {"new-men": 2})
    assert said(refused).startswith("Ada sparade den här rapporten")


def test_another_party_corrects_nothing(office, year):
    with pytest.raises(PermissionDenied):
        corrected(report(year[1]), {"new-men": 1}, by=office.party_user("samordnare", "Bys kommun"))


def test_a_reason_of_a_break_can_be_corrected_by_itself(office, vagval):
    (t1,) = opened(office.association, T1)
    first = handed_in(vagval, t1, {"entry-women": 1}, reasons={"entry": "SUS"})
    assert corrected(first, {}, reasons={"entry": "Registret SUS stängdes"}).entry_reason == "Registret SUS stängdes"


def test_a_draft_is_not_corrected(office, vagval):
    (t1,) = opened(office.association, T1)
    draft = actions.save_draft(intervention=vagval, period=t1, typed={}, version=0, by="prov")
    with pytest.raises(Refused) as refused:
        corrected(draft, {})
    assert said(refused) == "Rapporten är inte inlämnad än."


def test_what_case_rows_gave_stays_when_they_are_deleted_and_the_rest_is_corrected(office, vagval):
    collects(office.association, "income_change")
    (t1,) = opened(office.association, T1)
    numbers = flow((3, 0, 2)) | {"income_change.a_kassa__lon-women": 2}
    gone = Told({}, {}, whole=False)
    first = handed_in(vagval, t1, numbers, source="ärenderader", rows=gone)
    typed = {name: text for name, text in queries.typed_of(first).items() if "income_change" not in name}
    now = {**typed, "new-women": "1"}
    actions.correct(report=first, typed=now, reasons={}, reason="Fel", version=1, by="prov", rows=gone)
    assert queries.counts_of(first)["income_change", "a_kassa__lon", "women", ""] == 2


def test_all_of_an_interventions_time_is_its_first_opening_and_all_who_came(office, vagval, year):
    found = queries.lifetime(vagval)
    assert (found.first, found.last) == (T1, T3)
    assert found.value("enrolled") == found.value("enrolled", "women") == 15
    assert (found.value("ended"), found.value("outcome", category="work"), found.value("outcome")) == (3, 3, 3)
    assert found.value("psychiatry") is None  # counted each year: the same person may be in several
    assert queries.lifetime(running(office.association, "ny", name="Ny")).value("enrolled") is None
