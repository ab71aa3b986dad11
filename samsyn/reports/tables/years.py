"""Over several years: the overview that R15 asks for, and how costs divide."""

from collections.abc import Sequence
from dataclasses import replace

from samsyn.associations.domain.presentation import CostSign, Order, OverviewCost
from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ledger.domain.split import SHARE_LABELS, Share
from samsyn.reports.definitions.statements import OVERVIEW
from samsyn.reports.tables.base import TableBase
from samsyn.reports.tables.columns import ScopeColumn, named, short


class YearTables(TableBase):
    """Tables with a column a year."""

    def overview(self) -> Table:
        """Översikt över verksamhetens utveckling: as many years as chosen and known (RKR R15)."""
        wanted = [self.period.year - back for back in range(self.presentation.overview_years)]
        known = set(self.books.years())
        years = [year for year in wanted if year in known or year == self.period.year]
        self.books.load_years(years)
        if self.presentation.overview_order is Order.NEWEST_LAST:
            years.reverse()
        columns = [
            named("a", Measure.ACTUAL, self.period if y == self.period.year else Period(y), str(y)) for y in years
        ]
        unit = self.presentation.statements
        rows = []
        for item in OVERVIEW:
            flip = item.cost and self.presentation.costs_in_overview is CostSign.POSITIVE
            label = self.books.association.in_own_words(item.label)
            cells = tuple(self.cell(item.figure, c.scope, unit, flip=flip) for c in columns)
            if item.cost and self.presentation.overview_cost is OverviewCost.AFTER:
                label, cells = f"{label} efter finansiella poster", self._cost_after_financial(columns, unit, flip)
            if any(cell.exact is not None for cell in cells):
                rows.append(Row(item.key, label, cells))
        return Table(
            "overview", "Översikt över verksamhetens utveckling", unit, tuple(c.column for c in columns), tuple(rows)
        )

    def _cost_after_financial(self, columns: Sequence[ScopeColumn], unit: Unit, flip: bool) -> tuple[Cell, ...]:
        cells = []
        for column in columns:
            costs = self.value("ledger.costs", column.scope)
            net = self.value("ledger.financial_net", column.scope)
            cell = self.cell("ledger.costs", column.scope, unit, flip=flip)
            total = None if costs is None or net is None else costs + net
            state = State.UNKNOWN if total is None else State.KNOWN
            cells.append(replace(cell, exact=-total if flip and total is not None else total, state=state))
        return tuple(cells)

    def cost_split(self) -> Table | None:
        """Kostnadsfördelning for three years with each share's base; None where no keys are entered."""
        if not self.books.split_rules:
            return None
        unit, without = self.presentation.statements, self.books.association.word("split_without_project", "")
        periods = [self.period, self.period.previous, self.period.previous.previous]
        columns: list[Column] = []
        for period in periods:
            columns.append(Column(f"a{period.year}", short(period), period.code))
            columns.append(Column(f"s{period.year}", "Andel %", period.code, ColumnKind.SHARE))
        rows = []
        for share, label in SHARE_LABELS.items():
            rows.append(
                self._split_row(share, label, periods, unit, f"ledger.split.{share}", f"ledger.split.{share}_share")
            )
            below = [f for f in self.figures.figures_of("ledger.split.") if f.key.startswith(f"ledger.split.{share}.")]
            if len(below) > 1:
                rows += [self._split_row(share, f.label, periods, unit, f.key, "", level=1) for f in below]
        if without:
            rows += [
                self._split_row(
                    share,
                    f"{label}, andel exklusive {without}",
                    periods,
                    unit,
                    "",
                    f"ledger.split.{share}_share_without",
                )
                for share, label in SHARE_LABELS.items()
            ]
        base = self._split_base_text()
        return Table("cost_split", "Kostnadsfördelning", unit, tuple(columns), tuple(rows), (("", base),))

    def _split_base_text(self) -> str:
        name = "verksamhetens kostnader" if self.presentation.split_base == "costs" else "medlemsbidraget"
        return self.books.association.in_own_words(f"Andelarna är räknade på {name}.")

    def _split_row(
        self, share: Share, label: str, periods: Sequence[Period], unit: Unit, amount: str, part: str, level: int = 0
    ) -> Row:
        cells: list[Cell] = []
        blank = Cell(state=State.NOT_APPLICABLE)
        for period in periods:
            cells.append(self.cell(amount, Scope(period), unit, flip=True) if amount else blank)
            cells.append(self.cell(part, Scope(period), unit) if part else blank)
        kind = RowKind.PLAIN if level else RowKind.SUBTOTAL
        return Row(f"{share}.{label}", label, tuple(cells), level, kind)
