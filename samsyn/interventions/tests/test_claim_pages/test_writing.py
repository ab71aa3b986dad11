"""A document written on its page."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samsyn.interventions.models import (
    Claim,
)
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.test_claim_pages.laying import at, pay, text_of, typed


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


def test_a_period_that_is_not_over_is_asked_about_and_whoever_attests_is_told(world, office):
    client, fields = world.client("registrator"), {"received": "2024-04-22", "paper_name": "Eva Lind"}
    assert "men hela kostnaden är känd" not in text_of(client.get(at("claim-new", office.of.pk)))
    asked = text_of(client.post(at("claim-new", office.of.pk), typed(world, **fields)))
    assert "Perioden är inte slut. Den går till och med 30 april 2024" in asked
    assert "Perioden är inte slut, men hela kostnaden är känd" in asked
    client.post(at("claim-new", office.of.pk), typed(world, period_checked="on", **fields))
    page = text_of(world.client("ekonom").get(at("claim", Claim.objects.get().pk)))
    assert "Kom in 22 april 2024, innan perioden var slut" in page


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
