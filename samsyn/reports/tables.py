"""Definitions and figures made into tables: the one place where a printed table comes from, for page, PDF and file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from samsyn.associations.presentation import (
    CostSign,
    Financial,
    FinancialLabel,
    Operating,
    Order,
    OverviewCost,
    Presentation,
)
from samsyn.core.figure import FigureBook, Measure, Scope, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ledger.definitions.statements import COMMITMENTS, NOTE_SUMS, NOTE_TITLES
from samsyn.ledger.domain.mapping import MappedRow
from samsyn.ledger.domain.split import SHARE_LABELS, Share
from samsyn.ledger.figures.rows import OPERATING_SECTIONS, OPERATING_TOTALS
from samsyn.ledger.queries.books import Books
from samsyn.reports.definitions.statements import (
    BALANCE,
    CASH,
    INCOME,
    OVERVIEW,
    REQUIREMENT,
    ROUNDING_NOTE,
    RowDefinition,
)

COST_LINES = ("costs", "depreciation", "financial_costs")


@dataclass(frozen=True)
class ScopeColumn:
    """A column as a scope with its heading."""

    key: str
    label: str
    scope: Scope
    kind: ColumnKind = ColumnKind.AMOUNT

    @property
    def column(self) -> Column:
        return Column(self.key, self.label, self.scope.code, self.kind)


def _named(prefix: str, measure: Measure, period: Period, label: str) -> ScopeColumn:
    kind = ColumnKind.DEVIATION if measure is Measure.DEVIATION else ColumnKind.AMOUNT
    return ScopeColumn(f"{prefix}{period.year}", label, Scope(period, measure), kind)


def short(period: Period) -> str:
    """A column's heading: '2024', 'jan–aug 2020'."""
    if period.whole_year:
        return str(period.year)
    words = period.label.split(" ")[0].split("–")
    return "–".join(word[:3] for word in words) + f" {period.year}"


@dataclass
class TableMaker:
    """Makes every table of one association, period and kind of report ('arsredovisning', 'tertial', 'ekonomi')."""

    books: Books
    figures: FigureBook
    period: Period
    kind: str = "arsredovisning"
    _cells: dict[tuple[str, Scope], Value] = field(default_factory=dict)

    @cached_property
    def presentation(self) -> Presentation:
        return Presentation.for_kind(self.books.association.presentation, self.kind)

    @property
    def wording(self) -> str:
        """Whose labels are used: a month's report words its rows as the tertial's, a year's as the annual report's."""
        if self.kind == "ekonomi":
            return "arsredovisning" if self.period.whole_year else "tertial"
        return self.kind

    # --- columns -------------------------------------------------------------------------------------------------

    @cached_property
    def outcome_columns(self) -> list[ScopeColumn]:
        """This period beside the year before: balance sheet, cash flow, notes of a year."""
        now, then = self.period, self.period.previous
        return [_named("a", Measure.ACTUAL, now, short(now)), _named("a", Measure.ACTUAL, then, short(then))]

    @cached_property
    def balance_columns(self) -> list[ScopeColumn]:
        """Closing at the period's end beside the year's opening."""
        then = Period(self.period.year - 1)
        dates = [
            (self.period, self.presentation.date_text(self.period.end)),
            (then, self.presentation.date_text(then.end)),
        ]
        return [_named("a", Measure.ACTUAL, period, label) for period, label in dates]

    @cached_property
    def flow_columns(self) -> list[ScopeColumn]:
        """Columns of income statement and notes: outcome and last year; in a part of the year the plans too."""
        if self.period.whole_year:
            return self.outcome_columns
        now, year = self.period, Period(self.period.year)
        columns = [
            _named("p", Measure.ACTUAL, now.previous, short(now.previous)),
            _named("p", Measure.ACTUAL, now, short(now)),
            _named("b", Measure.BUDGET, year, f"Budget {year}"),
        ]
        if self.books.plan(Scope(year, Measure.REVISED)):
            columns.append(_named("r", Measure.REVISED, year, f"Reviderad budget {year}"))
        if self.kind == "tertial" or self.books.plan(Scope(now, Measure.FORECAST)):
            columns.append(_named("f", Measure.FORECAST, now, f"Prognos {year}"))
        return columns

    def compared_columns(self, measures: Iterable[Measure] = (), *, previous: bool = True) -> list[ScopeColumn]:
        """Outcome, then the chosen plans and the deviation, then last year: the page 'Resultat och budget'."""
        labels = {
            Measure.BUDGET: "Budget", Measure.REVISED: "Reviderad budget",
            Measure.FORECAST: f"Prognos helår {self.period.year}", Measure.DEVIATION: "Avvikelse",
        }  # fmt: skip
        whole = (Measure.FORECAST, Measure.DEVIATION)  # a forecast is of the whole year
        columns = [_named("a", Measure.ACTUAL, self.period, f"Utfall {short(self.period)}")]
        columns += [
            _named(str(m), m, self.period, labels[m] if m in whole else f"{labels[m]} {short(self.period)}")
            for m in measures
        ]
        if previous:
            columns.append(_named("a", Measure.ACTUAL, self.period.previous, f"Utfall {short(self.period.previous)}"))
        return columns

    # --- cells ---------------------------------------------------------------------------------------------------

    def value(self, figure: str, scope: Scope) -> Value:
        if (figure, scope) not in self._cells:
            self._cells[figure, scope] = self.figures.value(figure, scope) if figure in self.figures else None
        return self._cells[figure, scope]

    def cell(self, figure: str, scope: Scope, unit: Unit, *, flip: bool = False) -> Cell:
        """One number; `flip` prints a cost as a positive number."""
        definition = self.figures.figure(figure) if figure in self.figures else None
        value = self.value(figure, scope)
        own = unit if definition is None or definition.unit is Unit.KR else definition.unit
        if value is None:
            return Cell(None, own, figure, scope, State.UNKNOWN)
        return Cell(-value if flip else value, own, figure, scope, decimals=definition.decimals if definition else 0)

    def _row(
        self, key: str, label: str, figure: str, columns: Sequence[ScopeColumn], unit: Unit, **extra: object
    ) -> Row:
        flip = bool(extra.pop("flip", False))
        cells = tuple(self.cell(figure, column.scope, unit, flip=flip) for column in columns)
        return Row(key, label, cells, **extra)  # type: ignore[arg-type]

    # --- statements ----------------------------------------------------------------------------------------------

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
                    for row in self._note_rows(2)
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

    # --- notes ---------------------------------------------------------------------------------------------------

    def note_numbers(self) -> list[int]:
        numbers = self.books.accounts.notes()
        if self.books.commitments and self.commitments_note not in numbers:
            numbers.append(self.commitments_note)
        return sorted(numbers)

    @property
    def commitments_note(self) -> int:
        return next(item.note for item in BALANCE if item.figure == COMMITMENTS and item.note)

    def _note_rows(self, note: int) -> list[MappedRow]:
        return self.books.accounts.note_rows(note, self.wording, self.period.year)

    def note_title(self, note: int) -> str:
        rules = [rule for rule in self.books.accounts.rules if rule.note == note]
        return f"Not {note} {NOTE_TITLES.get(note, rules[0].target.label if rules else '')}".strip()

    def note(self, note: int) -> Table:
        """A note's rows and sum; zero rows stay. Costs print with the sign the association chose for notes."""
        if note == self.commitments_note:
            return self.commitments()
        rows = self._note_rows(note)
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

    def _with_audit_cost(self, table: Table, columns: Sequence[ScopeColumn], unit: Unit, flip: bool) -> Table:
        """LKBR 9 kap. asks for the cost of räkenskapsrevision: a row of its own below the sum."""
        label = "varav räkenskapsrevision"
        return replace(
            table, rows=(*table.rows, self._row("audit", label, "ledger.audit_cost", columns, unit, level=1, flip=flip))
        )

    def commitments(self) -> Table:
        """Note on what remains of decided financing; groups without a row of their own are named under the sum."""
        note, unit, columns = (
            self.commitments_note,
            self.presentation.unit_of_note(self.commitments_note),
            self.balance_columns,
        )
        labels: dict[str, str] = {}
        hidden: dict[str, str] = {}
        for column in reversed(columns):  # this year's wording wins
            for item in self.books.commitments.get(column.scope.period.year, ()):
                (labels if item.own_row else hidden)[item.group] = item.label
        order = [i.group for c in columns for i in self.books.commitments.get(c.scope.period.year, ()) if i.own_row]
        rows = [self._row(g, labels[g], f"commitments.{g}", columns, unit) for g in dict.fromkeys(order)]
        rows.append(
            self._row("sum", "Summa", COMMITMENTS, columns, unit, kind=RowKind.TOTAL, mark="1" if hidden else "")
        )
        notes = [
            ("1", f"Summan innehåller även {label.lower()}, som inte har en egen rad.") for label in hidden.values()
        ]
        return Table(
            f"note{note}",
            self.note_title(note),
            unit,
            tuple(c.column for c in columns),
            tuple(rows),
            tuple(notes),
            note,
        )

    # --- driftredovisning ----------------------------------------------------------------------------------------

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
            _named(letter, measure, period, f"{word} {short(period)}")
            for period in (self.period, self.period.previous)
            for letter, measure, word in (
                ("a", Measure.ACTUAL, "Utfall"), ("b", Measure.BUDGET, "Budget"), ("d", Measure.DEVIATION, "Avvikelse"),
            )
        ]  # fmt: skip
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

    # --- över flera år -------------------------------------------------------------------------------------------

    def overview(self) -> Table:
        """Översikt över verksamhetens utveckling: as many years as chosen and known (RKR R15)."""
        wanted = [self.period.year - back for back in range(self.presentation.overview_years)]
        known = set(self.books.years())
        years = [year for year in wanted if year in known or year == self.period.year]
        self.books.load_years(years)
        if self.presentation.overview_order is Order.NEWEST_LAST:
            years.reverse()
        columns = [
            _named("a", Measure.ACTUAL, self.period if y == self.period.year else Period(y), str(y)) for y in years
        ]
        unit = self.presentation.statements
        rows = []
        for item in OVERVIEW:
            flip = item.cost and self.presentation.costs_in_overview is CostSign.POSITIVE
            label = item.label
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
            below = [f for f in self.figures.figures() if f.key.startswith(f"ledger.split.{share}.")]
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
        return f"Andelarna är räknade på {name}."

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


def mark_rounding(table: Table, terms: dict[str, tuple[str, ...]]) -> Table:
    """Mark each shown total whose shown parts add up to something else; nothing is ever plugged."""
    by_key = {row.key: row for row in table.rows}
    marked = False
    rows = []
    for row in table.rows:
        parts = [by_key[key] for key in terms.get(row.key, ()) if key in by_key]
        cells = list(row.cells)
        for index, cell in enumerate(row.cells if parts else ()):
            shown = [part.cells[index].value for part in parts]
            if cell.value is not None and None not in shown and sum(v for v in shown if v is not None) != cell.value:
                cells[index] = replace(cell, mark="r")
                marked = True
        rows.append(replace(row, cells=tuple(cells)))
    footnotes = (*table.footnotes, ROUNDING_NOTE) if marked else table.footnotes
    return replace(table, rows=tuple(rows), footnotes=footnotes)
