"""What must hold of an occasion."""

from datetime import date

import pytest

from samsyn.participants.domain.occasions import Evaluated, Told, problems
from samsyn.participants.tests.occasions import METHOD

TODAY = date(2024, 6, 1)


def told(**changes) -> Told:
    values = {"name": "Forum", "start": date(2024, 4, 6), "end": date(2024, 4, 6), "participants": 78,
              "attendance": (10, 6, 19, 41, 2)}  # fmt: skip
    return Told(**{**values, **changes})


def fields(**changes) -> list[str]:
    return [field for field, _ in problems(told(**changes), TODAY)]


def test_an_occasion_that_adds_up_is_accepted():
    assert fields() == []
    assert fields(unique=48, unique_method=METHOD, evaluations=[Evaluated("nöjd", 38, 41)]) == []


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"name": " "}, "name"),
        ({"times": 0}, "times"),
        ({"start": None}, "start"),
        ({"end": date(2024, 4, 5)}, "end"),
        ({"start": date(2020, 1, 1)}, "end"),
        ({"end": date(2024, 12, 1)}, "state"),
        ({"participants": -1, "attendance": (None,) * 5}, "participants"),
        ({"participants": 100_000, "attendance": (None,) * 5}, "participants"),
        ({"participants": 77}, "participants"),
        ({"participants": 77, "attendance": (70, 8, None, None, None)}, "participants"),
        ({"participants": None, "attendance": (70, None, None, None, None)}, "participants"),
        ({"state": "planerad"}, "participants"),
        ({"unique": 79, "unique_method": METHOD}, "unique"),
        ({"unique": 48}, "unique_method"),
        ({"participants": None, "attendance": (None,) * 5, "unique": 4, "unique_method": METHOD}, "participants"),
        ({"cost": -1}, "cost"),
        ({"evaluations": [Evaluated("nöjd", 42, 41)]}, "positive_0"),
        ({"evaluations": [Evaluated("nöjd", 4, 0)]}, "question_0"),
        ({"evaluations": [Evaluated("", 4, 5)]}, "question_0"),
        ({"evaluations": [Evaluated("nöjd", 79, 79)]}, "valid_0"),
    ],
)  # fmt: skip
def test_what_does_not_add_up_is_said_at_its_field(changes, at):
    assert fields(**changes) == [at]


def test_every_fault_is_said_at_once():
    assert fields(name="", times=0, participants=1, unique=2) == ["name", "times", "participants", "unique",
                                                                 "unique_method"]  # fmt: skip


def test_participants_are_the_parties_sum_when_all_of_them_are_told():
    assert told(participants=None).came == 78
    assert told(participants=None, attendance=(10, None, 1, 1, 1)).came is None


def test_an_occasion_may_be_of_no_known_number():
    assert fields(participants=None, attendance=(None,) * 5) == []
