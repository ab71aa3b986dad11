"""Who may open case rows: the deltagaransvariga of the party that is their controller, and nobody else."""

from django.core.exceptions import PermissionDenied

from samsyn.associations.access import can, require, roles_of
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.domain.roles import PARTY_ROLES
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries import scope
from samsyn.participants.cases.sealing import OFF, switched_on
from samsyn.participants.models import CaseGround

WORK, GROUND = Permission.WORK_WITH_CASES, Permission.GROUND_CASES
NOT_ALONE = (
    "Den som har en roll på kansliet, i styrelsen, som revisor eller systemförvaltare öppnar aldrig ärenderader."
)
NO_GROUND = "Partens insatsägare har inte fört in vad ärenderaderna vilar på. Innan dess kan inga rader finnas."


def require_worker(by: User, intervention: Intervention) -> CaseGround:
    """Who reads or writes rows. Being a superuser helps nobody, and no name of a program stands for a person.

    Raises PermissionDenied, and Refused where the installation or the party has not switched case rows on.
    """
    _require_own(by, WORK, intervention)
    if any(role not in PARTY_ROLES for role in roles_of(by, intervention.association)):
        raise PermissionDenied(NOT_ALONE)
    _require_on()
    if (ground := ground_of(intervention)) is None:
        raise Refused(NO_GROUND)
    return ground


def may_work(by: User, intervention: Intervention) -> bool:
    """Whether there are rows that the person reads and writes."""
    if not switched_on() or not can(by, WORK, intervention.association):
        return False
    try:
        require_worker(by, intervention)
    except (PermissionDenied, Refused):
        return False
    return True


def require_controller(by: User, intervention: Intervention) -> None:
    """Who decides over rows: the owner party's insatsägare. Raises PermissionDenied, and Refused where it is off."""
    _require_own(by, GROUND, intervention)
    _require_on()


def _require_own(by: User, permission: Permission, intervention: Intervention) -> None:
    if not isinstance(by, User):
        raise PermissionDenied(REASONS[permission])
    require(by, permission, intervention.association)
    owned = scope.owned(by, intervention.association, permission)
    if not owned.filter(pk=intervention.pk, owner__isnull=False).exists():
        raise PermissionDenied(REASONS[permission])


def _require_on() -> None:
    if not switched_on():
        raise Refused(OFF)


def ground_of(intervention: Intervention) -> CaseGround | None:
    """The ground in force: recorded by the party that owns the intervention now, and not stopped."""
    return CaseGround.objects.filter(
        association=intervention.association_id, intervention=intervention, party=intervention.owner_id,
        stopped__isnull=True,
    ).first()  # fmt: skip


def own_interventions(by: User, association: Association) -> list[tuple[Intervention, CaseGround | None]]:
    """The interventions whose rows the user decides over or works with, and the ground recorded for each."""
    if not switched_on():
        return []
    found = scope.owned(by, association, WORK) | scope.owned(by, association, GROUND)
    rows = found.filter(owner__isnull=False).select_related("owner", "case_ground").distinct()
    return [(row, getattr(row, "case_ground", None)) for row in rows]
