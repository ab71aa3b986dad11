"""'Så är siffran räknad': every figure explains itself, to the right person, with links in its own period."""

from dataclasses import replace

import pytest

from samsyn.associations.models import Association
from samsyn.catalogue import figures_of
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.desk.explaining import ACCOUNTS_HIDDEN, shown_explanation
from samsyn.ledger.models import Balance, CostRule, Import
from samsyn.reports.models import Report, SectionText
from samsyn.reports.tests.counting import queries
from samsyn.reports.tests.small_books import two_years_of_interventions

YEAR = Period(2024)
RESULT = "/an/2024/siffra/ledger.result/2024/"


def page(world, address=RESULT, role="forbundschef", **headers):
    return world.client(role).get(address, headers=headers)


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_page_says_value_definition_formula_accounts_and_where_it_is_used(world, books):
    text = text_of(page(world))
    assert "−594,50" in text
    assert "I rapporter −1 tkr" in text
    assert "Det som blir kvar av årets intäkter" in text
    assert "Resultat efter finansiella poster" in text  # the formula's part, a door of its own
    assert "/an/2024/siffra/ledger.after_financial/2024/" in text
    assert "5010 Hyra" in text
    assert "Verifikationer i 2024.se" in text
    assert "Resultaträkning, årets resultat" in text


def test_htmx_gets_only_the_fragment_and_anyone_else_a_whole_page(world, books):
    fragment, whole = page(world, **{"HX-Request": "true"}), page(world)
    assert "<html" not in text_of(fragment) and "Öppna på en egen sida" in text_of(fragment)
    assert "<html" in text_of(whole) and "<h1>Årets resultat 2024</h1>" in text_of(whole)
    assert "HX-Request" in fragment["Vary"] and "HX-Request" in whole["Vary"]


def test_links_carry_the_figures_period_also_on_a_page_of_another_year(world, books):
    text = text_of(page(world, "/an/2024/siffra/ledger.equity/2023/"))
    assert 'href="/an/2023/ekonomi/balans/"' in text
    explanation = figures_of(books).explain("ledger.costs", Scope(Period(2023)))
    accounts = [row.link.kwargs["period"] for row in explanation.sources if row.link]
    assert accounts and set(accounts) == {"2023"}


def test_what_stood_at_the_years_opening_leads_to_the_year_before(books):
    explanation = figures_of(books).explain("ledger.cash.opening", Scope(YEAR))
    assert {row.link.kwargs["period"] for row in explanation.sources if row.link} == {"2023"}


def test_an_opening_that_no_vouchers_tell_of_leads_to_this_years_ledger_card(books):
    Import.objects.filter(association=books, year__start__year=2023).delete()
    Balance.objects.create(
        association=books, origin=Import.objects.get(association=books, year__start__year=2024), index=-1,
        start="2023-01-01", account=1930, ib=150_000, ub=160_000,
    )  # fmt: skip
    explanation = figures_of(books).explain("ledger.cash.opening", Scope(YEAR))
    assert [row.link.kwargs for row in explanation.sources] == [{"number": 1930, "period": "2024"}]


def test_an_unknown_figure_or_scope_is_404_in_swedish(world, books):
    for address in ("/an/2024/siffra/ledger.nej/2024/", "/an/2024/siffra/ledger.result/nej/"):
        response = page(world, address)
        assert response.status_code == 404
        assert "Sidan finns inte" in text_of(response)


@pytest.mark.one_database
def test_every_figure_explains_itself_in_every_measure(world, books):
    CostRule.objects.create(association=books, label="Insatser", individual=100)
    two_years_of_interventions(books)
    book = figures_of(books)
    client = world.client()
    assert len(book.figures()) > 120
    for figure in book.figures():
        for measure in Measure:
            explanation = book.explain(figure.key, Scope(YEAR, measure))
            assert explanation.figure.key == figure.key
        response = client.get(f"/an/2024/siffra/{figure.key}/2024/", headers={"HX-Request": "true"})
        assert response.status_code == 200, figure.key
        assert figure.definition, figure.key


def test_an_explanation_costs_a_fixed_number_of_queries(world, books):
    client = world.client()
    for scope in ("2024", "2024:budget", "2024:avvikelse", "2023"):
        assert queries(client, f"/an/2024/siffra/ledger.result/{scope}/") <= 25


def test_the_explanation_of_a_deviation_is_outcome_minus_budget(world, books):
    text = text_of(page(world, "/an/2024/siffra/ledger.result/2024:avvikelse/"))
    assert "Årets resultat, avvikelse 2024" in text
    assert "Utfall 2024" in text and "Budget 2024" in text
    assert "Balansräkning" not in text


def test_whoever_reads_reports_but_not_the_ledger_sees_the_calculation_without_accounts(world, books):
    text = text_of(page(world, role="medlemsrepresentant"))
    assert "Resultat efter finansiella poster" in text
    assert "5010" not in text
    assert ACCOUNTS_HIDDEN in text
    assert "/an/2024/ekonomi/resultat/" not in text  # no door that would be shut
    refused = page(world, "/an/2024/siffra/ledger.account.5010/2024/", "medlemsrepresentant")
    assert refused.status_code == 403
    assert "Bokföringen läses av" in text_of(refused)


def test_report_texts_that_name_the_figure_are_among_its_uses_while_they_do(world, books):
    report = Report.objects.create(association=books, kind="arsredovisning", year=2024, created_by="x")
    text = {"association": books, "report": report, "section": "organisation", "created_by": "x"}
    SectionText.objects.create(**text, version=1, markdown="Resultatet blev {{ ledger.result }}.")
    said = "Årsredovisning 2024, organisation, uppdrag och finansiering"
    assert said in text_of(page(world))
    assert said not in text_of(page(world, "/an/2024/siffra/ledger.net/2024/"))
    SectionText.objects.create(**text, version=2, markdown="Utan siffra, ledger.result nämns bara.")
    assert said not in text_of(page(world))


def test_a_link_with_a_period_of_its_own_keeps_it():
    figure = Figure("a", "A", Unit.KR, "Är a.")
    rows = (SourceRow("1930 Bank", 1, Link("ledger:account", {"number": 1930, "period": "2023"})),
            SourceRow("Post", 1, Link("associations:posts")))  # fmt: skip
    made = shown_explanation(Explanation(figure, Scope(YEAR), 1, (Part("A", 1),), rows), lambda permission: True)
    assert [row.link.kwargs["period"] for row in made.sources if row.link] == ["2023", "2024"]
    assert replace(made, sources=()).remarks == ()


@pytest.mark.parametrize("role", ["samordnare", "systemforvaltare"])
def test_whoever_may_not_read_reports_gets_403_with_a_reason(world, books, role):
    response = page(world, role=role)
    assert response.status_code == 403
    assert "Rapporter under arbete läses av" in text_of(response)


def test_the_stranger_gets_404_and_the_logged_out_is_sent_to_the_login(world, books, client):
    assert page(world, role="stranger").status_code == 404
    assert Association.objects.count() == 2
    assert client.get(RESULT).url.startswith("/konto/login/")
