"""A party with case rows, for tests: an intervention, its people, the ground, rows as plain values."""

from dataclasses import replace
from datetime import date

from samsyn.associations.models import User
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.cases.grounds import Ground, record_ground
from samsyn.participants.cases.rows import CaseRow
from samsyn.participants.domain.words import Sex

KEY = "en lång nyckel som bara finns i proven, 1234"
GROUND = Ground(
    basis="uppgift av allmänt intresse", statute="23 kap. 2 § socialtjänstlagen", processor_agreement="2024-01-15",
    impact_assessment="KS 2024/00017", date=date(2024, 1, 20), diary_number="KS 2024/00018",
    information="Vi för in när du börjar och slutar.", keep_months=24, secrecy_waiver="medgivande på blankett",
)  # fmt: skip
ROW = CaseRow("JH-17919", Sex.WOMEN, 1998, date(2024, 2, 1))


def row(**changes) -> CaseRow:
    """A woman born 1998 who began 1 February 2024 and is still there, with something changed."""
    return replace(ROW, **changes)


def worker(world) -> User:
    """Deltagaransvarig at Åns kommun."""
    return world.party_user("deltagaransvarig")


def own(world, **fields) -> Intervention:
    """An intervention of Åns kommun without rows."""
    return intervention(world.association, **fields)


def with_rows(world, **fields) -> Intervention:
    """One whose party has recorded the ground."""
    made = own(world, **fields)
    record_ground(intervention=made, ground=GROUND, by=world.party_user("insatsagare"))
    return made
