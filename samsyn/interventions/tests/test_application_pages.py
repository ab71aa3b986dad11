"""Applications on the pages: who sees what, writing with nothing lost, the way to the board, comments, letters."""

from datetime import date as d

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.governance.models import Body, Meeting, ParagraphLink
from samsyn.interventions.actions.applications import comment_application, move_application
from samsyn.interventions.actions.decisions import reject
from samsyn.interventions.models import Application, Document
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.tests.cases import KR, TEXTS, at_board, handed_in, paragraph, written

ONE = ("application", "application-edit", "application-move", "application-comment", "application-attach",
       "application-grant", "application-reject", "application-letter")  # fmt: skip
POSTED = ("application-comment",)


def at(name, *args, slug="an", query=""):
    return reverse(f"interventions:{name}", args=[slug, "2024", *args]) + query


def asked(client, name, pk):
    address = at(name, pk, query="?steg=prepare" if name == "application-move" else "")
    return client.post(address) if name in POSTED else client.get(address)


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ONE)
def test_a_stranger_gets_404_on_every_page(world, name):
    assert asked(world.client("stranger"), name, at_board(world).pk).status_code == 404


@pytest.mark.parametrize("name", ["applications", "application-new"])
def test_a_stranger_gets_404_on_the_lists(world, name):
    assert world.client("stranger").get(at(name)).status_code == 404


@pytest.mark.parametrize("name", ONE)
def test_another_party_s_user_gets_404_or_403(world, name):
    """Who works for a party that does not take part does not learn that the application is there."""
    client = world.login(world.party_user(party="Byns kommun"))
    found = asked(client, name, at_board(world).pk).status_code
    assert found == (403 if name in ("application-grant", "application-reject") else 404)


@pytest.mark.parametrize("name", ONE)
def test_another_association_s_application_is_404_in_one_s_own(world, name):
    made = at_board(world)
    Application.objects.filter(pk=made.pk).update(association=world.other)
    assert asked(world.client(), name, made.pk).status_code == 404


ROLES = {
    "forbundschef": (200, 200, 200, 200), "verksamhetsutvecklare": (200, 200, 403, 200), "ekonom": (200, 403, 403, 403),
    "registrator": (200, 403, 200, 403), "beredning": (200, 403, 403, 403), "styrelseledamot": (200, 403, 403, 403),
    "revisor": (200, 403, 403, 403), "systemforvaltare": (403, 403, 403, 403), "medlemsrepresentant": (403, 403, 403,
    403), "samordnare": (403, 403, 403, 403), "deltagaransvarig": (403, 403, 403, 403),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_applies_decides_and_handles_as_its_power_says(world, role):
    made, client = at_board(world), world.client(role)
    found = (
        client.get(at("application", made.pk)).status_code,
        client.get(at("application-new")).status_code,
        client.get(at("application-grant", made.pk)).status_code,
        client.get(at("application-move", made.pk, query="?steg=prepare")).status_code,
    )
    assert found == ROLES[role]


def test_a_withdrawn_user_reads_nothing(world):
    user, made = world.party_user(), handed_in(world)
    user.memberships.update(until=d(2020, 1, 1))
    assert world.login(user).get(at("application", made.pk)).status_code == 404


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_says_state_and_clock_in_the_reader_s_words(world):
    handed_in(world)
    office = world.client().get(at("applications")).content.decode()
    assert "Inkommen" in office and "av 61 dagar" in office and "900\u00a0000" in office
    party = world.login(world.party_user()).get(at("applications")).content.decode()
    assert "Inlämnad" in party and "Inkommen" not in party


def test_an_empty_list_teaches(world):
    page = world.login(world.party_user()).get(at("applications")).content.decode()
    assert "Skriv en ansökan" in page and "Minst två slag av parter" in page


def test_decided_ones_are_listed_by_the_year_of_the_top_line(world):
    made = at_board(world)
    reject(application=made, reasons="Nej.", on=d(2024, 11, 25), by="prov")
    client = world.client()
    assert "Vägval" in client.get(at("applications", query="?visa=avgjorda")).content.decode()
    assert "Vägval" not in client.get(at("applications")).content.decode()


# --- writing --------------------------------------------------------------------------------------------------------


def typed(world, made, **changed):
    """What the edit page's form sends for an application."""
    region = world.party("Region Ån", "region")
    pay = choices(world.association, "kostnadsslag").get(label="löner")
    values = {
        "title": made.title, "direction": "individ", "start": "2025-01-01", "end": "2026-12-31", **TEXTS,
        "version": made.version, "years": "2025,2026", f"p{region.pk}": "on", f"u{region.pk}": "En psykolog",
        f"b2025-{pay.pk}": "300 000", f"b2026-{pay.pk}": "300 000,50",
    }  # fmt: skip
    return {**values, **changed}


def test_a_party_s_user_begins_writes_and_hands_in(world):
    client = world.login(world.party_user())
    begun = client.post(at("application-new"), {
        "title": "Vägval", "direction": "individ", "applicant": world.party().pk, "start": "2025-01-01",
        "end": "2026-12-31",
    })  # fmt: skip
    made = Application.objects.get()
    assert begun.url == at("application-edit", made.pk)
    page = client.get(begun.url).content.decode()
    assert "Innan ni kan lämna in" in page and "Löner 2026" not in page and "löner 2026, kr" in page
    assert client.post(begun.url, typed(world, made)).status_code == 302
    made.refresh_from_db()
    assert (made.goals, made.version) == (TEXTS["goals"], 2)
    assert sorted(made.budget.values_list("year", "amount")) == [(2025, 300_000 * KR), (2026, 300_000 * KR + 50)]
    assert made.parties.get().unfinanced == "En psykolog"
    assert "Allt finns med" in client.get(begun.url).content.decode()
    assert client.post(at("application-move", made.pk, query="?steg=submit"), {"note": ""}).status_code == 302
    made.refresh_from_db()
    assert made.state == "inlämnad"


def test_nothing_typed_is_lost_and_every_fault_stands_at_once(world):
    made = written(world)
    pay = choices(world.association, "kostnadsslag").get(label="löner")
    faulty = typed(world, made, title="", end="2024-01-01", direction="båda", need="Det jag skrev",
                   **{f"b2025-{pay.pk}": "mycket", "years": "2025,2026,2031", f"b2031-{pay.pk}": "7"})  # fmt: skip
    page = world.login(world.party_user()).post(at("application-edit", made.pk), faulty).content.decode()
    assert "4 saker att rätta" in page
    for kept in ("Det jag skrev", 'value="mycket"', 'value="7"', "Lämna en ansökan för varje"):
        assert kept in page
    made.refresh_from_db()
    assert (made.title, made.version) == ("Vägval", 1)


def test_a_second_writer_is_told_what_the_first_one_saved(world):
    made = written(world)
    client = world.login(world.party_user())
    client.post(at("application-edit", made.pk), typed(world, made, need="Först skrivet"))
    late = client.post(at("application-edit", made.pk), typed(world, made, need="Skrivet samtidigt"))
    page = late.content.decode()
    assert late.status_code == 200
    assert "Någon annan har sparat" in page and "Först skrivet" in page and "Skrivet samtidigt" in page
    assert 'name="version" value="2"' in page  # the next save is a choice, not an accident
    made.refresh_from_db()
    assert made.need == "Först skrivet"


def test_a_user_without_a_party_is_told_so(world):
    assert world.client("insatsagare").get(at("application-new")).status_code == 403


def test_a_co_party_reads_but_does_not_write(world):
    made = handed_in(world)
    client = world.login(world.party_user(party="Region Ån"))
    assert client.get(at("application", made.pk)).status_code == 200
    assert client.get(at("application-edit", made.pk)).status_code == 403
    assert client.get(at("application-move", made.pk, query="?steg=withdraw")).status_code == 403


def test_a_handed_in_application_is_not_written_in(world):
    made = handed_in(world)
    answer = world.login(world.party_user()).get(at("application-edit", made.pk))
    assert answer.url == at("application", made.pk)


# --- steps ----------------------------------------------------------------------------------------------------------


def test_buttons_are_those_of_the_state_and_the_reader(world):
    made = handed_in(world)
    head = world.client().get(at("application", made.pk)).content.decode()
    assert "Begär komplettering" in head and "Ta till styrelsen" in head and ">Bevilja<" not in head
    party = world.login(world.party_user()).get(at("application", made.pk)).content.decode()
    assert "Ta tillbaka" in party and "Begär komplettering" not in party


def test_asking_pauses_and_the_applicant_reads_what_is_asked(world):
    made = handed_in(world)
    done = world.client().post(
        at("application-move", made.pk, query="?steg=ask"), {"on": "2024-09-12", "note": "Hur blir 2026?"}
    )
    assert done.status_code == 302
    party = world.login(world.party_user()).get(at("application", made.pk)).content.decode()
    assert "Hur blir 2026?" in party and "står stilla sedan" in party and "Ska kompletteras" in party


def test_a_step_without_its_reason_shows_the_fault(world):
    made = handed_in(world)
    page = world.client().post(at("application-move", made.pk, query="?steg=ask"), {"on": "2024-09-12", "note": ""})
    assert page.status_code == 200 and "Skriv skälet." in page.content.decode()
    assert world.client().get(at("application-move", made.pk, query="?steg=grant")).status_code == 404
    assert world.client().get(at("application-move", made.pk, query="?steg=hux")).status_code == 404


def test_going_to_the_board_makes_an_item_of_the_meeting(world):
    board = Body.objects.create(association=world.association, name="Styrelsen", kind=Body.Kind.BOARD)
    meeting = Meeting.objects.create(association=world.association, body=board, date=d(2024, 11, 25))
    made, client = handed_in(world), world.client()
    client.post(
        at("application-move", made.pk, query="?steg=to_board"), {"on": "2024-10-01", "meeting": meeting.pk, "note": ""}
    )
    link = ParagraphLink.objects.get(view="interventions:application")
    assert (link.pk_there, link.paragraph.meeting, link.amount) == (made.pk, meeting, 900_000 * KR)
    assert "25\u00a0november 2024" in client.get(at("application", made.pk)).content.decode()


# --- comments, files, letter ----------------------------------------------------------------------------------------


def test_the_applicant_does_not_see_what_beredning_says(world):
    made = handed_in(world)
    client = world.client("beredning")
    done = client.post(at("application-comment", made.pk), {"text": "Otydlig budget", "supports": "nej"})
    assert done.status_code == 302
    assert made.comments.get().supports is False
    assert "Otydlig budget" in client.get(at("application", made.pk)).content.decode()
    assert "Otydlig budget" in world.client("revisor").get(at("application", made.pk)).content.decode()
    for party in ("Åns kommun", "Region Ån"):
        page = world.login(world.party_user(party=party)).get(at("application", made.pk)).content.decode()
        assert "Otydlig budget" not in page and "Beredning" not in page
    assert world.login(world.party_user()).post(at("application-comment", made.pk), {"text": "x"}).status_code == 403


def test_an_empty_comment_says_so_and_keeps_the_page(world):
    made = handed_in(world)
    page = world.client().post(at("application-comment", made.pk), {"text": ""})
    assert page.status_code == 200 and "Skriv en kommentar." in page.content.decode()


def test_a_file_is_added_and_a_program_is_refused(world):
    made = written(world)
    client = world.login(world.party_user())
    bad = client.post(at("application-attach", made.pk), {"file": SimpleUploadedFile("plan.exe", b"MZ\x90\x00")})
    assert bad.status_code == 200 and not Document.objects.exists()
    client.post(at("application-attach", made.pk), {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan")})
    assert Document.objects.get(application=made).name == "plan.pdf"
    assert "plan.pdf" in client.get(at("application", made.pk)).content.decode()


def test_the_rejection_letter_is_a_pdf_for_those_who_may_read_it(world):
    made = at_board(world)
    client = world.login(world.party_user())
    assert client.get(at("application-letter", made.pk)).status_code == 404  # not decided yet
    reject(application=made, reasons="Ryms inom den ordinarie verksamheten.", on=d(2024, 11, 25),
           by=world.user("forbundschef"), paragraph=paragraph(world, outcome="avslag"))  # fmt: skip
    answer = client.get(at("application-letter", made.pk))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert "Ryms inom" in client.get(at("application", made.pk)).content.decode()


def test_a_late_application_is_marked_for_the_office(world):
    made = handed_in(world, on=d(2024, 1, 2))
    comment_application(application=made, text="Sen", by="prov")
    assert "för sent" in world.client().get(at("application", made.pk)).content.decode()
    move_application(application=made, name="withdraw", on=d(2024, 1, 5), by="prov", note="Ångrar oss")
    assert "för sent" not in world.client().get(at("application", made.pk)).content.decode()


def test_the_page_of_the_list_asks_as_many_questions_however_long_it_is(world, django_assert_num_queries):
    client = world.client()
    handed_in(world)
    client.get(at("applications"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("applications"))
    for number in range(5):
        handed_in(world, title=f"Ansökan {number}")
    with django_assert_num_queries(len(few)):
        client.get(at("applications"))
