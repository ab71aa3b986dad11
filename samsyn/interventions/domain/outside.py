"""Money from outside: what was applied for, granted, received, accrued and withdrawn, source by source. Öre."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from samsyn.interventions.domain.words import OutsideStep


class Step(Protocol):
    """One recorded step."""

    source: str
    step: str
    amount: int


@dataclass(frozen=True)
class Outside:
    """One source, or all together (source '')."""

    source: str
    applied: int = 0
    granted: int = 0
    received: int = 0
    accrued: int = 0
    withdrawn: int = 0

    @property
    def income(self) -> int:
        """What pays a part of the cost: received and accrued, less what was taken back."""
        return self.received + self.accrued - self.withdrawn

    def __add__(self, other: "Outside") -> "Outside":
        return Outside(
            self.source if self.source == other.source else "",
            self.applied + other.applied,
            self.granted + other.granted,
            self.received + other.received,
            self.accrued + other.accrued,
            self.withdrawn + other.withdrawn,
        )


_FIELD = {
    OutsideStep.APPLIED: "applied",
    OutsideStep.GRANTED: "granted",
    OutsideStep.RECEIVED: "received",
    OutsideStep.ACCRUED: "accrued",
    OutsideStep.WITHDRAWN: "withdrawn",
}


def by_source(steps: Iterable[Step]) -> list[Outside]:
    """Each source's money, in the order they first appear."""
    found: dict[str, Outside] = {}
    for row in steps:
        one = Outside(row.source, **{_FIELD[OutsideStep(row.step)]: row.amount})
        found[row.source] = found[row.source] + one if row.source in found else one
    return list(found.values())


@dataclass(frozen=True)
class Net:
    """A cost gross, what others pay of it, and what the members' money pays."""

    gross: int
    outside: int

    @property
    def net(self) -> int:
        return self.gross - self.outside
