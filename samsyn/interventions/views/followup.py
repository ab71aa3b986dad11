"""Uppföljning: reports by state, writing one a piece at a time, reading it."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import followup as actions
from samsyn.interventions.domain.dues import span
from samsyn.interventions.forms.followup import NO_PERSONS, ReportForm, StartForm
from samsyn.interventions.models import FollowUp
from samsyn.interventions.queries import followup as queries
from samsyn.interventions.queries import scope
from samsyn.interventions.views.links import to

_P = Permission
_READ, _WRITE = _P.READ_INTERVENTIONS, _P.REPORT_INTERVENTIONS
PER_PAGE = 50
STATES: Mapping[str, str] = {
    FollowUp.State.SENT: "Inlämnade, att läsa", FollowUp.State.DRAFT: "Utkast", FollowUp.State.READ: "Lästa",
}  # fmt: skip
TONES = {"utkast": "utkast", "inlämnad": "andrad", "läst": "upp"}


@page(_READ)
def reports(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The reports in one state, all states a click away."""
    found = queries.reports(actor(request), association)
    state = request.GET.get("lage", "")
    shown = found.filter(state=state) if state in STATES else found
    tabs = [{"label": "Alla", "url": "?", "current": state not in STATES}]
    tabs += [{"label": label, "url": f"?lage={key}", "current": state == key} for key, label in STATES.items()]
    listing = Paginator(shown, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "page": listing, "rows": [(row, span(row.period_from, row.period_to), TONES[row.state]) for row in listing],
        "tabs": tabs, "any": found.exists(), "to_dues": to(request, "dues"),
    }  # fmt: skip
    return render(request, "interventions/reports.html", context)


@page(_WRITE)
def new(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Choose which report to write."""
    one = scope.one_intervention(actor(request), association, pk)
    if not queries.may_write(actor(request), one):
        raise PermissionDenied("Bara insatsens ägare och kansliet skriver uppföljning.")
    form = StartForm(request.POST or None, owed=queries.owed(one), chosen=request.GET.get("due", ""))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_report(intervention=one, by=actor(request), **form.wanted)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            return redirect(to(request, "report-edit", made.pk))
    back = to(request, "intervention", one.pk) or to(request, "reports")
    return render(request, "interventions/report_new.html", {"form": form, "intervention": one, "back": back})


@page(_WRITE)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Write, save and go on another day, or hand in. What is typed is kept before it is judged."""
    held = scope.one_report(actor(request), association, pk)
    if held.state != FollowUp.State.DRAFT:
        return redirect(to(request, "report", held.pk))
    if not queries.may_write(actor(request), held):
        raise PermissionDenied("Bara insatsens ägare och kansliet skriver uppföljning.")
    form = ReportForm(request.POST or None, report=held, themes=queries.themes(held))
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, held, form, seen)
        except Refused as refused:
            refuse(form, refused.errors)
            held.refresh_from_db()
            seen = seen if actions.CHANGED in refused.errors else queries.digest(held)  # what is typed was saved
    context = {
        "form": form, "report": held, "words": span(held.period_from, held.period_to), "warning": NO_PERSONS,
        "seen": seen or queries.digest(held),
    }  # fmt: skip
    return render(request, "interventions/report_edit.html", context)


def _kept(request: HttpRequest, held: FollowUp, form: ReportForm, seen: str) -> HttpResponse:
    actions.save_report(report=held, content=form.content, by=actor(request), seen=seen)
    if request.POST.get("do") != "send":
        messages.success(request, "Det du skrivit är sparat. Lämna in när du är klar.")
        return redirect(to(request, "report-edit", held.pk))
    actions.send_report(report=held, on=timezone.localdate(), by=actor(request))
    messages.success(request, "Rapporten är inlämnad.")
    return redirect(to(request, "report", held.pk))


@page(_READ)
def report(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One report to read."""
    held = scope.one_report(actor(request), association, pk)
    draft = held.state == FollowUp.State.DRAFT
    context = {
        "report": held, "words": span(held.period_from, held.period_to), "texts": queries.texts_of(held),
        "tone": TONES[held.state], "edit": draft and queries.may_write(actor(request), held),
        "may_read": held.state == FollowUp.State.SENT and can(request.user, _P.MANAGE_INTERVENTIONS, association),
        "own": to(request, "intervention", held.intervention_id),
    }  # fmt: skip
    return render(request, "interventions/report.html", context)


@page(_P.MANAGE_INTERVENTIONS)
@require_POST
def read(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The office has read it."""
    held = scope.one_report(actor(request), association, pk)
    try:
        actions.read_report(report=held, on=timezone.localdate(), by=actor(request))
    except Refused as refused:
        messages.error(request, " ".join(refused.errors))
    else:
        messages.success(request, "Rapporten är markerad som läst.")
    return redirect(to(request, "report", held.pk))
