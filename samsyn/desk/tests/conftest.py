"""A small association with two years of books, a budget and a voucher to find."""

from datetime import date

import pytest

from samsyn.ledger.models import FiscalYear, Voucher
from samsyn.reports.tests.small_books import budget, two_years

BUDGET = {3010: 5000, 4010: -3500, 5010: -800, 7010: -900}


@pytest.fixture
def books(world):
    """The association, its books held."""
    two_years(world.association)
    budget(world.association, 2024, BUDGET)
    year = FiscalYear.objects.get(association=world.association, start__year=2024)
    Voucher.objects.create(
        association=world.association, year=year, series="A", number="12", position=1, date=date(2024, 12, 31),
        text="Hyra kansliet", amount=70020, search="hyra kansliet kvartal 4",
    )  # fmt: skip
    return world.association
