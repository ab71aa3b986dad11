"""Tables of a plan: by statement line with sums and result, two versions side by side, a forecast with its reasons."""

from collections.abc import Mapping, Sequence

from samsyn.core.money import Unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ledger.definitions.statements import INCOME_LINES
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.mapping import AccountMap, slug
from samsyn.ledger.domain.plans import SHORT_MONTHS, Difference, GridRow, grid, total

_NOWHERE = "Utan rad i kontokopplingen"


def _cell(amount: int | None) -> Cell:
    return Cell(amount) if amount is not None else Cell(state=State.NOT_APPLICABLE)


def line_of(accounts: AccountMap, row: GridRow | PlanAmount) -> str:
    """The statement line a planned amount falls on; '' when no rule takes it."""
    if row.account is not None:
        rule = accounts.rule_for((row.account, "", ""))
    else:
        rule = accounts.rule_by_wording(row.row, row.note)
    return rule.line if rule else ""


def row_name(row: GridRow | PlanAmount, names: Mapping[int, str]) -> str:
    """'4010 Bidrag till insatser, kommuner', or the report row with its note."""
    if row.account is None:
        return f"{row.row} (not {row.note})" if row.note else row.row
    return f"{row.account:04d} {names.get(row.account, '')}".strip()


def by_line(accounts: AccountMap, rows: Sequence[GridRow]) -> list[tuple[str, list[GridRow]]]:
    """Rows under the label of their statement line, in the order of the income statement."""
    groups: dict[str, list[GridRow]] = {}
    for row in rows:
        groups.setdefault(line_of(accounts, row), []).append(row)
    labels = {line.key: line.label for line in INCOME_LINES}
    ordered = [(label, groups[key]) for key, label in labels.items() if key in groups]
    return ordered + [(_NOWHERE, groups[key]) for key in groups if key not in labels]


def plan_table(
    accounts: AccountMap, rows: Sequence[PlanAmount], names: Mapping[int, str], title: str, *, months: bool = False
) -> Table:
    """Every target with its year's amount (or its months), a sum for each line, and the result as the last row."""
    targets = grid(rows)
    own = any(row.operating_row for row in targets)
    columns = [Column(f"m{n}", name) for n, name in enumerate(SHORT_MONTHS, start=1)] if months else []
    columns.append(Column("year", "Hela året"))
    columns += [Column("own", "Beslutad på raden", kind=ColumnKind.TEXT)] if own else []
    body: list[Row] = []
    for label, group in by_line(accounts, targets):
        key = slug(label)
        body.append(Row(f"{key}-head", label, _blank(len(columns)), kind=RowKind.HEADING))
        body += [_target_row(row, names, months, own) for row in group]
        body.append(_sum_row(f"{key}-sum", f"Summa {label.lower()}", group, months, own, RowKind.SUBTOTAL))
    body.append(_sum_row("result", "Årets resultat", targets, months, own, RowKind.TOTAL))
    return Table("plan", title, Unit.KR, tuple(columns), tuple(body))


def _blank(count: int) -> tuple[Cell, ...]:
    return tuple(Cell(state=State.NOT_APPLICABLE) for _ in range(count))


def _target_row(row: GridRow, names: Mapping[int, str], months: bool, own: bool) -> Row:
    cells = [_cell(row.months.get(n)) for n in range(1, 13)] if months else []
    cells.append(Cell(row.total))
    cells += [Cell(text=row.operating_row) if row.operating_row else Cell(state=State.NOT_APPLICABLE)] if own else []
    return Row(f"r-{row.account or slug(row.row)}-{slug(row.operating_row)}", row_name(row, names), tuple(cells), 1)


def _sum_row(key: str, label: str, rows: Sequence[GridRow], months: bool, own: bool, kind: RowKind) -> Row:
    cells = [_cell(_month_sum(rows, n)) for n in range(1, 13)] if months else []
    cells.append(Cell(sum(row.total for row in rows)))
    cells += [Cell(state=State.NOT_APPLICABLE)] if own else []
    return Row(key, label, tuple(cells), kind=kind)


def _month_sum(rows: Sequence[GridRow], month: int) -> int | None:
    """None when some row is planned for the year only, so that no month is known."""
    if any(row.year for row in rows):
        return None
    return sum(row.months.get(month, 0) for row in rows)


def forecast_table(accounts: AccountMap, rows: Sequence[PlanAmount], names: Mapping[int, str], title: str) -> Table:
    """Proposal, forecast, what was typed over and why."""
    columns = (
        Column("proposed", "Förslag"),
        Column("amount", "Prognos"),
        Column("change", "Ändrat", kind=ColumnKind.DEVIATION),
        Column("reason", "Skäl", kind=ColumnKind.TEXT),
    )
    body: list[Row] = []
    for label, group in by_line(accounts, grid(rows)):
        body.append(Row(f"{slug(label)}-head", label, _blank(4), kind=RowKind.HEADING))
        for row in group:
            change = None if row.proposed is None else row.total - row.proposed
            reason = Cell(text=row.reason) if row.reason else Cell(state=State.NOT_APPLICABLE)
            cells = (_cell(row.proposed), Cell(row.total), _cell(change), reason)
            body.append(Row(f"r-{row.account or slug(row.row)}", row_name(row, names), cells, 1))
    proposed = [row.proposed for row in rows]
    whole = sum(item or 0 for item in proposed) if rows and None not in proposed else None
    change = None if whole is None else total(rows) - whole
    cells = (_cell(whole), Cell(total(rows)), _cell(change), Cell(state=State.NOT_APPLICABLE))
    body.append(Row("result", "Årets resultat", cells, kind=RowKind.TOTAL))
    return Table("plan", title, Unit.KR, columns, tuple(body))


def comparison_table(differences: Sequence[Difference], names: Mapping[int, str], first: str, second: str) -> Table:
    """Two versions and what differs, with the result last. Plus in the difference means a better result."""
    columns = (
        Column("first", first),
        Column("second", second),
        Column("change", "Skillnad", kind=ColumnKind.DEVIATION),
    )
    rows = [
        Row(
            f"d-{item.account or slug(item.row.name if item.row else '')}",
            row_name(PlanAmount(0, item.account), names) if item.row is None else item.row.name,
            (Cell(item.first), Cell(item.second), Cell(item.change)),
        )
        for item in differences
    ]
    one, other = sum(item.first for item in differences), sum(item.second for item in differences)
    rows.append(Row("result", "Årets resultat", (Cell(one), Cell(other), Cell(other - one)), kind=RowKind.TOTAL))
    return Table("comparison", "Två versioner", Unit.KR, columns, tuple(rows))
