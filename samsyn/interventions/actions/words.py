"""What the writes of this app share: who may, and one event in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from samsyn.associations.access import can, require
from samsyn.associations.actions.words import difference, listed
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import tell
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries import scope

NOT_YOURS = "Bara insatsens ägare och kansliet kan göra det här."


def require_any(by: User | str, permissions: Sequence[Permission], association: Association) -> None:
    """One of some permissions is enough. Raises PermissionDenied with the first one's reason."""
    if isinstance(by, str) or any(can(by, permission, association) for permission in permissions):
        return
    require(by, permissions[0], association)


def require_on(by: User | str, permissions: Sequence[Permission], intervention: Intervention) -> None:
    """The same for an intervention: a party's people only where their party is the owner."""
    if isinstance(by, str):
        return
    require_any(by, permissions, intervention.association)
    for permission in permissions:
        if can(by, permission, intervention.association) and (
            scope.owned(by, intervention.association, permission).filter(pk=intervention.pk).exists()
        ):
            return
    raise PermissionDenied(NOT_YOURS)


def note(
    verb: str, summary: str, row: Any, by: User | str, before: Mapping[str, str] | None = None,
    after: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """One event about a row; with both sides given only what differs is told."""
    was, now = difference(before, after) if before and after else (listed(before or {}), listed(after or {}))
    tell(verb, summary, row, by, was, now)
