"""Files of figures no ledger holds: multi-year history. All faults at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.core.money import ORE_PER, Unit
from samsyn.core.tablefile import RowReader, TableRow
from samsyn.ledger.definitions.statements import (
    BALANCE_LINES,
    BALANCE_TOTALS,
    EQUITY,
    INCOME_LINES,
    INCOME_TOTALS,
)
from samsyn.ledger.domain.files_plans import kr_value

HISTORY_COLUMNS = ("ar", "rad", "belopp", "enhet")
HISTORY_OPTIONAL = ("kalla",)
COST_LINES = frozenset({"costs", "depreciation", "financial_costs", "taxes"})
_NOT_HISTORY = ("result_transfer", "result_account", "equity_result")
_RESULT_LABEL = "Årets resultat ({unit})"  # what the row is called in the overviews these figures come from
_UNIT_AT_END = re.compile(r"\s*\((tkr|kr)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class History:
    """A figure of a year that no ledger holds: öre, with the sign the statement prints (costs minus)."""

    year: int
    line: str
    amount: int
    source: str = ""


def history_lines() -> dict[str, str]:
    """Key and label of every line that history may hold, in the order of the statements."""
    pairs = [
        *((line.key, line.label) for line in INCOME_LINES),
        *((total.key, total.label) for total in INCOME_TOTALS),
        *((item.key, item.label) for item in EQUITY),
        *((line.key, line.label) for line in BALANCE_LINES),
        *((total.key, total.label) for total in BALANCE_TOTALS),
    ]
    return {key: label for key, label in pairs if key not in _NOT_HISTORY}


def line_key(label: str) -> str | None:
    """The line a wording means; a unit in brackets at its end is left out. None when it is none of ours."""
    wanted = " ".join(_UNIT_AT_END.sub("", label).lower().split())
    return next((key for key, name in history_lines().items() if wanted in (key, name.lower())), None)


def printed_sign(line: str, ore: int) -> int:
    """Costs are written with or without a minus in overviews; the statement prints them with one."""
    return -abs(ore) if line in COST_LINES else ore


def read_history(rows: Sequence[TableRow]) -> tuple[list[History], list[str]]:
    """History in kr or tkr, and every fault."""
    reader = RowReader()
    found: dict[tuple[int, str], tuple[TableRow, History]] = {}
    for row in rows:
        before = len(reader.errors)
        year, amount = reader.year(row, "ar"), reader.ore(row, "belopp")
        unit = row["enhet"].lower()
        if unit not in ("kr", "tkr"):
            reader.fault(row, "enhet", f"'{row['enhet']}' är varken kr eller tkr")
        line = line_key(row["rad"])
        if line is None:
            reader.fault(row, "rad", f"'{row['rad']}' är ingen rad i resultat- eller balansräkningen")
        if year and line and (year, line) in found:
            reader.fault(row, "rad", f"{row['rad']} {year} finns redan på rad {found[year, line][0].number}")
        if len(reader.errors) == before and year and line and amount is not None:
            ore = amount * (ORE_PER[Unit(unit)] // 100)
            found[year, line] = row, History(year, line, printed_sign(line, ore), row["kalla"][:200])
    return [item for _, item in found.values()], reader.errors


def history_rows(items: Sequence[History]) -> tuple[list[str], list[dict[str, object]]]:
    """Columns and rows of history.csv, costs without minus; tkr when every amount is whole tkr."""
    unit = Unit.TKR if all(item.amount % ORE_PER[Unit.TKR] == 0 for item in items) else Unit.KR
    labels: Mapping[str, str] = {**history_lines(), "result": _RESULT_LABEL.format(unit=unit)}
    rows: list[dict[str, object]] = [
        {
            "ar": item.year,
            "rad": labels.get(item.line, item.line),
            "belopp": _history_amount(item, unit),
            "enhet": str(unit),
            "kalla": item.source,
        }
        for item in items
    ]
    return [*HISTORY_COLUMNS, *(["kalla"] if any(item.source for item in items) else [])], rows


def _history_amount(item: History, unit: Unit) -> object:
    ore = -item.amount if item.line in COST_LINES else item.amount
    return ore // ORE_PER[unit] if unit is Unit.TKR else kr_value(ore)
