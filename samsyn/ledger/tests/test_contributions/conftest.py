"""Three members, and one of them who paid late."""

from datetime import date

import pytest

from samsyn.ledger.actions import instalments as actions
from samsyn.ledger.tests.test_contributions.asking import allocated, instalment


@pytest.fixture
def members(world):
    kinds = (("Försäkringskassan", "stat"), ("Region Ån", "region"), ("Åns kommun", "kommun"))
    return {name: world.party(name, kind) for name, kind in kinds}


@pytest.fixture
def late(world, members):
    """845 678 kr asked for in October and paid in January."""
    allocated(world, members)
    held = instalment(world, members, amount=845_678)
    first = instalment(world, members, amount=1_000_000, sent=date(2024, 1, 10))
    actions.record_receipt(first, on=date(2024, 2, 1), amount=first.amount, by="prov")
    actions.record_receipt(held, on=date(2025, 1, 19), amount=held.amount, by="prov")
    return held
