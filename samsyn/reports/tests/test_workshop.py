"""The pages of Rapporter and the workshop: who may open them, what they show, what is kept of what was typed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.reports import actions
from samsyn.reports.models import Report, SectionText
from samsyn.reports.tests.writing import association_with_books, begin, newest, rebook, url

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"
RESULT = "Resultatet blev {{ ledger.result }}."
READ = [("reports", {}), ("workshop", {}), ("report", {}), ("workshop_versions", {"section": "outlook"}),
        ("figures", {"section": "outlook"}), ("download", {"format": "json"})]  # fmt: skip
WRITE = [("workshop_order", {}), ("date", {}), ("save", {"section": "outlook"}), ("keep", {"section": "outlook"}),
         ("restore", {"section": "outlook"})]  # fmt: skip


@pytest.fixture
def association(world):
    return association_with_books(world.association)


@pytest.fixture
def report(association):
    return begin(association, outlook=RESULT, events="Lugnt.")


def page(client, name="workshop", query="", **kwargs):
    return client.get(f"{url(name, **kwargs)}{query}").content.decode()


def text_form(text, version=0, **buttons):
    return {"text": text, "version": version, **(buttons or {"utkast": "1"})}


# --- who ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "kwargs"), READ + WRITE)
def test_a_stranger_gets_404_on_every_page_and_download(world, report, name, kwargs):
    client = world.client("stranger")
    assert client.get(url(name, **kwargs)).status_code == 404
    assert client.post(url(name, **kwargs)).status_code == 404


@pytest.mark.parametrize(("name", "kwargs"), READ)
def test_the_board_reads(world, report, name, kwargs):
    assert world.client("styrelseledamot").get(url(name, **kwargs)).status_code == 200


@pytest.mark.parametrize(("name", "kwargs"), READ)
def test_a_coordinator_is_told_who_reads(world, report, name, kwargs):
    response = world.client("samordnare").get(url(name, **kwargs))
    assert response.status_code == 403
    assert REASONS[Permission.READ_REPORTS] in response.content.decode()


@pytest.mark.parametrize(("name", "kwargs"), [*WRITE, ("reports", {})])
def test_a_post_without_the_right_to_write_is_told_why(world, report, name, kwargs):
    form = {"kind": "redovisning", "month": "12", "text": "Borde inte sparas", "version": "1"}
    response = world.client("styrelseledamot").post(url(name, **kwargs), form)
    assert response.status_code == 403
    assert REASONS[Permission.WRITE_REPORTS] in response.content.decode()
    assert Report.objects.count() == 1
    assert newest(report, "outlook").version == 1


def test_who_only_reads_sees_no_buttons_to_write(world, report):
    html = page(world.client("styrelseledamot"), query="?avsnitt=outlook&redigera=1")
    assert "<textarea" not in html
    assert "Redigera texten" not in html
    assert "Ordna avsnitten" not in html


def test_a_kind_that_is_none_is_not_found(world, report):
    client = world.client()
    for name in ("workshop", "report", "workshop_order"):
        assert client.get(url(name, kind="bokslut")).status_code == 404
    assert client.get(url("download", format="docx")).status_code == 404
    assert client.get(url("workshop_versions", section="income")).status_code == 404


# --- the list ----------------------------------------------------------------------------------------------------


def test_the_list_says_how_far_each_report_has_come(world, report):
    html = page(world.client(), "reports")
    assert "Årsredovisning 2024" in html
    assert re.search(r"2 av 1\d", html)


def test_a_report_is_begun_for_the_month_that_is_chosen(world, association):
    response = world.client("ekonom").post(url("reports"), {"kind": "ekonomi", "month": "5"})
    assert response["Location"] == url("workshop", period="2024-05", kind="ekonomi")
    assert Report.objects.get().period == Period(2024, 5)


def test_a_month_that_does_not_fit_is_said_and_nothing_is_begun(world, association):
    response = world.client().post(url("reports"), {"kind": "arsredovisning", "month": "5"})
    assert "Årsredovisning görs för ett helt år." in response.content.decode()
    assert not Report.objects.exists()


def test_a_report_on_a_period_that_does_not_fit_leads_back_to_the_list(world, report):
    response = world.client().get(url("workshop", period="2024-08"), follow=True)
    assert response.redirect_chain == [(url("reports", period="2024-08"), 302)]
    assert "görs för ett helt år" in response.content.decode()


def test_a_report_that_is_not_begun_says_what_is_there_and_offers_last_years_texts(world, association):
    begin(association, period=Period(2023), outlook="Fjol.")
    html = page(world.client())
    assert "Rapporten är inte påbörjad" in html
    assert "Börja från fjolårets texter" in html
    client = world.client()
    client.post(url("reports"), {"kind": "arsredovisning", "month": "12", "carry": "on"})
    html = page(client, query="?avsnitt=outlook")
    assert "Fjolårets text, läs igenom." in html
    assert "hämtad ur Årsredovisning 2023" in html


def test_the_date_of_the_cover_is_kept_and_a_bad_one_refused(world, report):
    client = world.client()
    client.post(url("date"), {"date": "2025-03-17"})
    assert str(Report.objects.get().date) == "2025-03-17"
    response = client.post(url("date"), {"date": "i mars"}, follow=True)
    assert "går inte att läsa" in response.content.decode()


# --- sections ----------------------------------------------------------------------------------------------------


def test_the_sections_stand_with_their_state_in_words(world, report):
    rebook(report.association, 3010, 2024, -6000)
    html = page(world.client(), query="?avsnitt=alla")
    assert re.search(r"Förväntad utveckling<small>ändrad siffra", html)
    assert re.search(r'Händelser av väsentlig betydelse<span class="dold">, klar', html)
    assert re.search(r'Mål och måluppfyllelse<span class="dold">, tom', html)
    assert ">ändrad siffra, 1<" in html


def test_the_page_opens_where_a_human_is_needed(world, report):
    rebook(report.association, 3010, 2024, -6000)
    assert '<h2 id="a-rubrik">Förväntad utveckling</h2>' in page(world.client())


def test_a_changed_figure_is_marked_with_both_values_and_can_be_kept(world, report):
    rebook(report.association, 3010, 2024, -6000)
    client = world.client()
    html = page(client, query="?avsnitt=outlook")
    assert f"<del>−595{NBSP}kr</del> <ins>406{NBSP}kr</ins>" in html
    assert f"Årets resultat 2024 var −595{NBSP}kr, är nu 406{NBSP}kr." in html
    client.post(url("keep", section="outlook"), {"kalla": "ledger.result", "version": "1"})
    assert "<del>" not in page(client, query="?avsnitt=outlook")
    assert newest(report, "outlook").version == 2


def test_the_page_shows_figures_as_doors_and_as_printed(world, report):
    html = page(world.client(), query="?avsnitt=outlook")
    assert re.search(rf'<a class="bricka" href="[^"]*ledger\.result[^"]*"[^>]*>−595{NBSP}kr</a>', html)


def test_an_unknown_figure_is_an_error_at_its_sentence(world, report):
    client = world.client()
    response = client.post(url("save", section="goals"), text_form("Blev {{ ingen.sadan }}.", klar="1"), follow=True)
    html = response.content.decode()
    assert "Sparat som utkast. Det finns ingen siffra som heter ingen.sadan." in html
    html = page(client, query="?avsnitt=goals")
    assert re.search(r'class="mening flaggad fel">.*?ingen\.sadan', html, re.DOTALL)
    assert newest(report, "goals").state == "utkast"


def test_numbers_written_by_hand_are_noticed(world, report):
    actions.save_section(report, "goals", "Vi nådde 7 av 12 mål under 2024.", version=0, by="test")
    assert "Fria siffror: 7, 12." in page(world.client(), query="?avsnitt=goals&redigera=1")


def test_what_is_not_known_is_listed(world, report):
    actions.save_section(report, "goals", "Prognos {{ ledger.result prognos }}.", version=0, by="test")
    html = page(world.client(), query="?avsnitt=goals")
    assert "uppgift saknas" in html
    assert "<li>Årets resultat prognos 2024</li>" in html


def test_an_empty_section_says_what_it_is_about_and_the_principles_have_a_proposal(world, report):
    client = world.client()
    assert "Varje mål, utfallet och styrelsens bedömning." in page(client, query="?avsnitt=goals")
    assert "forslag=1" in page(client, query="?avsnitt=principles")
    html = page(client, query="?avsnitt=principles&redigera=1&forslag=1")
    assert "RKR R10" in html[html.index("<textarea") : html.index("</textarea>")]
    assert not SectionText.objects.filter(section="principles").exists()


def test_what_a_user_writes_is_never_markup(world, report):
    nasty = "<script>alert(1)</script> {{ <img src=x onerror=alert(1)> }} </textarea>"
    actions.save_section(report, "goals", nasty, version=0, by='<b onclick="x">')
    actions.set_date(report, None, by="test")
    client = world.client()
    for html in (
        page(client, query="?avsnitt=goals"), page(client, query="?avsnitt=goals&redigera=1"),
        page(client, query="?avsnitt=alla"), page(client, "report"), page(client, "workshop_versions", section="goals"),
        page(client, "figures", "?siffra=<script>alert(1)</script>", section="goals"), page(client, "reports"),
    ):  # fmt: skip
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b onclick" not in html


# --- writing -----------------------------------------------------------------------------------------------------


def test_an_ordinary_form_saves_and_returns_to_the_section(world, report):
    response = world.client().post(url("save", section="goals"), text_form(RESULT, klar="1"))
    assert response["Location"] == f"{url('workshop')}?avsnitt=goals"
    assert newest(report, "goals").shown == {"ledger.result": f"−595{NBSP}kr"}


def test_a_save_with_script_answers_with_the_preview(world, report):
    response = world.client().post(
        url("save", section="goals"), text_form("Mål: {{ ledger.revenue }}."), headers={"HX-Request": "true"}
    )
    html = response.content.decode()
    assert "<!doctype" not in html
    assert f"5{NBSP}000{NBSP}kr" in html
    assert '<input type="hidden" name="version" value="1"' in html


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_conflict_shows_both_texts_and_saving_again_keeps_the_others_version(world, report, headers):
    actions.save_section(report, "outlook", "Eriks text", version=1, by="Erik")
    client = world.client()
    response = client.post(url("save", section="outlook"), text_form("Karins text", 1), headers=headers)
    html = response.content.decode()
    assert response.status_code == (200 if headers else 409)
    assert "Erik har sparat en nyare text medan du skrev." in html
    assert "Eriks text</pre>" in html
    assert "Karins text</textarea>" in html
    assert newest(report, "outlook").markdown == "Eriks text"
    version = re.search(r'name="version" value="(\d+)"', html)[1]
    client.post(url("save", section="outlook"), text_form("Karins text", version))
    found = SectionText.objects.filter(section="outlook").values_list("version", "markdown")
    assert dict(found) == {1: RESULT, 2: "Eriks text", 3: "Karins text"}


def test_a_text_that_is_too_long_is_kept_in_the_form_with_the_reason(world, report):
    long = "a" * (actions.LONGEST + 1)
    response = world.client().post(url("save", section="goals"), text_form(long))
    assert response.status_code == 400
    html = response.content.decode()
    assert long in html
    assert "felrad" in html
    assert not SectionText.objects.filter(section="goals").exists()


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_form_without_its_version_saves_nothing(world, report, version):
    response = world.client().post(url("save", section="goals"), text_form("Text", version))
    assert response.status_code == 400
    assert not SectionText.objects.filter(section="goals").exists()


def test_versions_read_as_they_did_when_written_and_are_restored(world, report):
    actions.save_section(report, "outlook", "Ny text.", version=1, by="Erik")
    rebook(report.association, 3010, 2024, -6000)
    client = world.client()
    html = page(client, "workshop_versions", section="outlook")
    assert "Version 2, den som gäller" in html
    assert f"−595{NBSP}kr" in html
    assert f"406{NBSP}kr" not in html
    client.post(url("restore", section="outlook"), {"version": "1"})
    assert newest(report, "outlook").markdown == RESULT
    response = client.post(url("restore", section="outlook"), {"version": "77"}, follow=True)
    assert "Version 77 finns inte." in response.content.decode()


# --- figures beside the page -------------------------------------------------------------------------------------


def test_figures_are_found_by_label_or_name_with_their_value(world, report):
    client = world.client()
    for wanted in ("årets resultat", "ledger.result"):
        html = page(client, "figures", f"?siffra={wanted}", section="outlook")
        assert html.index('data-satt-in="{{ ledger.result }}"') < html.index(f"−595{NBSP}kr")
    assert "Ingen siffra passar" in page(client, "figures", "?siffra=xyzzy", section="outlook")


def test_period_and_unit_of_a_figure_are_chosen(world, report):
    html = page(world.client(), "figures", "?siffra=ledger.result&avser=budget&enhet=mkr", section="outlook")
    assert 'data-satt-in="{{ ledger.result budget mkr }}"' in html
    html = page(world.client(), "figures", "?siffra=soliditet&enhet=mkr", section="outlook")
    assert 'data-satt-in="{{ ledger.solvency }}"' in html


def test_without_script_the_search_is_a_page_and_the_reference_text_to_copy(world, report):
    html = page(world.client(), query="?avsnitt=outlook&redigera=1&siffra=soliditet")
    assert re.search(r'<p class="utan-skript">.*?<code>\{\{ ledger\.solvency \}\}</code>', html)
    assert RESULT in html


def test_checks_that_need_a_human_stand_beside_the_page(world, report):
    html = page(world.client(), query="?avsnitt=outlook")
    assert "Bidragen följer lagens delar" in html
    assert re.search(r'class="sev fel">\s*Faller', html)


# --- arrangement -------------------------------------------------------------------------------------------------


def test_a_section_is_moved_renamed_and_hidden_and_the_change_undone(world, report):
    client = world.client()
    client.post(url("workshop_order"), {"titel-outlook": "Framåt", "dold-surveys": "on", "flytta": "upp:outlook"})
    html = page(client, query="?avsnitt=alla")
    assert "Framåt" in html
    assert "Vad deltagare och medarbetare säger" not in html
    assert html.index("Framåt") < html.index("Väsentliga personalförhållanden")
    client.post(url("workshop_order"), {"angra": "1"})
    html = page(client, query="?avsnitt=alla")
    assert html.index("Förväntad utveckling") > html.index("Väsentliga personalförhållanden")
    assert Event.objects.filter(verb="report.arrange").count() == 2


def test_the_standard_order_comes_back(world, report):
    client = world.client()
    client.post(url("workshop_order"), {"titel-outlook": "Framåt"})
    assert "Återställ till Samsyns ordning" in page(client, "workshop_order")
    client.post(url("workshop_order"), {"aterstall": "1"})
    assert "Framåt" not in page(client, "workshop_order")


def test_a_title_that_is_too_long_keeps_what_was_typed(world, report):
    response = world.client().post(url("workshop_order"), {"titel-outlook": "x" * 161})
    assert response.status_code == 400
    assert "x" * 161 in response.content.decode()


# --- cost --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["?avsnitt=outlook", "?avsnitt=alla", "?avsnitt=outlook&redigera=1&siffra=resultat"])
def test_the_workshop_asks_at_most_45_questions(world, report, query, django_assert_max_num_queries):
    client = world.client()
    with django_assert_max_num_queries(45):
        client.get(f"{url('workshop')}{query}")


def test_the_list_asks_no_more_with_more_reports(world, report):
    client = world.client()
    asked = []
    for month in (2, 3):
        begin(report.association, "ekonomi", Period(2024, month), comment="Text")
        with CaptureQueriesContext(connection) as captured:
            client.get(url("reports"))
        asked.append(len(captured))
    assert asked[0] == asked[1]
