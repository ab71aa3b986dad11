"""Who came, and who stepped aside in an item."""

from collections.abc import Sequence

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import difference
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Mandate, User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.rows import checked, opened
from samsyn.governance.domain.attendance import Called, attendance_problems
from samsyn.governance.domain.participation import Recused, recusal_problems
from samsyn.governance.models import Attendance, Meeting, Paragraph, Recusal
from samsyn.governance.queries.attendance import recused_of, seats_of

_P = Permission.MANAGE_MEETINGS


@transaction.atomic
def set_attendance(*, meeting: Meeting, rows: Sequence[Called], by: User | str) -> list[Attendance]:
    """The meeting's whole list of who was called and who came, in order. Raises Refused with every reason.

    People are known by name: those left out are taken away, unless they stepped aside or entered in an item.
    """
    require(by, _P, meeting.association)
    opened(meeting)
    given = [_stripped(row) for row in rows]
    held = {row.person: row for row in meeting.attendances.all()}
    before = _words(meeting)
    errors = [*attendance_problems(given), *_bound(meeting, given), *_foreign(meeting, given)]
    if errors:
        raise Refused(errors)
    gone = [row.pk for name, row in held.items() if name not in {one.person for one in given}]
    meeting.attendances.filter(pk__in=gone).delete()
    made = {row.person: _seated(meeting, held.get(row.person), row, at) for at, row in enumerate(given)}
    for found in made.values():
        if found.pk:
            found.save()
    Attendance.objects.bulk_create(found for found in made.values() if not found.pk)
    for row in given:
        place = made[row.replaces] if row.replaces else None
        if made[row.person].replaces_id != (place.pk if place else None):
            made[row.person].replaces = place
            made[row.person].save(update_fields=["replaces"])
    was, now = difference(before, _words(meeting))
    if was or now:
        tell("meeting.attendance", f"Förde in vilka som var med på {meeting}", meeting, by, was, now)
    return list(made.values())


def _stripped(row: Called) -> Called:
    return Called(" ".join(row.person.split()), row.role, row.present, " ".join(row.replaces.split()), row.mandate)


def _seated(meeting: Meeting, held: Attendance | None, row: Called, at: int) -> Attendance:
    found = held or Attendance(association=meeting.association, meeting=meeting, person=row.person)
    found.role, found.present, found.mandate_id, found.position = row.role, row.present, row.mandate, at
    if held is None or not row.replaces:
        found.replaces = None
    return found


def _bound(meeting: Meeting, rows: Sequence[Called]) -> list[str]:
    """Those named in a recusal must stay, and be present."""
    there = {row.person: row for row in rows if row.present}
    recusals = Recusal.objects.filter(paragraph__meeting=meeting).select_related("attendance", "deputy", "paragraph")
    errors = []
    for one in recusals:
        if one.attendance.person not in there:
            errors.append(f"{one.attendance.person} har anmält jäv i {one.paragraph} och måste stå som närvarande.")
        deputy = one.deputy.person if one.deputy else ""
        if deputy and (deputy not in there or there[deputy].role != Attendance.Role.DEPUTY or there[deputy].replaces):
            errors.append(f"{deputy} gick in som ersättare i {one.paragraph} och måste stå som närvarande ersättare.")
    return errors


def _foreign(meeting: Meeting, rows: Sequence[Called]) -> list[str]:
    """Mandates of another association are refused as if they did not exist."""
    wanted = {row.mandate for row in rows if row.mandate is not None}
    known = set(Mandate.objects.filter(association=meeting.association, pk__in=wanted).values_list("pk", flat=True))
    return ["Uppdraget finns inte."] if wanted - known else []


def _words(meeting: Meeting) -> dict[str, str]:
    rows = meeting.attendances.select_related("replaces")
    return {
        row.person: f"{row.role}, {'närvarande' if row.present else 'inte närvarande'}"
        + (f", tjänstgör för {row.replaces.person}" if row.replaces else "")
        for row in rows
    }


@transaction.atomic
def recuse(
    *,
    paragraph: Paragraph,
    attendance: Attendance,
    source: str,
    by: User | str,
    reason: str = "",
    deputy: Attendance | None = None,
) -> Recusal:
    """Someone steps aside for jäv in one item, as the person said or the chair noted (`source`); a deputy may enter.

    Raises Refused with every reason, such as that the person prepared the item.
    """
    require(by, _P, paragraph.association)
    meeting = opened(paragraph.meeting)
    paragraph.refresh_from_db()
    seats, others = seats_of(meeting), recused_of(paragraph)
    new = Recused(attendance.pk, source, reason, deputy.pk if deputy else None)
    errors = (
        []
        if source in Recusal.Source.values
        else ["Välj om personen själv anmälde jävet eller ordföranden noterade det."]
    )
    errors += recusal_problems(seats, others, new, paragraph.prepared_by)
    if errors:
        raise Refused(errors)
    recusal = Recusal(association=paragraph.association, paragraph=paragraph, attendance=attendance, source=source,
                      reason=reason.strip(), deputy=deputy)  # fmt: skip
    checked(recusal)
    recusal.save()
    entered = f"\nin gick: {deputy.person}" if deputy else ""
    tell("meeting.recusal", f"{attendance.person} deltar inte i {paragraph}, {meeting}: jäv", recusal, by,
         after=f"{recusal.get_source_display()}{entered}")  # fmt: skip
    return recusal


@transaction.atomic
def take_back_recusal(*, recusal: Recusal, by: User | str) -> None:
    """A recusal written by mistake goes, as long as the minutes are not justerade."""
    require(by, _P, recusal.association)
    meeting = opened(recusal.paragraph.meeting)
    tell("meeting.recusal", f"Tog bort jävet för {recusal.attendance.person} i {recusal.paragraph}, {meeting}", recusal,
         by, before=recusal.get_source_display())  # fmt: skip
    recusal.delete()
