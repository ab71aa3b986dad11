"""The demo's interventions through the process: the published notes come out of decisions, requisitions and answers."""

import csv
import os
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from samsyn.demo.files import HERE
from samsyn.demo.ops import reading
from samsyn.governance.models import Meeting, Recusal
from samsyn.interventions.domain.commitments import Movement, by_intervention, movement, remaining
from samsyn.interventions.domain.interventions import label_in
from samsyn.interventions.domain.words import DecisionKind, RunBy
from samsyn.interventions.models import (
    Application,
    Claim,
    Confirmation,
    Decision,
    DecisionYear,
    Due,
    FollowUp,
    Intervention,
    NoteGroup,
)
from samsyn.interventions.queries.ledger import accrued_debt, entries
from samsyn.ledger.models import Entry as Booked
from samsyn.ledger.queries.contributions import receivable

pytestmark = pytest.mark.one_database

EXPECTED = Path(__file__).with_name("expected")
SHARED = Path(os.environ.get("SAMSYN_SHARED") or HERE.parents[2] / "shared") / "cases" / "jamtland"
YEARS = range(2021, 2025)
COSTS = {2021: 4_870_056, 2022: 7_053_210, 2023: 6_469_841, 2024: 6_134_398}  # published
SUMS = {2021: 24_621_030, 2022: 17_620_000, 2023: 11_030_000, 2024: 7_505_000}  # 2022 as its rows add up
LATE_MEMBER = 845_678
EMPTY = Movement()


def _table(name: str) -> list[dict[str, str]]:
    with (EXPECTED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def moved(demo):
    """(key, year) → the year's movement of an intervention; one query's worth of entries."""
    keys = dict(Intervention.objects.filter(association=demo).values_list("pk", "key"))
    found = by_intervention(entries(demo))
    return {
        (keys[pk], year): movement(rows, date(year, 1, 1), date(year, 12, 31))
        for pk, rows in found.items()
        for year in range(2020, 2025)
    }


# --- the note -------------------------------------------------------------------------------------------------------


def test_the_note_on_what_remains_is_as_published_row_by_row_and_year_by_year(demo):
    found = by_intervention(entries(demo))
    of = dict(Intervention.objects.filter(association=demo).values_list("pk", "note_group"))
    note: dict[tuple[str, str, str], int] = defaultdict(int)
    groups = {group.pk: group for group in NoteGroup.objects.filter(association=demo).prefetch_related("labels")}
    for pk, rows in found.items():
        group = groups[of[pk]]
        for year in YEARS:
            label = label_in(year, group.labels.all(), "")
            note[str(year), label, "ja" if group.own_row else "nej"] += remaining(rows, date(year, 12, 31))
    printed = {
        (row["ar"], row["etikett"], row["egen_rad_i_not"]): int(row["belopp_kr"]) * 100 for row in _table("note6.csv")
    }
    assert {place: amount for place, amount in note.items() if amount} == printed
    assert {year: sum(a for (y, *_), a in note.items() if y == str(year)) for year in YEARS} == {
        year: kronor * 100 for year, kronor in SUMS.items()
    }


def test_rows_of_the_note_stand_in_the_published_order(demo):
    order = list(dict.fromkeys(row["grupp"] for row in _table("note6.csv")))
    held = list(NoteGroup.objects.filter(association=demo).values_list("key", flat=True))
    assert held[: len(order)] == order


def test_every_row_of_the_note_has_interventions(demo):
    assert not NoteGroup.objects.filter(association=demo, interventions__isnull=True).exists()


# --- costs ----------------------------------------------------------------------------------------------------------


def test_the_years_costs_are_the_published_ones(moved):
    costs = {year: sum(row.cost for (_, y), row in moved.items() if y == year) for year in YEARS}
    assert costs == {year: kronor * 100 for year, kronor in COSTS.items()}


def test_each_interventions_cost_is_what_its_project_holds_in_the_books(demo, moved):
    projects = dict(Intervention.objects.filter(association=demo, run_by=RunBy.PARTY).values_list("key", "project"))
    rows = Booked.objects.filter(
        association=demo, kind="T", account__range=(4000, 4999), year__start__year__gte=2021
    ).exclude(project__in=["", "P30", "P31"])  # the two projects are the office's own
    booked = {
        (row["project"], row["year__start__year"]): row["sum"]
        for row in rows.values("project", "year__start__year").annotate(sum=Sum("amount")).order_by()
    }
    for (key, year), row in moved.items():
        if year in YEARS:
            assert row.cost == booked.pop((projects[key], year), 0), (key, year)
    assert not booked


# --- the roll-forward -----------------------------------------------------------------------------------------------


def test_every_intervention_rolls_forward_as_expected(moved):
    expected = {(row["intervention"], int(row["year"])): row for row in _table("roll_forward.csv")}
    for place, row in expected.items():
        got = moved[place]
        assert [int(row[name]) * 100 for name in ("opening", "decided", "returned", "cost", "closing")] == [
            got.opening, got.decided, got.returned + got.reduced, got.cost, got.closing,
        ], place  # fmt: skip
    assert all(row == EMPTY for place, row in moved.items() if place not in expected)


def test_the_roll_forward_foots_from_the_first_year_to_the_last(demo, moved):
    for year in range(2021, 2025):
        before = {key: row.closing for (key, y), row in moved.items() if y == year - 1}
        assert {key: row.opening for (key, y), row in moved.items() if y == year} == before
    found = by_intervention(entries(demo)).values()
    whole = sum((movement(rows, date(2021, 1, 1), date(2024, 12, 31)) for rows in found), EMPTY)
    assert whole.closing == SUMS[2024] * 100
    assert whole.cost == sum(COSTS.values()) * 100


def test_nothing_ever_goes_below_zero(demo):
    for rows in by_intervention(entries(demo)).values():
        assert min(remaining(rows, entry.date) for entry in rows) >= 0


def test_what_the_rules_return_is_told_from_what_was_decided(demo):
    automatic = Decision.objects.filter(association=demo, automatic=True)
    found = {
        (row.intervention.key, row.date.year): -sum(year.amount for year in row.years.all()) // 100
        for row in automatic.select_related("intervention").prefetch_related("years")
        if row.intervention
    }
    assert found == {
        ("vagen_vidare", 2021): 33_914,
        ("kompetens", 2022): 516_276, ("unga_studier", 2022): 499_145,
        ("arbetsterapeut", 2023): 11_770, ("arbetsterapeut", 2024): 30_795,
        ("berg", 2024): 15_820, ("bracke", 2024): 19_275, ("krokom", 2024): 28_740,
    }  # fmt: skip
    assert all(row.reason and row.rule_from for row in automatic)
    early = Decision.objects.get(association=demo, kind=DecisionKind.EARLY_STOP)
    assert (early.intervention.key, early.intervention.state) == ("yrkessvenska", "avslutad i förtid")


# --- debts and receivables ------------------------------------------------------------------------------------------


def test_year_end_answers_are_the_published_debt_and_late_requisitions_settle_it(demo):
    assert accrued_debt(demo, date(2021, 12, 31)) == 339_144_00
    assert accrued_debt(demo, date(2022, 12, 31)) == 0
    late = Claim.objects.filter(association=demo, settles__isnull=False)
    assert {claim.intervention.key for claim in late} == {"harjedalen", "kompetens", "unga_studier", "yrkessvenska"}
    assert all(claim.approved == claim.settled and claim.decided == date(2022, 2, 1) for claim in late)
    assert not Confirmation.objects.filter(association=demo, year__lte=2024, answered__isnull=True).exists()


def test_the_members_late_contribution_was_a_receivable_at_the_end_of_the_year(demo):
    assert receivable(demo, date(2022, 12, 31)) == LATE_MEMBER * 100
    assert receivable(demo, date(2021, 12, 31)) == receivable(demo, date(2023, 12, 31)) == 0


# --- who did what ---------------------------------------------------------------------------------------------------


def test_requisitions_since_2020_are_attested_by_three_people_under_an_agreement(demo):
    claims = Claim.objects.filter(association=demo, taken_over=False, decided__lt=date(2025, 1, 1))
    assert claims.count() == 160
    for claim in claims:
        people = {claim.certified_by_id, claim.checked_by_id, claim.decided_by_id}
        assert len(people - {None}) == 3 and claim.agreement_id
        assert claim.received <= claim.checked <= claim.decided <= claim.paid


def test_what_was_taken_over_is_marked_and_nothing_else(demo):
    taken = Claim.objects.filter(association=demo, taken_over=True)
    assert {claim.period_to.year for claim in taken} == {2017}
    kinds = {DecisionKind.OPENING, DecisionKind.HISTORY}
    opening = Decision.objects.filter(association=demo, kind__in=kinds)
    assert {row.date.year for row in opening} == {2016, 2019}
    agreements = {row.terms[:9] for decision in opening for row in decision.agreements.all()}
    assert agreements == {"Övertagen"}


def test_every_decision_of_a_meeting_points_at_its_paragraph_and_back(demo):
    numbered = {row.number for row in reading.decisions(demo.slug) if row.paragraph}
    decided = Decision.objects.filter(association=demo, paragraph__isnull=False, date__lte=date(2024, 12, 31))
    decided = decided.exclude(intervention__run_by=RunBy.OWN)
    assert decided.count() == len(numbered)
    linked = decided.filter(paragraph__links__isnull=False).distinct()
    withdrawn = decided.filter(kind=DecisionKind.WITHDRAWAL)
    assert linked.count() == decided.exclude(pk__in=withdrawn).count()


# --- the package's files --------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not (SHARED / "ops").exists(),
    reason="the published case lies outside the repository; the amounts themselves are asserted above",
)
def test_the_packages_requisitions_are_the_cases(demo):
    with (SHARED / "ops" / "requisitions.csv").open(encoding="utf-8", newline="") as file:
        case: dict[str, int] = defaultdict(int)
        for row in csv.DictReader(file, delimiter=";"):
            case[row["requisition"]] += int(row["amount"]) * 100
    assert {row.number: row.amount for row in reading.claims("jamtland")} == case


# --- what goes on ---------------------------------------------------------------------------------------------------


def test_something_goes_on_on_every_page_in_the_spring_of_2025(demo):
    since = date(2025, 1, 1)
    claims = Claim.objects.filter(association=demo, period_from__gte=since)
    assert set(claims.values_list("state", flat=True)) == {
        "utkast", "inkommen", "intygad", "sakattesterad", "betald", "återsänd",
    }  # fmt: skip
    states = set(Application.objects.filter(association=demo).values_list("state", flat=True))
    assert states == {"utkast", "komplettering", "bereds", "till styrelsen", "beviljad", "avslagen", "återtagen"}
    reports = FollowUp.objects.filter(association=demo)
    assert {(row.final, row.state) for row in reports} == {(True, "läst"), (False, "inlämnad"), (False, "utkast")}
    assert Due.objects.filter(association=demo, done__isnull=True, dropped="", due__lte=date(2025, 5, 31)).exists()
    assert Meeting.objects.filter(association=demo, state="planerat").count() == 1
    assert Recusal.objects.filter(association=demo).count() == 1
    assert sum(row.amount for row in DecisionYear.objects.filter(association=demo, year=2025)) > 0


def test_what_is_invented_after_the_published_years_says_so(demo):
    titles = Application.objects.filter(association=demo, received__gte=date(2025, 1, 1)).values_list(
        "title", flat=True
    )
    assert titles and all("(påhittad ansökan)" in title for title in titles)
