"""Year-end: asking the owners what they have worked up but not requisitioned, and their answers."""

from datetime import date

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import record
from samsyn.core.refused import Refused
from samsyn.interventions.actions.claim_steps import locked_intervention
from samsyn.interventions.actions.duties import done_for, plan_confirmation
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.actions.words import require_on
from samsyn.interventions.domain.approval import cap
from samsyn.interventions.domain.claims import day, kr
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Confirmation
from samsyn.interventions.queries.claims import closed_on
from samsyn.interventions.queries.confirmations import asked_about
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import policy


@transaction.atomic
def ask_confirmations(*, association: Association, year: int, on: date, by: User | str) -> list[Confirmation]:
    """Asks every owner of an intervention under way that year, once. Returns the questions that are new.

    Raises Refused for a year that has not begun."""
    require(by, Permission.PAY_CLAIMS, association)
    if year > on.year:
        raise Refused(f"{year} har inte börjat. Fråga om ett år som pågår eller är slut.")
    rules = policy(association)
    due = date(year + 1, rules.confirmation_month, rules.confirmation_day)
    held = set(Confirmation.objects.filter(association=association, year=year).values_list("intervention", flat=True))
    found = [one for one in asked_about(association, year) if one.pk not in held]
    made = Confirmation.objects.bulk_create(
        Confirmation(association=association, intervention=one, year=year, asked=on, due=max(due, on)) for one in found
    )
    for row in made:
        plan_confirmation(row)
    if made:
        record("confirmation.ask", f"Frågade {len(made)} insatser vad som är upparbetat men inte rekvirerat {year}",
               by=by, association_id=association.pk, subject=f"associations.Association:{association.pk}",
               after="\n".join(one.name for one in found))  # fmt: skip
    return list(made)


@transaction.atomic
def answer_confirmation(
    *, confirmation: Confirmation, amount: int, on: date, by: User | str, note: str = ""
) -> Confirmation:
    """What is worked up but not requisitioned at the year's end, in öre; 0 for nothing. It becomes the year's cost and
    a short-term debt; what remains besides stays inom linjen. Raises Refused with every reason."""
    require_on(by, (Permission.REGISTER_CLAIMS,), confirmation.intervention)
    of = locked_intervention(confirmation.intervention_id)
    held = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    held.intervention, held.association = of, of.association
    if errors := _errors(held, amount, on):
        raise Refused(errors)
    before = {"upparbetat": kr(held.amount)} if held.amount is not None else {}
    held.amount, held.answered, held.note = amount, on, note.strip()[:300]
    held.answered_by = by if isinstance(by, str) else by.name
    held.save()
    done_for(held.intervention, DueKind.CONFIRMATION, date(held.year, 12, 31), on)
    tell("confirmation.answer", f"Årsbesked {held.year} för {held.intervention.name}: upparbetat, ej rekvirerat "
         f"{kr(amount)}", held, by, before, {"upparbetat": kr(amount)})  # fmt: skip
    confirmation.refresh_from_db()
    return confirmation


def _errors(held: Confirmation, amount: int, on: date) -> list[str]:
    errors = []
    end = date(held.year, 12, 31)
    if amount < 0:
        errors.append("Beloppet kan inte vara mindre än noll. Skriv 0 om inget är upparbetat.")
    if on < held.asked:
        errors.append(f"Frågan ställdes {day(held.asked)}.")
    if closed_on(held.association, held.year, on):
        errors.append(
            f"Bokföringen för {held.year} är stängd. Lämna in en rekvisition i stället, så blir den kostnad i år."
        )
    if held.claims.exists():
        errors.append("Ett dokument har redan avräknats mot svaret, så det går inte att ändra.")
    others = [
        entry for entry in entries(held.association, [held.intervention_id]) if not _own(entry.view, entry.pk, held)
    ]
    highest = max(cap(others, [end]), 0)
    if amount > highest:
        errors.append(f"Högst {kr(highest)} återstår av det som beviljats. Skriv inte mer än så.")
    return errors


def _own(view: str, pk: int, held: Confirmation) -> bool:
    return view == "interventions:confirmation" and pk == held.pk
