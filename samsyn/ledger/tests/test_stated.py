"""What a file says of its own year: the year out of it, and whether the vouchers agree."""

from samsyn.ledger.domain.amounts import Truth
from samsyn.ledger.domain.stated import Stated, StatedYear

BANK, GRANTS = 1930, 4010
YEAR = StatedYear({BANK: Stated(100, 60, None), GRANTS: Stated(None, None, 40)})


def test_a_year_out_of_its_balances_has_opening_movement_and_closing():
    year = YEAR.actuals(Truth.STATED, "filen")
    bank, grants = (BANK, "", ""), (GRANTS, "", "")
    assert (year.opening, year.closing) == ({bank: 100}, {bank: 60})
    assert year.movement == {bank: -40, grants: 40}


def test_a_year_without_opening_balances_moves_only_its_results():
    year = StatedYear({BANK: Stated(None, 60, None), GRANTS: Stated(None, None, 40)}).actuals(Truth.STATED, "filen")
    assert year.opening is None
    assert year.movement == {(GRANTS, "", ""): 40}


def test_a_file_that_says_nothing_of_the_year_is_not_known_rather_than_nothing():
    assert not StatedYear()
    assert StatedYear().actuals(Truth.NEXT_FILE, "filen") is None
    assert StatedYear({BANK: Stated(100, None, None)}).actuals(Truth.NEXT_FILE, "filen") is None


def test_vouchers_that_miss_or_add_to_a_result_contradict_the_file():
    assert not YEAR.contradicts({(GRANTS, "1", "insats"): 15, (GRANTS, "", ""): 25, (BANK, "", ""): -40})
    assert YEAR.contradicts({(GRANTS, "", ""): 39})
    assert YEAR.contradicts({(GRANTS, "", ""): 40, (5010, "", ""): 1})
    assert not StatedYear({BANK: Stated(100, 60, None)}).contradicts({(GRANTS, "", ""): 1})
