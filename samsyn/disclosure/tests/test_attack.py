"""What the attack finds, and that it finds exactly what counting all possibilities finds."""

import os
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.disclosure.attack import Span, attack, possible
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import AtMost, Identity, Shown, View, percentage
from samsyn.disclosure.whole import Program, Unsure

LONG = os.environ.get("SAMSYN_TEST_LONG") == "1"
FAR = 8
"""Further than any total of the tiny tables: what grows beyond it has no upper bound."""
POLICY = Policy()
ROW = (Identity.total("all", "a", "b"),)


def leaked(*views: View, changed: frozenset[str] = frozenset(), policy: Policy = POLICY) -> dict[str, tuple]:
    return {one.key: (one.least, one.most) for one in attack(views[0], policy, views[1:], changed)}


def test_a_hidden_count_whose_total_is_shown_is_found():
    assert leaked(View({"all": 23, "b": 20}, frozenset("a"), identities=ROW)) == {"a": (3, 3)}


def test_two_hidden_counts_with_room_between_them_are_safe():
    assert leaked(View({"all": 23}, frozenset("ab"), identities=ROW)) == {}


def test_two_hidden_counts_that_can_only_be_small_are_found():
    assert leaked(View({"all": 6}, frozenset("ab"), identities=ROW)) == {"a": (1, 5), "b": (1, 5)}


def test_threshold_and_margins_without_complement_in_the_other_direction_are_found():
    """Two hidden in each row, but alone in their columns."""
    sums = [("A", "a1", "a2", "a3"), ("B", "b1", "b2", "b3"), ("1", "a1", "b1"), ("2", "a2", "b2"), ("3", "a3", "b3")]
    shown = {"A": 53, "B": 60, "1": 13, "2": 40, "3": 60, "a3": 30, "b1": 10, "b2": 20, "b3": 30}
    view = View(shown, frozenset({"a1", "a2"}), identities=tuple(Identity.total(*names) for names in sums))
    assert leaked(view) == {"a1": (3, 3), "a2": (20, 20)}


def test_a_percentage_of_a_known_base_is_a_count():
    view = View({"n": 20}, frozenset("x"), shares=(Shown("p", "x", "n", Decimal(15)),))
    assert leaked(view) == {"x": (3, 3)}


def test_a_percentage_of_a_large_base_leaves_room():
    view = View({"n": 5000}, frozenset("x"), shares=(Shown("p", "x", "n", Decimal(0)),))
    assert leaked(view) == {}
    sharper = View({"n": 5000}, frozenset("x"), shares=(Shown("p", "x", "n", Decimal("0.1"), 1),))
    assert leaked(sharper) == {"x": (3, 7)}


def test_two_percentages_of_a_hidden_base_are_put_together():
    shares = (Shown("p", "x", "n", Decimal(85)), Shown("q", "y", "n", Decimal(62)))
    assert possible(View({"x": 11, "y": 8}, frozenset("n"), shares=shares), POLICY) == {"n": Span(13, 13)}


def test_the_base_of_a_printed_mean_is_at_least_the_policy_s():
    view = View({}, frozenset("n"), means={"days": "n"})
    assert possible(view, POLICY) == {"n": Span(10, None)}


def test_a_count_that_is_nowhere_in_print_is_found():
    view = View({"all": 40, "yes": 38}, latent=frozenset({"no"}), identities=(Identity.total("all", "yes", "no"),))
    assert leaked(view) == {"no": (2, 2)}


@pytest.mark.parametrize("yes", [40, 30])
def test_nobody_and_many_are_no_secret_where_nothing_was_to_be_printed(yes):
    view = View({"all": 40, "yes": yes}, latent=frozenset({"no"}), identities=(Identity.total("all", "yes", "no"),))
    assert leaked(view) == {}


def test_a_hidden_count_is_no_zero_when_zeros_are_shown():
    view = View({"all": 23}, frozenset("ab"), identities=ROW)
    assert possible(view, POLICY)["a"] == Span(1, 22)
    assert possible(view, Policy(zeros=False))["a"] == Span(0, 23)


def test_a_count_known_to_be_at_most_a_small_one_is_found():
    view = View({"all": 6}, frozenset({"x"}), at_most=(AtMost("x", "all"),))
    assert leaked(view) == {"x": (1, 6)} or leaked(view) == {}
    assert leaked(View({"all": 5}, frozenset({"x"}), at_most=(AtMost("x", "all"),))) == {"x": (1, 5)}


def test_that_two_parts_are_not_zero_is_no_leak_about_their_sum():
    """All is hidden; that the sum is at least two is told by the two that are not zero."""
    view = View({}, frozenset({"all", "a", "b"}), identities=ROW)
    assert possible(view, POLICY)["all"] == Span(2, None)
    assert leaked(view) == {}


def test_a_lower_bound_that_comes_from_a_number_is_a_leak():
    view = View({"new": 6, "ended": 5}, frozenset({"open", "close"}),
                identities=(Identity((("close", 1), ("open", -1), ("new", -1), ("ended", 1))),))  # fmt: skip
    assert leaked(view) == {"close": (2, None)}


def test_the_difference_to_an_earlier_publication_is_found():
    now = View({"all": 23}, frozenset("ab"), identities=ROW)
    assert leaked(now) == {}
    assert leaked(now, View({"b": 20})) == {"a": (3, 3)}


def test_an_earlier_hidden_count_is_not_uncovered_by_a_later_publication():
    before = View({"all": 23}, frozenset("ab"), identities=ROW)
    assert leaked(View({"b": 20}), before) == {"a": (3, 3)}


def test_a_changed_count_says_nothing_of_the_earlier_one():
    before = View({"all": 23}, frozenset("ab"), identities=ROW)
    assert leaked(View({"b": 21}), before, changed=frozenset("b")) == {}


def test_what_an_earlier_publication_gave_away_is_not_held_against_the_next():
    assert leaked(View({}, frozenset("a")), View({"a": 3})) == {}
    assert leaked(View({"c": 9}, frozenset("a")), View({"all": 23, "b": 20}, frozenset("a"), identities=ROW)) == {}


def test_small_counts_and_bases_in_plain_print_are_found():
    view = View({"a": 3, "n": 9}, shares=(Shown("p", "a", "n", Decimal(33)),))
    assert set(leaked(view)) == {"a", "p"}
    assert leaked(View({"a": 0})) == {}
    assert leaked(View({"a": 0}), policy=Policy(zeros=False)) == {"a": (0, 0)}


def test_views_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="changed"):
        attack(View({"a": 7}), POLICY, (View({"a": 8}),))
    with pytest.raises(ValueError, match="contradicts"):
        attack(View({"all": 3, "b": 20}, frozenset("a"), identities=ROW), POLICY)


def test_what_is_found_is_told_in_plain_swedish():
    found = attack(View({"all": 23, "b": 20}, frozenset("a"), identities=ROW), POLICY)
    assert found[0].sentence == "Ett dolt antal går att räkna ut: det är 3. Det är för snävt."


NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def tiny(draw):
    """Two rows of two with margins, a share and an order; some of it hidden. A share's base is shown."""
    a, b, c, d = (draw(st.integers(1, 3)) for _ in range(4))
    true = {"a": a, "b": b, "c": c, "d": d, "e": a + b, "f": a + c}
    decimals = draw(st.integers(0, 1))
    shares = (Shown("p", "a", "e", percentage(a, a + b, decimals), decimals),) if draw(st.booleans()) else ()
    hidden = draw(st.sets(st.sampled_from([name for name in NAMES if not (shares and name == "e")]), min_size=1))
    latent = draw(st.sets(st.sampled_from(sorted(hidden))))
    order = (AtMost("a", "d"),) if a <= d and draw(st.booleans()) else ()
    shown = {key: value for key, value in true.items() if key not in hidden} | {"g": c + d}
    sums = Identity.total("e", "a", "b"), Identity.total("f", "a", "c"), Identity.total("g", "c", "d")
    return View(shown, frozenset(hidden - latent), frozenset(latent), shares, identities=sums, at_most=order)


@settings(deadline=None, max_examples=1000 if LONG else 60)
@given(tiny(), st.booleans())
def test_the_attack_finds_exactly_what_counting_finds(view, zeros):
    policy = Policy(zeros=zeros, base=1)
    fitting = list(_counted(view, policy, FAR))
    nearer = [one for one in fitting if max(one[key] for key in "abcd") < FAR]
    for key, span in possible(view, policy).items():
        most = max(one[key] for one in fitting)
        assert span.least == min(one[key] for one in fitting)
        if most == max(one[key] for one in nearer):
            assert span.most == most
        else:
            assert span.most is None


def _counted(view: View, policy: Policy, most: int):
    """Every way to fill in what is not printed, up to so many."""
    free = [key for key in "abcd" if key in view.hidden | view.latent]
    for values in product(range(most + 1), repeat=len(free)):
        one = dict(view.shown) | dict(zip(free, values, strict=True))
        one = one | {"e": one["a"] + one["b"], "f": one["a"] + one["c"]}
        lowest = all(one[key] >= (1 if policy.zeros else 0) for key in view.hidden)
        if lowest and _fits(one, view, policy):
            yield one


def _fits(one: dict[str, int], view: View, policy: Policy) -> bool:
    sums = all(sum(one[key] * factor for key, factor in identity.terms) == 0 for identity in view.identities)
    shown = all(one[key] == value for key, value in view.shown.items())
    order = all(one[pair.smaller] <= one[pair.larger] for pair in view.at_most)
    shares = all(
        one[share.base] >= policy.base
        and percentage(one[share.numerator], one[share.base], share.decimals) == share.value
        for share in view.shares
    )
    return sums and shown and order and shares


def test_a_count_whose_span_the_optimiser_cannot_tell_is_held_to_be_unsafe(monkeypatch):
    """23 of at least 10 and 30 of others: certainly large, when it can be told."""
    view = View({"all": 60}, frozenset("ab"), means={"x": "a", "y": "b"}, identities=ROW)
    assert leaked(view) == {}
    below = Program.below

    def gives_up(self, costs, cost):
        if cost is not None:
            raise Unsure
        return below(self, costs, cost)

    monkeypatch.setattr(Program, "below", gives_up)
    assert set(leaked(view)) == {"a", "b"}
