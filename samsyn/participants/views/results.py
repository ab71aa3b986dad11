"""Resultat: what became of those who ended, and what it took."""

from django.http import HttpRequest, HttpResponse

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.participants.tasks import shown
from samsyn.participants.views import pages
from samsyn.participants.views.people import People, reads_true, respond

LEAD = "Vad det blev av dem som avslutade, och vad som krävdes."


@page(Permission.READ_PARTICIPANTS)
def results(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """True counts for those with the right to them, marked where they are hidden for others."""
    people = People(association, period, true=reads_true(request, association))
    return respond(request, people, "Resultat", LEAD, shown(people, pages.results))
