"""Lists of documents, and the order of attest."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.interventions.models import (
    AttestRight,
)
from samsyn.interventions.tests.builder import KR, claimed
from samsyn.interventions.tests.claiming import leave
from samsyn.interventions.tests.test_claim_pages.laying import at, text_of


def test_the_list_is_filtered_by_state_intervention_and_year(world, office):
    office.approved(1_000, "gammal", period_from=date(2023, 1, 1), period_to=date(2023, 4, 30),
                    received=date(2023, 5, 5), on=date(2023, 5, 8))  # fmt: skip
    office.certified(2_000, "väntar")
    client = world.client("ekonom")
    assert "väntar" in text_of(client.get(at("claims")))
    assert "Rekvisition gammal" not in text_of(client.get(at("claims")))
    assert "Rekvisition gammal" in text_of(client.get(at("claims") + "?ar="))
    waiting = text_of(client.get(at("claims") + "?lage=väntar"))
    assert "Rekvisition väntar" in waiting
    assert "Rekvisition gammal" not in waiting
    assert "Inga dokument passar" in text_of(client.get(at("claims") + "?lage=betald"))
    assert client.get(at("claims") + "?insats=0").status_code == 422


def test_an_empty_list_teaches(world, office):
    assert "Här står rekvisitioner, fakturor" in text_of(world.client("ekonom").get(at("claims")))
    assert "Inget väntar på dig" in text_of(world.client("ekonom").get(at("attest")))
    assert "Ingen är tillfrågad för 2024" in text_of(world.client("ekonom").get(at("confirmations")))


def test_the_list_asks_as_many_questions_for_fifty_documents_as_for_one(world, office):
    client, asked = world.client("ekonom"), []
    for numbers in (range(2), range(2, 60)):
        for number in numbers:
            claimed(office.of, 10, str(number), state="inkommen", approved=None, cost_date=None, decided=None)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(at("claims"))
        asked.append(len(caught))
    assert asked[0] == asked[1] <= 20
    assert "50 av 60 dokument" in text_of(client.get(at("claims")))


def test_the_phone_list_has_one_button_per_document_and_its_evidence(world, office):
    office.certified(files=[SimpleUploadedFile("kvitto.pdf", b"%PDF-1.7")])
    page = text_of(world.client("ekonom").get(at("attest")))
    assert "Sakattestera rekvisition 1" in page
    assert "kvitto.pdf" in page
    assert "Återstår 600 000 kr" in page
    assert "Intyga rekvisition 2" in text_of(world.login(office.register(number="2").created_by).get(at("attest")))


def test_who_has_left_is_marked_in_the_order_and_named_nowhere_else(world, office):
    claim = office.certified()
    leave(office.checker)
    page = text_of(world.client("forbundschef").get(at("setting-attest")))
    assert "har ingen roll som attesterar längre" in page
    assert "Ingen får sakattestera för alla insatser." in page
    page = text_of(world.client("forbundschef").get(at("claim", claim.pk)))
    assert "ekonom Ån" not in page
    assert "Ingen kan göra det i dag" in page


def test_a_right_is_added_and_ended_on_the_pages(world, office):
    client = world.client("forbundschef")
    fields = {"step": "beslutsattest", "person": world.user("styrelseledamot").pk, "scope": "chefens",
              "start": "2024-01-01", "limit": "50 000"}  # fmt: skip
    assert client.post(at("setting-attest-new"), fields).status_code == 302
    right = AttestRight.objects.get(scope="chefens")
    assert right.limit == 50_000 * KR
    assert "Förbundschefens egna kostnader" in text_of(client.get(at("setting-attest")))
    client.post(at("setting-attest-end", right.pk), {"end": "2024-03-01"})
    assert "Har slutat gälla" in text_of(client.get(at("setting-attest")))
    refused = client.post(at("setting-attest-new"), {**fields, "scope": "en"})
    assert "Välj vilken insats rätten gäller" in text_of(refused)
