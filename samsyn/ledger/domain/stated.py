"""What a bookkeeping file itself says of its accounts for a year: IB, UB and RES, öre with the ledger's sign."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from samsyn.ledger.domain.amounts import Actuals, Truth, balance_accounts, result_accounts
from samsyn.ledger.domain.mapping import Posting


class Stated(NamedTuple):
    """One account; None is not said."""

    ib: int | None
    ub: int | None
    res: int | None


@dataclass(frozen=True)
class StatedYear:
    """All accounts of one year, by number. False when the file says nothing of the year."""

    accounts: Mapping[int, Stated] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.accounts)

    @property
    def opening(self) -> dict[Posting, int]:
        return {(number, "", ""): row.ib for number, row in self.accounts.items() if row.ib is not None}

    @property
    def closing(self) -> dict[Posting, int]:
        return {(number, "", ""): row.ub for number, row in self.accounts.items() if row.ub is not None}

    @property
    def results(self) -> dict[Posting, int]:
        return {(number, "", ""): row.res for number, row in self.accounts.items() if row.res is not None}

    def contradicts(self, movement: Mapping[Posting, int]) -> bool:
        """True when vouchers do not add up to the file's own #RES: a selection, so the balances are the truth."""
        said = {posting[0]: amount for posting, amount in self.results.items()}
        if not said:
            return False
        sums: dict[int, int] = {}
        for (account, _, _), amount in result_accounts(movement).items():
            sums[account] = sums.get(account, 0) + amount
        return any(sums.get(account, 0) != said.get(account, 0) for account in {*sums, *said})

    def actuals(self, truth: Truth, basis: str) -> Actuals | None:
        """The year out of IB, UB and RES alone; None when neither UB nor RES is said of any account."""
        opening, closing, results = self.opening, self.closing, self.results
        if not closing and not results:
            return None
        movement = {**results, **{key: closing.get(key, 0) - opening.get(key, 0) for key in {*opening, *closing}}}
        return Actuals(
            truth,
            opening or None,
            (movement if opening else results) if results else None,
            balance_accounts(closing) if closing else None,
            basis=basis,
        )
