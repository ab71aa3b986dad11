"""How an instalment stands on a day."""

from datetime import date

import pytest

from samsyn.ledger.domain.contributions import Paid, Standing, days_apart, even_parts, open_amount, standing


@pytest.mark.parametrize(
    ("day", "receipts", "expected", "left"),
    [
        (date(2024, 1, 1), [], Standing.NOT_SENT, 0),
        (date(2024, 1, 20), [], Standing.DUE, 100),
        (date(2024, 2, 9), [], Standing.DUE, 100),
        (date(2024, 2, 10), [], Standing.LATE, 100),
        (date(2024, 1, 20), [Paid(date(2024, 1, 15), 40)], Standing.PART_PAID, 60),
        (date(2024, 3, 1), [Paid(date(2024, 1, 15), 40)], Standing.LATE, 60),
        (date(2024, 3, 1), [Paid(date(2024, 1, 15), 40), Paid(date(2024, 4, 1), 60)], Standing.LATE, 60),
        (date(2024, 4, 1), [Paid(date(2024, 1, 15), 40), Paid(date(2024, 4, 1), 60)], Standing.PAID, 0),
    ],
)
def test_an_instalment_stands_as_its_days_and_payments_say(day, receipts, expected, left):
    sent, due = date(2024, 1, 10), date(2024, 2, 9)
    assert standing(100, sent, due, receipts, day) is expected
    assert open_amount(100, sent, receipts, day) == left


def test_a_contribution_is_cut_in_whole_kronor_and_the_last_takes_the_rest():
    assert even_parts(100_03, 3) == [33_00, 33_00, 34_03]
    assert days_apart(date(2024, 10, 31), 2, 4) == [date(2024, 10, 31), date(2025, 2, 28)]
