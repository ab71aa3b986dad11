"""Rows as counts: who is counted as what, rule by rule."""

from datetime import date

import pytest

from samsyn.participants.cases.counting import TELL, Way, aggregate, in_range, standing, untold
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.asking import Asked, CodeRow, CountKey
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import Age, Sex
from samsyn.participants.tests.casework import row

T1, T2, T3 = (Part.parse(f"2024-T{n}") for n in (1, 2, 3))
PUBLIC = frozenset(code.key for code in CODES["income"] if code.public)
WAY = Way(income_order=tuple(code.key for code in CODES["income"]), public=PUBLIC)


def asked(key: str, **changes) -> Asked:
    variable = VARIABLES[key]
    return Asked(variable, codes=tuple(CodeRow(c.key, c.label) for c in CODES.get(variable.codes, ())), **changes)


def count(rows, part, key, **changes):
    """Non-zero counts of a variable: {(category, sex, age): n}."""
    found = aggregate(rows, part, [asked(key, **changes)], WAY)
    return {(k.category, k.sex, k.age): n for k, n in found.items() if n}


def ended(**changes):
    return row(**{"end": date(2024, 6, 1), "outcome": "work", "exit_reason": "1", **changes})


@pytest.mark.parametrize(("one", "part", "expected"), [
    (row(), T1, {"new", "enrolled"}),
    (row(), T2, {"opening", "enrolled"}),
    (row(start=date(2024, 5, 1)), T1, set()),
    (ended(), T2, {"opening", "ended", "enrolled"}),
    (ended(), T3, {"enrolled"}),
    (ended(start=date(2024, 5, 2)), T2, {"new", "ended", "enrolled"}),
    (ended(exit_reason="97", outcome=""), T2, {"opening", "closed", "enrolled"}),
    (row(start=date(2023, 3, 1)), T1, {"opening", "enrolled"}),
    (row(start=date(2023, 3, 1), reporting_from=2024), T1, {"entry", "enrolled"}),
    (row(start=date(2023, 3, 1), reporting_from=2024), T2, {"opening", "enrolled"}),
    (row(start=date(2023, 3, 1), reporting_from=2025), T1, set()),
    (row(reporting_to=2024), T3, {"opening", "closed", "enrolled"}),
    (row(reporting_to=2024), T2, {"opening", "enrolled"}),
    (ended(end=date(2024, 12, 31), reporting_to=2024), T3, {"opening", "ended", "enrolled"}),
    (row(start=date(2023, 3, 1), reporting_to=2023), T1, set()),
    (ended(start=date(2022, 1, 1), end=date(2023, 12, 31)), T1, set()),
])  # fmt: skip
def test_a_row_is_counted_as(one, part, expected):
    assert standing(one, part, first_year=2020) == expected


def test_in_the_first_year_of_all_who_came_before_is_what_the_counting_opens_with():
    early = row(start=date(2019, 3, 1), reporting_from=2024)
    assert standing(early, T1, first_year=2024) == {"opening", "enrolled"}
    assert count([early], T1, "opening") == {("", "women", ""): 1}
    assert count([early, row(pseudonym="JH-2222", start=date(2020, 1, 7))], T1, "entry") == {("", "women", ""): 1}


def test_zeros_of_women_and_men_are_told_and_of_unstated_not():
    found = aggregate([row(sex=Sex.UNSTATED)], T1, [asked("new", by_age=True), asked("ended")])
    assert found == {
        CountKey("new", "", Sex.WOMEN, Age.ALL): 0, CountKey("new", "", Sex.MEN, Age.ALL): 0,
        CountKey("new", "", Sex.WOMEN, Age.YOUNG): 0, CountKey("new", "", Sex.MEN, Age.YOUNG): 0,
        CountKey("new", "", Sex.WOMEN, Age.OLDER): 0, CountKey("new", "", Sex.MEN, Age.OLDER): 0,
        CountKey("new", "", Sex.UNSTATED, Age.ALL): 1, CountKey("new", "", Sex.UNSTATED, Age.YOUNG): 1,
        CountKey("ended", "", Sex.WOMEN, Age.ALL): 0, CountKey("ended", "", Sex.MEN, Age.ALL): 0,
    }  # fmt: skip


def test_no_rows_at_all_are_zeros():
    assert set(aggregate([], T1, [asked("outcome")]).values()) == {0}


@pytest.mark.parametrize(("birth_year", "age"), [(1995, "young"), (1994, "older"), (2009, "young")])
def test_young_is_fifteen_to_twenty_nine_by_year_of_birth(birth_year, age):
    assert ("", "women", age) in count([row(birth_year=birth_year)], T1, "new", by_age=True)


@pytest.mark.parametrize(("key", "changes", "expected"), [
    ("outcome", {"outcome": "study"}, {"study": 1}),
    ("exit_reason", {"exit_reason": "3"}, {"3": 1}),
    ("work_subsidised", {"occupation_after": ("arbete_subventionerat",)}, {"": 1}),
    ("work_subsidised", {"occupation_after": ("arbete_osubventionerat",)}, {}),
    ("work_subsidised", {"outcome": "study", "occupation_after": ("arbete_subventionerat", "studier")}, {}),
    ("sickness_compensation", {"income_after": ("sjukersattning",)}, {"": 1}),
    ("sickness_compensation", {"income_before": ("sjukersattning",), "income_after": ("sjukersattning",)}, {}),
    ("left_income_support", {"income_before": ("forsorjningsstod",), "income_after": ("lon",)}, {"": 1}),
    ("left_income_support", {"income_before": ("forsorjningsstod",), "income_after": ("forsorjningsstod", "lon")}, {}),
    ("wage_income", {"income_after": ("lon",)}, {"": 1}),
    ("wage_income", {"income_before": ("lon",), "income_after": ("lon",)}, {}),
    ("days", {"start": date(2024, 5, 30)}, {"": 2}),
    ("days_class", {"start": date(2024, 3, 1)}, {"91-180": 1}),
    ("work_study_before", {"occupation_before": ("studier",)}, {"": 1}),
    ("work_study_after", {"occupation_after": ("arbetstraning",)}, {}),
    ("unsubsidised_work_after", {"occupation_after": ("arbete_osubventionerat",)}, {"": 1}),
    ("income_ended_before", {"income_before": ("lon", "sjukpenning")}, {"lon": 1, "sjukpenning": 1}),
    ("public_support_before", {"income_before": ("lon", "sjukpenning")}, {"": 1}),
    ("public_support_after", {"income_after": ("lon",)}, {}),
    ("occupation_after", {"occupation_after": ("studier", "aktivt_arbetssokande")},
     {"studier": 1, "aktivt_arbetssokande": 1}),
    ("income_change", {"income_before": ("sjukpenning",), "income_after": ("lon", "sjukersattning")},
     {"sjukpenning__sjukersattning": 1}),
    ("income_change", {"income_before": (), "income_after": ("lon",)}, {}),
])  # fmt: skip
def test_of_who_ended_is_told(key, changes, expected):
    one = ended(**changes)
    assert {category: n for (category, _, _), n in count([one], T2, key).items()} == expected
    assert count([one], T3, key) == {}
    assert count([ended(**{**changes, "exit_reason": "97", "outcome": ""})], T2, key) == {}


@pytest.mark.parametrize(("key", "changes", "expected"), [
    ("psychiatry", {"psychiatry_years": (2024,)}, {"": 1}),
    ("psychiatry", {"psychiatry_years": (2023,)}, {}),
    ("age_class", {}, {"20-29": 1}),
    ("age_class", {"birth_year": 1950}, {"60-": 1}),
    ("education", {"education": "gymnasium"}, {"gymnasium": 1}),
    ("support_months", {"support_months": 0}, {"none": 1}),
    ("support_months", {"support_months": 35}, {"25-35": 1}),
    ("support_months", {"support_months": 400}, {"109-": 1}),
    ("support_months", {}, {}),
    ("income_before", {"income_before": ("lon", "sjukpenning")}, {"lon": 1, "sjukpenning": 1}),
    ("public_support", {"income_before": ("sjukpenning",)}, {"": 1}),
])  # fmt: skip
def test_of_everyone_of_the_year_is_told(key, changes, expected):
    for one in (row(**changes), ended(**changes)):
        assert {category: n for (category, _, _), n in count([one], T3, key).items()} == expected


def test_a_person_is_once_in_a_merged_class():
    variable = asked("income_ended_after").variable
    merged = Asked(variable, merged=True, codes=(CodeRow("stod", "stöd"), CodeRow("lon", "lön")))
    into = {"income": {"sjukpenning": "stod", "a_kassa": "stod"}}
    one = ended(income_after=("sjukpenning", "a_kassa", "lon"))
    found = {k.category: n for k, n in aggregate([one], T2, [merged], Way(into)).items() if n}
    assert found == {"stod": 1, "lon": 1}


def test_a_new_person_is_told_by_who_showed_the_way():
    assert count([row(referral="psykiatrin")], T1, "referral") == {("psykiatrin", "women", ""): 1}
    assert count([row(referral="psykiatrin")], T2, "referral") == {}


def test_classes_are_read_out_of_their_keys():
    keys = ("none", "1-12", "13-24", "25-")
    assert [in_range(n, keys) for n in (0, 1, 12, 13, 24, 25, 999)] == [
        "none", "1-12", "1-12", "13-24", "13-24", "25-", "25-"
    ]  # fmt: skip
    assert in_range(5, ("nagra", "10-20")) == ""


def test_whoever_lacks_what_is_asked_of_each_is_told_of():
    rows = [row(), row(pseudonym="JH-2222", education="gymnasium"), ended(pseudonym="JH-3333", outcome="")]
    keys = ("education", "outcome", "support_months", "psychiatry", "age_class")
    assert untold(rows, T2, [asked(key) for key in keys]) == {"education": 2, "outcome": 1, "support_months": 3}


def test_every_variable_but_what_is_only_counted_can_come_from_rows():
    only_counted = {"consultations", "joint_plans", "joint_plans_present", "protected_identity"}
    assert set(VARIABLES) - set(TELL) == only_counted
