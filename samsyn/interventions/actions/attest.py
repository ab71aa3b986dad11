"""Writes about the attestordning: dated rights that begin and end, never change."""

from datetime import date

from django.db import transaction

from samsyn.associations.access import can, require
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.interventions.domain.attest import Scope
from samsyn.interventions.domain.claims import day, kr
from samsyn.interventions.domain.words import AttestStep
from samsyn.interventions.models import AttestRight, Intervention
from samsyn.interventions.queries.attest import HEAD, holders

_P = Permission.MANAGE_ASSOCIATION
NEEDS = {
    AttestStep.CERTIFY: Permission.REGISTER_CLAIMS,
    AttestStep.CHECK: Permission.ATTEST_CLAIMS,
    AttestStep.DECIDE: Permission.ATTEST_CLAIMS,
}


@transaction.atomic
def add_right(
    *,
    association: Association,
    step: AttestStep | str,
    person: User,
    by: User | str,
    limit: int | None = None,
    scope: Scope | str = Scope.ALL,
    intervention: Intervention | None = None,
    substitute: User | None = None,
    start: date,
    end: date | None = None,
) -> AttestRight:
    """A right to take a step from a day on, up to `limit` öre. Raises Refused with every reason."""
    require(by, _P, association)
    kind, reach = AttestStep(step), Scope(scope)
    errors = [sentence for who in (person, substitute) if who for sentence in _unfit(association, kind, who, reach)]
    errors += _scope_errors(kind, reach, intervention)
    if substitute and substitute.pk == person.pk:
        errors.append("Ersättaren måste vara någon annan.")
    if limit is not None and limit <= 0:
        errors.append("Skriv ett högsta belopp större än noll, eller lämna tomt för inget tak.")
    if end and end < start:
        errors.append("Rätten slutar innan den börjar.")
    if errors:
        raise Refused(errors)
    right = AttestRight.objects.create(
        association=association, step=kind, person=person, substitute=substitute, limit=limit, scope=reach,
        intervention=intervention if reach is Scope.ONE else None, start=start, end=end,
    )  # fmt: skip
    note("attest.add", f"{person.name} får {kind} från {day(start)}", right, by, after=_words(right))
    return right


def _unfit(association: Association, step: AttestStep, person: User, reach: Scope) -> list[str]:
    if not can(person, NEEDS[step], association):
        return [f"{person.name} har ingen roll som får {step} här. {REASONS[NEEDS[step]]}"]
    if reach is Scope.OWN_COSTS and holders(association, Permission.ATTEST_CLAIMS, date.min).filter(
        user=person, role=HEAD
    ):
        return [f"{person.name} är förbundschef och kan inte attestera sina egna kostnader. Välj ordföranden."]
    return []


def _scope_errors(step: AttestStep, reach: Scope, intervention: Intervention | None) -> list[str]:
    if reach is Scope.ONE and intervention is None:
        return ["Välj vilken insats rätten gäller."]
    if reach is Scope.OWN_COSTS and step is not AttestStep.DECIDE:
        return ["Förbundschefens egna kostnader gäller bara beslutsattest."]
    if step is AttestStep.CERTIFY and reach is not Scope.ONE:
        return ["Den som intygar hos en part gör det för en viss insats. Välj insatsen."]
    return []


def _words(right: AttestRight) -> dict[str, str]:
    return {
        "gäller": str(right.intervention or right.get_scope_display()),
        "högst": "inget tak" if right.limit is None else kr(right.limit),
        "ersättare": right.substitute.name if right.substitute else "",
        "till": right.end.isoformat() if right.end else "tills vidare",
    }


@transaction.atomic
def end_right(*, right: AttestRight, end: date, by: User | str) -> AttestRight:
    """Lets a right end with a day, the last one it holds. What was attested before stands."""
    require(by, _P, right.association)
    held = AttestRight.objects.select_for_update().get(pk=right.pk)
    if end < held.start:
        raise Refused(f"Rätten började {day(held.start)} och kan inte sluta före det.")
    before = _words(held)
    held.end = end
    held.save(update_fields=["end"])
    note("attest.end", f"{held.person.name} får {held.step} till och med {day(end)}", held, by, before, _words(held))
    right.refresh_from_db()
    return right
