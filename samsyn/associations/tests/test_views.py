"""Every page of the association: who may open it, that it opens, and that forms keep what was typed."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.domain.presentation import Presentation
from samsyn.associations.models import Association, Contribution, Membership, OfficePost, Party
from samsyn.associations.tests.factories import everything, with_contributions
from samsyn.core.models import Event
from samsyn.urls import urlpatterns as served

OURS = next(part.url_patterns for part in served if getattr(part, "app_name", "") == "associations")
PAGES = [pattern for pattern in OURS if pattern.callback.permission is not None]
OPENED_BY_POST = {"new_link"}


def address_of(pattern, slug: str, pks: dict[str, int]) -> str:
    """The page's address with an object of its kind."""
    kwargs = {"association": slug, "period": "2024"}
    if "<int:pk>" in str(pattern.pattern):
        kwargs["pk"] = pks[pattern.name.split("_")[0]]
    if "<int:number>" in str(pattern.pattern):
        kwargs["number"] = 0
    if "<slug:kind>" in str(pattern.pattern):
        kwargs["kind"] = "tertial"
    return reverse(f"associations:{pattern.name}", kwargs=kwargs)


@pytest.fixture
def pks(world):
    world.user("forbundschef")
    return everything(world.association)


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_a_stranger_gets_404_on_every_page(world, pks, pattern):
    client, url = world.client("stranger"), address_of(pattern, "an", pks)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_who_is_not_logged_in_is_sent_to_the_login(client, world, pks, pattern):
    response = client.get(address_of(pattern, "an", pks))
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_too_little_power_is_told_why(world, pks, pattern):
    permission = pattern.callback.permission
    response = world.client("samordnare").get(address_of(pattern, "an", pks))
    if permission is Permission.READ_ASSOCIATION:
        assert response.status_code == 200
    else:
        assert response.status_code == 403
        assert REASONS[permission] in response.content.decode()


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_the_head_of_the_office_opens_every_page(world, pks, pattern):
    if pattern.name == "equity_remove":
        world.association.presentation = {"equity_rule": {"rules": [
            {"valid_from": f"20{year}-01-01", "brackets": [{"percent": 20}]} for year in (14, 22)]}}  # fmt: skip
        world.association.save()
    response = world.client().get(address_of(pattern, "an", pks))
    assert response.status_code == (405 if pattern.name in OPENED_BY_POST else 200)
    if response["Content-Type"].startswith("text/html") and response.status_code == 200:
        html = response.content.decode()
        assert not re.search(r"<c-|\{\{|\{%", html)
        assert html.count("<h1") == 1


@pytest.mark.parametrize("pattern", [p for p in PAGES if "<int:pk>" in str(p.pattern)], ids=lambda p: p.name)
def test_an_object_of_another_association_is_404(world, pks, pattern):
    world.user("forbundschef", world.other)
    theirs = everything(world.other)
    if pattern.name == "fault_answer":
        theirs["fault"] = pks["fault"]
        url = address_of(pattern, "backen", theirs)
        assert world.client("stranger").get(url).status_code == 404
        return
    url = address_of(pattern, "an", theirs)
    assert world.client().post(url).status_code == 404


def test_an_unknown_association_is_404(world):
    url = reverse("associations:settings", kwargs={"association": "finns-inte", "period": "2024"})
    assert world.client().get(url).status_code == 404


def test_a_month_and_a_tertial_are_periods_and_nonsense_is_not(world):
    client = world.client()
    assert client.get("/an/2024-08/installningar/").status_code == 200
    assert client.get("/an/2024-T2/installningar/").status_code == 200
    assert client.get("/an/2024-13/installningar/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("associations:settings", kwargs={"association": "an", "period": "i fjol"})


def url(name: str, **kwargs) -> str:
    return reverse(f"associations:{name}", kwargs={"association": "an", "period": "2024", **kwargs})


def test_the_facts_are_changed_and_the_event_says_before_and_after(world):
    client = world.client()
    client.post(url("facts"), {"name": "Samordningsförbundet Ån", "short_name": "Ån", "org_number": "2220001990",
                               "seat": "Ådal", "word_contribution": "medlemstilldelning"})  # fmt: skip
    row = Association.objects.get(slug="an")
    assert (row.seat, row.org_number, row.word("contribution", "")) == ("Ådal", "222000-1990", "medlemstilldelning")
    event = Event.objects.get(verb="association.facts")
    assert event.before == ""
    assert "säte: Ådal" in event.after
    assert event.actor == "forbundschef Ån"


def test_a_form_keeps_what_was_typed_and_says_every_fault_at_once(world):
    response = world.client().post(url("facts"), {"name": "", "short_name": "Ån", "org_number": "1234567890",
                                                  "seat": "Ådal", "formed": "1850"})  # fmt: skip
    html = response.content.decode()
    assert 'value="Ådal"' in html
    assert 'value="1234567890"' in html
    assert "inget organisationsnummer" in html
    assert "3 saker att rätta" in html
    assert Association.objects.get(slug="an").name == "Samordningsförbundet Ån"
    assert not Event.objects.exists()


def test_contributions_are_typed_as_people_write_them(world):
    parties = with_contributions(world.association)
    data = {f"party_{party.pk}": "" for party in parties} | {f"party_{parties[0].pk}": "4 251 000,50 kr"}
    assert world.client().post(url("contributions_edit"), data).status_code == 302
    assert list(Contribution.objects.values_list("amount", flat=True)) == [425_100_050]
    event = Event.objects.get()
    assert "Försäkringskassan 2024: 400\u00a0000 kr" in event.before
    assert "Försäkringskassan 2024: 4\u00a0251\u00a0000,50 kr" in event.after
    assert "Region Ån" not in event.after


def test_a_faulty_amount_stands_in_its_field_and_nothing_is_saved(world):
    parties = with_contributions(world.association)
    data = {f"party_{parties[0].pk}": "mycket", f"party_{parties[1].pk}": "-5"}
    html = world.client().post(url("contributions_edit"), data).content.decode()
    assert 'value="mycket"' in html
    assert "2 saker att rätta" in html
    assert Contribution.objects.count() == 4


def test_the_page_of_contributions_shows_shares_and_the_check(world):
    with_contributions(world.association)
    html = world.client("samordnare").get(url("contributions")).content.decode()
    assert "400\u00a0000" in html
    assert "50,00" in html
    assert "Håller" in html
    assert "Ändra 2024" not in html


def test_wrong_shares_are_said_in_words_with_amounts(world):
    state = with_contributions(world.association)[0]
    Contribution.objects.filter(party=state).update(amount=300_000_00)
    html = world.client().get(url("contributions")).content.decode()
    assert "Staten betalar 300\u00a0000\u00a0kr för 2024, men hälften av 700\u00a0000\u00a0kr är 350\u00a0000" in html


def test_an_empty_page_teaches_and_leads_on(world):
    html = world.client().get(url("contributions")).content.decode()
    assert "Inga parter än" in html
    assert url("party_add") in html


def test_a_party_that_has_paid_is_not_removed(world):
    party = with_contributions(world.association)[0]
    html = world.client().post(url("party_remove", pk=party.pk)).content.decode()
    assert "kan inte tas bort" in html
    assert Party.objects.filter(pk=party.pk).exists()


def test_a_post_is_added_changed_and_removed_with_a_question_before(world):
    client = world.client()
    data = {"title": "Samordnare", "kind": "anställd", "percent": "62,5", "start": "2024-01-01"}
    client.post(url("post_add"), data)
    post = OfficePost.objects.get()
    client.post(url("post_edit", pk=post.pk), {**data, "percent": "50"})
    assert "Ta bort Samordnare 50\u00a0%?" in client.get(url("post_remove", pk=post.pk)).content.decode()
    client.post(url("post_remove", pk=post.pk))
    assert not OfficePost.objects.exists()
    changed = Event.objects.filter(verb="association.post", summary__startswith="Ändrade").get()
    assert (changed.before, changed.after) == ("omfattning i procent: 62,5", "omfattning i procent: 50")


def test_a_post_that_ends_before_it_starts_is_refused_in_its_field(world):
    data = {"title": "X", "kind": "anställd", "percent": "150", "start": "2024-02-01", "end": "2024-01-01"}
    html = world.client().post(url("post_add"), data).content.decode()
    assert "Slutdatumet ligger före startdatumet" in html
    assert "Skriv ett tal från 1 till 100" in html


def test_the_party_a_role_is_held_for_is_asked_for_at_its_field(world):
    typed = {"email": "ny@exempel.se", "name": "Ny Person", "roles": ["samordnare"], "party": ""}
    response = world.client().post(url("invite"), typed)
    said = "Välj vilken part personen företräder. Det behövs för samordnare."
    assert response.context["form"].errors == {"party": [said]}
    assert 'value="Ny Person"' in response.content.decode()
    membership = Membership.objects.get(user=world.party_user("samordnare"))
    response = world.client().post(url("membership_edit", pk=membership.pk), {"party": "", "until": ""})
    assert "party" in response.context["form"].errors


def test_the_roles_page_is_the_live_table(world):
    html = world.client("registrator").get(url("roles")).content.decode()
    assert "Deltagaransvarig" in html
    assert "Läsa händelseloggen" in html


def test_the_event_log_is_paged_and_searched(world):
    Event.objects.bulk_create(
        Event(association_id=world.association.pk, actor="Ann", verb="ledger.x", summary=f"Gjorde {n}")
        for n in range(60)
    )
    Event.objects.create(association_id=world.other.pk, actor="Bo", verb="ledger.x", summary="Hemligt")
    client = world.client("revisor")
    first = client.get(url("events")).content.decode()
    assert "Gjorde 59" in first
    assert "Gjorde 5<" not in first
    assert "Hemligt" not in first
    assert "Gjorde 5<" in client.get(url("events"), {"sida": 2}).content.decode()
    assert "Gjorde 12" in client.get(url("events"), {"q": "gjorde 12"}).content.decode()
    assert "Inga händelser" in client.get(url("events"), {"omrade": "association"}).content.decode()
    for odd in ({"ar": "²", "sida": "x"}, {"ar": "9" * 30}, {"ar": "10000"}, {"q": "\0", "omrade": "\0"}):
        assert client.get(url("events"), odd).status_code == 200


def test_the_log_takes_the_same_number_of_queries_however_long(world, django_assert_max_num_queries):
    client = world.client("revisor")
    with django_assert_max_num_queries(14):
        client.get(url("events"))


def test_presentation_choices_are_saved_for_all_reports_and_for_one_kind(world):
    client = world.client()
    form = client.get(url("presentation")).context["form"]
    typed = {name: field.initial for name, field in form.fields.items()}
    client.post(url("presentation"), {**typed, "statements": "kr", "overview_years": "5", "note_units": "3: tkr"})
    own = client.get(url("presentation_kind", kind="tertial")).context["form"]
    blank = dict.fromkeys(own.fields, "")
    client.post(url("presentation_kind", kind="tertial"), {**blank, "empty_lines": "false"})
    stored = Association.objects.get(slug="an").presentation
    assert stored == {"statements": "kr", "overview_years": 5, "note_units": {"3": "tkr"},
                      "kinds": {"tertial": {"empty_lines": False}}}  # fmt: skip
    assert Presentation.for_kind(stored, "tertial").empty_lines is False
    assert Presentation.for_kind(stored, "tertial").statements == "kr"
    assert "statements: kr" in Event.objects.first().before + Event.objects.last().after


def test_a_faulty_choice_is_said_and_nothing_changes(world):
    html = world.client().post(url("presentation"), {"statements": "mkr", "note_units": "fem"}).content.decode()
    assert "går inte att läsa" in html
    assert Association.objects.get(slug="an").presentation == {}


def test_a_rule_for_equity_with_two_levels_is_added_and_taken_away(world):
    client = world.client()
    client.post(url("equity_add"), {"valid_from": "2022-01-01", "base": "income", "percent_1": "20",
                                    "limit_1": "7 000 000", "percent_2": "15", "tolerance": "10"})  # fmt: skip
    rules = Presentation.from_json(Association.objects.get(slug="an").presentation).equity_rules
    assert len(rules) == 2
    assert rules[1].ceiling(850_200_000) == 162_530_000
    assert "15 % däröver" in client.get(url("equity")).content.decode()
    client.post(url("equity_remove", number=1))
    assert len(Presentation.from_json(Association.objects.get(slug="an").presentation).equity_rules) == 1


def test_a_level_without_its_limit_is_refused(world):
    data = {"valid_from": "2022-01-01", "base": "income", "percent_1": "20", "percent_2": "15"}
    assert "Skriv gränsen" in world.client().post(url("equity_add"), data).content.decode()


def test_a_mandate_is_saved_with_its_party(world):
    party = with_contributions(world.association)[1]
    data = {"person": "Eva Ö", "kind": "ordförande", "party": party.pk, "start": "2023-01-01"}
    client = world.client()
    client.post(url("mandate_add"), data)
    html = client.get(url("mandates")).content.decode()
    assert "Eva Ö" in html
    assert "Region Ån" in html


def test_a_party_of_another_association_cannot_be_chosen(world):
    theirs = with_contributions(world.other)[0]
    data = {"person": "Eva", "kind": "ordförande", "party": theirs.pk, "start": "2023-01-01"}
    response = world.client().post(url("mandate_add"), data)
    assert response.status_code == 200
    assert "form" in response.context
    assert response.context["form"].errors["party"]


def test_a_person_whose_role_has_ended_is_a_stranger(world):
    user = world.user("ekonom")
    Membership.objects.filter(user=user).update(until="2020-01-01")
    assert world.client("ekonom").get(url("settings")).status_code == 404
