"""Every page of the interventions: who may open it, what it shows, and that its queries do not grow with the rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.associations.access import can
from samsyn.associations.domain import REASONS, Permission
from samsyn.catalogue import figures_of
from samsyn.core.period import Period
from samsyn.core.tablefile import read_rows
from samsyn.interventions.actions import interventions as actions
from samsyn.interventions.domain.commitments import horizon as horizon_of
from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.domain.words import ChoiceKind, DecisionKind
from samsyn.interventions.models import (
    Confirmation,
    Contact,
    Due,
    FinancedPost,
    Intervention,
    Involvement,
    NoteGroup,
    OutsideMoney,
)
from samsyn.interventions.queries.commitments import commitments as read_commitments
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.queries.movements import horizon, movements
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention, party
from samsyn.interventions.views.amounts import by_year, commitment_table
from samsyn.interventions.views.money import card_money, own_money
from samsyn.urls import urlpatterns as served

_MINE = ("listing", "intervention", "editing", "settings")
_ALL = next(part.url_patterns for part in served if getattr(part, "app_name", "") == "interventions")
OURS = [pattern for pattern in _ALL if pattern.callback.__module__.rpartition(".")[2] in _MINE]
PAGES = {pattern.name: pattern.callback.permission for pattern in OURS}
OF_AN_OBJECT = [pattern.name for pattern in OURS if "<int:pk>" in str(pattern.pattern)]
NBSP = "\u00a0"


def laid(association) -> dict[str, int]:
    """One intervention with everything, and the pk of each address."""
    one = intervention(association, target_group="Unga vuxna", purpose="Steg mot arbete.")
    agreed(decided(one, {2023: 400_000, 2024: 400_000}))
    claimed(one, 350_000, "1", year=2023)
    claimed(one, 100_000, "2", year=2024)
    Involvement.objects.create(association=association, intervention=one, role="område",
                               party=party(association, "Åns kommun"))  # fmt: skip
    FinancedPost.objects.create(association=association, intervention=one, year=2024, function="coach",
                                positions=Decimal("1.5"))  # fmt: skip
    Contact.objects.create(association=association, intervention=one, person="Påhittad Person")
    money = OutsideMoney.objects.create(association=association, intervention=one, source="ESF", step="mottaget",
                                        date=date(2024, 5, 1), amount=90_000 * KR)  # fmt: skip
    Due.objects.create(association=association, intervention=one, kind="slutrapport", title="Slutrapport",
                       due=date(2026, 2, 28), role="insatsagare")  # fmt: skip
    document = actions.attach_document(file=ContentFile(b"%PDF-1.7 plan"), name="plan.pdf", kind="plan", by="prov",
                                       intervention=one)  # fmt: skip
    return {"intervention": one.pk, "document": document.pk, "outside": money.pk, "note": one.note_group_id}


def address(name: str, pks: dict[str, int], slug: str = "an") -> str:
    kwargs: dict[str, object] = {"association": slug, "period": "2024"}
    if name in OF_AN_OBJECT:
        kind = {"document": "document", "document-remove": "document", "setting-note": "note",
                "intervention-outside-remove": "outside"}.get(name, "intervention")  # fmt: skip
        kwargs["pk"] = pks[kind]
    if name == "setting-choices":
        kwargs["kind"] = "tema"
    if name == "commitments-file":
        kwargs["form"] = "csv"
    return reverse(f"interventions:{name}", kwargs=kwargs)


@pytest.fixture
def pks(world):
    return laid(world.association)


def html(response) -> str:
    return response.content.decode().replace(NBSP, " ")


# --- who may -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_404_on_every_page(world, pks, name):
    client, url = world.client("stranger"), address(name, pks)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("name", OF_AN_OBJECT)
def test_what_belongs_to_another_association_is_404(world, pks, name):
    theirs = laid(world.other)
    assert world.client().get(address(name, theirs)).status_code == 404
    assert world.client().post(address(name, theirs)).status_code == 404


@pytest.mark.parametrize("name", OF_AN_OBJECT)
def test_another_party_s_user_never_reaches_the_intervention(world, pks, name):
    """404 where its power would do, 403 with the reason where it would not."""
    client = world.login(world.party_user(party="Eds kommun"))
    readable = PAGES[name] in (Permission.READ_INTERVENTIONS, Permission.REPORT_INTERVENTIONS)
    assert client.get(address(name, pks)).status_code == (404 if readable else 403)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["forbundschef", "ekonom", "styrelseledamot", "revisor", "beredning", "registrator",
                                  "medlemsrepresentant", "samordnare", "insatsagare", "deltagaransvarig",
                                  "systemforvaltare"])  # fmt: skip
def test_every_role_gets_what_its_power_says_and_the_reason_else(world, pks, name, role):
    user = world.party_user(role) if role in ("insatsagare", "samordnare", "medlemsrepresentant") else world.user(role)
    response = world.login(user).get(address(name, pks))
    if can(user, PAGES[name], world.association):
        assert response.status_code == 200
    else:
        assert response.status_code == 403
        assert REASONS[PAGES[name]] in response.content.decode()


@pytest.mark.parametrize("name", [n for n in PAGES if n not in ("document", "commitments-file")])
def test_every_page_is_whole(world, pks, name):
    text = world.client().get(address(name, pks)).content.decode()
    assert text.count("<h1") == 1
    assert "<c-" not in text and "{%" not in text and "{{" not in text


def test_a_party_sees_its_own_and_what_it_takes_part_in_and_nothing_else(world, pks):
    intervention(world.association, "eget", name="Eds egen", owner=world.party("Eds kommun"))
    own = html(world.login(world.party_user()).get(address("list", pks)))
    other = html(world.login(world.party_user(party="Eds kommun")).get(address("list", pks)))
    region = html(world.login(world.party_user("samordnare", "Region Ån")).get(address("list", pks)))
    assert "Vägval" in own and "Eds egen" not in own
    assert "Eds egen" in other and "Vägval" not in other
    assert "Vägval" in region and "Eds egen" in region


def test_a_co_party_reads_the_page_but_changes_nothing(world, pks):
    client = world.login(world.party_user("insatsagare", "Region Ån"))
    assert client.get(address("intervention", pks)).status_code == 200
    assert client.get(address("intervention-document", pks)).status_code == 403
    assert client.post(address("intervention-edit", pks)).status_code == 403


def test_a_file_is_only_ever_downloaded(world, pks):
    response = world.client("revisor").get(address("document", pks))
    assert response["Content-Disposition"].startswith("attachment")
    assert "plan.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"%PDF-1.7 plan"


def test_the_file_of_a_claim_is_hidden_from_who_may_not_read_claims(world, pks):
    claim = Intervention.objects.get(pk=pks["intervention"]).claims.first()
    actions.attach_document(file=ContentFile(b"%PDF underlag"), name="underlag.pdf", by="prov", claim=claim)
    member = world.login(world.party_user("samordnare"))
    assert "underlag.pdf" in html(world.client().get(address("intervention", pks)))
    assert "underlag.pdf" not in html(member.get(address("intervention", pks)))
    hidden = address("document", {**pks, "document": claim.documents.get().pk})
    assert member.get(hidden).status_code == 404


# --- what is shown ---------------------------------------------------------------------------------------------------


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


# --- åtaganden -------------------------------------------------------------------------------------------------------


def everything_moves(association):
    """Every kind of entry on two interventions that share a row, and one in own running that is no commitment."""
    first, second = intervention(association), intervention(association, "star", name="STAR", group="vagval")
    decided(first, {2022: 100_000}, date(2021, 12, 31), DecisionKind.OPENING)
    decided(first, {2022: -5_000}, date(2021, 12, 31), DecisionKind.HISTORY)
    agreed(decided(first, {2023: 400_000, 2024: 400_000}))
    decided(first, {2023: -10_000, 2024: 10_000}, date(2023, 12, 1), DecisionKind.MOVE)
    decided(first, {2023: -20_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    decided(second, {2024: 300_000}, date(2024, 2, 1))
    decided(second, {2024: -40_000}, date(2024, 11, 1), DecisionKind.REDUCTION)
    answer = Confirmation.objects.create(
        association=association, intervention=first, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=90_000 * KR,
    )  # fmt: skip
    claimed(first, 350_000, "1", year=2023)
    claimed(first, 92_500, "2", year=2024, settles=answer, settled=90_000 * KR, cost_date=date(2024, 2, 1))
    claimed(second, 70_000, "1", year=2024)
    claimed(second, 30_000, "2", year=2024, state="återsänd", approved=None, cost_date=None, decided=None)
    own = intervention(association, "utb", name="Utbildningar", run_by="egen", owner=None)
    decided(own, {2024: 50_000})
    return first, second


@pytest.mark.parametrize(("start", "end"), [
    (date(2024, 1, 1), date(2024, 12, 31)), (date(2023, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2024, 8, 31)), (date(2021, 1, 1), date(2021, 12, 31)),
    (date.min, date(2024, 12, 31)), (date(2020, 1, 1), date(2020, 12, 31)),
])  # fmt: skip
def test_the_database_adds_up_what_the_arithmetic_does(world, start, end):
    first, second = everything_moves(world.association)
    found, held = movements(world.association, start, end), entries(world.association)
    for one in (first, second):
        own = [entry for entry in held if entry.intervention == one.pk]
        assert found.get(one.pk, movement([], start, end)) == movement(own, start, end)
    assert set(found) <= {first.pk, second.pk}


def test_a_year_before_the_data_has_unknown_flows(world):
    everything_moves(world.association)
    assert horizon(world.association) == horizon_of(entries(world.association))
    text = html(world.client().get(reverse("interventions:commitments", args=["an", "2021"])))
    assert "95 000" in text and "Beviljat" not in text and "övertagna" in text


def test_commitments_show_rows_of_the_note_with_their_interventions_and_the_sum(world):
    first, second = everything_moves(world.association)
    text = html(world.client().get(address("commitments", {})))
    assert f'href="/an/2024/insatser/{first.pk}/"' in text and f'href="/an/2024/insatser/{second.pk}/"' in text
    assert "Utbildningar" not in text
    for key in ("commitments.vagval", "commitments.remaining", "intervention.star.reduced"):
        assert f"/siffra/{key}/2024/" in text, key


def test_the_file_holds_the_same_amounts(world):
    everything_moves(world.association)
    client, url = world.client(), reverse("interventions:commitments-file", args=["an", "2024", "csv"])
    columns = ["Insats", "Nivå", "Återstår, kr"]
    rows, errors = read_rows(client.get(url).content, "a.csv", columns, [
        "Återstod vid början, kr", "Beviljat, kr", "Rekvirerat, kr", "Upparbetat, kr", "Återgick av regeln, kr",
        "Minskat i beslut, kr"])  # fmt: skip
    assert errors == []
    left = movement(entries(world.association), date(2024, 1, 1), date(2024, 12, 31)).closing
    assert Decimal(rows[-1]["Återstår, kr"]) * 100 == left
    book = client.get(reverse("interventions:commitments-file", args=["an", "2024", "xlsx"]))
    assert book.content[:2] == b"PK"
    assert client.get(reverse("interventions:commitments-file", args=["an", "2024", "exe"])).status_code == 404


def test_a_party_s_commitments_are_its_own_and_say_so(world, pks):
    intervention(world.association, "eget", name="Eds egen", owner=world.party("Eds kommun"))
    decided(Intervention.objects.get(key="eget"), {2024: 5_000})
    text = html(world.login(world.party_user("insatsagare", "Åns kommun")).get(address("commitments", pks)))
    assert "Vägval" in text and "Eds egen" not in text and "din part" in text


# --- queries do not grow ---------------------------------------------------------------------------------------------


def count(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["list", "commitments", "settings", "intervention", "card"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(world, pks, name):
    own = intervention(world.association, "utb", name="Utbildningar", run_by="egen", owner=None)
    decided(own, {2024: 10_000})
    client, url = world.client(), address(name, pks)
    few = count(client, url)
    one = Intervention.objects.get(pk=pks["intervention"])
    for n in range(8):
        more = intervention(world.association, f"m{n}", name=f"Insats {n}")
        agreed(decided(more, {2024: 10_000}))
        claimed(more, 1_000)
        claimed(one, 1_000, f"extra {n}")
        decided(one, {2024: 1_000}, date(2024, 6, n + 1), DecisionKind.MORE)
        actions.attach_document(file=ContentFile(b"%PDF"), name=f"{n}.pdf", by="prov", intervention=one)
        Due.objects.create(association=world.association, intervention=more, kind="rekvisition", title="Rekvisition",
                           due=date(2024, 5, 20), role="insatsagare")  # fmt: skip
    assert count(client, url) == few


# --- changing --------------------------------------------------------------------------------------------------------


def fields(**more) -> dict:
    return {"direction": "individ", "start": "2024-01-01", "end": "2025-12-31", **more}


def test_a_new_one_in_own_running_is_laid_up(world):
    client = world.client()
    response = client.post(address("intervention-new", {}), fields(name="Öppna föreläsningar", run_by="egen",
                                                                   state="pågår"))  # fmt: skip
    made = Intervention.objects.get()
    assert response["Location"].endswith(f"/insatser/{made.pk}/")
    assert (made.key, made.run_by, made.state) == ("oppna-forelasningar", "egen", "pågår")


def test_every_fault_is_told_at_once_and_what_was_typed_stays(world):
    world.party()
    text = html(world.client().post(address("intervention-new", {}), fields(
        name="", run_by="part", state="pågår", start="i går", purpose="Det jag skrev")))  # fmt: skip
    assert "Skriv ett datum" in text and "Det jag skrev" in text and "Namn" in text
    assert not Intervention.objects.exists()


def test_one_kind_of_party_is_refused_in_the_form(world):
    owner = world.party()
    text = html(world.client().post(address("intervention-new", {}), fields(
        name="Ensam", run_by="part", state="pågår", owner=owner.pk)))  # fmt: skip
    assert "Minst två slag av parter" in text


def test_a_decided_period_is_not_in_the_form(world, pks):
    text = html(world.client().get(address("intervention-edit", pks)))
    assert 'name="start"' not in text and "ändras med ett nytt beslut" in text


def test_the_facts_are_changed(world, pks):
    region = party(world.association, "Region Ån", "region")
    owner = party(world.association, "Åns kommun")
    world.client().post(address("intervention-edit", pks), {
        "direction": "individ", "owner": owner.pk, "co_parties": [region.pk], "areas": [owner.pk],
        "methods": ["IPS", "STAR"], f"unfinanced_{region.pk}": "läkare 10 %", "target_group": "Alla"})  # fmt: skip
    one = Intervention.objects.get(pk=pks["intervention"])
    assert (one.methods, one.target_group, one.project) == ("STAR, IPS", "Alla", "") or one.methods == "IPS, STAR"
    assert one.involvements.get(role="medverkar").unfinanced == "läkare 10 %"


def test_rename_state_split_posts_contacts_and_outside_money_from_their_pages(world, pks):
    client, one = world.client(), Intervention.objects.get(pk=pks["intervention"])
    client.post(address("intervention-rename", pks), {"name": "STAR Ån", "start": "2024-07-01", "in_note": "on"})
    client.post(address("intervention-posts", pks), {
        "function_0": "coach", "positions_0": "2,5", "full_0": "", "participants": "30"})  # fmt: skip
    client.post(address("intervention-contacts", pks), {"person_0": "Ny Person", "email_0": "ny@an.example"})
    client.post(address("intervention-outside", pks), {
        "source": "ESF", "step": "upplupet", "on": "2024-12-31", "amount": "10 000"})  # fmt: skip
    client.post(address("intervention-split", pks), {"name": "Nätverket", "reason": "Två slag i en."})
    client.post(address("intervention-note", pks), {
        "group": "", "label": "STAR-insatser", "from_year": "2024", "own_row": "on", "position": "3"})  # fmt: skip
    client.post(address("intervention-state", pks), {
        "implemented": "ja", "where": "Jobbcenter", "on": "2024-12-31"})  # fmt: skip
    one.refresh_from_db()
    assert (one.name, one.state, one.implemented) == ("STAR Ån", "avslutad", "ja")
    assert one.posts.get(year=2024).positions == Decimal("2.5") and one.years.get().participants == 30
    assert one.contacts.get().person == "Ny Person"
    assert one.outside_money.filter(step="upplupet").exists()
    assert one.split_into.get().direction == "struktur"
    assert one.note_group.key == "star-insatser"
    text = html(client.get(address("intervention", pks)))
    assert "Heter nu STAR Ån" in text and "Två slag i en." in text


def test_an_early_end_without_reason_stands_in_the_form(world, pks):
    text = html(world.client().post(address("intervention-state", pks), {
        "state": "avslutad i förtid", "on": "2024-06-30", "reason": ""}))  # fmt: skip
    assert "Skriv varför" in text


def test_a_wrong_file_is_refused_in_words(world, pks):
    client = world.client()
    text = html(client.post(address("intervention-document", pks), {"file": ContentFile(b"MZ", "virus.exe")}))
    assert "tas inte emot" in text
    client.post(address("intervention-document", pks), {"file": ContentFile(b"%PDF", "p.pdf"), "kind": "protokoll"})
    assert Intervention.objects.get(pk=pks["intervention"]).documents.filter(kind="protokoll").exists()


def test_lists_and_rules_are_changed_from_their_pages(world, pks):
    client = world.client()
    held = list(choices(world.association, ChoiceKind.THEME))
    typed = {f"label_{n}": row.label for n, row in enumerate(held)} | {f"place_{n}": n + 1 for n in range(len(held))}
    new = len(held)
    client.post(address("setting-choices", pks), {**typed, f"label_{new}": "Digitalt", f"place_{new}": 1})
    assert "Digitalt" in [row.label for row in choices(world.association, ChoiceKind.THEME)]
    rules = {"attest_place": "här", "longest_months": 36, "service_days": 61, "agreement_days": 31, "owner_word":
             "projektägare", "final_report_days": 60, "confirmation_month": 1, "confirmation_day": 15,
             "export_series": "S"}  # fmt: skip
    client.post(address("setting-policy", pks), rules)
    assert policy(world.association).owner_word == "projektägare"
    assert "Projektägare Åns kommun" in html(client.get(address("intervention", pks)))
    assert client.get(reverse("interventions:setting-choices", args=["an", "2024", "finns-inte"])).status_code == 404


def test_the_note_s_row_changes_its_words_with_the_years(world, pks):
    group = NoteGroup.objects.get()
    world.client().post(address("setting-note", pks), {
        "own_row": "on", "position": "2", "year_0": "2020", "label_0": "Vägval", "year_1": "2024",
        "label_1": "STAR Ån"})  # fmt: skip
    assert dict(group.labels.values_list("from_year", "label")) == {2020: "Vägval", 2024: "STAR Ån"}
    assert "STAR Ån" in html(world.client().get(address("commitments", pks)))
    earlier = html(world.client().get(reverse("interventions:commitments", args=["an", "2023"])))
    assert "STAR Ån" not in earlier


# --- doors ---------------------------------------------------------------------------------------------------------


def doors(*tables) -> list:
    return [cell for table in tables for row in table.rows for cell in row.cells if cell.figure]


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024, 2025])
def test_every_door_opens_on_the_number_it_hangs_on(world, year):
    first, second = everything_moves(world.association)
    own = Intervention.objects.get(key="utb")
    period, book = Period(year), figures_of(world.association)
    held, told = {one.pk: entries(world.association, [one.pk]) for one in (first, second)}, horizon(world.association)
    found = read_commitments(world.user("forbundschef"), world.association, period)
    cells = doors(
        *(by_year(one.key, held[one.pk], told) for one in (first, second)),
        *(card_money(one, held[one.pk], period, [], told)[0] for one in (first, second)),
        own_money(world.association, own, period).table,
        *([commitment_table(found, period)] if found.groups else []),
    )
    assert cells
    for cell in cells:
        assert book.value(cell.figure, cell.scope) == cell.exact, (cell.figure, cell.scope.code)


def test_a_number_too_long_for_the_database_narrows_nothing(world, pks):
    assert world.client().get(address("list", pks) + f"?kommun={'9' * 30}").status_code == 200
