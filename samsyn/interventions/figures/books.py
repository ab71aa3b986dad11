"""What the books say of interventions: the debt to them."""

from samsyn.core.figure import Scope
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.domain.mapping import MappedRow
from samsyn.ledger.queries.books import Books

DEBT_LINE = "current_liabilities"
_NAMED = "insats"  # a note row of debts to interventions says so


def debt_rows(portfolio: Portfolio, books: Books, year: int) -> list[tuple[int, MappedRow]]:
    """(note, row) of the debt to interventions: the row of the account chosen for it, else rows that name insatser."""
    account = portfolio.accounts.get("accrued")
    chosen = books.accounts.rule_for((account, "", "")) if account else None
    rules = [rule for rule in books.accounts.rules if rule.line == DEBT_LINE and rule.note]
    named = [rule for rule in rules if _NAMED in rule.note_row.casefold()]
    wanted = [chosen] if chosen is not None and chosen in rules and not named else named
    return [
        (note, row)
        for note in sorted({rule.note for rule in wanted if rule.note})
        for row in books.accounts.note_rows(note, "arsredovisning", year)
        if any(rule in wanted for rule in row.rules)
    ]


def debt(portfolio: Portfolio, books: Books, scope: Scope) -> int | None:
    """The debt to interventions in the books at the period's end, öre; None where no row holds it."""
    rows = debt_rows(portfolio, books, scope.period.year)
    amounts = [books.evaluation(scope).rules_sum(row.rules) for _, row in rows]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if amounts and len(known) == len(amounts) else None
