"""Tables of the interventions: what remains by row of the note, roll-forward, cost and budget, who runs what."""

from collections.abc import Iterable, Sequence
from datetime import date

from samsyn.core.figure import Scope
from samsyn.core.money import NBSP, Unit
from samsyn.core.period import MONTHS
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.figures.commitments import group_figure
from samsyn.interventions.models import Intervention
from samsyn.reports.tables.base import TableBase
from samsyn.reports.tables.columns import ScopeColumn

ROLL = (
    ("opening", "Ingående", False), ("decided", "Beviljat", False), ("cost", "Kostnad", True),
    ("returned", "Återgår", True), ("reduced", "Minskat", True), ("remaining", "Återstår", False),
)  # fmt: skip
COST = (
    ("budget", "Budget"), ("received", "Erhållet"), ("cost", "Förbrukat"), ("surplus", "Överskott"),
    ("unused", "Kvar av budget"),
)  # fmt: skip
_OWN_TOTALS = {"budget": "interventions.own_budget", "cost": "interventions.own_cost"}
_BLANK = Cell(state=State.NOT_APPLICABLE)
_SURPLUS = "Överskott är förskott som enligt slutavräkningen inte förbrukats. Erhållet − överskott = förbrukat."
_RETURNED = "Återgår: oförbrukat belopp som återgår av sig självt enligt beslutet. Minskat: genom ett eget beslut."


class InterventionTables(TableBase):
    """One row an intervention, financed at a party first; None where the association has none."""

    # --- what remains --------------------------------------------------------------------------------------------

    def remaining_rows(self, columns: Sequence[ScopeColumn], unit: Unit) -> tuple[list[Row], list[str]]:
        """The note's rows in their order, in the words of the period's year; and what has no row of its own."""
        rows: list[Row] = []
        hidden: list[str] = []
        for group in self.portfolio.groups.values():
            row = self._row(group.key, group.label(self.period.year), group_figure(group.key), columns, unit)
            if any(cell.exact for cell in row.cells):
                rows += [row] if group.own_row else []
                hidden += [] if group.own_row else [row.label]
        return rows, [*hidden, *self._without_group(columns)]

    def _without_group(self, columns: Sequence[ScopeColumn]) -> list[str]:
        """Interventions on no row of the note that something remains of."""
        lone = [item for item in self.portfolio.financed.values() if item.note_group_id is None]
        keys = {item.name: f"intervention.{item.key}.remaining" for item in lone}
        return [name for name, key in keys.items() if any(self.value(key, column.scope) for column in columns)]

    def roll_forward(self) -> Table | None:
        """Opening + granted − cost − returned − reduced = remaining, an intervention a row."""
        scope, unit = Scope(self.period), self.presentation.notes
        columns = tuple(Column(name, label, scope.code) for name, label, _ in ROLL)

        def cells(prefix: str) -> tuple[Cell, ...]:
            return tuple(self.cell(f"{prefix}{name}", scope, unit, flip=flip) for name, _, flip in ROLL)

        items = self._in_order(RunBy.PARTY)
        rows = _with_amounts(Row(item.key, self._name(item), cells(f"intervention.{item.key}.")) for item in items)
        if not rows:
            return None
        rows.append(Row("sum", "Summa", cells("commitments."), kind=RowKind.TOTAL))
        title = f"Beslutad finansiering som återstår {self.period.label}"
        return Table("commitments", title, unit, columns, tuple(rows), (("", _RETURNED),))

    # --- cost ----------------------------------------------------------------------------------------------------

    def cost_table(self) -> Table | None:
        """Budget, received, used, surplus and what is left of the budget, for both kinds of running."""
        rows = [*self._cost_rows(RunBy.PARTY), *self._cost_rows(RunBy.OWN)]
        if not rows:
            return None
        scope = Scope(self.period)
        columns = tuple(Column(name, label, scope.code) for name, label in COST)
        notes = (("", _SURPLUS),) if any(row.cells[3].exact for row in rows) else ()
        title = f"Insatsernas budget och kostnad {self.period.label}"
        return Table("cost_table", title, self.presentation.notes, columns, tuple(rows), notes)

    def _cost_rows(self, run_by: RunBy) -> list[Row]:
        """The interventions of one kind that have a budget or a cost, and their sum."""
        own = run_by == RunBy.OWN
        rows = _with_amounts(
            Row(item.key, self._name(item), self._cost_cells(f"intervention.{item.key}.", own=own), 1)
            for item in self._in_order(run_by)
        )
        if not rows:
            return []
        label = "Insatser i egen regi" if own else "Insatser hos parter"
        total = self._cost_cells("", own=True) if own else self._cost_cells("interventions.", own=False)
        return [Row(str(run_by), label, total, kind=RowKind.SUBTOTAL), *rows]

    def _cost_cells(self, prefix: str, *, own: bool) -> tuple[Cell, ...]:
        """A row's numbers; those in own running receive nothing. No prefix: the sum of own running."""
        scope, unit = Scope(self.period), self.presentation.notes

        def cell(name: str) -> Cell:
            figure = f"{prefix}{name}" if prefix else _OWN_TOTALS.get(name, "")
            applies = bool(figure) and not (own and name in ("received", "surplus"))
            made = self.cell(figure, scope, unit) if applies else _BLANK
            return _BLANK if own and made.exact is None else made  # the office may run something without a decision

        return tuple(cell(name) for name, _ in COST)

    def _cost(self, item: Intervention) -> int:
        return int(self.value(f"intervention.{item.key}.cost", Scope(self.period)) or 0)

    # --- who runs what -------------------------------------------------------------------------------------------

    def interventions(self) -> Table | None:
        """Interventions that went on in the period: who owns them, where, when, posts and cost."""
        items = [item for run_by in (RunBy.PARTY, RunBy.OWN) for item in self._in_order(run_by) if self._active(item)]
        if not items:
            return None
        scope, unit = Scope(self.period), self.presentation.notes
        columns = (
            Column("owner", self.portfolio.owner_word.capitalize(), kind=ColumnKind.TEXT),
            Column("area", "Kommuner", kind=ColumnKind.TEXT),
            Column("when", "Tid", kind=ColumnKind.TEXT), Column("posts", "Tjänster", scope.code),
            Column("cost", "Kostnad", scope.code),
        )  # fmt: skip
        rows = [Row(item.key, self._name(item), self._about(item, scope, unit)) for item in items]
        blanks = (_BLANK, _BLANK, _BLANK)
        total = tuple(self.cell(f"interventions.{name}", scope, unit) for name in ("posts", "cost"))
        label = "Summa" if len(self.portfolio.financed) == len(self.portfolio.interventions) else "Summa hos parter"
        rows.append(Row("sum", label, (*blanks, *total), kind=RowKind.TOTAL))
        return Table("interventions", f"Insatser {self.period.label}", unit, columns, tuple(rows))

    def _about(self, item: Intervention, scope: Scope, unit: Unit) -> tuple[Cell, ...]:
        owner = "i egen regi" if item.run_by == RunBy.OWN else str(item.owner or "")
        texts = (owner, self._where(item), _when(item))
        prefix = f"intervention.{item.key}."
        posts, cost = (self.cell(f"{prefix}{name}", scope, unit) for name in ("posts", "cost"))
        return (*(Cell(text=text) for text in texts), posts if posts.exact is not None else _BLANK, cost)

    def _where(self, item: Intervention) -> str:
        """Its municipalities, or that it is for all of them."""
        areas = self.portfolio.areas.get(item.pk, [])
        everywhere = len(areas) > 1 and len(areas) == self.portfolio.municipalities
        return "alla kommuner" if everywhere else ", ".join(areas)

    def _active(self, item: Intervention) -> bool:
        """Whether it went on at some time in the period, or cost something in it."""
        begun = item.state != Intervention.State.PREPARED and item.start <= self.period.end
        return (begun and (item.end is None or item.end >= self.period.start)) or bool(self._cost(item))

    # --- order and names -----------------------------------------------------------------------------------------

    def _in_order(self, run_by: RunBy) -> list[Intervention]:
        """Interventions of one kind in the order of the note, then by name."""
        found = [item for item in self.portfolio.interventions.values() if item.run_by == run_by]

        def place(item: Intervention) -> tuple[int, str, str]:
            group = self.portfolio.group_of(item)
            return (group.position, group.key, item.name) if group else (10**6, "", item.name)

        return sorted(found, key=place)

    def _name(self, item: Intervention) -> str:
        return self.portfolio.name(item.pk, self.period.end)


def _with_amounts(rows: Iterable[Row]) -> list[Row]:
    """Rows where any number is more or less than zero."""
    return [row for row in rows if any(cell.exact for cell in row.cells)]


def _when(item: Intervention) -> str:
    """'jan 2023–dec 2025', or from when on."""
    begins = _month(item.start)
    return f"{begins}–{_month(item.end)}" if item.end else f"från {begins}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]}{NBSP}{day.year}"


def hidden_note(hidden: Iterable[str]) -> str:
    """What the sum holds beside the rows: 'Summan innehåller även A och B, som inte har en egen rad.'"""
    names = [name[0].lower() + name[1:] if name.startswith("Insats") else name for name in hidden]
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"
    return f"Summan innehåller även {said}, som inte har en egen rad."
