"""Fixtures of these tests."""

from datetime import date

import pytest

from samsyn.interventions.tests.builder import decided, intervention


@pytest.fixture
def vagval(world):
    made = intervention(world.association, start=date(2023, 1, 1), end=date(2024, 12, 31))
    decided(made, {2023: 400_000, 2024: 400_000})
    return made
