"""The statements engine on small books written out by hand, and on thousands of random ones."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.money import Unit, in_unit
from samsyn.ledger.definitions import statements
from samsyn.ledger.domain.amounts import Actuals, PlanAmount, Truth, add, part_of_year, plan_on_rules
from samsyn.ledger.domain.mapping import AccountMap, Rule, Wording
from samsyn.ledger.domain.statements import Evaluation, closing_of, deviation, evaluate, evaluate_plan

RULES = [
    Rule(1200, 1299, "tangible"),
    Rule(1500, 1799, "receivables", 3, "Fordringar"),
    Rule(1900, 1999, "cash", 3, "Bank"),
    Rule(2010, 2098, "other_equity"),
    Rule(2099, 2099, "result_account"),
    Rule(2200, 2249, "pension_provisions", 4, "Avsatt"),
    Rule(2300, 2399, "long_liabilities"),
    Rule(2400, 2999, "current_liabilities", 5, "Skulder"),
    Rule(3000, 3989, "revenue", 1, "Bidrag", "Medlemsbidrag"),
    Rule(3990, 3999, "revenue", 1, "Övrigt", "Övriga intäkter"),
    Rule(4000, 6999, "costs", 2, "Insatser", "Insatser"),
    Rule(7000, 7699, "costs", 2, "Personal", "Personal"),
    Rule(7700, 7899, "depreciation", operating_row="Avskrivningar"),
    Rule(8300, 8499, "financial_costs", operating_row="Finansiellt"),
    Rule(8999, 8999, "result_transfer"),
]
ACCOUNTS = AccountMap(RULES)


def booked(**amounts):
    """`a1930=100` in kronor to postings in öre."""
    return {(int(name[1:]), "", ""): amount * 100 for name, amount in amounts.items()}


def year(opening, movement):
    return evaluate(ACCOUNTS, Actuals(Truth.VOUCHERS, opening, movement, closing_of(opening, movement)))


OPENING = booked(a1930=500, a2010=-300, a2099=-100, a2440=-100)
YEAR = booked(a1930=60, a3010=-1000, a4010=700, a7010=200, a8410=20, a2440=20)


def test_the_skeletons_have_no_faults():
    assert statements.problems() == []


def test_income_is_plus_and_cost_is_minus_and_the_result_is_what_is_left():
    lines = year(OPENING, YEAR).lines
    assert (lines["revenue"], lines["costs"], lines["financial_costs"]) == (100_000, -90_000, -2_000)
    assert (lines["net"], lines["after_financial"], lines["result"]) == (10_000, 8_000, 8_000)


def test_an_open_year_and_the_same_year_closed_give_the_same_statements():
    closed = add(YEAR, booked(a8999=80, a2099=-80))
    before, after = year(OPENING, YEAR).lines, year(OPENING, closed).lines
    for line in ("result", "equity", "equity_result", "equity_rest", "assets", "total_equity_liabilities"):
        assert before[line] == after[line], line
    assert before["assets"] == before["total_equity_liabilities"]


def test_a_result_left_untransferred_from_last_year_is_equity_and_the_sheet_balances():
    opening = booked(a1930=500, a2010=-300, a2440=-100)  # last year's 100 never moved to equity
    lines = year(opening, YEAR).lines
    assert lines["opening_equity"] == 40_000
    assert lines["assets"] == lines["total_equity_liabilities"]


def test_last_years_loss_still_on_2099_does_not_count_twice():
    opening = booked(a1930=500, a2010=-480, a2099=80, a2440=-100)
    lines = year(opening, YEAR).lines
    assert (lines["equity_result"], lines["equity_rest"]) == (8_000, 40_000)


def test_the_cash_flow_ends_at_cash_in_the_balance_sheet():
    movement = add(YEAR, booked(a1930=-300, a1220=300, a7830=0, a2350=-50, a1510=50, a2210=-10, a7410=10))
    lines = year(OPENING, movement).lines
    assert lines["cash.total"] == lines["cash.closing"] - lines["cash.opening"]
    assert lines["cash.provisions"] == 1_000
    assert lines["cash.investing"] == -30_000


def test_depreciation_is_added_back_and_is_no_investment():
    opening = booked(a1930=100, a1220=100, a2010=-200)
    lines = year(opening, booked(a1220=-10, a7830=10)).lines
    assert (lines["cash.depreciation"], lines["cash.investing"], lines["cash.total"]) == (1_000, 0, 0)


def test_what_is_not_known_stays_unknown_and_never_becomes_zero():
    lines = evaluate(ACCOUNTS, Actuals(Truth.HISTORY, history={"revenue": 100, "result": 7})).lines
    assert (lines["revenue"], lines["result"]) == (100, 7)
    assert lines["costs"] is None
    assert lines["assets"] is None
    assert lines["cash.total"] is None


def test_a_year_known_only_by_its_lines_has_no_rows_rather_than_rows_of_zero():
    found = evaluate(ACCOUNTS, Actuals(Truth.HISTORY, history={"revenue": 100, "result": 7}))
    revenue = [rule for rule in RULES if rule.line == "revenue"]
    assert found.rules_sum(revenue) is None
    budget = evaluate_plan(plan_on_rules(ACCOUNTS, [PlanAmount(90_000, 3010)]), "budget")
    assert deviation(found, budget).rules_sum(revenue) is None


def test_result_accounts_need_no_balances_to_be_stated():
    lines = evaluate(ACCOUNTS, Actuals(Truth.NEXT_FILE, None, booked(a3010=-10), None)).lines
    assert lines["result"] == 1_000
    assert lines["equity"] is None


def test_deviation_is_outcome_minus_budget_and_plus_is_better_for_costs_too():
    budget = plan_on_rules(ACCOUNTS, [PlanAmount(90_000, 3010), PlanAmount(-95_000, 4010)])
    found = deviation(year(OPENING, YEAR), evaluate_plan(budget, "budget")).lines
    assert (found["revenue"], found["costs"], found["result"]) == (10_000, 5_000, 13_000)


def test_a_budget_row_with_a_mapping_of_its_own_stands_where_it_was_decided_and_moves_nothing_else():
    rows = [PlanAmount(-50_000, 4010), PlanAmount(-20_000, 5010, operating_row="Personal")]
    plan = plan_on_rules(ACCOUNTS, rows)
    by_row = {rule.operating_row: amount for rule, amount in plan.operating.items()}
    assert by_row == {"Insatser": -50_000, "Personal": -20_000}
    assert sum(plan.leaves.values()) == sum(plan.operating.values())
    assert [row.account for row, _, _ in plan.moved] == [5010]


def test_a_plan_row_that_no_rule_takes_is_told_and_not_lost():
    plan = plan_on_rules(ACCOUNTS, [PlanAmount(100, 9999), PlanAmount(100, row="Finns inte")])
    assert len(plan.lost) == 2


def test_a_years_amount_falls_evenly_on_its_months():
    assert part_of_year(120_000, 8) == 80_000
    assert part_of_year(-100, 4) == -33
    assert part_of_year(-50, 3) == -13  # half up on the absolute value


def test_a_rule_that_names_a_project_goes_before_one_that_does_not():
    accounts = AccountMap([*RULES, Rule(4000, 4999, "costs", 2, "Förstudie", dimension="6", object_code="P20")])
    assert accounts.rule_for((4010, "", "P20")).note_row == "Förstudie"
    assert accounts.rule_for((4010, "", "P01")).note_row == "Insatser"


def test_an_account_on_two_lines_and_an_account_on_the_wrong_side_are_both_told():
    accounts = AccountMap([*RULES, Rule(1900, 1939, "receivables"), Rule(2600, 2600, "revenue")])
    codes = {problem.code for problem in accounts.problems()}
    assert codes == {"overlap", "wrong_side"}


def test_accounts_without_a_line_are_listed_with_their_sums():
    assert ACCOUNTS.unmapped({(9030, "", "P1"): 500, (9030, "", "P2"): 250, (1930, "", ""): 1}) == {9030: 750}


def test_rows_that_share_a_label_in_a_report_are_one_row_and_keep_their_key_when_reworded():
    wording = Wording(3000, 3989, "notrad", "Bidrag från medlemmar", "arsredovisning", None, 2023)
    accounts = AccountMap(RULES, [wording])
    old = accounts.note_rows(1, "arsredovisning", 2022)[0]
    new = accounts.note_rows(1, "arsredovisning", 2024)[0]
    assert (old.label, new.label) == ("Bidrag från medlemmar", "Bidrag")
    assert old.key == new.key


def test_a_kind_without_wording_of_its_own_uses_the_annual_reports():
    accounts = AccountMap(RULES, [Wording(3000, 3989, "notrad", "Bidrag från medlemmar", "arsredovisning")])
    assert accounts.note_rows(1, "tertial", 2020)[0].label == "Bidrag från medlemmar"


amounts = st.integers(-(10**9), 10**9)
postings = st.dictionaries(
    st.sampled_from([1220, 1510, 1930, 2010, 2210, 2350, 2440, 3010, 3990, 4010, 7010, 7830, 8410]), amounts
)


@given(opening=postings, movement=postings)
def test_every_random_ledger_balances_and_its_cash_flow_ends_at_cash(opening, movement):
    start = {(a, "", ""): v for a, v in opening.items() if a < 3000 and a != 1930}
    start[1930, "", ""] = -sum(start.values())
    moved = {(a, "", ""): v for a, v in movement.items() if a != 1930}
    moved[1930, "", ""] = -sum(moved.values())
    lines = year(start, moved).lines
    assert lines["assets"] == lines["total_equity_liabilities"]
    assert lines["cash.total"] == lines["cash.closing"] - lines["cash.opening"]
    assert lines["equity"] - lines["opening_equity"] == lines["result"] + lines["cash.other"]


@given(parts=st.lists(st.integers(-(10**10), 10**10), min_size=1, max_size=8))
def test_a_shown_sum_is_rounded_once_and_differs_from_its_shown_parts_by_less_than_one_each(parts):
    shown = sum(in_unit(part, Unit.TKR) for part in parts)
    total = in_unit(sum(parts), Unit.TKR)
    assert abs(shown - total) <= (len(parts) + 1) / 2


def test_closing_is_opening_plus_movement_on_balance_accounts_alone():
    assert closing_of(booked(a1930=1), booked(a1930=2, a4010=5)) == booked(a1930=3)


def test_a_deviation_without_a_plan_is_unknown_and_says_so_in_a_sentence_of_its_own():
    outcome = evaluate(ACCOUNTS, Actuals(Truth.VOUCHERS, {}, YEAR, {}, basis="Verifikationer i 2024.se"))
    found = deviation(outcome, Evaluation(basis="Ingen budget för 2024"))
    assert found.lines["costs"] is None
    assert found.basis == "Verifikationer i 2024.se. Ingen budget för 2024"


def test_a_rules_sign_can_be_turned():
    turned = [replace(r, sign=-1) if r.line == "pension_provisions" else r for r in RULES]
    lines = evaluate(AccountMap(turned), Actuals(Truth.VOUCHERS, {}, {}, booked(a2210=-5))).lines
    assert lines["pension_provisions"] == -500


def test_a_year_known_only_by_its_earlier_report_keeps_its_equity():
    found = evaluate(ACCOUNTS, Actuals(Truth.HISTORY, history={"result": 139_000_00, "equity": 780_000_00}))
    assert (found.lines["result"], found.lines["equity"], found.lines["cash"]) == (139_000_00, 780_000_00, None)
