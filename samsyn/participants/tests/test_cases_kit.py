"""The kit's case rows give the kit's counts and distributions exactly. Without the shared files this is skipped."""

import csv
import os
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from samsyn import demo
from samsyn.participants.cases.counting import Way, aggregate
from samsyn.participants.cases.reading import Reader, read_file
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.asking import Asked, CodeRow, CountKey
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import Shape, Span

SHARED = Path(os.environ.get("SAMSYN_SHARED") or Path(__file__).parents[4] / "shared")
OPS = SHARED / "cases" / "jamtland" / "ops"
pytestmark = pytest.mark.skipif(not (OPS / "enrolments.csv").exists(), reason="the shared case files are not here")

MEASURES = {
    "new": "new", "opening": "opening", "reporting_entry": "entry", "administrative_close": "closed", "ended": "ended",
    "ended_days_sum": "days", "gained_wage_income": "wage_income", "left_income_support": "left_income_support",
    "granted_sickness_compensation": "sickness_compensation", "work_study_before": "work_study_before",
    "unsubsidised_work_after": "unsubsidised_work_after", "work_study_after": "work_study_after",
    "psychiatry": "psychiatry", "enrolled": "age_class",
}  # fmt: skip
DISTRIBUTIONS = {
    ("ended", "exit_reason"): "exit_reason", ("ended", "income_before"): "income_ended_before",
    ("ended", "income_after"): "income_ended_after", ("ended", "occupation_before"): "occupation_before",
    ("ended", "occupation_after"): "occupation_after", ("ended", "public_support_before"): "public_support_before",
    ("ended", "public_support_after"): "public_support_after", ("enrolled", "age_class"): "age_class",
    ("enrolled", "education"): "education", ("enrolled", "months_in_support"): "support_months",
    ("enrolled", "income_before"): "income_before", ("enrolled", "public_support_before"): "public_support",
}  # fmt: skip
PARTS = [Part.parse(f"{year}-T{n}") for year in range(2020, 2025) for n in (1, 2, 3)]
Counts = dict[tuple[str, str], dict[CountKey, int]]
"""Counts by intervention and part."""


def table(name: str) -> list[dict[str, str]]:
    with (OPS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def counted() -> Counts:
    """Every count that rows can give, with ages where a count may have them."""
    codes = {name: tuple(CodeRow(code.key, code.label) for code in held) for name, held in CODES.items()}
    asked = [Asked(v, v.shape is not Shape.PLAIN and not v.rows_only and v.key != "opening",
                   codes=codes.get(v.codes, ())) for v in VARIABLES.values()]  # fmt: skip
    public = frozenset(code.key for code in CODES["income"] if code.public)
    written = {name: {code.key: code.key for code in held} for name, held in CODES.items()}
    written["exit_reason"]["97"] = "97"
    header, *lines = (OPS / "enrolments.csv").read_text(encoding="utf-8").splitlines()
    files: dict[str, list[str]] = defaultdict(lambda: [header])
    for line in lines:
        files[line.split(";")[1]].append(line)
    found: Counts = {}
    for intervention, file in files.items():
        read = read_file("\n".join(file).encode(), Reader(written, date(2025, 1, 31)), intervention)
        assert read.faults == []
        for part in PARTS:
            found[intervention, part.code] = aggregate(read.rows, part, asked, Way(public=public))
    return found


def key(kit: str, category: str, sex: str, age: str) -> CountKey:
    return CountKey(kit, category.replace("+", "-"), sex, age)


def test_the_rows_give_every_count_of_every_intervention_and_period(counted):
    expected: dict[tuple[str, str], Counter[CountKey]] = defaultdict(Counter)
    for row in table("participant_counts.csv"):
        if row["basis"] != "enrolments":
            continue
        part = row["period"] if row["period_type"] == "tertial" else f"{row['period']}-T3"
        age = "young" if row["age_class"] in ("15-19", "20-29") else "older"
        category = row["measure"].removeprefix("outcome_") if row["measure"].startswith("outcome_") else ""
        variable = "outcome" if category else MEASURES[row["measure"]]
        category = row["age_class"] if variable == "age_class" else category
        for one in ("",) if variable == "opening" else ("", age):
            expected[row["intervention"], part][key(variable, category, row["sex"], one)] += int(row["count"])
            if variable == "entry" and not one:  # the kit's opening holds them too
                expected[row["intervention"], part][key("opening", "", row["sex"], "")] -= int(row["count"])
    variables = {one.variable for counts in expected.values() for one in counts}
    for place, counts in counted.items():
        told = {one: n for one, n in counts.items() if n and one.variable in variables and _in_time(one, place[1])}
        assert told == {one: n for one, n in expected[place].items() if n}, place
    assert set(expected) <= set(counted)


def _in_time(one: CountKey, part: str) -> bool:
    """What is told of a year belongs in its last report."""
    return VARIABLES[one.variable].span is Span.PERIOD or part.endswith("T3")


def test_the_rows_give_every_distribution_of_the_years(counted):
    expected: Counter[tuple[str, CountKey]] = Counter()
    ages = {"15-29": "young", "30+": "older"}
    for row in table("participant_distributions.csv"):
        variable = DISTRIBUTIONS[row["population"], row["variable"]]
        if row["category"] == "no":
            continue
        category = "" if row["category"] == "yes" else row["category"]
        expected[row["period"], key(variable, category, row["sex"], ages[row["age_group"]])] += int(row["count"])
    told: Counter[tuple[str, CountKey]] = Counter()
    for (_, part), counts in counted.items():
        for one, n in counts.items():
            if n and one.age and one.variable in DISTRIBUTIONS.values() and part >= "2022" and _in_time(one, part):
                told[part[:4], one] += n
    assert told == expected


def test_the_rows_give_what_the_demo_reports_as_counts(counted):
    """The demo hands in counts: the same persons as rows give the same tables, every number of them."""
    expected: dict[tuple[str, str], dict[CountKey, int]] = defaultdict(dict)
    with (Path(demo.__file__).parent / "data" / "jamtland" / "ops" / "participants.csv").open() as file:
        for row in (one for one in csv.DictReader(file) if one["part"] < "2025"):  # later is invented for the demo
            for sex in ("women", "men", "unstated"):
                if number := int(row[sex] or 0):
                    one = CountKey(row["variable"], row["category"], sex, row["age"])
                    expected[row["intervention"], row["part"]][one] = number
    wrong = [
        (place, one, n, counted[place].get(one, 0))
        for place, counts in expected.items()
        for one, n in counts.items()
        if counted.get(place, {}).get(one, 0) != n
    ]
    assert wrong == []
    assert sum(len(counts) for counts in expected.values()) > 3000
