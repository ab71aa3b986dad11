"""How an association protects small counts, on a day."""

from datetime import date

from samsyn.associations.models import Association
from samsyn.disclosure.policy import Policy
from samsyn.participants.models import ProtectionPolicy


def policies(association: Association) -> list[ProtectionPolicy]:
    """Every rule that has held or will hold, newest first."""
    return list(ProtectionPolicy.objects.filter(association=association).order_by("-start"))


def as_policy(row: ProtectionPolicy) -> Policy:
    return Policy(smallest=row.smallest, zeros=row.zeros, base=row.base, split_both=row.split_both)


def policy_on(association: Association, day: date) -> Policy:
    """The rule of a day; the defaults before the association's first."""
    return dated_policy_on(association, day)[0]


def dated_policy_on(association: Association, day: date) -> tuple[Policy, date | None]:
    """The rule of a day and since when it holds; None for the defaults."""
    row = ProtectionPolicy.objects.filter(association=association, start__lte=day).order_by("-start").first()
    return (as_policy(row), row.start) if row else (Policy(), None)
