"""All interventions together: cost, debt, how many are ongoing, what came of those that ended, posts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.figures.debt import FIGURES as DEBT
from samsyn.interventions.figures.debt import DebtFigures
from samsyn.interventions.figures.one import MORE, InterventionFigures
from samsyn.interventions.figures.sources import WORDS, explained, intervention_row, rows_of
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.queries.posts import PostRow
from samsyn.ledger.queries.books import Books

PREFIX = "interventions."
_ENDED = (Intervention.State.ENDED, Intervention.State.ENDED_EARLY)
_IMPLEMENTED = (Intervention.Implemented.YES, Intervention.Implemented.PARTLY)

FIGURES: Sequence[Figure] = (
    Figure(f"{PREFIX}cost", "Kostnad för insatser hos parter", Unit.KR, WORDS["cost"][1]),
    Figure(f"{PREFIX}own_cost", "Kostnad för insatser i egen regi", Unit.KR,
           "Kostnaderna i bokföringen på de projekt som hör till insatser som kansliet själv driver."),
    Figure(f"{PREFIX}budget", "Insatsernas budget hos parter", Unit.KR,
           "Det som insatser hos parter har att använda under året: beviljat för året och tidigare år, minus det som "
           "förbrukats eller återgått före året."),
    Figure(f"{PREFIX}own_budget", "Insatsernas budget i egen regi", Unit.KR,
           "Det som beviljats för året till insatser som kansliet själv driver."),
    Figure(f"{PREFIX}received", "Erhållet av insatser hos parter", Unit.KR, MORE["received"][1]),
    Figure(f"{PREFIX}surplus", "Överskott av förskott", Unit.KR, MORE["surplus"][1]),
    Figure(f"{PREFIX}unused", "Kvar av insatsernas budget hos parter", Unit.KR, MORE["unused"][1]),
    *DEBT,
    Figure(f"{PREFIX}ongoing", "Pågående insatser", Unit.COUNT,
           "Antal insatser som pågick vid periodens slut: de som hade börjat och inte slutat."),
    Figure(f"{PREFIX}ended", "Avslutade insatser", Unit.COUNT,
           "Antal insatser som avslutats under året till och med periodens slut."),
    Figure(f"{PREFIX}implemented", "Implementerade insatser", Unit.COUNT,
           "Antal av årets avslutade insatser som helt eller delvis lever vidare hos en part."),
    Figure(f"{PREFIX}implemented_share", "Andel avslutade insatser som implementerats", Unit.PERCENT,
           "Årets avslutade insatser som helt eller delvis lever vidare hos en part, i procent av dem där det är känt. "
           "Underlaget är antalet avslutade insatser med besked."),
    Figure(f"{PREFIX}posts", "Finansierade tjänster i insatser", Unit.FTE,
           "Tjänster som förbundet betalar i insatserna under året, hel- och deltider sammanlagt.", decimals=1),
    Figure(f"{PREFIX}posts_full_year", "Finansierade tjänster, årsarbetare", Unit.FTE,
           "Finansierade tjänster omräknade till hela året. Känt bara när varje tjänst har uppgiften.", decimals=1),
    Figure(f"{PREFIX}cost_per_post", "Kostnad per finansierad tjänst", Unit.KR,
           "Årets kostnad i de insatser som har finansierade tjänster, delad med antalet tjänster. Ett helt år i "
           "taget."),
)  # fmt: skip


class TotalFigures:
    """`interventions.cost`, `interventions.accrued`, `interventions.ongoing` …"""

    prefix = PREFIX

    def __init__(self, portfolio: Portfolio, books: Books) -> None:
        self.portfolio = portfolio
        self.books = books
        self.one = InterventionFigures(portfolio, books)
        self.debts = DebtFigures(portfolio, books)
        self._figures = {figure.key: figure for figure in FIGURES}
        self._rules: Mapping[str, Callable[[Scope], Value]] = {
            "cost": self._cost,
            "own_cost": self._own_cost,
            "budget": lambda scope: self._sum("budget", scope),
            "own_budget": lambda scope: self._sum("budget", scope, RunBy.OWN),
            "received": lambda scope: self._sum("received", scope),
            "surplus": lambda scope: self._sum("surplus", scope),
            "unused": lambda scope: self._sum("unused", scope),
            **self.debts.rules,
            "ongoing": lambda scope: self._count(self._ongoing(scope)),
            "ended": lambda scope: self._count(self._ended(scope)),
            "implemented": lambda scope: self._count(self._implemented(scope)),
            "implemented_share": self._share,
            "posts": self._posts,
            "posts_full_year": self._full_year,
            "cost_per_post": self._per_post,
        }

    def figures(self) -> Iterable[Figure]:
        return FIGURES

    def value(self, key: str, scope: Scope) -> Value:
        """None where nothing is known, and in budget and forecast."""
        if key not in self._figures:
            raise UnknownFigure(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        return self._rules[key.removeprefix(PREFIX)](scope)

    # --- money ---------------------------------------------------------------------------------------------------

    def _cost(self, scope: Scope) -> int | None:
        known = self.portfolio.known(scope.period)
        return self.portfolio.movement(scope.period).cost if known.flows else None

    def _own(self, scope: Scope) -> list[tuple[Intervention, int]]:
        """Those in own running with their project's cost; [] where the books have no projects for the period."""
        costs = self.portfolio.project_costs(self.books, scope.period)
        items = [i for i in self.portfolio.interventions.values() if i.run_by == RunBy.OWN and i.project]
        return [(item, costs.get(item.project, 0)) for item in items] if costs is not None else []

    def _own_cost(self, scope: Scope) -> int | None:
        found = self._own(scope)
        return sum(cost for _, cost in found) if found else None

    def _each(self, what: str, scope: Scope, run_by: RunBy = RunBy.PARTY) -> list[tuple[Intervention, Value]]:
        items = [item for item in self.portfolio.interventions.values() if item.run_by == run_by]
        return [(item, self.one.value(f"intervention.{item.key}.{what}", scope)) for item in items]

    def _sum(self, what: str, scope: Scope, run_by: RunBy = RunBy.PARTY) -> int | None:
        found = [amount for _, amount in self._each(what, scope, run_by)]
        known = [int(amount) for amount in found if amount is not None]
        whole = len(known) == len(found) or run_by == RunBy.OWN  # the office's own may lack a decision
        return sum(known) if known and whole else None

    # --- counts --------------------------------------------------------------------------------------------------

    def _count(self, items: Sequence[Intervention]) -> int | None:
        return len(items) if self.portfolio.interventions else None

    def _ongoing(self, scope: Scope) -> list[Intervention]:
        day = scope.period.end
        prepared = Intervention.State.PREPARED
        return [
            item
            for item in self.portfolio.interventions.values()
            if item.state != prepared and item.start <= day and (item.end is None or item.end >= day)
        ]

    def _ended(self, scope: Scope) -> list[Intervention]:
        first, last = scope.period.start, scope.period.end
        found = self.portfolio.interventions.values()
        return [item for item in found if item.state in _ENDED and item.end and first <= item.end <= last]

    def _answered(self, scope: Scope) -> list[Intervention]:
        return [item for item in self._ended(scope) if item.implemented]

    def _implemented(self, scope: Scope) -> list[Intervention]:
        return [item for item in self._ended(scope) if item.implemented in _IMPLEMENTED]

    def _share(self, scope: Scope) -> Decimal | None:
        base = len(self._answered(scope))
        return round_half_up(Decimal(len(self._implemented(scope))) * 100 / base, 4) if base else None

    # --- posts ---------------------------------------------------------------------------------------------------

    def _post_rows(self, scope: Scope) -> list[PostRow]:
        return self.portfolio.posts_of(scope.period.year)

    def _posts(self, scope: Scope) -> Decimal | None:
        rows = self._post_rows(scope)
        return sum((row.positions for row in rows), Decimal(0)) if rows else None

    def _full_year(self, scope: Scope) -> Decimal | None:
        rows = self._post_rows(scope)
        known = [row.full_year for row in rows if row.full_year is not None]
        return sum(known, Decimal(0)) if rows and len(known) == len(rows) else None

    def _manned(self, scope: Scope) -> list[tuple[Intervention, int | None]]:
        """Interventions with posts in the year, each with its cost."""
        costs = self.portfolio.project_costs(self.books, scope.period) or {}
        found = []
        for pk in dict.fromkeys(row.intervention for row in self._post_rows(scope)):
            item = self.portfolio.interventions[pk]
            own = costs.get(item.project) if item.run_by == RunBy.OWN else None
            known = self.portfolio.known(scope.period).flows
            financed = self.portfolio.movement(scope.period, pk).cost if known else None
            found.append((item, own if item.run_by == RunBy.OWN else financed))
        return found

    def _manned_cost(self, scope: Scope) -> int | None:
        costs = [cost for _, cost in self._manned(scope)]
        return None if None in costs or not costs else sum(cost or 0 for cost in costs)

    def _per_post(self, scope: Scope) -> int | None:
        posts, cost = self._posts(scope), self._manned_cost(scope)
        if not posts or cost is None or not scope.period.whole_year:
            return None
        return int(round_half_up(Decimal(cost) / posts))

    # --- explanations --------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        value, name = self.value(key, scope), key.removeprefix(PREFIX)
        if value is None:
            return explained(self.portfolio, self._figures[key], scope, None)
        parts, sources, remarks = self._about(name, scope)
        basis = self.books.evaluation(scope).basis if name in ("own_cost", "accrued_booked") else ""
        return explained(
            self.portfolio, self._figures[key], scope, value, parts=parts, sources=sources, remarks=remarks, basis=basis
        )

    def _about(self, name: str, scope: Scope) -> tuple[Sequence[Part], Sequence[SourceRow], Sequence[str]]:
        """What an explanation says of a known figure."""
        if name in self.debts.rules:
            return self.debts.about(name, scope)
        match name:
            case "cost":
                return self._about_cost(scope)
            case "own_cost":
                own = self._own(scope)
                return [_part(item, "cost", cost, scope) for item, cost in own], [
                    SourceRow(item.name, cost, Link("ledger:vouchers", query={"projekt": item.project}))
                    for item, cost in own
                    if cost
                ], ()  # fmt: skip
            case "budget" | "own_budget" | "received" | "surplus" | "unused":
                what = name.removeprefix("own_")
                found = self._each(what, scope, RunBy.OWN if what != name else RunBy.PARTY)
                known = [(item, int(amount)) for item, amount in found if amount]
                parts = [_part(item, what, amount, scope) for item, amount in known]
                return parts, [intervention_row(item, amount) for item, amount in known], ()
            case "posts" | "posts_full_year":
                return (), self._post_sources(scope, full=name != "posts"), ()
            case "cost_per_post":
                posts = Part("Finansierade tjänster", self._posts(scope), "/", f"{PREFIX}posts", scope, Unit.FTE, 1)
                cost = Part("Kostnad i insatser med tjänster", self._manned_cost(scope), "")
                return [cost, posts], [intervention_row(item, amount) for item, amount in self._manned(scope)], ()
        return self._about_count(name, scope)

    def _about_cost(self, scope: Scope) -> tuple[Sequence[Part], Sequence[SourceRow], Sequence[str]]:
        items = self.portfolio.financed.values()
        costs = [(item, self.portfolio.movement(scope.period, item.pk).cost) for item in items]
        parts = [_part(item, "cost", cost, scope) for item, cost in costs if cost]
        names = {item.pk: item.name for item in items}
        return parts, rows_of("cost", self.portfolio.entries, scope, lambda pk: names[pk]), ()

    def _post_sources(self, scope: Scope, *, full: bool) -> list[SourceRow]:
        rows = []
        for row in self._post_rows(scope):
            item, amount = self.portfolio.interventions[row.intervention], row.full_year if full else row.positions
            link = Link("interventions:intervention", {"pk": item.pk})
            rows.append(SourceRow(item.name, amount, link, row.function, Unit.FTE, 2))
        return rows

    def _about_count(self, name: str, scope: Scope) -> tuple[Sequence[Part], Sequence[SourceRow], Sequence[str]]:
        if name == "ongoing":
            return (), [_counted(item) for item in self._ongoing(scope)], ()
        if name == "implemented":
            return (), [_counted(item) for item in self._implemented(scope)], ()
        silent = [item.name for item in self._ended(scope) if not item.implemented]
        remarks = [f"Det är inte angivet om {name} implementerats." for name in silent]
        rows = [_counted(item, item.get_implemented_display() or "inte angivet") for item in self._ended(scope)]
        if name == "ended":
            return (), rows, remarks
        done, base = len(self._implemented(scope)), len(self._answered(scope))
        parts = [
            Part("Implementerade, helt eller delvis", done, "", f"{PREFIX}implemented", scope, Unit.COUNT),
            Part("Avslutade insatser med besked", base, "/", unit=Unit.COUNT),
        ]
        return parts, rows, remarks


def _part(item: Intervention, what: str, amount: int, scope: Scope) -> Part:
    return Part(item.name, amount, "+", f"intervention.{item.key}.{what}", scope)


def _counted(item: Intervention, note: str = "") -> SourceRow:
    link = Link("interventions:intervention", {"pk": item.pk})
    return SourceRow(item.name, 1, link, note, Unit.COUNT)
