"""The steps of a document: the party certifies, two people of the association attest, it is paid or sent back.

Each step locks the intervention and the document, so that two people at the same second cannot both take it, nor
approve two documents out of the same money; the database refuses the same person twice besides.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.duties import claims_changed, debt_changed
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.actions.words import require_on
from samsyn.interventions.definitions.lifecycles import CLAIM
from samsyn.interventions.domain.approval import approval_problems, surplus_amount
from samsyn.interventions.domain.claims import THE, day, kr, span
from samsyn.interventions.domain.words import AttestPlace, AttestStep, ClaimForm, PaymentForm, Surplus
from samsyn.interventions.models import Agreement, Claim, Intervention
from samsyn.interventions.queries import attest as attesting
from samsyn.interventions.queries import claims as queries
from samsyn.interventions.queries.lists import policy

_ATTEST, _PAY = Permission.ATTEST_CLAIMS, Permission.PAY_CLAIMS
ELSEWHERE = (
    "Förbundet attesterar i ekonomisystemet. När det är gjort där förs det in här, med namnen på dem som attesterat."
)


def locked_intervention(pk: int) -> Intervention:
    """An intervention with its association as it is now, held until the transaction ends."""
    return Intervention.objects.select_for_update(of=("self",)).select_related("association").get(pk=pk)


def locked(claim: Claim) -> Claim:
    """The document as it is now, held until the transaction ends; its intervention first, always in that order."""
    of = locked_intervention(claim.intervention_id)
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    held.intervention, held.association = of, of.association
    return held


def spoken_claim(claim: Claim) -> str:
    """'rekvisition 2024-1 för Vägval, 248 000 kr'."""
    return f"{claim.form} {claim.number} för {claim.intervention.name}, {kr(claim.amount)}"


def _ready(claim: Claim, move: str, on: date, *, after: date | None = None) -> None:
    """Raises Refused when the document is not where the move starts, or the day is before the last step or to come."""
    step = CLAIM.move(move)
    errors = []
    if claim.state not in step.start:
        errors.append(
            f"{THE[ClaimForm(claim.form)]} {claim.number} är {CLAIM.state(claim.state).label.lower()}. "
            "Någon annan kan ha hunnit före; läs om sidan."
        )
    if on > timezone.localdate():
        errors.append(f"{day(on)} har inte varit än.")
    if after and on < after:
        errors.append(f"Dagen kan inte vara före {day(after)}, då steget före togs.")
    if errors:
        raise Refused(errors)


def _person(by: User | str) -> User:
    if isinstance(by, str):
        raise Refused("Intyg och attest görs av en person som är inloggad, inte från kommandoraden.")
    return by


def _saved(claim: Claim, held: Claim, verb: str, summary: str, by: User | str, **words: Any) -> Claim:
    held.save()
    tell(verb, summary, held, by, **words)
    claim._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    for field in Claim._meta.concrete_fields:  # the caller's object as it was just saved
        setattr(claim, field.attname, getattr(held, field.attname))
    claim.intervention, claim.association = held.intervention, held.association
    return claim


# --- the party ------------------------------------------------------------------------------------------------------


@transaction.atomic
def certify_claim(*, claim: Claim, on: date, by: User | str, paper_name: str = "") -> Claim:
    """The party certifies that the cost is its own and right. `paper_name` is who did so on a paper that came by mail;
    the office writes it in. Raises Refused."""
    require_on(by, (Permission.REGISTER_CLAIMS,), claim.intervention)
    held = locked(claim)
    _ready(held, "certify", on, after=held.received)
    name = paper_name.strip()
    if name and not held.by_mail:
        raise Refused("Dokumentet kom inte på papper. Parten intygar det själv.")
    if name:
        held.certified_name = name[:200]
    else:
        person = _person(by)
        if reasons := attesting.why_not_certify(person, held, on):
            raise Refused(reasons)
        held.certified_by, held.certified_name = person, person.name
    held.certified, held.state = on, "intygad"
    how = f"{held.certified_name} på papper" if name else held.certified_name
    return _saved(claim, held, "claim.certify", f"Intygade {spoken_claim(held)} ({how})", by)


# --- the association ------------------------------------------------------------------------------------------------


def _attester(claim: Claim, step: AttestStep, on: date, by: User | str, amount: int | None = None) -> User:
    """The person, when the attestordning lets them. Raises PermissionDenied and Refused."""
    require(by, _ATTEST, claim.association)
    person = _person(by)
    if policy(claim.association).attest_place == AttestPlace.ACCOUNTING:
        raise Refused(ELSEWHERE)
    if reasons := attesting.order(claim.association, on).why_not(person.pk, claim, step, amount):
        raise Refused(reasons)
    return person


@transaction.atomic
def check_claim(*, claim: Claim, on: date, by: User | str) -> Claim:
    """Sakattest: the document is right and belongs to the agreement. Raises Refused and PermissionDenied."""
    require(by, _ATTEST, claim.association)
    held = locked(claim)
    _ready(held, "check", on, after=held.certified)
    held.checked_by, held.checked, held.state = _attester(held, AttestStep.CHECK, on, by), on, "sakattesterad"
    return _saved(claim, held, "claim.check", f"Sakattesterade {spoken_claim(held)}", by)


@transaction.atomic
def approve_claim(*, claim: Claim, on: date, by: User | str, amount: int | None = None, reason: str = "") -> Claim:
    """Beslutsattest of the whole or, with a reason, of a part (`amount`, öre). From the day it is placed it is a cost.

    Raises Refused with how much could be approved when it is above what remains; the document is then still there.
    """
    require(by, _ATTEST, claim.association)
    held = locked(claim)
    _ready(held, "approve", on, after=held.checked)
    person = _attester(held, AttestStep.DECIDE, on, by, amount)
    said = _approve(held, on, amount, reason)
    held.decided_by = person
    done = _saved(claim, held, "claim.approve", f"Beslutsattesterade {spoken_claim(held)}{said}", by,
                  after=_outcome(held))  # fmt: skip
    settled(held)
    return done


@transaction.atomic
def record_attest(
    *, claim: Claim, on: date, by: User | str, who: str, amount: int | None = None, reason: str = ""
) -> Claim:
    """What two people attested in the accounting system, written in by the ekonom: `who` names them. Only where the
    association attests there. Raises Refused and PermissionDenied."""
    require(by, _PAY, claim.association)
    held = locked(claim)
    _ready(held, "record", on, after=held.certified)
    if policy(held.association).attest_place != AttestPlace.ACCOUNTING:
        raise Refused("Förbundet attesterar här. Sakattest och beslutsattest görs av två personer på dokumentets sida.")
    if not who.strip():
        raise Refused("Skriv vilka två som attesterat i ekonomisystemet.")
    held.attested_there = who.strip()[:200]
    said = _approve(held, on, amount, reason)
    year = held.cost_date.year if held.cost_date else on.year
    if not isinstance(by, str) and queries.closed_on(held.association, year, timezone.localdate()):
        raise Refused(
            f"Bokföringen för {year} är stängd. Skriv en dag efter det att den stängdes, så blir dokumentet kostnad då."
        )
    done = _saved(claim, held, "claim.record",
                  f"Förde in attest i ekonomisystemet ({held.attested_there}) av {spoken_claim(held)}{said}", by,
                  after=_outcome(held))  # fmt: skip
    settled(held)
    return done


def settled(held: Claim) -> None:
    """An approved document may have settled a year-end answer: its debt is no longer owed."""
    if held.settles is not None and held.decided is not None:
        debt_changed(held.settles, held.decided)


def _approve(held: Claim, on: date, amount: int | None, reason: str) -> str:
    """Fills in what is approved, when it is a cost and what it settles. Returns how it is said in the event."""
    form, agreement = ClaimForm(held.form), _agreement(held)
    surplus = Surplus(agreement.surplus) if agreement else Surplus.REPAID
    whole, about = surplus_amount(form, held.amount, surplus)
    wanted = whole if amount is None else amount
    place = queries.placing(held.intervention, form, held.period_to, on)
    highest = queries.cap_of(held.intervention, form, held.period_to, held.received, on)
    if errors := _stale(held, agreement) + approval_problems(whole, wanted, highest, reason):
        raise Refused(errors)
    held.agreement, held.approved, held.decided, held.state = agreement, wanted, on, "godkänd"
    held.cost_date, held.settles_id, held.settled = place.cost_date, place.settles, place.settled
    held.returned_why = " ".join(filter(None, (about, reason.strip())))
    return f", godkänt {kr(wanted)}" if wanted != held.amount else ""


def _agreement(held: Claim) -> Agreement | None:
    """The agreement it is paid under, as it stands now. Raises Refused without one."""
    original = held.original
    if original is not None:
        if not original.taken_over and original.agreement is None:
            raise Refused("Dokumentet som ändras har ingen överenskommelse.")
        return original.agreement
    for agreement, term in queries.signed(held.intervention):
        if term.covers(held.period_from, held.period_to):
            return agreement
    raise Refused(
        f"Ingen undertecknad överenskommelse gäller {span(held.period_from, held.period_to)}. Inget kan godkännas."
    )


def _stale(held: Claim, agreement: Agreement | None) -> list[str]:
    """What has changed since the document was handed in so that its amount is no longer right."""
    if held.original is not None:
        left = queries.original_of(held.original, held.pk).left
        if -held.amount > max(left, 0):
            return [f"Av dokumentet som ändras återstår bara {kr(max(left, 0))}. Återsänd krediten."]
    if ClaimForm(held.form) is ClaimForm.ADVANCE and agreement and agreement.payment == PaymentForm.ACTUAL:
        return ["Överenskommelsen betalas numera i efterskott. Återsänd förskottet."]
    if ClaimForm(held.form) is ClaimForm.SETTLEMENT and agreement:
        actual = sum(row.amount for row in held.rows.all())
        if actual - max(queries.unsettled_advances(agreement.pk, held.pk), 0) != held.amount:
            return ["Förskotten har ändrats sedan slutavräkningen lämnades in. Återsänd den, så räknas den om."]
    return []


def _outcome(held: Claim) -> dict[str, str]:
    assert held.approved is not None and held.cost_date is not None
    words = {"godkänt": kr(held.approved), "kostnad den": held.cost_date.isoformat()}
    if held.settles_id:
        words["avräknat mot årsbesked"] = kr(held.settled)
        words["skillnad som blir kostnad"] = kr(held.approved - held.settled)
    return words


@transaction.atomic
def return_claim(*, claim: Claim, reason: str, on: date, by: User | str) -> Claim:
    """Sends a document back to the party with the reason; it can be changed and handed in again. Raises Refused."""
    accounting = policy(claim.association).attest_place == AttestPlace.ACCOUNTING
    require(by, _PAY if accounting else _ATTEST, claim.association)
    held = locked(claim)
    _ready(held, "return", on)
    if not reason.strip():
        raise Refused("Skriv varför dokumentet återsänds, så att parten vet vad som ska rättas.")
    order = attesting.order(held.association, on)
    if not isinstance(by, str) and not accounting and not order.may_return(by.pk, held):
        raise Refused("Bara den som står i attestordningen för insatsen återsänder dokument.")
    held.state, held.returned_why = "återsänd", reason.strip()
    held.certified_by, held.certified, held.certified_name = None, None, ""
    held.checked_by, held.checked = None, None
    done = _saved(claim, held, "claim.return", f"Återsände {spoken_claim(held)}: {reason.strip()}", by)
    claims_changed(held.intervention)
    return done


@transaction.atomic
def pay_claim(*, claim: Claim, on: date, by: User | str, reference: str = "") -> Claim:
    """Notes the day it was paid; for a credit or a surplus the day the money came back. Raises Refused."""
    require(by, _PAY, claim.association)
    held = locked(claim)
    _ready(held, "pay", on, after=held.decided)
    if not held.approved:
        raise Refused("Inget belopp godkändes, så det finns inget att betala.")
    held.paid, held.payment_reference, held.state = on, reference.strip()[:60], "betald"
    said = "Betalade" if held.approved > 0 else "Fick tillbaka"
    return _saved(claim, held, "claim.pay", f"{said} {kr(abs(held.approved))}: {held.form} {held.number} för "
                  f"{held.intervention.name}", by, after={"betalt": on.isoformat()})  # fmt: skip
