"""Att göra: what is owed, overdue first, one's own before others'."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import can, page, require
from samsyn.associations.domain import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.interventions.actions.duties import drop_due
from samsyn.interventions.forms.followup import DropForm
from samsyn.interventions.queries import duties as queries
from samsyn.interventions.queries.duties import Shown
from samsyn.interventions.views.links import to

_P = Permission
AHEAD = timedelta(days=100)
NEEDS = {"Rekvirera": _P.REGISTER_CLAIMS, "Svara": _P.REGISTER_CLAIMS, "Skriv": _P.REPORT_INTERVENTIONS,
         "Fortsätt": _P.REPORT_INTERVENTIONS, "Rapportera": _P.REPORT_PARTICIPANTS}  # fmt: skip


@page(_P.READ_INTERVENTIONS)
def dues(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What is overdue, due this month and due later; the first hundred days unless all is asked for."""
    today, all_ = timezone.localdate(), "alla" in request.GET
    user = actor(request)
    rows = queries.listed(user, association, today, None if all_ else today + AHEAD)
    mine = [row for row in rows if row.mine]
    others = [row for row in rows if not row.mine]
    context = {
        "groups": [("Ditt", _sections(request, mine, today)), ("Andras", _sections(request, others, today))],
        "rows": rows, "all": all_, "today": today, "more": 0 if all_ else _more(request, association, today),
        "may_drop": can(user, _P.MANAGE_INTERVENTIONS, association),
    }  # fmt: skip
    return render(request, "interventions/dues.html", context)


def _more(request: HttpRequest, association: Association, today: date) -> int:
    later = queries.visible(actor(request), association).filter(done__isnull=True, dropped="", due__gt=today + AHEAD)
    return later.count()


def _sections(request: HttpRequest, rows: list[Shown], today: date) -> list[tuple[str, list[dict[str, Any]]]]:
    end = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    named = (
        ("Försenat", [row for row in rows if row.late]),
        ("Den här månaden", [row for row in rows if not row.late and row.due.due < end]),
        ("Senare", [row for row in rows if row.due.due >= end]),
    )
    return [(label, [_item(request, row) for row in found]) for label, found in named if found]


def _item(request: HttpRequest, row: Shown) -> dict[str, Any]:
    """A row of the list: it leads to where the thing is done for those who may do it, else to the intervention."""
    due, needs = row.due, NEEDS.get(row.action)
    may = row.link is not None and (needs is None or can(request.user, needs, due.association))
    own = to(request, "intervention", due.intervention_id) if due.intervention_id else ""
    return {
        "due": due, "when": row.when, "late": row.late, "whose": row.whose, "own": own,
        "link": row.link if may else None, "action": row.action,
    }  # fmt: skip


@page(_P.READ_INTERVENTIONS)
def drop(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The office takes one away with its reason."""
    due = queries.one_due(actor(request), association, pk)
    require(request.user, _P.MANAGE_INTERVENTIONS, association)
    form = DropForm(request.POST or None)
    return fill_in(
        request, form, lambda: drop_due(due=due, reason=form.cleaned_data["reason"], by=actor(request)),
        title="Ta bort ur Att göra?", lead=f"{due.named}, senast {due.due:%Y-%m-%d}. Skälet står kvar i loggen.",
        back=to(request, "dues"), done="Det är borttaget.", button="Ta bort",
    )  # fmt: skip
