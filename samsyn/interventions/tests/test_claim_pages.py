"""The pages of documents, attest and year-end: what each shows, keeps and lets whom do."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samsyn.core.money import NBSP
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.confirmations import ask_confirmations
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import (
    Application,
    ApplicationBudget,
    AttestRight,
    Claim,
    Confirmation,
    Policy,
)
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.tests.builder import KR, claimed
from samsyn.interventions.tests.claiming import leave, make_office


def at(name, *args, slug="an", period="2024"):
    return reverse(f"interventions:{name}", args=[slug, period, *args])


def text_of(answer):
    """What is read on the page: without marks, with plain spaces."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(plain.replace(NBSP, " ").split())


@pytest.fixture
def office(world):
    return make_office(world)


def pay(world):
    return choices(world.association, ChoiceKind.COST_TYPE).get(label="löner").pk


def typed(world, **fields):
    key = pay(world)
    values = {
        "form": "rekvisition", "number": "2024-1", "period_from": "2024-01-01", "period_to": "2024-04-30",
        f"a{key}": "100 000", "total": "100 000", "note": "Hej", "gor": "in",
    }  # fmt: skip
    return {**values, **fields}


# --- who may see and do what ----------------------------------------------------------------------------------------


def every(office):
    """Each address with the roles that may open it (GET) or do it (POST, answered by anything but 403)."""
    claim = office.register(number="9")
    office.confirmation = Confirmation.objects.create(
        association=office.of.association, intervention=office.of, year=2024, asked=date(2024, 12, 1),
        due=date(2025, 1, 15),
    )  # fmt: skip
    right = AttestRight.objects.first()
    reads = {
        "forbundschef",
        "verksamhetsutvecklare",
        "ekonom",
        "registrator",
        "insatsagare",
        "styrelseledamot",
        "revisor",
    }
    registers = {"forbundschef", "verksamhetsutvecklare", "ekonom", "registrator", "insatsagare"}
    attests = {"forbundschef", "verksamhetsutvecklare", "ekonom", "styrelseledamot"}
    pays, manages = {"forbundschef", "ekonom"}, {"forbundschef", "systemforvaltare"}
    return [
        ("claims", (), "get", reads), ("claim", (claim.pk,), "get", reads),
        ("claim-new", (office.of.pk,), "get", registers), ("claim-edit", (claim.pk,), "get", registers),
        ("claim-correct", (claim.pk,), "get", registers), ("claim-certify", (claim.pk,), "post", registers),
        ("claim-check", (claim.pk,), "post", attests), ("claim-approve", (claim.pk,), "post", attests),
        ("claim-return", (claim.pk,), "post", attests), ("claim-cancel", (claim.pk,), "post", registers),
        ("claim-record", (claim.pk,), "post", pays), ("claim-pay", (claim.pk,), "post", pays),
        ("attest", (), "get", reads), ("setting-attest", (), "get", reads),
        ("setting-attest-new", (), "get", manages), ("setting-attest-end", (right.pk,), "get", manages),
        ("confirmations", (), "get", reads), ("confirmation", (office.confirmation.pk,), "get", reads),
        ("confirmation-ask", (), "post", pays),
    ]  # fmt: skip


ROLES = (
    "systemforvaltare",
    "forbundschef",
    "verksamhetsutvecklare",
    "ekonom",
    "registrator",
    "insatsagare",
    "samordnare",
    "deltagaransvarig",
    "beredning",
    "medlemsrepresentant",
    "styrelseledamot",
    "revisor",
)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_may_and_is_told_why_not(world, office, role):
    for name, args, method, may in every(office):
        user = world.party_user(role) if role in ("insatsagare", "samordnare") else world.user(role)
        status = getattr(world.login(user), method)(at(name, *args)).status_code
        assert (status != 403) is (role in may), (name, role, status)
        assert status != 404 or role not in may, (name, role)


def test_a_stranger_gets_404_everywhere(world, office):
    for name, args, method, _ in every(office):
        assert getattr(world.client("stranger"), method)(at(name, *args)).status_code == 404, name


def test_another_partys_user_gets_404_on_what_is_not_theirs(world, office):
    client = world.login(world.party_user(party="Bergs kommun"))
    for name, args, method, may in every(office):
        if args and "insatsagare" in may:
            assert getattr(client, method)(at(name, *args)).status_code == 404, name
    assert "Vägval" not in text_of(client.get(at("claims")))
    assert "Vägval" not in text_of(client.get(at("confirmations")))


def test_a_party_that_only_takes_part_does_not_requisition(world, office):
    assert world.login(world.party_user(party="Region Ån")).get(at("claim-new", office.of.pk)).status_code == 403
    claim = office.register()
    assert world.login(world.party_user(party="Region Ån")).get(at("claim", claim.pk)).status_code == 404


def test_a_partys_draft_is_its_own(world, office):
    claim = office.register(submit=False)
    assert world.client("ekonom").get(at("claim", claim.pk)).status_code == 404
    assert world.login(office.owner).get(at("claim", claim.pk)).status_code == 200


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_party_hands_in_certifies_and_two_attest_through_the_pages(world, office):
    owner = world.login(office.owner)
    file = SimpleUploadedFile("lönelista.pdf", b"%PDF-1.7")
    assert "Av det som beviljats återstår 600 000 kr" in text_of(owner.get(at("claim-new", office.of.pk)))
    answer = owner.post(at("claim-new", office.of.pk), typed(world, evidence=file), follow=True)
    assert "inlämnad. Nu ska den intygas" in text_of(answer)
    claim = Claim.objects.get()
    assert (claim.amount, claim.by_mail, claim.documents.count()) == (100_000 * KR, False, 1)
    owner.post(at("claim-certify", claim.pk))
    page = text_of(world.client("forbundschef").get(at("claim", claim.pk)))
    assert "Du står inte i attestordningen för sakattest" in page
    assert "Kan göras av ekonom Ån." in page
    world.client("ekonom").post(at("claim-check", claim.pk), {"next": at("attest")})
    answer = world.client("forbundschef").post(at("claim-approve", claim.pk), {"next": at("attest")}, follow=True)
    assert answer.redirect_chain[-1][0] == at("attest")
    assert "är beslutsattesterad" in text_of(answer)
    early = text_of(world.client("ekonom").post(at("claim-pay", claim.pk), {"on": "2024-06-01"}))
    assert "Dagen kan inte vara före" in early
    world.client("ekonom").post(at("claim-pay", claim.pk), {"on": timezone.localdate(), "reference": "BG 7"})
    claim.refresh_from_db()
    assert (claim.state, claim.payment_reference) == ("betald", "BG 7")


def test_the_way_back_never_leads_off_the_site(world, office):
    claim = office.certified()
    answer = world.client("ekonom").post(at("claim-check", claim.pk), {"next": "https://ond.example/"})
    assert answer.url == at("claim", claim.pk)


def test_a_refusal_keeps_what_was_typed_and_says_everything_at_once(world, office):
    client, key = world.login(office.owner), pay(world)
    fields = {"total": "90 000", f"v{key}": "25 000", "period_from": "2026-01-01", "period_to": "2026-04-30",
              "evidence": SimpleUploadedFile("lista.exe", b"MZ")}  # fmt: skip
    answer = client.post(at("claim-new", office.of.pk), typed(world, **fields))
    page = text_of(answer)
    for sentence in ("ligger utanför överenskommelsen", "dokumentets summa är 90 000 kr", "har moms 25 000 kr",
                     "filer av det slaget tas inte emot", "Välj underlagets filer igen"):  # fmt: skip
        assert sentence in page, sentence
    html = answer.content.decode()
    assert 'value="100 000"' in html
    assert 'value="2024-1"' in html
    assert "Hej" in html
    assert "jag har kontrollerat" in page
    assert not Claim.objects.exists()


def test_the_fields_own_faults_stand_at_the_fields(world, office):
    key = pay(world)
    answer = world.login(office.owner).post(
        at("claim-new", office.of.pk), typed(world, number="", period_to="", **{f"a{key}": "tolv"})
    )
    assert "tolv&#x27; är inte ett belopp" in answer.content.decode()
    assert not Claim.objects.exists()


def test_vat_is_accepted_once_the_question_is_answered(world, office):
    client, key = world.login(office.owner), pay(world)
    client.post(at("claim-new", office.of.pk), typed(world, **{f"v{key}": "25 000"}, vat_checked="on"))
    assert Claim.objects.get().rows.get().vat == 25_000 * KR


def test_a_draft_is_kept_and_handed_in_later(world, office):
    client = world.login(office.owner)
    client.post(at("claim-new", office.of.pk), typed(world, gor="utkast", total="", **{f"a{pay(world)}": ""}))
    claim = Claim.objects.get()
    assert claim.state == "utkast"
    client.post(at("claim-edit", claim.pk), typed(world))
    claim.refresh_from_db()
    assert (claim.state, claim.amount) == ("inkommen", 100_000 * KR)
    assert client.get(at("claim-edit", claim.pk)).status_code == 302  # handed in: no longer theirs to change


def test_the_office_registers_what_came_by_mail_with_its_day_and_who_signed(world, office):
    fields = {"received": "2024-05-03", "paper_name": "Eva Lind"}
    page = text_of(world.client("registrator").get(at("claim-new", office.of.pk)))
    assert "Kom in till förbundet" in page
    world.client("registrator").post(at("claim-new", office.of.pk), typed(world, **fields))
    claim = Claim.objects.get()
    assert (claim.state, claim.certified_name, claim.received) == ("intygad", "Eva Lind", date(2024, 5, 3))
    assert claim.by_mail


def test_a_paper_that_nobody_has_signed_waits_for_a_name(world, office):
    world.client("registrator").post(at("claim-new", office.of.pk), typed(world, received="2024-05-03"))
    claim = Claim.objects.get()
    assert "För in intygandet" in text_of(world.client("registrator").get(at("claim", claim.pk)))
    answer = world.client("registrator").post(at("claim-certify", claim.pk), {"paper_name": ""})
    assert "Skriv vem hos parten" in text_of(answer)
    world.client("registrator").post(at("claim-certify", claim.pk), {"paper_name": "Eva"})
    claim.refresh_from_db()
    assert claim.state == "intygad"


def test_a_credit_is_typed_without_minus_and_points_at_its_original(world, office):
    original = office.approved(100_000)
    client = world.login(office.owner)
    assert "Ändrar rekvisition 1" in text_of(client.get(at("claim-correct", original.pk)))
    fields = {"form": "kredit", "number": "K1", f"a{pay(world)}": "30 000", "total": "30 000"}
    client.post(at("claim-correct", original.pk), typed(world, **fields))
    made = Claim.objects.get(number="K1")
    assert (made.amount, made.original) == (-30_000 * KR, original)
    assert "Kredit K1" in text_of(client.get(at("claim", original.pk)))


# --- one document ---------------------------------------------------------------------------------------------------


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
    actions.check_claim(claim=claim, on=date(2024, 5, 8), by=office.checker)
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


# --- lists ----------------------------------------------------------------------------------------------------------


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


# --- year-end -------------------------------------------------------------------------------------------------------


def test_the_ekonom_asks_and_the_owner_answers(world, office):
    client = world.client("ekonom")
    assert "Fråga alla om 2024" in text_of(client.get(at("confirmations")))
    assert "1 insatser är tillfrågade" in text_of(client.post(at("confirmation-ask"), follow=True))
    row = Confirmation.objects.get()
    owner = world.login(office.owner)
    assert "Svara för Vägval" in text_of(owner.get(at("confirmations")))
    assert "Skriv 0 om inget är upparbetat" in text_of(owner.post(at("confirmation", row.pk), {"amount": ""}))
    owner.post(at("confirmation", row.pk), {"amount": "90 000", "note": "Semester"})
    page = text_of(client.get(at("confirmations")))
    assert "Kvar som skuld 90 000 kr" in page
    assert "Har inte svarat 0 av 1" in page
    refused = owner.post(at("confirmation", row.pk), {"amount": "700 000"})
    assert "återstår av det som beviljats" in text_of(refused)
    assert "700 000" in refused.content.decode()


def test_a_reader_does_not_answer(world, office):
    row = ask_confirmations(association=world.association, year=2023, on=date(2023, 12, 1), by=office.checker)[0]
    assert "Lämna svaret" not in text_of(world.client("revisor").get(at("confirmation", row.pk)))
    assert world.client("revisor").post(at("confirmation", row.pk), {"amount": "5"}).status_code == 403


def test_a_limit_above_what_fits_does_not_stop_the_part(world, office):
    AttestRight.objects.filter(step="beslutsattest").update(limit=600_000 * KR)
    claim = office.checked(700_000)
    page = text_of(world.client("forbundschef").get(at("claim", claim.pk)))
    assert "Godkänn det som ryms" in page
    assert "Din rätt till" not in page
