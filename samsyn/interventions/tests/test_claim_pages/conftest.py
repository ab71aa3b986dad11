"""Fixtures of these tests."""

import pytest

from samsyn.interventions.tests.claiming import make_office


@pytest.fixture
def office(world):
    return make_office(world)
