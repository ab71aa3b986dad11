"""What is owed after an agreement, a decision, an early stop."""

from datetime import date

import pytest
from django.db import transaction

from samsyn.interventions.actions import duties
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Due
from samsyn.interventions.models.followup import DateMoved
from samsyn.interventions.tests.builder import agreed, decided, intervention
from samsyn.interventions.tests.test_duties.laying import EVER, signed, titles


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
