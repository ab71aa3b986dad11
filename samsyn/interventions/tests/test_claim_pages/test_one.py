"""One document's page."""

from datetime import date

from samsyn.core.money import NBSP
from samsyn.interventions.actions.claim_steps import check_claim
from samsyn.interventions.models import (
    Application,
    ApplicationBudget,
    Confirmation,
    Policy,
)
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.test_claim_pages.laying import at, pay, text_of


def test_rows_stand_beside_the_years_budget_and_what_others_cost(world, office):
    applied = Application.objects.create(
        association=world.association, title="Vägval", intervention=office.of, state="beviljad", created_by="x"
    )
    ApplicationBudget.objects.create(
        association=world.association, application=applied, year=2024, cost_type_id=pay(world), amount=250_000 * KR
    )
    office.approved(60_000, "1")
    page = text_of(world.client("ekonom").get(at("claim", office.register(100_000, "2").pk)))
    assert "Löner 100 000 60 000 250 000 90 000" in page


def test_above_the_cap_the_page_says_how_much_and_offers_the_part(world, office):
    claim = office.checked(600_001)
    client = world.client("forbundschef")
    answer = client.get(at("claim", claim.pk))
    assert "Högst 600 000 kr kan godkännas" in text_of(answer)
    assert f'value="600{NBSP}000"' in answer.content.decode()
    refused = text_of(client.post(at("claim-approve", claim.pk), {"amount": "600 000", "reason": ""}))
    assert "Skriv varför inte hela beloppet godkänns." in refused
    assert (
        client.post(at("claim-approve", claim.pk), {"amount": "600 000", "reason": "Mer finns inte."}).status_code
        == 302
    )
    assert "Mer finns inte." in text_of(client.get(at("claim", claim.pk)))


def test_a_late_document_says_what_it_settles(world, office):
    Confirmation.objects.create(
        association=world.association, intervention=office.of, year=2023, asked=date(2023, 12, 1),
        due=date(2024, 1, 15), answered=date(2024, 1, 10), amount=90_000 * KR,
    )  # fmt: skip
    late = {"period_from": date(2023, 9, 1), "period_to": date(2023, 12, 31), "received": date(2024, 1, 29)}
    page = text_of(world.client("ekonom").get(at("claim", office.certified(92_500, **late).pk)))
    assert "90 000 kr är redan kostnad 2023 genom årsbeskedet och avräknas. Skillnaden 2 500 kr blir kostnad" in page


def test_a_returned_document_shows_why_to_the_party(world, office):
    claim = office.certified()
    assert "Skriv skälet" in text_of(world.client("ekonom").post(at("claim-return", claim.pk), {"reason": ""}))
    world.client("ekonom").post(at("claim-return", claim.pk), {"reason": "Fel period."})
    page = text_of(world.login(office.owner).get(at("claim", claim.pk)))
    assert "Återsänd till er" in page
    assert "Fel period." in page
    assert "Ändra och lämna in" in page


def test_whoever_comes_second_is_told_that_someone_was_before_them(world, office):
    claim = office.certified()
    check_claim(claim=claim, on=date(2024, 5, 8), by=office.checker)
    page = text_of(world.client("ekonom").post(at("claim-check", claim.pk)))
    assert "Någon annan kan ha hunnit före" in page


def test_where_attest_is_elsewhere_the_page_explains_and_takes_the_names(world, office):
    Policy.objects.create(association=world.association, attest_place="ekonomisystemet")
    claim = office.certified()
    page = text_of(world.client("ekonom").get(at("claim", claim.pk)))
    assert "Förbundet attesterar i ekonomisystemet. Skriv in vilka två" in page
    world.client("ekonom").post(at("claim-record", claim.pk), {"who": "Anna Ek och Bo Lind", "on": "2024-05-10"})
    claim.refresh_from_db()
    assert claim.state == "godkänd"
    assert "Anna Ek och Bo Lind" in text_of(world.client("ekonom").get(at("claim", claim.pk)))
    assert "Ekonomen för in här" in text_of(world.client("forbundschef").get(at("attest")))
