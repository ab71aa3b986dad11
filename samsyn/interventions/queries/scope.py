"""Whose interventions a user sees: the office, the board and auditors all; a party's people those of their party."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from samsyn.associations.access import parties_of, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.interventions.models import Agreement, Application, Claim, Document, FollowUp, Intervention, Involvement

_READ = Permission.READ_INTERVENTIONS


def interventions(
    user: User, association: Association, permission: Permission = _READ
) -> QuerySet[Intervention]:  # fmt: skip
    """Every intervention the user may see with a permission. A party sees those it owns or takes part in."""
    found = Intervention.objects.filter(association=association)
    parties = parties_of(user, permission, association)
    if parties is None:
        return found
    return found.filter(Q(owner__in=parties) | Q(pk__in=_involved(association, parties)))


def _involved(association: Association, parties: set[int]) -> QuerySet[Any]:
    return Involvement.objects.filter(
        association=association, party__in=parties, role=Involvement.Role.CO_PARTY
    ).values("intervention")


def owned(user: User, association: Association, permission: Permission) -> QuerySet[Intervention]:
    """Those the user may act for with a permission: a party's people only where the party is the owner."""
    found = Intervention.objects.filter(association=association)
    parties = parties_of(user, permission, association)
    return found if parties is None else found.filter(owner__in=parties)


def applications(user: User, association: Association) -> QuerySet[Application]:
    """The office sees every application that was handed in and the drafts it writes; a party those it is part of.
    Beredning, board and auditors see no drafts but those of a party they apply for themselves."""
    found = Application.objects.filter(association=association)
    parties = parties_of(user, Permission.READ_APPLICATIONS, association)
    if parties is None:
        writes = parties_of(user, Permission.APPLY, association)
        office = Q(applicant__isnull=True) | Q(created_by=str(user)[:200])
        return found.filter(~Q(state="utkast") | (office if writes is None else Q(applicant__in=writes)))
    own = Q(applicant__in=parties) | Q(parties__party__in=parties)
    return found.filter(own).distinct()


def claims(user: User, association: Association) -> QuerySet[Claim]:
    """A party sees the documents of interventions it owns; the others see all but drafts of a party."""
    parties = parties_of(user, Permission.READ_CLAIMS, association)
    found = Claim.objects.filter(association=association)
    if parties is None:
        return found.filter(~Q(state="utkast") | Q(created_by=user))
    return found.filter(intervention__owner__in=parties)


def one_intervention(
    user: User, association: Association, pk: int, permission: Permission = _READ
) -> Intervention:  # fmt: skip
    """Http404 when it is another association's or another party's; PermissionDenied for too little power.

    Reading permissions open what one's party takes part in, others only what it owns.
    """
    found = interventions(user, association).select_related("owner", "note_group").filter(pk=pk).first()
    if found is None:
        raise Http404
    require(user, permission, association)
    if permission is not _READ and not owned(user, association, permission).filter(pk=pk).exists():
        require(user, Permission.MANAGE_ASSOCIATION, association)  # a co-party reads but does not act
    return found


def one_application(user: User, association: Association, pk: int) -> Application:
    """Http404 when the user may not see it."""
    found = applications(user, association).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def one_claim(user: User, association: Association, pk: int) -> Claim:
    """Http404 when the user may not see it."""
    found = claims(user, association).select_related("intervention", "agreement", "original").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def one_agreement(user: User, association: Association, pk: int) -> Agreement:
    """Http404 when the user may not see its intervention."""
    visible = interventions(user, association).values("pk")
    found = Agreement.objects.filter(association=association, pk=pk, intervention__in=visible)
    agreement = found.select_related("intervention", "decision").first()
    if agreement is None:
        raise Http404
    return agreement


def one_report(user: User, association: Association, pk: int) -> FollowUp:
    """Http404 when the user may not see its intervention, or it is another's draft."""
    visible = interventions(user, association).values("pk")
    own = owned(user, association, Permission.REPORT_INTERVENTIONS).values("pk")
    found = FollowUp.objects.filter(association=association, pk=pk, intervention__in=visible)
    found = found.filter(~Q(state=FollowUp.State.DRAFT) | Q(intervention__in=own))
    report = found.select_related("intervention", "intervention__owner").first()
    if report is None:
        raise Http404
    return report


def one_document(user: User, association: Association, pk: int) -> Document:
    """A file only through what it belongs to: whoever may not see that gets Http404."""
    document = Document.objects.filter(association=association, pk=pk).first()
    if document is None:
        raise Http404
    if document.claim_id:
        one_claim(user, association, document.claim_id)
    elif document.application_id:
        one_application(user, association, document.application_id)
    elif document.agreement_id:
        one_agreement(user, association, document.agreement_id)
    elif document.intervention_id:
        one_intervention(user, association, document.intervention_id)
    return document
