"""Kostnadsfördelning: costs on individual, structural and administrative work by the association's allocation keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from samsyn.core.money import round_half_up
from samsyn.ledger.domain.mapping import Posting


class Share(StrEnum):
    """What a cost is for, in kostnadsfördelningen."""

    INDIVIDUAL = "individual"
    STRUCTURE = "structure"
    ADMINISTRATION = "administration"


SHARE_LABELS: Mapping[Share, str] = {
    Share.INDIVIDUAL: "Individinriktade insatser",
    Share.STRUCTURE: "Strukturövergripande insatser",
    Share.ADMINISTRATION: "Administration",
}


@dataclass(frozen=True)
class SplitRule:
    """One allocation key; see models.CostRule. Percentages add up to 100."""

    label: str
    account_from: int
    account_to: int
    cost_centre: str = ""
    project: str = ""
    from_year: int | None = None
    to_year: int | None = None
    individual: Decimal = Decimal(0)
    structure: Decimal = Decimal(0)
    administration: Decimal = Decimal(0)

    def takes(self, posting: Posting, year: int) -> bool:
        account, centre, project = posting
        return (
            self.account_from <= account <= self.account_to
            and self.cost_centre in ("", centre)
            and self.project in ("", project)
            and (self.from_year or year) <= year <= (self.to_year or year)
        )

    def percent(self, share: Share) -> Decimal:
        return {
            Share.INDIVIDUAL: self.individual,
            Share.STRUCTURE: self.structure,
            Share.ADMINISTRATION: self.administration,
        }[share]


@dataclass(frozen=True)
class Split:
    """Amounts in öre, printed sign (cost −), per share and sub-row; `left` fell under no rule."""

    shares: Mapping[Share, int]
    rows: Mapping[tuple[Share, str], int]
    accounts: Mapping[tuple[Share, int], int]
    left: int

    @property
    def total(self) -> int:
        return sum(self.shares.values()) + self.left


def allocate(amount: int, rule: SplitRule) -> dict[Share, int]:
    """An amount by a rule's percentages, to the öre: what rounding leaves goes to the rule's last share."""
    used = [share for share in Share if rule.percent(share)]
    parts = {share: int(round_half_up(amount * rule.percent(share) / 100)) for share in used}
    if used:
        parts[used[-1]] += amount - sum(parts.values())
    return parts


def split(costs: Mapping[Posting, int], rules: Sequence[SplitRule], year: int, without: Iterable[str] = ()) -> Split:
    """Divide costs (öre, cost −) by the first rule that takes each posting; projects in `without` are left out."""
    left_out = set(without)
    shares = dict.fromkeys(Share, 0)
    rows: dict[tuple[Share, str], int] = {}
    accounts: dict[tuple[Share, int], int] = {}
    left = 0
    for posting, amount in costs.items():
        if posting[2] in left_out and posting[2]:
            continue
        rule = next((rule for rule in rules if rule.takes(posting, year)), None)
        if rule is None:
            left += amount
            continue
        for share, part in allocate(amount, rule).items():
            shares[share] += part
            rows[share, rule.label] = rows.get((share, rule.label), 0) + part
            accounts[share, posting[0]] = accounts.get((share, posting[0]), 0) + part
    return Split(shares, rows, accounts, left)
