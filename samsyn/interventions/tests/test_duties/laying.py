"""What these tests are laid on."""

from datetime import date

from samsyn.interventions.actions import duties
from samsyn.interventions.models import Due
from samsyn.interventions.tests.builder import agreed

EVER = date(2000, 1, 1)


def signed(made, **fields):
    """The intervention's signed agreement, its dues planned."""
    values = {"valid_from": date(2023, 1, 1), "valid_to": date(2024, 12, 31)} | fields
    agreement = agreed(made.decisions.first(), **values)
    duties.plan_dues(agreement, EVER)
    return agreement


def titles(made, **which):
    return [str(due) for due in Due.objects.filter(intervention=made, **which)]
