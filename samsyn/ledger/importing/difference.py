"""What a new file changes against the one that the books hold. Pure; both files are read with the same eyes.

Only a short mark per voucher is kept, so that two years of 300 000 vouchers can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from samsyn.ledger.domain.sie import Balance, SieFile, Voucher

SAMPLES = 50  # vouchers named one by one
ACCOUNTS = 200


class Mark(NamedTuple):
    """Enough of a voucher to see that another one differs, and to name it."""

    content: int
    date: str
    amount: int


def amount_of(voucher: Voucher) -> int:
    """The sum of its booked debits in öre."""
    return sum(row.amount for row in voucher.rows if row.kind == "T" and row.amount > 0)


def mark_of(voucher: Voucher) -> Mark:
    """Date, text and booked rows decide; file positions and signatures do not."""
    rows = tuple((row.account, row.objects, row.amount, row.text) for row in voucher.rows if row.kind == "T")
    return Mark(hash((voucher.date, voucher.text, rows)), voucher.date, amount_of(voucher))


def _name(voucher: Voucher) -> str:
    return f"{voucher.series} {voucher.number}".strip() or "utan nummer"


class _Booked:
    """Sums per account over the vouchers that are booked; faulty ones are not."""

    def __init__(self) -> None:
        self.by_account: dict[str, int] = {}

    def add(self, voucher: Voucher) -> None:
        sums = self.by_account
        for row in voucher.rows:
            if row.kind == "T":
                sums[row.account] = sums.get(row.account, 0) + row.amount


class _Names:
    """Names vouchers by series and number; a number used twice gets a counter, so that none hides another."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def key(self, voucher: Voucher) -> str:
        name = _name(voucher)
        count = self._used[name] = self._used.get(name, 0) + 1
        return name if count == 1 else f"{name} ({count})"


@dataclass
class Marks:
    """The vouchers of the file that is held; hand `take` to the reader. Faulty ones are in neither side."""

    by_name: dict[str, Mark] = field(default_factory=dict)
    sums: _Booked = field(default_factory=_Booked)
    _names: _Names = field(default_factory=_Names)

    def take(self, batch: Sequence[Voucher]) -> None:
        for voucher in batch:
            if voucher.ok:
                self.sums.add(voucher)
                self.by_name[self._names.key(voucher)] = mark_of(voucher)


@dataclass
class Comparison:
    """The vouchers of the new file against those of the held one; hand `take` to the reader, then ask `result`."""

    held: dict[str, Mark]
    added: int = 0
    changed: int = 0
    same: int = 0
    samples: list[dict[str, object]] = field(default_factory=list)
    sums: _Booked = field(default_factory=_Booked)
    _names: _Names = field(default_factory=_Names)

    def take(self, batch: Sequence[Voucher]) -> None:
        for voucher in batch:
            if voucher.ok:
                self.sums.add(voucher)
                self._one(self._names.key(voucher), mark_of(voucher))

    def _one(self, name: str, new: Mark) -> None:
        old = self.held.pop(name, None)
        if old is None:
            self.added += 1
            self._sample("ny", name, new.date, None, new.amount)
        elif old.content != new.content:
            self.changed += 1
            self._sample("ändrad", name, new.date, old.amount, new.amount)
        else:
            self.same += 1

    def _sample(self, kind: str, name: str, date: str, before: int | None, after: int | None) -> None:
        if len(self.samples) < SAMPLES:
            day = f"{date[:4]}-{date[4:6]}-{date[6:]}"
            self.samples.append({"kind": kind, "name": name, "date": day, "before": before, "after": after})

    def result(self) -> dict[str, object]:
        """Counts and samples as JSON; what is left of the held file is what the new one lacks."""
        for name, old in self.held.items():
            self._sample("borttagen", name, old.date, old.amount, None)
        return {
            "added": self.added,
            "changed": self.changed,
            "removed": len(self.held),
            "same": self.same,
            "samples": self.samples,
        }


def outcome(file: SieFile, booked: _Booked) -> dict[str, int]:
    """Each account's balance at the end in öre: opening balance and vouchers, or what a file without vouchers states.

    Vouchers come first here as in the reports, so that a file whose own sums are wrong shows what it would really do.
    """
    kept = file.balances.get(0, {})
    if not booked.by_account:
        return {account: _stated(balance) for account, balance in kept.items()}
    values = dict(booked.by_account)
    for account, balance in kept.items():
        values[account] = values.get(account, 0) + (balance.ib or 0)
    return values


def _stated(balance: Balance) -> int:
    """UB or RES, or the opening balance when the file says nothing more."""
    return next((amount for amount in (balance.ub, balance.res, balance.ib) if amount is not None), 0)


def account_changes(old: SieFile, marks: Marks, new: SieFile, comparison: Comparison) -> list[dict[str, object]]:
    """Accounts whose closing balance differs, with both amounts in öre, by number."""
    before, after = outcome(old, marks.sums), outcome(new, comparison.sums)
    changed = [a for a in {*before, *after} if before.get(a, 0) != after.get(a, 0)]
    return [
        {"number": account, "name": _account_name(account, new, old), "before": before.get(account, 0),
         "after": after.get(account, 0)}
        for account in sorted(changed, key=int)
    ]  # fmt: skip


def _account_name(account: str, *files: SieFile) -> str:
    return next((file.accounts[account].name for file in files if account in file.accounts), "")
