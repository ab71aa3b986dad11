"""Fixtures of these tests."""

import pytest

from samsyn.interventions.tests import builder as money
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1


@pytest.fixture
def vagval(world):
    builder.collects(world.association, "outcome", "consultations")
    return money.intervention(world.association)


@pytest.fixture
def tertial(world, vagval):
    return builder.opened(world.association, T1)[0]


@pytest.fixture
def sam(world):
    """A coordinator at the party that owns it."""
    return world.login(world.party_user("samordnare"))


@pytest.fixture
def office(world):
    return world.client()
