"""What was copied to Uppföljning Finsam is kept, so that the next time shows what has changed."""

import hashlib
import json
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samsyn.associations.access import can, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.participants.domain.finsam import Content, Section, Sheet, boxes, content, shown
from samsyn.participants.models import FinsamReturn
from samsyn.participants.queries.finsam import returns, sent_before

_TITLES = {Sheet.OFFICE: "kansliets uppgifter", Sheet.PARTICIPANTS: "deltagaransvarigs uppgifter"}
OFFICE_CANNOT = (
    "Förbundets egen personal kan inte vara deltagaransvarig i Uppföljning Finsam. Insatsens egna lämnar uppgifterna."
)
OUTDATED = "Siffrorna har ändrats sedan sidan visades. Läs igenom dem och markera igen."


def seal(told: Content) -> str:
    """What a sheet showed, in short: whoever marks it as sent shows which."""
    return hashlib.sha256(json.dumps(dict(told), sort_keys=True).encode()).hexdigest()[:32]


def _allow(by: User | str, sheet: Sheet, association: Association) -> None:
    """The office sends its own sheet; a party's people send participants, which the office may not."""
    if sheet is Sheet.OFFICE:
        return require(by, Permission.MANAGE_PARTICIPANTS, association)
    require(by, Permission.REPORT_PARTICIPANTS, association)
    if not isinstance(by, str) and can(by, Permission.MANAGE_PARTICIPANTS, association):
        raise PermissionDenied(OFFICE_CANNOT)
    return None


@transaction.atomic
def mark_copied(
    *, association: Association, year: int, sheet: Sheet, sections: Sequence[Section], seen: str, by: User | str
) -> FinsamReturn | None:
    """Keeps what was copied. Nothing is written when all of it was sent before (the year's newest return is answered).

    `sections` are filled from the figures, never typed; `seen` is the `seal` of what the page showed. Raises Refused
    when the figures have changed since then, and PermissionDenied.
    """
    _allow(by, sheet, association)
    now = content(sections)
    if seen != seal(now):
        raise Refused(OUTDATED)
    Association.objects.select_for_update().get(pk=association.pk)  # two at once: one of them has nothing to write
    held = returns(association, sheet, year)
    before = sent_before(held, year)
    changed = {key: value for key, value in now.items() if key not in before or before[key] != value}
    if not changed:
        return next((one for one in reversed(held) if one.year == year), None)
    row = FinsamReturn.objects.create(
        association=association, year=year, sheet=sheet, content=dict(now), by=actor_name(by)
    )
    title = f"Markerade {_TITLES[sheet]} {year} som inskickade i Uppföljning Finsam"
    note("participants.finsam_sent", title, row, by, *_told(sheet, sections, before, changed))
    return row


def _told(
    sheet: Sheet, sections: Sequence[Section], before: Content, changed: Content
) -> tuple[dict[str, str], dict[str, str]]:
    """What changed, for the event log; of people only how much, since more read the log than may see small counts."""
    if sheet is Sheet.PARTICIPANTS:
        return {}, {"uppgifter": str(len(changed))}
    words = {box.key: f"{line.label}, {box.label.lower()}" for _, line, box in boxes(sections)}
    was = {words[key]: shown(before[key]) for key in changed if key in before}
    return was, {words[key]: shown(value) for key, value in changed.items()}
