"""A figure's explanation as a reader may see it: every link in the figure's own period, accounts for those who may."""

from dataclasses import replace

from samsyn.core.figure import Explanation, Link, SourceRow
from samsyn.desk.usage import used_in

LEDGER = "ledger:"
ACCOUNT = "ledger.account."
ACCOUNTS_HIDDEN = "Vilka konton siffran bygger på visas för kansli, styrelse och revisorer."


def shown_explanation(explanation: Explanation, *, may_read_ledger: bool) -> Explanation:
    """The explanation with its uses. Whoever may not read the ledger sees the calculation but no accounts."""
    code = explanation.scope.period.code
    sources = tuple(replace(row, link=_dated(row.link, code)) for row in explanation.sources)
    kept = sources if may_read_ledger else tuple(row for row in sources if not _of_ledger(row))
    remarks = explanation.remarks if len(kept) == len(sources) else (*explanation.remarks, ACCOUNTS_HIDDEN)
    uses = (*explanation.used_in, *used_in(explanation.figure.key, explanation.scope))
    return replace(explanation, sources=kept, remarks=remarks, used_in=uses)


def _dated(link: Link | None, code: str) -> Link | None:
    """The link with the figure's period, where it has none of its own: the page may be on another."""
    return None if link is None else replace(link, kwargs={"period": code, **link.kwargs})


def _of_ledger(row: SourceRow) -> bool:
    return row.label[:4].isdecimal() or (row.link is not None and row.link.view.startswith(LEDGER))
