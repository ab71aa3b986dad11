"""What the checks need to know of the books, as figures: so that a failing check can be opened like any number."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from samsyn.core.figure import Explanation, Figure, Link, Measure, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.ledger.domain.amounts import PlanAmount, PlanOnRules, balance_accounts
from samsyn.ledger.queries.books import Books

PREFIX = "control."
MAPPING = Link("ledger:mapping")
FIGURES = (
    Figure("control.unmapped", "Konton utan rad", Unit.COUNT,
           "Antal konton med belopp som inte är kopplade till någon rad. De stoppar rapporten."),
    Figure("control.mapping_faults", "Fel i kontokopplingen", Unit.COUNT,
           "Antal fel i kontokopplingen, till exempel intervall som går in i varandra."),
    Figure("control.tax_accounts", "Belopp på skattekonton", Unit.KR,
           "Bokfört på konto 8900–8989 utan att visas på en egen rad med skäl.", "IL 7 kap. 2 §"),
    Figure("control.opening_difference", "Ingående balans mot förra årets utgående", Unit.KR,
           "Summan av alla kontons skillnader mellan årets ingående och förra årets utgående balans, utan tecken."),
    Figure("control.untransferred", "Ej överfört resultat från förra året", Unit.KR,
           "Summan av ingående balanser. Den är noll när förra årets resultat är fört till eget kapital."),
    Figure("control.import_faults", "Avstämningar som inte gick ihop vid inläsningen", Unit.COUNT,
           "Antal avstämningar av den inlästa filen som inte stämde."),
    Figure("control.budget_lost", "Budgetrader utan plats", Unit.COUNT,
           "Antal rader i budgeten som inte hör till någon rad i rapporten."),
    Figure("control.budget_moved", "Budgetrader på annan rad än kontot", Unit.COUNT,
           "Antal rader som är beslutade på en annan rad än den där kontots utfall visas."),
)  # fmt: skip
_BY_KEY = {figure.key: figure for figure in FIGURES}


class ControlFigures:
    """Counts and differences that should be zero."""

    prefix = PREFIX

    def __init__(self, books: Books) -> None:
        self.books = books
        self._rows: Mapping[str, Callable[[Scope], Sequence[SourceRow] | None]] = {
            "control.unmapped": self._unmapped,
            "control.mapping_faults": self._faults,
            "control.tax_accounts": self._taxes,
            "control.opening_difference": self._opening,
            "control.untransferred": self._untransferred,
            "control.import_faults": self._import_faults,
            "control.budget_lost": lambda scope: self._budget(scope, lambda p: p.lost),
            "control.budget_moved": lambda scope: self._budget(scope, lambda p: tuple(row for row, _, _ in p.moved)),
        }

    def figures(self) -> Iterable[Figure]:
        return FIGURES

    def _behind(self, key: str, scope: Scope) -> Sequence[SourceRow] | None:
        if key not in self._rows:
            raise UnknownFigure(key)
        return self._rows[key](scope) if scope.measure is Measure.ACTUAL else None

    def value(self, key: str, scope: Scope) -> Value:
        rows = self._behind(key, scope)
        if rows is None:
            return None
        if _BY_KEY[key].unit is Unit.COUNT:
            return len(rows)
        amounts = [int(row.value or 0) for row in rows]
        return sum(map(abs, amounts)) if key == "control.opening_difference" else sum(amounts)

    def explain(self, key: str, scope: Scope) -> Explanation:
        rows = self._behind(key, scope)
        basis = self.books.evaluation(scope).basis
        return Explanation(_BY_KEY[key], scope, self.value(key, scope), sources=tuple(rows or ()), basis=basis)

    # --- rows ----------------------------------------------------------------------------------------------------

    def _account(self, number: int, amount: int, link: Link | None = None, note: str = "") -> SourceRow:
        name = self.books.account_names.get(number, "")
        return SourceRow(
            f"{number:04d} {name}".strip(), amount, link or Link("ledger:account", {"number": number}), note
        )

    def _unmapped(self, scope: Scope) -> list[SourceRow] | None:
        if self.books.actuals(scope.period).truth is None:
            return None
        found = self.books.unmapped(scope.period)
        return [self._account(number, amount, MAPPING) for number, amount in sorted(found.items())]

    def _faults(self, scope: Scope) -> list[SourceRow]:
        return [SourceRow(problem.text, None, MAPPING) for problem in self.books.accounts.problems()]

    def _taxes(self, scope: Scope) -> list[SourceRow] | None:
        movement = self.books.actuals(scope.period).movement
        if movement is None:
            return None
        if ("taxes", scope.period.year) in self.books.legacy_lines:
            return []  # shown on a line of its own with its reason
        sums: dict[int, int] = {}
        for (account, _, _), amount in movement.items():
            if 8900 <= account <= 8989 and amount:
                sums[account] = sums.get(account, 0) + amount
        return [self._account(number, amount) for number, amount in sorted(sums.items())]

    def _opening(self, scope: Scope) -> list[SourceRow] | None:
        """Accounts whose opening differs from last year's closing, both stated; a partial year is not compared."""
        opening = self.books.actuals(Period(scope.period.year)).opening or self.books.actuals(scope.period).opening
        before = self.books.imports.get(scope.period.year - 1)
        closing = self.books.actuals(Period(scope.period.year - 1)).closing
        if opening is None or closing is None or before is None or before.partial:
            return None
        accounts = {a for a, _, _ in {**balance_accounts(opening), **balance_accounts(closing)}}

        def total(amounts: Mapping[tuple[int, str, str], int], number: int) -> int:
            return sum(amount for (account, _, _), amount in amounts.items() if account == number)

        pairs = [(number, total(opening, number) - total(closing, number)) for number in sorted(accounts)]
        return [self._account(number, difference) for number, difference in pairs if difference]

    def _untransferred(self, scope: Scope) -> list[SourceRow] | None:
        opening = self.books.actuals(scope.period).opening
        if opening is None:
            return None
        total = sum(balance_accounts(opening).values())
        return [SourceRow("Summan av alla ingående balanser", total)] if total else []

    def _import_faults(self, scope: Scope) -> list[SourceRow] | None:
        item = self.books.imports.get(scope.period.year)
        if item is None:
            return None
        link = Link("ledger:import")
        return [
            SourceRow(str(answer.get("sentence", "")), None, link)
            for answer in item.reconciliation
            if answer.get("outcome") == "faller"
        ]

    def _budget(self, scope: Scope, pick: Callable[[PlanOnRules], Sequence[PlanAmount]]) -> list[SourceRow] | None:
        plan = self.books.plan(Scope(scope.period, Measure.BUDGET))
        if plan is None:
            return None
        link = Link("ledger:plan", {"pk": plan.pk})
        return [
            SourceRow(self._planned(row), row.amount, link, row.operating_row)
            for row in pick(self.books.plan_on_rules(plan))
        ]

    def _planned(self, row: PlanAmount) -> str:
        if row.account is None:
            return row.row
        return f"{row.account:04d} {self.books.account_names.get(row.account, '')}".strip()
