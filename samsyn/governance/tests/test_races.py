"""Two at the same second: numbers are never given twice, and justerade minutes are never written in."""

from datetime import date

from samsyn.core.tests.at_once import SIDE_BY_SIDE, at_once
from samsyn.governance import actions
from samsyn.governance.models import DelegatedDecision, Meeting, Paragraph
from samsyn.governance.tests.factories import BY, meeting

pytestmark = SIDE_BY_SIDE


def test_items_of_two_meetings_decided_at_once_get_numbers_of_their_own(world):
    made = [meeting(world.association, date(2024, month, 4), people=False) for month in (3, 5, 9)]
    items = [actions.add_item(meeting=one, title="A", by=BY).pk for one in made]

    def decide(pk):
        actions.decide_item(paragraph=Paragraph.objects.get(pk=pk), outcome="bifall", decision="Ja.", by=BY)

    assert at_once(*(lambda pk=pk: decide(pk) for pk in items)) == ["", "", ""]
    assert sorted(Paragraph.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_decisions_on_delegation_recorded_at_once_get_numbers_of_their_own(world):
    def record():
        actions.record_delegated(
            association=world.association, on=date(2024, 3, 4), delegate="Chefen", text="Ja.", by=BY
        )

    assert at_once(record, record, record) == ["", "", ""]
    assert sorted(DelegatedDecision.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_nobody_writes_in_minutes_while_they_are_justerade(world):
    made = meeting(world.association, people=False)
    item = actions.add_item(meeting=made, title="A", by=BY)
    actions.decide_item(paragraph=item, outcome="bifall", decision="Ja.", by=BY)
    actions.hold_meeting(meeting=made, by=BY)

    def adjust():
        actions.adjust_minutes(meeting=Meeting.objects.get(pk=made.pk), adjuster="Anna", on=date(2024, 3, 8), by=BY)

    def rewrite():
        actions.decide_item(paragraph=Paragraph.objects.get(pk=item.pk), outcome="avslag", decision="Nej.", by=BY)

    said = at_once(adjust, rewrite)
    item.refresh_from_db()
    assert said[0] == ""
    assert item.outcome == ("bifall" if said[1] else "avslag")  # refused, or written before
