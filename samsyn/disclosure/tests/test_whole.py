"""Whole numbers under linear conditions: what bounds alone tell is true, and is told without the optimiser."""

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest

from samsyn.disclosure.whole import Program, Row

HIGH = 5


def made_up(seed: int) -> tuple[Program, list[tuple[int, ...]]]:
    """A program of four variables, and everything that meets its conditions."""
    random = Random(seed)
    rows = []
    for _ in range(3):
        terms = tuple((index, random.choice((-7, -2, -1, 0, 1, 1, 3))) for index in range(4))
        low = random.choice((None, random.randint(-20, 6)))
        rows.append(Row(terms, low, random.choice((None, random.randint(0, 20)))))
    every = product(range(HIGH + 1), repeat=4)
    return Program([0] * 4, [HIGH] * 4, rows), [values for values in every if all(met(row, values) for row in rows)]


def met(row: Row, values: Sequence[int]) -> bool:
    total = sum(values[index] * factor for index, factor in row.terms)
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


def least(found: Sequence[tuple[int, ...]], index: int, sign: int) -> int:
    return min(values[index] * sign for values in found)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_below_what_is_found_to_be_least(seed: int) -> None:
    program, found = made_up(seed)
    for index, sign in product(range(4), (1, -1)) if found else ():
        best = least(found, index, sign)
        assert program.below({index: sign}, best) is None
        better = program.below({index: sign}, best + 1)
        assert better in found
        assert better[index] * sign == best


def test_bounds_alone_tell_what_a_sum_leaves_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    parts_of_seven = Row(((0, 1), (1, 1)), 7, 7)
    at_most_five_of_one = Row(((1, 2),), None, 11)
    program = Program([0, 0], [1000, 1000], [parts_of_seven, at_most_five_of_one])
    monkeypatch.setattr(Program, "broken", None)  # the optimiser is not asked
    assert program.below({0: 1}, 2) is None
    assert program.below({1: -1}, -5) is None
