"""The day's deletion of case rows that have been kept their time."""

from datetime import date

from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import grounds


def delete_due(association: Association, today: date) -> list[tuple[Intervention, int]]:
    """Interventions and how many rows were deleted in each; nothing goes before its time, whatever day is asked for."""
    return grounds.delete_due(association, min(today, timezone.localdate()))
