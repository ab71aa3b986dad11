"""From amounts on rules to every line of the statements. Pure: actual, budget, forecast and last year are one call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.ledger.definitions.statements import (
    BALANCE_LINES,
    BALANCE_TOTALS,
    CASH_FLOW,
    INCOME_LINES,
    INCOME_TOTALS,
    Basis,
    Total,
)
from samsyn.ledger.domain.amounts import (
    Actuals,
    PlanOnRules,
    Truth,
    add,
    balance_accounts,
    on_rules,
    result_accounts,
)
from samsyn.ledger.domain.mapping import AccountMap, Rule

Lines = dict[str, int | None]
EQUITY_LINES = ("result_account", "other_equity")


@dataclass(frozen=True)
class Evaluation:
    """Every line of every statement for a scope, öre in printed sign; None where it is not known.

    `leaves` are the amounts per rule (note rows), `operating` the same as the operating statement places them. A year
    known only by its printed lines has none (`by_row` is False).
    """

    lines: Mapping[str, int | None] = field(default_factory=dict)
    leaves: Mapping[Rule, int] = field(default_factory=dict)
    operating: Mapping[Rule, int] = field(default_factory=dict)
    known: bool = False
    basis: str = ""
    by_row: bool = True

    def rules_sum(self, rules: Sequence[Rule], *, operating: bool = False) -> int | None:
        """The sum over a row's rules; None when nothing is known on the rules' basis."""
        if not (self.known and self.by_row and rules) or self.lines.get(rules[0].line) is None:
            return None
        amounts = self.operating if operating else self.leaves
        return sum(amounts.get(rule, 0) for rule in rules)


def totals(lines: Lines, definitions: Sequence[object]) -> None:
    """Fill in every Total of `definitions`, in order; a total over something unknown is unknown."""
    for item in definitions:
        if isinstance(item, Total):
            terms = [lines.get(term) for term in item.terms]
            known = [term for term in terms if term is not None]
            lines[item.key] = sum(known) if len(known) == len(terms) else None


def _line_sums(leaves: Mapping[Rule, int], keys: Sequence[str], known: bool) -> Lines:
    lines: Lines = dict.fromkeys(keys, 0 if known else None)
    for rule, amount in leaves.items():
        if rule.line in lines:
            lines[rule.line] = (lines[rule.line] or 0) + amount
    return lines


def _balance_at(
    accounts: AccountMap, closing: Mapping[tuple[int, str, str], int] | None
) -> tuple[Lines, dict[Rule, int]]:
    """The accounts' lines of the balance sheet at one moment (no equity rule yet)."""
    leaves = on_rules(accounts, closing or {}, Basis.CLOSING)
    return _line_sums(leaves, [line.key for line in BALANCE_LINES], closing is not None), leaves


def _equity_accounts(lines: Lines) -> int | None:
    values = [lines[key] for key in (*EQUITY_LINES, "result_reserve")]
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def _equity(lines: Lines, opening_lines: Lines, untransferred: int | None) -> None:
    """Equity, the year's result in it and the rest, the same for open and closed years (LKBR 6 kap.).

    A closed year has moved its result to equity through the transfer account (8999); an open one has not. What last
    year's closing left untransferred shows as opening balances that do not sum to zero, and belongs to equity too.
    """
    accounts, result, transfer = _equity_accounts(lines), lines.get("result"), lines.get("result_transfer")
    if accounts is None or result is None:
        lines["equity"] = lines["equity_result"] = lines["equity_rest"] = None
    else:
        equity = accounts + result + (transfer or 0) + (untransferred or 0)
        lines["equity"] = equity
        lines["equity_result"] = result
        lines["equity_rest"] = equity - result - (lines["result_reserve"] or 0)
    opening = _equity_accounts(opening_lines)
    lines["opening_equity"] = None if opening is None else opening + (untransferred or 0)


def _minus(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second


def _plus(*terms: int | None) -> int | None:
    known = [term for term in terms if term is not None]
    return sum(known) if len(known) == len(terms) else None


def _cash_flow(lines: Lines, opening: Lines) -> None:
    """Kassaflödesanalys (LKBR 8 kap.): every change of the balance sheet stands on exactly one line."""

    def change(*keys: str) -> int | None:
        return _plus(*(_minus(lines.get(key), opening.get(key)) for key in keys))

    def negative(value: int | None) -> int | None:
        return None if value is None else -value

    depreciation = lines.get("depreciation")
    lines["cash.result"] = lines.get("result")
    lines["cash.depreciation"] = negative(depreciation)
    lines["cash.provisions"] = change("pension_provisions", "other_provisions")
    lines["cash.other"] = _minus(_minus(lines.get("equity"), lines.get("opening_equity")), lines.get("result"))
    lines["cash.liabilities"] = change("current_liabilities")
    lines["cash.receivables"] = negative(change("receivables", "inventory"))
    assets = change("intangible", "tangible", "financial_assets", "infrastructure", "short_investments")
    lines["cash.investing"] = _plus(negative(assets), depreciation)
    lines["cash.financing"] = change("long_liabilities")
    lines["cash.opening"] = opening.get("cash")
    lines["cash.closing"] = lines.get("cash")
    totals(lines, CASH_FLOW)


def evaluate(accounts: AccountMap, actuals: Actuals) -> Evaluation:
    """All statements of a period from its books."""
    movement = actuals.movement
    leaves = on_rules(accounts, result_accounts(movement or {}), Basis.MOVEMENT)
    lines = _line_sums(leaves, [line.key for line in INCOME_LINES], movement is not None)
    if movement is None:
        lines.update(actuals.history)
    totals(lines, INCOME_TOTALS)
    balance, balance_leaves = _balance_at(accounts, actuals.closing)
    lines.update(balance)
    opening_lines, _ = _balance_at(accounts, actuals.opening)
    untransferred = None if actuals.opening is None else sum(balance_accounts(actuals.opening).values())
    _equity(lines, opening_lines, untransferred)
    totals(lines, BALANCE_TOTALS)
    if movement is None:
        lines.update(actuals.history)  # a year known only by its totals keeps them
    _cash_flow(lines, opening_lines)
    every = {**leaves, **balance_leaves}
    by_row = actuals.truth is not Truth.HISTORY
    return Evaluation(lines, every, every, actuals.truth is not None, actuals.basis, by_row)


def evaluate_plan(plan: PlanOnRules, basis: str) -> Evaluation:
    """The income statement of a budget or forecast; balance sheet and cash flow are not planned and stay unknown."""
    lines = _line_sums(plan.leaves, [line.key for line in INCOME_LINES], known=True)
    totals(lines, INCOME_TOTALS)
    return Evaluation(lines, plan.leaves, plan.operating, known=True, basis=basis)


def deviation(outcome: Evaluation, plan: Evaluation) -> Evaluation:
    """Outcome − budget on signed amounts, on every line and row: plus is better, for costs too."""
    lines = {key: _minus(value, plan.lines.get(key)) for key, value in outcome.lines.items()}

    def differ(first: Mapping[Rule, int], second: Mapping[Rule, int]) -> dict[Rule, int]:
        return {rule: first.get(rule, 0) - second.get(rule, 0) for rule in {**first, **second}}

    return Evaluation(
        lines,
        differ(outcome.leaves, plan.leaves),
        differ(outcome.operating, plan.operating),
        outcome.known and plan.known,
        f"{outcome.basis}, jämfört med {plan.basis}" if plan.known else f"{outcome.basis}. {plan.basis}",
        outcome.by_row and plan.by_row,
    )


def closing_of(
    opening: Mapping[tuple[int, str, str], int], movement: Mapping[tuple[int, str, str], int]
) -> dict[tuple[int, str, str], int]:
    """Balance accounts at the end: opening plus movement."""
    return add(balance_accounts(opening), balance_accounts(movement))
