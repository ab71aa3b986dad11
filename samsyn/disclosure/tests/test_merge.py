"""Classes put together rather than hidden."""

from samsyn.disclosure.merge import Class, merged
from samsyn.disclosure.policy import Policy

POLICY = Policy()


def groups(*values: int, ordered: bool = True, policy: Policy = POLICY) -> list[str]:
    return together([Class(key, value) for key, value in zip("abcdefgh", values, strict=False)], ordered, policy)


def by_sex(*sides: tuple[int, ...], ordered: bool = True) -> list[str]:
    """(women, men) or (women, men, unstated) of each class."""
    rows = zip("abcdefgh", sides, strict=False)
    return together([Class(key, sum(counts), counts[:2]) for key, counts in rows], ordered, POLICY)


def together(classes: list[Class], ordered: bool, policy: Policy) -> list[str]:
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


def test_a_class_that_may_be_shown_goes_with_another_when_more_counts_by_sex_stay_in_print():
    assert by_sex((14, 17), (12, 8), (9, 2), (4, 4), ordered=False) == ["a", "b", "cd"]
    assert by_sex((5, 3), (5, 9), (7, 7), (21, 16)) == ["ab", "c", "d"]


def test_a_group_that_hides_as_much_by_sex_as_it_shows_is_not_made():
    """Those of unstated sex are so few that the split of their group could not be shown."""
    assert by_sex((5, 3), (53, 55, 1), (43, 47, 1), (25, 25), (13, 12, 1)) == ["a", "b", "c", "d", "e"]


def test_a_sex_that_nobody_of_a_class_has_does_not_make_the_class_small():
    assert by_sex((0, 8), (12, 9), (0, 7)) == ["a", "b", "c"]


def test_a_lone_class_of_few_of_one_sex_is_hidden_when_no_other_has_enough_of_it():
    assert by_sex((2, 30), (0, 12), (0, 14), ordered=False) == ["a", "b", "c"]
