"""What stands behind figures of participants: reports, when they were handed in, reasons given, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.domain.words import Direction, DueKind
from samsyn.interventions.models import Due, Intervention
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import EarlierYear, Report, ReportingPeriod


@dataclass(frozen=True)
class Reason:
    """Why people came into the counting, or left it, without starting or ending."""

    intervention: str
    part: Part
    entry: str
    closed: str


@dataclass(frozen=True)
class Missing:
    """A report that should have been handed in."""

    intervention: str
    pk: int
    part: Part


@dataclass
class Behind:
    """Each question one query or two."""

    association: Association

    def last(self, period: Period, pks: Iterable[int] | None = None) -> tuple[datetime | None, str]:
        """When the newest report of the year was handed in, and by whom."""
        found = self._reports(period)
        if pks is not None:
            found = found.filter(intervention__in=list(pks))
        newest = found.order_by("-handed_in").values_list("handed_in", "handed_in_by").first()
        return newest or (None, "")

    def _reports(self, period: Period):  # type: ignore[no-untyped-def]
        return Report.objects.filter(
            association=self.association, state=Report.State.HANDED_IN, period__year=period.year,
            period__last_month__lte=period.month,
        )  # fmt: skip

    def reasons(self, period: Period) -> list[Reason]:
        """Every reason given in the year."""
        found = self._reports(period).exclude(entry_reason="", closed_reason="").select_related("period")
        rows = found.order_by("period", "intervention__name").values_list(
            "intervention__name", "period__year", "period__first_month", "period__last_month", "entry_reason",
            "closed_reason",
        )  # fmt: skip
        return [Reason(name, Part(*part), entry, closed) for name, *part, entry, closed in rows]

    def missing(self, period: Period) -> list[Missing] | None:
        """Reports of the year's periods that ongoing interventions for individuals have not handed in.

        None where no period has been opened.
        """
        periods = ReportingPeriod.objects.filter(
            association=self.association, year=period.year, last_month__lte=period.month
        )
        parts = {row.pk: row.part for row in periods}
        if not parts:
            return None
        there = set(self._reports(period).values_list("intervention", "period"))
        ongoing, excused = self._expected(period), self._excused(period)
        return [
            Missing(item.name, item.pk, part)
            for at, part in parts.items()
            for item in ongoing
            if (item.pk, at) not in there
            and (item.pk, part.end) not in excused
            and item.start <= part.end
            and (item.end is None or item.end >= part.start)
        ]

    def _expected(self, period: Period) -> list[Intervention]:
        ongoing = Q(end__isnull=True) | Q(end__gte=period.start)
        found = Intervention.objects.filter(
            ongoing, association=self.association, direction=Direction.INDIVIDUAL, start__lte=period.end
        )
        return list(found.exclude(state=Intervention.State.PREPARED))

    def _excused(self, period: Period) -> set[tuple[int, date]]:
        """(intervention, a period's end) where no report will come."""
        found = Due.objects.filter(
            association=self.association, kind=DueKind.PARTICIPANTS, period_to__range=(period.start, period.end)
        )
        return {(pk, day) for pk, day in found.exclude(dropped="").values_list("intervention", "period_to") if day}

    def reporting(self) -> list[int]:
        """Interventions that have handed in any report."""
        found = Report.objects.filter(association=self.association, state=Report.State.HANDED_IN).order_by()
        return sorted(set(found.values_list("intervention", flat=True)))

    def taken_from(self, year: int) -> list[str]:
        """The reports that an earlier year's counts were taken over from."""
        found = EarlierYear.objects.filter(association=self.association, year=year)
        return sorted(set(found.values_list("source", flat=True)))
