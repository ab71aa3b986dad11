"""Decisions and agreements on the pages: granting, rejecting, changes, the agreement's life, and who may."""

from datetime import date as d

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samsyn.interventions.actions.agreements import draft_agreement
from samsyn.interventions.actions.decisions import reject
from samsyn.interventions.domain.commitments import remaining
from samsyn.interventions.domain.words import UnusedRule
from samsyn.interventions.models import Agreement, Application, Decision, Document, Intervention
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.tests import builder
from samsyn.interventions.tests.cases import KR, at_board, paragraph

PAGES = (
    "decision",
    "agreement-new",
    "agreement",
    "agreement-pdf",
    "agreement-sign",
    "agreement-attach",
    "decision-new",
)


def at(name, *args, slug="an", period="2024", query=""):
    return reverse(f"interventions:{name}", args=[slug, period, *args]) + query


@pytest.fixture
def vagval(world):
    """600 000 kr a year 2023–2025, of which 500 000 kr are used in 2024; an unsigned agreement."""
    of = builder.intervention(world.association, state="beviljad")
    decision = builder.decided(of, {2023: 600_000, 2024: 600_000, 2025: 600_000}, unused=UnusedRule.RETURNS)
    draft_agreement(decision=decision, valid_from=d(2023, 1, 1), valid_to=d(2025, 12, 31), by="prov")
    builder.claimed(of, 500_000)
    return of


def left(of):
    return remaining(entries(of.association, [of.pk]), d(2099, 1, 1)) // KR


def pk_for(name, of):
    if name == "decision-new":
        return of.pk
    return of.decisions.first().pk if name in ("decision", "agreement-new") else of.agreements.get().pk


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404_on_every_page(world, vagval, name):
    assert world.client("stranger").get(at(name, pk_for(name, vagval))).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_another_party_s_user_gets_404_or_403(world, vagval, name):
    client = world.login(world.party_user(party="Byns kommun"))
    expected = 403 if name in ("agreement-new", "decision-new") else 404
    assert client.get(at(name, pk_for(name, vagval))).status_code == expected


@pytest.mark.parametrize("name", PAGES)
def test_another_association_s_decisions_are_404_in_one_s_own(world, vagval, name):
    pk = pk_for(name, vagval)
    for model in (Decision, Agreement, Intervention):
        model.objects.filter(association=world.association).update(association=world.other)
    assert world.client().get(at(name, pk)).status_code == 404


ROLES = {  # decision, agreement-new, agreement-sign, decision-new, decision-returns
    "forbundschef": (200, 200, 200, 200, 200), "verksamhetsutvecklare": (200, 200, 200, 403, 403),
    "ekonom": (200, 403, 403, 403, 403), "registrator": (200, 403, 403, 200, 200),
    "beredning": (200, 403, 403, 403, 403), "styrelseledamot": (200, 403, 403, 403, 403),
    "revisor": (200, 403, 403, 403, 403), "systemforvaltare": (403, 403, 403, 403, 403),
    "deltagaransvarig": (404, 403, 403, 403, 403),  # tied to no party it sees none's
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_agrees_signs_and_decides_as_its_power_says(world, vagval, role):
    client = world.client(role)
    names = ("decision", "agreement-new", "agreement-sign", "decision-new")
    found = [client.get(at(name, pk_for(name, vagval))).status_code for name in names]
    assert (*found, client.get(at("decision-returns")).status_code) == ROLES[role]


def test_the_owner_reads_its_decision_and_signs_and_a_co_party_only_reads(world, vagval):
    owner, other = world.login(world.party_user()), world.login(world.party_user(party="Region Ån"))
    for name, one, two in (("decision", 200, 200), ("agreement", 200, 200), ("agreement-pdf", 200, 200),
                           ("agreement-sign", 200, 403), ("agreement-attach", 200, 403)):  # fmt: skip
        pk = pk_for(name, vagval)
        assert (owner.get(at(name, pk)).status_code, other.get(at(name, pk)).status_code) == (one, two)


def test_a_rejection_is_read_by_its_applicant_and_not_by_others(world):
    made = reject(application=at_board(world), reasons="Nej.", on=d(2024, 11, 25), by="prov")
    assert world.login(world.party_user()).get(at("decision", made.pk)).status_code == 200
    assert world.login(world.party_user(party="Byns kommun")).get(at("decision", made.pk)).status_code == 404


# --- granting and rejecting -----------------------------------------------------------------------------------------


def test_the_board_s_grant_becomes_an_intervention(world):
    made, place, client = at_board(world), paragraph(world), world.client()
    page = client.get(at("application-grant", made.pk)).content.decode()
    assert "300\u00a0000" in page and "Beviljas" in page
    sent = {"paragraph": place.pk, "on": "", "y2025": "400 000", "y2026": "400 000", "y2027": "400 000",
            "unused": "återgår", "conditions": "Följs upp varje tertial", "text": "", "name": "Vägval Ån",
            "note_group": ""}  # fmt: skip
    answer = client.post(at("application-grant", made.pk), sent)
    decision = Decision.objects.get()
    assert answer.url == at("decision", decision.pk)
    assert (decision.date, left(decision.intervention)) == (d(2024, 11, 25), 1_200_000)
    shown = client.get(answer.url).content.decode()
    for words in (
        "Vägval Ån",
        "1\u00a0200\u00a0000",
        "Styrelsen § 48",
        "Återgår av sig självt",
        "Skriv överenskommelse",
    ):
        assert words in shown
    letter = world.login(world.party_user()).get(at("application-letter", made.pk))
    assert letter.content.startswith(b"%PDF")


def test_a_grant_without_a_place_or_money_says_everything_and_keeps_what_was_typed(world):
    made = at_board(world)
    page = world.client().post(at("application-grant", made.pk), {"conditions": "Mina villkor"}).content.decode()
    assert "Välj paragrafen" in page and "Mina villkor" in page
    place = paragraph(world)
    page = world.client().post(
        at("application-grant", made.pk), {"paragraph": place.pk, "unused": "förs vidare", "name": "X"}
    ).content.decode()  # fmt: skip
    assert "Skriv ett belopp för minst ett år." in page
    assert not Decision.objects.exists()


def test_a_second_grant_is_refused_with_the_reason(world):
    made, place, client = at_board(world), paragraph(world), world.client()
    sent = {"paragraph": place.pk, "y2025": "1", "unused": "återgår", "name": "Vägval"}
    client.post(at("application-grant", made.pk), sent)
    page = client.post(at("application-grant", made.pk), sent).content.decode()
    assert "Ansökan är beviljad" in page
    assert Decision.objects.count() == 1


def test_a_rejection_needs_reasons_on_the_page_too(world):
    made, place, client = at_board(world), paragraph(world, outcome="avslag"), world.client()
    page = client.post(at("application-reject", made.pk), {"paragraph": place.pk, "reasons": ""}).content.decode()
    assert "Skriv skälen till avslaget." in page
    client.post(at("application-reject", made.pk), {"paragraph": place.pk, "reasons": "Ryms inte."})
    assert Application.objects.get(pk=made.pk).reasons == "Ryms inte."


# --- changes --------------------------------------------------------------------------------------------------------


def sent(world, of, slug, **fields):
    values = {"paragraph": paragraph(world).pk, "reason": "Färre deltagare", "text": "", **fields}
    return world.client().post(at("decision-new", of.pk, query=f"?slag={slug}"), values)


def test_the_kinds_of_change_are_offered_with_what_they_mean(world, vagval):
    page = world.client().get(at("decision-new", vagval.pk)).content.decode()
    for words in ("Mer pengar", "Flytta mellan år", "Förläng", "Minska", "Avsluta i förtid"):
        assert words in page


@pytest.mark.parametrize("slug", ["mer", "flytta", "forlang", "minska", "avsluta"])
def test_every_change_shows_what_remains_beside_the_fields(world, vagval, slug):
    page = world.client().get(at("decision-new", vagval.pk, query=f"?slag={slug}")).content.decode()
    assert "1\u00a0300\u00a0000\u00a0kr" in page and "Använt" in page


def test_more_money_moves_reductions_and_extensions_are_recorded(world, vagval):
    assert sent(world, vagval, "mer", y2025="50 000").status_code == 302
    assert left(vagval) == 1_350_000
    assert sent(world, vagval, "flytta", from_year="2023", to_year="2026", amount="100 000").status_code == 302
    assert left(vagval) == 1_350_000
    assert sent(world, vagval, "minska", y2025="50 000").status_code == 302
    assert left(vagval) == 1_300_000
    assert sent(world, vagval, "forlang", last_day="2026-06-30").status_code == 302
    vagval.refresh_from_db()
    assert vagval.end == d(2026, 6, 30)
    assert list(vagval.decisions.values_list("kind", flat=True).order_by("pk")) == [
        "beviljat", "utökning", "flytt mellan år", "minskning", "förlängning",
    ]  # fmt: skip


def test_what_cannot_be_taken_is_said_in_the_form_with_what_was_typed(world, vagval):
    page = sent(world, vagval, "minska", y2025="1 300 001").content.decode()
    assert "Högst 1\u00a0300\u00a0000\u00a0kr kan tas tillbaka" in page and 'value="1 300 001"' in page
    page = sent(world, vagval, "flytta", from_year="2024", to_year="2024", amount="5", reason="").content.decode()
    assert "Skriv skälet till beslutet." in page and "Välj ett annat år" in page


def test_an_early_stop_keeps_what_has_not_been_asked_for(world, vagval):
    assert sent(world, vagval, "avsluta", last_day="2024-11-25", kept="200 000").status_code == 302
    assert left(vagval) == 200_000
    vagval.refresh_from_db()
    assert (vagval.state, vagval.end) == ("avslutad i förtid", d(2024, 11, 25))


def test_keeping_all_that_remains_returns_nothing(world, vagval):
    assert sent(world, vagval, "avsluta", last_day="2024-11-25", kept="1 300 000").status_code == 302
    assert left(vagval) == 1_300_000


# --- agreements -----------------------------------------------------------------------------------------------------


def agreement_fields(**changed):
    values = {"number": "", "valid_from": "2023-01-01", "valid_to": "2025-12-31", "payment": "efterskott",
              "surplus": "återbetalas", "claim_months": "4", "report_months": "4", "last_claim_days": "20",
              "terms": ""}  # fmt: skip
    return {**values, **changed}


def test_an_agreement_is_written_downloaded_signed_and_followed_by_a_version(world, vagval):
    client, decision = world.client(), vagval.decisions.get()
    answer = client.post(at("agreement-new", decision.pk), agreement_fields(terms="Möten varje månad"))
    one = Agreement.objects.get()
    assert answer.url == at("agreement", one.pk)
    assert "Inget kan betalas" in client.get(answer.url).content.decode()
    assert client.get(at("agreement-pdf", one.pk)).content.startswith(b"%PDF")
    copy = SimpleUploadedFile("undertecknad.pdf", b"%PDF-1.7 x")
    owner = world.login(world.party_user())
    done = owner.post(at("agreement-sign", one.pk), {"on": "2022-12-20", "signed_by": "Ada och Bo", "file": copy})
    assert done.status_code == 302
    one.refresh_from_db()
    assert (one.state, Document.objects.get(agreement=one).name) == ("undertecknad", "undertecknad.pdf")
    sent(world, vagval, "mer", y2025="50 000")
    more = vagval.decisions.get(kind="utökning")
    assert "Ny version av" in client.get(at("agreement-new", more.pk)).content.decode()
    client.post(at("agreement-new", more.pk), agreement_fields(number=one.number))
    newer = Agreement.objects.get(version=2)
    assert newer.amount == 1_850_000 * KR
    client.post(at("agreement-sign", newer.pk), {"on": "2024-12-20", "signed_by": "Ada och Bo"})
    assert "Ersatt" in client.get(at("agreement", one.pk)).content.decode()


def test_an_agreement_for_a_rejected_application_is_refused_on_the_page(world):
    made = reject(application=at_board(world), reasons="Nej.", on=d(2024, 11, 25), by="prov")
    answer = world.client().get(at("agreement-new", made.pk), follow=True)
    assert "Ansökan är avslagen" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_advances_are_typed_and_faults_stand_at_their_fields(world, vagval):
    client, decision = world.client(), vagval.decisions.get()
    page = client.post(
        at("agreement-new", decision.pk), agreement_fields(payment="förskott", due0="2023-01-15")
    ).content.decode()  # fmt: skip
    assert "Skriv beloppet." in page
    page = client.post(
        at("agreement-new", decision.pk),
        agreement_fields(payment="förskott", due0="2023-01-15", amount0="1 800 001"),
    ).content.decode()
    assert "mer än överenskommelsens" in page
    number = vagval.agreements.get().number
    done = client.post(at("agreement-new", decision.pk), agreement_fields(
        number=number, payment="förskott", due0="2023-01-15", amount0="600 000", due2="2024-01-15", amount2="600 000",
    ))  # fmt: skip
    assert done.status_code == 302
    assert "600\u00a0000" in client.get(done.url).content.decode()
    assert Agreement.objects.get().instalments.count() == 2


# --- by itself ------------------------------------------------------------------------------------------------------


def test_the_page_of_returns_shows_lets_go_and_shows_what_happened(world, vagval):
    Intervention.objects.filter(pk=vagval.pk).update(end=d(2025, 12, 31))
    client = world.client("registrator")
    assert "600\u00a0000" in client.get(at("decision-returns")).content.decode()
    assert client.post(at("decision-returns")).status_code == 302
    assert left(vagval) == 700_000
    page = client.get(at("decision-returns")).content.decode()
    assert "Har återgått" in page and "Inget mer återgår" in page
    automatic = Decision.objects.get(automatic=True)
    shown = client.get(at("decision", automatic.pk)).content.decode()
    assert "Av sig självt" in shown and "Beslutet med regeln" in shown
    assert "är inte slut" in client.get(at("decision-returns", period="2098")).content.decode()
