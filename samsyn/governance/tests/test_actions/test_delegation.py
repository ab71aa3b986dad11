"""Decisions on delegation: numbered, reported once, corrected until the minutes are justerade."""

from datetime import date

from samsyn.governance import actions
from samsyn.governance.models import DelegatedDecision
from samsyn.governance.queries import meetings as reads
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.tests.factories import BY, board, meeting
from samsyn.governance.tests.test_actions.doing import DAY, refused, summaries


def record(world, on=DAY, **fields):
    given = {"delegate": "Förbundschefen", "text": "Minskar Vägval.", "by": BY} | fields
    return actions.record_delegated(association=world.association, on=on, **given)


def test_decisions_on_delegation_are_numbered_within_the_year(world):
    made = [record(world), record(world, date(2025, 1, 2)), record(world)]
    assert [str(one) for one in made] == ["D 1/2024", "D 1/2025", "D 2/2024"]
    assert summaries()[0] == "Delegationsbeslut D 1/2024: Minskar Vägval."


def test_a_decision_on_delegation_needs_a_person_and_words(world):
    said = refused(actions.record_delegated, association=world.association, on=DAY, delegate=" ", text="")
    assert "vem som fattat" in said and "vad som beslutades" in said


def test_they_are_reported_to_the_next_meeting_of_the_board_once(world):
    early, late = record(world), record(world, date(2024, 4, 1))
    made, after = meeting(world.association), meeting(world.association, date(2024, 5, 6))
    assert "efter mötet" in refused(actions.report_delegated, meeting=made, decisions=[early, late])
    actions.report_delegated(meeting=made, decisions=[early], by=BY)
    assert list(reads.unreported(world.association)) == [late]
    assert "redan anmält" in refused(actions.report_delegated, meeting=after, decisions=[early])
    assert minutes(made).delegated == (("D 1/2024", DAY, "Förbundschefen", "Minskar Vägval."),)
    actions.unreport_delegated(meeting=made, decisions=[early], by=BY)
    assert reads.unreported(world.association).count() == 2
    group = actions.plan_meeting(body=board(world.association, "Länsam", "annat"), date=date(2024, 6, 1), by=BY)
    assert "till styrelsen" in refused(actions.report_delegated, meeting=group, decisions=[early])


def test_a_reported_decision_is_corrected_only_until_the_minutes_are_justerade(world):
    one = record(world)
    made = meeting(world.association)
    actions.report_delegated(meeting=made, decisions=[one], by=BY)
    fields = {"delegate": "Förbundschefen", "text": "Ökar Vägval."}
    actions.change_delegated(decision=one, on=DAY, by=BY, **fields)
    assert "ska ligga i 2024" in refused(actions.change_delegated, decision=one, on=date(2025, 1, 1), **fields)
    actions.hold_meeting(meeting=made, by=BY)
    actions.adjust_minutes(meeting=made, adjuster="Anna", on=DAY, by=BY)
    assert "justerat" in refused(actions.change_delegated, decision=one, on=DAY, **fields)


def test_another_associations_decisions_are_not_reported(world):
    foreign = actions.record_delegated(association=world.other, on=DAY, delegate="X", text="Y", by=BY)
    actions.report_delegated(meeting=meeting(world.association), decisions=[foreign], by=BY)
    assert DelegatedDecision.objects.get(pk=foreign.pk).reported_in is None
