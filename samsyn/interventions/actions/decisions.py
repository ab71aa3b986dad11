"""Decisions on applications and on interventions' money. Never edited or deleted: a change is a decision of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsyn.associations.access import require
from samsyn.associations.actions.versions import grow
from samsyn.associations.actions.words import kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.governance.models import DelegatedDecision, Paragraph
from samsyn.interventions.actions.application_steps import locked, take_step
from samsyn.interventions.actions.deciding import place_faults, write
from samsyn.interventions.actions.duties import follow_decision
from samsyn.interventions.actions.interventions import create_intervention, set_state
from samsyn.interventions.domain.decisions import CHANGES, Standing, problems, taken_back
from samsyn.interventions.domain.interventions import ENDED_EARLY, GRANTED, ONGOING, OVER, PREPARED
from samsyn.interventions.domain.words import DecisionKind, RunBy, UnusedRule
from samsyn.interventions.models import Application, Decision, Intervention, NoteGroup
from samsyn.interventions.queries.applications import everyone
from samsyn.interventions.queries.decisions import is_granted, rule_of, standing

_P = Permission.RECORD_DECISIONS
Amounts = Mapping[int, int]
"""Öre by budget year, signed: what takes away is negative."""


@transaction.atomic
def grant(
    *,
    application: Application,
    amounts: Amounts,
    on: date,
    by: User | str,
    paragraph: Paragraph | None = None,
    delegated: DelegatedDecision | None = None,
    unused: UnusedRule = UnusedRule.DECISION,
    conditions: str = "",
    text: str = "",
    key: str = "",
    name: str = "",
    note_group: str = "",
) -> Decision:
    """Grant an application. Makes the intervention when it is a new one; an older one gets more money or more time.

    Raises Refused with every reason.
    """
    held = locked(application)
    require(by, _P, held.association)
    amounts = {year: amount for year, amount in amounts.items() if amount}
    kind, new_end = _kind_of_grant(held)
    errors = place_faults(held.association, on, paragraph, delegated, by)
    errors += problems(kind, amounts, _standing(held.intervention, on), new_end=new_end, reason=held.title)
    take_step(held, "grant", on, by, also=errors)
    intervention = held.intervention or _new_intervention(held, amounts, on, by, key, name, note_group)
    if held.intervention is None:
        held.intervention = intervention
        held.save(update_fields=["intervention"])
    summary = f"Beviljade {intervention} {kronor(sum(amounts.values()))}"
    made = Decision(
        association=held.association, intervention=intervention, application=held, kind=kind, date=on,
        paragraph=paragraph, delegated=delegated, unused=unused, conditions=conditions.strip(), new_end=new_end,
        text=text.strip() or _granting(intervention, amounts), reason="" if kind is DecisionKind.GRANT else held.title,
    )  # fmt: skip
    write(made, amounts, by, summary, "grant")
    _carry_out(made, by)
    return made


def _kind_of_grant(held: Application) -> tuple[DecisionKind, date | None]:
    """A first grant, more money, or a longer time with its new last day."""
    of = held.intervention
    if of is None or not is_granted(of):
        return DecisionKind.GRANT, None
    if held.end and of.end and held.end > of.end:
        return DecisionKind.EXTENSION, held.end
    return DecisionKind.MORE, None


def _standing(intervention: Intervention | None, on: date) -> Standing:
    return standing(intervention, on) if intervention else Standing()


def _granting(intervention: Intervention, amounts: Amounts) -> str:
    years = sorted(amounts)
    span = f"{years[0]}\u2013{years[-1]}" if len(years) > 1 else f"{years[0]}" if years else ""
    return f"{intervention} beviljas {kronor(sum(amounts.values()))}{f' för {span}' if span else ''}."


def _new_intervention(
    held: Application, amounts: Amounts, on: date, by: User | str, key: str, name: str, note_group: str
) -> Intervention:
    association, others = held.association, everyone(held)
    group = NoteGroup.objects.filter(association=association, key=note_group).first() if note_group else None
    if note_group and group is None:
        raise Refused("Den raden i noten finns inte.")
    called = name.strip() or held.title
    last = max(amounts, default=on.year)
    fields: dict[str, Any] = {
        "target_group": held.target_group, "purpose": held.need, "goals": held.goals,
        "orientation": held.orientation, "note_group": group,
    }  # fmt: skip
    return create_intervention(
        association=association,
        key=key or free_key(association, called),
        name=called,
        direction=held.direction,
        run_by=RunBy.PARTY if held.applicant else RunBy.OWN,
        start=held.start or date(min(amounts, default=on.year), 1, 1),
        end=held.end or date(last, 12, 31),
        owner=held.applicant,
        co_parties=[party for party in others if party != held.applicant],
        areas=[party for party in others if party.kind == "kommun"],
        by=by,
        unfinanced={row.party: row.unfinanced for row in held.parties.all() if row.unfinanced},
        **fields,
    )


def free_key(association: Association, name: str) -> str:
    """A key from a name that no intervention of the association has."""
    stem = slugify(name, allow_unicode=True)[:34].strip("-") or "insats"
    taken = set(Intervention.objects.filter(association=association).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)


@transaction.atomic
def reject(
    *,
    application: Application,
    reasons: str,
    on: date,
    by: User | str,
    paragraph: Paragraph | None = None,
    delegated: DelegatedDecision | None = None,
) -> Decision:
    """Reject an application with written reasons. Raises Refused."""
    held = locked(application)
    require(by, _P, held.association)
    errors = place_faults(held.association, on, paragraph, delegated, by, grants=False)
    take_step(held, "reject", on, by, reasons, also=errors)
    made = Decision(
        association=held.association, intervention=held.intervention, application=held, date=on,
        kind=DecisionKind.REJECTION, paragraph=paragraph, delegated=delegated, reason=reasons.strip(),
        text=f"Ansökan {held.title} avslås.",
    )  # fmt: skip
    return write(made, {}, by, f"Avslog ansökan {held.title}", "reject")


# --- changes --------------------------------------------------------------------------------------------------------


@transaction.atomic
def decide(
    *,
    intervention: Intervention,
    kind: DecisionKind,
    amounts: Amounts,
    on: date,
    by: User | str,
    reason: str,
    paragraph: Paragraph | None = None,
    delegated: DelegatedDecision | None = None,
    text: str = "",
    new_end: date | None = None,
    unused: UnusedRule | None = None,
) -> Decision:
    """A change: more money, a move between years (sums to zero), an extension, a reduction, an early stop, a return.

    An early stop without amounts takes back all that remains (`stop_amounts` keeps some). `unused` None keeps the
    intervention's rule. Raises Refused with every reason: nothing below what is used can be taken.
    """
    require(by, _P, intervention.association)
    kind = DecisionKind(kind)
    if kind not in {*CHANGES, DecisionKind.RETURN}:
        raise ValueError(f"{kind} is not a change")
    held = Intervention.objects.select_for_update(of=("self",)).get(pk=intervention.pk)
    now = standing(held, on)
    if kind is DecisionKind.EARLY_STOP and not amounts and new_end:
        amounts = stop_amounts(held, now, new_end)
    amounts = {year: amount for year, amount in amounts.items() if amount}
    errors = place_faults(held.association, on, paragraph, delegated, by)
    errors += problems(kind, amounts, now, new_end=new_end, reason=reason)
    if errors:
        raise Refused(errors)
    made = Decision(
        association=held.association, intervention=held, kind=kind, date=on, reason=reason.strip(), text=text.strip(),
        paragraph=paragraph, delegated=delegated, new_end=new_end, unused=unused or rule_of(held),
    )  # fmt: skip
    write(made, amounts, by, _summary(kind, held, amounts, new_end), "change")
    _carry_out(made, by)
    intervention.refresh_from_db()
    return made


def stop_amounts(intervention: Intervention, now: Standing, last: date, kept: int = 0) -> dict[int, int]:
    """What an early stop takes back: all that remains but `kept` (öre, for costs not yet asked for).

    In own running, whose costs are the ledger's, only the years after the last day. Nothing to take is 0 for a year.
    """
    nothing = {last.year: 0}
    if intervention.run_by == RunBy.OWN:
        return {line.year: -line.left for line in now.lines if line.year > last.year and line.left > 0} or nothing
    return taken_back(now.lines, max(now.room - kept, 0), last.year) or nothing


def _summary(kind: DecisionKind, of: Intervention, amounts: Amounts, new_end: date | None) -> str:
    until = f" till {new_end.isoformat()}" if new_end else ""
    total = sum(amounts.values())
    match kind:
        case DecisionKind.MORE:
            return f"Beviljade {of} {kronor(total)} till"
        case DecisionKind.EXTENSION:
            return f"Förlängde {of}{until}" + (f" med {kronor(total)}" if total else "")
        case DecisionKind.MOVE:
            moved = sum(amount for amount in amounts.values() if amount > 0)
            return f"Flyttade {kronor(moved)} mellan år i {of}"
        case DecisionKind.EARLY_STOP:
            return f"Avslutade {of} i förtid{until}, {kronor(-total)} återgår"
        case _:
            return f"Minskade {of} med {kronor(-total)}"


def _carry_out(made: Decision, by: User | str) -> None:
    """What a decision changes in the intervention itself: its last day, its state, and what is owed."""
    of = made.intervention
    assert of is not None
    if made.new_end:
        of.end = made.new_end
        of.save(update_fields=["end"])
        grow(of, by)
    state, reason = "", made.reason
    if made.kind == DecisionKind.EARLY_STOP:
        state = ENDED_EARLY if made.new_end and made.new_end <= made.date and of.state not in OVER else ""
    elif made.kind == DecisionKind.EXTENSION and of.state in OVER:
        state = ONGOING
    elif of.state == PREPARED:
        state = GRANTED if of.run_by == RunBy.PARTY else ONGOING
    if state:
        set_state(intervention=of, state=state, on=made.new_end or made.date, by=by, reason=reason)
    follow_decision(made)


@transaction.atomic
def take_over(
    *, intervention: Intervention, kind: DecisionKind, amounts: Amounts, on: date, text: str, by: User | str,
    unused: UnusedRule = UnusedRule.DECISION,
) -> Decision:  # fmt: skip
    """What stands from before the association used Samsyn: OPENING (granted and left) or HISTORY (used or returned).

    Raises Refused.
    """
    require(by, _P, intervention.association)
    kind = DecisionKind(kind)
    if kind not in (DecisionKind.OPENING, DecisionKind.HISTORY):
        raise ValueError(f"{kind} is not taken over")
    if errors := problems(kind, amounts, Standing()):
        raise Refused(errors)
    made = Decision(
        association=intervention.association, intervention=intervention, kind=kind, date=on, text=text.strip(),
        unused=unused,
    )  # fmt: skip
    return write(made, amounts, by, f"Tog över {kronor(sum(amounts.values()))} för {intervention}", "take_over")
