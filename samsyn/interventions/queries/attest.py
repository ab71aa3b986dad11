"""Who may take which step on a document, and what waits for whom. People who have left hold no step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import PARTY_ROLES, ROLES
from samsyn.associations.models import Association, Membership, User
from samsyn.interventions.domain import attest as rules
from samsyn.interventions.domain.attest import Deed, Right, Scope
from samsyn.interventions.domain.words import AttestStep
from samsyn.interventions.models import AttestRight, Claim
from samsyn.interventions.queries import scope

HEAD = "forbundschef"
STEP = {"inkommen": AttestStep.CERTIFY, "intygad": AttestStep.CHECK, "sakattesterad": AttestStep.DECIDE}
"""Which step a document in a state waits for."""


def holders(association: Association, permission: Permission, day: date) -> QuerySet[Membership]:
    """Memberships that give a permission on a day, of people who may still log in."""
    roles = [role.id for role in ROLES.values() if permission in role.permissions]
    in_time = Q(until__isnull=True) | Q(until__gte=day)
    return Membership.objects.filter(in_time, association=association, role__in=roles, user__is_active=True)


def as_right(row: AttestRight) -> Right:
    return Right(
        AttestStep(row.step), row.person_id, row.start, row.substitute_id, row.limit, Scope(row.scope),
        row.intervention_id, row.end,
    )  # fmt: skip


@dataclass(frozen=True)
class Order:
    """The attestordning with the people who may still act: read once, asked about many documents."""

    rights: Sequence[Right]
    active: frozenset[int]
    heads: frozenset[int]
    names: dict[int, str]
    day: date

    def deed(self, claim: Claim, step: AttestStep, amount: int | None = None) -> Deed:
        own = claimants(claim)
        return Deed(
            step, self.day, claim.amount if amount is None else amount, claim.intervention_id, own,
            claim.checked_by_id, heads_own=bool(own & self.heads),
        )  # fmt: skip

    def why_not(self, person: int, claim: Claim, step: AttestStep, amount: int | None = None) -> list[str]:
        """Why a person may not take the step; [] when they may."""
        return rules.why_not(person, self.rights, self.deed(claim, step, amount))

    def able(self, claim: Claim, step: AttestStep, amount: int | None = None) -> list[str]:
        """Names of those who may take the step now."""
        return [self.names[pk] for pk in rules.able(self.rights, self.deed(claim, step, amount), self.active)]

    def may_return(self, person: int, claim: Claim) -> bool:
        return rules.holds_any(person, self.rights, self.deed(claim, AttestStep.CHECK))


def claimants(claim: Claim) -> frozenset[int]:
    """Whose document it is: who certified it, and who handed it in unless the office did so for a paper."""
    people = {claim.certified_by_id, None if claim.by_mail else claim.created_by_id}
    return frozenset(pk for pk in people if pk)


def order(association: Association, day: date) -> Order:
    """The attestordning of an association as it stands on a day (two queries)."""
    rows = AttestRight.objects.filter(association=association)
    found = holders(association, Permission.ATTEST_CLAIMS, day)
    held = list(found.values_list("user_id", "role", "user__name", "user__email"))
    return Order(
        [as_right(row) for row in rows],
        frozenset(pk for pk, *_ in held),
        frozenset(pk for pk, role, *_ in held if role == HEAD),
        {pk: name or email for pk, _, name, email in held},
        day,
    )


def certifiers(claim: Claim, day: date) -> list[str]:
    """Names of those at the party who may certify: the ones the attestordning names, else every insatsägare."""
    people = holders(claim.association, Permission.REGISTER_CLAIMS, day).filter(party=claim.intervention.owner_id)
    named = _named(claim, day)
    found = people.filter(user__in=named) if named else people
    return list(dict.fromkeys(member.user.name or member.user.email for member in found.select_related("user")))


def _named(claim: Claim, day: date) -> set[int]:
    rows = AttestRight.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        association=claim.association, step=AttestStep.CERTIFY, intervention=claim.intervention_id, start__lte=day,
    )  # fmt: skip
    return {pk for row in rows for pk in (row.person_id, row.substitute_id) if pk}


def parties_held(user: User, association: Association, day: date) -> set[int | None]:
    """The parties a user registers documents for; None among them for the association itself."""
    held = holders(association, Permission.REGISTER_CLAIMS, day).filter(user=user)
    return set(held.exclude(role__in=PARTY_ROLES, party=None).values_list("party", flat=True))


def why_not_certify(user: User, claim: Claim, day: date) -> list[str]:
    """Why a user may not certify in their own name; [] when they may. The office certifies only what it owns itself."""
    if claim.intervention.owner_id not in parties_held(user, claim.association, day):
        return ["Parten som driver insatsen intygar själv. Kom dokumentet på papper: skriv vem som intygat det."]
    named = _named(claim, day)
    if named and user.pk not in named:
        return ["Attestordningen säger vem som intygar för den här insatsen, och det är inte du."]
    return []


@dataclass(frozen=True)
class Task:
    """A document that waits for someone, and the step."""

    claim: Claim
    step: AttestStep


def waiting_for(user: User, association: Association, day: date) -> list[Task]:
    """The documents that wait for this very person: to certify, check or decide; the oldest first."""
    asked = order(association, day)
    parties = parties_held(user, association, day)
    states = ["inkommen"] * bool(parties) + ["intygad", "sakattesterad"] * (user.pk in asked.active)
    own = Q(intervention__owner__in=[pk for pk in parties if pk is not None])
    if None in parties:
        own |= Q(intervention__owner__isnull=True)
    found = scope.claims(user, association).filter(own | ~Q(state="inkommen"), state__in=states)
    rows = found.select_related("intervention", "intervention__owner").order_by("received", "pk")
    tasks = [Task(claim, STEP[claim.state]) for claim in rows]
    return [task for task in tasks if _mine(task, user, asked, parties)]


def _mine(task: Task, user: User, asked: Order, parties: set[int | None]) -> bool:
    if task.step is AttestStep.CERTIFY:
        return task.claim.intervention.owner_id in parties and _may_certify(task, user, asked)
    return user.pk in asked.active and not asked.why_not(user.pk, task.claim, task.step)


def _may_certify(task: Task, user: User, asked: Order) -> bool:
    own = [r for r in asked.rights if r.step is AttestStep.CERTIFY and r.in_force(asked.day)
           and r.intervention == task.claim.intervention_id]  # fmt: skip
    return not own or any(right.holds(user.pk) for right in own)
