"""The pages of meetings, decisions and the year plan: who may open them, what they say, what they refuse."""

import io
from datetime import date, timedelta

import page
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from samsyn.associations.domain import ROLES
from samsyn.associations.models import Membership
from samsyn.core.events import Event
from samsyn.governance import actions
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Body, CalendarFeed, DelegatedDecision, Meeting, Obligation, ObligationDone, Paper
from samsyn.governance.tests.factories import ANNA, BO, BY, CIA, DAN, board, meeting, person, seat

DAY = date(2024, 3, 4)
PUBLIC = "year-plan-feed"


def at(name, *args, slug="an", period="2024"):
    return reverse(f"governance:{name}", args=[slug, period, *args])


@pytest.fixture
def full(world, django_capture_on_commit_callbacks):
    """One of everything, and the values each address takes."""
    made = meeting(world.association)
    item = actions.add_item(
        meeting=made, title="Budget <b>2025</b>", background="Läget.", proposal="Styrelsen antar budgeten.",
        prepared_by="Eva Ek", by=BY,
    )  # fmt: skip
    recusal = actions.recuse(paragraph=item, attendance=person(made, BO), source="anmält", reason="släkting",
                             deputy=person(made, DAN), by=BY)  # fmt: skip
    actions.link_paragraph(paragraph=item, label="Budgeten", amount=100_00, view="desk:overview", pk_there=1)
    actions.attach_paper(meeting=made, paragraph=item, file=SimpleUploadedFile("bilaga.pdf", b"%PDF-1.7"),
                         name="bilaga.pdf", by=BY)  # fmt: skip
    actions.record_delegated(association=world.association, on=DAY, delegate="Chefen", text="Minskar Vägval.", by=BY)
    own = actions.set_obligation(association=world.association, title="Rond", month=2, day=1, owner="ekonom", by=BY)
    world.pks = {
        "meeting-paper": Paper.objects.get().pk, "meeting": made.pk, "paragraph": item.pk, "recusal": recusal.pk,
        "body": made.body_id, "delegated": DelegatedDecision.objects.get().pk, "year-plan-remove": own.pk,
    }  # fmt: skip
    world.made, world.item = made, item
    return world


def address(world, pattern):
    wanted = pattern.pattern.converters
    keys = sorted((key for key in world.pks if pattern.name.startswith(key)), key=len)
    given = {
        "pk": world.pks[keys[-1]] if keys else 0, "key": "budget", "year": 2024, "association": "an", "period": "2024",
    }  # fmt: skip
    return reverse(f"governance:{pattern.name}", kwargs={name: given[name] for name in wanted})


OURS = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "governance")
ROUTES = [route for route in OURS.url_patterns if route.name != PUBLIC]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_stranger_gets_404_on_every_page_and_post(full, route):
    client, path = full.client("stranger"), address(full, route)
    before = Event.objects.count()
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    own = path.replace("/an/", "/backen/", 1)
    if "pk" in route.pattern.converters:  # our object under the stranger's own association
        assert client.get(own).status_code in (404, 405)
        assert client.post(own).status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize("role", [*ROLES])
def test_every_role_meets_every_page_as_its_power_says(full, role):
    """What the page asks for, and nothing else, decides: 403 with a reason, or the page."""
    client = full.login(full.party_user(role)) if role in ("insatsagare", "samordnare", "deltagaransvarig") else (
        full.client(role))  # fmt: skip
    wrong = {}
    for route in ROUTES:
        answer = client.get(address(full, route))
        allowed = route.callback.permission in ROLES[role].permissions
        right = (200, 405) if allowed else (403,)
        if answer.status_code not in right:
            wrong[route.name] = answer.status_code
        if not allowed and answer.status_code == 403:
            text = answer.content.decode()
            assert "Bara " in text or "läses av" in text, route.name
    assert wrong == {}


def test_nobody_logged_in_is_asked_to_log_in(full, client):
    assert client.get(at("meetings")).status_code == 302


def test_every_page_reads_as_a_whole_page(full):
    client = full.client("forbundschef")
    for route in ROUTES:
        answer = client.get(address(full, route))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            assert "<c-" not in text and "{{" not in text and "{%" not in text, route.name
            assert "Budget <b>" not in text, route.name
            assert text.count("<h1") == 1, route.name


def test_posts_that_only_read_are_refused(full):
    """A reader's POST changes nothing anywhere."""
    client = full.client("styrelseledamot")
    before = Event.objects.count()
    for route in ROUTES:
        client.post(address(full, route))
    assert {event.verb for event in Event.objects.order_by("pk")[before:]} <= {"yearplan.feed"}


# --- list and meeting ------------------------------------------------------------------------------------------------


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


# --- items -----------------------------------------------------------------------------------------------------------


def test_a_paragraph_shows_what_it_decided_and_where(full):
    text = full.client("styrelseledamot").get(at("paragraph", full.item.pk)).content.decode()
    for words in ("Bo Bok deltar inte: jäv, anmält av personen (släkting)", "Dan Dal går in som ersättare",
                  "Budgeten", "100\xa0kr", "Berett av Eva Ek", "bilaga.pdf"):  # fmt: skip
        assert words in text.replace("1\xa000", "1 00"), words
    assert "för Bo Bok" in text


def test_save_and_next_walks_through_the_agenda(full):
    second = actions.add_item(meeting=full.made, title="Ärende två", by=BY)
    client = full.client()
    answer = client.post(at("paragraph-decide", full.item.pk), {"outcome": "bifall", "next": "1"})
    assert answer["Location"] == at("paragraph-decide", second.pk)
    answer = client.post(at("paragraph-decide", second.pk), {"outcome": "information", "next": "1"})
    assert answer["Location"] == at("meeting", full.made.pk)


def test_bad_decisions_are_refused_beside_what_was_typed(full):
    client = full.client()
    path = at("paragraph-decide", full.item.pk)
    text = client.post(path, {"outcome": "avslag", "decision": "", "reservation": "Min mening"}).content.decode()
    assert "Skriv vad som beslutades" in text
    assert "Min mening" in text
    assert "paragrafens nummer" in client.post(path, {"outcome": "avslag", "number": "nio"}).content.decode()
    assert "Välj ett giltigt" in client.post(path, {"outcome": "kanske"}).content.decode()


def test_jav_is_written_on_its_page(full):
    client = full.client()
    path = at("paragraph-recuse", full.item.pk)
    text = client.post(path, {}).content.decode()
    assert "Välj vem som är jävig" in text
    assert "Välj om personen själv" in text
    client.post(path, {"attendance": person(full.made, CIA).pk, "source": "noterat"})
    assert full.item.recusals.count() == 2
    client.post(at("recusal-remove", full.item.recusals.last().pk))
    assert full.item.recusals.count() == 1


def test_items_are_added_moved_and_removed(full):
    client = full.client()
    client.post(at("meeting-item", full.made.pk), {"title": "Nytt"})
    new = full.made.paragraphs.get(title="Nytt")
    client.post(at("paragraph-move", new.pk), {"till": "upp"})
    assert full.made.paragraphs.first() == new
    client.post(at("paragraph-remove", new.pk))
    assert full.made.paragraphs.count() == 1
    assert "Skriv vad ärendet gäller" in client.post(at("meeting-item", full.made.pk), {}).content.decode()


# --- papers and minutes ----------------------------------------------------------------------------------------------


def test_a_paper_is_handed_out_only_as_a_file_and_only_to_readers(full):
    path = at("meeting-paper", Paper.objects.get().pk)
    answer = full.client("beredning").get(path)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert full.login(full.party_user()).get(path).status_code == 403
    Paper.objects.get().file.storage.delete(Paper.objects.get().file.name)
    assert full.client().get(path).status_code == 404


def test_a_bad_paper_is_refused_in_words(full):
    client, path = full.client(), at("meeting-attach", full.made.pk)
    assert "Välj en fil" in client.post(path, {}).content.decode()
    text = client.post(path, {"file": SimpleUploadedFile("a.exe", b"MZ")}).content.decode()
    assert "tas inte emot" in text and "stämmer inte" in text
    client.post(path + f"?paragraf={full.item.pk}", {"file": SimpleUploadedFile("b.pdf", b"%PDF"),
                                                     "paragraph": full.item.pk})  # fmt: skip
    assert full.item.papers.count() == 2
    assert client.get(path + "?paragraf=x").status_code == 200


def pdf_text(answer):
    file = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = "\n".join(file[at].get_textpage().get_text_range() for at in range(len(file)))
    return text.replace("\r\n", "\n").replace("\xa0", " ")


def test_the_minutes_as_pdf_are_accessible_and_say_what_the_page_says(full):
    client, path = full.client("medlemsrepresentant"), at("meeting-minutes", full.made.pk)
    called = pdf_text(client.get(path))
    for words in ("Kallelse 4 mars 2024", "Dagordning", "Förslag till beslut: Styrelsen antar budgeten."):
        assert words in called, words
    actions.report_delegated(meeting=full.made, decisions=DelegatedDecision.objects.all(), by=BY)
    actions.hold_meeting(meeting=full.made, by=BY, secretary="Eva Ek")
    actions.decide_item(paragraph=full.item, outcome="bifall", reservation="Cia Ceder reserverar sig.", by=BY)
    draft = pdf_text(client.get(path))
    assert "Utkast. Protokollet är inte justerat." in draft
    actions.adjust_minutes(meeting=full.made, adjuster="Anna Ask och Bo Bok", on=date(2024, 3, 8), by=BY)
    answer = client.get(path)
    text = pdf_text(answer).replace("\n", " ")
    for words in ("Protokoll 4 mars 2024", "§ 1 Budget <b>2025</b>", "Bo Bok anmälde jäv (släkting) och deltog varken",
                  "Dan Dal gick in som ersättare", "Cia Ceder reserverar sig", "D 1/2024", "Bilagor", "bilaga.pdf",
                  "Beslut enligt förslaget", "8 mars 2024", "Eva Ek"):  # fmt: skip
        assert words in text, words
    assert "Utkast" not in text
    assert page.is_pdf_compliant_bytes(answer.content, profile="ua1")
    assert page.is_pdf_compliant_bytes(answer.content, profile="2a")
    assert client.get(path).content == answer.content


def test_a_meeting_with_nothing_in_it_is_still_a_pdf(world):
    made = meeting(world.association, people=False)
    answer = world.client().get(at("meeting-minutes", made.pk))
    assert page.is_pdf_compliant_bytes(answer.content, profile="ua1")


# --- decisions on delegation -----------------------------------------------------------------------------------------


def test_a_decision_on_delegation_is_recorded_and_reported(world):
    client = world.client("registrator")
    assert "Inga delegationsbeslut 2024" in client.get(at("delegated")).content.decode()
    assert "vem som fattat" in client.post(at("delegated-new"), {"on": "2024-03-01"}).content.decode()
    client.post(at("delegated-new"), {"on": "2024-03-01", "delegate": "Chefen", "text": "Minskar."})
    one = DelegatedDecision.objects.get()
    made = meeting(world.association)
    assert "Ett beslut väntar på att anmälas: D 1/2024" in " ".join(
        client.get(at("delegated")).content.decode().split()
    )
    client.post(at("meeting-report", made.pk), {"decisions": [one.pk]})
    one.refresh_from_db()
    assert one.reported_in == made
    client.post(at("meeting-report", made.pk), {})
    one.refresh_from_db()
    assert one.reported_in is None
    client.post(at("delegated-edit", one.pk), {"on": "2024-03-02", "delegate": "Chefen", "text": "Ökar."})
    one.refresh_from_db()
    assert one.text == "Ökar."


# --- the year plan ---------------------------------------------------------------------------------------------------


def test_the_wheel_shows_the_year_and_its_meetings(world):
    meeting(world.association, people=False)
    client = world.client("styrelseledamot")
    text = client.get(at("year-plan")).content.decode()
    for words in ("Årsredovisning för 2023", "Budget för nästa år", "Styrelsen 4\xa0mar", "Försenat"):
        assert words in text, words
    assert "Markera klart" not in text
    assert "Kommer" in client.get(at("year-plan", period="2090")).content.decode()


def test_an_obligation_is_marked_and_unmarked(world):
    client = world.client("verksamhetsutvecklare")
    assert "vilken dag" in client.post(at("year-plan-done", "budget", 2024), {}).content.decode()
    client.post(at("year-plan-done", "budget", 2024), {"on": "2024-11-04", "note": "§ 52"})
    assert ObligationDone.objects.get().done == date(2024, 11, 4)
    assert "§ 52" in client.get(at("year-plan")).content.decode()
    client.post(at("year-plan-undone", "budget", 2024))
    assert not ObligationDone.objects.exists()
    for bad in (("hittepa", 2024), ("budget", 99999)):
        assert client.get(at("year-plan-done", *bad)).status_code == 404


def test_the_association_makes_the_plan_its_own(world):
    client = world.client()
    text = client.post(at("year-plan-rule-new"), {"title": "", "month": "4", "day": "31", "owner": ""}).content.decode()
    assert "Skriv vad som ska göras" in text
    assert "Dagen ska" in client.post(at("year-plan-rule", "budget"), {"month": "4", "day": "31"}).content.decode()
    client.post(
        at("year-plan-rule-new"), {"title": "Rond", "month": "4", "day": "30", "owner": "ekonom", "active": "on"}
    )
    client.post(at("year-plan-rule", "tertial1"), {"month": "", "day": "", "active": ""})
    text = client.get(at("year-plan-edit")).content.decode()
    assert "Rond" in text
    assert "Gäller inte oss" in text
    for row in Obligation.objects.all():
        client.post(at("year-plan-remove", row.pk))
    assert not Obligation.objects.exists()
    assert client.get(at("year-plan-rule", "hittepa")).status_code == 404


def feed(world, role="styrelseledamot"):
    world.client(role).post(at("year-plan-calendar"), {"new": "1"})
    return reverse("governance:year-plan-feed", args=["an", CalendarFeed.objects.get().token])


def test_the_calendar_needs_only_its_secret_address(world, client):
    actions.plan_meeting(body=board(world.association), date=timezone.localdate(), by=BY, topics="a, b; c")
    path = feed(world)
    answer = client.get(path)
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"].startswith("private")
    for words in ("BEGIN:VCALENDAR", "SUMMARY:Styrelsen", r"DESCRIPTION:a\, b\; c", "SUMMARY:Budget för nästa år"):
        assert words in text, words
    assert path in world.client("styrelseledamot").get(at("year-plan")).content.decode()
    assert path not in world.client("ekonom").get(at("year-plan")).content.decode()


def test_the_calendar_ends_with_the_address_the_role_or_the_person(world, client):
    first = feed(world)
    second = feed(world)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get(second.replace("/an/", "/backen/")).status_code == 404
    membership = Membership.objects.get(role="styrelseledamot")
    membership.until = date(2020, 1, 1)
    membership.save()
    assert client.get(second).status_code == 404
    membership.until = None
    membership.save()
    world.client("styrelseledamot").post(at("year-plan-calendar"), {"end": "1"})
    assert client.get(second).status_code == 404
    assert "Bytte kalenderadress till årshjulet" in Event.objects.values_list("summary", flat=True)
    assert not Event.objects.filter(after__contains=second.split("/")[-1][:20]).exists()


@pytest.mark.parametrize("token", ["x", "a" * 500, "-"])
def test_a_guessed_calendar_address_finds_nothing(world, client, token):
    assert client.get(f"/an/kalender/{token}.ics").status_code == 404


# --- speed -----------------------------------------------------------------------------------------------------------


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
