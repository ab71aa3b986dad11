"""What others ask of meetings, and that the answer takes few queries."""

from datetime import date

from samsyn.governance import actions
from samsyn.governance.models import Meeting
from samsyn.governance.queries import meetings as reads
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.tests.factories import BO, BY, adjusted, board, meeting, person
from samsyn.governance.tests.test_actions.doing import DAY, item


def test_minutes_take_a_fixed_number_of_queries(world, django_assert_num_queries):
    made = meeting(world.association)
    for number in range(20):
        paragraph = item(made, f"Ärende {number}")
    actions.recuse(paragraph=paragraph, attendance=person(made, BO), source="anmält", by=BY)
    found = Meeting.objects.select_related("association", "body").get(pk=made.pk)
    with django_assert_num_queries(5):
        minutes(found)


def test_the_next_meeting_is_the_first_planned_one(world):
    a = world.association
    assert reads.next_meeting(a, DAY) is None
    meeting(a, date(2024, 3, 1), people=False)
    group = actions.plan_meeting(body=board(a, "Länsam", "annat"), date=date(2024, 3, 10), by=BY)
    later = meeting(a, date(2024, 5, 6), people=False)
    assert reads.next_meeting(a, DAY) == group
    assert reads.next_meeting(a, DAY, "styrelse") == later
    assert reads.next_meeting(world.other, DAY) is None


def test_decisions_are_found_by_words(world):
    made = adjusted(world.association)
    assert list(reads.decided(world.association, "budget")) == list(made.paragraphs.all())
    assert not reads.decided(world.association, "hyra").exists()
