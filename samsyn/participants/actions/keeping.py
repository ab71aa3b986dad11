"""How counts are kept: locked in one order, written with their history, summed for the association at once.

Called inside the transaction of the action whose deed it is: no permission and no event of its own.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Sum

from samsyn.interventions.models import Intervention
from samsyn.participants.domain.asking import CountKey
from samsyn.participants.models import Count, PeriodTotal, Report, ReportingPeriod, ReportVersion

Key = tuple[str, str, str, str]


def lock(intervention: Intervention) -> Intervention:
    """First of all: whatever changes an intervention's reports waits for whoever is changing another of them.

    Rows that only point at the intervention need not wait (`no_key`).
    """
    return Intervention.objects.select_for_update(no_key=True).get(pk=intervention.pk)


def lock_periods(periods: Iterable[ReportingPeriod]) -> dict[int, ReportingPeriod]:
    """Then the periods, oldest first, as they stand now: totals of a period are changed by one at a time."""
    keys = {period.pk for period in periods}
    ordered = ReportingPeriod.objects.select_for_update().filter(pk__in=keys).order_by("year", "last_month")
    return {period.pk: period for period in ordered}


def write_counts(report: Report, counts: Mapping[CountKey, int], *, reason: str, by: str) -> None:
    """A report's counts, all of them, and the version they make."""
    Count.objects.filter(report=report).delete()
    Count.objects.bulk_create(
        Count(association_id=report.association_id, report=report, variable=key.variable, category=key.category,
              sex=key.sex, age=key.age, count=count)
        for key, count in counts.items()
    )  # fmt: skip
    last = ReportVersion.objects.filter(report=report).order_by("-number").values_list("number", flat=True).first()
    rows = [[*key, count] for key, count in sorted(counts.items())]
    ReportVersion.objects.create(
        association_id=report.association_id, report=report, number=(last or 0) + 1, counts=rows,
        reason=reason[:300], by=by[:200],
    )  # fmt: skip


def retotal(period: ReportingPeriod) -> None:
    """The association's sums of a period, from its handed-in reports. The period is locked by the caller."""
    wanted = _summed(period)
    held = {_key(row): row for row in PeriodTotal.objects.filter(association=period.association_id, period=period)}
    stale = [row.pk for key, row in held.items() if key not in wanted]
    PeriodTotal.objects.filter(pk__in=stale).delete()
    PeriodTotal.objects.bulk_create(
        (
            PeriodTotal(association_id=period.association_id, period=period, variable=variable, category=category,
                        sex=sex, age=age, count=count)
            for (variable, category, sex, age), count in wanted.items()
            if (row := held.get((variable, category, sex, age))) is None or row.count != count
        ),
        update_conflicts=True, update_fields=["count"],
        unique_fields=["association", "period", "variable", "category", "sex", "age"],
    )  # fmt: skip


def _key(row: PeriodTotal) -> Key:
    return row.variable, row.category, row.sex, row.age


def _summed(period: ReportingPeriod) -> dict[Key, int]:
    rows = Count.objects.filter(
        association=period.association_id, report__period=period, report__state=Report.State.HANDED_IN
    )
    summed = rows.order_by().values_list("variable", "category", "sex", "age").annotate(total=Sum("count"))
    return {(variable, category, sex, age): total for variable, category, sex, age, total in summed}
