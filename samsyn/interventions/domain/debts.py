"""The short-term debt to interventions: year-end answers make it, late documents settle it, the office dissolves the
rest. Pure; amounts in öre."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.interventions.domain.commitments import Entry, EntryKind


@dataclass(frozen=True)
class DebtChange:
    """One change of the debt: ACCRUED raises it, SETTLED and DISSOLVED take it away. `view` and `pk` are its page."""

    intervention: int
    date: date
    kind: EntryKind
    amount: int  # signed
    label: str
    view: str
    pk: int


def changes(entries: Iterable[Entry]) -> list[DebtChange]:
    """What the commitment ledger tells of the debt: an accrual is a cost and a debt, a dissolved debt neither."""
    kinds = (EntryKind.ACCRUED, EntryKind.DISSOLVED)
    found = [entry for entry in entries if entry.kind in kinds]
    return [DebtChange(e.intervention, e.date, e.kind, -e.amount, e.label, e.view, e.pk) for e in found]


@dataclass(frozen=True)
class DebtMovement:
    """A period of the debt. All are positive, as people say them."""

    opening: int = 0
    accrued: int = 0
    settled: int = 0
    dissolved: int = 0

    @property
    def closing(self) -> int:
        """opening + accrued − settled − dissolved."""
        return self.opening + self.accrued - self.settled - self.dissolved


def debt_movement(found: Iterable[DebtChange], first: date, last: date) -> DebtMovement:
    """What happened to the debt from `first` to `last`, both included."""
    opening, inside = 0, dict.fromkeys((EntryKind.ACCRUED, EntryKind.SETTLED, EntryKind.DISSOLVED), 0)
    for change in found:
        if change.date < first:
            opening += change.amount
        elif change.date <= last:
            inside[change.kind] += change.amount
    accrued, settled, dissolved = inside.values()
    return DebtMovement(opening, accrued, -settled, -dissolved)
