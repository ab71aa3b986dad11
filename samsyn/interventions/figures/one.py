"""One intervention's figures: `intervention.<key>.remaining` and what it comes from, budget, posts, its project."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from samsyn.core.figure import Explanation, Figure, Link, Measure, Of, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.figures.sources import AMOUNTS, WORDS, entry_rows, explained, intervention_row, rows_of, terms
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books

PREFIX = "intervention."
_OWN_COST = "Kostnaderna på insatsens projekt i bokföringen. Insatsen drivs i egen regi och har inga rekvisitioner."
MORE: dict[str, tuple[str, str, Unit]] = {
    "budget": ("budget", ("Det som insatsen har att använda under året: beviljat för året och tidigare år i beslut "
               "till och med periodens slut, minus det som förbrukats eller återgått före året."), Unit.KR),
    "accrued": ("skuld", ("Upparbetat men ej rekvirerat enligt årsbesked, som ingen senare rekvisition har avräknat "
                "och som inte lösts upp vid periodens slut."), Unit.KR),
    "received": ("erhållet", ("Det som godkänts till insatsen under perioden, förskott och årsskiftets upparbetade "
                 "belopp inräknade, innan överskott av förskott lämnats tillbaka."), Unit.KR),
    "surplus": ("överskott av förskott", "Förskott som enligt slutavräkning i perioden inte förbrukats.", Unit.KR),
    "unused": ("kvar av budget", "Budget minus kostnad. Minus: insatsen har kostat mer än årets budget.", Unit.KR),
    "project": ("kostnad på projektet", "Kostnaderna på insatsens projekt i bokföringen.", Unit.KR),
    "posts": ("finansierade tjänster", "Tjänster som förbundet betalar i insatsen under året.", Unit.FTE),
    "cost_per_post": ("kostnad per tjänst", "Årets kostnad delad med årets finansierade tjänster.", Unit.KR),
}  # fmt: skip
_FINANCED = (*AMOUNTS, "accrued", "received", "surplus")


class InterventionFigures:
    """The family of every intervention. One in own running has budget, cost and posts; its cost is its project's."""

    prefix = PREFIX

    def __init__(self, portfolio: Portfolio, books: Books) -> None:
        self.portfolio = portfolio
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return [self._figure(item, what) for item in self.portfolio.interventions.values() for what in self._of(item)]

    def _of(self, item: Intervention) -> Sequence[str]:
        own = item.run_by == RunBy.OWN
        first = ("cost",) if own else _FINANCED
        return (
            *first,
            "budget",
            "unused",
            *(("project",) if item.project and not own else ()),
            "posts",
            "cost_per_post",
        )

    def _figure(self, item: Intervention, what: str) -> Figure:
        own = item.run_by == RunBy.OWN and what == "cost"
        words, text, unit = MORE[what] if what in MORE else (*WORDS[what], Unit.KR)
        key = f"{PREFIX}{item.key}.{what}"
        return Figure(
            key, f"{item.name}: {words}", unit, _OWN_COST if own else text, decimals=1 if unit is Unit.FTE else 0
        )

    def find(self, key: str) -> Figure | None:
        """None for an intervention that is not there, and for a figure that it has not."""
        try:
            return self._figure(*self._find(key))
        except UnknownFigure:
            return None

    def _find(self, key: str) -> tuple[Intervention, str]:
        name, _, what = key.removeprefix(PREFIX).rpartition(".")
        item = self.portfolio.by_key.get(name) if key.startswith(PREFIX) else None
        if item is None or what not in self._of(item):
            raise UnknownFigure(key)
        return item, what

    # --- values --------------------------------------------------------------------------------------------------

    def value(self, key: str, scope: Scope) -> Value:
        """Öre, or positions. None before anything is known of the interventions, and in budget and forecast."""
        item, what = self._find(key)
        return self._value(item, what, scope) if scope.measure is Measure.ACTUAL else None

    def each(self, what: str, scope: Scope) -> Iterable[Of]:
        """The same of every intervention that has it; öre, or positions."""
        items = [item for item in self.portfolio.interventions.values() if what in self._of(item)]
        known = scope.measure is Measure.ACTUAL
        return [Of(item.key, item.name, self._value(item, what, scope) if known else None) for item in items]

    def _value(self, item: Intervention, what: str, scope: Scope) -> Value:
        if what in ("posts", "cost_per_post"):
            return self._posts(item, scope) if what == "posts" else self._per_post(item, scope)
        if what == "project" or (what == "cost" and item.run_by == RunBy.OWN):
            return self._project(item, scope)
        if what == "unused":
            return self._unused(item, scope)
        if item.run_by == RunBy.OWN:
            return self.portfolio.budget(item, scope.period)
        known = self.portfolio.known(scope.period)
        if not (known.stock if what in ("remaining", "accrued") else known.flows):
            return None
        return self._money(item, what, scope)

    def _money(self, item: Intervention, what: str, scope: Scope) -> int | None:
        moved = self.portfolio.movement(scope.period, item.pk)
        if what in AMOUNTS:
            return AMOUNTS[what](moved)
        if what == "accrued":
            return sum(row.amount for row in self.portfolio.debts(scope.period.end, item.pk))
        if what == "budget":
            return self.portfolio.budget(item, scope.period)
        repaid = self.portfolio.repaid(item, scope.period)
        return repaid if what == "surplus" else moved.cost + repaid

    def _project(self, item: Intervention, scope: Scope) -> int | None:
        found = self.portfolio.project_costs(self.books, scope.period) if item.project else None
        return None if found is None else found.get(item.project, 0)

    def _unused(self, item: Intervention, scope: Scope) -> int | None:
        cost, budget = self._value(item, "cost", scope), self._value(item, "budget", scope)
        return None if cost is None or budget is None else int(budget) - int(cost)

    def _posts(self, item: Intervention, scope: Scope) -> Decimal | None:
        rows = self.portfolio.posts_of(scope.period.year, item.pk)
        return sum((row.positions for row in rows), Decimal(0)) if rows else None

    def _per_post(self, item: Intervention, scope: Scope) -> int | None:
        posts, cost = self._posts(item, scope), self._value(item, "cost", scope)
        if not posts or cost is None or not scope.period.whole_year:
            return None
        return int(round_half_up(Decimal(cost) / posts))

    # --- explanations --------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        item, what = self._find(key)
        value, figure = self.value(key, scope), self._figure(item, what)
        if value is None:
            return explained(self.portfolio, figure, scope, None)
        own = item.run_by == RunBy.OWN
        if what in ("posts", "cost_per_post"):
            parts, sources = self._about_posts(item, what, scope)
        elif what == "project" or (what == "cost" and own):
            link = Link("ledger:vouchers", query={"projekt": item.project})
            parts, sources = (), [SourceRow(f"Projekt {item.project}", value, link)] if value else []
        else:
            parts, sources = self._about_money(item, what, scope)
        books = what == "project" or (own and what == "cost")
        basis = self.books.evaluation(scope).basis if books else ""
        return explained(self.portfolio, figure, scope, value, parts=parts, sources=sources, basis=basis)

    def _about_money(
        self, item: Intervention, what: str, scope: Scope
    ) -> tuple[tuple[Part, ...], list[SourceRow]]:  # fmt: skip
        prefix, own = f"{PREFIX}{item.key}.", self.portfolio.entries_of(item.pk)
        if what in AMOUNTS:
            moved, flows = self.portfolio.movement(scope.period, item.pk), self.portfolio.known(scope.period).flows
            parts = terms(moved, prefix, scope, flows=flows) if what == "remaining" else ()
            return parts, rows_of(what, own, scope)
        if what == "accrued":
            rows = self.portfolio.debts(scope.period.end, item.pk)
            return (), [SourceRow(row.label, row.amount, Link(row.view, {"pk": row.pk})) for row in rows]
        if what == "unused":
            budget = Part("Budget", self._value(item, "budget", scope), "", f"{prefix}budget", scope)
            cost = Part("Kostnad", self._value(item, "cost", scope), "−", f"{prefix}cost", scope)
            return (budget, cost), [intervention_row(item, self._unused(item, scope))]
        if what == "received":
            surplus = Part("Överskott av förskott", self.portfolio.repaid(item, scope.period), "+", f"{prefix}surplus",
                           scope)  # fmt: skip
            cost = Part("Kostnad", self.portfolio.movement(scope.period, item.pk).cost, "", f"{prefix}cost", scope)
            return (cost, surplus), rows_of("cost", own, scope)
        if what == "surplus":
            return (), [row for row in rows_of("cost", own, scope) if row.value and int(row.value) < 0]
        return (), self._budget_rows(item, scope)

    def _budget_rows(self, item: Intervention, scope: Scope) -> list[SourceRow]:
        """Decisions with an amount for the year."""
        if item.run_by == RunBy.OWN:
            return [intervention_row(item, self.portfolio.budget(item, scope.period))]
        rows = self.portfolio.budgeted(item, scope.period)
        now = [entry for entry in rows if entry.date >= scope.period.start or entry.year == scope.period.year]
        before = sum(entry.amount for entry in rows) - sum(entry.amount for entry in now)
        earlier = [SourceRow("Oförbrukat från tidigare år", before)] if before else []
        return [*earlier, *entry_rows(now)]

    def _about_posts(
        self, item: Intervention, what: str, scope: Scope
    ) -> tuple[tuple[Part, ...], list[SourceRow]]:  # fmt: skip
        prefix, link = f"{PREFIX}{item.key}.", Link("interventions:intervention", {"pk": item.pk})
        rows = [
            SourceRow(row.function or item.name, row.positions, link, unit=Unit.FTE, decimals=2)
            for row in self.portfolio.posts_of(scope.period.year, item.pk)
        ]
        if what == "posts":
            return (), rows
        cost = Part("Kostnad", self._value(item, "cost", scope), "", f"{prefix}cost", scope)
        posts = Part("Tjänster", self._posts(item, scope), "/", f"{prefix}posts", scope, Unit.FTE, 1)
        return (cost, posts), rows
