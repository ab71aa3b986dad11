"""The five stages of an intervention, and what is next for whoever reads."""

from django.http import HttpRequest

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.views.pages import actor
from samsyn.interventions.definitions.lifecycles import COUNTED, WAITING
from samsyn.interventions.domain.interventions import OVER, Step, months, stages
from samsyn.interventions.domain.words import ClaimForm, DecisionKind, DueKind, RunBy
from samsyn.interventions.models import Agreement, Claim, Decision, Intervention
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.timeline import Found
from samsyn.interventions.views.links import may, to
from samsyn.ui.formats import swedish_date

_P = Permission
_STARTING = (DecisionKind.GRANT, DecisionKind.OPENING)
_REGULAR = (ClaimForm.REQUISITION, ClaimForm.INVOICE, ClaimForm.ADVANCE)


def stages_of(one: Intervention, found: Found) -> list[Step]:
    """Ansökan, beslut, överenskommelse, rekvisitioner, slutrapport; in own running decision, work and end."""
    granted = next((d for d in found.decisions if d.kind in _STARTING), None)
    over = one.state in OVER
    decided = ("Beslut", _decided(granted), granted is not None)
    if one.run_by == RunBy.OWN:
        return stages(
            [decided, ("Genomförs", one.state if not over else "", over), ("Avslutad", _end(one, over), over)]
        )
    taken = granted is not None and granted.kind == DecisionKind.OPENING
    application = min((a.received for a in found.applications if a.received), default=None)
    applied = swedish_date(application) if application else "före Samsyn" if taken else ""
    signed = max((a for a in found.agreements if a.signed), key=lambda a: a.version, default=None)
    agreed = (
        swedish_date(signed.signed) if signed else "före Samsyn" if taken else "ska undertecknas" if granted else ""
    )
    final = next((report for report in found.reports if report.final), None)
    return stages([
        ("Ansökan", applied, application is not None or granted is not None),
        decided,
        ("Överenskommelse", agreed, signed is not None or taken),
        ("Rekvisitioner", _claims(found, signed), over),
        ("Slutrapport", swedish_date(final.sent) if final else _final_due(found), final is not None),
    ])  # fmt: skip


def _decided(granted: Decision | None) -> str:
    if granted is None:
        return ""
    return "övertaget" if granted.kind == DecisionKind.OPENING else swedish_date(granted.date)


def _end(one: Intervention, over: bool) -> str:
    return swedish_date(one.end) if over and one.end else ""


def _claims(found: Found, signed: Agreement | None) -> str:
    """'6 av 9, en att attestera'."""
    counted = sum(1 for claim in found.claims if claim.state in COUNTED and claim.form in _REGULAR)
    waiting = sum(1 for claim in found.claims if claim.state in WAITING)
    expected = -(-months(signed.valid_from, signed.valid_to) // signed.claim_months) if signed else 0
    words = f"{counted} av {expected}" if expected >= counted and expected else str(counted)
    return f"{words}, {waiting} att attestera" if waiting else words


def _final_due(found: Found) -> str:
    due = next((due for due in found.dues if due.kind == DueKind.FINAL_REPORT), None)
    return f"senast {swedish_date(due.due)}" if due else ""


def next_action(request: HttpRequest, one: Intervention, found: Found) -> dict[str, str] | None:
    """The page's main button: what this reader does next, when there is anything."""
    for label, url in _candidates(request, one, found):
        if url:
            return {"label": label, "url": url}
    return None


def _candidates(request: HttpRequest, one: Intervention, found: Found) -> list[tuple[str, str]]:
    decided = [d for d in found.decisions if d.kind != DecisionKind.REJECTION]
    if not decided and may(request, _P.RECORD_DECISIONS):
        return [("För in beslut", to(request, "decision-new", one.pk))]
    if one.run_by == RunBy.OWN or one.state in OVER:
        return []
    waiting = [claim for claim in found.claims if claim.state in WAITING]
    if waiting and may(request, _P.ATTEST_CLAIMS):
        return [(_attest_words(waiting[-1]), to(request, "claim", waiting[-1].pk))]
    signed = any(agreement.signed for agreement in found.agreements)
    if not signed and may(request, _P.SIGN_AGREEMENTS):
        drafts = [to(request, "agreement", a.pk) for a in found.agreements]
        grants = [to(request, "agreement-new", d.pk) for d in decided if d.kind == DecisionKind.GRANT]
        return [("Skriv under överenskommelsen", url) for url in drafts] or [
            ("Gör överenskommelsen", url) for url in grants
        ]
    if signed and may(request, _P.REGISTER_CLAIMS) and _owns(request, one):
        return [("Ny rekvisition", to(request, "claim-new", one.pk))]
    return []


def _attest_words(claim: Claim) -> str:
    return f"Granska {claim.form} {claim.number}"


def _owns(request: HttpRequest, one: Intervention) -> bool:
    return scope.owned(actor(request), one.association, _P.REGISTER_CLAIMS).filter(pk=one.pk).exists()
