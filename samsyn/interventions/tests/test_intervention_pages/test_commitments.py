"""Åtaganden: the database adds up what the arithmetic does, on the page and in the file."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from samsyn.core.period import Period
from samsyn.core.tablefile import read_rows
from samsyn.interventions.domain.commitments import horizon as horizon_of
from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.movements import by_day, horizon, movements
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import decided, intervention
from samsyn.interventions.tests.test_intervention_pages.addresses import address, html
from samsyn.interventions.tests.test_intervention_pages.laying import everything_moves
from samsyn.interventions.views import listing


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
    days = by_day(world.association)
    assert movement(days, start, end) == movement(held, start, end)
    assert horizon_of(days) == horizon_of(held)


@pytest.mark.parametrize("code", ["2021", "2023", "2024-08", "2024"])
def test_amounts_are_the_same_when_the_entries_are_at_hand_as_when_the_database_adds_up(world, code):
    first, second = everything_moves(world.association)
    period, read, added = Period.parse(code), Portfolio(world.association), Portfolio(world.association)
    read.read()
    narrow = Portfolio(world.association, only=first.pk)
    for pk in (None, first.pk, second.pk):
        assert added.movement(period, pk) == narrow.movement(period, pk) == read.movement(period, pk)
    for item in added.financed.values():
        assert added.budget(item, period) == read.budget(item, period)
    assert added.known(period) == read.known(period)
    assert sorted(map(repr, added.debts(period.end))) == sorted(map(repr, read.debts(period.end)))


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
        "Återstod vid början, kr", "Beviljat, kr", "Rekvirerat, kr", "Upparbetat, kr", "Upplöst skuld, kr",
        "Återgick av regeln, kr", "Minskat i beslut, kr"])  # fmt: skip
    assert errors == []
    assert (rows[-1]["Rekvirerat, kr"], rows[-1]["Upplöst skuld, kr"]) == ("72500.00", "9000.00")
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


def test_many_rows_of_the_note_are_shown_a_page_at_a_time_and_the_sum_is_of_all(world, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    for key in ("a", "b"):
        decided(intervention(world.association, key, name=f"Insats {key}"), {2024: 300_000}, date(2024, 2, 1))
    first, second = (html(world.client().get(address("commitments", {}) + query)) for query in ("", "?sida=2"))
    assert ("Insats a" in first, "Insats b" in first) == (True, False)
    assert ("Insats a" in second, "Insats b" in second) == (False, True)
    for text in (first, second):
        assert "Summa, alla sidor" in text
        assert "600 000" in text
    whole = world.client().get(reverse("interventions:commitments-file", args=["an", "2024", "csv"])).content.decode()
    assert "Insats a" in whole
    assert "Insats b" in whole
