"""The rule for small counts that holds on a day."""

from datetime import date

from samsyn.associations.models import Association
from samsyn.disclosure.policy import Policy
from samsyn.participants.models import ProtectionPolicy


def policy_on(association: Association, day: date) -> Policy:
    """The newest that had begun then; the defaults before the first (one query)."""
    row = ProtectionPolicy.objects.filter(association=association, start__lte=day).order_by("-start").first()
    return Policy(row.smallest, row.zeros, row.base, row.split_both) if row else Policy()
