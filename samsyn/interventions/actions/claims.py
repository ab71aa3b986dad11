"""Registering requisitions, invoices, advances, settlements, credits and corrections, by the party or by the office."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.claim_rows import (
    Draft,
    Files,
    chosen_rows,
    draft_problems,
    ground_of,
    words_of,
    write,
    write_rows,
)
from samsyn.interventions.actions.claim_steps import (
    locked,
    locked_intervention,
    settled,
    spoken_claim,
)
from samsyn.interventions.actions.duties import claims_changed
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.actions.words import require_on
from samsyn.interventions.domain.claims import CHANGES, THE, ClaimLine, Paper
from samsyn.interventions.domain.words import ClaimForm
from samsyn.interventions.models import Claim, Document, Intervention
from samsyn.interventions.queries import claims as queries

_P = (Permission.REGISTER_CLAIMS,)


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
    period_checked: bool = False,
) -> Claim:
    """A new document of an intervention; `submit` False keeps it as a draft with what is written so far.

    `total` is the document's own sum, compared with the rows (öre, excluding VAT); `vat_checked` and `period_checked`
    answer what is asked about VAT and about a period that is not over. Raises Refused with every reason; then nothing
    is saved. More than what remains is accepted: it is approved in part or returned.
    """
    require_on(by, _P, intervention)
    held = locked_intervention(intervention.pk)
    if original is not None and original.intervention_id != held.pk:
        raise Refused("Dokumentet som ska ändras hör till en annan insats.")
    kind = ClaimForm(form)
    paper = Paper(
        kind, number.strip(), period_from, period_to, received, tuple(rows), total, vat_checked, period_checked
    )  # fmt: skip
    draft = Draft(paper, original, note, by_mail, files, submit)
    author = None if isinstance(by, str) else by
    claim = Claim(association=held.association, intervention=held, form=kind, original=original, created_by=author)
    return write(claim, draft, by, "claim.register", "Registrerade")


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
    period_checked: bool = False,
) -> Claim:
    """Rewrites a draft or a returned document, and hands it in anew. Raises Refused when it is neither."""
    require_on(by, _P, claim.intervention)
    held = locked(claim)
    if held.state not in ("utkast", "återsänd"):
        raise Refused("Dokumentet är inlämnat. Det går att ändra när det är ett utkast eller återsänt.")
    paper = Paper(
        ClaimForm(held.form), number.strip(), period_from, period_to, received, tuple(rows), total, vat_checked,
        period_checked,
    )  # fmt: skip
    draft = Draft(paper, held.original, note, held.by_mail, files, submit)
    return write(held, draft, by, "claim.change", "Ändrade")


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
    held = locked_intervention(intervention.pk)
    kind = ClaimForm(form)
    claim = Claim(association=held.association, intervention=held, form=kind, taken_over=True, note=note)
    paper = Paper(kind, number.strip(), period_from, period_to, received, tuple(rows))
    chosen, errors = chosen_rows(claim, rows)
    errors += draft_problems(paper, ground_of(claim, Draft(paper)))
    errors += [] if chosen and kind not in CHANGES else ["Skriv minst en rad, och ingen kredit utan sitt dokument."]
    if errors:
        raise Refused(errors)
    _fill_taken_over(claim, paper, approved, paid)
    claim.save()
    write_rows(claim, chosen)
    claims_changed(held)
    settled(claim)
    said = f"Tog över {spoken_claim(claim)} från tiden före Samsyn"
    tell("claim.takeover", said, claim, by, after=words_of(claim, paper))
    return claim


def _fill_taken_over(claim: Claim, paper: Paper, approved: date, paid: date | None) -> None:
    """What the attest and the payment would have written, the whole amount approved."""
    place = queries.placing(claim.intervention, paper.form, paper.period_to, approved)
    claim.number, claim.received = paper.number, paper.received
    claim.period_from, claim.period_to, claim.amount = paper.period_from, paper.period_to, paper.sum
    claim.approved, claim.decided, claim.cost_date = paper.sum, approved, place.cost_date
    claim.settles_id, claim.settled = place.settles, place.settled
    claim.paid, claim.state = paid, "betald" if paid else "godkänd"
