"""Registering requisitions, invoices, advances, settlements, credits and corrections, by the party or by the office."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from samsyn.associations.domain import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.core.uploads import check_upload
from samsyn.interventions.actions.claim_steps import (
    approve_claim,
    certify_claim,
    check_claim,
    locked,
    pay_claim,
    record_attest,
    return_claim,
    spoken_claim,
)
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.duties import claims_changed
from samsyn.interventions.actions.duties import claims_changed
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.actions.words import require_on
from samsyn.interventions.domain.claims import (
    CHANGES,
    THE,
    ClaimLine,
    Ground,
    Paper,
    amount_of,
    kr,
    problems,
    span,
)
from samsyn.interventions.domain.words import ChoiceKind, ClaimForm
from samsyn.interventions.models import Choice, Claim, ClaimRow, Document, Intervention
from samsyn.interventions.queries import claims as queries
from samsyn.interventions.queries.lists import choices

__all__ = [
    "ClaimLine",
    "approve_claim",
    "cancel_claim",
    "certify_claim",
    "change_claim",
    "check_claim",
    "pay_claim",
    "record_attest",
    "register_claim",
    "remove_evidence",
    "return_claim",
    "take_over_claim",
]

_P = (Permission.REGISTER_CLAIMS,)
EVIDENCE = "underlag"
MOST_FILES = 20
Files = Sequence[File[Any]]


@dataclass(frozen=True)
class _Draft:
    """A document as it was typed, before it is a row."""

    paper: Paper
    original: Claim | None = None
    note: str = ""
    by_mail: bool = False
    files: Files = ()
    submit: bool = True


@transaction.atomic
def register_claim(
    *,
    intervention: Intervention,
    form: ClaimForm | str,
    number: str,
    period_from: date,
    period_to: date,
    rows: Sequence[ClaimLine],
    received: date,
    by: User | str,
    by_mail: bool = False,
    original: Claim | None = None,
    note: str = "",
    files: Files = (),
    submit: bool = True,
    total: int | None = None,
    vat_checked: bool = False,
) -> Claim:
    """A new document of an intervention; `submit` False keeps it as a draft with what is written so far.

    `total` is the document's own sum, compared with the rows (öre, excluding VAT). Raises Refused with every reason;
    then nothing is saved. More than what remains is accepted: it is approved in part or returned.
    """
    require_on(by, _P, intervention)
    held = Intervention.objects.select_for_update().get(pk=intervention.pk)
    kind = ClaimForm(form)
    paper = Paper(kind, number.strip(), period_from, period_to, received, tuple(rows), total, vat_checked)
    draft = _Draft(paper, original, note, by_mail, files, submit)
    author = None if isinstance(by, str) else by
    claim = Claim(association=held.association, intervention=held, form=kind, original=original, created_by=author)
    return _write(claim, draft, by, "claim.register", "Registrerade")


@transaction.atomic
def change_claim(
    *,
    claim: Claim,
    number: str,
    period_from: date,
    period_to: date,
    rows: Sequence[ClaimLine],
    received: date,
    by: User | str,
    note: str = "",
    files: Files = (),
    submit: bool = True,
    total: int | None = None,
    vat_checked: bool = False,
) -> Claim:
    """Rewrites a draft or a returned document, and hands it in anew. Raises Refused when it is neither."""
    require_on(by, _P, claim.intervention)
    held = locked(claim)
    if held.state not in ("utkast", "återsänd"):
        raise Refused("Dokumentet är inlämnat. Det går att ändra när det är ett utkast eller återsänt.")
    paper = Paper(
        ClaimForm(held.form), number.strip(), period_from, period_to, received, tuple(rows), total, vat_checked
    )
    draft = _Draft(paper, held.original, note, held.by_mail, files, submit)
    return _write(held, draft, by, "claim.change", "Ändrade")


def _write(claim: Claim, draft: _Draft, by: User | str, verb: str, said: str) -> Claim:
    rows, errors = _chosen(claim, draft.paper.rows)
    errors += _file_errors(claim, draft.files)
    ground = _ground(claim, draft)
    paper = replace(draft.paper, rows=rows)
    errors += problems(paper, ground) if draft.submit else _draft_problems(paper, ground)
    if errors:
        raise Refused(errors)
    _fill(claim, paper, draft, ground)
    claim.save()
    _write_rows(claim, rows)
    claims_changed(claim.intervention)
    tail = "inkommen" if draft.submit else "utkast"
    tell(verb, f"{said} {spoken_claim(claim)}, {tail}", claim, by, after=_words(claim, paper))
    claims_changed(claim.intervention)
    for file in draft.files:
        attach_document(file=file, name=file.name or "fil", kind=EVIDENCE, by=by, claim=claim)
    return claim


def _write_rows(claim: Claim, rows: Sequence[ClaimLine]) -> None:
    claim.rows.all().delete()
    found = [(row, row.cost_type) for row in rows if isinstance(row.cost_type, Choice)]
    ClaimRow.objects.bulk_create(
        ClaimRow(
            association_id=claim.association_id,
            claim=claim,
            cost_type=cost_type,
            amount=row.amount,
            vat=row.vat,
            text=row.text[:200],
        )
        for row, cost_type in found
    )


def _fill(claim: Claim, paper: Paper, draft: _Draft, ground: Ground) -> None:
    term = ground.covering(paper.period_from, paper.period_to)
    claim.agreement_id = draft.original.agreement_id if draft.original else term.pk if term else None
    claim.number, claim.note, claim.by_mail = paper.number, draft.note.strip(), draft.by_mail
    claim.period_from, claim.period_to = paper.period_from, paper.period_to
    claim.received = paper.received if draft.submit or draft.by_mail else None
    claim.amount = amount_of(paper.form, paper.rows, ground.unsettled)
    claim.state = "inkommen" if draft.submit else claim.state
    claim.certified_by, claim.certified, claim.certified_name = None, None, ""


def _words(claim: Claim, paper: Paper) -> dict[str, str]:
    rows = {f"rad {place}": f"{row.label} {kr(row.amount)}" for place, row in enumerate(paper.rows, 1)}
    return {"period": span(paper.period_from, paper.period_to), **rows, "belopp": kr(claim.amount)}


def _ground(claim: Claim, draft: _Draft) -> Ground:
    return queries.ground(
        claim.intervention,
        period=(draft.paper.period_from, draft.paper.period_to),
        received=draft.paper.received,
        today=timezone.localdate(),
        claim=claim if claim.pk else None,
        original=draft.original,
        form=draft.paper.form,
    )


def _draft_problems(paper: Paper, ground: Ground) -> list[str]:
    """A draft may lack almost anything but what tells it from others."""
    errors = []
    if not paper.number:
        errors.append("Skriv dokumentets nummer, så att utkastet går att hitta.")
    elif paper.number.casefold() in ground.numbers:
        errors.append(f"Nummer {paper.number} finns redan för insatsen.")
    if paper.period_to < paper.period_from:
        errors.append("Perioden slutar innan den börjar.")
    if ground.own_running:
        errors += problems(paper, ground)
    return errors


def _chosen(claim: Claim, rows: Sequence[ClaimLine]) -> tuple[list[ClaimLine], list[str]]:
    """Rows whose cost type is one of the association's, and what is said of those it does not know."""
    known = {choice.label.casefold(): choice for choice in choices(claim.association, ChoiceKind.COST_TYPE)}
    found, errors = [], []
    for row in rows:
        own = row.cost_type if isinstance(row.cost_type, Choice) else known.get(row.label.strip().casefold())
        if own is None:
            errors.append(f"Kostnadsslaget {row.label} finns inte. Välj ett av: {', '.join(sorted(known))}.")
        else:
            found.append(replace(row, cost_type=own))
    return found, errors


def _file_errors(claim: Claim, files: Files) -> list[str]:
    held = claim.documents.count() if claim.pk else 0
    errors = []
    if held + len(files) > MOST_FILES:
        errors.append(f"Högst {MOST_FILES} filer kan lämnas med ett dokument.")
    for file in files:
        try:
            check_upload(file, file.name or "fil")
        except Refused as refused:
            errors += refused.errors
    return errors


@transaction.atomic
def remove_evidence(*, document: Document, by: User | str) -> None:
    """Takes a file away while its document is a draft or returned; after that it is evidence. Raises Refused."""
    claim = document.claim
    assert claim is not None
    require_on(by, _P, claim.intervention)
    if locked(claim).state not in ("utkast", "återsänd"):
        raise Refused("Dokumentet är inlämnat, så dess underlag ligger kvar.")
    tell("claim.document", f"Tog bort underlaget {document.name} från {spoken_claim(claim)}", claim, by)
    file = document.file
    document.delete()
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))


@transaction.atomic
def cancel_claim(*, claim: Claim, reason: str, on: date, by: User | str) -> Claim:
    """Takes a document away before it is attested; its number is free again. Raises Refused without a reason."""
    require_on(by, _P, claim.intervention)
    held = locked(claim)
    errors = [] if reason.strip() else ["Skriv varför dokumentet makuleras."]
    if held.state not in ("utkast", "inkommen", "återsänd"):
        errors.append(f"{THE[ClaimForm(held.form)]} kan inte makuleras: den är redan attesterad eller makulerad.")
    if errors:
        raise Refused(errors)
    held.state, held.returned_why = "makulerad", reason.strip()
    held.save(update_fields=["state", "returned_why"])
    claims_changed(held.intervention)
    tell("claim.cancel", f"Makulerade {spoken_claim(held)}: {reason.strip()}", held, by, after={"dag": on.isoformat()})
    claims_changed(held.intervention)
    claim.refresh_from_db()
    return claim


@transaction.atomic
def take_over_claim(
    *,
    intervention: Intervention,
    number: str,
    period_from: date,
    period_to: date,
    rows: Sequence[ClaimLine],
    received: date,
    approved: date,
    paid: date | None,
    by: User | str,
    form: ClaimForm | str = ClaimForm.REQUISITION,
    note: str = "",
) -> Claim:
    """A document that was attested and paid before the association used Samsyn: it is marked as taken over, has no
    attest here and needs no agreement. A late one settles its year's answer as any other. Raises Refused."""
    require_on(by, (Permission.PAY_CLAIMS,), intervention)
    held = Intervention.objects.select_for_update().get(pk=intervention.pk)
    kind = ClaimForm(form)
    claim = Claim(association=held.association, intervention=held, form=kind, taken_over=True, note=note)
    paper = Paper(kind, number.strip(), period_from, period_to, received, tuple(rows))
    chosen, errors = _chosen(claim, rows)
    errors += _draft_problems(paper, _ground(claim, _Draft(paper)))
    errors += [] if chosen and kind not in CHANGES else ["Skriv minst en rad, och ingen kredit utan sitt dokument."]
    if errors:
        raise Refused(errors)
    place = queries.placing(held, kind, period_to, approved)
    claim.number, claim.received = paper.number, received
    claim.period_from, claim.period_to, claim.amount = period_from, period_to, paper.sum
    claim.approved, claim.decided, claim.cost_date = paper.sum, approved, place.cost_date
    claim.settles_id, claim.settled = place.settles, place.settled
    claim.paid, claim.state = paid, "betald" if paid else "godkänd"
    claim.save()
    _write_rows(claim, chosen)
    claims_changed(held)
    claims_changed(held)
    tell(
        "claim.takeover",
        f"Tog över {spoken_claim(claim)} från tiden före Samsyn",
        claim,
        by,
        after=_words(claim, paper),
    )
    return claim
