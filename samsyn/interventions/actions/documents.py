"""Files of interventions, applications, agreements and claims."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction

from samsyn.associations.access import can, parties_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.core.uploads import check_upload
from samsyn.interventions.actions.applications import EDITABLE
from samsyn.interventions.actions.words import NOT_YOURS, note, require_any, require_on
from samsyn.interventions.models import Agreement, Application, Claim, Document, Intervention

_P = Permission
_ON_INTERVENTION = (_P.MANAGE_INTERVENTIONS, _P.REPORT_INTERVENTIONS)
_ON_APPLICATION = (_P.HANDLE_APPLICATIONS, _P.APPLY)
_ON_AGREEMENT = (_P.SIGN_AGREEMENTS,)
_ON_CLAIM = (_P.REGISTER_CLAIMS,)


@transaction.atomic
def attach_document(
    *,
    file: File[Any],
    name: str,
    kind: str = "",
    by: User | str,
    intervention: Intervention | None = None,
    application: Application | None = None,
    agreement: Agreement | None = None,
    claim: Claim | None = None,
) -> Document:
    """Keeps a file with what it belongs to (one of the four). Raises Refused for its size, kind or content."""
    where = claim or agreement or application or intervention
    assert where is not None, "a document belongs somewhere"
    verb = _allowed(by, intervention, application, agreement, claim)
    short, digest = check_upload(file, name)
    document = Document(
        association=where.association, intervention=intervention, application=application, agreement=agreement,
        claim=claim, kind=kind, name=short, sha256=digest, size=int(file.size or 0),
        uploaded_by=actor_name(by),
    )  # fmt: skip
    document.file.save(short, file, save=False)
    document.save()
    note(f"{verb}.document", f"Lade till {kind or 'en fil'}: {short}", where, by)
    return document


def _allowed(
    by: User | str, intervention: Intervention | None, application: Application | None, agreement: Agreement | None,
    claim: Claim | None,
) -> str:  # fmt: skip
    """The event's area. Raises PermissionDenied."""
    if claim is not None:
        require_on(by, _ON_CLAIM, claim.intervention)
        return "claim"
    if agreement is not None:
        require_on(by, _ON_AGREEMENT, agreement.intervention)
        return "agreement"
    if application is not None:
        _on_application(by, application, _ON_APPLICATION)
        return "application"
    assert intervention is not None
    require_on(by, _ON_INTERVENTION, intervention)
    return "intervention"


def _on_application(by: User | str, application: Application, permissions: Sequence[Permission]) -> None:
    require_any(by, permissions, application.association)
    if isinstance(by, str) or can(by, _P.HANDLE_APPLICATIONS, application.association):
        return
    own = parties_of(by, _P.APPLY, application.association)
    if own is not None and application.applicant_id not in own:
        raise PermissionDenied(NOT_YOURS)  # a co-party reads but does not act
    if application.state not in EDITABLE:
        raise Refused("Ansökan är inlämnad och kan inte ändras. Kansliet kan begära komplettering.")


@transaction.atomic
def remove_document(*, document: Document, by: User | str) -> None:
    """Takes away a file of an intervention. What belongs to a claim or an agreement is kept as evidence."""
    require_any(by, (_P.MANAGE_INTERVENTIONS,), document.association)
    if document.claim_id or document.agreement_id or document.application_id:
        raise PermissionDenied("En handling som hör till en ansökan, överenskommelse eller rekvisition tas inte bort.")
    note("intervention.document", f"Tog bort {document.name}", document.intervention or document, by)
    storage, name = document.file.storage, str(document.file.name)
    document.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
