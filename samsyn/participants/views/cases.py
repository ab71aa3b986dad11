"""Ärenderader: which interventions have them, what they rest on, how they end, and who has read."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import grounds, store
from samsyn.participants.cases.access import ground_of, own_interventions
from samsyn.participants.cases.sealing import OFF, switched_on
from samsyn.participants.forms.cases import GroundForm, StopForm
from samsyn.participants.models import CaseGround
from samsyn.participants.views.cases_wall import case_page, closed, off, require_one_of, to
from samsyn.ui.formats import swedish_date

WORK, GROUND = Permission.WORK_WITH_CASES, Permission.GROUND_CASES
EVENTS = 50


@page(Permission.REPORT_PARTICIPANTS)
def cases(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The interventions of the user's party and the state of their rows."""
    require_one_of(request, (WORK, GROUND))
    if not switched_on():
        return off(request, [OFF])
    own = own_interventions(actor(request), association)
    works, decides = can(request.user, WORK, association), can(request.user, GROUND, association)
    rows = [_listed(request, one, ground, works, decides) for one, ground in own]
    context = {"rows": rows, "works": works, "decides": decides}
    return closed(render(request, "participants/cases.html", context))


def _listed(
    request: HttpRequest, one: Intervention, ground: CaseGround | None, works: bool, decides: bool
) -> dict[str, Any]:  # fmt: skip
    on = ground is not None and ground.stopped is None and ground.party_id == one.owner_id
    return {
        "one": one, "on": on, "said": _state(ground, on), "log": to(request, "cases-log", pk=one.pk) if ground else "",
        "rows": to(request, "cases-of", pk=one.pk) if works and on else "",
        "ground": to(request, "cases-ground", pk=one.pk) if decides else "",
    }  # fmt: skip


def _state(ground: CaseGround | None, on: bool) -> str:
    if ground is None:
        return "Antal lämnas, inga rader"
    if on:
        return f"Rader sedan {swedish_date(ground.started.date())}"
    return f"Avslutade {swedish_date(ground.stopped.date())}" if ground.stopped else "Insatsen har bytt ägare"


@case_page(GROUND)
def ground(request: HttpRequest, one: Intervention) -> HttpResponse:
    """Record what the rows rest on: every field, or nothing is switched on."""
    held = CaseGround.objects.filter(association=one.association, intervention=one).first()
    own = held if held and held.party_id == one.owner_id else None
    initial = {name: getattr(own, name) for name in GroundForm.base_fields} if own else None
    form = GroundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            grounds.record_ground(intervention=one, ground=form.ground, by=actor(request))
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Sparat. Partens deltagaransvariga kan nu föra in rader.")
            return redirect(to(request, "cases"))
    on = ground_of(one) is not None
    context = {
        "form": form, "one": one, "on": on, "back": to(request, "cases"), "changed_owner": bool(held and not own),
        "stop": to(request, "cases-stop", pk=one.pk) if on else "",
    }  # fmt: skip
    return render(request, "participants/cases_ground.html", context)


@case_page(GROUND)
def stop(request: HttpRequest, one: Intervention) -> HttpResponse:
    """End the rows: they are deleted, the counts stay."""
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grounds.stop_cases(intervention=one, by=actor(request))
        messages.success(request, f"Ärenderaderna i {one.name} är raderade. Antalen i rapporterna står kvar.")
        return redirect(to(request, "cases"))
    context = {"form": form, "one": one, "back": to(request, "cases-ground", pk=one.pk)}
    return render(request, "participants/cases_stop.html", context)


@case_page(WORK, GROUND)
def log(request: HttpRequest, one: Intervention) -> HttpResponse:
    """Who has read and written, newest first. It says nothing of whom."""
    found = Event.objects.filter(
        association_id=one.association_id, subject=store.subject(one), verb__startswith="case."
    )
    shown = Paginator(found, EVENTS).get_page(request.GET.get("sida"))
    return render(request, "participants/cases_log.html", {"one": one, "page": shown, "back": to(request, "cases")})
