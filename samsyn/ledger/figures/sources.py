"""What stands behind a figure of the ledger: accounts with their vouchers, rows of a plan, an earlier report."""

from collections.abc import Callable, Iterable, Sequence

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, Value
from samsyn.core.period import Period
from samsyn.ledger.definitions.statements import Basis
from samsyn.ledger.domain.amounts import PlanAmount, Truth, plan_amount
from samsyn.ledger.domain.mapping import Rule
from samsyn.ledger.queries.books import Books


def account_link(account: int, period: Period) -> Link:
    """The account's ledger card in the figure's own period, which need not be the page's: its vouchers."""
    return Link("ledger:account", {"number": account, "period": period.code})


def account_rows(books: Books, scope: Scope, rules: Iterable[Rule], *, card: Period | None = None) -> list[SourceRow]:
    """Accounts that feed some rules in a period, with printed sign, each with a door to its vouchers, or to the files
    when the period is known only by its balances.

    `card` is the period of the ledger card that the door leads to, when it is another.
    """
    wanted = set(rules)
    actuals = books.actuals(scope.period)
    sums: dict[int, int] = {}
    for basis, amounts in ((Basis.MOVEMENT, actuals.movement), (Basis.CLOSING, actuals.closing)):
        for posting, amount in (amounts or {}).items():
            rule = books.accounts.rule_for(posting)
            if rule in wanted and rule is not None and rule.target.basis is basis:
                printed = (-amount if rule.target.credit else amount) * rule.sign
                sums[posting[0]] = sums.get(posting[0], 0) + printed
    shown = card or scope.period
    has_vouchers = books.actuals(shown).truth is Truth.VOUCHERS
    return [
        SourceRow(
            f"{account:04d} {books.account_names.get(account, '')}".strip(),
            amount,
            account_link(account, shown) if has_vouchers else Link("ledger:import"),
        )
        for account, amount in _telling(sums)
    ]


def _telling(sums: dict[int, int]) -> list[tuple[int, int]]:
    """The accounts that make the amount; when all are zero every one, since their vouchers took each other out."""
    rows = sorted(sums.items())
    return [(account, amount) for account, amount in rows if amount] or rows


def plan_rows(books: Books, scope: Scope, rules: Iterable[Rule], *, operating: bool = False) -> list[SourceRow]:
    """Rows of the plan that feed some rules, each with a door to the plan; a row placed by its own mapping says so."""
    plan = books.plan(scope)
    if plan is None:
        return []
    wanted = set(rules)
    month = 12 if scope.measure is Measure.FORECAST else scope.period.month
    placed = books.plan_on_rules(plan, month)
    own = {id(row): target for row, _, target in placed.moved}
    sums: dict[tuple[str, str], int] = {}
    for row in plan.rows:
        rule = _rule_of(books, row)
        where = own.get(id(row), rule) if operating else rule
        if where in wanted:
            note = row.reason or (f"budgeterad som {row.operating_row}" if id(row) in own else "")
            key = (_name_of(books, row), note)
            sums[key] = sums.get(key, 0) + plan_amount(row, month)
    link = Link("ledger:plan", {"pk": plan.pk})
    return [SourceRow(label, amount, link, note) for (label, note), amount in sums.items()]


def _rule_of(books: Books, row: PlanAmount) -> Rule | None:
    if row.account is not None:
        return books.accounts.rule_for((row.account, "", ""))
    return books.accounts.rule_by_wording(row.row, row.note)


def _name_of(books: Books, row: PlanAmount) -> str:
    return row.row if row.account is None else f"{row.account:04d} {books.account_names.get(row.account, '')}".strip()


def source_rows(books: Books, scope: Scope, rules: Sequence[Rule], *, operating: bool = False) -> list[SourceRow]:
    """The rows behind a sum over rules, whatever the measure."""
    if scope.measure is Measure.ACTUAL:
        return account_rows(books, scope, rules)
    if scope.measure is Measure.DEVIATION:
        return account_rows(books, Scope(scope.period), rules)
    return plan_rows(books, scope, rules, operating=operating)


def compared_with(books: Books, scope: Scope) -> Scope:
    """The plan that a deviation is measured against: the revised budget when there is one."""
    revised = Scope(scope.period, Measure.REVISED)
    return revised if books.plan(revised) else Scope(scope.period, Measure.BUDGET)


def deviation_parts(books: Books, key: str, scope: Scope, value: Callable[[str, Scope], Value]) -> tuple[Part, ...]:
    """Outcome − budget, each a door of its own."""
    outcome, against = Scope(scope.period), compared_with(books, scope)
    return (
        Part(f"Utfall {scope.period.label}", value(key, outcome), "", key, outcome),
        Part(against.label.capitalize(), value(key, against), "−", key, against),
    )


def explained(
    books: Books,
    figure: Figure,
    scope: Scope,
    value: Value,
    *,
    parts: Sequence[Part] = (),
    sources: Sequence[SourceRow] = (),
    remarks: Sequence[str] = (),
) -> Explanation:
    """An explanation with what all figures of the ledger share: which data was used and when it last changed."""
    item = books.imports.get(scope.period.year)
    changed = item.confirmed if item and scope.measure in (Measure.ACTUAL, Measure.DEVIATION) else None
    plan = books.plan(scope) if scope.measure not in (Measure.ACTUAL, Measure.DEVIATION) else None
    return Explanation(
        figure,
        scope,
        value,
        tuple(parts),
        tuple(sources),
        books.evaluation(scope).basis,
        plan.created if plan else changed,
        item.confirmed_by if item and changed else "",
        remarks=tuple(remarks),
    )
