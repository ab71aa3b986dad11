"""An association with its accounts laid in rows, and Vägval running in it."""

import pytest

from samsyn.associations.models import Contribution
from samsyn.interventions.domain.words import UnusedRule
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.interventions.tests.test_outlook.plans import MKR, budget
from samsyn.ledger.models import HistoryAmount, MappingRow


@pytest.fixture
def mapped(world):
    rows = (
        (3980, 3989, "revenue", "Medlemsbidrag"), (3990, 3999, "revenue", "Övriga intäkter"),
        (4000, 4999, "costs", "Bidrag till insatser"), (5000, 7699, "costs", "Kansli"),
    )  # fmt: skip
    for position, (first, last, line, row) in enumerate(rows):
        MappingRow.objects.create(
            association=world.association, account_from=first, account_to=last, line=line, note=1 + (line == "costs"),
            note_row=row, operating_row=row, position=position,
        )  # fmt: skip
    return world


@pytest.fixture
def vagval(mapped):
    """400 tkr a year 2024 and 2025; 350 tkr used in 2024; equity 2 Mkr at its end; 8 Mkr from members in 2024."""
    world = mapped
    made = intervention(world.association)
    agreed(decided(made, {2024: 400_000, 2025: 400_000}, unused=UnusedRule.CARRIED))
    claimed(made, 350_000, "1", year=2024)
    HistoryAmount.objects.create(association=world.association, year=2024, line="equity", amount=2 * MKR)
    for name, kind, ore in (("Försäkringskassan", "stat", 4), ("Region Ån", "region", 2), ("Åns kommun", "kommun", 2)):
        Contribution.objects.create(
            association=world.association, party=world.party(name, kind), year=2024, amount=ore * MKR
        )
    budget(world, 2025, k4010=-400_000, k7210=-2_500_000, k3990=100_000)
    return made


@pytest.fixture
def running(mapped, vagval):
    """Vägval after August 2025: T1 requisitioned with 120 tkr."""
    claimed(vagval, 120_000, "2025-1", year=2025)
    return vagval
