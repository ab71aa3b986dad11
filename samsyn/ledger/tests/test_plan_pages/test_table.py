"""The table on the page: typed, checked, and never written over someone else's."""

from samsyn.core.money import MINUS
from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.models import PlanRow
from samsyn.ledger.tests.test_plan_pages.addresses import at, stamp_of


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
