"""What remains of decided financing ('inom linjen'), its roll-forward, and one figure per row of the note."""

from collections.abc import Iterable
from functools import cached_property

from samsyn.core.figure import Explanation, Figure, Measure, Of, Part, Scope, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.interventions.figures.sources import (
    AMOUNTS,
    WORDS,
    explained,
    intervention_row,
    rows_of,
    terms,
)
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.note_groups import Group
from samsyn.interventions.queries.portfolio import Portfolio

PREFIX = "commitments."
_LAW = "LKBR 6 kap."
_LABELS = {
    "opening": "Återstående belopp vid periodens början",
    "decided": "Beviljad finansiering av insatser",
    "cost": "Kostnad för insatser hos parter",
    "returned": "Återgången finansiering",
    "reduced": "Minskad finansiering",
    "remaining": "Återstående belopp för redan beslutad finansiering",
}
_WHOLE = {
    figure.key: figure for figure in (
        Figure(f"{PREFIX}{name}", _LABELS[name], Unit.KR, WORDS[name][1], _LAW if name == "remaining" else "")
        for name in AMOUNTS
    )
}  # fmt: skip
ROW = "row"
"""Each row of the note, as `each` is asked."""


def group_figure(group: str) -> str:
    """The key of a note row's figure; a row named as one of the figures of the whole gets a longer one."""
    return f"{PREFIX}{group}-raden" if group in AMOUNTS else f"{PREFIX}{group}"


class CommitmentFigures:
    """`commitments.remaining|opening|decided|cost|returned|reduced` and `commitments.<row of the note>`."""

    prefix = PREFIX

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio

    def figures(self) -> Iterable[Figure]:
        return [*_WHOLE.values(), *map(self._of_group, self._groups.values())]

    def find(self, key: str) -> Figure | None:
        """None where the note has no such row."""
        if key in _WHOLE:
            return _WHOLE[key]
        group = self._groups.get(key)
        return self._of_group(group) if group else None

    def _figure(self, key: str) -> Figure:
        if (found := self.find(key)) is None:
            raise UnknownFigure(key)
        return found

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group_figure(group.key): group for group in self.portfolio.groups.values()}

    def _of_group(self, group: Group) -> Figure:
        label = group.label(9999)
        text = f"Det som återstår av beslutad finansiering för {label}: beviljat minus kostnad och återgånget."
        return Figure(group_figure(group.key), f"Återstår: {label}", Unit.KR, text, _LAW)

    def value(self, key: str, scope: Scope) -> Value:
        """Öre. None before anything is known of the interventions, and in budget and forecast."""
        if key not in _WHOLE and key not in self._groups:
            raise UnknownFigure(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        if key not in _WHOLE:
            return self._row(self._groups[key], scope)
        known, name = self.portfolio.known(scope.period), key.removeprefix(PREFIX)
        if not (known.stock if name == "remaining" else known.flows):
            return None
        return AMOUNTS[name](self.portfolio.movement(scope.period))

    def _row(self, group: Group, scope: Scope) -> int | None:
        left = self.portfolio.remaining(self.portfolio.in_group(group.key), scope.period)
        return left if self.portfolio.known(scope.period).stock else None

    def each(self, what: str, scope: Scope) -> Iterable[Of]:
        """What remains by row of the note, öre."""
        rows = self._groups.values() if what == ROW else ()
        known = scope.measure is Measure.ACTUAL
        return [Of(group.key, group.label(scope.period.year), self._row(group, scope) if known else None)
                for group in rows]  # fmt: skip

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        if value is None:
            return explained(self.portfolio, self._figure(key), scope, None)
        if key not in _WHOLE:
            return self._explain_group(key, scope, value)
        name = key.removeprefix(PREFIX)
        if name == "remaining":
            return self._explain_remaining(scope, value)
        items = self.portfolio.financed.values()
        amounts = [(item, AMOUNTS[name](self.portfolio.movement(scope.period, item.pk))) for item in items]
        parts = [Part(i.name, amount, "+", f"intervention.{i.key}.{name}", scope) for i, amount in amounts if amount]
        sources = rows_of(name, self.portfolio.entries, scope, self._name)
        return explained(self.portfolio, _WHOLE[key], scope, value, parts=parts, sources=sources)

    def _name(self, pk: int) -> str:
        return self.portfolio.interventions[pk].name

    def _explain_remaining(self, scope: Scope, value: Value) -> Explanation:
        moved, known = self.portfolio.movement(scope.period), self.portfolio.known(scope.period)
        rows = [(item, self.portfolio.movement(scope.period, item.pk).closing)
                for item in self.portfolio.financed.values()]  # fmt: skip
        sources = [intervention_row(item, left, self._without_row(item.pk)) for item, left in rows if left]
        return explained(
            self.portfolio, _WHOLE[f"{PREFIX}remaining"], scope, value,
            parts=terms(moved, PREFIX, scope, flows=known.flows), sources=sources,
        )  # fmt: skip

    def _part(self, item: Intervention, scope: Scope) -> Part:
        left = self.portfolio.movement(scope.period, item.pk).closing
        return Part(item.name, left, "+", f"intervention.{item.key}.remaining", scope)

    def _without_row(self, pk: int) -> str:
        group = self.portfolio.group_of(self.portfolio.interventions[pk])
        return "" if group and group.own_row else "ingår i summan utan egen rad i noten"

    def _explain_group(self, key: str, scope: Scope, value: Value) -> Explanation:
        items = self.portfolio.in_group(self._groups[key].key)
        if len(items) == 1:
            moved = self.portfolio.movement(scope.period, items[0].pk)
            flows = self.portfolio.known(scope.period).flows
            parts = terms(moved, f"intervention.{items[0].key}.", scope, flows=flows)
        else:
            parts = tuple(self._part(item, scope) for item in items)
        own = self.portfolio.entries_of(*(item.pk for item in items))
        names = self._name if len(items) > 1 else None
        sources = rows_of("remaining", own, scope, names)
        return explained(self.portfolio, self._figure(key), scope, value, parts=parts, sources=sources)
