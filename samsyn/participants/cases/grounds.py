"""What a party records before case rows may exist, how it stops, and the deletion of what has been kept its time."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone

from samsyn.associations.actions.words import difference
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import store
from samsyn.participants.cases.access import ground_of, require_controller
from samsyn.participants.models import CaseGround

BASES = ("rättslig förpliktelse", "uppgift av allmänt intresse", "myndighetsutövning")
"""The legal bases that can carry case rows (dataskyddsförordningen art. 6.1 c and e). Consent is none of them."""
CONSENT = (
    "Samtycke bär inte ärenderader: den enskilde står i beroende till myndigheten. Ange den rättsliga grunden. "
    "Att den enskilde häver sekretess mellan myndigheter är en annan sak och förs in för sig."
)
LEAST, MOST = 1, 120  # months
_WORDS = {
    "basis": "rättslig grund", "statute": "författning", "processor_agreement": "personuppgiftsbiträdesavtal",
    "impact_assessment": "konsekvensbedömning", "diary_number": "diarienummer",
    "information": "information till den enskilde",
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """What is recorded. `secrecy_waiver` is how secrecy between authorities is waived, apart from the legal basis."""

    basis: str
    statute: str
    processor_agreement: str
    impact_assessment: str
    date: date
    diary_number: str
    information: str
    keep_months: int
    secrecy_waiver: str = ""


@transaction.atomic
def record_ground(*, intervention: Intervention, ground: Ground, by: User) -> CaseGround:
    """Switches case rows on for an intervention, or changes what they rest on.

    Raises PermissionDenied for anyone but the owner party's insatsägare, and Refused with every reason.
    """
    require_controller(by, intervention)
    if errors := _errors(ground):
        raise Refused(errors)
    held = CaseGround.objects.select_for_update().filter(intervention=intervention).first()
    before, months = _told(held), held.keep_months if held and not held.stopped else None
    if held and held.party_id != intervention.owner_id:
        _forget_earlier_party(intervention, by)
    held = held or CaseGround(association=intervention.association, intervention=intervention)
    for field in fields(ground):
        setattr(held, field.name, getattr(ground, field.name))
    if months is None:
        held.started, held.started_by = timezone.now(), actor_name(by)
    held.party, held.stopped = intervention.owner, None  # type: ignore[assignment]  # an own intervention has an owner
    held.save()
    was, now = difference(before, _told(held))
    record("case.ground", f"Förde in vad ärenderader vilar på: {intervention.name}", by=by, before=was, after=now,
           association_id=intervention.association_id, subject=store.subject(intervention))  # fmt: skip
    if months not in (None, ground.keep_months):
        store.redate(intervention, ground.keep_months)
    return held


def _forget_earlier_party(intervention: Intervention, by: User) -> None:
    """Rows of a party that no longer owns the intervention are not the new owner's to read."""
    if count := store.delete_all(intervention):
        store.note("case.stopped", f"Insatsen har bytt ägare, {count} ärenderader raderade", intervention, by)


def _errors(ground: Ground) -> list[str]:
    errors = [f"Fyll i {words}." for name, words in _WORDS.items() if not str(getattr(ground, name)).strip()]
    if (ground.basis and ground.basis not in BASES) or "samtyck" in ground.statute.casefold():
        errors.append(CONSENT)
    if ground.date > timezone.localdate():
        errors.append("Beslutets dag har inte varit än.")
    if not LEAST <= ground.keep_months <= MOST:
        errors.append(f"En rad sparas {LEAST}–{MOST} månader efter avslutet.")
    return errors


def _told(held: CaseGround | None) -> dict[str, str]:
    """The ground in words for the log; nothing of it is about a person."""
    if held is None or held.stopped:
        return {}
    return {**{words: str(getattr(held, name)) for name, words in _WORDS.items()},
            "häver sekretess": held.secrecy_waiver, "sparas": f"{held.keep_months} månader"}  # fmt: skip


@transaction.atomic
def stop_cases(*, intervention: Intervention, by: User) -> int:
    """Ends case rows in an intervention: every row is deleted, handed-in counts stay. How many rows.

    Raises PermissionDenied for anyone but the owner party's insatsägare, and Refused when they are not on.
    """
    require_controller(by, intervention)
    ground = ground_of(intervention)
    if ground is None:
        raise Refused("Insatsen har inga ärenderader att avsluta.")
    ground.stopped = timezone.now()
    ground.save(update_fields=["stopped"])
    count = store.delete_all(intervention)
    said = f"Avslutade ärenderader, {count} raderade och antalen i rapporterna kvar"
    store.note("case.stopped", said, intervention, by)
    return count


def delete_due(association: Association, today: date) -> list[tuple[Intervention, int]]:
    """Deletes the rows whose time is out; what was handed in as counts stays. Interventions with how many rows.

    Needs no key and no person: it is the machine's duty, whoever owns the intervention now.
    """
    found = []
    for ground in CaseGround.objects.filter(association=association).select_related("intervention"):
        with transaction.atomic():
            if count := store.delete_due(ground.intervention, today):
                said = f"Gallrade {count} {'ärenderad' if count == 1 else 'ärenderader'} vars tid gått ut"
                store.note("case.retention", said, ground.intervention, "Samsyn")
                found.append((ground.intervention, count))
    return found
