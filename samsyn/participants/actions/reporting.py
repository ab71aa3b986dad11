"""Reports: kept as drafts, handed in when they add up, corrected with a reason and with what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samsyn.associations.actions.versions import overtaken_words
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import done_for
from samsyn.interventions.actions.words import note, require_on
from samsyn.interventions.domain.dues import day
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Intervention
from samsyn.participants.actions.carrying import downstream, put
from samsyn.participants.actions.keeping import lock, lock_periods, retotal
from samsyn.participants.actions.periods import (
    close_period,
    closed_words,
    excuse,
    open_period,
    reason_errors,
    reopen_period,
)
from samsyn.participants.cases.within import BY_ROWS, Told
from samsyn.participants.cases.within import problems as not_borne_out
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.asking import Asked, CountKey
from samsyn.participants.domain.checking import Problem
from samsyn.participants.domain.consequences import Consequence, not_adding_up
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.tallying import YEAR_OPENING
from samsyn.participants.domain.words import Source
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports as queries
from samsyn.participants.queries.judging import NO_PERSONS, REASONED, Judged, judged

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
        super().__init__(overtaken_words(report.changed_by, report.changed, "den här rapporten"))


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
    report.changed_by = actor_name(by)
    report.save()


# --- handing in -----------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_in(
    *, intervention: Intervention, period: ReportingPeriod, typed: Mapping[str, str], reasons: Mapping[str, str],
    version: int, by: User | str, source: Source | None = None, at: datetime | None = None, rows: Told | None = None,
) -> Report:  # fmt: skip
    """A report that adds up is handed in: its counts are seen in figures from now, and it is no longer owed.

    `reasons` are 'entry' and 'closed' (also read from the form's own fields). `source` None is the draft's; `rows` is
    what case rows say, where they are the source (see `case_counts`). Raises PermissionDenied, Overtaken, Unbalanced
    with every problem, and Refused with every reason.
    """
    require_on(by, _REPORT, intervention)
    report, held = _locked(intervention, period)
    moment = at or timezone.now()
    if errors := _handing_in_errors(report, held, moment):
        raise Refused(errors)
    _not_overtaken(report, version)
    report.source = source or report.source
    earlier = queries.handed_in(intervention, held.part)
    asked = queries.asked_in(intervention, held, source=Source(report.source))
    found = _sound(report, earlier, typed, reasons, asked)
    counts = {**found.counts, **_borne_out(report, found, asked, rows)}
    report.state, report.draft, report.handed_in, report.handed_in_by = _HANDED_IN, {}, moment, actor_name(by)
    _keep(report, found.reasons, by)
    told = put(report, counts, earlier, reason="", why=f"Ändrat när {period} lämnades in", by=by)
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


def _sound(
    report: Report, chain: queries.Held, typed: Mapping[str, str], reasons: Mapping[str, str], asked: Sequence[Asked]
) -> Judged:  # fmt: skip
    """What was typed, when it adds up. Raises Unbalanced."""
    found = judged(report.period, [link for _, link in chain], typed, reasons, asked)
    if found.problems:
        raise Unbalanced(found.problems)
    return found


def _borne_out(report: Report, found: Judged, asked: Sequence[Asked], rows: Told | None) -> Mapping[CountKey, int]:
    """What nothing but case rows can give, once they bear out the rest; {} when they are not the source."""
    if report.source != Source.ROWS:
        return {}
    if rows is None:
        raise Refused(BY_ROWS)
    if found_problems := not_borne_out(rows, found.values, asked):
        raise Unbalanced(found_problems)
    return rows.only(asked) if rows.whole else {}


def _keep(report: Report, reasons: Mapping[str, str], by: User | str) -> None:
    report.entry_reason, report.closed_reason = (reasons[what][:LONGEST] for what in REASONED)
    _save(report, by)


# --- correcting -----------------------------------------------------------------------------------------------------


@transaction.atomic
def correct(
    *, report: Report, typed: Mapping[str, str], reasons: Mapping[str, str], reason: str, version: int, by: User | str,
    rows: Told | None = None,
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
    chain = queries.handed_in(held.intervention, period.part)
    counts, said = _corrected(held, chain, typed, reasons, rows)
    _keep(held, said, by)
    why = f"Ändrat när {period} rättades: {reason.strip()}"
    told = put(held, counts, chain, reason=reason.strip(), why=why, by=by)
    _again(held)
    note("participants.corrected", f"Rättade {held}: {reason.strip()}", held, by, after=_followed(told))
    return held


def _followed(told: Sequence[Consequence]) -> dict[str, str]:
    """Which later reports followed, without their numbers: more people read the log than may see small counts."""
    followed = ", ".join(dict.fromkeys(one.part.label for one in told))
    return {"Ändrade även": followed} if followed else {}


def _corrected(
    report: Report, chain: queries.Held, typed: Mapping[str, str], reasons: Mapping[str, str], rows: Told | None
) -> tuple[Mapping[CountKey, int], Mapping[str, str]]:
    """Counts and reasons. Raises Unbalanced, and Refused when nothing is changed."""
    asked = queries.asked_in(report.intervention, report.period, report)
    held = {key: count for key, count in queries.counts_of(report).items() if key.variable != YEAR_OPENING}
    found = _sound(report, chain, typed, reasons, asked)
    counts = {**_by_rows_only(held), **found.counts, **_borne_out(report, found, asked, rows)}
    said = tuple(found.reasons[what] for what in REASONED)
    if counts == held and said == (report.entry_reason, report.closed_reason):
        raise Refused("Inget är ändrat.")
    return counts, found.reasons


def _by_rows_only(counts: Mapping[CountKey, int]) -> dict[CountKey, int]:
    """What no form asks for stays as it is."""
    return {key: count for key, count in counts.items() if VARIABLES[key.variable].rows_only}


def _again(report: Report) -> None:
    """A report that adds up is no longer owed."""
    part = report.period.part
    links = [link for _, link in queries.handed_in(report.intervention, part)]
    if not not_adding_up(links, part):
        done_for(report.intervention, DueKind.PARTICIPANTS, part.end, timezone.localdate(), part.start)
