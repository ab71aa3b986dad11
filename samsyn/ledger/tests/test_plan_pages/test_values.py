"""The values behind the pages: equal, spread, proposed, compared and named."""

import pytest

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

ACCOUNTS = AccountMap([
    Rule(3980, 3989, "revenue", 1, "Medlemsbidrag", "Medlemsbidrag"),
    Rule(4000, 4999, "costs", 2, "Bidrag till insatser", "Bidrag till insatser"),
    Rule(8400, 8499, "financial_costs"),
])  # fmt: skip
MEMBERS = ReportRow("Medlemsbidrag", 1, "revenue")
GRANTS = ReportRow("Bidrag till insatser", 2, "costs")


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


def test_an_empty_row_of_the_table_is_left_out_but_a_typed_zero_stays():
    assert GridRow(account=4010).amounts() == []
    assert [row.amount for row in GridRow(account=4010, year=0).amounts()] == [0]
