"""An intervention's files: its own, and those of its agreements, applications and claims."""

from django.db.models import Q, QuerySet

from samsyn.associations.models import User
from samsyn.interventions.models import Document, Intervention
from samsyn.interventions.queries import scope


def documents(user: User, of: Intervention) -> QuerySet[Document]:
    """Newest first, each only when the user may see what it belongs to (the rule of `scope.one_document`)."""
    claims = scope.claims(user, of.association).filter(intervention=of).values("pk")
    applications = scope.applications(user, of.association).filter(intervention=of).values("pk")
    found = Document.objects.filter(association=of.association).filter(
        Q(claim__in=claims)
        | Q(claim__isnull=True, application__in=applications)
        | Q(claim__isnull=True, application__isnull=True, agreement__intervention=of)
        | Q(claim__isnull=True, application__isnull=True, agreement__isnull=True, intervention=of)
    )
    return found.order_by("-uploaded", "-pk")
