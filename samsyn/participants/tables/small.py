"""The rule for small counts as readers meet it: a line beside every table that it touches, and the whole of it once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from samsyn.core.table import HIDDEN, State, Table
from samsyn.disclosure.policy import Policy
from samsyn.participants.tables.classes import TOGETHER
from samsyn.ui.formats import swedish_date
from samsyn.ui.html import SMALL_COUNTS

_SEE = f"Se {SMALL_COUNTS}."
MARK = "s"
MARKED = f"Visas inte utanför kansliet. {_SEE}"
TRUE = f"Tal märkta med {MARK} visas inte utanför kansliet: de är små, eller skulle röja ett litet."
SILENT = "Inget av antalen visas: de är små, eller skulle röja ett litet."
IN_FILE = "Alla antal står här, också små som inte visas utanför kansliet."


def noted(table: Table, policy: Policy) -> Table:
    """The table with the rule as a footnote, where a number is hidden or small classes stand together."""
    hidden = any(cell.state is State.PROTECTED for row in table.rows for cell in row.cells)
    if hidden:
        return _with(table, HIDDEN, f"Visas inte: {policy.brief()}. {_SEE}")
    return replace(table, footnotes=tuple((mark, _leading(text)) for mark, text in table.footnotes))


def _leading(text: str) -> str:
    return f"{text} {_SEE}" if text == TOGETHER else text


def silent(table: Table) -> bool:
    """Whether every number of it is hidden, so that the table says nothing."""
    numbers = [cell for row in table.rows for cell in row.cells if cell.figure and cell.exact != 0]
    return bool(numbers) and all(cell.state is State.PROTECTED for cell in numbers)


def marked(table: Table) -> Table:
    """The table with what its marks mean, where it has any."""
    found = any(cell.mark == MARK for row in table.rows for cell in row.cells)
    return _with(table, MARK, MARKED) if found else table


def _with(table: Table, mark: str, text: str) -> Table:
    return replace(table, footnotes=(*table.footnotes, (mark, text)))


def refers(tables: Iterable[Table]) -> bool:
    """Whether any of them leads to the whole rule."""
    return any(_SEE in text for table in tables for _, text in table.footnotes)


def whole(policy: Policy, since: date | None) -> tuple[str, ...]:
    """The rule in sentences, with the day from which it holds unless that is always."""
    return (*policy.sentences(), *([f"Regeln gäller från den {swedish_date(since)}."] if since else []))
