"""A meeting from plan to posted minutes, and what can no longer be changed."""

from datetime import date, time

from django.core.files.base import ContentFile

from samsyn.core.events import Event
from samsyn.governance import actions
from samsyn.governance.models import Meeting, ParagraphLink
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.tests.factories import BO, BY, PEOPLE, adjusted, board, meeting, person
from samsyn.governance.tests.test_actions.doing import DAY, decide, item, refused, summaries


def test_a_whole_meeting_and_what_the_log_says_of_it(world):
    made = meeting(world.association)
    first = item(made, proposal="Styrelsen antar budgeten.")
    item(made, "Information")
    actions.hold_meeting(meeting=made, by=BY, on=DAY, secretary="Eva Ek")
    decide(first, decision="")
    decide(made.paragraphs.get(title="Information"), "information", "")
    actions.adjust_minutes(meeting=made, adjuster="Anna Ask och Bo Bok", on=date(2024, 3, 8), by=BY)
    actions.post_minutes(meeting=made, posted=date(2024, 3, 8), posted_until=date(2024, 3, 30), by=BY)
    assert [(one.number, one.decision) for one in made.paragraphs.all()] == [(1, "Styrelsen antar budgeten."), (2, "")]
    assert made.state == Meeting.State.ADJUSTED
    assert summaries() == [
        "Lade till gruppen Styrelsen", "Lade in mötet Styrelsen 2024-03-04",
        "Förde in vilka som var med på Styrelsen 2024-03-04", "Tog upp ärendet Budget på Styrelsen 2024-03-04",
        "Tog upp ärendet Information på Styrelsen 2024-03-04", "Mötet Styrelsen 2024-03-04 är hållet",
        "Förde in beslutet i § 1 Budget, Styrelsen 2024-03-04",
        "Förde in beslutet i § 2 Information, Styrelsen 2024-03-04",
        "Protokollet från Styrelsen 2024-03-04 är justerat", "Protokollet från Styrelsen 2024-03-04 är anslaget",
    ]  # fmt: skip


def test_justerade_minutes_cannot_be_changed_in_any_way(world):
    made = adjusted(world.association)
    paragraph = made.paragraphs.get()
    attendance = person(made, BO)
    pdf = ContentFile(b"%PDF-1.7", "bilaga.pdf")
    attempts = [
        (actions.change_meeting, {"meeting": made, "place": "Ån"}),
        (actions.remove_meeting, {"meeting": made}),
        (actions.hold_meeting, {"meeting": made}),
        (actions.adjust_minutes, {"meeting": made, "adjuster": "X", "on": DAY}),
        (actions.set_attendance, {"meeting": made, "rows": PEOPLE}),
        (actions.add_item, {"meeting": made, "title": "Nytt"}),
        (actions.change_item, {"paragraph": paragraph, "title": "Annat"}),
        (actions.decide_item, {"paragraph": paragraph, "outcome": "avslag", "decision": "Nej."}),
        (actions.move_item, {"paragraph": paragraph, "up": True}),
        (actions.remove_item, {"paragraph": paragraph}),
        (actions.recuse, {"paragraph": paragraph, "attendance": attendance, "source": "anmält"}),
        (actions.attach_paper, {"meeting": made, "paragraph": paragraph, "file": pdf, "name": "bilaga.pdf"}),
        (actions.report_delegated, {"meeting": made, "decisions": []}),
    ]  # fmt: skip
    before = Event.objects.count()
    for call, fields in attempts:
        assert "justerat" in refused(call, **fields), call
    assert Event.objects.count() == before
    paragraph.refresh_from_db()
    assert paragraph.outcome == "bifall"


def test_the_signed_minutes_can_be_attached_afterwards_but_not_taken_away(world):
    made = adjusted(world.association)
    file = ContentFile(b"%PDF-1.7", "protokoll.pdf")
    paper = actions.attach_paper(meeting=made, file=file, name="protokoll.pdf", by=BY)
    assert "justerat" in refused(actions.remove_paper, paper=paper)


def test_a_link_may_come_after_the_minutes_are_justerade(world):
    """What a paragraph decided is often entered later; the minutes themselves say the same as before."""
    made = adjusted(world.association)
    paragraph, said = made.paragraphs.get(), minutes(made)
    for amount in (100_00, 200_00):
        actions.link_paragraph(
            paragraph=paragraph, label="Vägval beviljas", amount=amount, view="desk:overview", pk_there=7
        )
    assert ParagraphLink.objects.get().amount == 200_00
    assert minutes(made) == said


def test_a_meeting_that_is_justerat_has_been_held_and_says_by_whom(world):
    made = meeting(world.association)
    item(made)
    said = refused(actions.adjust_minutes, meeting=made, adjuster=" ", on=date(2024, 3, 3))
    for words in ("inte hållet", "vem som justerat", "före mötet", "Budget: skriv vad som beslutades"):
        assert words in said


def test_posting_follows_adjusting(world):
    made = meeting(world.association)
    days = {"posted": date(2024, 3, 9), "posted_until": date(2024, 3, 30)}
    assert "ska vara justerat" in refused(actions.post_minutes, meeting=made, **days)
    done = adjusted(world.association, date(2024, 5, 6))
    wrong = {"posted": date(2024, 5, 5), "posted_until": date(2024, 5, 1), "published": date(2024, 5, 1)}
    said = refused(actions.post_minutes, meeting=done, **wrong)
    assert said.count("före justeringen") == 2
    assert "tas ned innan" in said


def test_a_meeting_is_planned_with_sense(world):
    body = board(world.association)
    assert "sluta innan" in refused(actions.plan_meeting, body=body, date=DAY, start_time=time(10), end_time=time(9))
    assert "plats" in refused(actions.plan_meeting, body=body, date=DAY, place="x" * 121)
    actions.change_body(body=body, name=body.name, kind=body.kind, active=False, by=BY)
    assert "används inte" in refused(actions.plan_meeting, body=body, date=DAY)


def test_a_group_has_a_name_of_its_own(world):
    board(world.association)
    assert refused(actions.create_body, association=world.association, name="Styrelsen", kind="styrelse")
    assert refused(actions.create_body, association=world.association, name=" ", kind="kör")
    other = actions.create_body(association=world.other, name="Styrelsen", kind="styrelse", by=BY)
    assert other.pk


def test_a_meeting_with_numbers_stays_in_its_group_and_year(world):
    made = meeting(world.association)
    decide(item(made))
    assert "annat år" in refused(actions.change_meeting, meeting=made, date=date(2025, 1, 1))
    changed = actions.change_meeting(meeting=made, date=date(2024, 3, 5), place="Ån", by=BY)
    assert changed.date == date(2024, 3, 5)
    assert summaries()[-1] == "Ändrade uppgifterna om mötet Styrelsen 2024-03-05"


def test_only_a_meeting_without_history_can_be_removed(world):
    made = meeting(world.association)
    actions.remove_meeting(meeting=meeting(world.association, date(2024, 4, 1)), by=BY)
    decide(item(made))
    assert "numrerade" in refused(actions.remove_meeting, meeting=made)
    actions.hold_meeting(meeting=made, by=BY)
    assert "är hållet" in refused(actions.remove_meeting, meeting=made)
    assert "redan hållet" in refused(actions.hold_meeting, meeting=made)


def test_a_meeting_is_not_held_before_its_day(world):
    assert "inte förrän" in refused(actions.hold_meeting, meeting=meeting(world.association), on=date(2024, 3, 3))
