"""The forecast of many: a page at a time, the sums of all, added up by the database as by the arithmetic."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.core.money import NBSP
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import COSTS, movement
from samsyn.interventions.domain.outlook import decided as decided_for
from samsyn.interventions.domain.outlook import unspent
from samsyn.interventions.domain.words import UnusedRule
from samsyn.interventions.models import Claim
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.movements import Given, Spent, costs, given, spent
from samsyn.interventions.queries.outlook import outlook_of
from samsyn.interventions.tests.builder import KR, claimed, decided, intervention
from samsyn.interventions.tests.test_intervention_pages.laying import everything_moves
from samsyn.interventions.tests.test_outlook.plans import at
from samsyn.interventions.views import forecast as views

PERIODS = [Period(year, month) for year in (2021, 2022, 2023, 2024, 2025) for month in (1, 4, 8, 12)]


@pytest.fixture
def moved(world):
    """Every kind of entry, and a document of one year that is a cost of the next."""
    first, second = everything_moves(world.association)
    claimed(second, 9_000, "3", year=2024, period_from=date(2023, 11, 1), period_to=date(2023, 12, 31))
    claimed(second, 8_000, "4", year=2024, period_from=date(2024, 5, 1), period_to=date(2024, 8, 31),
            cost_date=date(2024, 9, 20))  # fmt: skip
    return first, second


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_the_database_adds_up_what_the_arithmetic_does(world, moved, period):
    found, paid, spent_ = (
        given(world.association, period),
        spent(world.association, period),
        date(period.year - 1, 12, 31),
    )
    in_year = costs(world.association, period.start, period.end)
    for one in moved:
        own = entries(world.association, [one.pk])
        early = [entry for entry in own if entry.kind not in COSTS and 0 < entry.year < period.year]
        assert found.get(one.pk, Given()) == Given(
            decided_for(own, period.year, period.end), sum(e.amount for e in early if e.date <= period.end)
        )
        used = paid.get(one.pk, Spent())
        now = movement(own, period.start, period.end).cost
        assert (used.before, used.cost) == (movement(own, date.min, spent_).cost, now)
        assert in_year.get(one.pk, 0) == now
        regular = [
            claim for claim in Claim.objects.filter(intervention=one, state="godkänd", settles__isnull=True)
            if claim.cost_date and period.start <= claim.cost_date <= period.end and claim.period_to.year == period.year
        ]  # fmt: skip
        assert used.regular == sum((claim.approved or 0) - claim.settled for claim in regular)
        assert used.covered == max((claim.period_to.month for claim in regular), default=0)


@pytest.mark.parametrize("rule", UnusedRule)
@pytest.mark.parametrize("period", [Period(2023, 8), Period(2024, 8), Period(2025, 12)], ids=str)
def test_what_may_be_used_is_the_years_own_and_what_the_rule_leaves_of_earlier(world, moved, rule, period):
    for one in moved:
        one.decisions.update(unused=rule)
        own = entries(world.association, [one.pk])
        left = unspent(own, rule, period.year - 1, one.end, period.end)
        course = outlook_of(world.association).course(one, period)
        assert course.available == decided_for(own, period.year, period.end) + left.carried + left.undecided


# --- the page -------------------------------------------------------------------------------------------------------


def many(world, first, last):
    for number in range(first, last):
        one = intervention(world.association, f"nr{number:02d}", name=f"Insats {number:02d}")
        decided(one, {2025: 10_000 + number}, unused=UnusedRule.CARRIED)
        claimed(one, 2_000 + number, year=2025)


def test_the_sums_are_of_every_page(mapped, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    many(mapped, 0, 5)
    client, pages = mapped.client("ekonom"), []
    for number in (1, 2, 3):
        pages.append(client.get(f"{at('forecast', period='2025-08')}?sida={number}").content.decode())
    for number, text in enumerate(pages):
        shown = [name for name in range(5) if f"Insats {name:02d}" in text]
        assert shown == [name for name in range(5) if name // 2 == number]
        assert "Summa, alla 5" in text
        assert f"50{NBSP}010" in text  # decided
        assert f"10{NBSP}010" in text  # cost so far
        assert f"30{NBSP}030" in text  # forecast: four months asked for, eight at the same pace
    assert outlook_of(mapped.association).forecast_total(Period(2025, 8)) == 30_030 * KR


def test_a_page_costs_the_same_queries_however_many_there_are(mapped, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    client, url = mapped.client("ekonom"), f"{at('forecast', period='2025-08')}?sida=2"
    many(mapped, 0, 4)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    many(mapped, 4, 14)
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_a_stranger_gets_404_on_later_pages_too(mapped, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    many(mapped, 0, 4)
    assert mapped.client("stranger").get(f"{at('forecast', period='2025-08')}?sida=2").status_code == 404
    assert mapped.login(mapped.party_user()).get(f"{at('forecast')}?sida=2").status_code == 403
