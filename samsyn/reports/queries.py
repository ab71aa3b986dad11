"""Reads of what the office has written and arranged: reports, their sections, the newest texts and their versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, QuerySet

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.reports.definitions.documents import DOCUMENTS, SectionDefinition
from samsyn.reports.domain.arrange import Placed, hidden_keys
from samsyn.reports.models import Report, SectionChoice, SectionText


@dataclass(frozen=True)
class Written:
    """A section's prose as it stands: Markdown, its state, and what each reference printed when it was written."""

    markdown: str
    state: str = "utkast"
    shown: Mapping[str, str] = field(default_factory=dict)


def written(text: SectionText) -> Written:
    """A stored text as a value."""
    return Written(text.markdown, text.state, text.shown)


def texts_of(association: Association, kind: str, period: Period) -> dict[str, SectionText]:
    """The newest version of each section of a report; {} when nothing is written (one query)."""
    rows = newest_texts(association).filter(report__kind=kind, report__year=period.year, report__month=period.month)
    return {row.section: row for row in rows}


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


def arranged(association: Association, kind: str) -> list[tuple[SectionDefinition, bool]]:
    """The kind's sections as the association has them, each with whether it is hidden (one query).

    A hidden part hides what stands under it.
    """
    choices = {c.section: c for c in SectionChoice.objects.filter(association=association, kind=kind)}
    found = []
    for index, item in enumerate(DOCUMENTS[kind][1]):
        choice = choices.get(item.key)
        place = choice.position if choice and choice.position is not None else index * 10
        titled = replace(item, title=choice.title) if choice and choice.title else item
        found.append((place, index, titled, bool(choice and choice.hidden)))
    ordered = [(item, hidden) for _, _, item, hidden in sorted(found, key=lambda f: (f[0], f[1]))]
    gone = hidden_keys([Placed(item.key, item.level, hidden=hidden) for item, hidden in ordered])
    return [(item, item.key in gone) for item, _ in ordered]
