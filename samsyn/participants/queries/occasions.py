"""The register of occasions, and whose of them a user may write about."""

from django.db.models import QuerySet
from django.http import Http404

from samsyn.associations.access import can, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.scope import owned
from samsyn.participants.models import Occasion

_MANAGE, _REPORT = Permission.MANAGE_PARTICIPANTS, Permission.REPORT_PARTICIPANTS


def occasions(association: Association, year: int) -> QuerySet[Occasion]:
    """Those whose last day lies in a year, with their interventions."""
    return Occasion.objects.filter(association=association, end__year=year).select_related("intervention")


def any_occasions(association: Association) -> bool:
    return Occasion.objects.filter(association=association).exists()


def one_occasion(association: Association, pk: int) -> Occasion:
    """Http404 when it is another association's."""
    found = Occasion.objects.filter(association=association, pk=pk).select_related("intervention").first()
    if found is None:
        raise Http404
    return found


def one_to_write(user: User, association: Association, pk: int) -> Occasion:
    """Http404 when it is another association's or another party's; PermissionDenied for too little power."""
    require(user, _REPORT, association)
    found = one_occasion(association, pk)
    if not may_write(user, found):
        raise Http404
    return found


def writable(user: User, association: Association) -> QuerySet[Intervention]:
    """The interventions whose occasions the user may write: a party's people those that it owns."""
    return owned(user, association, _REPORT)


def may_write(user: User, occasion: Occasion) -> bool:
    """The office writes all; a party's people about their own interventions."""
    if can(user, _MANAGE, occasion.association):
        return True
    own = writable(user, occasion.association)
    return occasion.intervention_id is not None and own.filter(pk=occasion.intervention_id).exists()
