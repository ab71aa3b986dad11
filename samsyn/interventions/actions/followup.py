"""Follow-up and final reports: written a piece at a time, handed in, read by the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import done_for
from samsyn.interventions.actions.interventions import finish
from samsyn.interventions.actions.words import note, require_on
from samsyn.interventions.domain.dues import day, span
from samsyn.interventions.domain.words import ChoiceKind, DueKind
from samsyn.interventions.models import FollowUp, FollowUpText, Intervention
from samsyn.interventions.queries.followup import digest, texts_of
from samsyn.interventions.queries.lists import choices

_WRITE = (Permission.REPORT_INTERVENTIONS,)
CHANGED = "Någon annan har sparat rapporten medan du skrev. Kopiera din text, läs om sidan och för in den igen."
_DRAFT, _SENT, _READ = FollowUp.State.DRAFT, FollowUp.State.SENT, FollowUp.State.READ


@dataclass(frozen=True)
class Content:
    """What a report says: texts by theme (pk), and for a final one what came of it, implemented or not, and where."""

    texts: Mapping[int, str] = field(default_factory=dict)
    outcome: str = ""
    implemented: str = ""
    where: str = ""


@transaction.atomic
def start_report(
    *, intervention: Intervention, period_from: date, period_to: date, by: User | str, final: bool = False
) -> FollowUp:
    """An empty draft for a period, or the final one. Raises PermissionDenied, and Refused with every reason."""
    require_on(by, _WRITE, intervention)
    Intervention.objects.select_for_update().get(pk=intervention.pk)
    if errors := _period_errors(intervention, period_from, period_to, final):
        raise Refused(errors)
    report = FollowUp.objects.create(
        association=intervention.association, intervention=intervention, final=final, period_from=period_from,
        period_to=period_to, created_by=actor_name(by),
    )  # fmt: skip
    note("followup.started", f"Började skriva {named(report)}", report, by)
    return report


def _period_errors(intervention: Intervention, start: date, end: date, final: bool) -> list[str]:
    errors = []
    if end < start:
        errors.append("Perioden slutar före den börjar.")
    if end < intervention.start or (intervention.end and start > intervention.end):
        last = f" – {day(intervention.end)}" if intervention.end else " och framåt"
        errors.append(f"Perioden ligger utanför insatsens tid, {day(intervention.start)}{last}.")
    held = FollowUp.objects.filter(intervention=intervention, final=final)
    if final and held.exists():
        errors.append("Det finns redan en slutrapport för insatsen.")
    elif held.filter(period_to=end).exists():
        errors.append(f"Det finns redan en uppföljning till och med {day(end)}.")
    return errors


@transaction.atomic
def save_report(*, report: FollowUp, content: Content, by: User | str, seen: str | None = None) -> FollowUp:
    """Keep what is written so far. `seen` is the digest of what the writer had before: another's text is never lost.

    Raises PermissionDenied, and Refused when it is handed in already or changed by someone else meanwhile.
    """
    require_on(by, _WRITE, report.intervention)
    held = FollowUp.objects.select_for_update().get(pk=report.pk)
    if held.state != _DRAFT:
        raise Refused("Rapporten är inlämnad och ändras inte.")
    if seen is not None and seen != digest(held):
        raise Refused(CHANGED)
    before = digest(held)
    _write(held, content)
    if digest(held) != before:
        note("followup.saved", f"Skrev i {named(held)}", held, by)
    report.refresh_from_db()
    return report


def _write(held: FollowUp, content: Content) -> None:
    known = {theme.pk for theme in choices(held.association, ChoiceKind.THEME)}
    for theme, text in content.texts.items():
        plain = text.strip()
        if theme not in known:
            raise Refused("Temat finns inte längre i förbundets lista.")
        if plain:
            FollowUpText.objects.update_or_create(
                association=held.association, report=held, theme_id=theme, defaults={"text": plain}
            )
        else:
            FollowUpText.objects.filter(report=held, theme=theme).delete()
    if held.final:
        held.outcome, held.implemented = content.outcome.strip(), content.implemented
        held.implemented_where = content.where.strip()[:300]
        held.save(update_fields=["outcome", "implemented", "implemented_where"])


@transaction.atomic
def send_report(*, report: FollowUp, on: date, by: User | str) -> FollowUp:
    """Hand it in: what was due is done. A final one ends the intervention and says whether it lives on and where.

    Raises PermissionDenied, and Refused with every reason.
    """
    require_on(by, _WRITE, report.intervention)
    held = FollowUp.objects.select_for_update().get(pk=report.pk)
    if errors := _sending_errors(held, on, by):
        raise Refused(errors)
    held.state, held.sent = _SENT, on
    held.save(update_fields=["state", "sent"])
    own = report.intervention
    if held.final:
        finish(intervention=own, implemented=held.implemented, where=held.implemented_where, on=on, by=by)
        done_for(own, DueKind.FINAL_REPORT, None, on)
    else:
        done_for(own, DueKind.REPORT, held.period_to, on, held.period_from)
    note("followup.sent", f"Lämnade in {named(held)}", held, by)
    report.refresh_from_db()
    return report


def _sending_errors(held: FollowUp, on: date, by: User | str) -> list[str]:
    if held.state != _DRAFT:
        return ["Rapporten är redan inlämnad."]
    errors = []
    if not texts_of(held):
        errors.append("Skriv något under minst ett tema.")
    if held.final and not held.outcome:
        errors.append("Skriv vad insatsen ledde till.")
    if held.final and not held.implemented:
        errors.append("Välj om insatsen är implementerad: ja, delvis eller nej.")
    elif held.final and held.implemented != Intervention.Implemented.NO and not held.implemented_where:
        errors.append("Skriv var insatsen lever vidare.")
    if not isinstance(by, str) and on > timezone.localdate():
        errors.append("Dagen har inte varit än.")
    return errors


@transaction.atomic
def read_report(*, report: FollowUp, on: date, by: User | str) -> FollowUp:
    """The office has read it. Raises PermissionDenied, and Refused when it is not handed in or read before."""
    require(by, Permission.MANAGE_INTERVENTIONS, report.association)
    held = FollowUp.objects.select_for_update().get(pk=report.pk)
    if held.state != _SENT:
        raise Refused("Rapporten är redan läst." if held.state == _READ else "Rapporten är inte inlämnad än.")
    held.state, held.read = _READ, on
    held.save(update_fields=["state", "read"])
    note("followup.read", f"Läste {named(held)}", held, by)
    report.refresh_from_db()
    return report


def named(report: FollowUp) -> str:
    """'uppföljningen januari–april 2024 för Vägval', 'slutrapporten för Vägval'."""
    if report.final:
        return f"slutrapporten för {report.intervention}"
    return f"uppföljningen {span(report.period_from, report.period_to)} för {report.intervention}"
