"""Reminders that go once, to the right person."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from samsyn.associations.models import Membership, User
from samsyn.core.models import Event
from samsyn.interventions.actions import duties
from samsyn.interventions.actions.reminders import send_reminders
from samsyn.interventions.domain.dues import Step, step_on
from samsyn.interventions.models import Due, Reminder
from samsyn.interventions.tests.builder import claimed, decided, intervention
from samsyn.interventions.tests.test_duties.laying import signed


def run(world, today, capture):
    with capture(execute=True):
        return send_reminders(world.association, today)


@pytest.mark.one_database
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
