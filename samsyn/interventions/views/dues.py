"""Att göra: what is owed, overdue first, one's own before others'."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import can, page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.money import grouped
from samsyn.core.period import Period
from samsyn.interventions.actions.duties import drop_due
from samsyn.interventions.forms.followup import DropForm
from samsyn.interventions.models import Due
from samsyn.interventions.queries import duties as queries
from samsyn.interventions.queries.duties import OpenDues, Part, Shown
from samsyn.interventions.views.links import to

_P = Permission
AHEAD = timedelta(days=100)
PER_PAGE = 60
NEEDS = {"Rekvirera": _P.REGISTER_CLAIMS, "Svara": _P.REGISTER_CLAIMS, "Skriv": _P.REPORT_INTERVENTIONS,
         "Fortsätt": _P.REPORT_INTERVENTIONS, "Rapportera": _P.REPORT_PARTICIPANTS,
         "Öppna årsbeskedet": _P.READ_CLAIMS}  # fmt: skip
PARTS = {Part.LATE: "Försenat", Part.MONTH: "Den här månaden", Part.LATER: "Senare"}
WHOSE = {True: "Ditt", False: "Andras"}
_OWN = {"ditt": True, "andras": False}


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the list to; None is all. `far` takes in what is later than the first hundred days."""

    mine: bool | None = None
    part: Part | None = None
    far: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Choice":
        part = request.GET.get("nar", "")
        return cls(_OWN.get(request.GET.get("vems", "")), Part(part) if part in set(Part) else None,
                   "alla" in request.GET)  # fmt: skip

    @property
    def address(self) -> str:
        whose = next((word for word, mine in _OWN.items() if mine is self.mine), "")
        kept = {"vems": whose, "nar": self.part or "", "alla": "1" if self.far else ""}
        return f"?{urlencode({name: value for name, value in kept.items() if value})}"


@page(_P.READ_INTERVENTIONS)
def dues(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What is overdue, due this month and due later, a page at a time; the first hundred days unless told to go on."""
    today, choice = timezone.localdate(), Choice.of(request)
    found = queries.open_to(actor(request), association, today, date.max if choice.far else today + AHEAD)
    shown = Paginator(found.rows(choice.mine, choice.part), PER_PAGE).get_page(request.GET.get("sida"))
    narrowed = choice.mine is not None or choice.part is not None
    context = {
        "groups": _groups(request, association, found, shown.object_list), "pages": shown,
        "filters": _filters(found, choice) if narrowed or found.count() > PER_PAGE else [],
        "any": found.count() or found.beyond(), "farther": replace(choice, far=True).address,
        "more": found.beyond(choice.mine) if choice.part in (None, Part.LATER) else 0,
        "may_drop": can(request.user, _P.MANAGE_INTERVENTIONS, association),
    }  # fmt: skip
    return render(request, "interventions/dues.html", context)


Section = tuple[str, int, list[dict[str, Any]]]
"""A part of the list: its name, how many it has on every page, those of this page."""


def _groups(
    request: HttpRequest, association: Association, found: OpenDues, rows: Iterable[Due]
) -> list[tuple[str, list[Section]]]:  # fmt: skip
    """Whose, and the parts of theirs."""
    may = {action: can(request.user, needs, association) for action, needs in NEEDS.items()}
    return [
        (WHOSE[mine], [
            (PARTS[part], found.count(mine, part), [_item(request, row, may.get(row.action, True)) for row in items])
            for part, items in groupby(own, key=lambda row: row.part)
        ])
        for mine, own in groupby(found.shown(list(rows)), key=lambda row: row.mine)
    ]  # fmt: skip


def _item(request: HttpRequest, row: Shown, may: bool) -> dict[str, Any]:
    """A row of the list: it leads to where the thing is done for those who may do it, else to the intervention."""
    due = row.due
    own = to(request, "intervention", due.intervention_id) if due.intervention_id else ""
    return {
        "due": due, "when": row.when, "late": row.late, "whose": row.whose, "own": own,
        "link": row.link if may else None, "action": row.action,
    }  # fmt: skip


def _filters(found: OpenDues, choice: Choice) -> list[tuple[str, list[dict[str, object]]]]:
    """Ways to fewer rows, each with how many it leads to: by date, and by whose it is where both are there."""
    parts = [(None, "Allt"), *((part, label) for part, label in PARTS.items())]
    by_date = [_tab(replace(choice, part=part), label, choice, found) for part, label in parts]
    whose = [(None, "Allas"), *((mine, label) for mine, label in WHOSE.items())]
    by_owner = [_tab(replace(choice, mine=mine), label, choice, found) for mine, label in whose]
    both = (found.count(mine=True) and found.count(mine=False)) or choice.mine is not None
    return [("När", by_date), *([("Vems", by_owner)] if both else [])]


def _tab(to_: Choice, label: str, now: Choice, found: OpenDues) -> dict[str, object]:
    count = found.count(to_.mine, to_.part)
    return {"label": f"{label} ({grouped(count, 0)})", "url": to_.address, "current": to_ == now}


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
