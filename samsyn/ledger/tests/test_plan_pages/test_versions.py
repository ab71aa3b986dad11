"""Versions of a year: which is in force, which are equal, and how two differ."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.catalogue import figures_of
from samsyn.core.events import Event
from samsyn.core.figure import Scope
from samsyn.core.money import MINUS, NBSP
from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.plans import same_amounts
from samsyn.ledger.models import Plan
from samsyn.ledger.queries.plans import amounts_of
from samsyn.ledger.tests.test_files import BUDGET
from samsyn.ledger.tests.test_plan_pages.addresses import at


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


def test_a_name_and_the_day_of_decision_are_kept(mapped, budget):
    mapped.client("ekonom").post(at("plan-facts", budget.pk), {"name": "Budget efter beslut", "decided": "2023-12-01"})
    budget.refresh_from_db()
    assert (budget.name, budget.decided) == ("Budget efter beslut", dt.date(2023, 12, 1))


def test_a_budget_file_is_taken_in_on_the_page(mapped):
    file = SimpleUploadedFile("budget.csv", BUDGET.replace("Strukturinsatser", "").replace("7210", "6420").encode())
    answer = mapped.client("ekonom").post(at("plan-file-in", "budget"), {"file": file}, follow=True)
    assert "Budget 2024, 2 rader; gäller." in answer.content.decode()
