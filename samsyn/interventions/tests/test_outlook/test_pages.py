"""The pages of plan and forecast: who may open them, what is typed on them, what they cost."""

import pytest

from samsyn.core.money import NBSP
from samsyn.interventions.tests.builder import KR, decided, intervention
from samsyn.interventions.tests.test_outlook.plans import at, budget, value
from samsyn.ledger.models import Plan


def test_every_amount_of_the_plan_is_a_door_and_what_is_assumed_is_marked(mapped, vagval):
    text = mapped.client("ekonom").get(at("outlook")).content.decode()
    for of in ("2025", "2026", "2027", "2028"):
        for name in ("contributions", "opening_equity", "office", "decided", "closing_equity", "limit", "room"):
            assert f"outlook.{name}/{of}/" in text
    assert "Antaget: samma som 2024" in text
    assert mapped.client("ekonom").get("/an/2025/siffror/outlook.room/2025/").status_code in (200, 404)


@pytest.fixture
def addresses(running):
    reading = [at("outlook"), at("forecast", period="2025-08")]
    writing = [at("outlook-assumption"), at("forecast-edit", running.pk, period="2025-08")]
    return reading, writing


def test_who_may_open_what(mapped, addresses):
    reading, writing = addresses
    for role in ("forbundschef", "ekonom"):
        assert {mapped.client(role).get(path).status_code for path in reading + writing} == {200}
    for role in ("verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert {mapped.client(role).get(path).status_code for path in reading} == {200}
        assert {mapped.client(role).get(path).status_code for path in writing} == {403}
    for role in ("systemforvaltare", "registrator", "beredning", "medlemsrepresentant"):
        assert {mapped.client(role).get(path).status_code for path in reading + writing} == {403}
    for role in ("insatsagare", "samordnare"):
        client = mapped.login(mapped.party_user(role))
        assert {client.get(path).status_code for path in reading + writing} == {403}
    assert mapped.client("styrelseledamot").post(at("forecast-sum")).status_code == 403


def test_a_stranger_gets_404_on_every_page(mapped, addresses):
    for path in (*addresses[0], *addresses[1], at("our-money"), at("forecast-sum")):
        assert mapped.client("stranger").get(path).status_code == 404
        assert mapped.client("stranger").post(path).status_code == 404


def test_another_associations_intervention_is_not_found(mapped, running):
    other = intervention(mapped.other, "annan", project="")
    assert mapped.client("ekonom").get(at("forecast-edit", other.pk)).status_code == 404


def test_a_forecast_is_typed_on_its_page(mapped, running):
    client = mapped.client("ekonom")
    path = at("forecast-edit", running.pk, period="2025-08")
    text = client.post(path, {"amount": "300 000", "reason": ""}).content.decode()
    assert text.count("Skriv varför prognosen blir en annan") == 2
    assert client.post(path, {"amount": "300 000", "reason": "Vakant"}).status_code == 302
    text = client.get(at("forecast", period="2025-08")).content.decode()
    assert f"300{NBSP}000" in text and "Vakant" in text and f"360{NBSP}000" in text


def test_an_assumption_is_typed_on_its_page(mapped, vagval):
    client = mapped.client("ekonom")
    typed = {"kind": "kansli", "year": "2026", "amount": "2 600 000", "reason": ""}
    assert client.post(at("outlook-assumption"), typed).content.decode().count("Skriv vad antagandet bygger på.") == 2
    assert client.post(at("outlook-assumption"), {**typed, "reason": "Ny hyra"}).status_code == 302
    assert value(mapped, "outlook.office", "2026") == 2_600_000 * KR
    assert "Ny hyra" in client.get(at("outlook")).content.decode()


def test_the_sum_is_laid_in_the_forecast_from_the_page(mapped, running):
    client = mapped.client("ekonom")
    answer = client.post(at("forecast-sum", period="2025-08"), follow=True).content.decode()
    assert "Det finns ingen prognos efter augusti 2025" in answer
    budget(mapped, 2025, "prognos", 8, k4010=-300_000)
    assert (
        "ligger nu på insatsernas rad"
        in client.post(at("forecast-sum", period="2025-08"), follow=True).content.decode()
    )
    assert Plan.objects.filter(kind="prognos").count() == 1


def test_the_plan_costs_the_same_few_queries_however_many_interventions(mapped, vagval, django_assert_max_num_queries):
    client = mapped.client("ekonom")
    for number in range(12):
        made = intervention(mapped.association, f"nr{number}", name=f"Insats {number}")
        decided(made, {2025: 10_000})
    with django_assert_max_num_queries(60):
        client.get(at("outlook"))
    with django_assert_max_num_queries(60):
        client.get(at("forecast", period="2025-08"))
