"""An association with a year of books, and its budget."""

import pytest

from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.tests.test_files import MAPPING, put
from samsyn.ledger.tests.test_mapping_pages import keep_books


@pytest.fixture
def mapped(world):
    put(world.association, "mapping", MAPPING)
    keep_books(world.association, {1930: 1, 3980: -600_000_00, 4010: 400_000_00, 4020: 0, 6420: 10_000_00})
    return world


@pytest.fixture
def budget(mapped):
    rows = [PlanAmount(900_000_00, 3980), PlanAmount(-700_000_00, 4010), PlanAmount(-60_000_00, 6420)]
    return actions.add_plan(
        association=mapped.association, year=2024, kind="budget", rows=rows, origin="budget.csv", by="test"
    )
