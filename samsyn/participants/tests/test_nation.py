"""The national page: every association beside each other, the same numbers as their own pages, small counts hidden."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.associations.models import Association
from samsyn.core.money import NBSP
from samsyn.core.period import Period
from samsyn.core.table import State
from samsyn.core.tenancy import enter
from samsyn.disclosure.attack import attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import View
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.nation import ALL, Member, Reported, key, publication, strictest, told_around
from samsyn.participants.models import EarlierYear, ProtectionPolicy, ReportingPeriod, Told
from samsyn.participants.queries import nation as queries
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tables.nation import COLUMNS, ORDERS, NationTable
from samsyn.participants.tests.counted import handed_in

YEAR, BEFORE = Period(2024), Period(2023)


@pytest.fixture(autouse=True)
def _protected_anew(settings):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "nation"}
    settings.CACHES = {**settings.CACHES, "made": memory}
    caches["made"].clear()


def org_number(serial: int) -> str:
    """A made-up organisation number whose check digit is right."""
    digits = f"222000{serial:03d}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    last = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"{digits[:6]}-{digits[6:]}{last}"


def association(name: str, serial: int) -> Association:
    return Association.objects.create(
        name=f"Samordningsförbundet {name}", short_name=name, slug=name.lower(), org_number=org_number(serial)
    )


def reports(of: Association, code: str, *, opening=(20, 20), new=(15, 15), ended=(20, 16), work=(10, 8), key="vagval",
            first=True):  # fmt: skip
    """A handed-in report; (women, men) of each. Those who ended and did not go to work went on to something else."""
    own = Intervention.objects.filter(association=of, key=key).first() or intervention(of, key)
    other = tuple(a - b for a, b in zip(ended, work, strict=True))
    year_opening = {"year_opening": opening} if first else {}
    handed_in(own, code, {"opening": opening, **year_opening, "new": new, "ended": ended, "outcome.work": work,
                          "outcome.other": other})  # fmt: skip


@pytest.fixture
def three(world) -> list[Association]:
    """Ån, Bäcken and Dalen have reported both years; Elven has not."""
    found = [world.association, world.other, association("Dalen", 301)]
    for number, one in enumerate(found):
        for year in (2023, 2024):
            reports(one, f"{year}-T3", new=(15 + number, 20 + number))
    association("Elven", 302)
    return found


def address(world, **more: str) -> str:
    return reverse("participants:nation", kwargs={"association": world.association.slug, "period": YEAR}) + (
        f"?ordning={more['order']}" if more else ""
    )


def shown(period: Period = YEAR, order: str = "forbund") -> dict[str, list[str]]:
    table = NationTable(queries.nation(period)).table(order)
    assert table
    return {row.label: [cell.shown() for cell in row.cells] for row in table.rows}


# --- who -------------------------------------------------------------------------------------------------------------


def test_only_whoever_looks_after_the_installation_reads_the_nation(world, three):
    assert world.client("systemforvaltare").get(address(world)).status_code == 200
    for role in ("forbundschef", "ekonom", "styrelseledamot", "revisor", "samordnare"):
        assert world.client(role).get(address(world)).status_code == 403
    assert world.client("stranger").get(address(world)).status_code == 404


def test_the_wall_stands_again_after_the_reading(world, three):
    if connection.vendor != "postgresql":
        pytest.skip("the wall is PostgreSQL's")
    enter(world.association.pk)
    assert len(queries.nation(YEAR).members) == 4
    assert set(Tally(world.other).totals(2024)) == set()


# --- what ------------------------------------------------------------------------------------------------------------


def test_each_number_is_the_associations_own_figure(three):
    found = {one.slug: one for one in queries.nation(YEAR).members}
    for one in three:
        tally = Tally(one)
        for period in (YEAR, BEFORE):
            for what in ("enrolled", "new", "ended", "work_study"):
                assert found[one.slug].count(what, period) == tally.value(Coordinate(what), period), (one, what)


def test_a_part_of_a_year_is_never_shown_beside_the_whole(three):
    """The two would tell what happened between them."""
    assert queries.nation(Period(2024, 4)) == queries.nation(YEAR)


def test_a_year_that_is_still_handed_in_is_not_shown(world, three):
    ReportingPeriod.objects.filter(association=three[0], year=2024).update(closed=None)
    one = next(one for one in queries.nation(YEAR).members if one.slug == three[0].slug)
    assert (one.count("new", YEAR), one.count("new", BEFORE)) == (None, 35)


def test_the_sums_and_the_share_with_its_base(three):
    every = shown()["Alla förbund"]
    assert every == ["231", "231", "111", "111", "108", "108", "54", "54", "50", "50"]


def test_a_whole_year_taken_over_from_earlier_reports_counts(world, three):
    late = association("Fjorden", 303)
    for what, sex, count in (("enrolled", "women", 40), ("enrolled", "men", 50), ("ended", "", 30)):
        EarlierYear.objects.create(association=late, year=2023, variable=what, sex=sex, count=count, source="Rapport")
    row = shown()["Fjorden"]
    assert row[:2] == ["ej rapporterat", "90"]
    one = next(one for one in queries.nation(YEAR).members if one.slug == late.slug)
    assert one.count("enrolled", BEFORE) == Tally(late).value(Coordinate("enrolled"), BEFORE) == 90
    assert one.count("work_study", BEFORE) is None


def test_who_has_not_reported_is_named_and_is_not_zero(world, three):
    page = world.client("systemforvaltare").get(address(world)).content.decode()
    assert "Elven" in page.split("Har inte rapporterat</h2>")[1]
    assert "Elven" not in shown()
    assert "Summan för 2024 gäller 3 av 4 förbund: de som har rapporterat och stängt året." in page


def test_an_association_that_does_not_ask_where_people_went_has_an_unknown_share(three):
    silent = association("Gruvan", 304)
    handed_in(intervention(silent, "vagval"), "2024-T3", {"year_opening": (40, 40), "new": (10, 10), "ended": (30, 30)})
    table = NationTable(queries.nation(YEAR)).table()
    assert table
    row = next(row for row in table.rows if row.label.endswith("Gruvan"))
    assert [row.cells[2 * COLUMNS.index(what)].state for what in ("ended", "work_study", "share")] == [
        State.KNOWN, State.UNKNOWN, State.UNKNOWN,
    ]  # fmt: skip
    every = table.rows[-1]
    assert every.cells[4].value == 168
    assert every.cells[8].value == 50  # of the 108 who ended where it is asked
    assert any("frågar" in text for _, text in table.footnotes)


def test_a_year_that_is_not_reported_to_its_end_is_not_shown(world, three):
    reports(association("Heden", 305), "2024-T1")
    assert "Heden" not in shown()


def test_nothing_reported_is_said_in_words(world):
    page = world.client("systemforvaltare").get(address(world)).content.decode()
    assert "Inget förbund har rapporterat 2024" in page


# --- small counts ----------------------------------------------------------------------------------------------------


def test_a_small_count_is_hidden_and_cannot_be_reckoned_from_the_sums(three):
    small = association("Inlandet", 306)
    reports(small, "2024-T3", opening=(10, 10), new=(2, 1), ended=(8, 8), work=(6, 6))
    made = queries.nation(YEAR)
    assert key("inlandet", "new", YEAR) in made.hidden
    row = shown()["Inlandet"]
    assert row[2 * COLUMNS.index("new")] == ".."
    held = publication(made.members, made.periods)
    around = [View(told_around(made.members, made.periods, made.policy))]
    kept = protect(held, made.policy, around)
    assert set(kept.hidden) == made.hidden
    assert attack(kept.view, made.policy, around) == ()
    others = [key(one.slug, "new", YEAR) for one in made.members] + [key(ALL, "new", YEAR)]
    assert sum(at in made.hidden for at in others) >= 2


def test_a_hidden_count_is_in_no_page_and_no_file(world, three):
    reports(association("Inlandet", 306), "2024-T3", opening=(50, 50), new=(1, 2), ended=(20, 20), work=(10, 10))
    client = world.client("systemforvaltare")
    page = client.get(address(world)).content.decode()
    row = re.search(r">Inlandet</th>(.*?)</tr>", page, re.S)
    assert row and ">3<" not in row[1] and "skyddas" in row[1]
    csv = client.get(reverse("participants:nation-file", args=["an", YEAR, "csv"])).content.decode("utf-8-sig")
    line = next(line for line in csv.splitlines() if "Inlandet" in line)
    assert ".." in line and "3" not in re.split("[;,\t]", line)[1:]
    assert client.get(reverse("participants:nation-file", args=["an", YEAR, "xlsx"])).status_code == 200
    assert client.get(reverse("participants:nation-file", args=["an", YEAR, "exe"])).status_code == 404


def test_the_place_of_a_hidden_count_in_an_order_tells_nothing(three):
    for name, serial, new in (("Zonen", 307, (2, 2)), ("Inlandet", 306, (1, 1))):
        reports(association(name, serial), "2024-T3", new=new)
    made = NationTable(queries.nation(YEAR))
    table = made.table("nya")
    assert table and set(ORDERS) >= {"nya"}
    place = 2 * COLUMNS.index("new")
    values = [row.cells[place].value for row in table.rows[:-1]]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    hidden = [row.label for row in table.rows[:-1] if row.cells[place].value is None]
    assert hidden == sorted(hidden) and len(hidden) >= 2
    assert values[: len(known)] == known


def test_the_strictest_of_the_associations_rules_holds_for_all(three):
    ProtectionPolicy.objects.create(association=three[1], start=date(2024, 1, 1), smallest=12, zeros=False, base=30)
    ProtectionPolicy.objects.create(association=three[2], start=date(2025, 1, 1), smallest=40)
    assert queries.nation(YEAR).policy == Policy(smallest=12, zeros=False, base=30, split_both=False)
    assert strictest([]) == Policy(split_both=False)


def test_a_years_end_and_the_next_ones_beginning_give_nothing_away():
    """What the association's own pages tell of is known: enrolled less those it began with is a small new one."""
    counts = {YEAR: {"enrolled": 63, "new": 3, "ended": 30, "work_study": 20, "closing": 33},
              BEFORE: {"enrolled": 100, "new": 50, "ended": 40, "work_study": 20, "closing": 60}}  # fmt: skip
    reported = {period: Reported(12, numbers) for period, numbers in counts.items()}
    members = [Member(slug, slug, reported) for slug in ("a", "b")]
    around = told_around(members, (YEAR, BEFORE), Policy())
    assert around[key("a", "opening", YEAR)] == around[key("a", "closing", BEFORE)] == 60
    kept = protect(publication(members, (YEAR, BEFORE)), Policy(), [View(around)])
    assert {key(slug, what, YEAR) for slug in "ab" for what in ("new", "enrolled")} <= set(kept.hidden)
    assert attack(kept.view, Policy(), [View(around)]) == ()


def test_who_came_into_the_counting_is_not_told_by_the_year_that_ended_before():
    """2 came in without beginning: 292 were enrolled, 132 of them new, and 158 were left from the year before."""
    counts = {"opening": 158, "entry": 2, "new": 132, "enrolled": 292, "ended": 97, "closing": 195}
    members = [Member("a", "a", {YEAR: Reported(12, counts)})]
    kept = protect(publication(members, (YEAR,)), Policy(), [View(told_around(members, (YEAR,), Policy()))])
    shown = {what for what in ("enrolled", "new") if key("a", what, YEAR) not in kept.hidden}
    assert shown == {"enrolled"}, "as on the association's own pages"


def test_what_an_association_has_published_shields_no_other_any_more(three):
    reports(association("Inlandet", 306), "2024-T3", opening=(50, 50), new=(1, 2), ended=(20, 20), work=(10, 10))
    spots = {key(one.slug, "new", YEAR): one for one in queries.nation(YEAR).members}
    shield = next(spots[at] for at in queries.nation(YEAR).hidden if at in spots and spots[at].slug != "inlandet")
    Told.objects.create(
        association=Association.objects.get(slug=shield.slug), year=2024, name="Årsredovisning 2024", truth={},
        view={"shown": {"participants.new@2024": shield.count("new", YEAR), "participants.ended@2024": 1}},
    )  # fmt: skip
    hidden = {at.split(":")[0] for at in queries.nation(YEAR).hidden if ":new@2024" in at}
    assert len(hidden - {shield.slug}) >= 2


def test_what_is_found_unsafe_after_all_shuts_the_whole_table(three, monkeypatch):
    monkeypatch.setattr(queries, "attack", lambda *_: ("something",))
    rows = shown()
    assert {text for cells in rows.values() for text in cells} == {".."}


# --- cost ------------------------------------------------------------------------------------------------------------


def test_more_associations_ask_no_more_queries(world, three):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            queries.nation(YEAR)
        return sum("set_config" not in one["sql"] and "current_setting" not in one["sql"] for one in found)

    few = asked()
    for number in range(5):
        reports(association(f"Nya{number}", 310 + number), "2024-T3")
    assert asked() == few == 6


def test_the_same_counts_are_protected_once(three, monkeypatch):
    first = queries.nation(YEAR)
    monkeypatch.setattr(queries, "protect", None)
    assert queries.nation(YEAR) == first


def test_thousands_are_written_as_everywhere(three):
    reports(three[0], "2024-T1", opening=(900, 900), new=(100, 100), ended=(400, 400), work=(100, 100), key="annan")
    assert shown()["Ån"][0] == f"2{NBSP}075"
