"""A report's counts and what follows from them: later reports open anew, sums are put right, what is wrong is owed.

Called inside the transaction of the action whose deed it is, with the intervention and the report's period locked.
"""

from collections.abc import Mapping

from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import owe_counts_again
from samsyn.participants.actions.keeping import lock_periods, retotal, write_counts
from samsyn.participants.domain.asking import CountKey
from samsyn.participants.domain.chain import Link, carried, stored
from samsyn.participants.domain.consequences import Consequence, consequences
from samsyn.participants.models import Report
from samsyn.participants.queries.reports import Held, handed_in

Counts = Mapping[CountKey, int]


def downstream(report: Report, values: Mapping[CountKey, int | None]) -> list[Consequence]:
    """What a correction changes in the intervention's later reports: `impossible` stops it, `again` must be corrected
    after it. `values` are what `read` gave."""
    before = [link for _, link in handed_in(report.intervention, report.period.part)]
    return consequences(before, _after(report, before, stored(values)), report.period.part)


def _after(report: Report, before: list[Link], counts: Counts) -> list[Link]:
    """The intervention's reports as they become."""
    own = Link(report.period.part, counts)
    return carried(sorted([own, *(link for link in before if link.part != own.part)], key=lambda link: link.part))


def put(
    report: Report, counts: Counts, held: Held, *, reason: str, why: str, by: User | str
) -> list[Consequence]:  # fmt: skip
    """Write a report's counts and everything that follows. `held` is what was handed in before, whole from this report
    on; `why` is what the later reports' history says.

    Raises Refused when a later report would become impossible.
    """
    part, before = report.period.part, [link for _, link in held]
    after = _after(report, before, counts)
    told = consequences(before, after, part)
    if stopped := [str(one) for one in told if one.impossible]:
        raise Refused([f"{one} Rätta den rapporten först." for one in stopped])
    rows = {link.part: (row, link.counts) for row, link in held}
    periods = {report.period_id: report.period}
    for link in (link for link in after if link.part >= part):
        row, old = rows.get(link.part, (report, None))
        own = row.pk == report.pk
        if own or old != link.counts:
            write_counts(row, link.counts, reason=reason if own else why, by=str(by))
            periods[row.period_id] = row.period
    for period in lock_periods(periods.values()).values():
        retotal(period)
    for part in dict.fromkeys(one.part for one in told if one.again):
        owe_counts_again(report.intervention, part.end)
    return told
