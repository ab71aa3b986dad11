"""Key figures over the statements: solvency, equity against the recommendation, saldo, pensions by measure."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from samsyn.associations.domain.equity import EquityBase, EquityRule
from samsyn.associations.domain.presentation import Presentation
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, grouped, round_half_up
from samsyn.ledger.domain.amounts import by_account
from samsyn.ledger.figures.lines import leaf_lines
from samsyn.ledger.figures.sources import account_rows, explained, source_rows
from samsyn.ledger.queries.books import Books

PAYROLL_TAX = Decimal("0.2426")  # särskild löneskatt (lag 1991:687); applies to every year held here
CONTRIBUTIONS = "association.contributions"
ABOUT_LIMIT = ("ledger.equity_limit", "ledger.equity_above_limit", "ledger.equity_of_contributions")
RECOMMENDATION = "Nationella rådets rekommendation om eget kapital"

FIGURES = (
    Figure("ledger.solvency", "Soliditet", Unit.PERCENT,
           "Eget kapital i procent av tillgångarna.", "RKR R15", decimals=1),
    Figure("ledger.equity_of_contributions", "Eget kapital av medlemsbidraget", Unit.PERCENT,
           "Eget kapital vid periodens slut i procent av årets medlemsbidrag.", RECOMMENDATION, decimals=1),
    Figure("ledger.equity_limit", "Högsta rekommenderade eget kapital", Unit.KR,
           "Taket för eget kapital enligt den trappa som gäller vid periodens slut.", RECOMMENDATION),
    Figure("ledger.equity_above_limit", "Eget kapital över taket", Unit.KR,
           "Eget kapital minus taket. Minus betyder att det finns utrymme kvar upp till taket.", RECOMMENDATION),
    Figure("ledger.saldo", "Medlemsbidrag minus kostnader", Unit.KR,
           "Årets medlemsbidrag minus verksamhetens kostnader.", ""),
    Figure("ledger.pension_without_tax", "Pensionsavsättning utan löneskatt", Unit.KR,
           "Avsättningen för pensioner utan särskild löneskatt: avsättningen delad med 1,2426.", "Lag 1991:687"),
    Figure("ledger.audit_cost", "Räkenskapsrevision", Unit.KR,
           "Kostnaden för granskning av bokföring och årsredovisning. Ingår i verksamhetens kostnader.", "LKBR 9 kap."),
)  # fmt: skip


class KeyFigures:
    """Ratios and limits. A share is Decimal per cent with its base among the parts."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self._figures = {figure.key: self._worded(figure) for figure in FIGURES}
        self._rules: Mapping[str, Callable[[Scope], Value]] = {
            "ledger.solvency": lambda s: self._share(self._line(s, "equity"), self._line(s, "assets")),
            "ledger.equity_of_contributions": lambda s: self._share(self._line(s, "equity"), self._contributions(s)),
            "ledger.equity_limit": self._limit,
            "ledger.equity_above_limit": lambda s: _minus(self._line(s, "equity"), self._limit(s)),
            "ledger.saldo": lambda s: _plus(self._contributions(s), self._line(s, "costs")),
            "ledger.pension_without_tax": self._pension,
            "ledger.audit_cost": self._audit,
        }

    def figures(self) -> Iterable[Figure]:
        return self._figures.values()

    def _worded(self, figure: Figure) -> Figure:
        own = self.books.association.in_own_words
        return figure._replace(label=own(figure.label), definition=own(figure.definition))

    def value(self, key: str, scope: Scope) -> Value:
        if key not in self._rules:
            raise UnknownFigure(key)
        if scope.measure is Measure.DEVIATION:
            return None  # a share or a ceiling is not budgeted
        return self._rules[key](scope)

    # --- rules ---------------------------------------------------------------------------------------------------

    def _line(self, scope: Scope, line: str) -> int | None:
        return self.books.evaluation(scope).lines.get(line)

    def _contributions(self, scope: Scope) -> int | None:
        return self.books.contributions.get(scope.period.year)

    def _share(self, part: int | None, whole: int | None) -> Decimal | None:
        return None if part is None or not whole else round_half_up(Decimal(part) * 100 / whole, 4)

    def equity_rule(self, scope: Scope) -> EquityRule | None:
        return Presentation.from_json(self.books.association.presentation).equity_rule(scope.period.end)

    def _base(self, scope: Scope, rule: EquityRule) -> int | None:
        return self._contributions(scope) if rule.base is EquityBase.CONTRIBUTIONS else self._line(scope, "revenue")

    def _limit(self, scope: Scope) -> int | None:
        rule = self.equity_rule(scope)
        base = self._base(scope, rule) if rule else None
        return rule.ceiling(base) if rule and base is not None else None

    def _pension(self, scope: Scope) -> int | None:
        whole = self._line(scope, "pension_provisions")
        return None if whole is None else int(round_half_up(Decimal(whole) / (1 + PAYROLL_TAX)))

    def _audit_rows(self, scope: Scope) -> list[SourceRow]:
        rules = [rule for rule in self.books.accounts.rules if rule.line == "costs"]
        first, _, last = self.books.association.word("audit_accounts", "6420-6429").partition("-")
        rows = source_rows(self.books, scope, rules)
        return [row for row in rows if row.label[:4].isdecimal() and int(first) <= int(row.label[:4]) <= int(last)]

    def _audit(self, scope: Scope) -> int | None:
        found = self.books.evaluation(scope)
        if not (found.known and found.by_row) or self._line(scope, "costs") is None:
            return None
        rows = self._audit_rows(scope)
        if not rows and (plan := self.books.plan(scope)) and not by_account(plan.rows):
            return None  # its share of a whole row is not told
        return sum(int(row.value or 0) for row in rows)

    # --- explanations --------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        return explained(
            self.books,
            self._figures[key],
            scope,
            value,
            parts=self._parts(key, scope),
            sources=self._sources(key, scope),
            remarks=self._remarks(key, scope),
        )

    def _parts(self, key: str, scope: Scope) -> tuple[Part, ...]:
        def line(name: str, label: str, operator: str = "+") -> Part:
            return Part(label, self._line(scope, name), operator, f"ledger.{name}", scope)

        def own(name: str, operator: str) -> Part:
            return Part(self._figures[name].label, self.value(name, scope), operator, name, scope)

        def contributions(operator: str) -> Part:
            name = self.books.association.in_own_words("Medlemsbidrag")
            return Part(name, self._contributions(scope), operator, CONTRIBUTIONS, Scope(scope.period))

        parts = {
            "ledger.solvency": (line("equity", "Eget kapital", ""), line("assets", "Summa tillgångar", "/")),
            "ledger.equity_of_contributions": (line("equity", "Eget kapital", ""), contributions("/")),
            "ledger.equity_above_limit": (line("equity", "Eget kapital", ""), own("ledger.equity_limit", "−")),
            "ledger.saldo": (contributions(""), line("costs", "Verksamhetens kostnader")),
            "ledger.pension_without_tax": (
                line("pension_provisions", "Avsättning inklusive löneskatt", ""),
                Part("1 + särskild löneskatt", 1 + PAYROLL_TAX, "/", unit=Unit.COUNT, decimals=4),
            ),
        }
        return parts.get(key, ())

    def _sources(self, key: str, scope: Scope) -> list[SourceRow]:
        if key == "ledger.audit_cost":
            return self._audit_rows(scope)
        if key == "ledger.equity_limit":
            return self._limit_rows(scope)
        lines = {
            "ledger.pension_without_tax": ("pension_provisions",),
            "ledger.saldo": ("costs", "depreciation"),
        }.get(key, leaf_lines("equity"))
        actual = Scope(scope.period) if scope.measure is not Measure.ACTUAL else scope
        return account_rows(self.books, actual, [r for r in self.books.accounts.rules if r.line in lines])

    def _limit_rows(self, scope: Scope) -> list[SourceRow]:
        rule = self.equity_rule(scope)
        base = self._base(scope, rule) if rule else None
        if rule is None:
            return []
        name = "Verksamhetens intäkter"
        if rule.base is EquityBase.CONTRIBUTIONS:
            name = self.books.association.in_own_words("Medlemsbidrag")
        rows = [SourceRow(f"Underlag: {name.lower()}", base, Link("associations:settings"))]
        for bracket, part in rule.steps(base or 0):
            share = f"{bracket.percent:g}".replace(".", ",")
            of = f"{grouped(part // 100)} kr" if base is not None else "underlaget"
            amount = int(round_half_up(part * bracket.percent / 100)) if base is not None else None
            rows.append(SourceRow(f"{share} % av {of}", amount))
        return rows

    def _remarks(self, key: str, scope: Scope) -> tuple[str, ...]:
        found = []
        if key in ABOUT_LIMIT and not scope.period.whole_year:
            found.append("Taket gäller vid årets slut. Under året innehåller eget kapital periodens resultat hittills.")
        if key == "ledger.equity_above_limit" and (rule := self.equity_rule(scope)) and rule.tolerance:
            share = f"{rule.tolerance:g}".replace(".", ",")
            found.append(f"Förbundet räknar med en marginal på {share} procent över taket.")
        return tuple(found)


def _plus(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _minus(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first - second
