"""Decisions on delegation, and reporting them to the board."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.forms.meetings import DelegatedForm, ReportForm
from samsyn.governance.models import Body, DelegatedDecision, Meeting
from samsyn.governance.queries import meetings as reads
from samsyn.governance.views.pages import posted, powers, to

_READ, _P, _RECORD = Permission.READ_MEETINGS, Permission.MANAGE_MEETINGS, Permission.RECORD_DECISIONS


@page(_READ)
def delegated(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's decisions on delegation, and those the board has not been told of."""
    context = {
        **powers(request), "decisions": reads.delegated(association, period.year), "year": period.year,
        "waiting": reads.unreported(association),
        "next": reads.next_meeting(association, timezone.localdate(), Body.Kind.BOARD),
    }  # fmt: skip
    return render(request, "governance/delegated.html", context)


@page(_RECORD)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    initial = {"on": timezone.localdate(), "delegate": actor(request).name}
    form = DelegatedForm(posted(request), initial=initial)
    return fill_in(
        request, form,
        lambda: actions.record_delegated(association=association, by=actor(request), **form.cleaned_data),
        title="Nytt delegationsbeslut", back=to(request, "delegated"), done="Beslutet har fått nästa nummer.",
        lead="Beslutet numreras i följd inom året och anmäls till nästa styrelsemöte.",
    )  # fmt: skip


@page(_RECORD)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(DelegatedDecision, request.user, _RECORD, association, pk)
    initial = {"on": held.date, "delegate": held.delegate, "rule": held.rule, "text": held.text}
    form = DelegatedForm(posted(request), initial=initial)
    return fill_in(
        request, form, lambda: actions.change_delegated(decision=held, by=actor(request), **form.cleaned_data),
        title=f"Ändra delegationsbeslut {held}", back=to(request, "delegated"), done="Beslutet är sparat.",
    )  # fmt: skip


@page(_P)
def report(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Which decisions the board is told of at a meeting."""
    meeting = fetch(Meeting, request.user, _P, association, pk)
    told = set(meeting.delegated.values_list("pk", flat=True))
    waiting = set(reads.unreported(association, meeting.date).values_list("pk", flat=True))
    choices = DelegatedDecision.objects.filter(association=association, pk__in=told | waiting)
    choices = choices.order_by("year", "number")
    form = ReportForm(posted(request), choices=choices, initial={"decisions": told or waiting})
    back = to(request, "meeting", pk)
    if request.method == "POST" and form.is_valid():
        chosen = {decision.pk for decision in form.cleaned_data["decisions"]}
        try:
            actions.report_delegated(
                meeting=meeting, decisions=[one for one in choices if one.pk in chosen], by=actor(request)
            )
            actions.unreport_delegated(
                meeting=meeting, decisions=[one for one in choices if one.pk in told - chosen], by=actor(request)
            )
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Anmälan är sparad.")
            return redirect(back)
    context = {"form": form, "meeting": meeting, "back": back, "choices": choices}
    return render(request, "governance/report_delegated.html", context)
