"""Att attestera: what waits for me. And the attestordning that says who may."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.interventions.actions import attest as actions
from samsyn.interventions.domain.approval import over
from samsyn.interventions.domain.attest import Scope
from samsyn.interventions.domain.claims import span
from samsyn.interventions.domain.commitments import by_intervention, remaining
from samsyn.interventions.domain.words import AttestPlace, AttestStep
from samsyn.interventions.forms.attest import EndForm, RightForm
from samsyn.interventions.models import AttestRight, Claim, Document, Intervention
from samsyn.interventions.queries import attest, scope
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.views.claims import office

SHOWN = 20
_READ, _MANAGE = Permission.READ_CLAIMS, Permission.MANAGE_ASSOCIATION
_BUTTON = {AttestStep.CERTIFY: ("Intyga", "claim-certify"), AttestStep.CHECK: ("Sakattestera", "claim-check"),
           AttestStep.DECIDE: ("Beslutsattestera", "claim-approve")}  # fmt: skip


@page(_READ)
def mine(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The documents that wait for this person, with one button each; made for a phone."""
    user, today = actor(request), timezone.localdate()
    waiting = attest.waiting_for(user, association, today)
    tasks = waiting[:SHOWN]
    left = by_intervention(entries(association, {task.claim.intervention_id for task in tasks})) if tasks else {}
    files = _files([task.claim for task in tasks])
    items = []
    for task in tasks:
        rest = remaining(left.get(task.claim.intervention_id, []), today)
        label, view = _BUTTON[task.step]
        items.append({
            "claim": task.claim, "period": span(task.claim.period_from, task.claim.period_to), "left": rest,
            "over": over(task.claim.amount, rest) if task.claim.amount > 0 and task.claim.period_to.year >= today.year
            else "", "label": label, "view": f"interventions:{view}", "files": files.get(task.claim.pk, []),
        })  # fmt: skip
    context = {
        "items": items, "more": len(waiting) - len(tasks), "office": office(user, association),
        "elsewhere": policy(association).attest_place == AttestPlace.ACCOUNTING,
        "attests": can(user, Permission.ATTEST_CLAIMS, association),
    }  # fmt: skip
    return render(request, "interventions/attest.html", context)


def _files(claims: list[Claim]) -> dict[int, list[Document]]:
    out: dict[int, list[Document]] = {}
    for document in Document.objects.filter(claim__in=[claim.pk for claim in claims]):
        out.setdefault(document.claim_id or 0, []).append(document)
    return out


# --- attestordning --------------------------------------------------------------------------------------------------


@page(_READ)
def order(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every dated right: in force, to come, ended; and whether its person still has a role that lets them."""
    user, today = actor(request), timezone.localdate()
    rows = _visible(user, association).select_related("person", "substitute", "intervention")
    able = {
        step: {member.user_id for member in attest.holders(association, actions.NEEDS[step], today)}
        for step in (AttestStep.CERTIFY, AttestStep.CHECK)
    }
    able[AttestStep.DECIDE] = able[AttestStep.CHECK]
    lines = [
        (row, row.person_id in able[AttestStep(row.step)], row.substitute_id in {None, *able[AttestStep(row.step)]})
        for row in rows
    ]
    context = {
        "now": [line for line in lines if line[0].end is None or line[0].end >= today],
        "ended": [line for line in lines if line[0].end is not None and line[0].end < today],
        "today": today,
        "may_manage": can(user, _MANAGE, association),
        "missing": _missing([row for row, fit, _ in lines if fit], today),
        "elsewhere": policy(association).attest_place == AttestPlace.ACCOUNTING,
    }
    return render(request, "interventions/attest_order.html", context)


def _visible(user: User, association: Association) -> QuerySet[AttestRight]:
    """A party sees what concerns its own interventions, not who certifies at others."""
    rows = AttestRight.objects.filter(association=association)
    if office(user, association):
        return rows
    return rows.filter(Q(intervention__isnull=True) | Q(intervention__in=scope.owned(user, association, _READ)))


def _missing(rows: list[AttestRight], today: date) -> list[str]:
    """What nobody may do for every intervention as things stand."""
    held = {(row.step, row.scope) for row in rows if row.start <= today and (row.end is None or row.end >= today)}
    said = []
    if (AttestStep.CHECK.value, Scope.ALL.value) not in held:
        said.append("Ingen får sakattestera för alla insatser.")
    if (AttestStep.DECIDE.value, Scope.ALL.value) not in held:
        said.append("Ingen får beslutsattestera för alla insatser.")
    if (AttestStep.DECIDE.value, Scope.OWN_COSTS.value) not in held:
        said.append("Ingen får beslutsattestera förbundschefens egna kostnader. Det brukar vara ordföranden.")
    return said


@page(_MANAGE)
def add(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A new right."""
    today = timezone.localdate()
    permissions = (Permission.ATTEST_CLAIMS, Permission.REGISTER_CLAIMS)
    people = [member.user for permission in permissions
              for member in attest.holders(association, permission, today).select_related("user")]  # fmt: skip
    interventions = Intervention.objects.filter(association=association)
    form = RightForm(request.POST or None, people=people, interventions=interventions, initial={"start": today})
    return fill_in(
        request, form, lambda: actions.add_right(association=association, by=actor(request), **form.cleaned_data),
        title="Ny rätt att attestera", back=_to(association, period), done="Attestordningen är ändrad.",
        lead="En rätt ändras inte: avsluta den och lägg till en ny, så syns vem som fick göra vad och när.",
    )  # fmt: skip


@page(_MANAGE)
def end(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The last day of a right."""
    right = fetch(AttestRight, request.user, _MANAGE, association, pk)
    form = EndForm(request.POST or None, initial={"end": right.end or timezone.localdate()})
    return fill_in(
        request, form, lambda: actions.end_right(right=right, end=form.cleaned_data["end"], by=actor(request)),
        title="Avsluta rätten", back=_to(association, period), done="Rätten är avslutad.",
        lead=f"{right.person.name}, {right.step}. Det som redan är attesterat står kvar.", button="Avsluta rätten",
    )  # fmt: skip


def _to(association: Association, period: Period) -> str:
    return reverse("interventions:setting-attest", args=[association.slug, period])
