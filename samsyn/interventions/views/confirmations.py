"""Årsbesked: what the owners have worked up but not requisitioned at the year's end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page, require
from samsyn.associations.domain import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import confirmations as actions
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.forms.claims import AnswerForm
from samsyn.interventions.models import Confirmation
from samsyn.interventions.queries import claims, confirmations, scope

_READ, _ASK, _ANSWER = Permission.READ_CLAIMS, Permission.PAY_CLAIMS, Permission.REGISTER_CLAIMS


@page(_READ)
def listing(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's answers, who has not answered, and the debt they make."""
    today = timezone.localdate()
    found = confirmations.answers(actor(request), association, period.year, today)
    may_ask = can(request.user, _ASK, association)
    held = {line.row.intervention_id for line in found.lines}
    context = {
        "year": period.year, "found": found, "may_ask": may_ask,
        "unasked": [one for one in confirmations.asked_about(association, period.year) if one.pk not in held]
        if may_ask else [],
        "closed": claims.closed_on(association, period.year, today),
    }  # fmt: skip
    return render(request, "interventions/confirmations.html", context)


@page(_ASK)
@require_POST
def ask(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Asks every owner of an intervention under way that year who has not been asked."""
    try:
        made = actions.ask_confirmations(
            association=association, year=period.year, on=timezone.localdate(), by=actor(request)
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.errors))
    else:
        messages.success(request, f"{len(made)} insatser är tillfrågade." if made else "Alla var redan tillfrågade.")
    return redirect(_to(association, period))


@page(_READ)
def answer(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One question, with its answer."""
    visible = scope.owned(actor(request), association, _READ)
    rows = Confirmation.objects.filter(association=association, pk=pk, intervention__in=visible)
    row = rows.select_related("intervention", "intervention__owner").first()
    if row is None:
        raise Http404
    if request.method == "POST":
        require(request.user, _ANSWER, association)
    form = AnswerForm(request.POST or None, initial={"amount": row.amount, "note": row.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_confirmation(
                confirmation=row, on=timezone.localdate(), by=actor(request), **form.cleaned_data
            )  # fmt: skip
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, f"Årsbeskedet {row.year} för {row.intervention.name} är sparat.")
            return redirect(_to(association, period))
    context = {
        "row": row, "form": form, "back": _to(association, period), "settling": row.claims.all(),
        "may_answer": can(request.user, _ANSWER, association) and row.intervention.run_by == RunBy.PARTY,
        "left": claims.unsettled(row) if row.amount is not None else None,
        "closed": claims.closed_on(association, row.year, timezone.localdate()),
    }  # fmt: skip
    return render(request, "interventions/confirmation.html", context)


def _to(association: Association, period: Period) -> str:
    return reverse("interventions:confirmations", args=[association.slug, period])
