"""Årsbesked: what the owners have worked up but not requisitioned at the year's end."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page, parties_of, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Table
from samsyn.interventions.actions import confirmations as actions
from samsyn.interventions.domain.claims import kr
from samsyn.interventions.domain.debts import DebtMovement, debt_movement
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.forms.claims import AnswerForm, DissolveForm
from samsyn.interventions.models import Confirmation
from samsyn.interventions.queries import claims, confirmations, scope
from samsyn.interventions.queries.confirmations import AnswerLine
from samsyn.interventions.queries.ledger import debt_changes
from samsyn.interventions.views.amounts import debt_table

PER_PAGE = 50
NAMED = 20  # so many of those who are not asked are named, the rest are counted
_READ, _ASK, _ANSWER = Permission.READ_CLAIMS, Permission.PAY_CLAIMS, Permission.REGISTER_CLAIMS


@page(_READ)
def listing(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's answers, who has not answered, and the debt they make."""
    today = timezone.localdate()
    found = confirmations.answers(actor(request), association, period.year, today)
    may_ask = can(request.user, _ASK, association)
    held = {line.row.intervention_id for line in found.lines}
    unasked = confirmations.asked_about(association, period.year) if may_ask else []
    unasked = [one for one in unasked if one.pk not in held]
    context = {
        "year": period.year, "found": found, "may_ask": may_ask,
        "silent": _page(request, found.silent, "tysta"), "answered": _page(request, found.answered, "sida"),
        "unasked": unasked, "named": unasked[:NAMED], "unnamed": len(unasked[NAMED:]),
        "closed": claims.closed_on(association, period.year, today),
        "older": _page(request, confirmations.debt_left(actor(request), association, period.year), "kvar"),
        "debt": _debt(request, association, period.year),
    }  # fmt: skip
    return render(request, "interventions/confirmations.html", context)


def _page(request: HttpRequest, lines: list[AnswerLine], param: str) -> Page[AnswerLine]:
    return Paginator(lines, PER_PAGE).get_page(request.GET.get(param))


def _debt(request: HttpRequest, association: Association, year: int) -> Table | None:
    """The year of the debt for those who read all of it; None where there is none."""
    if parties_of(actor(request), _READ, association) is not None:
        return None
    moved = debt_movement(debt_changes(association), date(year, 1, 1), date(year, 12, 31))
    return debt_table(moved, year) if moved != DebtMovement() else None


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
    """One question, with its answer and what became of the debt."""
    row = _one(request, association, pk)
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
    today, may_close = timezone.localdate(), can(request.user, _ASK, association)
    left = claims.unsettled(row) if row.amount is not None else None
    context = {
        "row": row, "form": form, "back": _to(association, period), "settling": row.claims.all(),
        "may_answer": can(request.user, _ANSWER, association) and row.intervention.run_by == RunBy.PARTY,
        "left": left, "closed": claims.closed_on(association, row.year, today),
        "may_dissolve": may_close and bool(left) and today.year > row.year,
        "may_restore": may_close and row.dissolved and not claims.closed_on(association, row.dissolved.year, today),
    }  # fmt: skip
    return render(request, "interventions/confirmation.html", context)


def _one(request: HttpRequest, association: Association, pk: int) -> Confirmation:
    """Http404 when the user may not see it."""
    visible = scope.owned(actor(request), association, _READ)
    rows = Confirmation.objects.filter(association=association, pk=pk, intervention__in=visible)
    row = rows.select_related("intervention", "intervention__owner").first()
    if row is None:
        raise Http404
    return row


@page(_ASK)
def dissolve(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Closes what no document will settle of an answer, with the day and the reason."""
    row = _one(request, association, pk)
    if claims.unsettled(row) <= 0:
        return _nothing_to_do(request, row, period, "Inget är kvar som skuld.")
    form = DissolveForm(request.POST or None, initial={"on": timezone.localdate()})
    return fill_in(
        request, form, lambda: actions.dissolve_debt(confirmation=row, by=actor(request), **form.cleaned_data),
        title="Lös upp skulden", button="Lös upp skulden", done="Skulden är upplöst.", back=_page_of(row, period),
        lead=f"{row.intervention.name}, årsbesked {row.year}. {kr(claims.unsettled(row))} är kvar som skuld. "
        "Den tas bort, kostnaden blir lika mycket lägre det år du väljer, och beloppet återstår av det beviljade.",
    )  # fmt: skip


@page(_ASK)
def restore(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Takes back that a debt was dissolved, once it is confirmed."""
    row = _one(request, association, pk)
    if row.dissolved is None:
        return _nothing_to_do(request, row, period, "Skulden är inte upplöst.")
    return confirm(
        request, lambda: actions.restore_debt(confirmation=row, by=actor(request)), title="Ångra upplösningen?",
        lead=f"{row.intervention.name}, årsbesked {row.year}. {kr(row.dissolved_amount or 0)} blir skuld igen.",
        back=_page_of(row, period), done="Upplösningen är ångrad.", button="Ångra upplösningen",
    )  # fmt: skip


def _nothing_to_do(request: HttpRequest, row: Confirmation, period: Period, why: str) -> HttpResponse:
    """Who clicks twice, or after somebody else, sees the answer as it is now."""
    messages.info(request, why)
    return redirect(_page_of(row, period))


def _page_of(row: Confirmation, period: Period) -> str:
    return reverse("interventions:confirmation", args=[row.association.slug, period, row.pk])


def _to(association: Association, period: Period) -> str:
    return reverse("interventions:confirmations", args=[association.slug, period])
