"""Printed tables: signs, units, rounding, columns, and where their numbers come from."""

from datetime import date
from decimal import Decimal

import pytest

from samsyn.catalogue import CHECKS, figure_book
from samsyn.core.check import Outcome
from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.core.table import State
from samsyn.ledger.models import (
    Balance,
    HistoryAmount,
    LegacyLine,
    MappingRow,
    Movement,
    PlanRow,
    ProvisionMovement,
)
from samsyn.ledger.queries.books import Books
from samsyn.reports.tables import TableMaker
from samsyn.reports.tests.small_books import book_year, budget, mapping, ore, two_years

pytestmark = pytest.mark.django_db


@pytest.fixture
def association(world):
    two_years(world.association)
    return world.association


def maker(association, period="2024", kind="arsredovisning"):
    books = Books(association)
    return TableMaker(books, figure_book(books), Period.parse(period), kind)


def shown(table, row):
    found = next(r for r in table.rows if r.key == row or r.label == row)
    return [cell.value for cell in found.cells]


def in_kronor(association, **choices):
    association.presentation = {"statements": "kr", **choices}
    association.save()


def test_the_income_statement_prints_income_plus_and_cost_minus_rounded_from_ore(association):
    in_kronor(association)
    table = maker(association).income()
    assert shown(table, "Verksamhetens intäkter") == [5000, 5000]
    assert shown(table, "Verksamhetens kostnader") == [-5601, -4900]
    assert shown(table, "Årets resultat") == [-595, 100]  # −594,50 rounds away from zero


def test_a_shown_total_whose_shown_parts_differ_is_marked_and_never_plugged(association):
    made = maker(association).note(2)
    rows = {row.label: row.cells[0] for row in made.rows}
    assert [rows[label].value for label in ("Bidrag till insatser", "Övriga kostnader", "Personalkostnader")] == [
        3600,  # 3 600,40
        1000,  # 700,20 + 300
        1000,
    ]
    assert (rows["Summa"].value, rows["Summa"].mark) == (5601, "r")  # 5 600,60
    assert made.footnotes[0][0] == "r"
    assert next(row for row in made.rows if row.label == "Summa").cells[1].mark == ""


def test_notes_print_costs_positive_and_statements_negative(association):
    made = maker(association)
    assert made.note(2).rows[-2].cells[0].exact == ore(5600.6)
    assert made.income().rows[1].cells[0].exact == -ore(5600.6)


def test_the_audits_cost_stands_in_the_note_of_costs(association):
    assert shown(maker(association).note(2), "varav räkenskapsrevision")[0] == 300


def test_every_number_of_a_table_names_the_figure_it_is(association):
    made = maker(association)
    for table in (made.income(), made.balance(), made.cash_flow(), made.operating(), made.note(1), made.overview()):
        for row in table.rows:
            for cell in row.cells:
                if cell.state is not State.NOT_APPLICABLE:
                    assert cell.figure in made.figures, (table.key, row.label)
                    value = made.figures.value(cell.figure, cell.scope)
                    assert value is None or abs(value) == abs(cell.exact)


def test_the_balance_sheet_balances_and_shows_the_opening_beside_the_closing(association):
    in_kronor(association)
    table = maker(association).balance()
    assert shown(table, "Summa tillgångar") == shown(table, "total_el") == [1106, 1600]
    assert [column.period for column in table.columns] == ["2024", "2023"]


def test_empty_lines_are_left_out_unless_the_association_shows_them(association):
    labels = [row.label for row in maker(association).income().rows]
    assert "Avskrivningar" not in labels
    in_kronor(association, empty_lines=True)
    assert "Avskrivningar" in [row.label for row in maker(association).income().rows]


def test_a_tax_line_is_shown_only_for_a_year_with_a_reason(association):
    assert all(row.key != "taxes" for row in maker(association).income().rows)
    LegacyLine.objects.create(association=association, line="taxes", year=2024, reason="Rättas nästa år.")
    table = maker(association).income()
    assert any(row.key == "taxes" for row in table.rows)
    assert ("*", "Övriga skatter: Rättas nästa år.") in table.footnotes


def test_financial_items_are_one_line_named_by_its_sign_or_two(association):
    in_kronor(association, financial_label="by_sign")
    assert shown(maker(association).income(), "Finansiella intäkter")[0] == 6
    in_kronor(association, financial_items="two")
    labels = [row.label for row in maker(association).income().rows]
    assert {"Finansiella intäkter", "Finansiella kostnader"} <= set(labels)


def test_costs_can_be_split_on_the_face_of_the_statement(association):
    in_kronor(association, costs_on_face=True)
    assert shown(maker(association).income(), "varav personalkostnader") == [-1000, -900]


def test_a_deviation_is_plus_when_better_than_budget_for_costs_too(association):
    in_kronor(association)
    budget(association, 2024, {3010: 5000, 4010: -3500, 7010: -1100})
    table = maker(association).operating()
    assert shown(table, "Bidrag till insatser")[:3] == [-3600, -3500, -100]
    assert shown(table, "Personalkostnader")[:3] == [-1000, -1100, 100]


def test_a_year_without_budget_says_so_instead_of_zero(association):
    row = next(r for r in maker(association).operating().rows if r.label == "Resultat")
    assert row.cells[1].state is State.UNKNOWN
    assert row.cells[2].state is State.UNKNOWN


def test_the_revised_budget_is_what_deviation_is_measured_against(association):
    in_kronor(association)
    budget(association, 2024, {4010: -3500})
    budget(association, 2024, {4010: -3700}, kind="reviderad", name="Reviderad")
    made = maker(association)
    table = made.operating_with(made.compared_columns([Measure.BUDGET, Measure.REVISED, Measure.DEVIATION]))
    assert shown(table, "Bidrag till insatser")[:4] == [-3600, -3500, -3700, 100]


def test_the_layout_with_income_cost_and_net(association):
    in_kronor(association, operating="netto")
    budget(association, 2024, {3010: 5000, 4010: -3500})
    table = maker(association).operating()
    assert [c.label for c in table.columns] == [
        "Intäkt",
        "Kostnad",
        "Netto",
        "Budget netto",
        "Avvikelse",
        "Utfall 2023",
    ]
    assert shown(table, "Resultat") == [5000, -5601, -595, 1500, -2095, 100]


def test_a_part_of_the_year_shows_last_year_budget_and_forecast(world):
    mapping(world.association)
    book_year(world.association, 2024, {}, {1930: -80, 4010: 80}, month=8, covers_to=date(2024, 8, 31))
    budget(world.association, 2024, {4010: -120})
    plan = budget(world.association, 2024, {}, kind="prognos", name="Prognos", month=8)
    PlanRow.objects.create(
        association=world.association, plan=plan, row="Bidrag till insatser", note=2, amount=ore(-110)
    )
    world.association.presentation = {"statements": "kr", "kinds": {"tertial": {"statements": "kr"}}}
    table = maker(world.association, "2024-T2", "tertial").income()
    assert [c.label for c in table.columns] == ["jan–aug 2023", "jan–aug 2024", "Budget 2024", "Prognos 2024"]
    assert shown(table, "Verksamhetens kostnader") == [None, -80, -120, -110]


def test_a_file_dated_before_its_years_end_is_not_the_years_figure(world):
    mapping(world.association)
    book_year(world.association, 2024, {}, {1930: -80, 4010: 80}, month=8, covers_to=date(2024, 8, 31))
    books = Books(world.association)
    assert books.evaluation(Scope(Period(2024))).lines.get("costs") is None
    assert books.evaluation(Scope(Period(2024, 8))).lines["costs"] == ore(-80)


def test_the_pension_note_can_be_entered_by_hand_and_is_tied_to_the_balance_sheet(association):
    def enter(with_tax, **rows):
        for kind, kronor in rows.items():
            ProvisionMovement.objects.create(
                association=association, year=2024, kind=kind, amount=ore(kronor), includes_tax=with_tax
            )

    MappingRow.objects.create(
        association=association,
        account_from=2210,
        account_to=2219,
        line="pension_provisions",
        note=4,
        note_row="Avsatt",
    )
    check = next(c for c in CHECKS if c.id == "ledger.provision")
    enter(True, opening=2_000_000, earned=300_000, paid=-50_000)
    enter(False, opening=1_609_528)
    made = maker(association)
    assert shown(made.note(4), "Utgående avsättning") == [2250, None]
    assert "1\u00a0610 tkr" in made.note(4).footnotes[0][1]
    assert check.run(made.figures, Period(2024))[0].outcome is Outcome.FAILS
    Movement.objects.create(
        association=association, origin=made.books.imports[2024], month=date(2024, 12, 1), account=2210,
        amount=-ore(2_250_400), source="vouchers",
    )  # fmt: skip
    assert check.run(maker(association).figures, Period(2024))[0].outcome is Outcome.HOLDS


def test_the_order_of_truth_is_vouchers_then_the_next_file_then_history(association):
    HistoryAmount.objects.create(association=association, year=2022, line="result", amount=ore(7))
    HistoryAmount.objects.create(association=association, year=2023, line="result", amount=ore(7))
    books = Books(association)
    assert books.evaluation(Scope(Period(2023))).lines["result"] == ore(100)
    assert books.evaluation(Scope(Period(2022))).lines["result"] == ore(7)
    item = books.imports[2023]
    Balance.objects.create(
        association=association, origin=item, start=date(2022, 1, 1), index=-1, account=4010, res=ore(9)
    )
    books = Books(association)
    assert books.evaluation(Scope(Period(2022))).lines["result"] == ore(-9)
    assert "2023.se" in books.actuals(Period(2022)).basis


def test_vouchers_that_contradict_the_files_own_results_give_way_to_them(association):
    Balance.objects.filter(account=4010, start=date(2024, 1, 1)).update(res=ore(4000))
    assert Books(association).evaluation(Scope(Period(2024))).lines["costs"] == -ore(6000.2)


def test_the_overview_shows_only_years_that_are_known_newest_first(association):
    table = maker(association).overview()
    assert [c.label for c in table.columns] == ["2024", "2023"]
    assert shown(table, "staff") == [Decimal("2.4"), None]


def test_an_account_on_no_line_fails_the_check_and_is_listed_with_its_sum(association):
    item = Books(association).imports[2024]
    Movement.objects.create(
        association=association, origin=item, month=date(2024, 5, 1), account=9030, amount=500, source="vouchers"
    )
    books = Books(association)
    assert books.unmapped(Period(2024)) == {9030: 500}
    check = next(c for c in CHECKS if c.id == "ledger.mapping-complete")
    finding = check.run(figure_book(books), Period(2024))[0]
    assert finding.outcome is Outcome.FAILS
    assert check.blocks


def test_all_checks_answer_in_words_for_a_year_with_books_and_one_without(association):
    figures = figure_book(Books(association))
    for period in (Period(2024), Period(2024, 4), Period(2011)):
        for check in CHECKS:
            findings = check.run(figures, period)
            assert findings and all(finding.sentence.endswith(".") for finding in findings), check.id


def test_every_figure_explains_itself_in_every_measure(association):
    budget(association, 2024, {4010: -3500})
    figures = figure_book(Books(association))
    for figure in figures.figures():
        for measure in Measure:
            explanation = figures.explain(figure.key, Scope(Period(2024), measure))
            assert explanation.value == figures.value(figure.key, explanation.scope)
            assert figure.definition.endswith(".")


def test_the_parts_of_an_explanation_add_up_to_its_value(association):
    budget(association, 2024, {4010: -3500})
    figures = figure_book(Books(association))
    signs = {"+": 1, "": 1, "−": -1}
    for figure in figures.figures():
        for scope in (Scope(Period(2024)), Scope(Period(2024), Measure.DEVIATION)):
            found = figures.explain(figure.key, scope)
            if found.value is None or not found.parts or any(p.operator not in signs for p in found.parts):
                continue
            if ".requirement.closing" in figure.key:
                continue
            assert sum(signs[p.operator] * (p.value or 0) for p in found.parts) == found.value, figure.key


def test_the_statements_of_another_association_never_mix(world, association):
    other = maker(world.other)
    assert other.income().rows[0].cells[0].state is State.UNKNOWN


def test_the_tables_of_a_whole_report_cost_few_queries(association, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        made = maker(association)
        for table in (made.overview, made.income, made.balance, made.cash_flow, made.operating, made.requirement):
            table()
        for note in made.note_numbers():
            made.note(note)


def test_the_equity_ceiling_shows_each_step_and_what_stands_behind_equity_adds_up(association):
    figures = figure_book(Books(association))
    ceiling = figures.explain("ledger.equity_limit", Scope(Period(2024)))
    assert [row.value for row in ceiling.sources] == [500_000, 100_000]  # contributions 5 000 kr, 20 %
    share = figures.explain("ledger.equity_of_contributions", Scope(Period(2024)))
    assert sum(row.value for row in share.sources) == figures.value("ledger.equity", Scope(Period(2024)))


def test_equity_is_held_against_the_ceiling_at_the_end_of_the_year(association):
    check = next(c for c in CHECKS if c.id == "ledger.equity-limit")
    figures = figure_book(Books(association))
    assert check.run(figures, Period(2024, 4))[0].outcome is Outcome.HOLDS
    explanation = figures.explain("ledger.equity_above_limit", Scope(Period(2024, 4)))
    assert "vid årets slut" in explanation.remarks[0]
