"""The store: who opens rows, what is logged, two at once, and what lies in the database."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from samsyn.associations.models import Membership, User
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.participants.cases import sealing, store
from samsyn.participants.cases.models import Case
from samsyn.participants.cases.wall import opened
from samsyn.participants.domain.words import Sex
from samsyn.participants.tests.casework import KEY, ROW, own, row, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])


@pytest.fixture(autouse=True)
def _on(settings):
    settings.CASES_KEY = KEY


def events(verb: str) -> list[str]:
    return list(Event.objects.filter(verb=verb).order_by("pk").values_list("summary", flat=True))


def raw(intervention) -> list[tuple]:
    """The rows as they lie in the database."""
    with opened(intervention.association_id, intervention.pk), connections["cases"].cursor() as cursor:
        cursor.execute("SELECT association_id, intervention_id, lookup, sealed, keep_until, version FROM cases_case")
        return cursor.fetchall()


def test_a_row_is_found_again_by_its_pseudonym_and_reads_as_it_was_written(world):
    one, who = with_rows(world), worker(world)
    store.add(intervention=one, by=who, row=row(pseudonym="JH-2222"))
    pk = store.add(intervention=one, by=who, row=ROW)
    assert store.find(intervention=one, by=who, pseudonym="JH-17919") == pk
    assert store.find(intervention=one, by=who, pseudonym="JH-9999") is None
    assert store.one(intervention=one, by=who, pk=pk).row == ROW


def test_nothing_in_the_database_says_who_or_what(world):
    one = with_rows(world)
    store.add(intervention=one, by=worker(world), row=ROW)
    ((_, _, lookup, sealed, keep_until, _),) = raw(one)
    for clear in (b"JH-17919", b"17919", b"1998", b"women", b"2024-02-01"):
        assert clear not in bytes(lookup) + bytes(sealed)
    assert keep_until is None


def test_the_same_row_twice_is_sealed_differently(world):
    assert sealing.seal(b"x", place=b"a") != sealing.seal(b"x", place=b"a")


def test_a_sealed_row_opens_only_in_its_place_and_with_its_key(world, settings):
    sealed = sealing.seal(b"x", place=b"1:2:")
    assert sealing.unseal(sealed, place=b"1:2:") == b"x"
    with pytest.raises(Refused):
        sealing.unseal(sealed, place=b"1:3:")
    settings.CASES_KEY = KEY + "annan"
    with pytest.raises(Refused):
        sealing.unseal(sealed, place=b"1:2:")


def test_a_pseudonym_has_another_mark_in_every_intervention():
    assert len({sealing.lookup(*place, "JH-17919") for place in ((1, 2), (1, 3), (2, 2), (12, 2))}) == 4


def test_every_reading_is_logged_and_the_log_says_nothing_of_the_person(world):
    one, who = with_rows(world), worker(world)
    pk = store.add(intervention=one, by=who, row=ROW)
    store.some(intervention=one, by=who, first=0, most=50)
    store.one(intervention=one, by=who, pk=pk)
    store.find(intervention=one, by=who, pseudonym="JH-17919")
    store.every(intervention=one, by=who, why="Räknade ihop raderna för tertial 1 2024")
    assert events("case.read") == [
        "Läste rader 1–1 av 1: Vägval", f"Läste en ärenderad (rad {pk}): Vägval",
        "Sökte en ärenderad på pseudonym: Vägval",
    ]  # fmt: skip
    assert events("case.counted") == ["Räknade ihop raderna för tertial 1 2024: Vägval"]
    told = " ".join(f"{e.summary} {e.before} {e.after} {e.subject}" for e in Event.objects.all())
    assert "JH-17919" not in told
    assert "1998" not in told


def test_a_reading_that_cannot_be_logged_does_not_happen(world, monkeypatch):
    one, who = with_rows(world), worker(world)
    pk = store.add(intervention=one, by=who, row=ROW)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(store, "record", broken)
    read = []
    monkeypatch.setattr(store, "_held", read.append)
    with pytest.raises(RuntimeError):
        store.one(intervention=one, by=who, pk=pk)
    assert read == []


def everyone_else(world):
    """(why, a user) who may never open a row of Åns kommun."""
    for role in ("forbundschef", "verksamhetsutvecklare", "ekonom", "registrator", "systemforvaltare", "beredning",
                 "styrelseledamot", "revisor"):  # fmt: skip
        yield role, world.user(role)
    for role in ("insatsagare", "samordnare", "medlemsrepresentant"):
        yield role, world.party_user(role)
    yield "another party's", world.party_user("deltagaransvarig", "Bergets kommun")
    yield "a co-party's", _at_the_region(world)
    yield "of no party", world.user("deltagaransvarig")
    yield "a stranger", world.stranger
    yield "superuser", User.objects.create_superuser("rot@an.example", "ett långt lösenord", name="Rot")
    yield "the command line", "kommandoraden"


def _at_the_region(world) -> User:
    world.party("Region Ån", "region")
    return world.party_user("deltagaransvarig", "Region Ån")


def test_nobody_else_reads_or_writes(world):
    one = with_rows(world)
    pk = store.add(intervention=one, by=worker(world), row=ROW)
    opened_by = []
    for why, who in everyone_else(world):
        for deed in (
            lambda who=who: store.one(intervention=one, by=who, pk=pk),
            lambda who=who: store.some(intervention=one, by=who, first=0, most=1),
            lambda who=who: store.find(intervention=one, by=who, pseudonym="JH-17919"),
            lambda who=who: store.every(intervention=one, by=who, why="x"),
            lambda who=who: store.add(intervention=one, by=who, row=row(pseudonym="JH-2222")),
            lambda who=who: store.save_all(intervention=one, by=who, rows=[ROW]),
            lambda who=who: store.change(intervention=one, by=who, pk=pk, version=0, row=ROW),
            lambda who=who: store.remove(intervention=one, by=who, pk=pk),
        ):
            try:
                deed()
            except PermissionDenied:
                continue
            opened_by.append(why)
    assert opened_by == []
    assert len(raw(one)) == 1


@pytest.mark.parametrize("role", ["forbundschef", "ekonom", "systemforvaltare", "revisor", "styrelseledamot"])
def test_who_also_has_a_role_outside_the_party_reads_nothing_however_it_came_about(world, role):
    one, who = with_rows(world), worker(world)
    Membership.objects.create(association=world.association, user=who, role=role)
    with pytest.raises(PermissionDenied):
        store.some(intervention=one, by=who, first=0, most=1)


def test_a_samordnare_who_is_deltagaransvarig_too_reads(world):
    one, who = with_rows(world), worker(world)
    Membership.objects.create(association=world.association, user=who, role="samordnare", party=world.party())
    assert store.some(intervention=one, by=who, first=0, most=1) == ([], 0)


def test_without_a_ground_no_row_is_written_or_read(world):
    one = own(world)
    with pytest.raises(Refused, match="insatsägare"):
        store.add(intervention=one, by=worker(world), row=ROW)


def test_an_installation_without_a_key_has_no_rows(world, settings):
    one = with_rows(world)
    settings.CASES_KEY = ""
    with pytest.raises(Refused, match="inte påslagna"):
        store.some(intervention=one, by=worker(world), first=0, most=1)


def test_two_who_change_a_row_at_once_are_told(world):
    one, who = with_rows(world), worker(world)
    pk = store.add(intervention=one, by=who, row=ROW)
    store.change(intervention=one, by=who, pk=pk, version=0, row=row(birth_year=1997))
    with pytest.raises(Refused, match="Någon annan"):
        store.change(intervention=one, by=who, pk=pk, version=0, row=row(birth_year=1996))
    assert store.one(intervention=one, by=who, pk=pk).row.birth_year == 1997


def test_a_pseudonym_has_one_row(world):
    one, who = with_rows(world), worker(world)
    store.add(intervention=one, by=who, row=ROW)
    other = store.add(intervention=one, by=who, row=row(pseudonym="JH-2222"))
    with pytest.raises(Refused, match="finns redan"):
        store.add(intervention=one, by=who, row=ROW)
    with pytest.raises(Refused, match="finns redan"):
        store.change(intervention=one, by=who, pk=other, version=0, row=ROW)


def test_a_row_that_was_wrong_is_taken_away_once(world):
    one, who = with_rows(world), worker(world)
    pk = store.add(intervention=one, by=who, row=ROW)
    store.remove(intervention=one, by=who, pk=pk)
    assert raw(one) == []
    with pytest.raises(Refused):
        store.remove(intervention=one, by=who, pk=pk)
    with pytest.raises(Refused):
        store.change(intervention=one, by=who, pk=pk, version=0, row=ROW)


def test_another_intervention_s_row_is_not_there(world):
    one, other, who = with_rows(world), with_rows(world, key="annan", name="Annan"), worker(world)
    pk = store.add(intervention=other, by=who, row=ROW)
    assert store.one(intervention=one, by=who, pk=pk) is None
    assert store.find(intervention=one, by=who, pseudonym="JH-17919") is None
    assert store.some(intervention=one, by=who, first=0, most=9) == ([], 0)


def test_a_file_adds_and_changes_by_pseudonym(world):
    one, who = with_rows(world), worker(world)
    store.add(intervention=one, by=who, row=ROW)
    assert store.save_all(intervention=one, by=who, rows=[row(sex=Sex.MEN), row(pseudonym="JH-2222")]) == (1, 1)
    held, count = store.some(intervention=one, by=who, first=0, most=9)
    assert count == 2
    assert {one.row.pseudonym: (one.row.sex, one.version) for one in held} == {
        "JH-17919": (Sex.MEN, 1), "JH-2222": (Sex.WOMEN, 0)
    }  # fmt: skip
    assert events("case.imported") == ["Läste in ärenderader ur en fil, 1 nya och 1 ändrade: Vägval"]


def test_a_column_that_the_file_lacks_takes_nothing_away(world):
    one, who = with_rows(world), worker(world)
    store.add(intervention=one, by=who, row=row(education="gymnasium", birth_year=1990))
    fields = ("pseudonym", "sex", "birth_year", "start")
    store.save_all(intervention=one, by=who, rows=[row(birth_year=1991)], fields=fields)
    ((held, *_), _) = store.some(intervention=one, by=who, first=0, most=9)
    assert held.row == row(education="gymnasium", birth_year=1991)


def test_who_has_ended_is_listed_apart(world):
    one, who = with_rows(world), worker(world)
    store.save_all(intervention=one, by=who, rows=[ROW, row(pseudonym="JH-2222", end=date(2024, 5, 1), outcome="work")])
    (gone,), count = store.some(intervention=one, by=who, first=0, most=9, ended=True)
    assert (gone.row.pseudonym, count) == ("JH-2222", 1)
    (there,), _ = store.some(intervention=one, by=who, first=0, most=9, ended=False)
    assert there.row.pseudonym == "JH-17919"


def test_every_page_follows_the_one_before_newest_first(world):
    one, who = with_rows(world), worker(world)
    store.save_all(intervention=one, by=who, rows=[row(pseudonym=f"JH-{n}") for n in range(100, 111)])
    pages = [store.some(intervention=one, by=who, first=first, most=3)[0] for first in range(0, 15, 3)]
    assert [[held.row.pseudonym for held in page] for page in pages] == [
        ["JH-110", "JH-109", "JH-108"], ["JH-107", "JH-106", "JH-105"], ["JH-104", "JH-103", "JH-102"],
        ["JH-101", "JH-100"], [],
    ]  # fmt: skip


@pytest.mark.postgres
@pytest.mark.skipif("postgresql" not in connections["cases"].vendor, reason="row-level security is PostgreSQL's")
class TestTheWall:
    """In PostgreSQL itself: an ordinary session of the cases database sees what the store has opened."""

    @pytest.fixture
    def session(self):
        connection = connections["cases"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            powerful = cursor.fetchone()[0]
            if powerful:
                cursor.execute("CREATE ROLE samsyn_cases_test")
                cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO samsyn_cases_test")
                cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO samsyn_cases_test")
                cursor.execute("SET LOCAL ROLE samsyn_cases_test")
            yield cursor
            if powerful:
                cursor.execute("RESET ROLE")

    def test_an_ordinary_session_sees_no_row_until_the_store_opens_one_intervention(self, world, session):
        one, other, who = with_rows(world), with_rows(world, key="annan", name="Annan"), worker(world)
        store.add(intervention=one, by=who, row=ROW)
        store.add(intervention=other, by=who, row=ROW)
        assert Case.objects.count() == 0
        with opened(one.association_id, one.pk):
            assert set(Case.objects.values_list("intervention_id", flat=True)) == {one.pk}
        assert Case.objects.count() == 0
        session.execute("SELECT count(*) FROM cases_case")
        assert session.fetchone() == (0,)

    def test_it_changes_removes_and_adds_none(self, world, session):
        one = with_rows(world)
        store.add(intervention=one, by=worker(world), row=ROW)
        session.execute("UPDATE cases_case SET version = 9")
        assert session.rowcount == 0
        session.execute("DELETE FROM cases_case")
        assert session.rowcount == 0
        assert len(raw(one)) == 1

    def test_the_wall_is_forced_upon_the_table_s_owner_too(self, session):
        session.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'cases_case'")
        assert session.fetchone() == (True, True)
