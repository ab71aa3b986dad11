"""The budget in the file becomes a plan, and never a second of the same."""

from samsyn.ledger.models import Plan
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS
from samsyn.ledger.tests.test_import_actions.importing import book


def test_the_budget_in_the_file_becomes_a_plan_with_the_results_sign(world):
    budget = {(4010, "202401"): 1_000_00, (3980, "202401"): -2_000_00, (8999, "202401"): 5, (1930, "202401"): 9}
    item = book(world, SIE.but(budget=budget))
    plan = Plan.objects.get()
    assert (plan.year, plan.kind, plan.in_force, plan.origin) == (2024, "budget", True, "#PBUDGET i 2024.se")
    assert {(r.account, r.month): r.amount for r in plan.rows.all()} == {(3980, 1): 2_000_00, (4010, 1): -1_000_00}
    assert item.difference["budget"] == ["Budgeten för 2024 i filen gäller nu."]


def test_a_budget_equal_to_a_decided_one_is_said_to_be_equal_and_kept_beside(world):
    decided = Plan.objects.create(association=world.association, year=2024, kind="budget", name="Budget 2024")
    decided.rows.create(association=world.association, account=4010, amount=-2_000_00)
    item = book(world, SIE.but(budget={(4010, "202401"): 1_000_00, (4010, "202402"): 1_000_00}))
    plan = Plan.objects.exclude(pk=decided.pk).get()
    assert (plan.in_force, plan.equal_to) == (False, decided)
    assert "lika med Budget 2024" in item.difference["budget"][0]


def test_the_same_budget_in_the_next_file_is_not_stored_twice(world):
    sie = SIE.but(budget={(4010, "202401"): 1_000_00})
    book(world, sie)
    item = book(world, sie.but(vouchers=VOUCHERS[:1]), "ny.se")
    assert Plan.objects.count() == 1 and "lika med den som redan finns" in item.difference["budget"][0]
