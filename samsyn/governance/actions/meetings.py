"""A meeting from calling to posting: planerat, hållet, justerat. Minutes that are justerade are never changed."""

import datetime as dt
from typing import Any

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, difference, listed
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.events import tell
from samsyn.core.refused import Refused
from samsyn.governance.actions.items import number_all
from samsyn.governance.actions.papers import drop_file
from samsyn.governance.actions.rows import checked, locked, opened
from samsyn.governance.models import Body, Meeting

_P = Permission.MANAGE_MEETINGS
FIELDS = ("body", "date", "start_time", "end_time", "place", "kind", "secretary", "topics")


@transaction.atomic
def plan_meeting(
    *,
    body: Body,
    date: dt.date,
    by: User | str,
    kind: str = "",
    place: str = "",
    topics: str = "",
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    secretary: str = "",
) -> Meeting:
    """A meeting to come. `kind` is empty for an ordinary one ('extra', 'per capsulam'). Raises Refused."""
    require(by, _P, body.association)
    meeting = Meeting(
        association=body.association, body=body, date=date, kind=kind.strip(), place=place.strip(),
        topics=topics.strip(), start_time=start_time, end_time=end_time, secretary=secretary.strip(),
    )  # fmt: skip
    _check(meeting)
    if not body.active:
        raise Refused(f"{body.name} används inte längre. Välj en annan grupp.")
    meeting.save()
    tell("meeting.plan", f"Lade in mötet {meeting}", meeting, by, after=listed(described(meeting, FIELDS)))
    return meeting


def _check(meeting: Meeting) -> None:
    checked(meeting)
    if meeting.start_time and meeting.end_time and meeting.end_time < meeting.start_time:
        raise Refused("Mötet kan inte sluta innan det börjar.")


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: User | str, **fields: Any) -> Meeting:
    """Change FIELDS of a meeting that is not justerat. Numbered paragraphs keep it in its body and year."""
    require(by, _P, meeting.association)
    opened(meeting)
    before, was = described(meeting, FIELDS), (meeting.body_id, meeting.date.year)
    for name in FIELDS:
        if name in fields:
            value = fields[name]
            setattr(meeting, name, value.strip() if isinstance(value, str) else value)
    _check(meeting)
    numbered = meeting.paragraphs.filter(number__isnull=False).exists()
    if numbered and (meeting.body_id, meeting.date.year) != was:
        raise Refused("Paragraferna är numrerade. Mötet kan inte flyttas till en annan grupp eller ett annat år.")
    meeting.save()
    old, new = difference(before, described(meeting, FIELDS))
    if old or new:
        tell("meeting.change", f"Ändrade uppgifterna om mötet {meeting}", meeting, by, old, new)
    return meeting


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: User | str) -> None:
    """Take away a meeting that was never held. Raises Refused when it has numbered paragraphs or decisions reported."""
    require(by, _P, meeting.association)
    opened(meeting)
    errors = []
    if meeting.state != Meeting.State.PLANNED:
        errors.append("Mötet är hållet och kan inte tas bort.")
    if meeting.paragraphs.filter(number__isnull=False).exists():
        errors.append("Mötet har numrerade paragrafer och kan inte tas bort.")
    if meeting.delegated.exists():
        errors.append("Delegationsbeslut är anmälda till mötet. Flytta dem först.")
    if errors:
        raise Refused(errors)
    tell("meeting.remove", f"Tog bort mötet {meeting}", meeting, by, before=listed(described(meeting, FIELDS)))
    for paper in meeting.papers.all():
        drop_file(paper)
    meeting.delete()


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    by: User | str,
    on: dt.date | None = None,
    start_time: dt.time | None = None,
    end_time: dt.time | None = None,
    secretary: str = "",
) -> Meeting:
    """The meeting has been held: every item of the agenda gets its number. `on` is the day this is said, if known."""
    require(by, _P, meeting.association)
    opened(meeting)
    if meeting.state != Meeting.State.PLANNED:
        raise Refused("Mötet är redan hållet.")
    if on is not None and on < meeting.date:
        raise Refused(f"Mötet är inte förrän {meeting.date:%Y-%m-%d}. Ändra datumet om det hölls tidigare.")
    meeting.state = Meeting.State.HELD
    meeting.start_time, meeting.end_time = start_time or meeting.start_time, end_time or meeting.end_time
    meeting.secretary = secretary.strip() or meeting.secretary
    _check(meeting)
    meeting.save()
    numbers = number_all(meeting)
    said = f"paragrafer: § {numbers[0]}–{numbers[-1]}" if numbers else ""
    tell("meeting.hold", f"Mötet {meeting} är hållet", meeting, by, after=said)
    return meeting


@transaction.atomic
def adjust_minutes(*, meeting: Meeting, adjuster: str, on: dt.date, by: User | str) -> Meeting:
    """The minutes are justerade by someone on a day. Raises Refused, as for an item without outcome."""
    require(by, _P, meeting.association)
    opened(meeting)
    errors = []
    if meeting.state != Meeting.State.HELD:
        errors.append("Mötet är inte hållet än.")
    if not adjuster.strip():
        errors.append("Skriv vem som justerat protokollet.")
    if on < meeting.date:
        errors.append(f"Protokollet kan inte vara justerat före mötet den {meeting.date:%Y-%m-%d}.")
    open_items = meeting.paragraphs.filter(outcome="")
    errors += [f"{item}: skriv vad som beslutades, eller att ärendet bordlades." for item in open_items]
    if errors:
        raise Refused(errors)
    number_all(meeting)
    meeting.state, meeting.adjuster, meeting.adjusted = Meeting.State.ADJUSTED, adjuster.strip(), on
    _check(meeting)
    meeting.save()
    said = f"justerare: {meeting.adjuster}\njusterat: {on:%Y-%m-%d}"
    tell("meeting.adjust", f"Protokollet från {meeting} är justerat", meeting, by, after=said)
    return meeting


@transaction.atomic
def post_minutes(
    *, meeting: Meeting, posted: dt.date, posted_until: dt.date, by: User | str, published: dt.date | None = None
) -> Meeting:
    """When the notice (anslag) was put up and comes down, and when the minutes were published. Raises Refused."""
    require(by, _P, meeting.association)
    locked(meeting)
    errors = []
    if meeting.state != Meeting.State.ADJUSTED or meeting.adjusted is None:
        errors.append("Protokollet ska vara justerat innan det anslås.")
    elif posted < meeting.adjusted:
        errors.append(f"Anslaget kan inte sättas upp före justeringen den {meeting.adjusted:%Y-%m-%d}.")
    if posted_until < posted:
        errors.append("Anslaget kan inte tas ned innan det satts upp.")
    if published is not None and meeting.adjusted is not None and published < meeting.adjusted:
        errors.append("Protokollet kan inte vara publicerat före justeringen.")
    if errors:
        raise Refused(errors)
    names = ("posted", "posted_until", "published")
    before = described(meeting, names)
    meeting.posted, meeting.posted_until, meeting.published = posted, posted_until, published
    meeting.save(update_fields=names)
    was, now = difference(before, described(meeting, names))
    if was or now:
        tell("meeting.post", f"Protokollet från {meeting} är anslaget", meeting, by, was, now)
    return meeting
