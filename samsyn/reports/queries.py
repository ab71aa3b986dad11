"""Reads of what the office has written: reports, the newest texts, their versions."""

from django.db.models import Exists, OuterRef, QuerySet

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.reports.models import Report, SectionText


def newest_texts(association: Association) -> QuerySet[SectionText]:
    """The newest version of every section of every report."""
    newer = SectionText.objects.filter(
        association=association, report=OuterRef("report"), section=OuterRef("section"), version__gt=OuterRef("version")
    )
    return SectionText.objects.filter(~Exists(newer), association=association)


def report_of(association: Association, kind: str, period: Period) -> Report | None:
    """The report that is being written, None when it is not begun."""
    return Report.objects.filter(association=association, kind=kind, year=period.year, month=period.month).first()


def versions(report: Report, section: str) -> QuerySet[SectionText]:
    """Every version of a section's text, newest first."""
    return SectionText.objects.filter(association=report.association_id, report=report, section=section)


def forerunner(association: Association, kind: str, period: Period) -> Report | None:
    """The report whose texts this one may start from: the same period last year, else the latest before it."""
    found = Report.objects.filter(association=association, kind=kind, texts__isnull=False).distinct()
    earlier = [report for report in found if report.period < period]
    same = [report for report in earlier if report.period == period.previous]
    return max(same or earlier, key=lambda report: report.period, default=None)
