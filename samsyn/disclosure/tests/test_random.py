"""Made-up publications of up to forty linked tables: after protection the attack finds nothing."""

import os
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.disclosure.attack import attack, possible
from samsyn.disclosure.madeup import SIZES, publication
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import Protection, protect
from samsyn.disclosure.publication import Publication, percentage

LONG = os.environ.get("SAMSYN_TEST_LONG") == "1"
TABLES = 40 if LONG else 8
patient = settings(
    deadline=None, max_examples=200 if LONG else 25, suppress_health_check=list(HealthCheck), derandomize=not LONG
)
seeds = st.integers(0, 2**32 - 1)
policies = st.sampled_from([Policy(), Policy(), Policy(smallest=3), Policy(split_both=False), Policy(base=20)])


@patient
@given(seeds, st.integers(0, TABLES), st.sampled_from([SIZES, SIZES, (40, 150), (4,)]), policies)
def test_the_attack_finds_nothing_in_a_protected_publication(seed, tables, sizes, policy):
    made = publication(seed, tables, sizes)
    protection = protect(made, policy)
    assert attack(protection.view, policy) == ()
    _keeps_its_promises(made, protection, policy)


@patient
@given(seeds, st.integers(1, TABLES // 2))
def test_nor_together_with_an_earlier_publication_some_of_whose_counts_have_been_changed(seed, tables):
    some = Random(seed)
    included = frozenset(number for number in range(tables) if some.random() < 0.6)
    revised = frozenset(number for number in range(tables) if some.random() < 0.3)
    before = publication(seed, tables, included=included)
    now = publication(seed, tables, revised=revised)
    changed = frozenset(key for key, value in before.values.items() if now.values[key] != value)
    first = protect(before, Policy())
    second = protect(now, Policy(), (first.view,), changed)
    assert attack(second.view, Policy(), (first.view,), changed) == ()
    _keeps_its_promises(now, second, Policy())


@settings(parent=patient, max_examples=100 if LONG else 10)
@given(seeds, st.integers(0, 4))
def test_zeros_may_be_kept_secret_too(seed, tables):
    policy = Policy(zeros=False)
    protection = protect(publication(seed, tables), policy)
    assert attack(protection.view, policy) == ()
    assert 0 not in protection.view.shown.values()


@settings(parent=patient, max_examples=5)
@given(seeds)
def test_the_same_publication_is_protected_the_same_way_each_time(seed):
    made = publication(seed, 5)
    assert protect(made, Policy()) == protect(made, Policy())


@settings(parent=patient, max_examples=50 if LONG else 8)
@given(seeds, st.integers(0, 3))
def test_who_is_told_more_holds_less_possible(seed, tables):
    made = publication(seed, tables)
    before = protect(made, Policy()).view
    told = Random(seed).choice(sorted(before.hidden or before.shown))
    after = replace(before, shown=before.shown | {told: made.values[told]}, hidden=before.hidden - {told})
    spans = possible(before, Policy())
    for key, span in possible(after, Policy()).items():
        assert spans[key].least <= span.least <= made.values[key]
        assert spans[key].most is None or (span.most is not None and made.values[key] <= span.most <= spans[key].most)


def _keeps_its_promises(made: Publication, protection: Protection, policy: Policy) -> None:
    true, view, hidden = made.values, protection.view, protection.hidden
    assert view.shown == {cell.key: cell.value for cell in made.cells if cell.printed and cell.key not in hidden}
    assert not any(policy.small(value) for value in view.shown.values())
    assert all(true[cell.key] for cell in made.cells if cell.key in hidden)  # zeros are shown
    for share in view.shares:
        assert share.value == percentage(true[share.numerator], true[share.base], share.decimals)
        assert true[share.base] >= policy.base
    if policy.split_both:
        splits = {cell.group for cell in made.cells if cell.group and cell.key in hidden}
        assert all(cell.key in hidden for cell in made.cells if cell.printed and cell.value and cell.group in splits)
    small = {cell.key for cell in made.cells if cell.printed and policy.small(cell.value)}
    assert small <= {key for key, why in hidden.items() if why == "primary"}
