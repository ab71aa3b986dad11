"""The demo's participants: what was published comes out of what each intervention reported, period by period."""

import csv
import os
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.demo.files import HERE
from samsyn.disclosure.policy import Policy
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Due, Intervention
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import parse
from samsyn.participants.domain.words import Span
from samsyn.participants.models import Count, Occasion, Report, ReportingPeriod
from samsyn.participants.queries.policy import policy_on
from samsyn.participants.queries.reports import Step, handed_in, lifetime, standing
from samsyn.participants.queries.tally import Tally
from samsyn.reports.build import Builder

pytestmark = pytest.mark.one_database

SHARED = Path(os.environ.get("SAMSYN_SHARED") or HERE.parents[2] / "shared") / "cases" / "jamtland" / "ops"
BY_YEAR = {
    "2020": [189, 110, 79], "2021": [178, 104, 74], "2022": [193, 90, 103], "2023": [320, 154, 166],
    "2024": [292, 146, 143],
}  # fmt: skip
FLOW = {  # 2024 and 2023: all, women, men
    "Inskrivna deltagare": [292, 146, 143, 320, 154, 166],
    "Nya deltagare": [132, 67, 64, 157, 68, 89],
    "Avslutade deltagare": [97, 53, 44, 138, 66, 72],
    "Med kontakt hos psykiatrin": [105, 57, 48, 75, 42, 33],
}
OUTCOME = {  # all, women, men; then per cent. Published with 18 men in work oriented interventions, who were 8
    "Avslutade deltagare": [97, 53, 44, None, None, None],
    "Arbete/studier": [31, 14, 17, 32, 26, 39],
    "varav arbete": [23, 10, 13, 24, 19, 30],
    "varav studier": [8, 4, 4, 8, 8, 9],
    "Arbetsinriktad insats": [20, 12, 8, 21, 23, 18],
    "Annan insats": [46, 27, 19, 47, 51, 43],
}
IN_2022 = {
    "Inskrivna": [193, 90, 103], "Nytillkomna": [138, 59, 79], "Avslutade": [76, 37, 39],
    "Varav till arbete/studier": [48, 23, 25],
}  # fmt: skip
EVERY_YEAR = {  # opening, in without starting, new, ended, out without leaving, left at the end
    2020: (109, 0, 80, 51, 0, 138), 2021: (138, 0, 40, 123, 0, 55), 2022: (55, 0, 138, 76, 0, 117),
    2023: (117, 46, 157, 138, 24, 158), 2024: (158, 2, 132, 97, 0, 195),
}  # fmt: skip
LIFETIMES = {"krokom": 51, "berg": 36, "bracke": 57, "arbetsterapeut": 30}  # told of in the report of 2024


def _printed(table):
    return {row.label: [cell.value for cell in row.cells] for row in table.rows}


def _people(demo, year: int):
    return Builder(demo, "arsredovisning", Period(year), {}).maker.people


def _value(demo, rest: str, year: int) -> int | None:
    return Tally(demo).value(parse(rest), Period(year))


# --- what was published ---------------------------------------------------------------------------------------------


def test_the_three_tables_of_2024_come_out_with_the_8_men(demo):
    people = _people(demo, 2024)
    assert _printed(people.by_year()) == BY_YEAR
    flow = _printed(people.flow())
    assert {label: flow[label] for label in FLOW} == FLOW
    assert [flow["Anonyma/konsultationer"][column] for column in (0, 3)] == [54, 42]
    assert _printed(people.outcome()) == OUTCOME


def test_the_table_of_2022_comes_out_with_its_mean_of_187_days(demo):
    found = _printed(_people(demo, 2022).summary())
    assert {label: found[label] for label in IN_2022} == IN_2022
    assert found["Genomsnittlig tid i insats (dagar)"][0] == 187


def test_every_years_flow_goes_from_the_years_opening_to_its_end(demo):
    flow = ("opening", "entry", "new", "ended", "closed", "closing")
    tally = Tally(demo)
    assert {year: tuple(tally.value(parse(what), Period(year)) for what in flow) for year in EVERY_YEAR} == EVERY_YEAR


@pytest.mark.parametrize(("rest", "year", "persons"), [
    ("consultations", 2022, 50), ("joint_plans", 2023, 160), ("joint_plans", 2024, 143), ("wage_income", 2024, 16),
    ("left_income_support", 2024, 24), ("sickness_compensation", 2024, 13), ("work_study", 2023, 44),
    ("enrolled", 2015, 197), ("enrolled.women", 2017, 50), ("enrolled.unstated", 2024, 3), ("consultations", 2016, 34),
])  # fmt: skip
def test_other_published_counts_come_out(demo, rest, year, persons):
    assert _value(demo, rest, year) == persons


def test_what_was_not_asked_for_is_not_known(demo):
    for rest in ("psychiatry", "education.gymnasium", "joint_plans"):
        assert _value(demo, rest, 2021) is None
    assert _value(demo, "enrolled", 2018) is None


# --- every report ---------------------------------------------------------------------------------------------------


def test_stock_and_flow_hold_for_every_intervention_and_period(demo):
    chains = [[link for _, link in handed_in(own)] for own in Intervention.objects.filter(association=demo)]
    assert sum(bool(chain) for chain in chains) == 15
    for chain in chains:
        assert all(after.of("opening") == before.closing for before, after in pairwise(chain))
        assert all(count >= 0 for link in chain for count in link.closing.values())


def test_the_classes_of_every_variable_sum_to_those_they_tell_of(demo):
    tally = Tally(demo)
    for what, year in [("outcome", 2020), *((v.key, 2024) for v in VARIABLES.values() if v.span is Span.YEAR)]:
        variable = VARIABLES[what]
        if variable.shape == "en klass per person":
            base = tally.value(parse(variable.base), Period(year))
            assert tally.value(parse(what), Period(year)) == base, what


def test_all_of_an_interventions_time_is_told_in_its_final_report(demo):
    keys = {own.key: own for own in Intervention.objects.filter(association=demo, key__in=LIFETIMES)}
    assert {key: lifetime(own).value("enrolled") for key, own in keys.items()} == LIFETIMES


def test_reports_came_after_their_period_and_before_it_was_closed(demo):
    reports = Report.objects.filter(association=demo, handed_in__isnull=False).select_related("period")
    assert reports.count() == 149
    for report in reports:
        assert report.period.part.end < report.handed_in.date() <= report.period.due, report
    assert not Due.objects.filter(association=demo, kind=DueKind.PARTICIPANTS, done__isnull=True, dropped="",
                                  period_to__lt=date(2025, 1, 1)).exists()  # fmt: skip


def test_people_who_come_in_or_are_taken_out_without_starting_or_leaving_have_a_reason(demo):
    for what, field in (("entry", "entry_reason"), ("closed", "closed_reason")):
        some = Count.objects.filter(association=demo, variable=what, count__gt=0).values("report")
        said = Report.objects.filter(pk__in=some).values_list(field, flat=True)
        assert said and all(said)


def test_the_log_says_who_handed_in_and_nothing_of_the_numbers(demo):
    events = Event.objects.filter(association_id=demo.pk, verb__startswith="participants.")
    verbs = Counter(events.values_list("verb", flat=True))
    assert (verbs["participants.opened"], verbs["participants.closed"], verbs["participants.handed_in"]) == (
        16,
        15,
        149,
    )
    assert "participants.corrected" not in verbs
    own = events.filter(verb="participants.handed_in", summary__contains="STA Krokom")
    assert set(own.values_list("actor", flat=True)) == {"Samordnare i Krokom"}
    assert not events.filter(verb="participants.handed_in").exclude(after="", before="").exists()


# --- what goes on ---------------------------------------------------------------------------------------------------


def test_the_spring_of_2025_has_reports_in_begun_missing_and_excused(demo):
    now = ReportingPeriod.objects.get(association=demo, closed=None)
    steps = Counter(row.step for row in standing(now))
    assert (now.part.code, steps) == (
        "2025-T1", {Step.HANDED_IN: 4, Step.DRAFT: 2, Step.MISSING: 2, Step.EXCUSED: 1},
    )  # fmt: skip
    assert ReportingPeriod.objects.filter(association=demo).count() == 16


def test_small_counts_are_protected_by_a_dated_rule(demo):
    assert policy_on(demo, date(2024, 12, 31)) == Policy(smallest=5, zeros=True, base=10, split_both=True)


def test_the_register_has_every_occasion_with_those_who_came(demo):
    found = Occasion.objects.filter(association=demo)
    assert found.count() == 25
    came = Counter()
    for one in found.filter(counted=True):
        came[one.start.year, one.kind] += one.participants or 0
    assert came[2024, "forum"] == 240
    assert came[2020, "utbildning"] == 109
    assert sum(one.unique for one in found.filter(start__year=2022, purpose="struktur") if one.unique) == 200


# --- the package's files --------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the case lies outside the repository; its sums are asserted above")
def test_the_packages_counts_are_the_cases(demo):
    """Those that the case has by intervention, period and sex, all of them."""
    names = {"new": "new", "ended": "ended", "reporting_entry": "entry", "administrative_close": "closed",
             "ended_days_sum": "days", "left_income_support": "left_income_support", "work_study_after":
             "work_study_after", "gained_wage_income": "wage_income", "consultations": "consultations"}  # fmt: skip
    case: Counter[tuple[str, str, str, str]] = Counter()
    with (SHARED / "participant_counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if row["intervention"] and row["measure"] in names:
                sex = "" if row["measure"] == "consultations" else row["sex"]
                case[row["intervention"], row["period"], names[row["measure"]], sex] += int(row["count"])
    held: Counter[tuple[str, str, str, str]] = Counter()
    counts = Count.objects.filter(association=demo, age="", variable__in=names.values(), report__period__year__lte=2024)
    for row in counts.select_related("report__period", "report__intervention"):
        held[row.report.intervention.key, row.report.period.part.code, row.variable, row.sex] += row.count
    assert +held == +case
