"""The demo's written reports: each section's text as its first, finished version."""

from collections.abc import Callable

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.demo.files import BrokenDemo, prose_of, read_yaml
from samsyn.reports.actions import create_report, save_section, set_date

Say = Callable[[str], object]


def write(association: Association, say: Say, by: str) -> None:
    """Every report that own.yaml names. A text that refers to what does not exist is a fault of the package."""
    for given in read_yaml(association.slug, "own.yaml")["reports"]:
        report = create_report(association, given["kind"], Period.parse(given["period"]), by=by)
        set_date(report, given.get("date"), by=by)
        sections = prose_of(given["kind"], given["period"])
        for key, text in sections.items():
            if errors := save_section(report, key, text, version=0, by=by, done=True).errors:
                raise BrokenDemo(f"{given['kind']}, {key}: {errors}")
        say(f"Skrev {report}, {len(sections)} avsnitt")
