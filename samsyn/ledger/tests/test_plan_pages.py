"""Budget och prognos: versions, the table on the page, the Excel template, forecasts, and who may."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samsyn.catalogue import figures_of
from samsyn.core.events import Event
from samsyn.core.figure import Scope
from samsyn.core.money import MINUS, NBSP
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_xlsx
from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.mapping import AccountMap, Rule
from samsyn.ledger.domain.plans import (
    GridRow,
    Method,
    ReportRow,
    at_pace,
    compare,
    grid,
    odd_signs,
    propose,
    same_amounts,
    spread,
    version_name,
)
from samsyn.ledger.models import Plan, PlanRow
from samsyn.ledger.queries.plans import amounts_of, months_with_books
from samsyn.ledger.tests.test_files import BUDGET, MAPPING, put
from samsyn.ledger.tests.test_mapping_pages import keep_books

ACCOUNTS = AccountMap([
    Rule(3980, 3989, "revenue", 1, "Medlemsbidrag", "Medlemsbidrag"),
    Rule(4000, 4999, "costs", 2, "Bidrag till insatser", "Bidrag till insatser"),
    Rule(8400, 8499, "financial_costs"),
])  # fmt: skip
MEMBERS = ReportRow("Medlemsbidrag", 1, "revenue")
GRANTS = ReportRow("Bidrag till insatser", 2, "costs")


def at(name, *args, slug="an", period="2024"):
    return reverse(f"ledger:{name}", args=[slug, period, *args])


@pytest.fixture
def mapped(world):
    put(world.association, "mapping", MAPPING)
    keep_books(world.association, {1930: 1, 3980: -600_000_00, 4010: 400_000_00, 4020: 0, 6420: 10_000_00})
    return world


@pytest.fixture
def budget(mapped):
    rows = [PlanAmount(900_000_00, 3980), PlanAmount(-700_000_00, 4010), PlanAmount(-60_000_00, 6420)]
    return actions.add_plan(
        association=mapped.association, year=2024, kind="budget", rows=rows, origin="budget.csv", by="test"
    )


# --- values ---------------------------------------------------------------------------------------------------------


def test_two_versions_are_equal_when_each_account_is_however_months_share_it():
    months = [PlanAmount(amount, 4010, month=n) for n, amount in enumerate(spread(-1_200_05), start=1)]
    assert same_amounts(months, [PlanAmount(-1_200_05, 4010), PlanAmount(0, 3980)])
    assert not same_amounts(months, [PlanAmount(-1_200_05, 4020)])


@pytest.mark.parametrize("amount", [0, 100, -1_200_05, 5_254_600_00, 1, -13])
def test_spreading_over_months_loses_nothing(amount):
    assert sum(spread(amount)) == amount
    assert len(spread(amount)) == 12


def test_a_target_with_year_and_months_loses_nothing_in_the_table():
    rows = grid([PlanAmount(-1200, 4010), PlanAmount(-5, 4010, month=3)])
    assert len(rows) == 1
    assert rows[0].total == -1205
    assert sum(amount.amount for amount in rows[0].amounts()) == -1205


def test_a_forecast_is_the_outcome_and_what_the_budget_has_left():
    rows = propose(
        [MEMBERS, GRANTS], {MEMBERS: 600_00, GRANTS: -500_00}, {MEMBERS: 900_00, GRANTS: -700_00},
        {MEMBERS: 600_00, GRANTS: -466_50}, 8, Method.BUDGET,
    )  # fmt: skip
    assert [(row.row, row.amount, row.proposed) for row in rows] == [
        ("Medlemsbidrag", 900_00, 900_00), ("Bidrag till insatser", -734_00, -734_00),
    ]  # fmt: skip


def test_a_forecast_at_the_same_pace_rounds_half_up_on_the_absolute_value():
    assert at_pace(600, 8) == 900
    assert at_pace(-5, 8) == -8  # −7,5
    assert at_pace(5, 8) == 8


def test_versions_are_compared_by_account_or_by_report_row():
    by_account = compare(ACCOUNTS, [PlanAmount(5, 3980)], [PlanAmount(7, 3980), PlanAmount(-2, 4010)])
    assert [(item.account, item.change) for item in by_account] == [(3980, 2), (4010, -2)]
    mixed = compare(ACCOUNTS, [PlanAmount(5, 3980), PlanAmount(1, 3981)], [PlanAmount(7, row="Medlemsbidrag", note=1)])
    assert [(item.row.label, item.first, item.second) for item in mixed] == [("Medlemsbidrag", 6, 7)]


def test_a_forgotten_minus_is_noticed():
    rows = [PlanAmount(5, 4010), PlanAmount(-5, 3980), PlanAmount(5, 8420), PlanAmount(-1, 4020)]
    assert [row.account for row in odd_signs(ACCOUNTS, rows)] == [4010, 3980]


@pytest.mark.parametrize(
    ("kind", "month", "origin", "name"),
    [
        ("budget", 0, "#PBUDGET i 2024.se", "Budget ur bokföringen"), ("budget", 0, "b.csv", "Budget"),
        ("reviderad", 0, "", "Reviderad budget"), ("prognos", 8, "", "Prognos T2"),
        ("prognos", 5, "", "Prognos efter maj"), ("prognos", 0, "", "Prognos"),
    ],
)  # fmt: skip
def test_a_version_gets_a_name_of_its_own(kind, month, origin, name):
    assert version_name(kind, month, origin) == name


# --- versions -------------------------------------------------------------------------------------------------------


def test_the_first_budget_stays_in_force_until_someone_chooses_otherwise(mapped, budget):
    rows = amounts_of(budget)
    later = actions.add_plan(
        association=mapped.association, year=2024, kind="budget", rows=rows, origin="#PBUDGET i 2024.se", by="test"
    )
    assert (budget.in_force, later.in_force, later.equal_to) == (True, False, budget)
    text = mapped.client("ekonom").get(at("plans")).content.decode()
    assert "lika med Budget (budget.csv)" in text
    mapped.client("ekonom").post(at("plan-in-force", later.pk))
    assert set(Plan.objects.filter(in_force=True)) == {later}
    assert "gäller nu" in Event.objects.first().summary


def test_a_version_that_is_changed_is_no_longer_equal(mapped, budget):
    later = actions.add_plan(
        association=mapped.association, year=2024, kind="budget", rows=amounts_of(budget), origin="b.csv", by="x"
    )
    actions.set_amounts(plan=budget, rows=[PlanAmount(1, 3980)], by="x")
    later.refresh_from_db()
    assert later.equal_to is None


def test_forecasts_of_different_months_are_in_force_side_by_side(mapped):
    for month in (4, 8):
        actions.add_plan(
            association=mapped.association, year=2024, kind="prognos", month=month, rows=[PlanAmount(1, 3980)],
            origin="x", by="x",
        )  # fmt: skip
    assert Plan.objects.filter(in_force=True, kind="prognos").count() == 2


def test_a_deleted_version_leaves_its_place_to_the_newest_other_and_the_page_asks_first(mapped, budget):
    later = actions.add_plan(
        association=mapped.association, year=2024, kind="budget", rows=[PlanAmount(1, 3980)], origin="b.csv", by="x"
    )
    client = mapped.client("ekonom")
    assert "Efteråt gäller Budget (b.csv)" in client.get(at("plan-delete", budget.pk)).content.decode()
    assert Plan.objects.count() == 2
    client.post(at("plan-delete", budget.pk))
    later.refresh_from_db()
    assert later.in_force
    assert f"900{NBSP}000 kr" in Event.objects.filter(summary__startswith="Tog bort").get().before


def test_a_revised_budget_starts_as_a_copy(mapped, budget):
    client = mapped.client("ekonom")
    client.post(at("plan-new"), {"kind": "reviderad", "start": f"copy-{budget.pk}", "month": "0"})
    revised = Plan.objects.get(kind="reviderad")
    assert revised.in_force
    assert same_amounts(amounts_of(revised), amounts_of(budget))


def test_a_version_shows_its_sums_and_the_result(mapped, budget):
    text = mapped.client("styrelseledamot").get(at("plan", budget.pk)).content.decode()
    assert f"140{NBSP}000" in text
    assert f"{MINUS}760{NBSP}000" in text
    assert "Årets resultat" in text


def test_two_versions_are_compared_on_a_page(mapped, budget):
    other = actions.add_plan(
        association=mapped.association,
        year=2024,
        kind="reviderad",
        rows=[PlanAmount(880_000_00, 3980)],
        origin="x",
        by="x",
    )
    text = mapped.client("revisor").get(at("plan-compare") + f"?a={budget.pk}&b={other.pk}").content.decode()
    assert f"{MINUS}20{NBSP}000" in text
    assert "3 rader skiljer sig" in text
    for wrong in ("?a=x&b=1", "?a=²&b=1", f"?a={'9' * 30}&b=1", ""):
        assert mapped.client("revisor").get(at("plan-compare") + wrong).status_code == 404


def test_a_plan_made_row_by_row_says_nothing_of_its_accounts(mapped, budget):
    rows = [PlanAmount(-690_000_00, row="Bidrag till insatser", note=2)]
    actions.add_plan(association=mapped.association, year=2024, kind="prognos", rows=rows, origin="x", month=8, by="x")
    book = figures_of(mapped.association)
    forecast, decided = Scope.parse("2024-08:prognos"), Scope.parse("2024:budget")
    assert book.value("ledger.account.4010", forecast) is None
    assert book.value("ledger.audit_cost", forecast) is None
    assert book.value("ledger.account.4020", decided) == 0
    assert book.value("ledger.audit_cost", decided) == -60_000_00


# --- the table on the page ------------------------------------------------------------------------------------------


def stamp_of(text):
    return text.split('name="stamp" value="')[1].split('"')[0]


def test_a_budget_is_typed_on_the_page(mapped):
    client = mapped.client("ekonom")
    answer = client.post(at("plan-new"), {"kind": "budget", "start": "accounts", "month": "0"})
    text = client.get(answer.url).content.decode()
    assert "4020 Konto 4020" in text
    typed = {"a3980.y": "900 000", "a4010.y": "-700000,50", "a4020.y": "", "new_target": "|2|Personalkostnader",
             "new_amount": f"{MINUS}100 000", "stamp": stamp_of(text)}  # fmt: skip
    assert client.post(answer.url, typed).status_code == 302
    rows = {row.account or row.row: row.amount for row in PlanRow.objects.all()}
    assert rows == {3980: 900_000_00, 4010: -700_000_50, "Personalkostnader": -100_000_00}


def test_text_in_an_amount_is_said_at_the_field_and_on_top_and_the_rest_is_kept(mapped, budget):
    client = mapped.client("ekonom")
    text = client.get(at("plan-edit", budget.pk)).content.decode()
    typed = {"a3980.y": "mycket", "a4010.y": "-5", "a6420.y": "-7", "stamp": stamp_of(text)}
    text = client.post(at("plan-edit", budget.pk), typed).content.decode()
    assert text.count("&#x27;mycket&#x27; är inte ett belopp") == 2
    assert 'value="-7"' in text
    assert PlanRow.objects.get(account=3980).amount == 900_000_00


def test_months_are_typed_and_must_add_up_to_a_changed_year(mapped, budget):
    client = mapped.client("ekonom")
    url = at("plan-edit", budget.pk) + "?visa=manader"
    text = client.get(url).content.decode()
    typed = {"a3980.m1": "10", "a3980.m2": "20", "a3980.y": "40", "a4010.y": "", "a6420.y": "", "stamp": stamp_of(text)}
    assert "Är inte summan av månaderna" in client.post(url, typed).content.decode()
    client.post(url, {**typed, "a3980.y": ""})
    assert list(PlanRow.objects.values_list("account", "month", "amount")) == [(3980, 1, 10_00), (3980, 2, 20_00)]


def test_saving_the_year_view_keeps_months_that_were_not_shown(mapped, budget):
    rows = [PlanAmount(10_00, 3980, month=1), PlanAmount(20_00, 3980, month=2)]
    actions.set_amounts(plan=budget, rows=rows, by="x")
    client = mapped.client("ekonom")
    text = client.get(at("plan-edit", budget.pk)).content.decode()
    client.post(at("plan-edit", budget.pk), {"a3980.y": "30", "a4010.y": "-5", "stamp": stamp_of(text)})
    assert set(PlanRow.objects.values_list("account", "month")) == {(3980, 1), (3980, 2), (4010, None)}


def test_what_someone_else_saved_meanwhile_is_not_overwritten_without_a_word(mapped, budget):
    client = mapped.client("ekonom")
    seen = stamp_of(client.get(at("plan-edit", budget.pk)).content.decode())
    actions.set_amounts(plan=budget, rows=[PlanAmount(5_00, 3980)], by="någon annan")
    text = client.post(at("plan-edit", budget.pk), {"a3980.y": "7", "stamp": seen}).content.decode()
    assert "Någon annan har ändrat versionen" in text
    assert PlanRow.objects.get().amount == 5_00
    client.post(at("plan-edit", budget.pk), {"a3980.y": "7", "stamp": stamp_of(text)})
    assert PlanRow.objects.get().amount == 7_00


# --- forecast -------------------------------------------------------------------------------------------------------


def test_a_forecast_is_proposed_from_the_books_and_typing_over_needs_a_reason(mapped, budget):
    client = mapped.client("ekonom")
    answer = client.post(at("plan-new"), {"kind": "prognos", "start": "budget", "month": "12"})
    forecast = Plan.objects.get(kind="prognos")
    values = {row.row: (row.amount, row.proposed) for row in forecast.rows.all()}
    assert values["Medlemsbidrag"] == (600_000_00, 600_000_00)
    assert values["Bidrag till insatser"] == (-400_000_00, -400_000_00)
    text = client.get(answer.url).content.decode()
    typed = {"r1-medlemsbidrag.y": "650 000", "r1-medlemsbidrag.s": "", "r2-bidrag_till_insatser.y": "-400 000",
             "r2-ovriga_kostnader.y": "-10 000", "stamp": stamp_of(text)}  # fmt: skip
    refused = client.post(answer.url, typed).content.decode()
    assert refused.count("Skriv varför beloppet skiljer sig från förslaget.") == 2
    client.post(answer.url, {**typed, "r1-medlemsbidrag.s": "Extra statligt bidrag"})
    row = PlanRow.objects.get(row="Medlemsbidrag")
    assert (row.amount, row.proposed, row.reason) == (650_000_00, 600_000_00, "Extra statligt bidrag")
    shown = client.get(at("plan", forecast.pk)).content.decode()
    assert f"+50{NBSP}000" in shown
    assert "Extra statligt bidrag" in shown


def test_a_proposal_without_books_or_month_says_why(mapped):
    client = mapped.client("ekonom")
    said = client.post(at("plan-new"), {"kind": "prognos", "start": "takt", "month": "0"}).content.decode()
    assert "Välj den sista månaden med utfall." in said
    said = client.post(at("plan-new"), {"kind": "budget", "start": "takt", "month": "4"}).content.decode()
    assert "bara att göra för en prognos" in said
    said = client.post(
        at("plan-new", period="2019"), {"kind": "prognos", "start": "takt", "month": "4"}
    ).content.decode()
    assert "är inte inläst" in said
    assert not Plan.objects.exists()


def test_the_database_itself_refuses_a_silent_change_of_a_proposal(mapped, budget):
    with pytest.raises(Refused):
        actions.set_amounts(plan=budget, rows=[PlanAmount(1, 3980, proposed=2)], by="x")


def test_the_month_of_a_forecast_file_is_the_last_with_books(world):
    put(world.association, "mapping", MAPPING)
    item = keep_books(world.association, {3980: -1})
    item.partial, item.covers_to = True, dt.date(2024, 8, 31)
    item.save()
    assert months_with_books(world.association) == {2024: 8}
    put(world.association, "forecast", "ar,rad,not,belopp_kr\n2024,Medlemsbidrag,1,5\n")
    assert Plan.objects.get(kind="prognos").name == "Prognos T2"


# --- the Excel template ---------------------------------------------------------------------------------------------


def sheet(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def upload(client, plan, columns, rows):
    book = SimpleUploadedFile("mall.xlsx", write_xlsx(columns, rows))
    return client.post(at("plan-read-template", plan.pk), {"file": book})


def test_the_template_holds_the_years_accounts_by_name_and_reads_back_the_same(mapped, budget):
    client = mapped.client("ekonom")
    empty = sheet(client.get(at("plan-template")).content)
    assert [row[1:3] for row in empty[1:]] == [
        [3980, "Konto 3980"], [4010, "Konto 4010"], [4020, "Konto 4020"], [6420, "Konto 6420"],
    ]  # fmt: skip
    before = amounts_of(budget)
    filled = client.get(at("plan-filled-template", budget.pk)).content
    client.post(at("plan-read-template", budget.pk), {"file": SimpleUploadedFile("mall.xlsx", filled)})
    assert same_amounts(amounts_of(budget), before)


def test_months_and_whole_years_are_read_from_the_template(mapped, budget):
    columns = ["ar", "konto", "jan", "feb", "hela_aret"]
    upload(mapped.client("ekonom"), budget, columns, [[2024, 3980, 10, 20, 30], [2024, 4010, None, None, -5]])
    assert [(row.account, row.month, row.amount) for row in amounts_of(budget)] == [
        (3980, 1, 10_00), (3980, 2, 20_00), (4010, None, -5_00),
    ]  # fmt: skip


def test_every_fault_of_a_template_is_told_with_row_and_column_and_nothing_is_saved(mapped, budget):
    columns = ["ar", "konto", "jan", "hela_aret"]
    rows = [
        [2024, 3980, "tio", None], [2023, 4010, None, 5], [2024, 4999, None, 5], [2024, 6420, 5, 6],
        [2024, 4020, 1, 1], [2024, 4020, 1, 1],
    ]  # fmt: skip
    text = upload(mapped.client("ekonom"), budget, columns, rows).content.decode()
    for said in (
        "rad 2, kolumn jan: &#x27;tio&#x27; är inte ett belopp",
        "rad 3, kolumn ar: mallen gäller 2023, inte 2024",
        "rad 4, kolumn konto: konto 4999 finns inte i kontoplanen",
        "rad 5, kolumn hela_aret: 6 är inte summan",
        "rad 7, kolumn ar: konto 4020 har redan ett belopp för 2024 på rad 6",
    ):
        assert said in text
    assert len(amounts_of(budget)) == 3


def test_a_template_without_its_columns_or_amounts_is_refused(mapped, budget):
    client = mapped.client("ekonom")
    assert (
        "kolumnen hela_aret saknas"
        in upload(client, budget, ["ar", "konto", "jan"], [[2024, 3980, 1]]).content.decode()
    )
    assert "inga belopp" in upload(client, budget, ["ar", "konto", "hela_aret"], [[2024, 3980, None]]).content.decode()


# --- who may --------------------------------------------------------------------------------------------------------

READS = ["plan"]
WRITES = ["plan-edit", "plan-facts", "plan-read-template", "plan-in-force", "plan-delete"]


def test_a_stranger_gets_404_on_every_page(mapped, budget):
    client = mapped.client("stranger")
    for name in [*READS, *WRITES, "plan-filled-template"]:
        assert client.get(at(name, budget.pk)).status_code in (404, 405), name
        assert client.post(at(name, budget.pk)).status_code == 404, name
        assert client.post(at(name, budget.pk, slug="backen")).status_code == 404, name
    for name in ("plans", "plan-new", "plan-template"):
        assert client.get(at(name)).status_code == 404, name
    assert client.get(at("plan-compare", slug="backen") + f"?a={budget.pk}&b={budget.pk}").status_code == 404
    assert client.get(at("plan-file", "budget", "csv")).status_code == 404


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor", "verksamhetsutvecklare"])
def test_those_who_may_only_read_get_403_with_the_reason_when_they_write(mapped, budget, role):
    client = mapped.client(role)
    assert client.get(at("plans")).status_code == 200
    for name, *args in [("plan-new",), ("plan-file-in", "budget"), *((name, budget.pk) for name in WRITES)]:
        answer = client.post(at(name, *args))
        assert answer.status_code == 403, name
        assert "Bara ekonom och förbundschef" in answer.content.decode()


def test_a_member_of_the_registry_does_not_read_plans(mapped):
    assert mapped.client("registrator").get(at("plans")).status_code == 403


def test_a_name_and_the_day_of_decision_are_kept(mapped, budget):
    mapped.client("ekonom").post(at("plan-facts", budget.pk), {"name": "Budget efter beslut", "decided": "2023-12-01"})
    budget.refresh_from_db()
    assert (budget.name, budget.decided) == ("Budget efter beslut", dt.date(2023, 12, 1))


def test_a_budget_file_is_taken_in_on_the_page(mapped):
    file = SimpleUploadedFile("budget.csv", BUDGET.replace("Strukturinsatser", "").replace("7210", "6420").encode())
    answer = mapped.client("ekonom").post(at("plan-file-in", "budget"), {"file": file}, follow=True)
    assert "Budget 2024, 2 rader; gäller." in answer.content.decode()


def test_an_empty_row_of_the_table_is_left_out_but_a_typed_zero_stays():
    assert GridRow(account=4010).amounts() == []
    assert [row.amount for row in GridRow(account=4010, year=0).amounts()] == [0]
