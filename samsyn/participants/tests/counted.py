"""Counts for tests, laid straight into the tables as handing in would leave them."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.interventions.models import Intervention
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Count, PeriodTotal, Report, ReportingPeriod

Given = Mapping[str, int | tuple[int, ...]]
"""'new' or 'outcome.work' or 'new..young' -> (women, men) or (women, men, unstated), or one number not asked by sex."""
SEXES = ("women", "men", "unstated")


def period(association: Association, code: str) -> ReportingPeriod:
    """A reporting period, closed: those who may not see true counts are shown years that are."""
    part = Part.parse(code)
    return ReportingPeriod.objects.get_or_create(
        association=association, year=part.year, last_month=part.last_month,
        defaults={"first_month": part.first_month, "due": date(part.year, part.last_month, 28),
                  "closed": timezone.now()},
    )[0]  # fmt: skip


def handed_in(of: Intervention, code: str, given: Given, **fields: object) -> Report:
    """A handed-in report with its counts, and the period's totals in step with it."""
    held = period(of.association, code)
    report = Report.objects.create(
        association=of.association, intervention=of, period=held, state=Report.State.HANDED_IN,
        handed_in=timezone.now(), handed_in_by="Sam", **fields,
    )  # fmt: skip
    rows = [row for key, numbers in given.items() for row in _rows(key, numbers)]
    Count.objects.bulk_create(
        Count(association=of.association, report=report, variable=what, category=category, age=age, sex=sex, count=n)
        for what, category, age, sex, n in rows
    )
    retotal(held)
    return report


def _rows(key: str, numbers: int | tuple[int, ...]) -> list[tuple[str, str, str, str, int]]:
    what, category, age = [*key.split("."), "", ""][:3]
    if isinstance(numbers, int):
        return [(what, category, age, "", numbers)]
    return [(what, category, age, sex, n) for sex, n in zip(SEXES, numbers, strict=False) if n or sex != "unstated"]


def retotal(held: ReportingPeriod) -> None:
    """The period's totals from its reports' own rows."""
    held.totals.all().delete()
    names = ("variable", "category", "sex", "age")
    rows = Count.objects.filter(report__period=held, report__state="inlämnad").order_by().values(*names)
    PeriodTotal.objects.bulk_create(
        PeriodTotal(association=held.association, period=held, count=row.pop("n"), **row)
        for row in rows.annotate(n=Sum("count"))
    )
