"""A report out of rows: the same tables as counts, borne out by the rows, with persons of protected identity beside."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.participants.actions import case_counts, reporting
from samsyn.participants.cases import store
from samsyn.participants.domain.words import Source
from samsyn.participants.models import CaseGround, Report
from samsyn.participants.queries import reports as queries
from samsyn.participants.tests.builder import T1, T2, T3, collects, handed_in, opened
from samsyn.participants.tests.casework import KEY, ROW, row, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])
ROWS = [
    ROW, row(pseudonym="JH-2222", birth_year=1970),
    row(pseudonym="JH-3333", end=date(2024, 6, 1), outcome="work", income_before=("sjukpenning",),
        income_after=("lon",)),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _on(settings):
    settings.CASES_KEY = KEY


@pytest.fixture
def vagval(world):
    """With three women from February, of whom one ended in June; and rows kept long enough for this to be read."""
    one = with_rows(world)
    CaseGround.objects.update(keep_months=120)
    store.save_all(intervention=one, by=worker(world), rows=ROWS)
    return one


def filled(world, one, period, **more) -> dict:
    """What hands in a fetched report, with something typed beside."""
    report, _ = case_counts.fetch(intervention=one, period=period, by=worker(world))
    typed = {**queries.typed_of(report), **more}
    return {"intervention": one, "period": period, "typed": typed, "reasons": {}, "version": report.version,
            "by": worker(world)}  # fmt: skip


def counts(report) -> dict[tuple[str, ...], int]:
    """What stands there but is not zero."""
    return {tuple(part for part in key if part): n for key, n in queries.counts_of(report).items() if n}


def test_the_rows_fill_the_draft_and_it_is_handed_in(world, vagval):
    collects(world.association, "outcome", "consultations", "income_change")
    t1, t2 = opened(world.association, T1, T2)
    first = case_counts.hand_in(**filled(world, vagval, t1, consultations="4"))
    assert counts(first) == {("new", "women"): 3, ("consultations",): 4}
    second = case_counts.hand_in(**filled(world, vagval, t2, consultations="0"))
    assert counts(second) == {
        ("opening", "women"): 3, ("ended", "women"): 1, ("outcome", "work", "women"): 1,
        ("income_change", "sjukpenning__lon", "women"): 1,
    }  # fmt: skip
    assert {first.source, second.source} == {Source.ROWS}


def test_the_draft_keeps_what_rows_know_nothing_of(world, vagval):
    collects(world.association, "outcome", "consultations")
    (t1,) = opened(world.association, T1)
    reporting.save_draft(intervention=vagval, period=t1, by=worker(world), version=0, typed={
        "consultations": "7", "new-women": "99", "new-unstated": "5", "reason-entry": "Kom med i maj."})  # fmt: skip
    report, _ = case_counts.fetch(intervention=vagval, period=t1, by=worker(world))
    assert report.draft["consultations"] == "7"
    assert report.draft["reason-entry"] == "Kom med i maj."
    assert report.draft["new-women"] == "3"
    assert "new-unstated" not in report.draft


def test_a_number_the_rows_do_not_bear_out_cannot_be_handed_in(world, vagval):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    for number in ("2", "4"):
        with pytest.raises(reporting.Unbalanced) as refused:
            case_counts.hand_in(**filled(world, vagval, t1, **{"new-women": number}))
        (problem,) = refused.value.problems
        assert (problem.field, problem.sentence) == ("new-women", f"Raderna ger 3, men här står {number}.")


def test_who_has_protected_identity_is_counted_beside_the_rows(world, vagval):
    collects(world.association, "outcome", "protected_identity")
    (t1,) = opened(world.association, T1)
    with pytest.raises(reporting.Unbalanced, match="Raderna ger 3, och 4 med dem som har skyddade"):
        case_counts.hand_in(**filled(world, vagval, t1, **{"new-women": "5", "protected_identity": "1"}))
    report = case_counts.hand_in(**filled(world, vagval, t1, **{"new-women": "4", "protected_identity": "1"}))
    assert counts(report) == {("new", "women"): 4, ("protected_identity",): 1}


def test_another_opening_than_was_closed_with_is_told_and_stops_it(world, vagval):
    collects(world.association)
    t1, t2 = opened(world.association, T1, T2)
    handed_in(vagval, t1, {"new-women": 2})
    _, remarks = case_counts.fetch(intervention=vagval, period=t2, by=worker(world))
    assert remarks == ["Kvar sedan förra perioden, kvinnor: raderna ger 3, förra rapporten 2."]
    with pytest.raises(reporting.Unbalanced, match="Rätta raderna eller den förra rapporten"):
        case_counts.hand_in(**filled(world, vagval, t2))


def test_what_rows_lack_is_told(world, vagval):
    collects(world.association, "outcome", "referral")
    (t1,) = opened(world.association, T1)
    _, remarks = case_counts.fetch(intervention=vagval, period=t1, by=worker(world))
    assert remarks == ["Vem visade vägen till insatsen: uppgiften saknas på raden för 3 personer."]


def test_an_intervention_changes_source_between_periods(world, vagval):
    collects(world.association)
    t1, t2, t3 = opened(world.association, T1, T2, T3)
    handed_in(vagval, t1, {"new-women": 3})
    case_counts.hand_in(**filled(world, vagval, t2))
    handed_in(vagval, t3, {}, source=Source.COUNTS)
    assert list(Report.objects.order_by("period__last_month").values_list("source", flat=True)) == [
        Source.COUNTS, Source.ROWS, Source.COUNTS
    ]  # fmt: skip


def test_counts_and_rows_of_the_same_persons_give_the_same_tables(world, vagval):
    collects(world.association)
    typed = {"new-women": 3}
    other = with_rows(world, key="annan", name="Annan")
    (t1,) = opened(world.association, T1)
    by_rows = case_counts.hand_in(**filled(world, vagval, t1))
    by_hand = handed_in(other, t1, typed)
    assert queries.counts_of(by_rows) == queries.counts_of(by_hand)


@pytest.mark.parametrize("role", ["samordnare", "insatsagare"])
def test_only_a_deltagaransvarig_fetches_or_hands_in_what_came_from_rows(world, vagval, role):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    given = filled(world, vagval, t1)
    with pytest.raises(PermissionDenied):
        case_counts.fetch(intervention=vagval, period=t1, by=world.party_user(role))
    for who in (world.party_user(role), world.user("forbundschef"), "prov"):
        with pytest.raises(Refused, match="deltagaransvariga lämnar in"):
            case_counts.hand_in(**{**given, "by": who})
        with pytest.raises(Refused, match="deltagaransvariga lämnar in"):
            reporting.hand_in(**{**given, "by": who})


def test_a_correction_is_borne_out_too(world, vagval):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    report = case_counts.hand_in(**filled(world, vagval, t1))
    given = {"reasons": {}, "reason": "En rad för mycket", "version": report.version}
    typed = {**queries.typed_of(report), "new-women": "2"}
    with pytest.raises(reporting.Unbalanced):
        case_counts.correct(report=report, typed=typed, by=worker(world), **given)
    pk = store.find(intervention=vagval, by=worker(world), pseudonym="JH-2222")
    store.remove(intervention=vagval, by=worker(world), pk=pk)
    with pytest.raises(Refused, match="deltagaransvariga"):
        case_counts.correct(report=report, typed=typed, by=world.user("forbundschef"), **given)
    assert counts(case_counts.correct(report=report, typed=typed, by=worker(world), **given)) == {("new", "women"): 2}


def test_a_time_that_may_have_lost_rows_is_not_counted_anew(world, vagval):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    CaseGround.objects.update(keep_months=1)
    with pytest.raises(Refused, match="gallrade"):
        case_counts.fetch(intervention=vagval, period=t1, by=worker(world))


def test_what_is_handed_in_stays_when_the_rows_are_deleted(world, vagval):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    report = case_counts.hand_in(**filled(world, vagval, t1))
    before = queries.counts_of(report)
    store.delete_all(vagval)
    assert queries.counts_of(report) == before


def test_counting_is_logged(world, vagval):
    collects(world.association)
    (t1,) = opened(world.association, T1)
    case_counts.hand_in(**filled(world, vagval, t1))
    assert list(Event.objects.filter(verb="case.counted").order_by("pk").values_list("summary", flat=True)) == [
        "Räknade ihop raderna för tertial 1 2024: Vägval",
        "Jämförde rapporten med raderna för tertial 1 2024: Vägval",
    ]


def test_the_report_leads_to_the_rows_for_those_who_work_with_them_and_for_nobody_else(world, vagval, settings):
    collects(world.association)
    opened(world.association, T1)
    kwargs = {"association": "an", "period": "2024", "pk": vagval.pk, "part": "2024-T1"}
    page, fetch = reverse("participants:entry", kwargs=kwargs), reverse("participants:cases-fetch", kwargs=kwargs)
    client = world.login(worker(world))
    assert f'href="{fetch}?fran=rapporten"' in client.get(page).content.decode()
    assert f'href="{page}">Avbryt' in client.get(f"{fetch}?fran=rapporten").content.decode()
    for role in ("samordnare", "insatsagare"):
        assert fetch not in world.login(world.party_user(role)).get(page).content.decode()
    client.post(fetch)
    assert "Antalen är hämtade ur ärenderaderna" in client.get(page).content.decode()
    CaseGround.objects.update(stopped="2024-06-01T00:00Z")
    assert fetch not in client.get(page).content.decode()
    CaseGround.objects.update(stopped=None)
    settings.CASES_KEY = ""
    assert fetch not in client.get(page).content.decode()


def test_the_page_fetches_tells_and_lets_go_of_the_rows(world, vagval):
    collects(world.association, "outcome", "referral")
    opened(world.association, T1)
    client = world.login(worker(world))
    kwargs = {"association": "an", "period": "2024", "pk": vagval.pk}
    at = reverse("participants:cases-fetch", kwargs={**kwargs, "part": "2024-T1"})
    assert at in client.get(reverse("participants:cases-of", kwargs=kwargs)).content.decode()
    assert "Hämta antalen" in client.get(at).content.decode()
    assert "saknas på raden för 3 personer" in client.post(at).content.decode()
    assert Report.objects.get().source == Source.ROWS
    assert "Räkna för hand i stället" in client.get(at).content.decode()
    assert client.post(at, {"do": "count"}).status_code == 302
    assert Report.objects.get().source == Source.COUNTS
    assert "inte ett utkast" not in client.get(at).content.decode()
    assert client.get(at.replace("2024-T1", "2023-T9")).status_code == 404
