"""Reporting periods: opened for all interventions at once, closed when all is in, opened again with a reason."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.actions import duties
from samsyn.interventions.actions.words import note
from samsyn.interventions.domain.dues import day
from samsyn.interventions.models import Intervention
from samsyn.participants.actions.keeping import lock, lock_periods
from samsyn.participants.actions.telling import keep_pages
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.words import MONTHS_OF, Rhythm
from samsyn.participants.models import Report, ReportingPeriod, ReportingRule
from samsyn.participants.queries.judging import NO_PERSONS
from samsyn.participants.queries.protecting import Earlier
from samsyn.participants.queries.reports import Step, running, standing, why_not

_MANAGE = Permission.MANAGE_PARTICIPANTS
_EACH = {Rhythm.TERTIAL: "tertial", Rhythm.QUARTER: "kvartal", Rhythm.MONTH: "månad"}


@transaction.atomic
def open_period(
    *, association: Association, part: Part, by: User | str, due: date | None = None
) -> ReportingPeriod:  # fmt: skip
    """Ask every individual intervention that runs in a period for its counts, by `due` or the association's rule.

    Raises PermissionDenied, and Refused with every reason.
    """
    require(by, _MANAGE, association)
    rule = ReportingRule.objects.select_for_update().get_or_create(association=association)[0]
    latest = due or part.end + timedelta(days=rule.days)
    if errors := _opening_errors(rule, part, latest):
        raise Refused(errors)
    period = ReportingPeriod.objects.create(
        association=association, year=part.year, first_month=part.first_month, last_month=part.last_month, due=latest
    )
    ask_all(period)
    note("participants.opened", f"Öppnade rapporteringen för {period}, senast {day(latest)}", period, by)
    return period


def _opening_errors(rule: ReportingRule, part: Part, due: date) -> list[str]:
    errors = []
    if part.months != MONTHS_OF[Rhythm(rule.rhythm)]:
        errors.append(f"Förbundet rapporterar varje {_EACH[Rhythm(rule.rhythm)]}.")
    held = ReportingPeriod.objects.filter(association=rule.association_id, year=part.year)
    for other in held.filter(first_month__lte=part.last_month, last_month__gte=part.first_month):
        same = other.part == part
        errors.append(f"{part.label.capitalize()} är redan öppnad." if same else f"Perioden går in i {other}.")
    if due < part.end:
        errors.append("Sista dag att lämna in ligger före periodens slut.")
    return errors


def ask_all(period: ReportingPeriod) -> None:
    """Everyone who should report a period and has not been asked is."""
    part = period.part
    duties.plan_counts(running(period.association, part), part.start, part.end, period.due)


@transaction.atomic
def close_period(*, period: ReportingPeriod, by: User | str) -> ReportingPeriod:
    """Nothing more is handed in or changed. Raises PermissionDenied, and Refused naming what is still to come."""
    require(by, _MANAGE, period.association)
    held = lock_periods([period])[period.pk]
    if held.closed:
        raise Refused(f"{str(held).capitalize()} är redan stängd.")
    rows = standing(held)
    errors = [f"{row.intervention} har inte lämnat in." for row in rows if row.step in (Step.MISSING, Step.DRAFT)]
    errors += [f"{row.intervention} behöver rättas först." for row in rows if row.owed_again]
    if errors:
        raise Refused(errors)
    held.closed, held.closed_by = timezone.now(), actor_name(by)
    held.save(update_fields=["closed", "closed_by"])
    note("participants.closed", f"Stängde rapporteringen för {held}", held, by)
    return held


@transaction.atomic
def reopen_period(
    *, period: ReportingPeriod, reason: str, told: Mapping[int, Earlier], by: User | str
) -> ReportingPeriod:  # fmt: skip
    """Corrections are possible again. What readers have been `told` until now, year by year, is kept: what they are
    shown after the correction must be safe beside it. Raises PermissionDenied, and Refused when the period is open or
    no reason is given."""
    require(by, _MANAGE, period.association)
    held = lock_periods([period])[period.pk]
    errors = [] if held.closed else [f"{str(held).capitalize()} är redan öppen."]
    if errors := [*errors, *reason_errors(reason, "Skriv varför perioden öppnas igen.")]:
        raise Refused(errors)
    held.closed, held.closed_by = None, ""
    held.save(update_fields=["closed", "closed_by"])
    ask_all(held)
    keep_pages(held.association, told)
    note("participants.reopened", f"Öppnade rapporteringen för {held} igen: {reason.strip()}", held, by)
    return held


@transaction.atomic
def excuse(*, intervention: Intervention, period: ReportingPeriod, reason: str, by: User | str) -> None:
    """An intervention hands in nothing for a period, and why. Raises PermissionDenied, and Refused."""
    require(by, _MANAGE, period.association)
    lock(intervention)
    held = lock_periods([period])[period.pk]
    if errors := _excuse_errors(intervention, held, reason):
        raise Refused(errors)
    ask_all(held)
    duties.drop_counts(intervention, held.part.end, reason.strip())
    note("participants.excused", f"{intervention} lämnar inget för {held}: {reason.strip()}", held, by)


def _excuse_errors(intervention: Intervention, period: ReportingPeriod, reason: str) -> list[str]:
    errors = reason_errors(reason, "Skriv varför inget lämnas in.")
    if said := why_not(intervention, period.part):
        errors.append(said)
    if period.closed:
        errors.append(closed_words(period))
    if Report.objects.filter(intervention=intervention, period=period, state=Report.State.HANDED_IN).exists():
        errors.append(f"{intervention} har redan lämnat in {period}.")
    return errors


def reason_errors(reason: str, empty: str) -> list[str]:
    """A reason must be there, and tell of nobody by number."""
    if not reason.strip():
        return [empty]
    return [NO_PERSONS] if like_a_person(reason) else []


def closed_words(period: ReportingPeriod) -> str:
    return f"{str(period).capitalize()} är stängd. Kansliet kan öppna den igen."
