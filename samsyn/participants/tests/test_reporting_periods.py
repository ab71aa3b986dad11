"""Reporting periods: opened in the association's rhythm, owed by the right people, closed when all is in."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import drop_dues
from samsyn.interventions.actions.reminders import send_reminders
from samsyn.interventions.models import Due
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Code, Collected, ReportingRule
from samsyn.participants.queries import collecting
from samsyn.participants.queries import reports as queries
from samsyn.participants.tests.builder import T1, T2, T3, collects, handed_in, opened, running

DUE = date(2024, 5, 28)


@pytest.fixture
def office(world):
    collects(world.association)
    return world


def said(refused) -> str:
    return " ".join(refused.value.errors)


def refusal(**asked) -> str:
    with pytest.raises(Refused) as refused:
        actions.open_period(by="prov", **asked)
    return said(refused)


# --- opened ---------------------------------------------------------------------------------------------------------


def test_a_period_is_due_some_days_after_its_end(office):
    (t1,) = opened(office.association, T1)
    assert t1.due == DUE
    assert actions.open_period(association=office.association, part=T2, by="prov", due=date(2024, 9, 9)).due.day == 9


def test_a_period_is_opened_once_and_in_the_associations_rhythm(office):
    opened(office.association, T1)
    assert refusal(association=office.association, part=T1) == "Tertial 1 2024 är redan öppnad."
    assert refusal(association=office.association, part=Part.parse("2024-Q3")) == "Förbundet rapporterar varje tertial."
    ReportingRule.objects.update(rhythm="kvartal")
    quarter = Part.parse("2024-Q2")
    assert refusal(association=office.association, part=quarter) == "Perioden går in i tertial 1 2024."
    opened(office.association, Part.parse("2024-Q3"))


def test_a_period_is_not_due_before_it_ends(office):
    assert "före periodens slut" in refusal(association=office.association, part=T1, due=date(2024, 4, 1))


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor", "ekonom"])
def test_only_the_office_opens_and_closes(office, role):
    (t1,) = opened(office.association, T1)
    user = office.user(role)
    own = running(office.association)
    for act in (
        lambda: actions.open_period(association=office.association, part=T2, by=user),
        lambda: actions.close_period(period=t1, by=user),
        lambda: actions.reopen_period(period=t1, reason="x", told={}, by=user),
        lambda: actions.excuse(intervention=own, period=t1, reason="x", by=user),
        lambda: actions.open_period(association=office.association, part=T2, by=office.stranger),
        lambda: actions.open_period(association=office.association, part=T2, by=office.party_user("samordnare")),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- owed -----------------------------------------------------------------------------------------------------------


def test_each_that_runs_owes_its_counts_and_no_other(office):
    running(office.association, "med", name="Med")
    running(office.association, "slutar", name="Slutar", end=date(2024, 1, 15))
    running(office.association, "struktur", name="Struktur", direction="struktur")
    running(office.association, "kommande", name="Kommande", start=date(2024, 5, 1))
    running(office.association, "slutade", name="Slutade", end=date(2023, 12, 31))
    running(office.association, "planeras", name="Planeras", state="förbereds")
    opened(office.association, T1)
    assert sorted(due.named for due in Due.objects.all()) == [
        "Deltagare januari–april 2024, Med", "Deltagare januari–april 2024, Slutar",
    ]  # fmt: skip


def test_the_partys_coordinator_owes_it_or_the_office_for_its_own(office):
    own = running(office.association)
    egen = running(office.association, "egen", name="Egen", run_by="egen")
    opened(office.association, T1)
    whose = {due.intervention_id: (due.role, due.party) for due in Due.objects.all()}
    assert whose == {own.pk: ("samordnare", own.owner), egen.pk: ("verksamhetsutvecklare", None)}


def test_the_coordinator_is_reminded_until_it_is_handed_in(office, django_capture_on_commit_callbacks):
    own, person = running(office.association), office.party_user("samordnare")
    (t1,) = opened(office.association, T1)
    days = [(-20, 0), (-14, 1), (0, 1), (7, 1)]
    for after, letters in days:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            send_reminders(office.association, DUE + timedelta(days=after))
        assert len(mail.outbox) == letters, after
    assert mail.outbox[0].to == [person.email]
    assert "Deltagare januari–april 2024, Vägval" in mail.outbox[0].body
    handed_in(own, t1, {})
    with django_capture_on_commit_callbacks(execute=True):
        send_reminders(office.association, DUE + timedelta(days=30))
    assert len(mail.outbox) == 1


def test_handing_in_one_period_leaves_the_others_owed(office):
    own = running(office.association)
    t1, _ = opened(office.association, T1, T2)
    handed_in(own, t1, {})
    assert [due.period_to for due in Due.objects.filter(done__isnull=True)] == [T2.end]
    assert Due.objects.get(period_to=T1.end).done == date(2025, 6, 2)


def test_an_early_stop_ends_what_would_begin_after_it(office):
    own = running(office.association)
    opened(office.association, T1, T2)
    drop_dues(own, "Avslutas i förtid", date(2024, 4, 10))
    assert [(due.period_to, bool(due.dropped)) for due in Due.objects.order_by("due")] == [
        (T1.end, False), (T2.end, True),
    ]  # fmt: skip


# --- closed ---------------------------------------------------------------------------------------------------------


def test_a_period_closes_when_all_is_handed_in_or_excused(office):
    own, other = running(office.association), running(office.association, "steget", name="Steget")
    (t1,) = opened(office.association, T1)
    actions.save_draft(intervention=other, period=t1, typed={}, version=0, by="prov")
    with pytest.raises(Refused) as refused:
        actions.close_period(period=t1, by="prov")
    assert refused.value.errors == ["Steget har inte lämnat in.", "Vägval har inte lämnat in."]
    handed_in(own, t1, {})
    actions.excuse(intervention=other, period=t1, reason="Startade aldrig", by="prov")
    closed = actions.close_period(period=t1, by=office.user("forbundschef"))
    assert closed.closed is not None and closed.closed_by == "forbundschef Ån"
    assert [row.step for row in queries.standing(closed)] == [queries.Step.EXCUSED, queries.Step.HANDED_IN]
    with pytest.raises(Refused):
        actions.close_period(period=t1, by="prov")


def test_an_excuse_needs_a_reason_and_somebody_to_excuse(office):
    own = running(office.association)
    t1, _ = opened(office.association, T1, T2)
    with pytest.raises(Refused) as refused:
        actions.excuse(intervention=own, period=t1, reason=" ", by="prov")
    assert said(refused) == "Skriv varför inget lämnas in."
    handed_in(own, t1, {})
    with pytest.raises(Refused) as refused:
        actions.excuse(intervention=own, period=t1, reason="x", by="prov")
    assert said(refused) == "Vägval har redan lämnat in tertial 1 2024."


def test_who_came_after_the_period_opened_is_asked_when_it_opens_again(office):
    (t1,) = opened(office.association, T1)
    actions.close_period(period=t1, by="prov")
    running(office.association)
    actions.reopen_period(period=t1, reason="En insats glömdes", told={}, by="prov")
    assert Due.objects.get().named == "Deltagare januari–april 2024, Vägval"
    with pytest.raises(Refused) as refused:
        actions.reopen_period(period=t1, reason="Igen", told={}, by="prov")
    assert said(refused) == "Tertial 1 2024 är redan öppen."


# --- what is asked --------------------------------------------------------------------------------------------------


def asked(world, part=T1, **more):
    found = collecting.asked(world.association, part, **{"last_of_year": False, **more})
    return {one.variable.key: one for one in found}


def test_an_association_that_has_chosen_nothing_collects_the_standard(world):
    assert list(asked(world, last_of_year=True)) == [
        "opening", "entry", "new", "ended", "closed", "outcome", "consultations", "joint_plans", "psychiatry",
    ]  # fmt: skip
    assert asked(world)["outcome"].by_age


def test_what_is_counted_over_the_year_is_asked_in_the_last_report_of_it(office):
    collects(office.association, "psychiatry")
    assert "psychiatry" not in asked(office)
    assert "psychiatry" in asked(office, T3, last_of_year=True)
    ends = running(office.association, end=date(2024, 6, 30))
    assert [queries.last_of_year(ends, part) for part in (T1, T2)] == [False, True]


def test_what_needs_case_rows_is_asked_of_them_only(office):
    collects(office.association, "income_change")
    assert "income_change" not in asked(office)
    assert "income_change" in asked(office, source="ärenderader")


def test_a_choice_holds_from_its_year_to_its_year(office):
    Collected.objects.create(association=office.association, variable="days", from_year=2022, to_year=2023)
    assert [("days" in asked(office, Part.parse(f"{year}-T1"))) for year in (2021, 2022, 2023, 2024)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_merged_classes_are_asked_in_place_of_their_parts(office):
    collects(office.association, "age_class", merged=True)
    assert [code.key for code in asked(office, T3, last_of_year=True)["age_class"].codes] == ["15-29", "30-49", "50-"]


def test_a_code_list_of_ones_own_holds_on_its_days(office):
    for key, start, end in (("work", None, None), ("old", None, date(2023, 12, 31)), ("new", date(2024, 3, 1), None)):
        Code.objects.create(association=office.association, list="outcome", key=key, label=key, start=start, end=end)
    assert [code.key for code in asked(office)["outcome"].codes] == ["new", "work"]
    assert [code.key for code in asked(office, Part.parse("2023-T1"))["outcome"].codes] == ["old", "work"]
    assert len(collecting.codes(office.association, "outcome", None)) == 3
    assert len(collecting.codes(office.association, "referral", None)) == 9
