"""What the office has to see to among reporting periods."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.associations.models import Association
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.queries.duties import open_dues
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries.reports import Step, standing

MOST = 3  # periods that are looked at, the oldest first


@dataclass(frozen=True)
class Standing:
    """A period that waits. `missing` are names of those who have not handed in, or must correct."""

    part: Part
    due: date
    missing: Sequence[str]


def to_close(association: Association, today: date) -> list[Standing]:
    """Open periods that are over and either late or whole. Three queries for each, and one."""
    held = ReportingPeriod.objects.filter(association=association, closed__isnull=True).order_by("year", "last_month")
    found = []
    for period in held[:MOST]:
        rows = standing(period)
        missing = [str(row.intervention) for row in rows if row.owed_again or row.step in (Step.MISSING, Step.DRAFT)]
        late = period.due < today and missing
        if rows and (late or (not missing and period.part.end < today)):
            found.append(Standing(period.part, period.due, missing))
    return found


def to_reopen(association: Association) -> list[Standing]:
    """Closed periods with a report that no longer adds up since an earlier one was corrected. Three queries each,
    and two."""
    owed = open_dues(association).filter(kind=DueKind.PARTICIPANTS).values_list("period_to", flat=True)
    ends = set(owed)
    held = ReportingPeriod.objects.filter(association=association, closed__isnull=False).order_by("year", "last_month")
    found = []
    for period in [one for one in held if one.part.end in ends][:MOST]:
        again = [str(row.intervention) for row in standing(period) if row.owed_again]
        if again:
            found.append(Standing(period.part, period.due, again))
    return found


def saved(association: Association, pks: Collection[int]) -> dict[tuple[int, str], str]:
    """How far the reports of interventions have come, where one is saved: (intervention, period's code) → state."""
    held = Report.objects.filter(association=association, intervention__in=pks).select_related("period").defer("draft")
    return {(row.intervention_id, row.period.part.code): row.state for row in held}
