"""The menu shows what exists and may be opened; the periods keep the page and change only the time."""

import re

from samsyn.associations.domain.roles import ROLES
from samsyn.core.period import Period
from samsyn.desk import menu
from samsyn.desk.periods import Known, choices
from samsyn.ledger.models import FiscalYear, HistoryAmount
from samsyn.reports.tests.counting import queries
from samsyn.reports.tests.small_books import book_year

EVERYTHING = lambda permission: True  # noqa: E731


def labels(current, **known):
    return [choice.label for choice in choices(Known(**known), Period.parse(current))]


def periods_of(world, address):
    html = world.client().get(address).content.decode()
    block = html[html.index('class="fall period"') : html.index("</details>", html.index('class="fall period"'))]
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+?) <', block))


# --- menu -----------------------------------------------------------------------------------------------------------


def test_every_page_of_the_menu_has_a_name_of_its_own():
    views = [place.view for place in menu.pages()]
    assert len(views) == len(set(views))


def test_the_menu_leaves_out_pages_that_do_not_exist():
    for place in menu.menu("an", Period(2024), "", EVERYTHING):
        assert place["url"].startswith("/an/2024/")
        assert all(child["url"].startswith("/an/2024/") for child in place["children"])


def test_the_menu_shows_only_what_the_reader_may_open():
    def places(role):
        may = ROLES[role].permissions.__contains__
        return {
            place["label"]: [c["label"] for c in place["children"]] for place in menu.menu("an", Period(2024), "", may)
        }

    assert "Balans" in places("styrelseledamot")["Ekonomi"]
    assert "Användare" not in places("styrelseledamot")["Inställningar"]
    assert "Balans" not in places("medlemsrepresentant").get("Ekonomi", [])
    assert places("samordnare")["Ekonomi"] == ["Medlemsbidrag"]
    assert "Ärenderader" in places("deltagaransvarig")["Deltagare"]
    assert "Ärenderader" not in places("forbundschef")["Deltagare"] + places("samordnare")["Deltagare"]


def test_a_page_below_another_marks_its_place():
    def current(view):
        return [
            c["label"] for p in menu.menu("an", Period(2024), view, EVERYTHING) for c in p["children"] if c["current"]
        ]

    assert current("reports:notes") == ["Noter"]
    assert current("desk:figure") == ["Alla siffror"]
    assert current("ledger:mapping-row") == ["Kontokoppling"]


def test_the_frame_marks_the_page_one_is_on(world, books):
    html = world.client().get("/an/2024/ekonomi/balans/").content.decode()
    assert '<a href="/an/2024/ekonomi/balans/" aria-current="page">Balans</a>' in html
    assert 'class="har">Ekonomi</a>' in html


# --- periods --------------------------------------------------------------------------------------------------------


def test_years_come_first_then_the_current_years_months_then_other_years_tertials():
    found = labels("2024", years=frozenset({2024, 2023, 2019}), months={2024: 5, 2023: 12})
    assert found == [
        "Helår 2024", "Helår 2023", "Helår 2019",
        "Januari–maj 2024", "Januari–april 2024", "Januari–mars 2024", "Januari–februari 2024", "Januari 2024",
        "Januari–augusti 2023", "Januari–april 2023",
    ]  # fmt: skip


def test_a_year_that_is_only_partly_booked_has_its_parts_alone():
    assert labels("2024-04", months={2024: 4}) == [
        "Januari–april 2024", "Januari–mars 2024", "Januari–februari 2024", "Januari 2024",
    ]  # fmt: skip


def test_the_page_one_is_on_is_always_among_the_periods():
    assert labels("2031") == ["Helår 2031"]
    assert "Januari–juli 2031" in labels("2031-07", years=frozenset({2024}))


def test_the_state_of_a_year_is_said_and_a_closed_one_is_locked():
    known = Known(frozenset({2024, 2023, 2022}), frozenset({2024, 2023}), {}, frozenset({2023}))
    said = {choice.period.year: (choice.closed, choice.state) for choice in choices(known, Period(2025))}
    assert said == {2025: (False, "inte inläst"), 2024: (False, "öppet"), 2023: (True, "stängt"),
                    2022: (False, "jämförelsetal")}  # fmt: skip


def test_the_period_switcher_keeps_the_page_and_drops_its_query(world, books):
    HistoryAmount.objects.create(association=books, year=2019, line="revenue", amount=1)
    found = periods_of(world, "/an/2024/ekonomi/balans/?fran=2")
    assert found["/an/2023/ekonomi/balans/"] == "Helår 2023"
    assert found["/an/2019/ekonomi/balans/"] == "Helår 2019"
    assert found["/an/2024-08/ekonomi/balans/"] == "Januari–augusti 2024"


def test_the_explanation_of_a_figure_follows_with_its_measure(world, books):
    found = periods_of(world, "/an/2024/siffra/ledger.result/2024:budget/")
    assert found["/an/2023/siffra/ledger.result/2023:budget/"] == "Helår 2023"


def test_a_closed_year_shows_its_lock(world, books):
    FiscalYear.objects.filter(association=books, start__year=2023).update(closed="2024-03-01T00:00Z")
    html = world.client().get("/an/2024/").content.decode()
    assert re.search(r'Helår 2023\s+<span class="las">[^\n]*stängt', html)


def test_the_frame_costs_the_same_however_many_years_there_are(world, books):
    client = world.client()
    before = queries(client, "/an/2024/sok/")
    assert before == 6  # session, user, association, roles, and two for the periods
    for year in (2020, 2021, 2022):
        book_year(books, year, {}, {1930: 1, 3010: -1})
    assert queries(client, "/an/2024/sok/") == before
