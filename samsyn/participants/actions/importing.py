"""Counts of many interventions from a file: seen first, then all handed in or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.core.sheetmarks import sheet_faults
from samsyn.core.tablefile import read_grid
from samsyn.interventions.actions.words import note
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries import scope
from samsyn.participants.actions.reporting import hand_in
from samsyn.participants.definitions.variables import FLOW
from samsyn.participants.domain.asking import CountKey
from samsyn.participants.domain.form import Group, fields
from samsyn.participants.domain.importing import COLUMNS, Filled, Form, fill, sheet
from samsyn.participants.domain.words import SEXES, Source
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries.judging import Judged, judge
from samsyn.participants.queries.reports import asked_in, missing_before, running

_REPORT = Permission.REPORT_PARTICIPANTS
MOST_BYTES = 5 * 1024 * 1024
NOTHING = "Filen har inga antal. Fyll i mallen och läs in den igen."


@dataclass(frozen=True)
class Template:
    """The sheet to fill in: what `write_xlsx` and `write_csv` take."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Planned:
    """A report that the file holds and that adds up. `kept` is all that is needed to hand it in later."""

    intervention: Intervention
    typed: Mapping[str, str]
    version: int
    judged: Judged

    @property
    def replaces_draft(self) -> bool:
        return self.version > 0

    @property
    def flow(self) -> dict[str, int]:
        """Persons of all sexes: opening, entry, new, ended, closed."""
        held = self.judged.values
        return {what: sum(held.get(CountKey(what, "", sex)) or 0 for sex in SEXES) for what in FLOW}

    @property
    def kept(self) -> dict[str, Any]:
        """Plain values, to be given back to `import_reports`."""
        return {"intervention": self.intervention.pk, "typed": dict(self.typed), "version": self.version}


@dataclass(frozen=True)
class Preview:
    """What a file would do. With errors nothing can be saved; `left_out` have nothing in the file."""

    planned: Sequence[Planned] = ()
    left_out: Sequence[str] = ()
    errors: Sequence[str] = field(default_factory=tuple)


def template(period: ReportingPeriod, by: User | str) -> Template:
    """Rows for every intervention that the user may report and that has not handed in."""
    return Template(COLUMNS, sheet(_forms(period, by)))


def _forms(period: ReportingPeriod, by: User | str) -> list[Form]:
    own = _to_report(period, by)
    names = [one.name for one in own]
    return [
        Form(one.pk, one.name if names.count(one.name) == 1 else f"{one.name} ({one.key})", _groups(one, period))
        for one in own
    ]


def _groups(intervention: Intervention, period: ReportingPeriod) -> list[Group]:
    first = judge(intervention, period, {}).before.opening is None
    asked = asked_in(intervention, period)
    return fields([one for one in asked if first or one.variable.key != "opening"])


def _to_report(period: ReportingPeriod, by: User | str) -> list[Intervention]:
    """Running interventions that have not handed in, of those the user may report for."""
    found = running(period.association, period.part)
    done = Report.objects.filter(period=period, state=Report.State.HANDED_IN).values("intervention")
    if not isinstance(by, str):
        found = found.filter(pk__in=scope.owned(by, period.association, _REPORT).values("pk"))
    return list(found.exclude(pk__in=done).order_by("name"))


def _done(period: ReportingPeriod) -> set[str]:
    """Names of interventions that have handed in."""
    done = Report.objects.filter(period=period, state=Report.State.HANDED_IN)
    return set(done.values_list("intervention__name", flat=True))


def read_file(*, period: ReportingPeriod, data: bytes, filename: str, by: User | str) -> Preview:
    """What the file holds, judged as if it were handed in; nothing is saved. Every fault names its cell and repeats
    nothing of what stands there. Raises PermissionDenied."""
    require(by, _REPORT, period.association)
    if len(data) > MOST_BYTES:
        return Preview(errors=("Filen är större än 5 MB.",))
    marks = sheet_faults(data, COLUMNS)
    if any("sammanslagna" in mark for mark in marks):  # the cells below are empty: nothing more can be said of them
        return Preview(errors=tuple(marks))
    grid, faults = read_grid(data, "Filen", COLUMNS)
    if faults:
        said = [fault.removeprefix("Filen: ") for fault in faults]
        return Preview(errors=tuple(f"{fault[:1].upper()}{fault[1:]}." for fault in said))
    filled, faults = fill(grid, _forms(period, by), _done(period))
    if faults:
        return Preview(errors=(*marks, *faults))
    found = _judged(period, filled, {one.pk: one for one in _to_report(period, by)})
    return Preview(errors=(*marks, *found.errors)) if marks else found


def _judged(period: ReportingPeriod, filled: Sequence[Filled], own: Mapping[int, Intervention]) -> Preview:
    held = {row.intervention_id: row for row in Report.objects.filter(period=period)}
    planned, errors = [], list[str]()
    for one in filled:
        if one.empty:
            continue
        intervention, report = own[one.form.key], held.get(one.form.key)
        errors += [
            f"{intervention}: lämna först in {part.label}." for part in missing_before(intervention, period.part)
        ]
        found = judge(intervention, period, one.typed, report=report)
        errors += [_at_cell(one, problem.field, str(problem)) for problem in found.problems]
        planned.append(Planned(intervention, one.typed, report.version if report else 0, found))
    if not planned:
        errors.append(NOTHING)
    left = tuple(one.form.name for one in filled if one.empty)
    return Preview(() if errors else tuple(planned), left, tuple(errors))


def _at_cell(filled: Filled, name: str, sentence: str) -> str:
    cell = filled.cells.get(name)
    return f"{cell}: {sentence}" if cell else f"{filled.form.name}: {sentence}"


@transaction.atomic
def import_reports(
    *, period: ReportingPeriod, kept: Sequence[Mapping[str, Any]], by: User | str, at: datetime | None = None
) -> list[Report]:  # fmt: skip
    """Hand in all of what a preview planned (its `kept`), or nothing. Raises PermissionDenied, and Refused."""
    require(by, _REPORT, period.association)
    own = {one.pk: one for one in _to_report(period, by)}
    if not kept:
        raise Refused(NOTHING)
    if any(one["intervention"] not in own for one in kept):
        raise Refused("Någon av insatserna har lämnat in sedan du läste in filen. Läs in den igen.")
    made = [
        hand_in(intervention=own[one["intervention"]], period=period, typed=one["typed"], reasons={},
                version=one["version"], by=by, at=at, source=Source.COUNTS)
        for one in sorted(kept, key=lambda one: int(one["intervention"]))
    ]  # fmt: skip
    names = ", ".join(str(report.intervention) for report in made)
    note("participants.imported", f"Läste in {len(made)} rapporter för {period} ur en fil", period, by,
         after={"Insatser": names})  # fmt: skip
    return made
