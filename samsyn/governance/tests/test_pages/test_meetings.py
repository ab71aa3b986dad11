"""The list and the meeting: planned, attended, held, justerat and posted on its pages."""

from datetime import date, timedelta

from django.utils import timezone

from samsyn.governance import actions
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Body, Meeting
from samsyn.governance.tests.factories import ANNA, BO, BY, DAN, board, meeting, person, seat
from samsyn.governance.tests.test_pages.addresses import DAY, at


def test_the_list_is_filtered_by_group_and_year_and_teaches_when_empty(world):
    client = world.client()
    assert "Inga möten 2024 ännu" in client.get(at("meetings")).content.decode()
    meeting(world.association)
    other = board(world.association, "Länsam", "annat")
    actions.plan_meeting(body=other, date=date(2023, 3, 4), topics="STAR", by=BY)
    first = client.get(at("meetings")).content.decode()
    assert "Styrelsen, 4\xa0mars 2024" in first
    assert "STAR" not in first
    assert "STAR" in client.get(at("meetings") + "?ar=alla").content.decode()
    assert "STAR" in client.get(at("meetings", period="2023") + f"?grupp={other.pk}").content.decode()
    for bad in ("?grupp=x", "?grupp=999999", "?sida=-1", "?sida=x", "?ar=1"):
        assert client.get(at("meetings") + bad).status_code == 200


def test_a_meeting_is_planned_on_the_page_and_every_fault_shown_at_once(world):
    client, body = world.client(), board(world.association)
    text = client.post(at("meeting-new"), {"date": "i morgon", "start_time": "25"}).content.decode()
    for words in ("Välj vilken grupp", "Skriv ett datum", "Skriv en tid"):
        assert words in text
    data = {"body": body.pk, "date": "2024-05-06", "start_time": "13:00", "end_time": "09:00"}
    assert "sluta innan" in client.post(at("meeting-new"), data).content.decode()
    answer = client.post(at("meeting-new"), data | {"end_time": "15:00"})
    assert answer["Location"] == at("meeting", Meeting.objects.get().pk)
    foreign = board(world.other)
    assert Meeting.objects.count() == 1
    client.post(at("meeting-new"), data | {"body": foreign.pk})
    assert Meeting.objects.count() == 1


def test_without_groups_one_is_asked_to_make_one(world):
    assert world.client().get(at("meeting-new"))["Location"] == at("body-new")


def test_groups_are_made_and_changed(world):
    client = world.client("registrator")
    client.post(at("body-new"), {"name": "Länsam", "kind": "annat"})
    body = Body.objects.get()
    text = client.post(at("body-new"), {"name": "Länsam", "kind": "annat"}).content.decode()
    assert "finns redan" in text
    client.post(at("body-edit", body.pk), {"name": "Länsam", "kind": "beredning", "active": ""})
    body.refresh_from_db()
    assert (body.kind, body.active) == ("beredning", False)


def test_the_boards_members_are_proposed_and_attendance_is_kept(world):
    for name, kind in ((DAN, "ersättare"), (ANNA, "ordförande"), (BO, "vice ordförande"), ("Rev", "revisor")):
        seat(world.association, name, kind)
    made, client = meeting(world.association, people=False), world.client()
    text = client.get(at("meeting-attendance", made.pk)).content.decode()
    assert text.index(ANNA) < text.index(BO) < text.index(DAN)
    assert "Rev" not in text
    rows = [(ANNA, "ordförande", "on", ""), (BO, "ledamot", "", ""), (DAN, "ersättare", "on", BO),
            ("Fia Fors", "inbjuden", "on", "")]  # fmt: skip
    data = {}
    for number, (person_, role, present, replaces) in enumerate(rows):
        data |= {f"person-{number}": person_, f"role-{number}": role, f"replaces-{number}": replaces}
        data |= {f"present-{number}": present} if present else {}
    for number in range(len(rows), 7):
        data |= {f"person-{number}": "", f"role-{number}": "inbjuden"}
    assert client.post(at("meeting-attendance", made.pk), data)["Location"] == at("meeting", made.pk)
    assert person(made, DAN).replaces == person(made, BO)
    assert person(made, ANNA).mandate.person == ANNA
    wrong = data | {"person-3": ANNA.lower()}
    assert "två gånger" in client.post(at("meeting-attendance", made.pk), wrong).content.decode()


def test_another_group_proposes_those_of_its_last_meeting(world):
    body = board(world.association, "Länsam", "annat")
    first = actions.plan_meeting(body=body, date=DAY, by=BY)
    actions.set_attendance(meeting=first, rows=[Called("Gun Gran", "ledamot")], by=BY)
    second = actions.plan_meeting(body=body, date=date(2024, 5, 6), by=BY)
    assert "Gun Gran" in world.client().get(at("meeting-attendance", second.pk)).content.decode()


def test_the_meeting_page_says_who_took_part_and_who_did_not(full):
    text = full.client("revisor").get(at("meeting", full.made.pk)).content.decode()
    for words in ("Anna Ask, ordförande", "Budget &lt;b&gt;2025", "in gick Dan Dal", "bilaga.pdf", "Kallelse som PDF"):
        assert words in text, words
    assert "Skriv beslut" not in text
    assert "Ändra" not in text


def test_a_meeting_goes_from_planned_to_posted_on_its_page(full):
    client, made = full.client(), full.made
    client.post(at("meeting-hold", made.pk))
    text = client.post(at("meeting-adjust", made.pk), {"adjuster": "Anna", "on": "2024-03-08"}).content.decode()
    assert "skriv vad som beslutades" in text
    client.post(at("paragraph-decide", full.item.pk), {"outcome": "bifall", "decision": ""})
    client.post(at("meeting-adjust", made.pk), {"adjuster": "Anna", "on": "2024-03-08"})
    client.post(at("meeting-post", made.pk), {"posted": "2024-03-08", "posted_until": "2024-03-30"})
    made.refresh_from_db()
    assert (made.state, made.posted) == ("justerat", date(2024, 3, 8))
    text = client.get(at("meeting", made.pk)).content.decode()
    assert "kan inte ändras" in text
    assert "Skriv närvaro" not in text
    assert "justerat" in client.post(at("paragraph-edit", full.item.pk), {"title": "Nytt"}).content.decode()


def test_holding_a_meeting_ahead_of_its_day_is_refused_in_words(world):
    made = meeting(world.association, timezone.localdate() + timedelta(days=9))
    answer = world.client().post(at("meeting-hold", made.pk), follow=True)
    assert "inte förrän" in answer.content.decode()


def test_a_long_list_takes_as_many_queries_as_a_short_one(world, django_assert_max_num_queries):
    made = meeting(world.association)
    actions.add_item(meeting=made, title="A", by=BY)
    client = world.client()
    client.get(at("meetings"))
    Meeting.objects.bulk_create(
        Meeting(association=world.association, body=made.body, date=date(2024, 1, 1 + number % 28))
        for number in range(400)
    )
    with django_assert_max_num_queries(22):
        client.get(at("meetings"))
