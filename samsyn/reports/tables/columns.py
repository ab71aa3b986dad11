"""Columns as scopes with headings."""

from dataclasses import dataclass

from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.core.table import Column, ColumnKind


@dataclass(frozen=True)
class ScopeColumn:
    """A column as a scope with its heading."""

    key: str
    label: str
    scope: Scope
    kind: ColumnKind = ColumnKind.AMOUNT

    @property
    def column(self) -> Column:
        return Column(self.key, self.label, self.scope.code, self.kind)


def named(prefix: str, measure: Measure, period: Period, label: str) -> ScopeColumn:
    kind = ColumnKind.DEVIATION if measure is Measure.DEVIATION else ColumnKind.AMOUNT
    return ScopeColumn(f"{prefix}{period.year}", label, Scope(period, measure), kind)


def short(period: Period) -> str:
    """A column's heading: '2024', 'jan–aug 2020'."""
    if period.whole_year:
        return str(period.year)
    words = period.label.split(" ")[0].split("–")
    return "–".join(word[:3] for word in words) + f" {period.year}"
