"""A document on its way into the tables: what was typed, what is wrong with it, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files import File
from django.utils import timezone

from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.core.uploads import check_upload
from samsyn.interventions.actions.claim_steps import spoken_claim
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.duties import claims_changed
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.domain.claims import ClaimLine, Ground, Paper, amount_of, kr, problems, same_number, span
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Choice, Claim, ClaimRow
from samsyn.interventions.queries import claims as queries
from samsyn.interventions.queries.lists import choices

EVIDENCE = "underlag"
MOST_FILES = 20
Files = Sequence[File[Any]]


@dataclass(frozen=True)
class Draft:
    """A document as it was typed, before it is a row."""

    paper: Paper
    original: Claim | None = None
    note: str = ""
    by_mail: bool = False
    files: Files = ()
    submit: bool = True


def write(claim: Claim, draft: Draft, by: User | str, verb: str, said: str) -> Claim:
    """Saves a document with its rows and files. Raises Refused with every reason; then nothing is saved."""
    rows, errors = chosen_rows(claim, draft.paper.rows)
    errors += _file_errors(claim, draft.files)
    ground = ground_of(claim, draft)
    paper = replace(draft.paper, rows=rows)
    errors += problems(paper, ground) if draft.submit else draft_problems(paper, ground)
    if errors:
        raise Refused(errors)
    _fill(claim, paper, draft, ground)
    if claim.pk:
        claim.rows.all().delete()
    claim.save()
    write_rows(claim, rows)
    claims_changed(claim.intervention)
    tail = "inkommen" if draft.submit else "utkast"
    tell(verb, f"{said} {spoken_claim(claim)}, {tail}", claim, by, after=words_of(claim, paper))
    for file in draft.files:
        attach_document(file=file, name=file.name or "fil", kind=EVIDENCE, by=by, claim=claim)
    return claim


def write_rows(claim: Claim, rows: Sequence[ClaimLine]) -> None:
    """The rows of a document that has none."""
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


def _fill(claim: Claim, paper: Paper, draft: Draft, ground: Ground) -> None:
    term = ground.covering(paper.period_from, paper.period_to)
    claim.agreement_id = draft.original.agreement_id if draft.original else term.pk if term else None
    claim.number, claim.note, claim.by_mail = paper.number, draft.note.strip(), draft.by_mail
    claim.period_from, claim.period_to = paper.period_from, paper.period_to
    claim.received = paper.received if draft.submit or draft.by_mail else None
    claim.amount = amount_of(paper.form, paper.rows, ground.unsettled)
    claim.state = "inkommen" if draft.submit else claim.state
    claim.certified_by, claim.certified, claim.certified_name = None, None, ""


def words_of(claim: Claim, paper: Paper) -> dict[str, str]:
    """A document for the event log."""
    rows = {f"rad {place}": f"{row.label} {kr(row.amount)}" for place, row in enumerate(paper.rows, 1)}
    return {"period": span(paper.period_from, paper.period_to), **rows, "belopp": kr(claim.amount)}


def ground_of(claim: Claim, draft: Draft) -> Ground:
    """What the association knows when the document comes."""
    return queries.ground(
        claim.intervention,
        period=(draft.paper.period_from, draft.paper.period_to),
        received=draft.paper.received,
        today=timezone.localdate(),
        claim=claim if claim.pk else None,
        original=draft.original,
        form=draft.paper.form,
    )


def draft_problems(paper: Paper, ground: Ground) -> list[str]:
    """A draft may lack almost anything but what tells it from others."""
    errors = []
    if not paper.number:
        errors.append("Skriv dokumentets nummer, så att utkastet går att hitta.")
    elif same_number(paper.number) in ground.numbers:
        errors.append(f"Nummer {paper.number} finns redan för insatsen.")
    if paper.period_to < paper.period_from:
        errors.append("Perioden slutar innan den börjar.")
    if ground.own_running:
        errors += problems(paper, ground)
    return errors


def chosen_rows(claim: Claim, rows: Sequence[ClaimLine]) -> tuple[list[ClaimLine], list[str]]:
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
