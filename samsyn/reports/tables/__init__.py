"""Definitions and figures made into tables: the one place where a printed table comes from, for page, PDF and file."""

from dataclasses import dataclass

from samsyn.reports.tables.base import mark_rounding
from samsyn.reports.tables.columns import ScopeColumn, short
from samsyn.reports.tables.cost_types import CostTypeTables
from samsyn.reports.tables.notes import NoteTables
from samsyn.reports.tables.operating import OperatingTables
from samsyn.reports.tables.participants import ParticipantTables
from samsyn.reports.tables.years import YearTables

__all__ = ["ScopeColumn", "TableMaker", "mark_rounding", "short"]


@dataclass
class TableMaker(OperatingTables, NoteTables, YearTables, CostTypeTables, ParticipantTables):
    """Makes every table of one association, period and kind of report."""
