"""What the list, the page and the card say."""

from datetime import date

from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Intervention, Involvement
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.tests.builder import KR, decided, intervention, party
from samsyn.interventions.tests.test_intervention_pages.addresses import address, html


def test_the_list_tells_what_is_used_what_remains_and_what_is_next(world, pks):
    text = html(world.client().get(address("list", pks)))
    for words in ("Vägval", "800 000", "450 000", "350 000", "Slutrapport", "28 februari 2026", "Åns kommun"):
        assert words in text
    assert "/an/2024/siffra/intervention.vagval.remaining/2024/" in text


def test_individual_structure_and_own_running_stand_apart_and_states_are_tabs(world, pks):
    intervention(world.association, "nat", name="Nätverk", direction="struktur")
    own = intervention(world.association, "utb", name="Utbildningar", run_by="egen", owner=None)
    decided(own, {2024: 120_000})
    intervention(world.association, "old", name="Gammal", state="avslutad")
    text = html(world.client().get(address("list", pks)))
    assert text.index("Vägval") < text.index("Nätverk") < text.index("Utbildningar")
    assert "120 000" in text and "Gammal" not in text
    ended = html(world.client().get(address("list", pks) + "?lage=avslutade"))
    assert "Gammal" in ended and "Vägval" not in ended
    area = party(world.association, "Eds kommun")
    assert "Vägval" not in html(world.client().get(address("list", pks) + f"?lage=alla&kommun={area.pk}"))
    assert "Nätverk" in html(world.client().get(address("list", pks) + "?q=nätv"))


def test_an_empty_list_teaches(world):
    assert "när en ansökan beviljas" in html(world.client().get(address("list", {})))
    assert "Inga åtaganden" in html(world.client().get(address("commitments", {})))


def test_the_page_has_steps_years_doors_timeline_and_outside_money_net(world, pks):
    text = html(world.client().get(address("intervention", pks)))
    for words in ("350 000", "återstår av 800 000 kr", "Rekvisition 2, januari–april 2024",
                  "Överenskommelse undertecknad", "Beviljat", "plan.pdf", "coach 1,5", "Steg mot arbete.",
                  "Brutto"):  # fmt: skip
        assert words in text, words
    assert "/an/2024/siffra/intervention.vagval.remaining/2024/" in text
    assert "/an/2024/siffra/intervention.vagval.cost/2023/" in text
    assert "360 000" in text  # 450 000 less 90 000 from ESF


def test_the_owner_sees_figures_without_doors_it_may_not_open(world, pks):
    text = html(world.login(world.party_user()).get(address("intervention", pks)))
    assert "350 000" in text and "/siffra/" not in text


def test_what_remains_year_by_year_is_the_ledger_s(world, pks):
    of = Intervention.objects.get(pk=pks["intervention"])
    decided(of, {2023: -50_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    text = html(world.client().get(address("intervention", pks)))
    assert "Återgick av regeln" in text
    assert "Återgick av sig självt: Regeln." in text


def test_unfinanced_participation_stands_beside_and_never_in_money(world, pks):
    Involvement.objects.filter(role="medverkar").update(unfinanced="läkare 10 %")
    text = html(world.client().get(address("intervention", pks)))
    assert "läkare 10 %" in text
    assert movement(entries(world.association), date(2024, 1, 1), date(2024, 12, 31)).cost == 100_000 * KR


def test_the_card_has_everything_a_report_needs_on_one_page(world, pks):
    text = html(world.client("revisor").get(address("card", pks)))
    for words in ("Unga vuxna", "Förbrukat", "100 000", "350 000", "Löner", "Coach 1,5"):
        assert words in text, words


def test_a_number_too_long_for_the_database_narrows_nothing(world, pks):
    assert world.client().get(address("list", pks) + f"?kommun={'9' * 30}").status_code == 200
