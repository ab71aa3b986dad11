"""Budget and forecast as values: what two versions share, a forecast's proposal, the table a person types in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from samsyn.core.money import NBSP, Unit, in_unit
from samsyn.core.period import MONTHS
from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.mapping import AccountMap, Rule, slug

BUDGET, REVISED, FORECAST = "budget", "reviderad", "prognos"
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FROM_LEDGER = "#PBUDGET"  # how the origin of a budget out of a SIE file begins
_TERTIALS = {4: "Prognos T1", 8: "Prognos T2", 12: "Prognos T3"}
NOT_PLANNED = ("result_transfer",)

Target = tuple[int | None, str, int | None]
"""What an amount is planned for: (account, '', None) or (None, stable name of a row, its note)."""


def target(row: PlanAmount) -> Target:
    """The account, or the row by its wording's stable name and its note."""
    return (row.account, "", None) if row.account is not None else (None, slug(row.row), row.note)


def sums(rows: Iterable[PlanAmount]) -> dict[Target, int]:
    """Öre for the whole year by target."""
    total: dict[Target, int] = {}
    for row in rows:
        total[target(row)] = total.get(target(row), 0) + row.amount
    return total


def same_amounts(first: Iterable[PlanAmount], second: Iterable[PlanAmount]) -> bool:
    """True when two versions plan the same öre for every target of the year; how months share it does not matter."""
    one, other = sums(first), sums(second)
    return all(one.get(key, 0) == other.get(key, 0) for key in {*one, *other})


def total(rows: Iterable[PlanAmount]) -> int:
    """The planned result in öre: every row has the result's sign, so the result is their sum."""
    return sum(row.amount for row in rows)


def version_name(kind: str, month: int, origin: str = "") -> str:
    """'Budget ur bokföringen', 'Reviderad budget', 'Prognos T2', 'Prognos efter maj'."""
    if kind == FORECAST:
        return _TERTIALS.get(month) or (f"Prognos efter {MONTHS[month - 1]}" if month else "Prognos")
    name = "Budget" if kind == BUDGET else "Reviderad budget"
    return f"{name} ur bokföringen" if origin.startswith(FROM_LEDGER) else name


def odd_signs(accounts: AccountMap, rows: Iterable[PlanAmount]) -> list[PlanAmount]:
    """Rows whose sign is unusual for their line: a cost with plus, an income with minus. Often a forgotten minus."""
    found = []
    for row in rows:
        rule = _rule(accounts, row)
        if rule and ((rule.line == "costs" and row.amount > 0) or (rule.line == "revenue" and row.amount < 0)):
            found.append(row)
    return found


def _rule(accounts: AccountMap, row: PlanAmount) -> Rule | None:
    if row.account is not None:
        return accounts.rule_for((row.account, "", ""))
    return accounts.rule_by_wording(row.row, row.note)


# --- report rows --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReportRow:
    """A row that a plan can be made on: a row of a note, or a statement line that has no note."""

    label: str
    note: int | None
    line: str

    @property
    def name(self) -> str:
        return f"{self.label} (not{NBSP}{self.note})" if self.note else self.label


def report_row(rule: Rule) -> ReportRow:
    """The row of a report where a rule prints: of its note, else its line."""
    return ReportRow(rule.note_row if rule.note else rule.target.label, rule.note, rule.line)


def report_rows(accounts: AccountMap) -> list[ReportRow]:
    """Every row of the income statement that can be planned, in the order of the mapping."""
    rules = [r for r in accounts.rules if r.target.basis is Basis.MOVEMENT and r.line not in NOT_PLANNED]
    return list(dict.fromkeys(report_row(rule) for rule in rules))


def on_report_rows(amounts: Mapping[Rule, int]) -> dict[ReportRow, int]:
    """Amounts per rule as amounts per report row."""
    rows: dict[ReportRow, int] = {}
    for rule, amount in amounts.items():
        if rule.line not in NOT_PLANNED:
            rows[report_row(rule)] = rows.get(report_row(rule), 0) + amount
    return rows


# --- a forecast's proposal ----------------------------------------------------------------------------------------


class Method(StrEnum):
    """How the rest of the year is guessed."""

    BUDGET = "budget"  # outcome so far + what the budget has left
    PACE = "takt"  # outcome so far, at the same pace to the year's end


def at_pace(outcome: int, month: int) -> int:
    """Öre for the whole year when `month` months gave `outcome`; half up on the absolute value."""
    whole, rest = divmod(abs(outcome) * 12, month)
    whole += 2 * rest >= month
    return -whole if outcome < 0 else whole


def whole_kronor(ore: int) -> int:
    """Öre rounded half up to whole kronor: nobody forecasts öre."""
    return in_unit(ore, Unit.KR) * 100


def propose(
    order: Sequence[ReportRow],
    outcome: Mapping[ReportRow, int],
    budget: Mapping[ReportRow, int],
    budget_so_far: Mapping[ReportRow, int],
    month: int,
    method: Method,
) -> list[PlanAmount]:
    """A forecast for the whole year in whole kronor on report rows, made after `month` (1–12); empty rows left out."""
    rows = []
    for item in order:
        so_far = outcome.get(item, 0)
        left = budget.get(item, 0) - budget_so_far.get(item, 0)
        guess = whole_kronor(so_far + left if method is Method.BUDGET else at_pace(so_far, month))
        if guess or so_far or budget.get(item):
            rows.append(PlanAmount(guess, row=item.label, note=item.note, proposed=guess))
    return rows


# --- two versions side by side ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One line of a comparison, öre; `account` when both versions are made on accounts."""

    first: int
    second: int
    account: int | None = None
    row: ReportRow | None = None

    @property
    def change(self) -> int:
        return self.second - self.first


def compare(accounts: AccountMap, first: Sequence[PlanAmount], second: Sequence[PlanAmount]) -> list[Difference]:
    """By account when both are made on accounts, else by report row; rows no rule takes stand under their own name."""
    if all(row.account is not None for row in (*first, *second)):
        one, other = sums(first), sums(second)
        numbers = sorted({key[0] or 0 for key in (*one, *other)})
        return [Difference(one.get((n, "", None), 0), other.get((n, "", None), 0), account=n) for n in numbers]
    old, new = _by_row(accounts, first), _by_row(accounts, second)
    order = {row: place for place, row in enumerate(report_rows(accounts))}
    rows = sorted({*old, *new}, key=lambda row: (order.get(row, len(order)), row.label))
    return [Difference(old.get(row, 0), new.get(row, 0), row=row) for row in rows]


def _by_row(accounts: AccountMap, rows: Iterable[PlanAmount]) -> dict[ReportRow, int]:
    found: dict[ReportRow, int] = {}
    for row in rows:
        rule = _rule(accounts, row)
        key = report_row(rule) if rule else ReportRow(row.row or f"Konto {row.account:04d}", row.note, "")
        found[key] = found.get(key, 0) + row.amount
    return found


# --- the table a person types in ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class GridRow:
    """One target of a plan: either an amount for the year or amounts by month (1–12), öre."""

    account: int | None = None
    row: str = ""
    note: int | None = None
    operating_row: str = ""
    year: int | None = None
    months: Mapping[int, int] = field(default_factory=dict, hash=False)
    proposed: int | None = None
    reason: str = ""

    @property
    def total(self) -> int:
        return (self.year or 0) + sum(self.months.values())

    def amounts(self) -> list[PlanAmount]:
        """The rows this target is stored as."""
        base = PlanAmount(
            0, self.account, self.row, self.note, self.operating_row, reason=self.reason, proposed=self.proposed
        )
        if self.months:
            return [replace(base, amount=amount, month=month) for month, amount in sorted(self.months.items())]
        return [] if self.year is None else [replace(base, amount=self.year)]


def grid(rows: Iterable[PlanAmount]) -> list[GridRow]:
    """A plan's rows gathered by target, in the order they come. A target that has both year and months keeps months:
    the year's amount is put on January to December evenly, so that nothing is lost."""
    groups: dict[tuple[Target, str], list[PlanAmount]] = {}
    for row in rows:
        groups.setdefault((target(row), row.operating_row), []).append(row)
    return [_grid_row(group) for group in groups.values()]


def _grid_row(group: list[PlanAmount]) -> GridRow:
    first = group[0]
    months: dict[int, int] = {}
    year: int | None = None
    for row in group:
        if row.month is None:
            year = (year or 0) + row.amount
        else:
            months[row.month] = months.get(row.month, 0) + row.amount
    if months and year is not None:
        for month, amount in enumerate(spread(year), start=1):
            months[month] = months.get(month, 0) + amount
        year = None
    proposed = [row.proposed for row in group if row.proposed is not None]
    return GridRow(
        first.account, first.row, first.note, first.operating_row, year, months,
        sum(proposed) if proposed else None, next((row.reason for row in group if row.reason), ""),
    )  # fmt: skip


def spread(amount: int) -> list[int]:
    """A year's öre over twelve months in whole kronor where that is possible; the last months carry the rest."""
    unit = 100 if amount % 100 == 0 else 1
    whole, rest = divmod(abs(amount) // unit, 12)
    sign = -1 if amount < 0 else 1
    return [sign * unit * (whole + (place >= 12 - rest)) for place in range(12)]
