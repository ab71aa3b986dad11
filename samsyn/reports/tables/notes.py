"""Notes: the association's own rows, and what remains of decided financing."""

from collections.abc import Sequence
from dataclasses import replace

from samsyn.associations.domain.presentation import CostSign
from samsyn.core.figure import Scope
from samsyn.core.money import Unit, grouped, in_unit
from samsyn.core.table import RowKind, Table
from samsyn.ledger.definitions.statements import COMMITMENTS, NOTE_SUMS, NOTE_TITLES
from samsyn.ledger.domain.mapping import MappedRow
from samsyn.ledger.figures.provisions import CLOSING, LABELS
from samsyn.reports.definitions.statements import BALANCE
from samsyn.reports.tables.base import COST_LINES, mark_rounding
from samsyn.reports.tables.columns import ScopeColumn
from samsyn.reports.tables.interventions import InterventionTables, hidden_note

PENSION_NOTE = next(item.note for item in BALANCE if item.key == "pension_provisions" and item.note)


class NoteTables(InterventionTables):
    """One table a note (LKBR 9 kap.)."""

    def note_numbers(self) -> list[int]:
        numbers = self.books.accounts.notes()
        if self.portfolio.financed and self.commitments_note not in numbers:
            numbers.append(self.commitments_note)
        return sorted(numbers)

    @property
    def commitments_note(self) -> int:
        return next(item.note for item in BALANCE if item.figure == COMMITMENTS and item.note)

    def note_rows(self, note: int) -> list[MappedRow]:
        return self.books.accounts.note_rows(note, self.wording, self.period.year)

    def note_title(self, note: int) -> str:
        rules = [rule for rule in self.books.accounts.rules if rule.note == note]
        return f"Not {note} {NOTE_TITLES.get(note, rules[0].target.label if rules else '')}".strip()

    def note(self, note: int) -> Table:
        """A note's rows and sum; zero rows stay. Costs print with the sign the association chose for notes."""
        if note == self.commitments_note:
            return self.remaining()
        if note == PENSION_NOTE and (self.period.year, True) in self.books.provisions:
            return self.provisions()
        rows = self.note_rows(note)
        costs = bool(rows) and rows[0].rules[0].line in COST_LINES
        pension = bool(rows) and rows[0].rules[0].line == "pension_provisions"
        stock = bool(rows) and rows[0].rules[0].target.basis != "RES"
        columns = self.balance_columns if stock else self.flow_columns
        unit = self.presentation.unit_of_note(note, pension=pension)
        flip = costs and self.presentation.costs_in_notes is CostSign.POSITIVE
        made = [self._row(r.key, r.label, f"ledger.note{note}.{r.key}", columns, unit, flip=flip) for r in rows]
        total = NOTE_SUMS.get(note, "Summa")
        made.append(self._row("sum", total, f"ledger.note{note}.sum", columns, unit, kind=RowKind.TOTAL, flip=flip))
        table = Table(
            f"note{note}", self.note_title(note), unit, tuple(c.column for c in columns), tuple(made), note=note
        )
        table = mark_rounding(table, {"sum": tuple(row.key for row in rows)})
        return self._with_audit_cost(table, columns, unit, flip) if note == 2 else table

    def provisions(self) -> Table:
        """The pension note from its roll-forward as entered; the check ties its closing to the balance sheet."""
        unit, columns = self.presentation.unit_of_note(PENSION_NOTE, pension=True), self.balance_columns
        kinds = [kind for kind in LABELS if kind != CLOSING]
        rows = [self._row(kind, LABELS[kind], f"ledger.provision.{kind}", columns, unit) for kind in kinds]
        rows.append(self._row("sum", LABELS[CLOSING], f"ledger.provision.{CLOSING}", columns, unit, kind=RowKind.TOTAL))
        titles = tuple(column.column for column in columns)
        table = Table(
            f"note{PENSION_NOTE}", self.note_title(PENSION_NOTE), unit, titles, tuple(rows), note=PENSION_NOTE
        )
        without = self.value("ledger.provision_without_tax.closing", Scope(self.period))
        if without is not None:
            text = f"Utan särskild löneskatt är utgående avsättning {grouped(in_unit(int(without), unit))} {unit}."
            table = replace(table, footnotes=(("", text),))
        return mark_rounding(table, {"sum": tuple(kinds)})

    def _with_audit_cost(self, table: Table, columns: Sequence[ScopeColumn], unit: Unit, flip: bool) -> Table:
        """LKBR 9 kap. asks for the cost of räkenskapsrevision: a row of its own below the sum."""
        label = "varav räkenskapsrevision"
        return replace(
            table, rows=(*table.rows, self._row("audit", label, "ledger.audit_cost", columns, unit, level=1, flip=flip))
        )

    def remaining(self) -> Table:
        """The note on what remains of decided financing; what has no row of its own is named under the sum."""
        note, columns = self.commitments_note, self.balance_columns
        unit = self.presentation.unit_of_note(note)
        rows, hidden = self.remaining_rows(columns, unit)
        mark = "1" if hidden else ""
        total = self._row("sum", "Summa", COMMITMENTS, columns, unit, kind=RowKind.TOTAL, mark=mark)
        table = Table(
            f"note{note}", self.note_title(note), unit, tuple(c.column for c in columns), (*rows, total),
            (("1", hidden_note(hidden)),) if hidden else (), note,
        )  # fmt: skip
        return table if hidden else mark_rounding(table, {"sum": tuple(row.key for row in rows)})
