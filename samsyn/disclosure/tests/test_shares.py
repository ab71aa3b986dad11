"""Percentages that tell how many answered."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samsyn.disclosure.publication import percentage
from samsyn.disclosure.shares import bases, revealed

MEN = ((85, 0), (62, 0), (46, 0), (38, 0))
WOMEN = ((94, 0), (94, 0), (74, 0), (65, 0))
ALL = ((91, 0), (82, 0), (65, 0), (56, 0))


def test_four_percentages_of_men_leave_two_bases_among_thirty_four_answers():
    assert bases(MEN, at_most=34) == (13, 26)


def test_with_the_percentages_of_all_the_men_were_thirteen():
    """A published survey: 34 answers, percentages for all and for men, no base. The women's fit no group of 21."""
    assert revealed({"men": MEN, "women": WOMEN}, ALL, 34) == {"men": (13,), "women": ()}
    assert revealed({"men": MEN}, ALL, 34) == {"men": (13,)}


def test_groups_that_fit_together_tell_more_than_each_alone():
    men, women = ((50, 0), (25, 0)), ((67, 0), (33, 0))
    total = ((60, 0), (30, 0))
    assert bases(men, 10) == (4, 8)
    assert revealed({"men": men, "women": women}, total, 10) == {"men": (4,), "women": (3, 6)}


def test_one_round_percentage_tells_next_to_nothing():
    assert len(bases([(50, 0)], at_most=100)) == 50
    assert len(bases([(47, 0)], at_most=100)) == 50


def test_decimals_tell_more():
    assert bases([(Decimal("46.2"), 1)], at_most=30) == (13, 26)


def test_nothing_and_all_fit_every_base():
    assert bases([(0, 0), (100, 0)], at_most=9) == tuple(range(1, 10))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=5), st.integers(1, 200), st.integers(0, 2))
def test_the_true_base_is_always_among_them(counts, base, decimals):
    printed = [(percentage(min(count, base), base, decimals), decimals) for count in counts]
    assert base in bases(printed, at_most=200)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 15)), min_size=1, max_size=4), st.integers(0, 3))
def test_true_bases_of_groups_are_always_found(counts, others):
    men, women = 12, 15
    printed = {
        "men": [(percentage(one, men, 0), 0) for one, _ in counts],
        "women": [(percentage(other, women, 0), 0) for _, other in counts],
    }
    answers = men + women + others
    total = [(percentage(one + other, answers, 0), 0) for one, other in counts]
    found = revealed(printed, total, answers)
    assert men in found["men"]
    assert women in found["women"]
