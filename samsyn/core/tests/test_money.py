from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.money import MOST_ORE, Unit, grouped, in_unit, kronor, parse_ore, round_half_up


def test_half_a_thousand_rounds_away_from_zero_on_both_sides():
    assert in_unit(50_000, Unit.TKR) == 1
    assert in_unit(-50_000, Unit.TKR) == -1
    assert in_unit(49_999, Unit.TKR) == 0


def test_minus_zero_prints_as_zero():
    assert grouped(round_half_up(Decimal("-0.4"))) == "0"


def test_numbers_are_printed_the_swedish_way():
    assert grouped(-1234567) == "−1\u00a0234\u00a0567"
    assert grouped(422, signed=True) == "+422"
    assert grouped(Decimal("21.55"), 1) == "21,6"


@pytest.mark.parametrize(
    ("text", "ore"), [("1 234,50", 123450), ("−12", -1200), ("1234.5", 123450), ("8\u00a0484\u202f425 kr", 848442500)]
)
def test_amounts_are_read_as_people_write_them(text, ore):
    assert parse_ore(text) == ore


@pytest.mark.parametrize("text", ["", "tolv", "1,234,5", "1.234", "NaN", "1e3x", "inf"])
def test_what_is_not_an_amount_is_refused(text):
    with pytest.raises(ValueError, match="belopp"):
        parse_ore(text)


@pytest.mark.parametrize("text", ["9" * 30, "1e400", "-1e999999", "1e99999999", "10000000000000"])
def test_an_amount_larger_than_any_books_hold_is_refused(text):
    with pytest.raises(ValueError, match="för stort belopp"):
        parse_ore(text)


def test_the_largest_amount_keeps_its_ore():
    assert parse_ore("9999999999999,99") == MOST_ORE - 1


@given(st.integers(-(10**15), 10**15))
def test_kronor_keeps_every_ore(ore):
    assert Decimal(kronor(ore)) * 100 == ore
