"""Agreements (överenskommelser) from decisions: drafted, signed, replaced by newer versions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from samsyn.associations.actions.words import described, kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.duties import plan_dues
from samsyn.interventions.actions.interventions import set_state
from samsyn.interventions.actions.words import note, require_any, require_on
from samsyn.interventions.domain.agreements import Terms, may_follow, problems
from samsyn.interventions.domain.interventions import GRANTED, ONGOING, PREPARED
from samsyn.interventions.domain.words import DecisionKind, PaymentForm, RunBy, Surplus
from samsyn.interventions.models import Agreement, Decision, Instalment, Intervention
from samsyn.interventions.queries.claims import unsettled_advances

_P = Permission
_FIELDS = ("number", "valid_from", "valid_to", "payment", "surplus", "claim_months", "report_months",
           "last_claim_days", "terms")  # fmt: skip
SIGNED_COPY = "undertecknad överenskommelse"


@transaction.atomic
def draft_agreement(
    *,
    decision: Decision,
    valid_from: date,
    valid_to: date,
    by: User | str,
    number: str = "",
    payment: PaymentForm = PaymentForm.ACTUAL,
    surplus: Surplus = Surplus.REPAID,
    claim_months: int = 4,
    report_months: int = 4,
    last_claim_days: int = 20,
    terms: str = "",
    instalments: Sequence[tuple[date, int]] = (),
) -> Agreement:
    """An agreement to sign, from a decision. A number that is signed before gives its next version, whose amount adds
    the decision's; an unsigned draft of the number is written over. Raises Refused with every reason.
    """
    association = decision.association
    require_any(by, (_P.MANAGE_INTERVENTIONS,), association)
    of = _financed(decision)
    Association.objects.select_for_update().get(pk=association.pk)
    draft = Agreement(
        association=association, intervention=of, decision=decision, number=number.strip() or _number(decision),
        valid_from=valid_from, valid_to=valid_to, payment=payment, surplus=surplus, claim_months=claim_months,
        report_months=report_months, last_claim_days=last_claim_days, terms=terms.strip(),
    )  # fmt: skip
    older = list(Agreement.objects.filter(association=association, number=draft.number).order_by("version"))
    _place_among(draft, older)
    _refuse(draft, instalments, older)
    draft.save()
    draft.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(association=association, agreement=draft, due=due, amount=amount) for due, amount in instalments
    )
    note("agreement.draft", f"Skrev överenskommelse {draft} med {of}", draft, by, {},
         {**described(draft, _FIELDS), "belopp": kronor(draft.amount)})  # fmt: skip
    return draft


def _financed(decision: Decision) -> Intervention:
    """The intervention an agreement is about. Raises Refused when the decision has none."""
    if why := may_follow(DecisionKind(decision.kind)):
        raise Refused(why)
    of = decision.intervention
    if of is None:
        raise Refused("Beslutet gäller ingen insats.")
    if of.run_by == RunBy.OWN:
        raise Refused("En insats i egen regi har ingen överenskommelse: förbundet betalar kostnaderna själv.")
    return of


def _number(decision: Decision) -> str:
    """The number of the decision's unsigned draft, or the next free of the year: 'Ö 3/2025'."""
    held = Agreement.objects.filter(association=decision.association)
    if draft := held.filter(decision=decision, state=Agreement.State.DRAFT).first():
        return draft.number
    ending = f"/{decision.date.year}"
    taken = held.filter(number__startswith="Ö ", number__endswith=ending).values_list("number", flat=True)
    numbers = [int(n) for text in taken if (n := text[2:].removesuffix(ending)).isdigit()]
    return f"Ö {max(numbers, default=0) + 1}{ending}"


def _place_among(draft: Agreement, older: Sequence[Agreement]) -> None:
    """Its version and amount after those with the same number; an unsigned one gives its place."""
    settled = [row for row in older if row.state != Agreement.State.DRAFT]
    open_ = [row for row in older if row.state == Agreement.State.DRAFT]
    own = sum(draft.decision.years.values_list("amount", flat=True))
    if open_:
        draft.pk, draft.version, draft.created = open_[-1].pk, open_[-1].version, open_[-1].created
        draft._state.adding = False
    elif settled:
        draft.version = settled[-1].version + 1
    before = settled[-1].amount if settled else 0
    counted = any(row.decision_id == draft.decision_id for row in settled)
    draft.amount = before + (0 if counted else own)


def _refuse(draft: Agreement, instalments: Sequence[tuple[date, int]], older: Sequence[Agreement]) -> None:
    terms = Terms(draft.amount, draft.valid_from, draft.valid_to, PaymentForm(draft.payment), draft.claim_months,
                  draft.report_months, draft.last_claim_days, instalments)  # fmt: skip
    errors = problems(terms)
    if any(row.intervention_id != draft.intervention_id for row in older):
        errors.append(f"Numret {draft.number} är upptaget av en annan insats.")
    signed = [row for row in older if row.state == Agreement.State.SIGNED]
    if any(draft.valid_from > row.valid_from for row in signed):
        first = signed[-1].valid_from.isoformat()
        errors.append(f"En ny version ersätter den som gäller och måste gälla från samma dag, {first}.")
    if len(draft.number) > 20:
        errors.append("Numret får ha högst 20 tecken.")
    if errors:
        raise Refused(errors)


@transaction.atomic
def sign_agreement(
    *, agreement: Agreement, on: date, signed_by: str, by: User | str, file: File[Any] | None = None, name: str = ""
) -> Agreement:
    """Signed by both, on paper or by upload: older versions are replaced and the intervention is under way.

    Raises Refused with every reason.
    """
    held = Agreement.objects.select_for_update(of=("self",)).select_related("intervention", "decision").get(
        pk=agreement.pk
    )  # fmt: skip
    require_on(by, (_P.SIGN_AGREEMENTS,), held.intervention)
    if errors := _signing_faults(held, on, signed_by, by):
        raise Refused(errors)
    if file is not None:
        attach_document(file=file, name=name or getattr(file, "name", "") or "", kind=SIGNED_COPY, by=by,
                        agreement=held)  # fmt: skip
    Agreement.objects.filter(association=held.association, number=held.number, state=Agreement.State.SIGNED).update(
        state=Agreement.State.REPLACED
    )
    held.state, held.signed, held.signed_by = Agreement.State.SIGNED, on, signed_by.strip()[:300]
    held.save(update_fields=["state", "signed", "signed_by"])
    if held.intervention.state in (PREPARED, GRANTED):
        set_state(intervention=held.intervention, state=ONGOING, on=on, by=by)
    plan_dues(held)
    plan_dues(held)
    words = {"undertecknad": on.isoformat(), "av": held.signed_by, "belopp": kronor(held.amount)}
    if held.payment == PaymentForm.ACTUAL and (unsettled := unsettled_advances(held.pk)) > 0:
        words["förskott att avräkna"] = kronor(unsettled)
    note("agreement.sign", f"Överenskommelse {held} med {held.intervention} är undertecknad", held, by, {}, words)
    agreement.refresh_from_db()
    return agreement


def _signing_faults(held: Agreement, on: date, signed_by: str, by: User | str) -> list[str]:
    if held.state != Agreement.State.DRAFT:
        return ["Överenskommelsen är redan undertecknad. En ändring är en ny version."]
    errors = []
    if not signed_by.strip():
        errors.append("Skriv vilka som undertecknat.")
    if on < held.decision.date:
        errors.append(f"Överenskommelsen kan inte vara undertecknad före beslutet {held.decision.date.isoformat()}.")
    if not isinstance(by, str) and on > timezone.localdate():
        errors.append("Dagen har inte varit än.")
    return errors
