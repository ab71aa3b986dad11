"""Who meets."""

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, difference, listed
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.rows import checked
from samsyn.governance.models import Body

_P = Permission.MANAGE_MEETINGS
_FIELDS = ("name", "kind", "party", "active", "position")


@transaction.atomic
def create_body(
    *, association: Association, name: str, kind: str, by: User | str, party: Party | None = None, position: int = 0
) -> Body:
    """A group that meets. `kind` is one of Body.Kind's values. Raises Refused and PermissionDenied."""
    require(by, _P, association)
    body = Body(association=association, name=name.strip(), kind=kind, party=party, position=position)
    _check(body)
    body.save()
    tell("meeting.body", f"Lade till gruppen {body.name}", body, by, after=listed(described(body, _FIELDS)))
    return body


def _check(body: Body) -> None:
    checked(body)
    same = Body.objects.filter(association=body.association, name=body.name).exclude(pk=body.pk)
    if same.exists():
        raise Refused(f"Det finns redan en grupp som heter {body.name}.")


@transaction.atomic
def change_body(
    *, body: Body, name: str, kind: str, by: User | str, party: Party | None = None, active: bool = True,
    position: int = 0,
) -> Body:  # fmt: skip
    """Change a group. One that is not `active` can no longer be called to meetings; what it decided stands."""
    require(by, _P, body.association)
    before = described(Body.objects.get(pk=body.pk), _FIELDS)
    body.name, body.kind, body.party, body.active, body.position = name.strip(), kind, party, active, position
    _check(body)
    body.save()
    was, now = difference(before, described(body, _FIELDS))
    if was or now:
        tell("meeting.body", f"Ändrade gruppen {body.name}", body, by, was, now)
    return body
