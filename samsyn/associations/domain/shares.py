"""Contributions by party and year as one value: sums, shares and what the law says each kind of party is to pay.

Amounts are öre.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samsyn.associations.domain.parties import PartyKind

SHARES: Mapping[PartyKind, Decimal] = {  # finsamlagen 5 §
    PartyKind.STATE: Decimal("0.5"),
    PartyKind.REGION: Decimal("0.25"),
    PartyKind.MUNICIPALITY: Decimal("0.25"),
}


@dataclass(frozen=True)
class ShareFinding:
    """A kind of party whose contribution differs from its share by law."""

    kind: PartyKind
    paid: int  # öre
    due: int  # öre


def share_findings(paid: Mapping[PartyKind, int]) -> list[ShareFinding]:
    """Who does not pay its share (finsamlagen 5 §: ½, ¼, ¼) of the total, in öre; ± 1 kr is tolerated."""
    total = sum(paid.values())
    due = {kind: int(total * share) for kind, share in SHARES.items()}
    return [
        ShareFinding(kind, paid.get(kind, 0), due[kind]) for kind in SHARES if abs(paid.get(kind, 0) - due[kind]) > 100
    ]


@dataclass(frozen=True)
class Payer:
    """A party as the table needs it."""

    pk: int
    name: str
    kind: PartyKind
    pays_for: str = ""
    from_year: int | None = None
    to_year: int | None = None

    def member_in(self, year: int) -> bool:
        return (self.from_year or 0) <= year <= (self.to_year or 9999)


@dataclass(frozen=True)
class ContributionTable:
    """`amounts` holds öre by (payer's pk, year); a pair that is not there is not known."""

    payers: Sequence[Payer]
    amounts: Mapping[tuple[int, int], int]

    @property
    def years(self) -> list[int]:
        """Years with any amount, newest first."""
        return sorted({year for _, year in self.amounts}, reverse=True)

    def amount(self, payer: Payer, year: int) -> int | None:
        return self.amounts.get((payer.pk, year))

    def total(self, year: int) -> int | None:
        """The sum of the known amounts; None when none is known."""
        return self._sum(self.payers, year)

    def of_kind(self, kind: PartyKind, year: int) -> int | None:
        """What all parties of a kind pay together; None when no amount of any of them is known."""
        return self._sum([payer for payer in self.payers if payer.kind is kind], year)

    def missing(self, year: int) -> list[Payer]:
        """Members of the year whose amount is not known, when another of the same kind has one."""
        return [
            payer
            for payer in self.payers
            if payer.member_in(year)
            and self.amount(payer, year) is None
            and payer.kind is not PartyKind.STATE
            and self.of_kind(payer.kind, year) is not None
        ]

    def share(self, payer: Payer, year: int) -> Decimal | None:
        """The payer's percent of the year's total."""
        amount, total = self.amount(payer, year), self.total(year)
        return None if amount is None or not total else Decimal(amount) * 100 / total

    def share_of_kind(self, kind: PartyKind, year: int) -> Decimal | None:
        amount, total = self.of_kind(kind, year), self.total(year)
        return None if amount is None or not total else Decimal(amount) * 100 / total

    def due(self, kind: PartyKind, year: int) -> int | None:
        """What the law gives a kind of party to pay of the year's total (finsamlagen 5 §)."""
        total = self.total(year)
        return None if total is None else int(total * SHARES[kind])

    def rest(self, kind: PartyKind, year: int) -> int | None:
        """Paid minus due: the rounding leftover when it is within a krona."""
        paid, due = self.of_kind(kind, year), self.due(kind, year)
        return None if paid is None or due is None else paid - due

    def findings(self, year: int) -> list[ShareFinding]:
        """Kinds of party that do not pay their share of the year; [] also when nothing is known."""
        paid = {kind: self.of_kind(kind, year) or 0 for kind in PartyKind}
        return share_findings(paid) if self.total(year) else []

    def _sum(self, payers: Sequence[Payer], year: int) -> int | None:
        known = [amount for payer in payers if (amount := self.amount(payer, year)) is not None]
        return sum(known) if known else None
