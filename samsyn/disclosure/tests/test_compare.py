"""The two common ways leak or cost more."""

from samsyn.disclosure.compare import Outcome, compare, margins, whole_tables
from samsyn.disclosure.madeup import publication
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import Cell, Identity, Publication

POLICY = Policy()
SQUARE = Publication(
    tuple(Cell(key, value) for key, value in {"t": 113, "a": 3, "b": 50, "c": 60, "x": 0}.items()),
    (Identity.total("t", "a", "b", "c", "x"),),
)


def test_margins_hide_the_next_smallest():
    assert margins(SQUARE, POLICY).hidden == {"a", "b"}


def test_a_table_that_is_left_out_shows_nothing_not_even_its_zeros():
    seen = whole_tables(SQUARE, POLICY)
    assert seen.shown == {}
    assert seen.latent == {"x"}


def test_protection_is_safe_where_margins_leak_and_shows_more_than_left_out_tables():
    total = {name: Outcome(0, 0, 0, 0, 0) for name in ("protected", "margins", "tables")}
    for seed in range(4):
        for name, outcome in compare(publication(seed, 6), POLICY).items():
            total[name] += outcome
    assert total["protected"].unsafe == 0
    assert total["margins"].unsafe > 0
    assert total["protected"].shown > total["tables"].shown
