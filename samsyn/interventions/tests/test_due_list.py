"""Att göra with much to do: a page at a time, counted over all, narrowed by date and by whose it is."""

import re
from datetime import date, timedelta

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samsyn.interventions.models import Due
from samsyn.interventions.queries.duties import Part, open_to
from samsyn.interventions.tests.builder import intervention
from samsyn.interventions.views import dues as views

DUES = reverse("interventions:dues", args=["an", "2024"])


def owed(of, title, days, role="insatsagare", **fields):
    """Something that the intervention's owner owes so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    values = {"kind": "rekvisition", "party": of.owner} | fields
    return Due.objects.create(association=of.association, intervention=of, role=role, title=title, due=day, **values)


@pytest.fixture
def vagval(world, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    return intervention(world.association)


@pytest.fixture
def owner(world, vagval):
    """Logged in; what a samordnare owes is another's."""
    world.party_user("samordnare")
    return world.login(world.party_user("insatsagare"))


def titles(client, query=""):
    """The titles of one page in its order, and its text."""
    text = client.get(DUES + query).content.decode()
    return re.findall(r'<div class="vad"><strong>([^<]*)', text), text


def test_a_page_holds_so_many_and_its_headings_count_every_page(vagval, owner):
    for number, days in enumerate((-3, -2, -1)):
        owed(vagval, f"Sen {number}", days)
    owed(vagval, "Andras", -9, "samordnare")
    first, text = titles(owner)
    assert first == ["Sen 0", "Sen 1"]
    assert 'Försenat <span class="dov">3</span>' in text
    assert "Sida 1 av 2, 1–2 av 4 saker" in text
    last, text = titles(owner, "?sida=2")
    assert last == ["Sen 2", "Andras"]
    assert text.index("<h2>Ditt</h2>") < text.index("Sen 2") < text.index("<h2>Andras</h2>") < text.index("Andras</str")


def test_the_list_is_narrowed_by_date_and_by_whose_it_is_and_says_to_how_many(vagval, owner):
    for number, days in enumerate((-3, -2, 70, 300)):
        owed(vagval, f"Sak {number}", days)
    owed(vagval, "Andras", -9, "samordnare")
    text = titles(owner)[1]
    for label in ("Allt (4)", "Försenat (3)", "Den här månaden (0)", "Senare (1)", "Ditt (3)", "Andras (1)"):
        assert f">{label}</a>" in text
    assert titles(owner, "?nar=senare")[0] == ["Sak 2"]
    assert titles(owner, "?nar=senare&alla=1")[0] == ["Sak 2", "Sak 3"]
    assert titles(owner, "?vems=andras")[0] == ["Andras"]
    narrowed, text = titles(owner, "?vems=ditt&nar=forsenat")
    assert narrowed == ["Sak 0", "Sak 1"]
    assert re.search(r'href="\?vems=ditt&amp;nar=forsenat" aria-current="true">Försenat \(2\)', text)
    assert "Visa alla" not in text
    assert 'href="?vems=ditt&amp;alla=1">Visa alla' in titles(owner, "?vems=ditt")[1]
    assert "Visa alla" not in titles(owner, "?vems=andras")[1]
    assert "Inget här just nu" in titles(owner, "?nar=manaden")[1]


def test_few_things_are_shown_without_anything_to_choose(vagval, owner):
    owed(vagval, "Sen", -3)
    text = titles(owner)[1]
    assert "Försenat (1)" not in text
    assert "Sida 1" not in text


@pytest.mark.parametrize("query", ["?sida=99", "?sida=x", "?nar=aldrig&vems=ingens", "?nar=%00"])
def test_an_address_that_was_never_given_out_still_shows_the_list(vagval, owner, query):
    owed(vagval, "Sen", -3)
    assert titles(owner, query)[0] == ["Sen"]


def test_the_first_of_next_month_is_later_and_the_last_of_this_month_is_not(world, vagval, owner):
    user = world.party_user("insatsagare")
    for day in ((2024, 8, 30), (2024, 8, 31), (2024, 9, 1)):
        Due.objects.create(association=vagval.association, intervention=vagval, role="insatsagare", party=vagval.owner,
                           kind="rekvisition", title="Sak", due=date(*day))  # fmt: skip
    found = open_to(user, world.association, date(2024, 8, 31))
    assert [found.count(part=part) for part in Part] == [1, 1, 1]
    assert [one.part for one in found.shown(list(found.rows()))] == list(Part)


def test_the_pages_together_are_every_open_due_once_and_in_order(world, vagval):
    """Whoever looks: roles at a party, roles of the office, and what falls to the office since nobody holds it."""
    for number in range(12):
        role = ("insatsagare", "samordnare", "forbundschef", "ekonom")[number % 4]
        party = vagval.owner if number % 4 < 2 else None
        owed(vagval, f"Sak {number}", number * 7 % 13 - 6, role, party=party)
    users = [world.party_user("insatsagare"), world.user("forbundschef"), world.user("styrelseledamot")]
    for user in users:
        found = open_to(user, world.association, timezone.localdate())
        pages = Paginator(found.rows(), 5)
        rows = [one for number in pages.page_range for one in found.shown(list(pages.page(number)))]
        assert [(not one.mine, one.due.due) for one in rows] == sorted((not one.mine, one.due.due) for one in rows)
        assert len({one.due.pk for one in rows}) == len(rows) == found.count()
        for mine in (True, False):
            assert [due.pk for due in found.rows(mine)] == [one.due.pk for one in rows if one.mine is mine]
            assert found.count(mine) == len(list(found.rows(mine)))


def test_a_page_costs_the_same_queries_however_many_there_are(world, vagval, django_assert_num_queries):
    client, url = world.client(), f"{DUES}?sida=2"
    for number in range(4):
        owed(intervention(world.association, f"i{number}", name=f"Insats {number}"), "Sak", -number)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(4, 16):
        owed(intervention(world.association, f"i{number}", name=f"Insats {number}"), "Sak", -number)
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_another_partys_and_a_strangers_later_pages_are_as_closed_as_the_first(world, vagval, owner):
    world.party("Dals kommun")
    other = intervention(world.association, "dal", name="Dals egen", owner=world.party("Dals kommun"))
    for number in range(3):
        owed(vagval, f"Sak {number}", -number)
        owed(other, f"Dals {number}", -number)
    for query in ("", "?sida=2", "?vems=andras", "?nar=forsenat&sida=2", "?alla=1&sida=2"):
        assert "Dals" not in titles(owner, query)[1]
        assert world.client("stranger").get(DUES + query).status_code == 404
