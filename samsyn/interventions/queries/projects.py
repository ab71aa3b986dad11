"""What the books say of projects."""

from samsyn.core.period import Period
from samsyn.ledger.domain.amounts import Truth
from samsyn.ledger.queries.books import Books

COST_LINES = ("costs", "depreciation")


def project_costs(books: Books, period: Period) -> dict[str, int] | None:
    """Öre of cost by project in a period; None where the books hold no vouchers, and so no projects, for it."""
    actuals = books.actuals(period)
    if actuals.truth is not Truth.VOUCHERS:
        return None
    found: dict[str, int] = {}
    for posting, amount in (actuals.movement or {}).items():
        rule = books.accounts.rule_for(posting)
        if posting[2] and rule is not None and rule.line in COST_LINES:
            found[posting[2]] = found.get(posting[2], 0) + amount
    return found
