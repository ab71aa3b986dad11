"""Deletion of case rows without a person: those that have been kept their time, and a removed association's."""

from datetime import date

from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import grounds, store
from samsyn.participants.models import CaseGround


def delete_due(association: Association, today: date) -> list[tuple[Intervention, int]]:
    """Interventions and how many rows were deleted in each; nothing goes before its time, whatever day is asked for."""
    return grounds.delete_due(association, min(today, timezone.localdate()))


def forget(association: Association) -> int:
    """Deletes every case row of an association that is taken away with all it has. How many rows."""
    held = CaseGround.objects.filter(association=association).select_related("intervention")
    return sum(store.delete_all(ground.intervention) for ground in held)
