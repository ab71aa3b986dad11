"""One step of an application's lifecycle: checked, dated, written. The event is the caller's."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.applications import missing
from samsyn.interventions.domain.parties import too_few_kinds
from samsyn.interventions.models import Application, ApplicationStep
from samsyn.interventions.queries.applications import draft_of, everyone


def locked(application: Application) -> Application:
    """The application as it now is, held until the transaction ends."""
    return Application.objects.select_for_update(of=("self",)).select_related("association", "applicant").get(
        pk=application.pk
    )  # fmt: skip


def take_step(held: Application, name: str, on: date, by: User | str, note: str = "", also: Sequence[str] = ()) -> None:
    """One step of a locked application: checked, dated, written. Raises Refused with every reason, and `also`."""
    move = APPLICATION.move(name)
    require(by, Permission(move.permission), held.association)
    if errors := [*_step_faults(held, name, on, by, note), *also]:
        raise Refused(errors)
    held.state = move.to
    if name == "submit":
        held.received = on
        held.number = held.number or _number(held.association, on.year)
    elif name in ("ask", "prepare", "to_board"):
        held.first_response = held.first_response or on
    if APPLICATION.state(move.to).final:
        held.decided = on
    if name == "reject":
        held.reasons = note.strip()
    held.save()
    ApplicationStep.objects.create(
        association=held.association, application=held, move=name, date=on, note=note.strip(), by=actor_name(by)
    )


def _step_faults(held: Application, name: str, on: date, by: User | str, note: str) -> list[str]:
    move, state = APPLICATION.move(name), APPLICATION.state(held.state)
    if held.state not in move.start:
        return [f"Ansökan är {state.label.lower()}, så det går inte att {_verb(move.label)} nu."]
    errors = []
    if move.needs_reason and not note.strip():
        errors.append("Skriv skälet.")
    last = held.steps.order_by("-date", "-pk").values_list("date", flat=True).first()
    if last and on < last:
        errors.append(f"Dagen är före ansökans senaste steg, {last.isoformat()}.")
    if not isinstance(by, str) and on > timezone.localdate():
        errors.append("Dagen har inte varit än.")
    if name in ("submit", "complete"):
        errors += _submit_faults(held, taken_over=isinstance(by, str))
    return errors


def _verb(label: str) -> str:
    return label[:1].lower() + label[1:]


def _submit_faults(held: Application, *, taken_over: bool) -> list[str]:
    """What lacks. What is taken over from an older register may lack texts, but not parties."""
    if taken_over:
        few = "" if held.applicant is None else too_few_kinds(everyone(held))
        return [few] if few else []
    return [item.sentence for item in missing(draft_of(held))]


def _number(association: Association, year: int) -> str:
    """The next free number of the year: 'A 3/2025'."""
    Association.objects.select_for_update().get(pk=association.pk)
    ending = f"/{year}"
    taken = Application.objects.filter(association=association, number__startswith="A ", number__endswith=ending)
    numbers = [number[2:].removesuffix(ending) for number in taken.values_list("number", flat=True)]
    return f"A {max((int(n) for n in numbers if n.isdigit()), default=0) + 1}{ending}"
