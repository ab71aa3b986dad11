"""What the pages of the register show, ask and refuse."""

import re
from datetime import date

import pytest

from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions.occasions import update_occasion
from samsyn.participants.domain.occasions import Evaluated
from samsyn.participants.figures.structure import ALL
from samsyn.participants.models import Occasion
from samsyn.participants.tests.occasions import bare, forum


def address(page: str = "", year: int = 2022) -> str:
    return f"/an/{year}/deltagare/traffar/{page}"


def posted(**changes):
    values = {"name": "Forum", "kind": "forum", "purpose": "struktur", "state": "genomförd", "start": "2022-04-06",
              "times": "1", "participants": "78", "unique": "", "counted": "on", "cost": "31 200,50"}  # fmt: skip
    return {**values, **changes}


def test_the_page_lists_the_year_and_its_sums(world):
    forum(world.association, name="Vårforum")
    bare(world.association, "Styrgrupp")
    page = world.client("styrelseledamot").get(address()).content.decode()
    assert "Vårforum" in page
    assert "uppgift saknas" in page
    assert "Ny träff" not in page  # the board reads
    assert "31\u00a0200" in page
    assert "Vårforum" not in world.client().get(address(year=2023)).content.decode()


def test_an_empty_register_teaches(world):
    page = world.client().get(address()).content.decode()
    assert "Inga träffar än" in page
    assert "Ny träff" in page


def test_an_occasion_is_typed_with_parties_and_an_evaluation(world):
    client = world.client()
    parties = {"from_af": "10", "from_fk": "6", "from_region": "19", "from_municipalities": "41", "from_others": "2"}
    said = {"question_0": "nöjd", "positive_0": "38", "valid_0": "41"}
    answer = client.post(address("ny/"), posted(participants="", **parties, **said))
    made = Occasion.objects.get()
    assert (answer.status_code, made.participants, made.cost, made.end) == (302, 78, 31_200_50, date(2022, 4, 6))
    page = client.get(answer["Location"]).content.decode()
    assert "38 av 41" in page
    assert "93 %" in page
    answer = client.post(address(f"{made.pk}/andra/"), posted(name="Forum 2", version="1"))
    made.refresh_from_db()
    assert (made.name, made.evaluations.count(), made.from_af) == ("Forum 2", 0, None)


def test_a_form_overtaken_by_another_keeps_what_was_typed_and_shows_what_is_saved(world):
    made = forum(world.association, evaluations=[Evaluated("nöjd", 1, 2), Evaluated("lärde mig", 2, 2)])
    client = world.client()
    said = {"version": "1", "question_0": "Mitt eget", "positive_0": "1", "valid_0": "2", "question_1": "",
            "question_2": "", "question_3": "Längst ned", "positive_3": "3", "valid_3": "4"}  # fmt: skip
    update_occasion(occasion=made, by="Eva Ek", name="Evas namn", evaluations=[])
    page = client.post(address(f"{made.pk}/andra/"), posted(name="Mitt namn", **said)).content.decode()
    assert "Eva Ek sparade träffen" in page and "Så är det sparat nu" in page
    for kept in ('"Mitt namn"', "Evas namn", '"Mitt eget"', '"Längst ned"', 'value="2" id="id_version"'):
        assert kept in page, kept
    made.refresh_from_db()
    assert made.name == "Evas namn"
    assert client.post(address(f"{made.pk}/andra/"), posted(name="Mitt namn", version="2")).status_code == 302
    unversioned = client.post(address(f"{made.pk}/andra/"), posted(name="Från ingenstans"))
    assert "sparade träffen" in unversioned.content.decode()


def test_faults_stand_at_their_fields_with_what_was_typed(world):
    page = world.client().post(address("ny/"), posted(name="", unique="90", start="2022-13-01")).content.decode()
    for words in ("Detta fält måste fyllas i", "Skriv ett datum", "Olika personer kan inte vara fler",
                  "Skriv hur antalet olika personer", 'value="31 200,50"'):  # fmt: skip
        assert words in page, words
    assert not Occasion.objects.exists()


@pytest.mark.parametrize("typed", ["-3", "3,5", "=1+1", "många", "100000"])
def test_absurd_numbers_are_asked_about(world, typed):
    assert world.client().post(address("ny/"), posted(participants=typed)).status_code == 200
    assert not Occasion.objects.exists()


def test_removing_asks_first(world):
    made = forum(world.association)
    client = world.client()
    assert "Ta bort träffen" in client.get(address(f"{made.pk}/ta-bort/")).content.decode()
    assert Occasion.objects.exists()
    assert client.post(address(f"{made.pk}/ta-bort/"))["Location"].endswith("/deltagare/traffar/")
    assert not Occasion.objects.exists()


def test_the_register_is_fetched_as_a_file(world):
    forum(world.association)
    text = world.client().get(address("traffar.csv")).content.decode()
    assert "Handläggarforum,Forum,Samverkansstruktur" in text
    assert ",31200" in text
    assert world.client().get(address("traffar.xlsx")).content[:2] == b"PK"
    assert world.client().get(address("traffar.pdf")).status_code == 404


def test_a_coordinator_opens_the_form_for_own_interventions_only(world):
    own = intervention(world.association)
    others = intervention(world.association, "annan", name="Annan", owner=world.party("Bys kommun"))
    theirs, ours = bare(world.association, intervention=others), bare(world.association, intervention=own)
    client = world.login(world.party_user("samordnare"))
    assert client.get(address(f"{theirs.pk}/")).status_code == 200  # the register is read by all
    assert [client.get(address(f"{theirs.pk}/{page}/")).status_code for page in ("andra", "ta-bort")] == [404, 404]
    assert [client.post(address(f"{theirs.pk}/{page}/")).status_code for page in ("andra", "ta-bort")] == [404, 404]
    assert client.get(address(f"{ours.pk}/andra/")).status_code == 200
    assert "Annan" not in client.get(address("ny/")).content.decode()
    assert client.post(address("ny/"), posted(intervention=others.pk)).status_code == 200
    assert client.post(address("ny/"), posted()).status_code == 200  # one of one's own has to be chosen
    assert client.post(address("ny/"), posted(intervention=own.pk)).status_code == 302


def test_strangers_find_nothing_and_readers_do_not_write(world):
    made = forum(world.association)
    pages = ["", "ny/", "traffar.csv", f"{made.pk}/", f"{made.pk}/andra/", f"{made.pk}/ta-bort/"]
    assert {world.client("stranger").get(address(page)).status_code for page in pages} == {404}
    board = world.client("styrelseledamot")
    assert [board.get(address(page)).status_code for page in pages] == [200, 403, 200, 200, 403, 403]
    assert world.client("registrator").get(address()).status_code == 403
    foreign = forum(world.other)
    assert world.client().get(address(f"{foreign.pk}/")).status_code == 404


def test_every_sum_of_the_page_is_a_door(world):
    forum(world.association)
    client = world.client()
    page = client.get(address()).content.decode()
    doors = set(re.findall(r'href="([^"]*structure\.[^"]*)"', page))
    assert any(ALL.figure("participants") in door for door in doors)
    assert any("structure.kind.forum.unique" in door for door in doors)
