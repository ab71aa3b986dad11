"""Försörjning: what people lived on before and after, how long, and who they are."""

from django.http import HttpRequest, HttpResponse

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.participants.tasks import shown
from samsyn.participants.views import pages
from samsyn.participants.views.people import People, reads_true, respond

LEAD = "Vad deltagarna levt av före och efter, hur länge, och vilka de är."


@page(Permission.READ_PARTICIPANTS)
def support(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """True counts for those with the right to them, marked where they are hidden for others."""
    people = People(association, period, true=reads_true(request, association))
    return respond(request, people, "Försörjning", LEAD, shown(people, pages.support))
