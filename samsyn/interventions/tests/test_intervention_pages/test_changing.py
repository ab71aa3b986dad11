"""What is laid up and changed from the pages, and how a fault is told."""

from decimal import Decimal

from django.core.files.base import ContentFile
from django.urls import reverse

from samsyn.interventions.actions.interventions import update_intervention
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Intervention, NoteGroup
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.tests.builder import party
from samsyn.interventions.tests.test_intervention_pages.addresses import address, html


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
        "methods": ["IPS", "STAR"], f"unfinanced_{region.pk}": "läkare 10 %", "target_group": "Alla",
        "version": "1"})  # fmt: skip
    one = Intervention.objects.get(pk=pks["intervention"])
    assert (one.methods, one.target_group, one.project) == ("STAR, IPS", "Alla", "") or one.methods == "IPS, STAR"
    assert one.involvements.get(role="medverkar").unfinanced == "läkare 10 %"


def test_facts_overtaken_by_another_keep_what_was_typed_and_show_what_is_saved(world, pks):
    one = Intervention.objects.get(pk=pks["intervention"])
    region, owner = party(world.association, "Region Ån", "region"), party(world.association, "Åns kommun")
    typed = {"direction": "individ", "owner": owner.pk, "co_parties": [region.pk], "areas": [owner.pk, region.pk],
             "purpose": "Mitt syfte", "version": str(one.version)}  # fmt: skip
    update_intervention(intervention=one, by="Eva Ek", purpose="Evas syfte")
    text = html(world.client().post(address("intervention-edit", pks), {**typed, "areas": [owner.pk]}))
    assert "Eva Ek sparade uppgifterna" in text
    assert "Evas syfte" in text and "Mitt syfte" in text and f'name="version" value="{one.version}"' in text
    one.refresh_from_db()
    assert one.purpose == "Evas syfte"


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
