"""The split by law and key: half, a quarter and a quarter, to the last krona."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.associations.domain.parties import PartyKind
from samsyn.core.money import NBSP
from samsyn.ledger.domain.contributions import Basis, Member, split
from samsyn.ledger.tests.test_contributions.asking import KR

STATE, REGION, AN, BACKEN, ON = (
    Member(1, "Försäkringskassan", PartyKind.STATE),
    Member(2, "Region Ån", PartyKind.REGION),
    Member(3, "Åns kommun", PartyKind.MUNICIPALITY),
    Member(4, "Bäckens kommun", PartyKind.MUNICIPALITY),
    Member(5, "Öns kommun", PartyKind.MUNICIPALITY),
)
MEMBERS = [STATE, REGION, AN, BACKEN, ON]


def keyed(*values):
    return {member.pk: Decimal(value) for member, value in zip((AN, BACKEN, ON), values, strict=True)}


def test_half_a_quarter_and_a_quarter_by_population():
    done = split(8_000_000 * KR, MEMBERS, Basis.POPULATION, keyed(5000, 3000, 2000))
    assert done.amounts == {1: 4_000_000 * KR, 2: 2_000_000 * KR, 3: 1_000_000 * KR, 4: 600_000 * KR, 5: 400_000 * KR}
    assert (done.leftover, done.errors) == ("", ())


def test_the_krona_that_does_not_divide_is_named():
    done = split(4_000 * KR, MEMBERS, Basis.POPULATION, keyed(1, 1, 1))
    assert [done.amounts[pk] for pk in (3, 4, 5)] == [334 * KR, 333 * KR, 333 * KR]
    assert done.leftover == f"Gick inte jämnt upp: 1{NBSP}kr till Åns kommun."


def test_an_odd_amount_from_the_state_leaves_a_krona_to_the_region():
    done = split(2 * 989_751 * KR, [STATE, REGION, AN], Basis.POPULATION)
    assert done.amounts == {1: 989_751 * KR, 2: 494_876 * KR, 3: 494_875 * KR}
    assert done.leftover == f"Gick inte jämnt upp: 1{NBSP}kr till regionen."


@given(total=st.integers(1, 10**8), key=st.lists(st.integers(1, 10**6), min_size=3, max_size=3))
def test_the_parts_always_sum_to_the_whole_in_whole_kronor(total, key):
    done = split(total * KR, MEMBERS, Basis.POPULATION, keyed(*key))
    assert sum(done.amounts.values()) == total * KR
    assert all(amount % KR == 0 for amount in done.amounts.values())
    towns = sum(done.amounts[member.pk] for member in (AN, BACKEN, ON))
    assert abs(towns - done.amounts[REGION.pk]) <= KR
    assert abs(done.amounts[STATE.pk] - towns - done.amounts[REGION.pk]) <= KR


def test_fixed_shares_and_fixed_amounts():
    done = split(8_000_000 * KR, MEMBERS, Basis.SHARES, keyed("62.5", "25", "12.5"))
    assert [done.amounts[pk] for pk in (3, 4, 5)] == [1_250_000 * KR, 500_000 * KR, 250_000 * KR]
    done = split(8_000_000 * KR, MEMBERS, Basis.AMOUNTS, keyed(1_000_000, 700_000, 300_000))
    assert done.amounts[4] == 700_000 * KR


@pytest.mark.parametrize(
    ("total", "members", "basis", "values", "said"),
    [
        (0, MEMBERS, Basis.POPULATION, keyed(1, 1, 1), "större än noll"),
        (12_50, MEMBERS, Basis.POPULATION, keyed(1, 1, 1), "utan ören"),
        (KR, [STATE, AN], Basis.POPULATION, {}, "ingen part för regionen"),
        (KR, MEMBERS, Basis.POPULATION, {3: Decimal(1)}, "saknas för Bäckens kommun, Öns kommun"),
        (KR, MEMBERS, Basis.POPULATION, keyed(0, 0, 0), "noll för alla"),
        (KR, MEMBERS, Basis.POPULATION, keyed(-1, 2, 2), "mindre än noll"),
        (KR, MEMBERS, Basis.SHARES, keyed(50, 25, 20), "tillsammans 95,00 procent"),
        (4_000 * KR, MEMBERS, Basis.AMOUNTS, keyed(500, 300, 100), f"Skillnaden är 100{NBSP}kr"),
    ],
)
def test_a_split_that_cannot_be_done_says_why(total, members, basis, values, said):
    done = split(total, members, basis, values)
    assert said in " ".join(done.errors)
    assert not done.amounts
