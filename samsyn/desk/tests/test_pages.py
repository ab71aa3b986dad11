"""Översikt, the catalogue and the search."""

import pytest

from samsyn.core.events import record
from samsyn.core.period import Period
from samsyn.desk import work
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import claimed, decided, intervention
from samsyn.ledger.models import Import, MappingRow, SourceFile
from samsyn.reports.economy import Economy
from samsyn.reports.tests.counting import queries

PAGES = ("", "siffror/", "sok/?q=hyra")


def get(world, rest="", role="forbundschef", period="2024"):
    return world.client(role).get(f"/an/{period}/{rest}")


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("rest", PAGES)
def test_a_stranger_gets_404_and_the_logged_out_the_login(world, books, client, rest):
    assert get(world, rest, "stranger").status_code == 404
    assert client.get(f"/an/2024/{rest}").url.startswith("/konto/login/")


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_costs_a_fixed_number_of_queries(world, books, rest):
    most = 36 if rest else 48  # the overview asks what waits for the reader too
    assert queries(world.client(), f"/an/2024/{rest}") <= most


def test_the_association_alone_leads_to_the_newest_year_with_books(world, books):
    assert world.client().get("/an/").url == "/an/2024/"
    assert world.client("stranger").get("/an/").status_code == 404


# --- Översikt -------------------------------------------------------------------------------------------------------


def test_the_overview_says_how_the_economy_stands_against_budget_and_ceiling(world, books):
    books.presentation = {"equity_rule": {"rules": [{"valid_from": "2014-01-01", "brackets": [{"percent": 5}]}]}}
    books.save()
    text = text_of(get(world))
    assert "Resultat mot budget" in text
    assert "sämre än budget" in text  # −594,50 against −200
    assert "8,1</a> <small>% av medlemsbidraget" in text  # 405,50 of 5 000
    assert "Taket är 0 tkr, alltså 0 tkr över" in text


def test_the_overview_without_budget_or_contributions_says_so(world, books):
    text = text_of(get(world, period="2023"))
    assert "Det finns ingen budget att jämföra med." in text
    assert "Taket är inte känt: medlemsbidragen för 2023 saknas." in text


def test_an_empty_association_is_taught_and_offered_to_read_in_its_books(world):
    text = text_of(get(world))
    assert "Börja med bokföringen" in text
    assert "Vägen till första rapporten" in text
    assert "Ekonomen eller förbundschefen läser in den." in text_of(get(world, role="styrelseledamot"))


def test_what_waits_stands_under_att_gora(world, books):
    MappingRow.objects.filter(association=books, account_from=5000).delete()
    source = SourceFile.objects.create(association=books, name="2025.se", sha256="x", size=1)
    Import.objects.create(association=books, source=source, state="read", voucher_count=1200)
    text = text_of(get(world))
    assert "Ta ställning till 2025.se" in text and "1 200 verifikationer" in text
    assert "Koppla 2 konton till rader" in text and "Störst är 5010 Hyra, 700 kr." in text
    assert "Väntar på andra" in text_of(get(world, role="revisor"))


def test_a_check_that_fails_is_work_to_do_and_one_that_asks_is_counted(world, books):
    found = work.failing(Economy(books, Period(2024)), true_counts=True)
    assert any(item.title.startswith("Reda ut: ") and item.when == "Kontroll faller" for item in found)
    assert all(item.link.view == "reports:checks" for item in found)


def test_the_next_step_is_the_first_one_not_done(world, books):
    states = [step.state for step in work.steps(Economy(books, Period(2024)), has_contributions=True)]
    assert states == ["done", "done", "done", "done", "now"]
    states = [step.state for step in work.steps(Economy(books, Period(2026)), has_contributions=False)]
    assert states == ["now", "", "", "", ""]


def test_events_show_only_to_those_who_may_read_them(world, books):
    record("ledger.import", "Läste in bokföringen för 2024", by="Ekonomen", association_id=books.pk)
    assert "Läste in bokföringen för 2024" in text_of(get(world))
    assert "Läste in bokföringen för 2024" not in text_of(get(world, role="styrelseledamot"))


def test_whoever_may_not_read_the_ledger_gets_an_overview_without_the_economy(world, books):
    text = text_of(get(world, role="samordnare"))
    assert "Här kan du läsa" in text
    assert "tkr" not in text


# --- the catalogue --------------------------------------------------------------------------------------------------


def test_the_catalogue_lists_every_figure_but_accounts_with_definition_value_and_door(world, books):
    text = text_of(get(world, "siffror/"))
    assert "ledger.solvency" in text and "Eget kapital i procent av tillgångarna." in text
    assert 'href="/an/2024/siffra/ledger.solvency/2024/"' in text
    assert "ledger.account.5010" not in text


def test_the_catalogue_is_searched_by_words_and_finds_accounts_too(world, books):
    text = text_of(get(world, "siffror/?q=hyra"))
    assert "ledger.account.5010" in text
    assert "ledger.solvency" not in text
    assert "Ingen siffra med ”xyz”" in text_of(get(world, "siffror/?q=xyz"))
    assert "ledger.account" not in text_of(get(world, "siffror/?q=hyra", "medlemsrepresentant"))


# --- search ---------------------------------------------------------------------------------------------------------


def test_the_search_finds_figures_accounts_vouchers_and_pages(world, books):
    text = text_of(get(world, "sok/?q=hyra"))
    assert "5010 Hyra" in text
    assert "Hyra kansliet" in text
    text = text_of(get(world, "sok/?q=balans"))
    assert '<a href="/an/2024/ekonomi/balans/">Balans</a>' in text
    assert "/an/2024/siffra/" in text_of(get(world, "sok/?q=eget+kapital"))


@pytest.mark.parametrize("text", ["A12", "a 12", "12", "kansliet hyra"])
def test_a_voucher_is_found_by_its_number_or_its_words_in_any_order(world, books, text):
    assert "Hyra kansliet" in text_of(get(world, f"sok/?q={text}"))


def test_the_search_of_another_year_finds_no_voucher_of_this(world, books):
    assert "Hyra kansliet" not in text_of(get(world, "sok/?q=kansliet", period="2023"))


def test_the_search_shows_no_ledger_to_those_who_may_not_read_it(world, books):
    text = text_of(get(world, "sok/?q=hyra", "medlemsrepresentant"))
    assert "5010" not in text and "Hyra kansliet" not in text


def test_a_search_for_nothing_and_one_without_hits_teach(world, books):
    assert "Skriv till exempel" in text_of(get(world, "sok/"))
    assert "Inget med ”&lt;b&gt;”" in text_of(get(world, "sok/?q=<b>"))


def test_many_interventions_cost_the_desk_no_more_queries_than_two(world, books):
    def laid(count):
        for _ in range(count):
            number = Intervention.objects.count()
            made = intervention(world.association, f"insats-{number}", project=f"P{number}")
            decided(made, {2023: 100_000, 2024: 100_000})
            claimed(made, 50_000, "1", year=2023)
            claimed(made, 60_000, "2", year=2024)

    def asked():
        return [queries(world.client(), f"/an/2024/{rest}") for rest in ("", "siffror/", "sok/?q=insats")]

    laid(2)
    few = asked()
    laid(4)
    assert asked() == few
