"""Parts of an application's page as values: its stages, what happened, its budget as a table."""

from collections.abc import Sequence
from typing import Any

from samsyn.core.money import Unit
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.interventions import Step, stages
from samsyn.interventions.models import Application, ApplicationStep, Decision
from samsyn.ui.formats import swedish_date

DONE = {
    "submit": "Inlämnad",
    "ask": "Kansliet bad om komplettering",
    "complete": "Kompletterad",
    "prepare": "Beredningen började",
    "to_board": "Till styrelsen",
    "back": "Återremiss",
    "grant": "Beviljad",
    "reject": "Avslagen",
    "withdraw": "Återtagen",
}


def steps_of(steps: Sequence[ApplicationStep], one: Application) -> list[Step]:
    """From handed in to decided, and what waits for complement in between."""
    at = {step.move: step for step in steps}
    state = APPLICATION.state(one.state)

    def told(name: str) -> tuple[str, bool]:
        return (swedish_date(at[name].date), True) if name in at else ("", False)

    final = next((name for name in ("grant", "reject", "withdraw") if name in at), "")
    handed, is_handed = told("submit")
    before = one.state in ("utkast", "komplettering", "inlämnad")
    board, is_board = told("to_board")
    reached = is_board and one.state not in ("bereds", "inlämnad", "komplettering")
    found = [
        ("Inlämnad", handed, is_handed and one.state != "komplettering"),
        ("Bereds", state.label if one.state == "komplettering" else told("prepare")[0], not before),
        ("Till styrelsen", board if reached else "", reached and state.final),
        (DONE[final] if final else "Beslut", told(final)[0] if final else "", bool(final)),
    ]
    if state.final:
        return [Step(label, text, "done") for label, text, is_done in found if is_done or text]
    if one.state == "till styrelsen":
        found[2] = ("Till styrelsen", board, False)
    return stages(found)


def timeline_of(steps: Sequence[ApplicationStep], decision: Decision | None, url: str) -> list[dict[str, Any]]:
    """What happened, the latest first, with the words that went along."""
    out = []
    for step in reversed(steps):
        decided = step.move in ("grant", "reject", "withdraw") and decision is not None
        text = f"{DONE[step.move]}: {step.note}" if step.note else DONE[step.move]
        out.append({"date": step.date, "text": text, "url": url if decided else "", "side": "", "state": ""})
    return out


def budget_table(one: Application) -> Table | None:
    """What is applied for by cost type and year; None when nothing is."""
    rows = list(one.budget.select_related("cost_type"))
    if not rows:
        return None
    years = sorted({row.year for row in rows})
    kinds = sorted({row.cost_type for row in rows}, key=lambda kind: (kind.position, kind.label))
    amounts = {(row.cost_type_id, row.year): row.amount for row in rows}

    def line(key: str, label: str, values: Sequence[int], kind: RowKind = RowKind.PLAIN) -> Row:
        cells = [Cell(amount, Unit.KR, state=State.KNOWN) for amount in (*values, sum(values))]
        return Row(key, label, tuple(cells), kind=kind)

    lines = [line(str(kind.pk), str(kind).capitalize(), [amounts.get((kind.pk, year), 0) for year in years])
             for kind in kinds]  # fmt: skip
    totals = [sum(amounts.get((kind.pk, year), 0) for kind in kinds) for year in years]
    lines.append(line("summa", "Summa", totals, RowKind.TOTAL))
    columns = [*(Column(f"y{year}", str(year)) for year in years), Column("sum", "Alla år")]
    return Table("budget", "Sökt belopp", Unit.KR, tuple(columns), tuple(lines))
