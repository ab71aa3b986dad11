"""Driftredovisning (LKBR 10 kap.) in both layouts; deviation = outcome − budget, plus is better."""

from collections.abc import Sequence

from samsyn.associations.domain.presentation import Operating
from samsyn.core.figure import Measure, Scope
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ledger.figures.rows import OPERATING_SECTIONS, OPERATING_TOTALS
from samsyn.reports.definitions.statements import RowDefinition
from samsyn.reports.tables.columns import ScopeColumn, named, short
from samsyn.reports.tables.statements import StatementTables

COMPARED = (
    ("a", Measure.ACTUAL, "Utfall"),
    ("b", Measure.BUDGET, "Budget"),
    ("d", Measure.DEVIATION, "Avvikelse"),
)


class OperatingTables(StatementTables):
    """The association's own rows in sections, with totals."""

    def _operating_definitions(self) -> list[RowDefinition]:
        """Sections with their rows, then totals, in the order the statement prints."""
        out: list[RowDefinition] = []

        def section(name: str) -> None:
            label, lines = OPERATING_SECTIONS[name]
            rows = self.books.accounts.operating_rows(lines, self.wording, self.period.year)
            keys = tuple(f"{name}.{row.key}" for row in rows)
            if name != "financial":
                out.append(RowDefinition(name, label, f"ledger.operating.{name}", RowKind.SUBTOTAL, terms=keys))
            out.extend(
                RowDefinition(key, row.label, f"ledger.operating.{row.key}", level=1 if name != "financial" else 0)
                for key, row in zip(keys, rows, strict=True)
            )

        def total(name: str) -> None:
            label, sections = OPERATING_TOTALS[name]
            kind = RowKind.TOTAL if name == "result" else RowKind.SUBTOTAL
            terms = sections if name == "net" else ("net", *(r.key for r in out if r.key.startswith("financial")))
            out.append(RowDefinition(name, label, f"ledger.operating.{name}", kind, terms=terms))

        section("revenue")
        section("costs")
        total("net")
        section("financial")
        total("result")
        return out

    def operating(self) -> Table:
        """Driftredovisning (LKBR 10 kap.) in the association's layout; deviation = outcome − budget, plus is better."""
        if self.presentation.operating is Operating.NETTO:
            return self._operating_net()
        columns = [
            named(letter, measure, period, f"{word} {short(period)}")
            for period in (self.period, self.period.previous)
            for letter, measure, word in COMPARED
            if measure is Measure.ACTUAL or period is self.period or self.books.plan(Scope(period, Measure.BUDGET))
        ]
        return self.operating_with(columns)

    def operating_with(self, columns: Sequence[ScopeColumn]) -> Table:
        """The operating statement with columns of the reader's choice."""
        title = f"Driftredovisning {self.period.label}"
        return self._statement("operating_statement", title, self._operating_definitions(), columns, notes=False)

    def _operating_net(self) -> Table:
        """Income, cost and net of the outcome; then budget, deviation and last year's outcome, net."""
        unit, now, then = self.presentation.statements, Scope(self.period), Scope(self.period.previous)
        budget, deviation = Scope(self.period, Measure.BUDGET), Scope(self.period, Measure.DEVIATION)
        rows = []
        for item in self._operating_definitions():
            net = self.cell(item.figure, now, unit)
            blank = Cell(state=State.NOT_APPLICABLE)
            section = item.key.split(".")[0]
            both = item.figure.endswith((".net", ".result"))
            income = (
                self.cell("ledger.operating.revenue", now, unit) if both else (net if section == "revenue" else blank)
            )
            cost = self.cell("ledger.operating.costs", now, unit) if both else (net if section == "costs" else blank)
            rest = [self.cell(item.figure, scope, unit) for scope in (budget, deviation, then)]
            rows.append(Row(item.key, item.label, (income, cost, net, *rest), item.level, item.kind))
        names = [
            ("income", "Intäkt", now, ColumnKind.AMOUNT), ("cost", "Kostnad", now, ColumnKind.AMOUNT),
            ("net", "Netto", now, ColumnKind.AMOUNT), ("budget", "Budget netto", budget, ColumnKind.AMOUNT),
            ("deviation", "Avvikelse", deviation, ColumnKind.DEVIATION),
            ("previous", f"Utfall {short(self.period.previous)}", then, ColumnKind.AMOUNT),
        ]  # fmt: skip
        columns = tuple(Column(key, label, scope.code, kind) for key, label, scope, kind in names)
        return Table("operating_statement", f"Driftredovisning {self.period.label}", unit, columns, tuple(rows))
