"""The pages: who may open them, what is typed on them, and what a member sees."""

from datetime import date

import pytest

from samsyn.core.money import NBSP
from samsyn.ledger.actions import allocations as actions
from samsyn.ledger.models import Allocation, ContributionInstalment, Receipt
from samsyn.ledger.tests.test_contributions.asking import allocated, at, instalment


@pytest.fixture
def addresses(world, members, late):
    paid = Receipt.objects.order_by("pk").last()
    reading = [at("allocations"), at("allocation", 2024), at("instalments"), at("instalment", late.pk)]
    writing = [
        at("allocation-new"), at("instalments-new"), at("instalment-new"), at("instalment-cancel", late.pk),
        at("instalment-receipt-remove", paid.pk),
    ]  # fmt: skip
    return reading, writing


def test_who_may_open_what(world, addresses):
    reading, writing = addresses
    for role in ("forbundschef", "ekonom"):
        assert {world.client(role).get(path).status_code for path in reading + writing} == {200}
    for role in ("verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert {world.client(role).get(path).status_code for path in reading} == {200}
        assert {world.client(role).get(path).status_code for path in writing} == {403}
    for role in ("systemforvaltare", "registrator", "beredning"):
        assert {world.client(role).get(path).status_code for path in reading + writing} == {403}
    insatsagare = world.login(world.party_user())
    assert {insatsagare.get(path).status_code for path in reading + writing} == {403}


def test_a_stranger_gets_404_on_every_page(world, addresses):
    for path in (*addresses[0], *addresses[1], at("allocation-confirm", 2024)):
        assert world.client("stranger").get(path).status_code == 404
        assert world.client("stranger").post(path).status_code == 404


def test_a_member_sees_its_own_instalments_and_404_on_anothers(world, members, late):
    mine = instalment(world, members, "Åns kommun", amount=500_000, sent=date(2024, 4, 3))
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("instalments")).content.decode()
    assert "Åns kommun" in text and "Försäkringskassan" not in text
    assert client.get(at("instalment", mine.pk)).status_code == 200
    assert client.get(at("instalment", late.pk)).status_code == 404
    assert client.post(at("instalment", late.pk)).status_code == 404
    assert client.post(at("instalment", mine.pk)).status_code == 403
    assert client.get(at("allocation", 2024)).status_code == 200


def test_the_split_is_shown_before_it_is_saved(world, members):
    client = world.client("ekonom")
    typed = {"year": "2024", "stage": "preliminär", "date": "2023-11-20", "state": "989 751", "basis": "folkmängd",
             "counted": "2022-11-01", "note": ""}  # fmt: skip
    text = client.post(at("allocation-new"), typed).content.decode()
    assert f"494{NBSP}876" in text and "Gick inte jämnt upp" in text
    assert not Allocation.objects.exists()
    answer = client.post(at("allocation-new"), {**typed, "save": "1"})
    assert answer.url == at("allocation", 2024)
    assert Allocation.objects.get().key == "Folkmängd 2022-11-01"


def test_every_fault_in_a_new_version_stands_on_top_and_at_its_field(world, members):
    world.party("Bäckens kommun")
    typed = {"year": "2024", "stage": "", "date": "igår", "state": "mycket", "basis": "folkmängd"}
    text = world.client("ekonom").post(at("allocation-new"), typed).content.decode()
    for said in ("Skriv ett datum", "är inte ett belopp"):
        assert text.count(said) == 2
    typed |= {"stage": "ansökt", "date": "2023-09-01", "state": "100", "counted": "2022-11-01"}
    text = world.client("ekonom").post(at("allocation-new"), typed).content.decode()
    assert "Folkmängd saknas för Bäckens kommun, Åns kommun" in text


def test_versions_stand_side_by_side_with_what_was_changed(world, members):
    early = allocated(world, members, "preliminär")
    actions.confirm_share(early, members["Region Ån"], on=date(2023, 12, 1), by="prov")
    allocated(world, members, state=4_100_000, note="Staten höjde.", on=date(2024, 1, 15))
    text = world.client("styrelseledamot").get(at("allocation", 2024)).content.decode()
    assert f"4{NBSP}000{NBSP}000" in text and f"4{NBSP}100{NBSP}000" in text
    assert "Ändrat efter samråd: Staten höjde." in text
    assert "1\xa0december 2023" in text  # the region's yes to the earlier version
    assert "Bekräfta<" not in text


def test_a_member_confirms_on_the_page(world, members):
    allocated(world, members, "preliminär")
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("allocation", 2024)).content.decode()
    assert text.count("Bekräfta<") == 1
    own, other = members["Åns kommun"].pk, members["Region Ån"].pk
    assert client.post(at("allocation-confirm", 2024), {"party": other}).status_code == 404
    assert client.post(at("allocation-confirm", 2024), {"party": own}).status_code == 302
    assert world.client("styrelseledamot").post(at("allocation-confirm", 2024), {"party": other}).status_code == 403
    assert client.post(at("allocation-confirm", 2024), {"party": "x"}).status_code == 404


def test_a_payment_is_registered_on_the_instalments_page(world, members, late):
    held = instalment(world, members, "Region Ån", amount=1_000, sent=date(2024, 3, 1))
    client = world.client("ekonom")
    text = client.post(at("instalment", held.pk), {"date": "2024-03-10", "amount": "1 001"}).content.decode()
    assert "bara 1\xa0000\xa0kr är obetalt" in text
    assert client.post(at("instalment", held.pk), {"date": "2024-03-10", "amount": "250"}).status_code == 302
    assert f"750{NBSP}kr" in client.get(at("instalment", held.pk)).content.decode()


def test_the_overdue_come_first_as_they_stood_at_the_periods_end(world, members, late):
    text = world.client("styrelseledamot").get(at("instalments")).content.decode()
    assert text.index(f"845{NBSP}678") < text.index(f"1{NBSP}000{NBSP}000")
    assert "Läget 31\xa0december 2024" in text
    assert "contributions.receivable" in text  # the sum is a door


def test_empty_pages_teach(world):
    for name in ("allocations", "instalments"):
        text = world.client("ekonom").get(at(name)).content.decode()
        assert 'class="tomt"' in text
    assert 'class="tomt"' in world.client("ekonom").get(at("allocation", 2024)).content.decode()


def test_instalments_for_all_are_laid_in_from_the_form(world, members):
    allocated(world, members)
    typed = {"count": "4", "first": "2024-01-10", "days": "30", "document": "faktura"}
    assert world.client("ekonom").post(at("instalments-new"), typed).status_code == 302
    assert ContributionInstalment.objects.count() == 12
    one = {"party": members["Region Ån"].pk, "amount": "5", "invoiced": "2024-02-01", "due": "2024-01-01",
           "document": "faktura"}  # fmt: skip
    text = world.client("ekonom").post(at("instalment-new"), one).content.decode()
    assert text.count("Förfallodagen ligger före") == 2
    text = world.client("ekonom").post(at("instalment-new"), {**one, "due": "2024-03-01"}).content.decode()
    assert "mer än bidraget" in text
