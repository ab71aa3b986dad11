"""What interventions' costs are for: cost types in rows beside last year, and each intervention by cost type."""

from collections.abc import Sequence

from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.models import Intervention
from samsyn.reports.tables.columns import short
from samsyn.reports.tables.interventions import InterventionTables

TAKEN_OFF, YEAR_END = "nedsatt vid attest", "upparbetat vid årsskiftet, ändring"
_TOTAL = "interventions.cost"


class CostTypeTables(InterventionTables):
    """The terms of each table add up to the cost: what was taken off and what year-end changed stand by themselves."""

    def cost_types(self) -> Table | None:
        """A row a cost type, this period beside the one before; None where there is nothing to divide."""
        periods = [self.period, self.period.previous]
        found = {period: self._divided(period) for period in periods}
        labels = list(dict.fromkeys(name for by_type in found.values() for name in by_type))
        if not any(name not in (TAKEN_OFF, YEAR_END) for name in labels):
            return None
        labels.sort(key=lambda name: (name == TAKEN_OFF) + 2 * (name == YEAR_END))
        rows = [
            Row(name, name.capitalize(), tuple(self._amount(found[period], name, period) for period in periods))
            for name in labels
        ]
        unit = self.presentation.notes
        total = tuple(self.cell(_TOTAL, Scope(period), unit) for period in periods)
        rows.append(Row("sum", "Kostnad för insatser hos parter", total, kind=RowKind.TOTAL))
        columns = tuple(Column(f"a{period.year}", short(period), period.code) for period in periods)
        return Table("cost_types", f"Insatsernas kostnad efter slag {self.period.label}", unit, columns, tuple(rows))

    def cost_matrix(self) -> Table | None:
        """A row an intervention, a column a cost type."""
        items = [item for item in self._in_order(RunBy.PARTY) if self._cost(item)]
        lines = [(item, self._divided(self.period, item)) for item in items]
        names = self._in_type_order({name for _, by_type in lines for name in by_type})
        if not items or not names:
            return None
        scope, unit = Scope(self.period), self.presentation.notes
        columns = (*(Column(f"t{i}", name.capitalize(), scope.code) for i, name in enumerate(names)),
                   Column("cost", "Kostnad", scope.code))  # fmt: skip
        rows = [
            Row(i.key, self._name(i), self._line(by_type, names, f"intervention.{i.key}.cost")) for i, by_type in lines
        ]
        rows.append(Row("sum", "Summa", self._line(self._divided(self.period), names, _TOTAL), kind=RowKind.TOTAL))
        title = f"Kostnad efter slag per insats {self.period.label}"
        return Table("cost_matrix", title, unit, columns, tuple(rows))

    def _line(self, by_type: dict[str, int], names: Sequence[str], figure: str) -> tuple[Cell, ...]:
        unit = self.presentation.notes
        return (*(Cell(by_type.get(name, 0), unit) for name in names), self.cell(figure, Scope(self.period), unit))

    def _in_type_order(self, names: set[str]) -> list[str]:
        order = list(dict.fromkeys(row.cost_type for row in self.portfolio.cost_types(self.period)))
        return [name for name in [*(name for name in order if name), TAKEN_OFF, YEAR_END] if name in names]

    def _divided(self, period: Period, item: Intervention | None = None) -> dict[str, int]:
        """Öre by cost type of one intervention or all; {} where the cost is not known. The sum is the cost."""
        cost = self.value(_TOTAL if item is None else f"intervention.{item.key}.cost", Scope(period))
        if cost is None:
            return {}
        found: dict[str, int] = {}
        for row in self.portfolio.cost_types(period):
            if item is None or row.intervention == item.pk:
                name = row.cost_type or TAKEN_OFF
                found[name] = found.get(name, 0) + row.amount
        found[YEAR_END] = int(cost) - sum(found.values())
        return {name: amount for name, amount in found.items() if amount}

    def _amount(self, by_type: dict[str, int], name: str, period: Period) -> Cell:
        unknown = self.value(_TOTAL, Scope(period)) is None
        unit = self.presentation.notes
        return Cell(None, unit, state=State.UNKNOWN) if unknown else Cell(by_type.get(name, 0), unit)
