"""The pages where counts are reported: who gets in, what is shown, kept, refused, corrected and remembered."""

import re
from datetime import date as d

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsyn.associations.access import can
from samsyn.core.tablefile import write_csv
from samsyn.desk.tasks import own_tasks
from samsyn.interventions.tests import builder as money
from samsyn.participants.actions import importing
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.form import name
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as stored
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1, T2
from samsyn.reports.tests.counting import queries

ONE = ("entry", "entry-correct", "entry-history", "entry-excuse")
OF_PERIOD = ("period-close", "period-reopen", "entry-import", "entry-template")
ALL = ("reporting", "period-open", *ONE, *OF_PERIOD)
WHOLE = {"opening-women": "9", "opening-men": "8", "new-women": "5", "new-men": "6", "ended-women": "8",
         "ended-men": "12",
         "outcome.work-women": "2", "outcome.study-women": "1", "outcome.work_oriented-women": "4",
         "outcome.other-women": "1", "outcome.work-men": "1", "outcome.study-men": "1",
         "outcome.work_oriented-men": "8", "outcome.other-men": "2", "consultations": "3"}  # fmt: skip


def at(view, *args, slug="an", period="2024"):
    return reverse(f"participants:{view}", args=[slug, period, *args])


def address(view, of, part=T1):
    if view in ONE:
        return at(view, of.pk, part.code)
    return at(view, part.code) if view in OF_PERIOD else at(view)


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").split())


@pytest.fixture
def vagval(world):
    builder.collects(world.association, "outcome", "consultations")
    return money.intervention(world.association)


@pytest.fixture
def tertial(world, vagval):
    return builder.opened(world.association, T1)[0]


@pytest.fixture
def sam(world):
    """A coordinator at the party that owns it."""
    return world.login(world.party_user("samordnare"))


@pytest.fixture
def office(world):
    return world.client()


def send(client, of, typed, do="send", part=T1, version=0, **more):
    return client.post(address("entry", of, part), {**typed, "version": version, "do": do, **more})


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ALL)
def test_a_stranger_gets_404_on_every_page(world, vagval, tertial, view):
    assert world.client("stranger").get(address(view, vagval)).status_code == 404


@pytest.mark.parametrize("view", ONE)
def test_a_coordinator_of_another_party_gets_404(world, vagval, tertial, view):
    other = world.login(world.party_user("samordnare", "Byns kommun"))
    assert other.get(address(view, vagval)).status_code == (403 if view == "entry-excuse" else 404)
    assert other.post(address(view, vagval), WHOLE).status_code == (403 if view == "entry-excuse" else 404)
    assert not Report.objects.exists()


def test_a_party_that_only_takes_part_gets_404_too(world, vagval, tertial):
    other = world.login(world.party_user("samordnare", "Region Ån"))
    assert other.get(address("entry", vagval)).status_code == 404


POWER = {  # reporting, period-open, entry, entry-correct, entry-history, period-close, entry-import, entry-template
    "forbundschef": "200 200 200 302 200 200 200 200", "verksamhetsutvecklare": "200 200 200 302 200 200 200 200",
    "ekonom": "403 403 200 403 200 403 403 403", "revisor": "403 403 200 403 200 403 403 403",
    "styrelseledamot": "403 403 403 403 403 403 403 403", "beredning": "403 403 403 403 403 403 403 403",
    "registrator": "403 403 403 403 403 403 403 403", "systemforvaltare": "403 403 403 403 403 403 403 403",
}  # fmt: skip


@pytest.mark.parametrize("role", POWER)
def test_each_role_opens_what_its_power_says(world, vagval, tertial, role):
    views = ("reporting", "period-open", "entry", "entry-correct", "entry-history", "period-close", "entry-import",
             "entry-template")  # fmt: skip
    client = world.client(role)
    assert " ".join(str(client.get(address(view, vagval)).status_code) for view in views) == POWER[role]


def test_the_coordinator_reports_but_opens_and_closes_no_period(vagval, tertial, sam):
    found = {view: sam.get(address(view, vagval)).status_code for view in ALL}
    shut = {view for view, status in found.items() if status == 403}
    assert shut == {"period-open", "period-close", "period-reopen", "entry-excuse"}


@pytest.mark.parametrize("code", ["2024-T2", "2024-T9", "hej", "2024-01"])
def test_a_period_that_is_not_open_or_none_is_404(vagval, tertial, sam, office, code):
    assert sam.get(at("entry", vagval.pk, code)).status_code == 404
    assert office.get(at("period-close", code)).status_code == 404


# --- the form -------------------------------------------------------------------------------------------------------


def test_the_form_asks_for_the_opening_only_the_first_time(world, vagval, tertial, sam):
    first = sam.get(address("entry", vagval))
    assert "Kvar sedan tidigare" in text(first) and 'name="opening-women"' in first.content.decode()
    builder.handed_in(vagval, tertial, builder.flow((9, 5, 4), (8, 6, 5)))
    builder.opened(world.association, T2)
    page = sam.get(address("entry", vagval, T2)).content.decode()
    assert 'name="opening-women"' not in page
    assert '<output id="f-opening-women">10</output>' in page and '<output id="f-opening-men">9</output>' in page
    assert f'href="{address("entry", vagval)}"' in page and "Stämmer det inte?" in page


def test_every_field_says_its_whole_name_and_unstated_is_folded_away(vagval, tertial, sam):
    page = sam.get(address("entry", vagval)).content.decode()
    names = re.findall(r'<input class="inmat tal" id="([^"]+)"', page)
    labels = dict(re.findall(r'<label class="dold" for="(f-[^"]+)">([^<]+)</label>', page))
    assert len(names) == len(set(names)) and set(names) == set(labels)
    assert len(set(labels.values())) == len(labels)
    assert labels["f-outcome_work_oriented-men"] == "Arbetsinriktad insats, män"
    folded = "".join(re.findall(r"<details.*?</details>", page, re.S))
    assert 'name="new-unstated"' in folded and 'name="new-women"' not in folded


def test_it_says_that_what_is_sent_is_an_official_document_and_what_is_merged(world, vagval, tertial, sam):
    said = text(sam.get(address("entry", vagval)))
    assert "allmän handling" in said and "Fråga kansliet" in said
    builder.collects(world.association, "referral", merged=True)
    assert "För vem visade vägen till insatsen? ber förbundet bara om sammanslagna" in text(
        sam.get(address("entry", vagval))
    )


def test_a_whole_tertial_is_handed_in_and_read(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE)
    assert answer.url == address("entry", vagval)
    page = text(sam.get(answer.url))
    assert "Rapporten för tertial 1 2024 är inlämnad." in page and "Inlämnad" in page
    assert "Kvar vid periodens slut 6 2 – 8" in page and "Konsultationer 3" in page


def test_the_published_12_and_18_of_20_cannot_be_handed_in(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"outcome.work_oriented-men": "18"})
    page = answer.content.decode()
    assert answer.status_code == 200 and not Report.objects.filter(state="inlämnad").exists()
    assert '<a href="#f-outcome_work_oriented-men">' in page and "Menade du 8?" in text(answer)
    assert 'aria-invalid="true" aria-describedby="f-outcome_work_oriented_error"' in page
    assert 'id="f-outcome_work_oriented_error"' in page and 'value="18"' in page
    assert "Det du skrivit är sparat." in text(answer)
    assert Report.objects.get().draft["outcome.work_oriented-men"] == "18"
    assert send(sam, vagval, WHOLE, version=1).status_code == 302


def test_many_empty_fields_are_one_thing_to_do_and_one_press(vagval, tertial, sam):
    typed = {name: "" if name.startswith("outcome") else value for name, value in WHOLE.items()}
    answer = send(sam, vagval, typed)
    assert "Vart gick de som avslutade: 8 fält är tomma. Skriv 0 om ingen." in text(answer)
    assert "En sak att rätta" in text(answer) and "Skriv 0 i de tomma fälten" in text(answer)
    assert send(sam, vagval, typed, do="zeros", version=1).status_code == 302
    draft = Report.objects.get().draft
    assert draft["outcome.study-men"] == "0" and draft["new-women"] == "5" and draft["new-unstated"] == ""


def test_a_draft_keeps_anything_typed_and_comes_back(vagval, tertial, sam):
    send(sam, vagval, {"new-women": "fem", "ended-men": "2"}, do="save")
    page = sam.get(address("entry", vagval)).content.decode()
    assert 'value="fem"' in page and "Senast sparat" in page
    assert Report.objects.get().state == "utkast"


def test_a_reason_is_asked_for_when_people_come_in_without_starting(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"entry-women": "2"})
    assert '<a href="#f-reason-entry">' in answer.content.decode()
    assert re.search(r"<details class=\"mer\" open><summary>Ovanligt", answer.content.decode())
    done = send(sam, vagval, WHOLE | {"entry-women": "2", "reason-entry": "Överflyttade"}, version=1)
    assert done.status_code == 302 and "Överflyttade" in text(sam.get(done.url))


def test_what_looks_like_a_personnummer_is_neither_kept_nor_shown_again(vagval, tertial, sam):
    answer = send(sam, vagval, WHOLE | {"new-women": "850612-1234"})
    assert "850612" not in answer.content.decode() and not Report.objects.exists()
    assert "personnummer" in text(answer) or "uppgifter om en person" in text(answer)
    answer = send(sam, vagval, {"reason-entry": "Anna 19850612-1234"}, do="save")
    assert "850612" not in answer.content.decode() and not Report.objects.exists()


def test_two_at_once_are_told_of_each_other_and_nothing_is_lost(world, vagval, tertial, sam):
    bo = world.user("verksamhetsutvecklare")
    send(world.login(bo), vagval, {"new-women": "6", "new-men": "6"}, do="save")
    answer = send(sam, vagval, {"new-women": "5", "new-men": "6"}, do="save", version=0)
    page = answer.content.decode()
    assert f"{bo} sparade den här rapporten" in text(answer)
    assert 'name="new-women" value="5"' in page and "Sparat: 6" in text(answer)
    assert text(answer).count("Sparat: 6") == 1 and 'name="version" value="1"' in page
    assert send(sam, vagval, {"new-women": "5", "new-men": "6"}, do="save", version=1).status_code == 302
    assert Report.objects.get().draft["new-women"] == "5"


def test_an_earlier_period_comes_first(world, vagval, tertial, sam):
    builder.opened(world.association, T2)
    page = text(sam.get(address("entry", vagval, T2)))
    assert "Lämna den tidigare rapporten först" in page and "Tertial 1 2024" in page


def test_what_is_asked_of_the_whole_year_is_held_against_those_who_were_there(world, sam):
    of = money.intervention(world.association, end=d(2024, 4, 30))
    builder.collects(world.association, "age_class")
    builder.opened(world.association, T1)
    page = sam.get(address("entry", of)).content.decode()
    assert "Hela året 2024" in page and 'data-summa="tidigare-women f-entry-women f-new-women"' not in page
    assert 'data-summa="f-opening-women f-entry-women f-new-women"' in page


# --- correcting -----------------------------------------------------------------------------------------------------


@pytest.fixture
def two(world, vagval, tertial):
    """Tertial 1 and 2 handed in: 9 + 5 − 4 women, then + 2."""
    first = builder.handed_in(vagval, tertial, builder.flow((9, 5, 4)))
    later = builder.opened(world.association, T2)[0]
    builder.handed_in(vagval, later, builder.flow((0, 2, 0)))
    return first


def test_a_correction_needs_a_reason_and_shows_what_it_changes_before_it_is_done(vagval, two, sam):
    typed = {**stored.typed_of(two), "new-women": "7", "version": two.version}
    place = address("entry-correct", vagval)
    answer = sam.post(place, typed)
    assert '<a href="#f-reason">' in answer.content.decode() and "Skriv varför rapporten rättas." in text(answer)
    answer = sam.post(place, {**typed, "reason": "Två glömdes"})
    assert "Nya, kvinnor: 5 blir 7." in text(answer)
    assert "Tertial 2 2024: kvar sedan förra perioden blir 12 kvinnor (var 10)." in text(answer)
    assert stored.counts_of(two) != {} and Report.objects.get(pk=two.pk).version == two.version
    seen = re.search(r'name="seen" value="(\w+)"', answer.content.decode())[1]
    done = sam.post(place, {**typed, "reason": "Två glömdes", "seen": seen})
    assert done.url == address("entry", vagval)
    page = text(sam.get(address("entry-history", vagval)))
    assert "Rättad, version 2" in page and "Två glömdes" in page and "Nya, kvinnor 5 7" in page
    assert "Kvar sedan förra perioden 12" in text(sam.get(address("entry", vagval, T2)))


def test_what_was_not_seen_is_shown_again(vagval, two, sam):
    typed = {**stored.typed_of(two), "new-women": "7", "version": two.version, "reason": "Fel"}
    seen = re.search(r'name="seen" value="(\w+)"', sam.post(address("entry-correct", vagval), typed).content.decode())
    answer = sam.post(address("entry-correct", vagval), {**typed, "new-women": "8", "seen": seen[1]})
    assert "Nya, kvinnor: 5 blir 8." in text(answer) and Report.objects.get(pk=two.pk).version == two.version


def test_a_correction_that_makes_a_later_report_impossible_is_refused(world, vagval, two, sam):
    later = ReportingPeriod.objects.get(last_month=8)
    builder.corrected(stored.report_of(vagval, later), {"ended-women": 12, "outcome.work-women": 12})
    typed = {**stored.typed_of(two), "new-women": "4", "version": two.version, "reason": "Fel"}
    answer = sam.post(address("entry-correct", vagval), typed)
    assert "Tertial 2 2024" in text(answer) and answer.status_code == 200
    assert stored.counts_of(two)[next(key for key in stored.counts_of(two) if name(key) == "new-women")] == 5


def test_a_closed_period_is_read_and_opened_again_with_a_reason(world, vagval, two, sam, office):
    assert office.post(at("period-close", T1.code)).url == at("reporting")
    assert sam.get(address("entry-correct", vagval)).url == address("entry", vagval)
    page = text(sam.get(address("entry", vagval)))
    assert "Perioden är stängd" in page and "Kansliet kan öppna perioden igen" in page
    office.post(at("period-reopen", T1.code), {"reason": ""})
    assert ReportingPeriod.objects.get(last_month=4).closed
    office.post(at("period-reopen", T1.code), {"reason": "Fel tal"})
    assert sam.get(address("entry-correct", vagval)).status_code == 200


def test_an_auditor_reads_a_report_and_its_history_and_changes_nothing(world, vagval, two):
    auditor = world.client("revisor")
    page = text(auditor.get(address("entry", vagval)))
    assert "Kvar vid periodens slut 10 – – 10" in page and "Rätta" not in page
    assert "Inlämnad" in text(auditor.get(address("entry-history", vagval)))
    assert auditor.post(address("entry", vagval), WHOLE).status_code == 200
    assert Report.objects.get(pk=two.pk).version == two.version


# --- the overview ---------------------------------------------------------------------------------------------------


def test_the_office_opens_a_period_sees_who_has_come_how_far_and_closes_it(world, vagval, office, sam):
    assert "Ingen period är öppen för 2024" in text(office.get(at("reporting")))
    assert "Inget att rapportera 2024" in text(sam.get(at("reporting")))
    assert office.post(at("period-open"), {"part": "2024-T1", "due": ""}).url == at("reporting")
    assert "Försenad Rapportera" in text(office.get(at("reporting")))
    refused = text(office.post(at("period-close", "2024-T1")))
    assert "Vägval har inte lämnat in." in refused
    send(sam, vagval, {"new-women": "1"}, do="save")
    assert "Fortsätt" in text(sam.get(at("reporting")))
    send(sam, vagval, WHOLE, version=1)
    assert "1 av 1 inlämnade" in text(office.get(at("reporting")))
    office.post(at("period-close", "2024-T1"))
    assert "Stängd" in text(office.get(at("reporting")))


def test_an_intervention_may_hand_in_nothing_with_a_reason(vagval, tertial, office):
    assert "Lämnar inget" in text(office.get(at("reporting")))
    office.post(address("entry-excuse", vagval), {"reason": "Startar i maj"})
    assert "Utgår: Startar i maj" in text(office.get(at("reporting")))
    assert office.post(at("period-close", T1.code)).status_code == 302


def test_a_coordinator_sees_its_own_interventions_only_and_no_buttons_of_the_office(world, vagval, tertial, sam):
    theirs = money.intervention(world.association, "annan", name="Annan insats", owner=world.party("Byns kommun"))
    page = text(sam.get(at("reporting")))
    assert "Vägval" in page and theirs.name not in page
    assert "Stäng perioden" not in page and "Läs in ur fil" not in page and "Lämnar inget" not in page


def test_the_work_list_leads_to_the_report_and_the_office_to_what_is_late(world, vagval, tertial):
    coordinator, head = world.party_user("samordnare"), world.user("forbundschef")
    own = own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world))
    assert [(work.action, work.link.view, work.link.kwargs["part"]) for work in own] == [
        ("Rapportera", "participants:entry", "2024-T1")
    ]
    begun = {"intervention": vagval, "period": tertial, "typed": {"new-women": "1"}, "version": 0, "by": coordinator}
    actions.save_draft(**begun)
    own = own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world))
    assert [(work.action, work.text) for work in own] == [("Fortsätt", "Vägval. Påbörjad.")]
    late = own_tasks(head, world.association, d(2024, 7, 1), _may(head, world))
    assert "En insats har inte rapporterat tertial 1 2024" in [work.title for work in late]
    builder.handed_in(vagval, tertial, builder.flow((9, 5, 4)))
    done = own_tasks(head, world.association, d(2024, 7, 1), _may(head, world))
    assert "Stäng rapporteringen för tertial 1 2024" in [work.title for work in done]
    assert own_tasks(coordinator, world.association, d(2024, 5, 20), _may(coordinator, world)) == []


def _may(user, world):
    return lambda permission: can(user, permission, world.association)


def test_the_pages_ask_as_much_of_the_database_however_much_there_is(world, vagval, tertial, office):
    for _ in range(2):
        office.get(at("reporting"))
    few, few_entry = queries(office, at("reporting")), queries(office, address("entry", vagval))
    for number in range(6):
        money.intervention(world.association, f"insats-{number}", name=f"Insats {number}")
    builder.collects(world.association, "referral", "exit_reason", "income_ended_before")
    assert queries(office, at("reporting")) == few
    assert queries(office, address("entry", vagval)) == few_entry


# --- files ----------------------------------------------------------------------------------------------------------


def upload(client, content, name="antal.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(at("entry-import", T1.code), {"file": file})


def filled(tertial, numbers):
    """The template with numbers in it, and 0 in the rest."""
    sheet = importing.template(tertial, "prov")
    rows = [[cell if cell else numbers.get(row[1], "0") for cell in row[:-1]] + [""] for row in sheet.rows]
    return write_csv(sheet.columns, rows)


def test_the_template_is_read_in_shown_first_and_handed_in(vagval, tertial, office):
    answer = office.get(at("entry-template", T1.code))
    assert answer["Content-Disposition"].endswith('antal-2024-t1.xlsx"') and answer.content.startswith(b"PK")
    assert b"kvinnor" in office.get(at("entry-template", T1.code) + "?form=csv").content
    content = filled(tertial, {})
    answer = upload(office, content)
    assert "Det här lämnas in" in text(answer) and not Report.objects.exists()
    kept = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]
    done = office.post(at("entry-import", T1.code), {"kept": kept})
    assert done.url == at("reporting") and Report.objects.get().state == "inlämnad"
    assert "lämnat in sedan" in text(office.post(at("entry-import", T1.code), {"kept": kept}))


def test_what_is_wrong_in_a_file_is_told_all_at_once_and_saves_nothing(vagval, tertial, office):
    assert "Inget är inläst" in text(upload(office, "a,b\n1,2\n"))
    assert "Välj" in text(office.post(at("entry-import", T1.code), {})) and not Report.objects.exists()
    answer = office.post(at("entry-import", T1.code), {"kept": "påhittat"})
    assert "gäller inte längre" in text(answer)


def test_a_closed_period_takes_no_file(world, tertial, vagval, office):
    builder.handed_in(vagval, tertial, builder.flow((1, 0, 0)))
    actions.close_period(period=tertial, by="prov")
    assert office.get(at("entry-import", T1.code)).url == at("reporting")
