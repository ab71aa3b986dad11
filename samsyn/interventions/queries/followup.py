"""Reports as their readers see them: a draft is its writers' own until it is handed in."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.interventions.domain.words import ChoiceKind, DueKind
from samsyn.interventions.models import Choice, Due, FollowUp, FollowUpText, Intervention
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.lists import choices


def reports(user: User, association: Association) -> QuerySet[FollowUp]:
    """Handed-in reports of every intervention the user sees, and drafts of those they may write for."""
    seen = scope.interventions(user, association).values("pk")
    own = scope.owned(user, association, Permission.REPORT_INTERVENTIONS).values("pk")
    found = FollowUp.objects.filter(association=association, intervention__in=seen)
    found = found.filter(~Q(state=FollowUp.State.DRAFT) | Q(intervention__in=own))
    return found.select_related("intervention", "intervention__owner")


def may_write(user: User, report_or_intervention: FollowUp | Intervention) -> bool:
    """Whether the user may write reports of an intervention."""
    row = report_or_intervention
    pk = row.intervention_id if isinstance(row, FollowUp) else row.pk
    return scope.owned(user, row.association, Permission.REPORT_INTERVENTIONS).filter(pk=pk).exists()


def texts_of(report: FollowUp) -> list[FollowUpText]:
    """What it says, theme by theme in the list's order."""
    return list(FollowUpText.objects.filter(report=report).select_related("theme").order_by("theme__position"))


def digest(report: FollowUp) -> str:
    """A fingerprint of what a report says: another one means that someone has written in it."""
    parts = [f"{one.theme_id}:{one.text}" for one in texts_of(report)]
    said = "\n".join([*parts, report.outcome, report.implemented, report.implemented_where])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Theme:
    """A theme to write about, with what is written."""

    theme: Choice
    text: str


def themes(report: FollowUp) -> list[Theme]:
    """The themes that hold at the period's end, and those that are written about already."""
    held = {one.theme_id: one.text for one in texts_of(report)}
    return [
        Theme(theme, held.get(theme.pk, ""))
        for theme in choices(report.association, ChoiceKind.THEME)
        if theme.pk in held or _holds(theme, report.period_to)
    ]


def _holds(theme: Choice, day: date) -> bool:
    return (theme.start is None or theme.start <= day) and (theme.end is None or theme.end >= day)


def owed(intervention: Intervention) -> list[Due]:
    """The reports that are asked for and not written yet."""
    kinds = (DueKind.REPORT, DueKind.FINAL_REPORT)
    dues = Due.objects.filter(intervention=intervention, kind__in=kinds, done__isnull=True, dropped="")
    held = set(FollowUp.objects.filter(intervention=intervention).values_list("final", "period_to"))
    finals = {final for final, _ in held}
    return [
        due
        for due in dues
        if not (True in finals if due.kind == DueKind.FINAL_REPORT else (False, due.period_to) in held)
    ]
