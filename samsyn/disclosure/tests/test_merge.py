"""Classes put together rather than hidden."""

from samsyn.disclosure.merge import merged
from samsyn.disclosure.policy import Policy

POLICY = Policy()


def groups(*values: int, ordered: bool = True, policy: Policy = POLICY) -> list[str]:
    classes = list(zip("abcdefgh", values, strict=False))
    return ["".join(group) for group in merged(classes, policy, ordered)]


def test_classes_that_may_be_shown_stay_as_they_are():
    assert groups(7, 0, 5, 30) == ["a", "b", "c", "d"]


def test_a_small_class_goes_with_a_neighbour_when_that_shows_more_than_hiding():
    assert groups(3, 20, 30, 40) == ["ab", "c", "d"]


def test_a_class_at_the_end_goes_with_the_one_before_it():
    assert groups(20, 30, 40, 2) == ["a", "b", "cd"]


def test_small_neighbours_go_together():
    assert groups(20, 2, 3, 40) == ["a", "bc", "d"]


def test_ordered_classes_never_leap_over_another():
    assert groups(3, 20, 3, 30) == ["abc", "d"]


def test_unordered_classes_go_together_wherever_they_stand():
    assert groups(3, 20, 2, 30, ordered=False) == ["ac", "b", "d"]


def test_a_lone_small_class_that_has_no_order_goes_with_the_smallest_that_may_be_shown():
    assert groups(40, 3, 9, 30, ordered=False) == ["a", "bc", "d"]


def test_too_few_altogether_are_left_to_be_hidden():
    assert groups(1, 0, 2) == ["a", "b", "c"]


def test_zeros_that_are_not_shown_go_with_a_neighbour():
    assert groups(0, 20, 30, 40, policy=Policy(zeros=False)) == ["ab", "c", "d"]
