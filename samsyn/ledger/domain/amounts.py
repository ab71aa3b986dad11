"""What is known of the books for a period, and the same for a plan: amounts on rules, not yet statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.mapping import AccountMap, Posting, Rule

FIRST_RESULT_ACCOUNT = 3000
FIRST_INTERNAL_ACCOUNT = 9000


class Truth(StrEnum):
    """Which source a year's figures come from, in the order of truth."""

    VOUCHERS = "årets verifikationer"
    STATED = "saldon i årets bokföringsfil"
    NEXT_FILE = "jämförelsetal i nästa års bokföringsfil"
    HISTORY = "tidigare årsredovisning"


@dataclass(frozen=True)
class Actuals:
    """The books for a period, ledger sign (debit +), öre. None means not known.

    `opening` and `closing` hold balance accounts, `movement` all accounts. `history` holds printed line amounts of
    years without books.
    """

    truth: Truth | None
    opening: Mapping[Posting, int] | None = None
    movement: Mapping[Posting, int] | None = None
    closing: Mapping[Posting, int] | None = None
    history: Mapping[str, int] = field(default_factory=dict)
    basis: str = ""  # in words, with the file and its date


@dataclass(frozen=True)
class PlanAmount:
    """A row of a budget or forecast, öre with the result's sign, on an account or on a row by its wording."""

    amount: int
    account: int | None = None
    row: str = ""
    note: int | None = None
    operating_row: str = ""
    month: int | None = None
    reason: str = ""
    proposed: int | None = None


def add(*many: Mapping[Posting, int] | None) -> dict[Posting, int]:
    """Sums by posting."""
    total: dict[Posting, int] = {}
    for amounts in many:
        for posting, amount in (amounts or {}).items():
            total[posting] = total.get(posting, 0) + amount
    return total


def is_result(account: int) -> bool:
    """Whether an account is of the income statement (BAS classes 3–8)."""
    return FIRST_RESULT_ACCOUNT <= account < FIRST_INTERNAL_ACCOUNT


def result_accounts(amounts: Mapping[Posting, int]) -> dict[Posting, int]:
    """Only the amounts on accounts of the income statement."""
    return {posting: amount for posting, amount in amounts.items() if is_result(posting[0])}


def balance_accounts(amounts: Mapping[Posting, int]) -> dict[Posting, int]:
    """Balance accounts and internal ones (class 9), which must not vanish."""
    return {posting: amount for posting, amount in amounts.items() if not is_result(posting[0])}


def on_rules(accounts: AccountMap, amounts: Mapping[Posting, int], basis: Basis) -> dict[Rule, int]:
    """Amounts on the rules that take them, with the sign their line prints. Postings no rule takes are left out."""
    sums: dict[Rule, int] = {}
    for posting, amount in amounts.items():
        rule = accounts.rule_for(posting)
        if rule is not None and rule.target.basis is basis:
            printed = (-amount if rule.target.credit else amount) * rule.sign
            sums[rule] = sums.get(rule, 0) + printed
    return sums


@dataclass(frozen=True)
class PlanOnRules:
    """A plan's amounts per rule, once as the accounts are mapped and once as its rows were decided."""

    leaves: Mapping[Rule, int]
    operating: Mapping[Rule, int]
    lost: tuple[PlanAmount, ...] = ()  # rows that no rule takes
    moved: tuple[tuple[PlanAmount, Rule, Rule], ...] = ()  # row, by its account, by its own mapping


def part_of_year(amount: int, month: int) -> int:
    """The share of a year's amount that falls in its first `month` months, spread evenly, öre half up."""
    whole, rest = divmod(abs(amount) * month, 12)
    whole += 2 * rest >= 12
    return -whole if amount < 0 else whole


def plan_amount(row: PlanAmount, month: int) -> int:
    """What of a plan's row falls in January to `month`."""
    if row.month is None:
        return row.amount if month == 12 else part_of_year(row.amount, month)
    return row.amount if row.month <= month else 0


def by_account(rows: Iterable[PlanAmount]) -> bool:
    """Whether every row of a plan is on an account: only then is an account without a row planned to be zero."""
    return all(row.account is not None for row in rows)


def plan_on_rules(accounts: AccountMap, rows: Iterable[PlanAmount], month: int = 12) -> PlanOnRules:
    """Place a plan's rows on rules: by account, or by a row's wording; its own operating row decides where it shows."""
    leaves: dict[Rule, int] = {}
    operating: dict[Rule, int] = {}
    lost: list[PlanAmount] = []
    moved: list[tuple[PlanAmount, Rule, Rule]] = []
    for row in rows:
        if row.account is not None:
            rule = accounts.rule_for((row.account, "", ""))
        else:
            rule = accounts.rule_by_wording(row.row, row.note)
        if rule is None or rule.target.basis is not Basis.MOVEMENT:
            lost.append(row)
            continue
        amount = plan_amount(row, month)
        leaves[rule] = leaves.get(rule, 0) + amount
        own = accounts.rule_by_wording(row.operating_row) if row.operating_row else None
        if own is not None and own.operating_row != rule.operating_row:
            moved.append((row, rule, own))
        else:
            own = rule
        operating[own] = operating.get(own, 0) + amount
    return PlanOnRules(leaves, operating, tuple(lost), tuple(moved))
