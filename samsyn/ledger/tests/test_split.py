"""Kostnadsfördelningen by allocation keys."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samsyn.ledger.domain.split import Share, SplitRule, allocate, split

CHIEF = SplitRule("Förbundschef", 7210, 7210, structure=Decimal(30), administration=Decimal(70))
GRANTS = SplitRule("Bidrag", 4000, 4999, individual=Decimal(100))
REST = SplitRule("Övrigt", 4000, 7999, administration=Decimal(100))


def test_the_first_key_that_fits_a_cost_decides():
    found = split(
        {(4010, "30", "P1"): -1000, (7210, "10", ""): -100, (6110, "10", ""): -50}, [CHIEF, GRANTS, REST], 2024
    )
    assert found.shares == {Share.INDIVIDUAL: -1000, Share.STRUCTURE: -30, Share.ADMINISTRATION: -120}
    assert found.total == -1150


def test_a_cost_that_no_key_takes_is_left_and_told():
    assert split({(8999, "", ""): -5}, [REST], 2024).left == -5


def test_a_key_holds_only_in_its_years():
    old = SplitRule("Chef", 7210, 7210, to_year=2023, individual=Decimal(100))
    assert split({(7210, "", ""): -10}, [old, REST], 2024).shares[Share.ADMINISTRATION] == -10


def test_a_project_can_be_left_out():
    assert split({(4010, "", "P20"): -10, (4010, "", "P1"): -5}, [GRANTS], 2024, ["P20"]).total == -5


@given(st.integers(-(10**12), 10**12), st.integers(0, 100))
def test_what_is_divided_adds_up_to_the_whole(amount, percent):
    rule = SplitRule("x", 4000, 7999, structure=Decimal(percent), administration=Decimal(100 - percent))
    assert sum(allocate(amount, rule).values()) == amount
