"""The demo's written reports: each section's text as its first, finished version."""

from collections.abc import Callable

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.demo.files import prose_of, read_yaml
from samsyn.reports.build import Builder, Written
from samsyn.reports.domain.prose import references
from samsyn.reports.models import Report, SectionText

Say = Callable[[str], object]


def write(association: Association, say: Say, by: str) -> None:
    """Every report that own.yaml names, with what each figure of its sentences prints today."""
    for given in read_yaml(association.slug, "own.yaml")["reports"]:
        period = Period.parse(given["period"])
        report = Report.objects.create(
            association=association, kind=given["kind"], year=period.year, month=period.month,
            date=given.get("date"), created_by=by,
        )  # fmt: skip
        sections = prose_of(given["kind"], given["period"])
        lookup = Builder(association, given["kind"], period, {}).lookup(Written(""))
        SectionText.objects.bulk_create(
            SectionText(
                association=association, report=report, section=key, version=1, markdown=text,
                state=SectionText.State.DONE, created_by=by,
                shown={found.source.strip(): lookup(found).shown for found in references(text)},
            )
            for key, text in sections.items()
        )  # fmt: skip
        say(f"Skrev {report}, {len(sections)} avsnitt")
