"""What is owed: planned from agreements and decisions, done when it arrives, dropped with a reason.

A date that is set never moves. Where the ground for it changes the old one is dropped with the reason and another made.
The functions that plan and finish are called by the actions whose deed it is: they ask for no permission and record no
event of their own.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Party, User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.interventions.definitions.lifecycles import COUNTED, WAITING
from samsyn.interventions.domain import dues as rules
from samsyn.interventions.domain.dues import Owed
from samsyn.interventions.domain.words import RAISING, ClaimForm, DecisionKind, DueKind, PaymentForm, RunBy
from samsyn.interventions.models import Agreement, Claim, Confirmation, Decision, Due, Intervention
from samsyn.interventions.queries.claims import unsettled, unsettled_advances, unsettled_days
from samsyn.interventions.queries.lists import policy

REGULAR = (ClaimForm.REQUISITION, ClaimForm.INVOICE, ClaimForm.SETTLEMENT)
_OWNER, _REPORTER, _OFFICE, _HEAD = "insatsagare", "samordnare", "verksamhetsutvecklare", "forbundschef"
_BOOKS = "ekonom"
_WRITERS = {DueKind.REPORT: _REPORTER, DueKind.PARTICIPANTS: _REPORTER, DueKind.AGREEMENT: _HEAD}
_RHYTHM = (DueKind.CLAIM, DueKind.REPORT)


# --- planning -------------------------------------------------------------------------------------------------------


def plan_dues(agreement: Agreement, since: date | None = None) -> list[Due]:
    """Requisitions, follow-up and final report of a signed agreement; the agreement itself is done.

    A newer version drops what its older asked for and it does not, unless that date has passed; advances that are not
    settled are still to be, also where the newer version pays actual cost. What was due before
    `since` (the day the agreement was written in) is not asked for afterwards. Answers with the new ones.
    """
    intervention, on = agreement.intervention, agreement.signed or timezone.localdate()
    wanted = rules.schedule(
        agreement.valid_from, agreement.valid_to, claim_months=agreement.claim_months,
        report_months=agreement.report_months, last_claim_days=agreement.last_claim_days,
        advance=agreement.payment == PaymentForm.ADVANCE,
    )  # fmt: skip
    if agreement.payment == PaymentForm.ACTUAL and unsettled_advances(agreement.pk) > 0:
        first, last = unsettled_days(agreement)
        wanted = rules.with_settlement(wanted, first, last, on, last_claim_days=agreement.last_claim_days)
    if agreement.version > 1:
        _replace(agreement, wanted, on)
    _agreed(agreement, on)
    known = {(due.kind, due.period_to) for due in Due.objects.filter(intervention=intervention, dropped="")}
    first = since or _day(agreement.created)
    fresh = [owed for owed in wanted if owed.due >= first and (owed.kind.value, owed.period_to) not in known]
    made = _make(intervention, fresh)
    claims_changed(intervention)
    return [*made, *plan_final(intervention, agreement.valid_to, first)]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _replace(agreement: Agreement, wanted: Iterable[Owed], on: date) -> None:
    """Drops what is to come by the older version and not the newer; what both ask for is called as the newer says."""
    asked = {(owed.kind.value, owed.due, owed.period_to): owed for owed in wanted}
    held = [
        due
        for due in _open(agreement.intervention)
        if due.kind in _RHYTHM and due.due >= on and due.period_to and due.period_to >= agreement.valid_from
    ]
    gone = [due for due in held if (due.kind, due.due, due.period_to) not in asked]
    _drop(gone, f"Ersatt av överenskommelse {agreement}")
    for due in held:
        if owed := asked.get((due.kind, due.due, due.period_to)):
            _call(due, owed)


def _agreed(agreement: Agreement, on: date) -> None:
    latest = rules.agreement(agreement.decision.date, policy(agreement.association).agreement_days).due
    for due in _open(agreement.intervention):
        if due.kind == DueKind.AGREEMENT and due.due <= latest:
            mark_done(due, on)


def plan_final(intervention: Intervention, end: date | None = None, since: date | None = None) -> list[Due]:
    """The final report after the intervention's end (or `end` when it has none). An earlier one for another end is
    dropped. Nothing when it is handed in already, there is no end, or it was due before `since`."""
    last = intervention.end or end
    held = list(Due.objects.filter(intervention=intervention, kind=DueKind.FINAL_REPORT, dropped=""))
    if last is None or any(due.done for due in held):
        return []
    owed = rules.final_report(intervention.start, last, policy(intervention.association).final_report_days)
    _drop((due for due in held if due.due != owed.due), f"Insatsens slut är nu {rules.day(last)}")
    if any(due.due == owed.due for due in held) or (since and owed.due < since):
        return []
    return _make(intervention, [owed])


def follow_decision(decision: Decision, since: date | None = None) -> list[Due]:
    """What a decision makes owed: an agreement when it gives money, another final report when the end moves, and
    nothing more after an early stop. What was due before `since` (the day it was written in) is not asked for."""
    intervention, kind = decision.intervention, DecisionKind(decision.kind)
    if intervention is None:
        return []
    first, made = since or _day(decision.created), []
    if kind in RAISING and intervention.run_by == RunBy.PARTY:
        owed = rules.agreement(decision.date, policy(decision.association).agreement_days)
        made += _make(intervention, [owed] if owed.due >= first else [])
    if kind is DecisionKind.EARLY_STOP and decision.new_end:
        drop_dues(intervention, f"Insatsen avslutas i förtid {rules.day(decision.new_end)}", decision.new_end)
    if decision.new_end:
        made += plan_final(intervention, decision.new_end, first)
    return made


def plan_confirmation(confirmation: Confirmation) -> list[Due]:
    """The year-end answer that was asked for."""
    return _make(confirmation.intervention, [rules.confirmation(confirmation.year, confirmation.due)])


def debt_changed(answer: Confirmation, on: date) -> None:
    """What is left of a year-end answer as a debt is owed by the office to be settled or dissolved, while there is any.
    One that was due before the day it was told of is not asked for."""
    owed, left = rules.debt(answer.year), unsettled(answer) > 0
    held = Due.objects.filter(intervention=answer.intervention_id, kind=DueKind.DEBT, period_to=owed.period_to).first()
    if held is None:
        _make(answer.intervention, [owed] if left and owed.due >= on else [])
    elif left == (held.done is not None):
        held.done = None if left else on
        held.save(update_fields=["done"])


def plan_counts(interventions: Iterable[Intervention], start: date, end: date, due: date) -> list[Due]:
    """The counts of a reporting period, of each that has not been asked for them. Answers with the new ones."""
    own = list(interventions)
    asked = set(_counts(own, end).values_list("intervention_id", flat=True))
    owed = rules.counts(start, end, due)
    return Due.objects.bulk_create(_new(one, owed) for one in own if one.pk not in asked)


def _counts(of: Iterable[Intervention], period_to: date) -> QuerySet[Due]:
    return Due.objects.filter(intervention__in=list(of), kind=DueKind.PARTICIPANTS, period_to=period_to)


def _make(intervention: Intervention, wanted: Iterable[Owed]) -> list[Due]:
    """The same thing asked for twice is one due; one that was dropped and is asked for again stands anew."""
    held = {(due.kind, due.due, due.period_to): due for due in Due.objects.filter(intervention=intervention)}
    made = []
    for owed in wanted:
        known = held.get((owed.kind.value, owed.due, owed.period_to))
        if known is None:
            made.append(_new(intervention, owed))
        elif known.dropped:
            known.dropped = ""
            _call(known, owed)
    return Due.objects.bulk_create(made)


def _call(due: Due, owed: Owed) -> None:
    """The same day, under the words and the period it has now."""
    due.title, due.period_from = owed.title, owed.period_from
    due.save(update_fields=["title", "period_from", "dropped"])


def _new(intervention: Intervention, owed: Owed) -> Due:
    role, party = _whose(intervention, owed.kind)
    return Due(
        association=intervention.association, intervention=intervention, kind=owed.kind, title=owed.title,
        due=owed.due, period_from=owed.period_from, period_to=owed.period_to, role=role, party=party,
    )  # fmt: skip


def _whose(intervention: Intervention, kind: DueKind) -> tuple[str, Party | None]:
    """The role and the party that owes it: the office for agreements and for what it runs itself."""
    if kind in (DueKind.AGREEMENT, DueKind.DEBT):
        return _HEAD if kind is DueKind.AGREEMENT else _BOOKS, None
    if intervention.run_by != RunBy.PARTY or intervention.owner is None:
        return _OFFICE, None
    return _WRITERS.get(kind, _OWNER), intervention.owner


def _open(intervention: Intervention) -> list[Due]:
    return list(Due.objects.filter(intervention=intervention, done__isnull=True, dropped=""))


# --- done -----------------------------------------------------------------------------------------------------------


def done_for(
    intervention: Intervention, kind: DueKind, period_to: date | None, on: date, period_from: date | None = None
) -> list[Due]:  # fmt: skip
    """Something arrived on a day: what it reaches is done. Called by the action that received it.

    Requisitions are counted from the documents themselves. Without `period_to` every open one of the kind is done;
    without `period_from` the one that ends on `period_to`.
    """
    if kind is DueKind.CLAIM:
        return claims_changed(intervention)
    found = []
    for due in _open(intervention):
        start = period_from or period_to
        hit = period_to is None or due.period_to is None or rules.covers(start, period_to, due.period_to)
        if due.kind == kind and hit:
            found.append(mark_done(due, on))
    return found


def claims_changed(intervention: Intervention) -> list[Due]:
    """Which requisitions are done, from the documents as they stand: one sent back is owed again, by the same date.

    Answers with the dues that changed.
    """
    dues = list(Due.objects.filter(intervention=intervention, kind=DueKind.CLAIM, dropped=""))
    if not dues:
        return []
    claims = Claim.objects.filter(
        intervention=intervention, state__in=[*WAITING, *COUNTED], form__in=REGULAR, received__isnull=False
    ).values_list("received", "period_from", "period_to")
    changed = []
    for due in dues:
        reaching = [
            received
            for received, start, end in claims
            if received and due.period_to and rules.covers(start, end, due.period_to)
        ]
        done = min(reaching, default=None)
        if done != due.done:
            due.done = done
            due.save(update_fields=["done"])
            changed.append(due)
    return changed


def owe_counts_again(intervention: Intervention, period_to: date) -> list[Due]:
    """The counts of a period must be put right: they are owed again, by the same date."""
    found = list(_counts([intervention], period_to).filter(done__isnull=False, dropped=""))
    for due in found:
        due.done = None
        due.save(update_fields=["done"])
    return found


def mark_done(due: Due, on: date) -> Due:
    """Done on a day."""
    due.done = on
    due.save(update_fields=["done"])
    return due


# --- dropped --------------------------------------------------------------------------------------------------------


def drop_dues(intervention: Intervention, reason: str, on: date) -> list[Due]:
    """An early stop: an unsigned agreement and what would begin after the day are no longer owed. What belongs to the
    time before still is, by the same dates."""
    held = _open(intervention)
    parts = (*_RHYTHM, DueKind.PARTICIPANTS)
    later = [due for due in held if due.kind in parts and due.period_from and due.period_from > on]
    return _drop([*later, *(due for due in held if due.kind == DueKind.AGREEMENT)], reason)


def drop_counts(intervention: Intervention, period_to: date, reason: str) -> list[Due]:
    """The counts of a period are not asked for, with the reason."""
    return _drop(_counts([intervention], period_to).filter(done__isnull=True), reason)


def _drop(dues: Iterable[Due], reason: str) -> list[Due]:
    found = list(dues)
    for due in found:
        due.dropped = reason[:200]
        due.save(update_fields=["dropped"])
    return found


@transaction.atomic
def drop_due(*, due: Due, reason: str, by: User | str) -> Due:
    """The office takes one away, with its reason. Raises PermissionDenied, Refused."""
    require(by, Permission.MANAGE_INTERVENTIONS, due.association)
    errors = [] if due.open else ["Den är redan klar eller borttagen."]
    if not reason.strip():
        errors.append("Skriv varför den utgår.")
    if errors:
        raise Refused(errors)
    _drop([due], reason.strip())
    tell("reminder.dropped", f"Tog bort {due.named} ur Att göra: {reason.strip()}", due, by)
    return due
