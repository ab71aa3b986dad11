"""Rows of notes and of the operating statement, and single accounts, as figures: the association's own rows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from samsyn.core.figure import Explanation, Figure, Measure, Part, Scope, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.ledger.definitions.statements import LINES, NOTE_SUMS, NOTE_TITLES, Basis
from samsyn.ledger.domain.amounts import by_account, plan_amount
from samsyn.ledger.domain.mapping import MappedRow, Rule
from samsyn.ledger.figures.sources import account_rows, compared_with, deviation_parts, explained, source_rows
from samsyn.ledger.queries.books import Books

OPERATING_SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {  # key -> (label, statement lines)
    "revenue": ("Verksamhetens intäkter", ("revenue",)),
    "costs": ("Verksamhetens kostnader", ("costs", "depreciation")),
    "financial": ("Finansiella poster och skatt", ("financial_income", "financial_costs", "extraordinary", "taxes")),
}
_MEANING = {
    "net": "Intäkter minus kostnader, före finansiella poster. Minus betyder att kostnaderna är större.",
    "result": "Det som blir kvar av intäkterna när alla kostnader och finansiella poster är dragna. "
    "Minus betyder att eget kapital minskar.",
}
OPERATING_TOTALS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "net": ("Verksamhetens nettokostnad", ("revenue", "costs")),
    "result": ("Resultat", ("revenue", "costs", "financial")),
}


class _RowFigures:
    """What notes and operating rows share: a key names a set of rules, the amount is the sum over them."""

    operating = False

    def __init__(self, books: Books) -> None:
        self.books = books

    @cached_property
    def _rows(self) -> dict[str, tuple[Figure, Sequence[Rule]]]:
        return {}

    def figures(self) -> Iterable[Figure]:
        return [figure for figure, _ in self._rows.values()]

    def _find(self, key: str) -> tuple[Figure, Sequence[Rule]]:
        try:
            return self._rows[key]
        except KeyError:
            raise UnknownFigure(key) from None

    def value(self, key: str, scope: Scope) -> Value:
        _, rules = self._find(key)
        return self.books.evaluation(scope).rules_sum(rules, operating=self.operating)

    def explain(self, key: str, scope: Scope) -> Explanation:
        figure, rules = self._find(key)
        parts: Sequence[Part] = ()
        if scope.measure is Measure.DEVIATION:
            parts = deviation_parts(self.books, key, scope, self.value)
        else:
            parts = self._terms(key, scope)
        sources = source_rows(self.books, scope, rules, operating=self.operating)
        return explained(self.books, figure, scope, self.value(key, scope), parts=parts, sources=sources)

    def _terms(self, key: str, scope: Scope) -> Sequence[Part]:
        return ()


class NoteFigures(_RowFigures):
    """`ledger.note3.momsfordran`, `ledger.note3.sum`. Amounts have the statement's sign: costs are negative."""

    prefix = "ledger.note"

    @cached_property
    def _rows(self) -> dict[str, tuple[Figure, Sequence[Rule]]]:
        found: dict[str, tuple[Figure, Sequence[Rule]]] = {}
        accounts = self.books.accounts
        for note in accounts.notes():
            for rows in (accounts.note_rows(note, report, year) for report, year in self._wordings()):
                for row in rows:
                    found.setdefault(f"ledger.note{note}.{row.key}", (self._figure(note, row), row.rules))
            rules = [rule for rule in accounts.rules if rule.note == note]
            label = NOTE_SUMS.get(note, f"Summa {NOTE_TITLES.get(note, f'not {note}').lower()}")
            key = f"ledger.note{note}.sum"
            found[key] = (Figure(key, label, Unit.KR, f"Summan av raderna i not {note}."), rules)
        return found

    def _wordings(self) -> list[tuple[str, int]]:
        """(report, year) pairs under which a row may be grouped differently."""
        years = {9999} | {w.to_year for w in self.books.accounts.wordings if w.to_year}
        kinds = {""} | {w.report for w in self.books.accounts.wordings}
        return [(kind, year) for kind in sorted(kinds) for year in sorted(years, reverse=True)]

    def _figure(self, note: int, row: MappedRow) -> Figure:
        where = LINES[row.rules[0].line].label.lower()
        accounts = ", ".join(_range(rule) for rule in row.rules)
        return Figure(
            f"ledger.note{note}.{row.key}", row.label, Unit.KR, f"Rad i not {note} ({where}). Konto {accounts}."
        )

    def rows_of(self, note: int, report: str, year: int) -> list[MappedRow]:
        """The note's rows as a kind of report words them in a year."""
        return self.books.accounts.note_rows(note, report, year)

    def _terms(self, key: str, scope: Scope) -> Sequence[Part]:
        if not key.endswith(".sum"):
            return ()
        note = int(key.split(".")[1].removeprefix("note"))
        rows = self.rows_of(note, "arsredovisning", scope.period.year)
        evaluation = self.books.evaluation(scope)
        return [
            Part(row.label, evaluation.rules_sum(row.rules), "+", f"ledger.note{note}.{row.key}", scope) for row in rows
        ]


class OperatingFigures(_RowFigures):
    """`ledger.operating.medlemsbidrag`, sections and totals. A budget's row stands where it was decided."""

    prefix = "ledger.operating."

    operating = True

    @cached_property
    def _rows(self) -> dict[str, tuple[Figure, Sequence[Rule]]]:
        found: dict[str, tuple[Figure, Sequence[Rule]]] = {}
        accounts = self.books.accounts
        for section, (label, lines) in OPERATING_SECTIONS.items():
            rules = [rule for rule in accounts.rules if rule.line in lines]
            key = f"ledger.operating.{section}"
            found[key] = (Figure(key, label, Unit.KR, f"Driftredovisning: {label.lower()}."), rules)
            for row in accounts.operating_rows(lines, "", 9999):
                own = f"ledger.operating.{row.key}"
                text = f"Rad i driftredovisningen ({label.lower()}). Konto {', '.join(map(_range, row.rules))}."
                found[own] = (Figure(own, row.label, Unit.KR, text), row.rules)
        for name, (label, sections) in OPERATING_TOTALS.items():
            lines = tuple(line for section in sections for line in OPERATING_SECTIONS[section][1])
            rules = [rule for rule in accounts.rules if rule.line in lines]
            key = f"ledger.operating.{name}"
            found[key] = (Figure(key, label, Unit.KR, _MEANING[name], "LKBR 10 kap."), rules)
        return found

    def _terms(self, key: str, scope: Scope) -> Sequence[Part]:
        name = key.rsplit(".", 1)[1]
        if name in OPERATING_TOTALS:
            below = [(OPERATING_SECTIONS[s][0], f"ledger.operating.{s}") for s in OPERATING_TOTALS[name][1]]
        elif name in OPERATING_SECTIONS:
            rows = self.books.accounts.operating_rows(OPERATING_SECTIONS[name][1], "", 9999)
            below = [(row.label, f"ledger.operating.{row.key}") for row in rows]
        else:
            return ()
        return [Part(label, self.value(own, scope), "+", own, scope) for label, own in below if own != key]


class AccountFigures:
    """`ledger.account.3992`: one account, with the sign its line prints."""

    prefix = "ledger.account."

    def __init__(self, books: Books) -> None:
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return [self._figure(number) for number in self.books.account_names]

    def _figure(self, number: int) -> Figure:
        name = self.books.account_names.get(number)
        if name is None:
            raise UnknownFigure(f"{self.prefix}{number}")
        rule = self.books.accounts.rule_for((number, "", ""))
        line = f" Ingår i {rule.target.label.lower()}." if rule else " Kontot är inte kopplat till någon rad."
        return Figure(f"{self.prefix}{number}", f"{number:04d} {name}", Unit.KR, f"Konto {number:04d}.{line}")

    def _number(self, key: str) -> int:
        text = key.removeprefix(self.prefix)
        if not text.isdecimal():
            raise UnknownFigure(key)
        return int(text)

    def value(self, key: str, scope: Scope) -> Value:
        number = self._number(key)
        rule = self.books.accounts.rule_for((number, "", ""))
        if rule is None:
            return None
        if scope.measure in (Measure.BUDGET, Measure.REVISED, Measure.FORECAST):
            plan = self.books.plan(scope)
            month = 12 if scope.measure is Measure.FORECAST else scope.period.month
            if plan is None or rule.target.basis is Basis.CLOSING:
                return None  # balance sheets are not planned
            own = [row for row in plan.rows if row.account == number]
            if not own and not by_account(plan.rows):
                return None  # the account's share of a whole row is not told
            return sum(plan_amount(row, month) for row in own)
        if scope.measure is Measure.DEVIATION:
            outcome = self.value(key, Scope(scope.period))
            planned = self.value(key, compared_with(self.books, scope))
            return None if outcome is None or planned is None else int(outcome) - int(planned)
        return self._actual(number, rule, scope)

    def _actual(self, number: int, rule: Rule, scope: Scope) -> int | None:
        actuals = self.books.actuals(scope.period)
        amounts = actuals.movement if rule.target.basis is Basis.MOVEMENT else actuals.closing
        if amounts is None:
            return None
        total = sum(amount for posting, amount in amounts.items() if posting[0] == number)
        return (-total if rule.target.credit else total) * rule.sign

    def explain(self, key: str, scope: Scope) -> Explanation:
        number = self._number(key)
        rule = self.books.accounts.rule_for((number, "", ""))
        rows = account_rows(self.books, Scope(scope.period), [rule] if rule else [])
        own = [row for row in rows if row.label.startswith(f"{number:04d} ")]
        return explained(self.books, self._figure(number), scope, self.value(key, scope), sources=own)


def _range(rule: Rule) -> str:
    if rule.account_from == rule.account_to:
        return f"{rule.account_from:04d}"
    return f"{rule.account_from:04d}–{rule.account_to:04d}"
