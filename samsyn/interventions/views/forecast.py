"""Prognos per insats: computed from what is decided and the pace, typed over with a reason, summed into the result."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.figure import Measure, Scope, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell, State
from samsyn.interventions.actions import outlook as actions
from samsyn.interventions.figures.forecast import ALL, ONE, RESULT, ForecastTotals
from samsyn.interventions.forms.outlook import ForecastForm
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.outlook import Outlook, outlook_of
from samsyn.interventions.queries.scope import one_intervention
from samsyn.interventions.views.links import doors_for, may, to
from samsyn.ui.formats import money_text

_READ, _MANAGE = Permission.READ_LEDGER, Permission.MANAGE_OUTLOOK
PER_PAGE = 60


@page(_READ)
def forecast(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every intervention of the year: decided, so far, pace, computed and what is typed."""
    outlook = outlook_of(association)
    figures, scope = ForecastTotals(outlook), Scope(period)
    items = outlook.forecast_items(period)
    courses = [outlook.course(item, period) for item in items]
    result = figures.value(RESULT, scope)
    shown = Paginator(items, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "rows": [_row(outlook, item, period) for item in shown.object_list],
        "shown": shown,
        "total": _cell(figures.value(ALL, scope), ALL, period),
        "cost": sum(course.cost for course in courses),
        "available": sum(course.available for course in courses),
        "result": _cell(result, RESULT, period),
        "result_known": result is not None,
        "ledger_forecast": outlook.books.plan(Scope(period, Measure.FORECAST)),
        "doors": doors_for(request),
        "may_manage": may(request, _MANAGE),
    }
    return render(request, "interventions/forecast.html", context)


def _row(outlook: Outlook, item: Intervention, period: Period) -> dict[str, object]:
    key = f"{ONE}{item.key}"
    return {
        "item": item,
        "course": outlook.course(item, period),
        "guess": outlook.guess(item, period),
        "typed": outlook.override(item, period),
        "cost": _cell(outlook.course(item, period).cost, f"{key}.cost", period),
        "forecast": _cell(outlook.forecast(item, period), f"{key}.forecast", period),
    }


def _cell(amount: Value, key: str, period: Period) -> Cell:
    state = State.UNKNOWN if amount is None else State.KNOWN
    return Cell(amount, Unit.KR, key, Scope(period), state)


@page(_MANAGE)
def forecast_edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Type another amount than the computed, with its reason; empty goes back."""
    item = one_intervention(actor(request), association, pk, _MANAGE)
    outlook = outlook_of(association)
    typed, guess = outlook.override(item, period), outlook.guess(item, period)
    initial = {"amount": typed.amount, "reason": typed.reason} if typed else None
    form = ForecastForm(request.POST or None, initial=initial)

    def save() -> None:
        actions.set_forecast(item, year=period.year, month=period.month, **form.cleaned_data, by=actor(request))

    return fill_in(
        request, form, save, title=f"Prognos {period.year}: {item}", back=to(request, "forecast"),
        lead=f"Beräknat för helåret: {money_text(guess.amount)}. {guess.how}", done="Prognosen är sparad.",
    )  # fmt: skip


@page(_MANAGE)
@require_POST
def forecast_sum(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Lay the sum on the interventions' row of the ledger's forecast."""
    try:
        total = actions.put_in_result_forecast(association, year=period.year, month=period.month, by=actor(request))
    except Refused as refused:
        for error in refused.errors:
            messages.error(request, error)
    else:
        messages.success(request, f"{money_text(total)} ligger nu på insatsernas rad i prognosen.")
    return redirect(to(request, "forecast"))
