"""The register of occasions: what must hold, who writes, what the sums are, and what the pages show."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samsyn.associations.actions.versions import Overtaken
from samsyn.core.figure import Measure, Scope, UnknownFigure
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions.occasions import create_occasion, remove_occasion, update_occasion
from samsyn.participants.domain.occasions import Evaluated, Told, problems
from samsyn.participants.figures.structure import ALL, OF_PARTS, WHATS, StructureFigures
from samsyn.participants.models import Occasion
from samsyn.participants.tests.occasions import METHOD, OPS, bare, forum, from_kit

TODAY = date(2024, 6, 1)
KIT = pytest.mark.skipif(not OPS.exists(), reason="needs the shared cases")


def told(**changes) -> Told:
    values = {"name": "Forum", "start": date(2024, 4, 6), "end": date(2024, 4, 6), "participants": 78,
              "attendance": (10, 6, 19, 41, 2)}  # fmt: skip
    return Told(**{**values, **changes})


def fields(**changes) -> list[str]:
    return [field for field, _ in problems(told(**changes), TODAY)]


# --- rules -----------------------------------------------------------------------------------------------------------


def test_an_occasion_that_adds_up_is_accepted():
    assert fields() == []
    assert fields(unique=48, unique_method=METHOD, evaluations=[Evaluated("nöjd", 38, 41)]) == []


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"name": " "}, "name"),
        ({"times": 0}, "times"),
        ({"start": None}, "start"),
        ({"end": date(2024, 4, 5)}, "end"),
        ({"start": date(2020, 1, 1)}, "end"),
        ({"end": date(2024, 12, 1)}, "state"),
        ({"participants": -1, "attendance": (None,) * 5}, "participants"),
        ({"participants": 100_000, "attendance": (None,) * 5}, "participants"),
        ({"participants": 77}, "participants"),
        ({"participants": 77, "attendance": (70, 8, None, None, None)}, "participants"),
        ({"participants": None, "attendance": (70, None, None, None, None)}, "participants"),
        ({"state": "planerad"}, "participants"),
        ({"unique": 79, "unique_method": METHOD}, "unique"),
        ({"unique": 48}, "unique_method"),
        ({"participants": None, "attendance": (None,) * 5, "unique": 4, "unique_method": METHOD}, "participants"),
        ({"cost": -1}, "cost"),
        ({"evaluations": [Evaluated("nöjd", 42, 41)]}, "positive_0"),
        ({"evaluations": [Evaluated("nöjd", 4, 0)]}, "question_0"),
        ({"evaluations": [Evaluated("", 4, 5)]}, "question_0"),
        ({"evaluations": [Evaluated("nöjd", 79, 79)]}, "valid_0"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_said_at_its_field(changes, at):
    assert fields(**changes) == [at]


def test_every_fault_is_said_at_once():
    assert fields(name="", times=0, participants=1, unique=2) == ["name", "times", "participants", "unique",
                                                                 "unique_method"]  # fmt: skip


def test_participants_are_the_parties_sum_when_all_of_them_are_told():
    assert told(participants=None).came == 78
    assert told(participants=None, attendance=(10, None, 1, 1, 1)).came is None


def test_an_occasion_may_be_of_no_known_number():
    assert fields(participants=None, attendance=(None,) * 5) == []


# --- writing ---------------------------------------------------------------------------------------------------------


def test_creating_stores_öre_parties_and_evaluations_and_records_one_event(world):
    made = forum(world.association, participants=None, evaluations=[Evaluated("nöjd med dagen", 38, 41)])
    made.refresh_from_db()
    assert (made.participants, made.cost, made.end) == (78, 3_120_000, date(2022, 4, 6))
    assert [str(one) for one in made.evaluations.all()] == ["nöjd med dagen"]
    event = Event.objects.get(verb="participants.occasion_new")
    assert "nöjd med dagen: 38 av 41" in event.after
    assert "31\u00a0200 kr" in event.after


def test_what_is_refused_leaves_nothing_behind(world):
    with pytest.raises(Refused) as refused:
        forum(world.association, participants=77, times=0)
    assert len(refused.value.errors) == 2
    assert not Occasion.objects.exists()
    assert not Event.objects.exists()


def test_changing_tells_only_what_changed_and_leaves_the_rest(world):
    made = forum(world.association, evaluations=[Evaluated("nöjd", 1, 2)])
    update_occasion(occasion=made, by="prov", cost=40_000_00)
    event = Event.objects.get(verb="participants.occasion_change")
    assert (event.before, event.after) == ("kostnad: 31\u00a0200 kr", "kostnad: 40\u00a0000 kr")
    assert made.evaluations.count() == 1
    update_occasion(occasion=made, by="prov", cost=40_000_00)
    assert Event.objects.filter(verb="participants.occasion_change").count() == 1


def test_the_second_of_two_writers_is_told_who_saved_and_takes_nothing_away(world):
    made = forum(world.association, evaluations=[Evaluated("nöjd", 1, 2)])
    seen = made.version
    update_occasion(occasion=made, by="Eva Ek", version=seen, cost=40_000_00, evaluations=[Evaluated("nöjd", 2, 2)])
    with pytest.raises(Overtaken, match=r"Eva Ek sparade träffen .* kl\.\s\d\d\.\d\d, medan du skrev") as late:
        update_occasion(occasion=made, by="Bo", version=seen, name="Mitt namn", cost=31_200_00, evaluations=[])
    assert late.value.theirs == {"namn": "Handläggarforum", "kostnad": "40\u00a0000 kr", "omdömen": "nöjd: 2 av 2"}
    made.refresh_from_db()
    assert (made.name, made.cost, made.evaluations.get().positive) == ("Handläggarforum", 40_000_00, 2)
    update_occasion(occasion=made, by="Bo", version=late.value.version, name="Mitt namn")
    assert (made.name, made.cost) == ("Mitt namn", 40_000_00)


def test_who_saved_without_changing_anything_is_in_nobodys_way(world):
    made = forum(world.association)
    update_occasion(occasion=made, by="Eva Ek", version=made.version, cost=made.cost)
    update_occasion(occasion=made, by="Bo", version=made.version, name="Nytt namn")
    update_occasion(occasion=made, by="Eva Ek", version=1, name="Nytt namn")  # both wrote the same
    assert (made.name, made.version, made.changed_by) == ("Nytt namn", 2, "Bo")


def test_removing_keeps_what_it_said_in_the_log(world):
    made = forum(world.association)
    remove_occasion(occasion=made, by="prov")
    assert not Occasion.objects.exists()
    assert "deltagare: 78" in Event.objects.get(verb="participants.occasion_remove").before


def test_a_party_writes_about_its_own_interventions_and_no_others(world):
    own = intervention(world.association)
    others = intervention(world.association, "annan", name="Annan", owner=world.party("Bys kommun"))
    user = world.party_user("samordnare")
    values = {"name": "Team", "kind": "grupp", "start": date(2024, 1, 8)}
    made = create_occasion(association=world.association, by=user, intervention=own, **values)
    for change in ({"intervention": others}, {"intervention": None}):
        with pytest.raises(PermissionDenied):
            create_occasion(association=world.association, by=user, **{**values, **change})
        with pytest.raises(PermissionDenied):
            update_occasion(occasion=made, by=user, **change)
    theirs = create_occasion(association=world.association, by="prov", intervention=others, **values)
    with pytest.raises(PermissionDenied):
        update_occasion(occasion=theirs, by=user, intervention=own)
    with pytest.raises(PermissionDenied):
        remove_occasion(occasion=theirs, by=user)


@pytest.mark.parametrize("role", ["ekonom", "styrelseledamot", "revisor", "beredning"])
def test_those_who_only_read_do_not_write(world, role):
    with pytest.raises(PermissionDenied):
        create_occasion(association=world.association, by=world.user(role), name="X", kind="forum",
                        start=date(2024, 1, 1))  # fmt: skip


def test_an_intervention_of_another_association_is_refused(world):
    theirs = Intervention.objects.create(association=world.other, key="x", name="X", direction="struktur",
                                         start=date(2020, 1, 1))  # fmt: skip
    with pytest.raises(Refused):
        bare(world.association, intervention=theirs)


# --- figures ---------------------------------------------------------------------------------------------------------


def value(figures: StructureFigures, key: str, code: str = "2022"):
    return figures.value(f"structure.{key}", Scope.parse(code))


def test_figures_are_sums_of_the_register(world):
    forum(world.association)
    forum(world.association, name="BIP", kind="utbildning", purpose="kunskap", start=date(2022, 10, 1), times=4)
    figures = StructureFigures(world.association)
    assert (value(figures, "participants"), value(figures, "unique"), value(figures, "occasions")) == (156, 96, 5)
    assert (value(figures, "cooperation.participants"), value(figures, "knowledge.occasions")) == (78, 4)
    assert (value(figures, "cooperation.from_municipalities"), value(figures, "cost")) == (41, 62_400_00)
    assert value(figures, "kind.dialog.participants") == 0


def test_an_occasion_counts_in_the_period_of_its_last_day(world):
    forum(world.association, start=date(2021, 10, 5), end=date(2022, 3, 17))
    figures = StructureFigures(world.association)
    assert [value(figures, "participants", code) for code in ("2021", "2022-02", "2022-03", "2022")] == [
        None, None, 78, 78,
    ]  # fmt: skip


def test_nothing_known_is_none_and_never_zero(world):
    figures = StructureFigures(world.association)
    assert value(figures, "participants") is None
    bare(world.association)
    figures = StructureFigures(world.association)
    assert (value(figures, "participants"), value(figures, "occasions")) == (None, 1)
    assert figures.value("structure.participants", Scope(Period(2022), Measure.BUDGET)) is None


def test_planned_cancelled_and_uncounted_are_left_out_of_the_counts(world):
    forum(world.association)
    forum(world.association, name="Utanför", counted=False)
    ahead = timezone.localdate() + timedelta(days=1)
    bare(world.association, "Sen", state="planerad", start=ahead, budget=100)
    bare(world.association, "Nej", state="inställd", start=date(2022, 3, 3), budget=700, cost=50)
    figures = StructureFigures(world.association)
    assert value(figures, "participants") == 78
    assert (value(figures, "cost"), value(figures, "budget")) == (62_400_00, 100_000_00)
    assert value(figures, "occasions", str(ahead.year)) is None


def test_an_explanation_lists_every_row_with_its_door_and_says_what_is_missing(world):
    made = forum(world.association)
    bare(world.association, "Styrgrupp")
    forum(world.association, name="Utanför", counted=False)
    found = StructureFigures(world.association).explain("structure.participants", Scope.parse("2022"))
    assert [(row.label, row.value, row.link.view, row.link.kwargs["pk"]) for row in found.sources] == [
        ("Handläggarforum", 78, "participants:occasion", made.pk)
    ]
    assert sum(row.value for row in found.sources) == found.value == sum(part.value or 0 for part in found.parts)
    assert found.remarks == ("Uppgift saknas för Styrgrupp.", "Räknas inte i rapporten: Utanför.")


def test_an_estimate_says_how_it_was_made(world):
    forum(world.association)
    found = StructureFigures(world.association).explain("structure.unique", Scope.parse("2022"))
    assert METHOD in found.sources[0].note


def test_an_intervention_has_its_own_sums_and_an_unknown_key_none(world):
    one = intervention(world.association, "natverk", name="Nätverk", direction="struktur")
    forum(world.association, intervention=one)
    figures = StructureFigures(world.association)
    assert value(figures, "of.natverk.participants") == 78
    assert value(figures, "of.natverk.participants", "2023") is None
    assert len({figure.key for figure in figures.figures()}) == len(WHATS) * 3 + len(OF_PARTS) * 6
    for key in (
        "structure.kind.forum.from_af",
        "structure.of.okand.participants",
        "structure.sorted",
        "structure.kind.fest.unique",
        "other.unique",
    ):
        with pytest.raises(UnknownFigure):
            figures.value(key, Scope.parse("2022"))


def test_another_associations_occasions_are_not_counted(world):
    forum(world.other)
    assert value(StructureFigures(world.association), "participants") is None


def test_a_report_of_many_figures_costs_two_queries(world, django_assert_num_queries):
    forum(world.association, intervention=intervention(world.association, direction="struktur"))
    figures = StructureFigures(world.association)
    with django_assert_num_queries(2):
        assert [figures.value(one.key, Scope.parse("2022")) for one in figures.figures()]


@KIT
def test_the_kit_s_activities_fit_and_give_the_published_sums(world):
    keys = ("s_forum", "s_grupper", "s_natverk", "s_konferens", "s_bip", "s_inkl", "s_larande", "s_forstudie")
    made = {key: intervention(world.association, key, name=key, direction="struktur") for key in keys}
    assert len(from_kit(world.association, made)) == 25
    figures = StructureFigures(world.association)
    assert (value(figures, "cooperation.participants"), value(figures, "cooperation.unique")) == (357, 200)
    assert value(figures, "knowledge.participants") == 205
    assert value(figures, "of.s_forum.participants") == 153
    assert value(figures, "participants", "2024") == 240
    assert value(figures, "participants", "2020-08") == 109
    assert value(figures, "participants", "2023") is None  # nothing of that year is in the report


# --- pages -----------------------------------------------------------------------------------------------------------


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
