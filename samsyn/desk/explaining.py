"""A figure's explanation as a reader may see it: every link in the figure's own period, accounts for those who may."""

from collections.abc import Iterable
from dataclasses import replace

from samsyn.associations.domain.permissions import Permission
from samsyn.core.figure import Explanation, Link, SourceRow
from samsyn.desk.menu import May, open_to
from samsyn.desk.queries import ProseUse
from samsyn.desk.usage import used_in
from samsyn.participants.domain.printed import tells_of_people

LEDGER = "ledger:"
ACCOUNT = "ledger.account."
PEOPLE_HIDDEN = (
    "Siffror om deltagare kan gälla få personer. Du läser dem i tabellerna under Deltagare och i rapporterna, där små "
    "antal är skyddade."
)
ACCOUNTS_HIDDEN = "Vilka konton siffran bygger på visas för kansli, styrelse och revisorer."


def shown_explanation(explanation: Explanation, may: May, prose: Iterable[ProseUse] = ()) -> Explanation:
    """The explanation with its uses, `prose` the report texts that name it, and only doors the reader may open.

    Whoever may not read the ledger sees the calculation but no accounts; whoever may not see true counts, what a figure
    of people means but no number.
    """
    if tells_of_people(explanation.figure.key) and not may(Permission.READ_TRUE_COUNTS):
        return replace(explanation, value=None, parts=(), sources=(), basis="", remarks=(PEOPLE_HIDDEN,), withheld=True)
    code = explanation.scope.period.code
    sources = tuple(replace(row, link=_dated(_allowed(row.link, may), code)) for row in explanation.sources)
    kept = sources if may(Permission.READ_LEDGER) else tuple(row for row in sources if not _of_ledger(row))
    remarks = explanation.remarks if len(kept) == len(sources) else (*explanation.remarks, ACCOUNTS_HIDDEN)
    uses = (*explanation.used_in, *used_in(explanation.figure.key, explanation.scope), *map(_written, prose))
    readable = tuple(use for use in uses if open_to(use[1].view, may))
    return replace(explanation, sources=kept, remarks=remarks, used_in=readable)


def _written(use: ProseUse) -> tuple[str, Link]:
    kwargs = {"kind": use.report.kind, "period": use.report.period.code}
    return f"{use.report}, {use.title.lower()}", Link("reports:workshop", kwargs, {"avsnitt": use.section})


def _allowed(link: Link | None, may: May) -> Link | None:
    """None for a page that the reader lacks the power to open; the ledger's rows are left out whole instead."""
    return link if link is None or link.view.startswith(LEDGER) or open_to(link.view, may, link.kwargs) else None


def _dated(link: Link | None, code: str) -> Link | None:
    """The link with the figure's period, where it has none of its own: the page may be on another."""
    return None if link is None else replace(link, kwargs={"period": code, **link.kwargs})


def _of_ledger(row: SourceRow) -> bool:
    return row.label[:4].isdecimal() or (row.link is not None and row.link.view.startswith(LEDGER))
