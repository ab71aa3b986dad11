"""Resultaträkning, balansräkning, kassaflödesanalys and balanskravsutredning."""

from collections.abc import Sequence
from dataclasses import replace

from samsyn.associations.domain.presentation import CostSign, Financial, FinancialLabel
from samsyn.core.figure import Scope
from samsyn.core.table import Cell, Row, RowKind, State, Table
from samsyn.reports.definitions.statements import BALANCE, CASH, INCOME, REQUIREMENT, RowDefinition
from samsyn.reports.tables.base import COST_LINES, TableBase, mark_rounding
from samsyn.reports.tables.columns import ScopeColumn


class StatementTables(TableBase):
    """Rows as declared in definitions.statements, arranged by the association's choices."""

    def _statement(
        self, key: str, title: str, rows: Sequence[RowDefinition], columns: Sequence[ScopeColumn], *, notes: bool = True
    ) -> Table:
        """A statement's table. Notes' numbers stand in a column of their own when a row has one."""
        unit = self.presentation.statements
        flip = self.presentation.costs_in_statements is CostSign.POSITIVE and key == "income"
        made = []
        for item in rows:
            if item.kind is RowKind.HEADING:
                made.append(
                    Row(item.key, item.label, tuple(Cell(state=State.NOT_APPLICABLE) for _ in columns), kind=item.kind)
                )
                continue
            turned = flip and item.figure.removeprefix("ledger.") in COST_LINES
            row = self._row(
                item.key, item.label, item.figure, columns, unit, level=item.level, kind=item.kind, flip=turned,
                note=item.note if notes else None,
                mark="*" if item.legacy else "",
            )  # fmt: skip
            if self._shown(item, row):
                made.append(row)
        terms = {item.key: item.terms for item in rows if item.terms}
        table = Table(key, title, unit, tuple(c.column for c in columns), tuple(made))
        return mark_rounding(table, terms) if not flip else table

    def _shown(self, item: RowDefinition, row: Row) -> bool:
        if item.legacy:
            return any(
                cell.scope and (item.key, cell.scope.period.year) in self.books.legacy_lines for cell in row.cells
            )
        return not item.optional or self.presentation.empty_lines or any(cell.exact for cell in row.cells)

    def income(self, columns: Sequence[ScopeColumn] | None = None) -> Table:
        """Resultaträkning (LKBR 5 kap.)."""
        columns = columns or self.flow_columns
        rows = [self._financial(item) for item in INCOME if self._financial_choice(item)]
        if self.presentation.costs_on_face:
            rows = self._costs_on_face(rows)
        table = self._statement("income_statement", f"Resultaträkning {self.period.label}", rows, columns)
        reasons = [
            f"{line.label}: {self.books.legacy_lines[line.key, year]}"
            for line in INCOME
            for year in sorted({c.scope.period.year for c in columns})
            if line.legacy and (line.key, year) in self.books.legacy_lines
        ]
        return replace(table, footnotes=(*table.footnotes, *(("*", reason) for reason in reasons)))

    def _financial_choice(self, item: RowDefinition) -> bool:
        if item.key == "financial_net":
            return self.presentation.financial_items is Financial.NET
        return item.key not in ("financial_income", "financial_costs") or (
            self.presentation.financial_items is Financial.TWO
        )

    def _financial(self, item: RowDefinition) -> RowDefinition:
        """The one net line carries the label the association chose, or one that follows the amount's sign."""
        if item.key != "financial_net":
            return item
        net = self.value("ledger.financial_net", Scope(self.period))
        if self.presentation.financial_label is FinancialLabel.FIXED:
            return replace(item, label=self.presentation.financial_text)
        return replace(item, label=self.presentation.financial_name(int(net or 0)))

    def _costs_on_face(self, rows: Sequence[RowDefinition]) -> list[RowDefinition]:
        """The costs' own rows under 'Verksamhetens kostnader', as note 2 has them."""
        out: list[RowDefinition] = []
        for item in rows:
            out.append(item)
            if item.key == "costs":
                out += [
                    RowDefinition(f"costs.{row.key}", f"varav {row.label.lower()}", f"ledger.note2.{row.key}", level=1)
                    for row in self.books.accounts.note_rows(2, self.wording, self.period.year)
                ]
        return out

    def balance(self) -> Table:
        """Balansräkning (LKBR 6 kap.), with what stands inom linjen below."""
        return self._statement("balance_sheet", f"Balansräkning {self.period.end}", BALANCE, self.balance_columns)

    def cash_flow(self) -> Table:
        """Kassaflödesanalys (LKBR 8 kap.)."""
        return self._statement("cash_flow", f"Kassaflödesanalys {self.period.label}", CASH, self.outcome_columns)

    def requirement(self) -> Table:
        """Balanskravsutredning (LKBR 11 kap. 10 §)."""
        title = f"Balanskravsutredning {self.period.label}"
        return self._statement("requirement", title, REQUIREMENT, self.outcome_columns)
