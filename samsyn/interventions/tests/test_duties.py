"""What is owed and when: dates that never move, reminders that go once, to the right person."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn import cli
from samsyn.associations.models import Membership, User
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions import duties
from samsyn.interventions.actions.reminders import send_reminders
from samsyn.interventions.domain.dues import Step, periods, schedule, span, step_on, when
from samsyn.interventions.domain.words import DecisionKind, DueKind
from samsyn.interventions.models import Confirmation, Due, Reminder
from samsyn.interventions.models.followup import DateMoved
from samsyn.interventions.queries.duties import waiting_for
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention

EVER = date(2000, 1, 1)


@pytest.fixture
def vagval(world):
    made = intervention(world.association, start=date(2023, 1, 1), end=date(2024, 12, 31))
    decided(made, {2023: 400_000, 2024: 400_000})
    return made


def signed(made, **fields):
    """The intervention's signed agreement, its dues planned."""
    values = {"valid_from": date(2023, 1, 1), "valid_to": date(2024, 12, 31)} | fields
    agreement = agreed(made.decisions.first(), **values)
    duties.plan_dues(agreement, EVER)
    return agreement


def titles(made, **which):
    return [str(due) for due in Due.objects.filter(intervention=made, **which)]


# --- the schedule ---------------------------------------------------------------------------------------------------


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


# --- planned --------------------------------------------------------------------------------------------------------


def test_a_signed_agreement_plans_requisitions_follow_up_and_the_final_report(vagval):
    signed(vagval)
    assert len(titles(vagval, kind="rekvisition")) == len(titles(vagval, kind="uppföljning")) == 6
    final = Due.objects.get(kind="slutrapport")
    assert (final.due, final.role, final.party) == (date(2025, 3, 1), "insatsagare", vagval.owner)
    assert {due.role for due in Due.objects.filter(kind="uppföljning")} == {"samordnare"}


def test_planning_twice_asks_for_nothing_twice(vagval):
    agreement = signed(vagval)
    before = titles(vagval)
    assert duties.plan_dues(agreement, EVER) == []
    assert titles(vagval) == before


def test_what_was_due_before_the_agreement_was_written_in_is_not_asked_for(vagval):
    duties.plan_dues(agreed(vagval.decisions.first()))
    assert not Due.objects.filter(kind="rekvisition").exists()


def test_a_new_version_drops_what_is_to_come_and_keeps_what_is_late(vagval):
    first = signed(vagval)
    first.state = "ersatt"
    first.save()
    second = agreed(vagval.decisions.first(), number=first.number, version=2, signed=date(2024, 6, 1), claim_months=6,
                    valid_to=date(2024, 12, 31))  # fmt: skip
    duties.plan_dues(second, date(2024, 6, 1))
    gone = Due.objects.filter(kind="rekvisition").exclude(dropped="")
    assert [str(due) for due in gone] == [
        "Rekvisition maj–augusti 2024 2024-09-20",
    ]
    assert gone[0].dropped == f"Ersatt av överenskommelse {second}"
    assert "Rekvisition januari–april 2024 2024-05-20" in titles(vagval, dropped="")
    assert "Rekvisition januari–juni 2024 2024-07-20" in titles(vagval, dropped="")


def test_a_decision_asks_for_its_agreement_within_the_associations_days(vagval):
    decision = vagval.decisions.first()
    duties.follow_decision(decision, EVER)
    due = Due.objects.get()
    assert (due.kind, due.due, due.role, due.party) == ("överenskommelse", date(2023, 1, 5), "forbundschef", None)
    signed(vagval, signed=date(2022, 12, 20))
    due.refresh_from_db()
    assert due.done == date(2022, 12, 20)


def test_an_intervention_in_own_running_needs_no_agreement(world):
    own = intervention(world.association, run_by="egen")
    assert duties.follow_decision(decided(own, {2024: 1}), EVER) == []


def test_an_early_stop_drops_what_would_begin_later_and_moves_the_final_report_by_making_another(vagval):
    signed(vagval)
    stop = decided(vagval, {2024: -100_000}, date(2024, 5, 6), DecisionKind.EARLY_STOP, new_end=date(2024, 6, 30))
    vagval.end = stop.new_end
    vagval.save()
    duties.follow_decision(stop, EVER)
    assert "Rekvisition maj–augusti 2024 2024-09-20" in titles(vagval, dropped="")
    assert titles(vagval, kind="rekvisition", dropped__startswith="Insatsen avslutas i förtid") == [
        "Rekvisition september–december 2024 2025-01-20"
    ]
    assert titles(vagval, kind="slutrapport", dropped="") == ["Slutrapport 2024-08-29"]


# --- a date never moves ---------------------------------------------------------------------------------------------


def test_a_due_date_cannot_be_saved_anew_updated_or_moved_in_bulk(vagval):
    signed(vagval)
    due = Due.objects.first()
    due.due = date(2030, 1, 1)
    with pytest.raises(DateMoved):
        due.save()
    with pytest.raises(DateMoved):
        Due.objects.filter(pk=due.pk).update(due=date(2030, 1, 1))
    with pytest.raises(DateMoved), transaction.atomic():
        Due.objects.bulk_update([due], ["due"])
    assert not Due.objects.filter(due=date(2030, 1, 1)).exists()


# --- done -----------------------------------------------------------------------------------------------------------


def test_a_requisition_that_reaches_the_periods_end_is_done_the_day_it_came(vagval):
    signed(vagval)
    claimed(vagval, 10, "1", year=2023, received=date(2023, 5, 25))
    duties.claims_changed(vagval)
    due = Due.objects.get(kind="rekvisition", period_to=date(2023, 4, 30))
    assert (due.due, due.done) == (date(2023, 5, 20), date(2023, 5, 25))
    assert Due.objects.filter(kind="rekvisition", done__isnull=True).count() == 5


def test_one_document_for_the_whole_year_does_all_its_periods(vagval):
    signed(vagval)
    claimed(vagval, 10, year=2023, period_to=date(2023, 12, 31))
    duties.claims_changed(vagval)
    assert Due.objects.filter(kind="rekvisition", done__isnull=False).count() == 3


@pytest.mark.parametrize("state", ["återsänd", "makulerad", "utkast"])
def test_a_requisition_sent_back_is_owed_again_by_the_same_date(vagval, state):
    signed(vagval)
    claim = claimed(vagval, 10, year=2023)
    duties.claims_changed(vagval)
    claim.state = state
    claim.save()
    duties.done_for(vagval, DueKind.CLAIM, claim.period_to, date(2023, 6, 1))
    due = Due.objects.get(kind="rekvisition", period_to=date(2023, 4, 30))
    assert (due.due, due.done) == (date(2023, 5, 20), None)


def test_a_report_does_the_period_it_reaches_and_no_other(vagval):
    signed(vagval)
    duties.done_for(vagval, DueKind.REPORT, date(2023, 8, 31), date(2023, 9, 1), date(2023, 5, 1))
    assert titles(vagval, done__isnull=False) == ["Uppföljning maj–augusti 2023 2023-09-20"]


def test_a_year_end_answer_is_asked_for_and_done(vagval):
    question = Confirmation.objects.create(association=vagval.association, intervention=vagval, year=2023,
                                           asked=date(2023, 12, 1), due=date(2024, 1, 15))  # fmt: skip
    duties.plan_confirmation(question)
    duties.done_for(vagval, DueKind.CONFIRMATION, date(2023, 12, 31), date(2024, 1, 20))
    due = Due.objects.get(kind="årsbesked")
    assert (due.due, due.done) == (date(2024, 1, 15), date(2024, 1, 20))


def test_the_office_takes_one_away_only_with_a_reason(world, vagval):
    signed(vagval)
    due = Due.objects.first()
    with pytest.raises(Refused, match="Skriv varför"):
        duties.drop_due(due=due, reason=" ", by="prov")
    duties.drop_due(due=due, reason="Lämnas på papper", by=world.user("forbundschef"))
    with pytest.raises(Refused, match="redan klar eller borttagen"):
        duties.drop_due(due=due, reason="igen", by="prov")
    assert Event.objects.filter(verb="reminder.dropped").count() == 1


# --- reminders ------------------------------------------------------------------------------------------------------


def run(world, today, capture):
    with capture(execute=True):
        return send_reminders(world.association, today)


def test_two_years_day_by_day_each_reminder_goes_once_to_the_right_person_and_no_date_moves(
    world, vagval, django_capture_on_commit_callbacks
):
    owner, reporter = world.party_user("insatsagare"), world.party_user("samordnare")
    world.party_user("insatsagare", "Region Ån")
    world.user("ekonom")
    signed(vagval)
    claimed(vagval, 10, "1", year=2023, received=date(2023, 5, 10))
    duties.claims_changed(vagval)
    promised = dict(Due.objects.values_list("pk", "due"))
    for number in range(800):
        run(world, date(2023, 1, 1) + timedelta(days=number), django_capture_on_commit_callbacks)
    sent = Reminder.objects.select_related("due")
    assert dict(Due.objects.values_list("pk", "due")) == promised
    assert {one.email for one in sent if one.due.kind == "uppföljning"} == {reporter.email}
    assert {one.email for one in sent if one.due.kind != "uppföljning"} == {owner.email}
    asked = Due.objects.filter(done__isnull=True)
    assert sorted((one.due_id, one.step) for one in sent) == sorted(
        (due.pk, step.value) for due in asked for step in Step if step_on(due.due, date(2025, 3, 10)) is not None
        if due.kind != "slutrapport" or step in (Step.BEFORE, Step.ON_DAY, Step.LATE)
    )  # fmt: skip
    days = {one.due_id: one.due.due for one in sent}
    assert len(days) == 12  # six reports, five requisitions, the final report: not the one that came
    assert len(mail.outbox) == Event.objects.filter(verb="reminder.sent").count()
    assert {to for letter in mail.outbox for to in letter.to} == {owner.email, reporter.email}


def test_one_letter_holds_everything_a_person_owes(world, vagval, django_capture_on_commit_callbacks):
    world.party_user("insatsagare")
    other = intervention(world.association, "vagen-in", name="Vägen in", end=date(2024, 12, 31))
    decided(other, {2024: 1})
    for made in (vagval, other):
        signed(made)
    run(world, date(2023, 5, 20), django_capture_on_commit_callbacks)
    letter = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert letter.subject == "Ån: 4 saker att lämna"
    assert "Rekvisition januari–april 2023, Vägen in: senast 20\u00a0maj 2023 (i dag)" in letter.body


def test_a_day_without_a_run_makes_up_with_the_step_that_is_reached_and_no_more(world, vagval):
    world.party_user("insatsagare")
    signed(vagval)
    send_reminders(world.association, date(2023, 5, 29))
    assert set(Reminder.objects.values_list("step", flat=True)) == {"försenat"}
    assert send_reminders(world.association, date(2023, 5, 29)) == []


def test_someone_who_left_is_not_reminded_and_who_came_instead_is(world, vagval):
    gone, ended = world.party_user("insatsagare"), User.objects.create_user("ny@an.example", name="Ny")
    signed(vagval)
    Membership.objects.create(association=world.association, user=ended, role="insatsagare", party=world.party(),
                              until=date(2023, 5, 1))  # fmt: skip
    gone.is_active = False
    gone.save()
    came = User.objects.create_user("kom@an.example", name="Kom")
    Membership.objects.create(association=world.association, user=came, role="insatsagare", party=world.party())
    assert {one.email for one in send_reminders(world.association, date(2023, 5, 20))} == {came.email}


def test_when_a_party_has_nobody_the_office_is_told(world, vagval):
    head = world.user("forbundschef")
    signed(vagval)
    assert {one.email for one in send_reminders(world.association, date(2023, 5, 20))} == {head.email}


def test_nobody_of_another_association_is_reminded(world, vagval):
    assert world.stranger.memberships.exists()
    signed(vagval)
    assert send_reminders(world.association, date(2023, 5, 20)) == []
    assert send_reminders(world.other, date(2023, 5, 20)) == []


def test_the_database_refuses_the_same_reminder_twice(world, vagval):
    world.party_user("insatsagare")
    signed(vagval)
    one = send_reminders(world.association, date(2023, 5, 20))[0]
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_what_is_done_or_dropped_is_not_reminded_of(world, vagval):
    world.party_user("insatsagare")
    signed(vagval)
    for due in Due.objects.filter(due__lte=date(2023, 6, 1)):
        duties.mark_done(due, date(2023, 5, 1)) if due.kind == "rekvisition" else duties.drop_due(
            due=due, reason="x", by="prov"
        )
    assert send_reminders(world.association, date(2023, 5, 20)) == []


# --- the overview's question ----------------------------------------------------------------------------------------


def test_the_overview_asks_what_waits_for_me(world, vagval):
    owner, head = world.party_user("insatsagare"), world.user("forbundschef")
    signed(vagval)
    found, count = waiting_for(owner, world.association, date(2023, 5, 1), 4)
    assert [(one.title, one.text, one.when, one.late) for one in found] == [
        ("Rekvisition januari–april 2023", "Vägval", "om 19\u00a0dagar", False),
        ("Uppföljning januari–april 2023", "Vägval", "om 19\u00a0dagar", False),
    ]
    assert count == 2
    assert waiting_for(head, world.association, date(2023, 5, 1), 4) == ([], 0)
    late, count = waiting_for(owner, world.association, date(2023, 6, 1), 1)
    assert ([one.late for one in late], count) == ([True], 2)


# --- the command line -----------------------------------------------------------------------------------------------


def test_the_list_costs_the_same_number_of_queries_however_much_is_owed(world, django_assert_num_queries):
    def owed(key):
        of = intervention(world.association, key, project=key)
        Due.objects.create(association=of.association, intervention=of, kind=DueKind.CLAIM, title="Rekvisition",
                           due=date(2024, 5, 1), role="insatsagare", party=of.owner)  # fmt: skip

    client, url = world.client(), reverse("interventions:dues", args=["an", "2024"])
    for key in ("a", "b"):
        owed(key)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for key in ("c", "d", "e", "f"):
        owed(key)
    with django_assert_num_queries(len(few)):
        client.get(url)


def command(*words):
    with pytest.raises(SystemExit) as left:
        cli.main(["remind", *words])
    return left.value.code


def test_the_command_reminds_every_association_and_says_how_many(world, vagval, capsys):
    world.party_user("insatsagare")
    signed(vagval)
    assert command("--date", "2023-05-20") == 0
    said = capsys.readouterr().out
    assert "Samordningsförbundet Ån: 2 påminnelser till 1 personer." in said
    assert "Samordningsförbundet Bäcken: 0 påminnelser till 0 personer." in said
    assert command("an", "--date", "2023-05-20") == 0
    assert "0 påminnelser" in capsys.readouterr().out


def test_a_date_that_is_none_is_answered_with_what_to_write(world, capsys):
    assert command("--date", "20/5") == 2
    assert "'20/5' är inget datum" in capsys.readouterr().err
