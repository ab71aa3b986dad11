"""What Uppföljning Finsam asks for that no other family states: the administration, and planned participants.

`fill` puts figures into the boxes of a sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from samsyn.associations.figures import AssociationFigures
from samsyn.core.figure import (
    Explanation,
    Figure,
    FigureBook,
    Link,
    Measure,
    Part,
    Scope,
    SourceRow,
    UnknownFigure,
    Value,
)
from samsyn.core.money import Unit
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.figures.one import InterventionFigures
from samsyn.interventions.models import Intervention, InterventionYear
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.queries.projects import project_costs
from samsyn.ledger.domain.amounts import Truth
from samsyn.ledger.domain.mapping import Rule
from samsyn.ledger.figures.lines import LineFigures
from samsyn.ledger.figures.sources import account_link
from samsyn.ledger.queries.books import Books
from samsyn.participants.domain.coordinates import PREFIX as PEOPLE
from samsyn.participants.domain.coordinates import parse
from samsyn.participants.domain.finsam import Box, Section
from samsyn.participants.figures.structure import StructureFigures
from samsyn.participants.queries.finsam import ADMINISTRATION, PLANNED
from samsyn.participants.queries.tally import Tally

_COST_LINES = ("costs", "depreciation")
_GRANTS = ("intervention_accounts", "4000-4999")
_ADMINISTRATION = Figure(
    ADMINISTRATION, "Administration enligt Uppföljning Finsam", Unit.KR,
    "Förbundets alla kostnader utom bidragen till insatser hos parter och kostnaderna för insatser i egen regi, som "
    "lämnas insats för insats. Kostnad skrivs med plus.",
)  # fmt: skip


class FinsamFigures:
    """Administration by outcome and budget, and each intervention's planned participants of a year."""

    prefix = "finsam."

    def __init__(self, portfolio: Portfolio, books: Books) -> None:
        self.portfolio = portfolio
        self.books = books

    def figures(self) -> Iterable[Figure]:
        return [_ADMINISTRATION, *(self._planned(item) for item in self.portfolio.interventions.values())]

    def find(self, key: str) -> Figure | None:
        """None for an intervention that is not there."""
        if key == ADMINISTRATION:
            return _ADMINISTRATION
        try:
            return self._planned(self._item(key))
        except UnknownFigure:
            return None

    def _planned(self, item: Intervention) -> Figure:
        return Figure(f"{PLANNED}{item.key}", f"{item.name}: planerade deltagare", Unit.PERSONS,
                      "Antal deltagare som insatsen planerar för under året.")  # fmt: skip

    @cached_property
    def _plans(self) -> dict[tuple[int, int], int]:
        rows = InterventionYear.objects.filter(association=self.portfolio.association, participants__isnull=False)
        return {(pk, year): count or 0 for pk, year, count in
                rows.values_list("intervention_id", "year", "participants")}  # fmt: skip

    def _item(self, key: str) -> Intervention:
        item = self.portfolio.by_key.get(key.removeprefix(PLANNED)) if key.startswith(PLANNED) else None
        if item is None:
            raise UnknownFigure(key)
        return item

    def value(self, key: str, scope: Scope) -> Value:
        """Öre of cost, or persons; None where the books, the budget or the plan do not tell."""
        if key != ADMINISTRATION:
            item = self._item(key)
            return self._plans.get((item.pk, scope.period.year)) if scope.measure is Measure.ACTUAL else None
        if scope.measure is Measure.BUDGET:
            return self._budget(scope)
        rows = self._accounts(scope) if scope.measure is Measure.ACTUAL else None
        return None if rows is None else sum(rows.values())

    # --- administration ----------------------------------------------------------------------------------------------

    def _is_office(self, rule: Rule | None) -> bool:
        if rule is None or rule.line not in _COST_LINES:
            return False
        first, _, last = self.books.association.word(*_GRANTS).partition("-")
        return not (int(first) <= rule.account_from and rule.account_to <= int(last))

    @property
    def _own(self) -> list[Intervention]:
        return [item for item in self.portfolio.interventions.values() if item.run_by == RunBy.OWN]

    def _accounts(self, scope: Scope) -> Mapping[int, int] | None:
        """Öre of cost by account, without the projects of interventions in own running; None without vouchers."""
        actuals, projects = self.books.actuals(scope.period), {item.project for item in self._own if item.project}
        if actuals.truth is not Truth.VOUCHERS or actuals.movement is None:
            return None
        found: dict[int, int] = {}
        for posting, amount in actuals.movement.items():
            if posting[2] not in projects and self._is_office(self.books.accounts.rule_for(posting)):
                found[posting[0]] = found.get(posting[0], 0) + amount
        return found

    def _budget_rows(self, scope: Scope) -> dict[str, int] | None:
        """Öre of cost by row of the budget."""
        found = self.books.evaluation(scope)
        if not (found.known and found.by_row and found.leaves):
            return None
        rows: dict[str, int] = {}
        for rule, amount in found.leaves.items():
            if amount and self._is_office(rule):
                label = rule.operating_row or rule.note_row
                rows[label] = rows.get(label, 0) - amount
        return rows

    def _own_budget(self, scope: Scope) -> int:
        amounts = [self.portfolio.budget(item, scope.period) for item in self._own]
        return sum(amount for amount in amounts if amount is not None)

    def _budget(self, scope: Scope) -> int | None:
        rows = self._budget_rows(scope)
        return None if rows is None else sum(rows.values()) - self._own_budget(scope)

    # --- explanations ------------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        if key != ADMINISTRATION:
            item = self._item(key)
            row = SourceRow(f"{item.name}, {scope.period.year}", value, Link("interventions:intervention",
                            {"pk": item.pk}), unit=Unit.PERSONS)  # fmt: skip
            return Explanation(self._planned(item), scope, value, sources=() if value is None else (row,),
                               basis="Planerade deltagare, skrivna på insatsen")  # fmt: skip
        if scope.measure is Measure.BUDGET:
            return self._explain_budget(scope, value)
        names, rows = self.books.account_names, self._accounts(scope) or {}
        sources = tuple(
            SourceRow(f"{account:04d} {names.get(account, '')}".strip(), amount, account_link(account, scope.period))
            for account, amount in sorted(rows.items()) if amount
        )  # fmt: skip
        costs = project_costs(self.books, scope.period) or {}
        own = ", ".join(item.name for item in self._own if costs.get(item.project))
        told = (f"Utan det som bokförts på projekten för {own}.",) if own else ()
        basis = self.books.evaluation(scope).basis
        return Explanation(_ADMINISTRATION, scope, value, sources=sources, basis=basis, remarks=told)

    def _explain_budget(self, scope: Scope, value: Value) -> Explanation:
        rows, own = self._budget_rows(scope) or {}, self._own_budget(scope)
        parts = [Part(label, amount) for label, amount in rows.items()]
        if own:
            parts.append(Part("Insatser i egen regi", own, "−", "interventions.own_budget", Scope(scope.period)))
        missing = [item.name for item in self._own if self._lacks_budget(item, scope)]
        told = (f"{', '.join(missing)} har ingen egen budget och ingår här.",) if missing and value is not None else ()
        return Explanation(_ADMINISTRATION, scope, value, tuple(parts), basis=self.books.evaluation(scope).basis,
                           remarks=told)  # fmt: skip

    def _lacks_budget(self, item: Intervention, scope: Scope) -> bool:
        runs = item.start <= scope.period.end and (item.end is None or item.end >= scope.period.start)
        return runs and self.portfolio.budget(item, scope.period) is None


def figures_for(books: Books, portfolio: Portfolio) -> FigureBook:
    """The figures that the office's sheet is filled from, and no others: fewer to load than the whole catalogue."""
    association = books.association
    return FigureBook(
        [LineFigures(books), InterventionFigures(portfolio, books), AssociationFigures(association),
         StructureFigures(association), FinsamFigures(portfolio, books)]
    )  # fmt: skip


def fill(sections: Sequence[Section], book: FigureBook | None, tally: Tally) -> list[Section]:
    """The sections with every figure's value in its box."""

    def filled(box: Box) -> Box:
        if not box.figure or box.scope is None:
            return box
        if box.figure.startswith(PEOPLE):
            return replace(box, exact=tally.value(parse(box.figure.removeprefix(PEOPLE)), box.scope.period))
        return replace(box, exact=book.value(box.figure, box.scope) if book and box.figure in book else None)

    return [
        replace(section, lines=[replace(line, boxes=[filled(box) for box in line.boxes]) for line in section.lines])
        for section in sections
    ]
