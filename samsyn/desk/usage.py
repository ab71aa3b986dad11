"""Where a figure is used: rows of statements and notes, and the totals it is part of. From definitions alone."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from samsyn.core.figure import Link, Measure, Scope
from samsyn.interventions.figures.sources import AMOUNTS
from samsyn.ledger.definitions.statements import BALANCE_TOTALS, CASH_FLOW, INCOME_TOTALS, Total
from samsyn.reports.definitions.statements import BALANCE, CASH, INCOME, OVERVIEW, REQUIREMENT, Rows

Use = tuple[str, Link]
STATEMENTS: Sequence[tuple[str, str, Rows, dict[str, str]]] = (
    ("Resultaträkning", "reports:income", INCOME, {"visa": "resultat"}),
    ("Balansräkning", "reports:balance", BALANCE, {}),
    ("Kassaflödesanalys", "reports:cashflow", CASH, {}),
    ("Balanskravsutredning", "reports:requirement", REQUIREMENT, {}),
)
OVERVIEW_PAGE = frozenset(
    {"ledger.result", "ledger.revenue", "ledger.costs", "ledger.equity", "ledger.equity_limit",
     "ledger.equity_above_limit", "ledger.equity_of_contributions", "commitments.remaining"}
)  # fmt: skip
_PLANNED = ("reports:income", "reports:operating")


def used_in(key: str, scope: Scope) -> tuple[Use, ...]:
    """Pages whose tables show the figure, then the totals that it is a term of, all in the figure's own period."""
    pages = [*_statements(key), *_rows(key)] if scope.measure is Measure.ACTUAL else [
        use for use in (*_statements(key), *_rows(key)) if use[1].view in _PLANNED
    ]  # fmt: skip
    own = [(label, Link(link.view, {**link.kwargs, "period": scope.period.code}, link.query, link.fragment))
           for label, link in pages]  # fmt: skip
    return (*own, *_totals(key, scope))


@lru_cache(maxsize=500)
def _statements(key: str) -> tuple[Use, ...]:
    found: list[Use] = []
    for title, view, rows, query in STATEMENTS:
        found += [(f"{title}, {row.label.lower()}", Link(view, {}, query)) for row in rows if row.figure == key]
    found += [
        (f"Översikt flera år, {row.label.lower()}", Link("reports:overview_years"))
        for row in OVERVIEW
        if row.figure == key
    ]
    if key in OVERVIEW_PAGE:
        found.append(("Översikt", Link("desk:overview")))
    return tuple(found)


def _rows(key: str) -> Iterable[Use]:
    """The association's own rows: notes, the operating statement, the cost split."""
    parts = key.split(".")
    if key.startswith("ledger.note") and len(parts) > 2:
        number = parts[1].removeprefix("note")
        yield f"Not {number}", Link("reports:notes", fragment=f"not-{number}")
    elif key.startswith("ledger.operating."):
        yield "Resultat och budget", Link("reports:income")
        yield "Driftredovisning", Link("reports:operating")
    elif key.startswith("ledger.split."):
        yield "Kostnadsfördelning", Link("reports:cost_split")
    elif key.startswith("commitments."):
        yield "Noter, återstående belopp", Link("reports:notes", fragment="not-6")
        if key.removeprefix("commitments.") in AMOUNTS:
            yield "Insatsernas ekonomi", Link("reports:interventions")
    elif key.startswith(("intervention.", "interventions.")):
        yield "Insatsernas ekonomi", Link("reports:interventions")
    elif key.startswith("association.contribution"):
        yield "Medlemsbidrag", Link("associations:contributions")
    elif key == "ledger.audit_cost":
        yield "Not 2, varav räkenskapsrevision", Link("reports:notes", fragment="not-2")


def _totals(key: str, scope: Scope) -> Sequence[Use]:
    """Totals that the figure is a term of, each a figure with an explanation of its own."""
    totals = (item for item in (*INCOME_TOTALS, *BALANCE_TOTALS, *CASH_FLOW) if isinstance(item, Total))
    return [
        (f"Siffran {item.label.lower()}", Link("desk:figure", {"key": f"ledger.{item.key}", "scope": scope.code,
                                                               "period": scope.period.code}))
        for item in totals
        if key.removeprefix("ledger.") in item.terms
    ]  # fmt: skip
