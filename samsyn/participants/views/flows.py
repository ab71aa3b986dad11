"""Flöden: who came, who stayed and who left, each intervention a door."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.interventions.queries import scope
from samsyn.participants.tasks import shown
from samsyn.participants.views import pages
from samsyn.participants.views.links import to
from samsyn.participants.views.people import People, reads_true, respond
from samsyn.participants.views.pieces import Piece

LEAD = "Deltagare i finansierade insatser, från januari till periodens slut."


@page(Permission.READ_PARTICIPANTS)
def flows(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """True counts for those with the right to them, marked where they are hidden for others."""
    people = People(association, period, true=reads_true(request, association))
    pieces = shown(people, pages.flows)
    return respond(request, people, "Flöden", LEAD, [_with_doors(request, association, piece) for piece in pieces])


def _with_doors(request: HttpRequest, association: Association, piece: Piece) -> Piece:
    """Each intervention's row leads to its own page, for those who may read the intervention."""
    if piece.table is None or piece.table.key != "participants_by_intervention":
        return piece
    own = scope.interventions(actor(request), association).values_list("key", "pk")
    return replace(piece, hrefs={key: to(request, "one", pk=pk) for key, pk in own})
