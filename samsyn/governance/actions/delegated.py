"""Decisions on delegation: numbered within the year, reported to a meeting of the board."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, difference, listed
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.rows import checked, opened
from samsyn.governance.domain.numbering import following, number_problems
from samsyn.governance.models import Body, DelegatedDecision, Meeting

_P = Permission.RECORD_DECISIONS
_FIELDS = ("date", "delegate", "rule", "text")


@transaction.atomic
def record_delegated(
    *, association: Association, on: date, delegate: str, text: str, by: User | str, rule: str = "",
    number: int | None = None,
) -> DelegatedDecision:  # fmt: skip
    """A decision someone took for the board on a day. The next number of that year unless one is given."""
    require(by, _P, association)
    Association.objects.select_for_update().get(pk=association.pk)
    same = DelegatedDecision.objects.filter(association=association, year=on.year)
    taken = set(same.values_list("number", flat=True))
    errors = number_problems(number, taken, "D") if number is not None else []
    decision = DelegatedDecision(
        association=association, year=on.year, number=number or following(taken)[0], date=on,
        delegate=delegate.strip(), rule=rule.strip(), text=text.strip(),
    )  # fmt: skip
    _check(decision, errors)
    decision.save()
    tell("meeting.delegated", f"Delegationsbeslut {decision}: {decision.text[:300]}", decision, by,
         after=listed(described(decision, _FIELDS)))  # fmt: skip
    return decision


def _check(decision: DelegatedDecision, errors: Iterable[str] = ()) -> None:
    found = list(errors)
    if not decision.delegate:
        found.append("Skriv vem som fattat beslutet.")
    if not decision.text:
        found.append("Skriv vad som beslutades.")
    if found:
        raise Refused(found)
    checked(decision)


@transaction.atomic
def change_delegated(
    *, decision: DelegatedDecision, on: date, delegate: str, text: str, by: User | str, rule: str = ""
) -> DelegatedDecision:
    """Correct a decision that no justerat meeting has been told of."""
    require(by, _P, decision.association)
    _open(decision)
    before = described(decision, _FIELDS)
    decision.date, decision.delegate, decision.text, decision.rule = on, delegate.strip(), text.strip(), rule.strip()
    errors = (
        [] if on.year == decision.year else [f"Beslutet har nummer {decision}. Datumet ska ligga i {decision.year}."]
    )
    if decision.reported_in and on > decision.reported_in.date:
        errors.append(
            f"Beslutet är anmält till mötet den {decision.reported_in.date:%Y-%m-%d} och kan inte vara yngre."
        )
    _check(decision, errors)
    decision.save()
    was, now = difference(before, described(decision, _FIELDS))
    if was or now:
        tell("meeting.delegated", f"Ändrade delegationsbeslut {decision}", decision, by, was, now)
    return decision


def _open(decision: DelegatedDecision) -> None:
    decision.refresh_from_db()
    if decision.reported_in:
        opened(decision.reported_in)


@transaction.atomic
def report_delegated(*, meeting: Meeting, decisions: Iterable[DelegatedDecision], by: User | str) -> None:
    """The board is told of decisions at a meeting. Raises Refused with every reason."""
    require(by, Permission.MANAGE_MEETINGS, meeting.association)
    opened(meeting)
    found = list(DelegatedDecision.objects.filter(
        association=meeting.association, pk__in=[decision.pk for decision in decisions]
    ).select_related("reported_in"))  # fmt: skip
    errors = []
    if meeting.body.kind != Body.Kind.BOARD:
        errors.append(f"Delegationsbeslut anmäls till styrelsen, inte till {meeting.body.name}.")
    for decision in found:
        if decision.reported_in and decision.reported_in_id != meeting.pk:
            errors.append(f"{decision} är redan anmält till mötet den {decision.reported_in.date:%Y-%m-%d}.")
        if decision.date > meeting.date:
            errors.append(f"{decision} är fattat efter mötet.")
    if errors:
        raise Refused(errors)
    new = [decision for decision in found if decision.reported_in_id is None]
    DelegatedDecision.objects.filter(pk__in=[decision.pk for decision in new]).update(reported_in=meeting)
    if new:
        names = ", ".join(map(str, sorted(new, key=lambda one: (one.year, one.number))))
        tell("meeting.delegated", f"Anmälde delegationsbeslut till {meeting}: {names}", meeting, by, after=names)


@transaction.atomic
def unreport_delegated(*, meeting: Meeting, decisions: Iterable[DelegatedDecision], by: User | str) -> None:
    """Decisions written to a meeting by mistake wait for the next one again."""
    require(by, Permission.MANAGE_MEETINGS, meeting.association)
    opened(meeting)
    found = list(meeting.delegated.filter(pk__in=[decision.pk for decision in decisions]))
    DelegatedDecision.objects.filter(pk__in=[decision.pk for decision in found]).update(reported_in=None)
    if found:
        names = ", ".join(map(str, found))
        tell("meeting.delegated", f"Tog tillbaka anmälan av delegationsbeslut till {meeting}: {names}", meeting, by,
             before=names)  # fmt: skip
