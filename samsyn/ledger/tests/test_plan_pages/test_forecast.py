"""A forecast is proposed from the books, and typing over it needs a reason."""

import datetime as dt

import pytest

from samsyn.core.money import NBSP
from samsyn.core.refused import Refused
from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.models import Plan, PlanRow
from samsyn.ledger.queries.plans import months_with_books
from samsyn.ledger.tests.test_files import MAPPING, put
from samsyn.ledger.tests.test_mapping_pages import keep_books
from samsyn.ledger.tests.test_plan_pages.addresses import at, stamp_of


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
