"""Lines and totals of the statements as figures: `ledger.revenue`, `ledger.result`, `ledger.cash.total` …"""

from collections.abc import Iterable, Mapping

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.ledger.definitions.statements import (
    BALANCE_LINES,
    BALANCE_TOTALS,
    CASH_FLOW,
    EQUITY,
    INCOME_LINES,
    INCOME_TOTALS,
    Derived,
    Line,
    Total,
)
from samsyn.ledger.domain.amounts import Truth
from samsyn.ledger.domain.mapping import Rule
from samsyn.ledger.figures.sources import account_rows, deviation_parts, explained, source_rows
from samsyn.ledger.queries.books import Books

PREFIX = "ledger."
_ITEMS: Mapping[str, Line | Total | Derived] = {
    item.key: item for item in (*INCOME_LINES, *INCOME_TOTALS, *BALANCE_LINES, *EQUITY, *BALANCE_TOTALS, *CASH_FLOW)
}
FIGURES = tuple(Figure(PREFIX + item.key, item.label, Unit.KR, item.definition, item.law) for item in _ITEMS.values())
_EQUITY_ACCOUNTS = ("result_account", "other_equity", "result_reserve")
_BEHIND: Mapping[str, tuple[str, ...]] = {  # which lines' accounts stand behind a derived line
    "equity": (*_EQUITY_ACCOUNTS, "result"),
    "equity_result": ("result",),
    "equity_rest": _EQUITY_ACCOUNTS,
    "opening_equity": _EQUITY_ACCOUNTS,
    "cash.result": ("result",),
    "cash.depreciation": ("depreciation",),
    "cash.provisions": ("provisions",),
    "cash.other": _EQUITY_ACCOUNTS,
    "cash.liabilities": ("current_liabilities",),
    "cash.receivables": ("receivables", "inventory"),
    "cash.investing": ("fixed_assets", "infrastructure", "short_investments", "depreciation"),
    "cash.financing": ("long_liabilities",),
    "cash.opening": ("cash",),
    "cash.closing": ("cash",),
}
_CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {  # (operator of the closing amount, line)
    "cash.provisions": (("+", "provisions"),),
    "cash.liabilities": (("+", "current_liabilities"),),
    "cash.receivables": (("−", "receivables"), ("−", "inventory")),
    "cash.financing": (("+", "long_liabilities"),),
}


def leaf_lines(key: str) -> list[str]:
    """The lines that accounts feed, under a total or a derived line."""
    item = _ITEMS[key]
    if isinstance(item, Line):
        return [key]
    below = item.terms if isinstance(item, Total) else _BEHIND[key]
    return [leaf for term in below for leaf in leaf_lines(term)]


class LineFigures:
    """Every line and total of income statement, balance sheet and cash flow."""

    def __init__(self, books: Books) -> None:
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return FIGURES

    def value(self, key: str, scope: Scope) -> Value:
        name = key.removeprefix(PREFIX)
        if name not in _ITEMS:
            raise UnknownFigure(key)
        return self.books.evaluation(scope).lines.get(name)

    def explain(self, key: str, scope: Scope) -> Explanation:
        name = key.removeprefix(PREFIX)
        if name not in _ITEMS:
            raise UnknownFigure(key)
        figure = next(f for f in FIGURES if f.key == key)
        value = self.value(key, scope)
        if scope.measure is Measure.DEVIATION:
            parts = deviation_parts(self.books, key, scope, self.value)
        else:
            parts = self._parts(name, scope)
        return explained(
            self.books,
            figure,
            scope,
            value,
            parts=parts,
            sources=self._sources(name, scope),
            remarks=self._remarks(name, scope),
        )

    def _rules(self, name: str) -> list[Rule]:
        lines = set(leaf_lines(name))
        return [rule for rule in self.books.accounts.rules if rule.line in lines]

    def _parts(self, name: str, scope: Scope) -> tuple[Part, ...]:
        item = _ITEMS[name]
        lines = self.books.evaluation(scope).lines
        if isinstance(item, Total):
            shown = [t for t in item.terms if lines.get(t) or len(item.terms) < 3]
            return tuple(Part(_ITEMS[t].label, lines.get(t), "+", PREFIX + t, scope) for t in shown)
        if name in _CHANGES:
            return self._change_parts(name, scope)
        if name == "equity":
            return tuple(
                Part(label, lines.get(t), "+", PREFIX + t, scope)
                for label, t in (("Årets resultat", "equity_result"), ("Övrigt eget kapital", "equity_rest"))
            )
        if name == "equity_rest":
            return (
                Part(
                    "Eget kapital vid årets början", lines.get("opening_equity"), "+", PREFIX + "opening_equity", scope
                ),
            )
        if name in ("equity_result", "cash.result"):
            return (Part("Årets resultat", lines.get("result"), "+", PREFIX + "result", scope),)
        return ()

    def _change_parts(self, name: str, scope: Scope) -> tuple[Part, ...]:
        """Closing − opening, or the other way round for receivables; the opening is last year's closing."""
        before = Scope(type(scope.period)(scope.period.year - 1))
        parts = []
        for operator, line in _CHANGES[name]:
            now = self.books.evaluation(scope).lines.get(line)
            then = self.books.evaluation(before).lines.get(line)
            if not now and not then and len(_CHANGES[name]) > 1:
                continue
            label = _ITEMS[line].label
            other = "−" if operator == "+" else "+"
            parts += [
                Part(f"{label} {scope.period.end:%Y-%m-%d}", now, operator, PREFIX + line, scope),
                Part(f"{label} {before.period.end:%Y-%m-%d}", then, other, PREFIX + line, before),
            ]
        return tuple(parts)

    def _sources(self, name: str, scope: Scope) -> list[SourceRow]:
        if self.books.actuals(scope.period).truth is Truth.HISTORY and scope.measure is Measure.ACTUAL:
            return self._from_earlier_report(name, scope)
        if name in ("cash.opening", "opening_equity"):
            before = Scope(type(scope.period)(scope.period.year - 1))
            booked = self.books.actuals(before.period).truth is Truth.VOUCHERS
            # an opening that no vouchers tell of stands first on this year's ledger cards
            card = before.period if booked else scope.period
            return account_rows(self.books, before, self._rules(name), card=card)
        return source_rows(self.books, scope, self._rules(name))

    def _from_earlier_report(self, name: str, scope: Scope) -> list[SourceRow]:
        """What was entered for a year without books: the line itself, else the lines it is the sum of."""
        entered = self.books.history.get(scope.period.year, {})
        kept = [name] if name in entered else [line for line in leaf_lines(name) if line in entered]
        link = Link("ledger:manual-history")
        return [SourceRow(f"{_ITEMS[line].label}, tidigare årsredovisning", entered[line], link) for line in kept]

    def _remarks(self, name: str, scope: Scope) -> list[str]:
        reason = self.books.legacy_lines.get((name, scope.period.year))
        return [reason] if reason else []
