"""Reads of the kontokoppling: which accounts are used and not placed, what changed, what the page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.ledger.definitions.presets import PRESETS, TAX_ACCOUNTS
from samsyn.ledger.definitions.statements import BALANCE_LINES, INCOME_LINES, Line
from samsyn.ledger.domain.amounts import balance_accounts, result_accounts
from samsyn.ledger.domain.mapping import AccountMap, Posting, Rule, slug
from samsyn.ledger.models import MappingRow, PlanRow
from samsyn.ledger.queries.books import Books

# --- which accounts are used, and where they stand ------------------------------------------------------------------


@dataclass(frozen=True)
class Unplaced:
    """A used account that no row takes: öre by year with the ledger's sign; `planned` years have it in a plan."""

    account: int
    name: str
    amounts: Mapping[int, int] = field(default_factory=dict, hash=False)
    planned: tuple[int, ...] = ()

    @property
    def tax(self) -> bool:
        return self.account in TAX_ACCOUNTS

    @property
    def latest_year(self) -> int | None:
        return max(self.amounts, default=None)


@dataclass(frozen=True)
class Coverage:
    """How complete the mapping is over all years the books know."""

    used: int
    unplaced: tuple[Unplaced, ...]
    years: tuple[int, ...]

    @property
    def complete(self) -> bool:
        return self.used > 0 and not self.unplaced


def coverage(books: Books) -> Coverage:
    """Every account used in any year's books or any plan in force, and those on no row."""
    used: set[int] = set()
    amounts: dict[int, dict[int, int]] = {}
    years = sorted(books.years(), reverse=True)
    read: list[int] = []
    for year in years:
        postings = _postings(books, year)
        read += [year] if postings else []
        used |= {account for account, _, _ in postings}
        for account, amount in books.accounts.unmapped(postings).items():
            amounts.setdefault(account, {})[year] = amount
    planned = _planned(books, amounts)
    unplaced = tuple(
        Unplaced(account, books.account_names.get(account, ""), amounts.get(account, {}), planned.get(account, ()))
        for account in sorted({*amounts, *planned})
    )
    return Coverage(len(used | set(planned)), unplaced, tuple(read))


def _postings(books: Books, year: int) -> Mapping[Posting, int]:
    """Result accounts' movements and balance accounts' closing for a year, or for the part of it the file covers."""
    item = books.imports.get(year)
    month = item.covers_to.month if item and item.partial and item.covers_to else 12
    actuals = books.actuals(Period(year, month))
    return {**result_accounts(actuals.movement or {}), **balance_accounts(actuals.closing or {})}


def _planned(books: Books, amounts: Mapping[int, Mapping[int, int]]) -> dict[int, tuple[int, ...]]:
    rows = PlanRow.objects.filter(association=books.association, plan__in_force=True, account__isnull=False)
    found: dict[int, set[int]] = {}
    for number, year in rows.order_by().values_list("account", "plan__year").distinct():
        account = number or 0
        if account in amounts or books.accounts.rule_for((account, "", "")) is None:
            found.setdefault(account, set()).add(year)
    return {account: tuple(sorted(years)) for account, years in found.items()}


def suggestion(accounts: AccountMap, account: int) -> Rule | None:
    """The row an unplaced account probably belongs on: its nearest neighbour's, else företags-BAS's."""
    if account in TAX_ACCOUNTS:
        return None
    near = [rule for rule in accounts.rules if not rule.dimension and rule.account_from // 100 == account // 100]
    if near:
        return min(near, key=lambda rule: min(abs(rule.account_from - account), abs(rule.account_to - account)))
    proposed = AccountMap(PRESETS["bas"].rules).rule_for((account, "", ""))
    if proposed is None:
        return None
    same = [rule for rule in accounts.rules if slug(rule.note_row) == slug(proposed.note_row) and rule.note_row]
    line = [rule for rule in places(accounts).values() if rule.line == proposed.line]
    return same[0] if same else line[0] if len(line) == 1 else None


# --- the page -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MappingGroup:
    """The rows that feed one statement line, in order."""

    line: Line
    rows: tuple[MappingRow, ...]


@dataclass(frozen=True)
class StatementGroups:
    title: str
    groups: tuple[MappingGroup, ...]


def groups(association: Association) -> list[StatementGroups]:
    """The mapping by statement and line, for the page: one query."""
    rows = list(MappingRow.objects.filter(association=association).order_by("position", "account_from"))
    return [
        StatementGroups("Resultaträkning", _groups(INCOME_LINES, rows)),
        StatementGroups("Balansräkning", _groups(BALANCE_LINES, rows)),
    ]


def _groups(lines: Sequence[Line], rows: Iterable[MappingRow]) -> tuple[MappingGroup, ...]:
    rows = list(rows)
    found = (MappingGroup(line, tuple(row for row in rows if row.line == line.key)) for line in lines)
    return tuple(group for group in found if group.rows)


def places(accounts: AccountMap) -> dict[str, Rule]:
    """Every distinct row an account can be put on, by a stable key, in the order of the mapping."""
    found: dict[str, Rule] = {}
    for rule in accounts.rules:
        found.setdefault(place_key(rule), rule)
    return found


def place_key(rule: Rule) -> str:
    """The same for rules that feed the same line, note row and operating row."""
    parts = [rule.line, str(rule.note or ""), slug(rule.note_row) if rule.note_row else "", slug(rule.operating_row)]
    return ".".join(parts)


def place_name(rule: Rule) -> str:
    """'Kortfristiga skulder – not 5 Leverantörsskulder'."""
    name = f"{rule.target.label} – not {rule.note} {rule.note_row}" if rule.note else rule.target.label
    shown = rule.operating_row and slug(rule.operating_row) != slug(rule.note_row)
    return f"{name} (driftrad {rule.operating_row})" if shown else name
