"""Tables of participants: pages and reports print the same ones."""

from dataclasses import dataclass

from samsyn.participants.tables.base import Cells
from samsyn.participants.tables.classes import TITLES, ClassTables
from samsyn.participants.tables.flows import FlowTables
from samsyn.participants.tables.outcome import OutcomeTables

__all__ = ["TITLES", "Cells", "PeopleTables"]


@dataclass
class PeopleTables(FlowTables, OutcomeTables, ClassTables):
    """Makes every table of one association (or intervention, or municipality) and period."""
