"""Våra pengar: a member's own page. Its representative sees the own one; office, board and auditors choose."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party
from samsyn.associations.views.pages import actor
from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, State
from samsyn.interventions.queries import our_money as queries
from samsyn.interventions.queries.outlook import outlook_of
from samsyn.interventions.queries.scope import interventions
from samsyn.interventions.views.links import doors_for, to

_READ = Permission.READ_CONTRIBUTIONS


@page(_READ)
def our_money(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What we paid, what it financed here, our part of each cost, what came of it and what remains."""
    user = actor(request)
    parties = queries.choosable(user, association)
    party = _party(request, parties)
    context: dict[str, object] = {"parties": parties, "party": party, "doors": doors_for(request)}
    if party is not None:
        outlook = outlook_of(association)
        found = queries.our_money(outlook, party, period, min(period.end, timezone.localdate()))
        seen = set(interventions(user, association).values_list("pk", flat=True)) if can(
            user, Permission.READ_INTERVENTIONS, association
        ) else set()  # fmt: skip
        context |= {
            "found": found,
            "rows": [
                {"one": one, "url": to(request, "intervention", one.item.pk) if one.item.pk in seen else "",
                 "cost": _cell(one.cost, f"intervention.{one.item.key}.cost", period),
                 "remaining": _cell(one.remaining, f"intervention.{one.item.key}.remaining", period)}
                for one in found.here
            ],
            "everything": party.kind != "kommun",
            "instalments": to(request, "ledger:instalments"),
        }  # fmt: skip
    return render(request, "interventions/our_money.html", context)


def _party(request: HttpRequest, parties: list[Party]) -> Party | None:
    """The chosen one of those the reader may see, else the first; 404 for another's."""
    given = request.GET.get("part", "")
    if not given:
        return parties[0] if parties else None
    found = next((party for party in parties if str(party.pk) == given), None)
    if found is None:
        raise Http404
    return found


def _cell(amount: int, key: str, period: Period) -> Cell:
    return Cell(amount, Unit.KR, key, Scope(period), State.KNOWN)
