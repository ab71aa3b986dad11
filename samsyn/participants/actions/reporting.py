"""Reports: kept as drafts, handed in when they add up, corrected with a reason and with what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samsyn.associations.domain import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import done_for
from samsyn.interventions.actions.words import note, require_on
from samsyn.interventions.domain.dues import day
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Intervention
from samsyn.participants.actions.carrying import downstream, put
from samsyn.participants.actions.keeping import lock, lock_periods, retotal
from samsyn.participants.actions.periods import (
    NO_PERSONS,
    close_period,
    closed_words,
    excuse,
    open_period,
    reason_errors,
    reopen_period,
)
from samsyn.participants.domain.asking import Asked, CountKey, reason_name
from samsyn.participants.domain.chain import Link, stored
from samsyn.participants.domain.checking import Problem, check
from samsyn.participants.domain.consequences import Consequence, not_adding_up
from samsyn.participants.domain.form import read
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.words import Source
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as queries

__all__ = ["Overtaken", "Unbalanced", "close_period", "correct", "downstream", "excuse", "hand_in", "open_period",
           "reopen_period", "retotal", "save_draft"]  # fmt: skip

_REPORT = (Permission.REPORT_PARTICIPANTS,)
_HANDED_IN = Report.State.HANDED_IN
LONGEST, MOST_FIELDS = 300, 5_000  # of what a draft keeps


class Unbalanced(Refused):
    """It does not add up; `problems` says what, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(problem) for problem in problems)


class Overtaken(Refused):
    """Someone else saved first: `report` is what they saved. What the later one wrote is theirs to compare and send."""

    def __init__(self, report: Report) -> None:
        self.report = report
        at = timezone.localtime(report.changed)
        super().__init__(
            f"{report.changed_by} sparade den här rapporten {day(at.date())} klockan {at:%H.%M}, medan du skrev. "
            "Det du skrev står kvar. Jämför och spara igen."
        )


# --- draft ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_draft(
    *, intervention: Intervention, period: ReportingPeriod, typed: Mapping[str, str], version: int, by: User | str,
    source: Source | None = None,
) -> Report:  # fmt: skip
    """Keep whatever was typed, reasons too, until it is handed in. `version` is what the writer saw (0: nothing).

    Raises PermissionDenied, Overtaken, and Refused where nothing can be handed in or a value looks like a personnummer.
    """
    require_on(by, _REPORT, intervention)
    report, held = _locked(intervention, period)
    if errors := [*_closed_to(intervention, held, report), *_persons(typed.values())]:
        raise Refused(errors)
    _not_overtaken(report, version)
    report.draft = {str(key)[:120]: str(value).strip()[:LONGEST] for key, value in [*typed.items()][:MOST_FIELDS]}
    report.source = source or report.source
    _save(report, by)
    note("participants.drafted", f"Sparade utkast: {report}", report, by)
    return report


def _locked(intervention: Intervention, period: ReportingPeriod) -> tuple[Report, ReportingPeriod]:
    """The report as it stands, or a new one that is not saved."""
    if intervention.association_id != period.association_id:
        raise Refused("Insatsen och perioden hör till olika förbund.")
    own = lock(intervention)
    held = lock_periods([period])[period.pk]
    found = queries.report_of(own, held)
    new = Report(association_id=period.association_id, intervention=own, period=held)
    return found or new, held


def _closed_to(intervention: Intervention, period: ReportingPeriod, report: Report) -> list[str]:
    """Why nothing can be handed in."""
    errors = [queries.why_not(intervention, period.part)]
    if report.state == _HANDED_IN:
        errors.append(_already(report))
    elif period.closed:
        errors.append(closed_words(period))
    return [error for error in errors if error]


def _already(report: Report) -> str:
    on = f" {day(timezone.localtime(report.handed_in).date())}" if report.handed_in else ""
    return f"{report} är redan inlämnad av {report.handed_in_by}{on}. Rätta den i stället."


def _persons(texts: Iterable[str]) -> list[str]:
    return [NO_PERSONS] if any(like_a_person(str(text)) for text in texts) else []


def _not_overtaken(report: Report, version: int) -> None:
    if report.version != version:
        raise Overtaken(report)


def _save(report: Report, by: User | str) -> None:
    report.version += 1
    report.changed_by = str(by)[:200]
    report.save()


# --- handing in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Read:
    """A report that adds up."""

    counts: Mapping[CountKey, int]
    reasons: Mapping[str, str]


@transaction.atomic
def hand_in(
    *, intervention: Intervention, period: ReportingPeriod, typed: Mapping[str, str], reasons: Mapping[str, str],
    version: int, by: User | str, source: Source | None = None, at: datetime | None = None,
) -> Report:  # fmt: skip
    """A report that adds up is handed in: its counts are seen in figures from now, and it is no longer owed.

    `reasons` are 'entry' and 'closed' (also read from the form's own fields). `source` None is the draft's. Raises
    PermissionDenied, Overtaken, Unbalanced with every problem, and Refused with every reason.
    """
    require_on(by, _REPORT, intervention)
    report, held = _locked(intervention, period)
    moment = at or timezone.now()
    if errors := _handing_in_errors(report, held, moment):
        raise Refused(errors)
    _not_overtaken(report, version)
    report.source = source or report.source
    links = [link for _, link in queries.handed_in(intervention)]
    found = _read(report, links, typed, reasons, queries.asked_in(intervention, held, source=Source(report.source)))
    report.state, report.draft, report.handed_in, report.handed_in_by = _HANDED_IN, {}, moment, str(by)[:200]
    _keep(report, found, by)
    told = put(report, found.counts, reason="", why=f"Ändrat när {period} lämnades in", by=by)
    done_for(intervention, DueKind.PARTICIPANTS, held.part.end, timezone.localtime(moment).date(), held.part.start)
    note("participants.handed_in", f"Lämnade in {report}", report, by, after=_followed(told))
    return report


def _handing_in_errors(report: Report, period: ReportingPeriod, at: datetime) -> list[str]:
    own, part = report.intervention, period.part
    errors = _closed_to(own, period, report)
    if not errors:
        errors += [f"Lämna först in {missing.label}." for missing in queries.missing_before(own, part)]
    if timezone.localtime(at).date() < part.start:
        errors.append(f"Perioden börjar {day(part.start)}.")
    return errors


def _read(
    report: Report, links: list[Link], typed: Mapping[str, str], reasons: Mapping[str, str], asked: Sequence[Asked],
) -> _Read:  # fmt: skip
    """What was typed, checked against what the intervention reported before. Raises Unbalanced."""
    part = report.period.part
    before = queries.before_in(links, part)
    values, problems = read(typed, asked, before.opening)
    said = {what: (reasons.get(what) or typed.get(reason_name(what), "")).strip() for what in ("entry", "closed")}
    problems += check(values, asked, before.opening, said, enrolled=before.enrolled, on=part.end)
    problems += [Problem(reason_name(what), NO_PERSONS) for what, text in said.items() if like_a_person(text)]
    if problems:
        raise Unbalanced(problems)
    return _Read(stored(values), {what: text for what, text in said.items() if _any(values, what)})


def _any(values: Mapping[CountKey, int | None], what: str) -> bool:
    return any(value for key, value in values.items() if key.variable == what)


def _keep(report: Report, found: _Read, by: User | str) -> None:
    report.entry_reason = found.reasons.get("entry", "")[:LONGEST]
    report.closed_reason = found.reasons.get("closed", "")[:LONGEST]
    _save(report, by)


# --- correcting -----------------------------------------------------------------------------------------------------


@transaction.atomic
def correct(
    *, report: Report, typed: Mapping[str, str], reasons: Mapping[str, str], reason: str, version: int, by: User | str,
) -> Report:  # fmt: skip
    """Change a handed-in report, with a reason. Later reports open with what this one now closes; their year's classes
    may have to be corrected too. The earlier version stays in the history, and published reports stay as they were.

    Raises PermissionDenied, Overtaken, Unbalanced, and Refused with every reason.
    """
    require_on(by, _REPORT, report.intervention)
    held, period = _locked(report.intervention, report.period)
    errors = reason_errors(reason, "Skriv varför rapporten rättas.")
    if held.state != _HANDED_IN:
        errors.append("Rapporten är inte inlämnad än.")
    elif period.closed:
        errors.append(closed_words(period))
    if errors:
        raise Refused(errors)
    _not_overtaken(held, version)
    found = _corrected(held, typed, reasons)
    _keep(held, found, by)
    told = put(held, found.counts, reason=reason.strip(), why=f"Ändrat när {period} rättades: {reason.strip()}", by=by)
    _again(held)
    note("participants.corrected", f"Rättade {held}: {reason.strip()}", held, by, after=_followed(told))
    return held


def _followed(told: Sequence[Consequence]) -> dict[str, str]:
    """Which later reports followed, without their numbers: more people read the log than may see small counts."""
    followed = ", ".join(dict.fromkeys(one.part.label for one in told))
    return {"Ändrade även": followed} if followed else {}


def _corrected(report: Report, typed: Mapping[str, str], reasons: Mapping[str, str]) -> _Read:
    """Raises Unbalanced, and Refused when nothing is changed."""
    counts, links = queries.counts_of(report), [link for _, link in queries.handed_in(report.intervention)]
    asked = queries.asked_in(report.intervention, report.period, report)
    found = _read(report, [link for link in links if link.part != report.period.part], typed, reasons, asked)
    rows_only = {one.variable.key for one in asked if one.variable.rows_only}
    kept = {key: count for key, count in counts.items() if key.variable in rows_only and key not in found.counts}
    found = replace(found, counts={**kept, **found.counts})
    same = {key: value for key, value in counts.items() if key.variable != "year_opening"} == found.counts
    if same and (report.entry_reason, report.closed_reason) == tuple(
        found.reasons.get(what, "") for what in ("entry", "closed")
    ):
        raise Refused("Inget är ändrat.")
    return found


def _again(report: Report) -> None:
    """A report that adds up is no longer owed."""
    links = [link for _, link in queries.handed_in(report.intervention)]
    part: Part = report.period.part
    if not not_adding_up(links, part):
        done_for(report.intervention, DueKind.PARTICIPANTS, part.end, timezone.localdate(), part.start)
