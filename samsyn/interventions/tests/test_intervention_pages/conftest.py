"""The intervention that the pages are asked about."""

import pytest

from samsyn.interventions.tests.test_intervention_pages.laying import laid


@pytest.fixture
def pks(world):
    return laid(world.association)
