"""Year-end: asking the owners what they have worked up but not requisitioned, and their answers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record
from samsyn.core.refused import Refused
from samsyn.interventions.actions.claim_steps import locked_intervention
from samsyn.interventions.actions.duties import debt_changed, done_for, plan_confirmation
from samsyn.interventions.actions.words import note as tell
from samsyn.interventions.actions.words import require_on
from samsyn.interventions.definitions.lifecycles import WAITING
from samsyn.interventions.domain.approval import SETTLING, cap
from samsyn.interventions.domain.claims import day, kr
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Confirmation, Policy
from samsyn.interventions.queries.claims import closed_on, unsettled
from samsyn.interventions.queries.confirmations import asked_about
from samsyn.interventions.queries.exports import has_gone
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
    held = _locked(confirmation)
    if errors := _errors(held, amount, on):
        raise Refused(errors)
    before = {"upparbetat": kr(held.amount)} if held.amount is not None else {}
    held.amount, held.answered, held.note = amount, on, note.strip()[:300]
    held.answered_by = actor_name(by)
    held.save()
    done_for(held.intervention, DueKind.CONFIRMATION, date(held.year, 12, 31), on)
    debt_changed(held, on)
    tell("confirmation.answer", f"Årsbesked {held.year} för {held.intervention.name}: upparbetat, ej rekvirerat "
         f"{kr(amount)}", held, by, before, {"upparbetat": kr(amount)})  # fmt: skip
    confirmation.refresh_from_db()
    return confirmation


def _locked(confirmation: Confirmation) -> Confirmation:
    """The answer as it is now, held until the transaction ends; its intervention first, always in that order."""
    of = locked_intervention(confirmation.intervention_id)
    held = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    held.intervention, held.association = of, of.association
    return held


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
    if held.dissolved:
        errors.append("Skulden är upplöst, så svaret går inte att ändra. Ångra upplösningen först.")
    others = [
        entry for entry in entries(held.association, [held.intervention_id]) if not _own(entry.view, entry.pk, held)
    ]
    highest = max(cap(others, [end]), 0)
    if amount > highest:
        errors.append(f"Högst {kr(highest)} återstår av det som beviljats. Skriv inte mer än så.")
    return errors


def _own(view: str, pk: int, held: Confirmation) -> bool:
    return view == "interventions:confirmation" and pk == held.pk


# --- what nothing settles -------------------------------------------------------------------------------------------


@transaction.atomic
def dissolve_debt(*, confirmation: Confirmation, on: date, reason: str, by: User | str) -> Confirmation:
    """Closes what is left of an answer that no document will settle: from a day of a later, open year it is no debt,
    and that year's cost of the intervention is as much lower (LKBR 4 kap.). Raises PermissionDenied, and Refused with
    every reason."""
    require(by, Permission.PAY_CLAIMS, confirmation.association)
    held = _locked(confirmation)
    left, why = unsettled(held), reason.strip()[:300]
    if errors := _dissolving_errors(held, left, on, why):
        raise Refused(errors)
    held.dissolved, held.dissolved_amount, held.dissolved_why = on, left, why
    held.dissolved_by = actor_name(by)
    held.save()
    debt_changed(held, on)
    tell("confirmation.dissolve", f"Löste upp {kr(left)} av skulden från årsbesked {held.year} för "
         f"{held.intervention.name}: {why}", held, by, {"skuld": kr(left)},
         {"skuld": kr(0), "upplöst den": on.isoformat()})  # fmt: skip
    confirmation.refresh_from_db()
    return confirmation


def _dissolving_errors(held: Confirmation, left: int, on: date, why: str) -> list[str]:
    today = timezone.localdate()
    if left <= 0:
        return ["Inget är kvar som skuld av svaret, så det finns inget att lösa upp."]
    errors = [] if why else ["Skriv varför skulden löses upp."]
    if on.year <= held.year:
        errors.append(
            f"Skulden löses upp ett senare år än {held.year}. Svaret går att ändra medan {held.year} är öppet."
        )
    elif held.answered and on < held.answered:
        errors.append(f"Svaret lämnades {day(held.answered)}. Skriv den dagen eller en senare.")
    if on > today:
        errors.append(f"{day(on)} har inte varit än.")
    if closed_on(held.association, on.year, today):
        errors.append(f"Bokföringen för {on.year} är stängd. Skriv en dag i ett öppet år.")
    waiting = held.intervention.claims.filter(state__in=WAITING, form__in=SETTLING, period_to__year=held.year)
    errors += [
        f"{one.form.capitalize()} {one.number} för {held.year} väntar på attest och avräknar svaret. Attestera eller "
        "återsänd den först."
        for one in waiting
    ]
    return errors


@transaction.atomic
def restore_debt(*, confirmation: Confirmation, by: User | str) -> Confirmation:
    """Takes back that a debt was dissolved, while the year it was done in is open: it is a debt again. Raises
    PermissionDenied, and Refused with every reason."""
    require(by, Permission.PAY_CLAIMS, confirmation.association)
    held = _locked(confirmation)
    if held.dissolved is None or held.dissolved_amount is None:
        raise Refused("Skulden är inte upplöst.")
    on, back, why = held.dissolved, held.dissolved_amount, held.dissolved_why
    Policy.objects.select_for_update().get(pk=policy(held.association).pk)  # no voucher file is written meanwhile
    if errors := _restoring_errors(held, on, back):
        raise Refused(errors)
    held.dissolved, held.dissolved_amount, held.dissolved_why, held.dissolved_by = None, None, "", ""
    held.save()
    debt_changed(held, on)
    tell("confirmation.restore", f"Ångrade att {kr(back)} av skulden från årsbesked {held.year} för "
         f"{held.intervention.name} löstes upp", held, by, {"upplöst den": on.isoformat(), "skäl": why},
         {"skuld": kr(back)})  # fmt: skip
    confirmation.refresh_from_db()
    return confirmation


def _restoring_errors(held: Confirmation, on: date, back: int) -> list[str]:
    errors = []
    if closed_on(held.association, on.year, timezone.localdate()):
        errors.append(f"Bokföringen för {on.year} är stängd, så upplösningen går inte att ångra.")
    if has_gone(held.association, f"dissolved:{held.pk}"):
        errors.append("Upplösningen är lämnad till bokföringen. Ångra underlaget först.")
    left = cap(entries(held.association, [held.intervention_id]), [on])
    if back > left:
        errors.append(
            f"Av det som beviljats återstår bara {kr(max(left, 0))}: det som blev ledigt när skulden löstes upp är "
            "använt."
        )
    return errors
