"""An office with its people, rights and an agreement."""

import pytest

from samsyn.interventions.tests.claiming import make_office


@pytest.fixture
def office(world):
    return make_office(world)
