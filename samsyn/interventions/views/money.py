"""An intervention's money as its page and its card show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.domain.commitments import COSTS, Entry, Horizon, movement, remaining, usable
from samsyn.interventions.domain.outside import Net, Outside, by_source
from samsyn.interventions.figures.one import InterventionFigures
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.card import CostRow
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.views.amounts import by_year, cell
from samsyn.ledger.queries.books import Books


def money_of(one: Intervention, held: Sequence[Entry], period: Period, told: Horizon) -> dict[str, Any] | None:
    """The sentence, the table and the bar; None before anything was decided."""
    if not held:
        return None
    now = [entry for entry in held if entry.date <= period.end]
    left = remaining(held, period.end)
    used = -sum(entry.amount for entry in now if entry.kind in COSTS)
    percent = round(100 * used / (left + used)) if left + used > 0 else 0
    return {
        "left": cell(left, f"intervention.{one.key}.remaining", Scope(period)),
        "granted": left + used, "used": used, "remaining": left,
        "bars": _bars(now, left + used),
        "percent": percent, "left_percent": 100 - percent,
        "table": by_year(one.key, held, told),
    }  # fmt: skip


def _bars(held: Sequence[Entry], granted: int) -> list[dict[str, str]]:
    """A part of the bar for each year that used something, in per cent as SVG wants them."""
    used: dict[int, int] = {}
    for entry in held:
        if entry.kind in COSTS:
            used[entry.date.year] = used.get(entry.date.year, 0) - entry.amount
    bars, place = [], 0.0
    for year, amount in sorted(used.items()):
        width = 100 * amount / granted if granted > 0 else 0
        if width > 0:
            bars.append({"year": str(year), "x": f"{place:.2f}", "width": f"{max(width - 0.3, 0.1):.2f}"})
            place += width
    return bars


@dataclass(frozen=True)
class OwnMoney:
    """In own running: a table by year, and the cost of all its years (None: not known)."""

    table: Table
    cost: int | None


def own_money(association: Association, one: Intervention, period: Period) -> OwnMoney:
    """Each year's budget by decision beside the cost on its project in the books, from the first year known."""
    books = Books(association)
    figures = InterventionFigures(Portfolio(association), books)
    years = list(range(min(one.start.year, period.year), period.year + 1))
    books.load_years(years)
    found = {at: _own_year(figures, one, at) for at in (_scope(year, period) for year in years)}
    known = [at for at in found if found[at] != (None, None)]
    shown = [at for at in found if known and at.period.year >= known[0].period.year]
    budgeted = any(budget is not None for budget, _ in found.values())
    rows = [Row(at.code, at.period.label, _own_cells(one, at, *found[at], budgeted)) for at in shown]
    columns = [Column("cost", "Kostnad i bokföringen")]
    if budgeted:
        columns = [Column("budget", "Budget i beslut"), *columns, Column("left", "Kvar")]
    costs = [cost for _, cost in found.values() if cost is not None]
    table = Table("egen", "Pengar per år", Unit.KR, tuple(columns), tuple(rows))
    return OwnMoney(table, sum(costs) if costs else None)


def _scope(year: int, period: Period) -> Scope:
    return Scope(period if year == period.year else Period(year))


def _own_year(figures: InterventionFigures, one: Intervention, at: Scope) -> tuple[int | None, int | None]:
    """Budget and cost in öre; None for what is not known."""
    budget, cost = (figures.value(f"intervention.{one.key}.{what}", at) for what in ("budget", "cost"))
    return (budget if isinstance(budget, int) else None, cost if isinstance(cost, int) else None)


def _own_cells(one: Intervention, at: Scope, budget: int | None, cost: int | None, budgeted: bool) -> tuple[Cell, ...]:
    used = cell(cost, f"intervention.{one.key}.cost", at)
    if not budgeted:
        return (used,)
    left = None if budget is None or cost is None else budget - cost
    return (cell(budget, f"intervention.{one.key}.budget", at), used, cell(left))


def outside_money(one: Intervention, cost: int | None) -> list[Table]:
    """Money from outside source by source; and the cost gross, what others pay of it, and net. [] without any."""
    sources = by_source(one.outside_money.all())
    if not sources:
        return []
    rows = [_outside_row(source.source, source) for source in sources]
    whole = sources[0]
    for source in sources[1:]:
        whole += source
    if len(sources) > 1:
        rows.append(_outside_row("Summa", whole, RowKind.TOTAL))
    words = ("Sökt", "Beviljat", "Mottaget", "Upplupet", "Återtaget", "Intäkt")
    table = Table("utifran", "Pengar utifrån", Unit.KR, tuple(Column(word, word) for word in words), tuple(rows))
    return [table, _net_table(cost, whole)]


def _outside_row(label: str, one: Outside, kind: RowKind = RowKind.PLAIN) -> Row:
    amounts = (one.applied, one.granted, one.received, one.accrued, one.withdrawn, one.income)
    return Row(label, label, tuple(cell(amount) for amount in amounts), kind=kind)


def _net_table(cost: int | None, outside: Outside) -> Table:
    net = None if cost is None else Net(cost, outside.income).net
    cells = (cell(cost), cell(outside.income), cell(net))
    columns = (Column("gross", "Brutto"), Column("outside", "Utifrån"), Column("net", "Netto"))
    row = Row("kostnad", "Kostnad hittills", cells)
    return Table("netto", "Kostnad brutto och netto", Unit.KR, columns, (row,))


def card_money(
    one: Intervention, held: Sequence[Entry], period: Period, costs: Sequence[CostRow], told: Horizon
) -> list[Table]:  # fmt: skip
    """The card's tables: to use, used and left of the period's year, and the cost types when there are any."""
    at, prefix = Scope(period), f"intervention.{one.key}."
    moved, known = movement(held, period.start, period.end), told.known(period.start, period.end)
    budget = sum(entry.amount for entry in usable(held, period.start, period.end)) if known.flows else None
    cost = moved.cost if known.flows else None
    cells = (
        cell(budget, f"{prefix}budget", at), cell(cost, f"{prefix}cost", at),
        cell(None if budget is None or cost is None else budget - cost),
        cell(moved.closing if known.stock else None, f"{prefix}remaining", at),
    )  # fmt: skip
    columns = (Column("budget", "Att använda"), Column("cost", "Förbrukat"), Column("left", "Oförbrukat"),
               Column("remaining", "Återstår av alla år"))  # fmt: skip
    whole = Table("kort", f"Pengar {period.label}", Unit.KR, columns, (Row("i", one.name, cells),))
    if not costs:
        return [whole]
    planned = [row.budget for row in costs if row.budget is not None]
    rows = [Row(row.label, row.label.capitalize(), _cost_cells(row.used, row.budget, bool(planned))) for row in costs]
    sums = _cost_cells(sum(row.used for row in costs), sum(planned) if planned else None, bool(planned))
    rows.append(Row("summa", "Summa", sums, kind=RowKind.TOTAL))
    words = [Column("used", "Förbrukat")]
    if planned:
        words += [Column("budget", "Budget i ansökan"), Column("left", "Kvar")]
    return [whole, Table("kostnadsslag", f"Kostnadsslag {period.label}", Unit.KR, tuple(words), tuple(rows))]


def _cost_cells(used: int, budget: int | None, with_budget: bool) -> tuple[Cell, ...]:
    if not with_budget:
        return (cell(used),)
    return (cell(used), _or_blank(budget), _or_blank(None if budget is None else budget - used))


def _or_blank(amount: int | None) -> Cell:
    return Cell(state=State.NOT_APPLICABLE) if amount is None else cell(amount)
