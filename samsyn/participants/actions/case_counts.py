"""A period's counts out of case rows, laid as a draft into the report: people hand it in, not rows.

Rows are read, and the reading logged, before the transaction of the report begins: what is undone with it must not take
the log along.
"""

from collections.abc import Mapping
from datetime import datetime

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.actions import reporting
from samsyn.participants.actions.reporting import save_draft
from samsyn.participants.cases.within import BY_ROWS, DELETED, Told, remarks, told_by_rows
from samsyn.participants.domain.asking import Asked, CountKey, name
from samsyn.participants.domain.words import Source
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as queries


def fetch(*, intervention: Intervention, period: ReportingPeriod, by: User) -> tuple[Report, list[str]]:
    """Fills the report's draft with what the rows give, and what is still in the way of handing it in.

    What rows cannot give, and the reasons, stay as they were typed. Raises PermissionDenied, and Refused where rows of
    the time may be deleted, the report is handed in or the period closed.
    """
    asked = queries.asked_in(intervention, period, source=Source.ROWS)
    told = told_by_rows(intervention=intervention, part=period.part, asked=asked, by=by, why="Räknade ihop raderna för")
    if not told.whole:
        raise Refused(DELETED)
    before = queries.before(intervention, period.part)
    held = queries.report_of(intervention, period)
    typed = {**_kept(queries.typed_of(held), asked), **_typed(told.counts, first=before.opening is None)}
    report = save_draft(
        intervention=intervention, period=period, typed=typed, version=held.version if held else 0, by=by,
        source=Source.ROWS,
    )  # fmt: skip
    return report, remarks(told, before.opening, asked)


def _kept(typed: Mapping[str, str], asked: list[Asked]) -> dict[str, str]:
    """What is not asked by sex (consultations, plans, protected identity), and reasons: rows know nothing of them."""
    plain = {one.variable.key for one in asked if len(one.sexes) == 1}
    return {key: text for key, text in typed.items() if key in plain or key.startswith("reason-")}


def _typed(counts: Mapping[CountKey, int], *, first: bool) -> dict[str, str]:
    """The opening is typed only in the very first report; then it is carried over."""
    return {name(key): str(count) for key, count in counts.items() if first or key.variable != "opening"}


def count_by_hand(*, intervention: Intervention, period: ReportingPeriod, by: User) -> Report:
    """The report's source is counts again; what was fetched stays in the draft to be changed."""
    held = queries.report_of(intervention, period)
    if held is None or held.state != Report.State.DRAFT:
        raise Refused("Rapporten är inte ett utkast som hämtats ur raderna.")
    return save_draft(
        intervention=intervention, period=period, typed=queries.typed_of(held), version=held.version, by=by,
        source=Source.COUNTS,
    )  # fmt: skip


def hand_in(
    *, intervention: Intervention, period: ReportingPeriod, typed: Mapping[str, str], reasons: Mapping[str, str],
    version: int, by: User | str, source: Source | None = None, at: datetime | None = None,
) -> Report:  # fmt: skip
    """As `reporting.hand_in`; a report that comes from rows is held against them first."""
    held = queries.report_of(intervention, period)
    own = source or Source(held.source if held else Source.COUNTS)
    rows = _told(intervention, period, by) if own is Source.ROWS else None
    if rows is not None and not rows.whole:
        raise Refused(DELETED)
    return reporting.hand_in(
        intervention=intervention, period=period, typed=typed, reasons=reasons, version=version, by=by, source=source,
        at=at, rows=rows,
    )  # fmt: skip


def correct(
    *, report: Report, typed: Mapping[str, str], reasons: Mapping[str, str], reason: str, version: int, by: User | str,
) -> Report:  # fmt: skip
    """As `reporting.correct`; what came from rows is held against them, as long as they have not been deleted."""
    rows = _told(report.intervention, report.period, by) if report.source == Source.ROWS else None
    return reporting.correct(
        report=report, typed=typed, reasons=reasons, reason=reason, version=version, by=by, rows=rows
    )


def _told(intervention: Intervention, period: ReportingPeriod, by: User | str) -> Told:
    if isinstance(by, str) or not can(by, Permission.WORK_WITH_CASES, intervention.association):
        raise Refused(BY_ROWS)
    asked = queries.asked_in(intervention, period, source=Source.ROWS)
    why = "Jämförde rapporten med raderna för"
    return told_by_rows(intervention=intervention, part=period.part, asked=asked, by=by, why=why)
