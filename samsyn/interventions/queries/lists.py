"""The association's own lists and rules, made with their defaults when first asked for."""

from django.db.models import QuerySet

from samsyn.associations.models import Association
from samsyn.interventions.domain.words import CHOICES, ChoiceKind
from samsyn.interventions.models import Choice, Policy


def choices(association: Association, kind: ChoiceKind) -> QuerySet[Choice]:
    """The entries of a list in order; a new association gets the standard ones."""
    found = Choice.objects.filter(association=association, kind=kind)
    if found:  # read here, once: whoever goes through them asks nothing more
        return found
    Choice.objects.bulk_create(
        Choice(association=association, kind=kind, label=label, position=place)
        for place, label in enumerate(CHOICES[kind])
    )
    return found.all()


def policy(association: Association) -> Policy:
    """How this association handles interventions."""
    return Policy.objects.get_or_create(association=association)[0]
