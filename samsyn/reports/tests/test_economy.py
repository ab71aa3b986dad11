"""The pages of Ekonomi: who may read them, what they show and teach, and the files they give."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from samsyn.core.period import Period
from samsyn.ledger.models import BalanceNote, CostRule, FiscalYear, HistoryAmount, MappingRow, Voucher
from samsyn.reports import charts
from samsyn.reports.economy import Economy
from samsyn.reports.render.notes import notes_of, with_note_column
from samsyn.reports.tests.counting import queries
from samsyn.reports.tests.small_books import book_year, budget, two_years

PAGES = ("resultat", "balans", "kassaflode", "driftredovisning", "noter", "flera-ar", "kostnadsfordelning",
         "balanskrav", "avstamning")  # fmt: skip
BUDGET = {3010: 5000, 4010: -3500, 5010: -800, 7010: -900}


@pytest.fixture
def books(world):
    two_years(world.association)
    return world.association


def get(world, rest, role="forbundschef", period="2024"):
    return world.client(role).get(f"/an/{period}/ekonomi/{rest}")


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404_others_without_right_403_and_the_logged_out_the_login(world, books, client, name):
    assert get(world, f"{name}/", "stranger").status_code == 404
    assert get(world, f"{name}/?fil=csv", "stranger").status_code == 404
    refused = get(world, f"{name}/", "medlemsrepresentant")
    assert refused.status_code == 403
    assert "Bokföringen läses av kansli, styrelse och revisorer." in text_of(refused)
    assert client.get(f"/an/2024/ekonomi/{name}/").url.startswith("/konto/login/")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["styrelseledamot", "revisor"])
def test_the_board_and_the_auditors_read_every_page(world, books, name, role):
    assert get(world, f"{name}/", role).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_a_fixed_number_of_queries(world, books, name):
    budget(books, 2024, BUDGET)
    assert queries(world.client(), f"/an/2024/ekonomi/{name}/") <= 34


def test_many_years_cost_no_more_than_two(world, books):
    client, address = world.client(), "/an/2024/ekonomi/flera-ar/"
    before = queries(client, address)
    for year in (2020, 2021, 2022):
        book_year(books, year, {1930: 100, 2010: -100}, {1930: 1, 3010: -1})
    assert queries(client, address) == before


# --- what -----------------------------------------------------------------------------------------------------------


def test_every_number_is_a_door_to_its_explanation(world, books):
    text = text_of(get(world, "balans/"))
    assert 'href="/an/2024/siffra/ledger.cash/2024/"' in text
    assert 'href="/an/2024/siffra/ledger.cash/2023/"' in text


def test_the_page_says_how_far_it_is_booked_and_when_it_was_read(world, books):
    year = FiscalYear.objects.get(association=books, start__year=2024)
    Voucher.objects.create(association=books, year=year, position=1, date=date(2024, 11, 30), amount=1)
    assert "Bokfört till och med 30 november 2024, inläst" in text_of(get(world, "balans/"))
    assert "Årssaldon ur 2023.se, inlästa" in text_of(get(world, "balans/", period="2023"))


def test_a_year_without_books_of_its_own_says_where_its_amounts_come_from(world, books):
    HistoryAmount.objects.create(association=books, year=2019, line="revenue", amount=100_000_00)
    text = text_of(get(world, "resultat/", period="2019"))
    assert "Tidigare årsredovisning för 2019: året har ingen egen bokföring inläst." in text


def test_unmapped_accounts_are_listed_with_amounts_on_every_page(world, books):
    MappingRow.objects.filter(association=books, account_from=5000).delete()
    for name in PAGES:
        text = text_of(get(world, f"{name}/"))
        assert "2 konton är inte kopplade till någon rad" in text, name
        assert "<li>5010 Hyra: 700,20 kr</li>" in text, name
    assert "konton är inte kopplade" not in text_of(get(world, "balans/", period="2023"))


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("kostnadsfordelning", "avstamning")])
def test_a_period_without_books_teaches_and_lets_only_the_right_people_begin(world, name):
    text = text_of(get(world, f"{name}/"))
    assert "Ingen bokföring för 2024" in text
    assert "<table" not in text
    assert "Ekonomen eller förbundschefen läser in den." in text_of(get(world, f"{name}/", "styrelseledamot"))


def test_lines_lead_to_their_notes(world, books):
    assert 'href="/an/2024/ekonomi/noter/#not-3"' in text_of(get(world, "balans/"))
    text = text_of(get(world, "noter/"))
    assert 'id="not-1"' in text and 'id="not-5"' in text
    table = Economy(books, Period(2024)).maker.balance()
    table = with_note_column(table, notes_of(table))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_balance_requirement_prints_the_reasons_given(world, books):
    BalanceNote.objects.create(association=books, year=2024, key="synnerliga_skal", text="Eget kapital minskas.")
    assert "Eget kapital minskas." in text_of(get(world, "balanskrav/"))


def test_the_cost_split_teaches_until_it_has_keys(world, books):
    assert "Inga fördelningsnycklar ännu" in text_of(get(world, "kostnadsfordelning/"))
    CostRule.objects.create(association=books, label="Insatser", individual=100)
    text = text_of(get(world, "kostnadsfordelning/"))
    assert "Inga fördelningsnycklar" not in text
    assert "ledger.split.individual_share" in text


def test_the_overview_of_years_has_its_chart_with_a_table_beside(world, books):
    text = text_of(get(world, "flera-ar/"))
    assert 'role="img" aria-label="Årets resultat och eget kapital' in text
    assert "Visa som tabell" in text


# --- resultat och budget --------------------------------------------------------------------------------------------


def headings(response):
    text = text_of(response).replace("<br>", " ")
    head = text[text.index("<thead>") : text.index("</thead>")]
    return [part.split("<")[0] for part in head.split('class="tal">')[1:]]


def test_outcome_budget_deviation_and_last_year_show_from_the_start(world, books):
    budget(books, 2024, BUDGET)
    assert headings(get(world, "resultat/")) == ["Utfall 2024", "Budget 2024", "Avvikelse", "Utfall 2023"]


def test_columns_are_chosen_in_the_address(world, books):
    budget(books, 2024, BUDGET)
    budget(books, 2024, {3010: 5500}, kind="reviderad", name="Reviderad")
    assert headings(get(world, "resultat/?val=1&k=reviderad&k=strunt")) == ["Utfall 2024", "Reviderad budget 2024"]
    assert headings(get(world, "resultat/?val=1")) == ["Utfall 2024"]


def test_a_forecast_is_offered_in_a_part_of_the_year(world, books):
    budget(books, 2024, BUDGET, kind="prognos", name="Prognos T2", month=8)
    assert "Prognos helår 2024" in headings(get(world, "resultat/", period="2024-08"))


def test_without_a_budget_no_plan_is_offered_and_the_page_says_why(world, books):
    response = get(world, "resultat/")
    assert headings(response) == ["Utfall 2024", "Utfall 2023"]
    assert "Det finns ingen budget för 2024" in text_of(response)
    assert "Vad som skiljer mot budget" not in text_of(response)


def test_the_layout_is_driftredovisning_or_resultatrakning(world, books):
    assert "Driftredovisning 2024 <span>" in text_of(get(world, "resultat/"))
    assert "Resultaträkning 2024 <span>" in text_of(get(world, "resultat/?visa=resultat"))
    assert "Driftredovisning 2024 <span>" in text_of(get(world, "resultat/?visa=strunt"))


def test_the_chart_shows_what_differs_and_agrees_with_the_table(world, books):
    budget(books, 2024, BUDGET)
    books.presentation = {"statements": "kr"}
    books.save()
    chart = charts.deviations(Economy(books, Period(2024)).maker)
    assert "medlemsbidrag" not in chart.description  # on budget to the krona
    assert "bidrag till insatser −100" in chart.description
    assert chart.description.endswith("Summa −395.")
    assert [row.cells[0].value for row in chart.table.rows][-1] == -395


# --- avstämning -----------------------------------------------------------------------------------------------------


def test_checks_show_what_fails_before_what_holds(world, books):
    text = text_of(get(world, "avstamning/"))
    assert 0 < text.index('id="k-fails"') < text.index('id="k-holds"')
    assert "Håller" in text and "LKBR" in text


# --- files ----------------------------------------------------------------------------------------------------------


def test_the_table_is_fetched_as_csv_with_the_columns_that_were_chosen(world, books):
    budget(books, 2024, BUDGET)
    response = get(world, "resultat/?val=1&k=budget&fil=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="an-driftredovisning-2024.csv"'
    first, second = response.content.decode("utf-8-sig").splitlines()[:2]
    assert first.split(";")[1:] == ["Utfall 2024", "Budget 2024"]
    assert second.split(";")[0] == "Verksamhetens intäkter"


def test_the_table_is_fetched_as_a_workbook_with_real_numbers(world, books):
    response = get(world, "balans/?fil=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert next(row for row in rows if row[0] == "Summa tillgångar")[1] == 1  # 1 105,50 kr in tkr


def test_one_note_is_fetched_among_several(world, books):
    assert "tabell=note3" in text_of(get(world, "noter/"))
    response = get(world, "noter/?fil=csv&tabell=note3")
    assert "Fordringar" in response.content.decode()


@pytest.mark.parametrize("rest", ["balans/?fil=pdf", "noter/?fil=csv&tabell=note99", "avstamning/?fil=csv"])
def test_a_file_that_does_not_exist_is_404(world, books, rest):
    assert get(world, rest).status_code == 404
