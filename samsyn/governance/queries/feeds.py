"""The year plan and the meetings as a calendar to subscribe to."""

import datetime as dt
from zoneinfo import ZoneInfo

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.models import Association, User
from samsyn.governance.domain.icalendar import CalendarEvent
from samsyn.governance.domain.year_plan import Duty, DutyState
from samsyn.governance.models import CalendarFeed, Meeting
from samsyn.governance.queries.year import obligations

_ZONE = ZoneInfo("Europe/Stockholm")


def feed_of(association: Association, user: User) -> CalendarFeed | None:
    """The user's own feed of the association; None before there is one."""
    return CalendarFeed.objects.filter(association=association, user=user).first()


def feed_by_token(slug: str, token: str) -> CalendarFeed | None:
    """The feed behind a secret address; None when there is none, or its person may no longer read the meetings."""
    found = CalendarFeed.objects.filter(association__slug=slug, token=token).select_related("association", "user")
    feed = found.first()
    if feed is None or not can(feed.user, Permission.READ_MEETINGS, feed.association):
        return None
    return feed


def calendar_events(association: Association, today: dt.date) -> list[CalendarEvent]:
    """Last year's, this year's and next year's obligations, and the meetings of the same time."""
    around = (today.year - 1, today.year, today.year + 1)
    found = [_duty(duty, association) for year in around for duty in obligations(association, year, today)]
    meetings = Meeting.objects.filter(association=association, date__year__in=around).select_related("body")
    return found + [_meeting(meeting, association) for meeting in meetings.order_by("date", "pk")]


def _duty(duty: Duty, association: Association) -> CalendarEvent:
    owner = ROLES[duty.rule.owner].name if duty.rule.owner in ROLES else ""
    said = [f"Ansvarig: {owner}." if owner else "", duty.rule.source]
    done = "Klart: " if duty.state is DutyState.DONE else ""
    return CalendarEvent(
        uid=f"{duty.rule.key}-{duty.about}@{association.slug}.samsyn", summary=f"{done}{duty.title}",
        start=duty.due, description=" ".join(filter(None, said)),
    )  # fmt: skip


def _meeting(meeting: Meeting, association: Association) -> CalendarEvent:
    uid = f"mote-{meeting.pk}@{association.slug}.samsyn"
    name = f"{meeting.body.name}, {meeting.kind}" if meeting.kind else meeting.body.name
    start: dt.date | dt.datetime = meeting.date
    end: dt.date | dt.datetime | None = None
    if meeting.start_time:
        start = dt.datetime.combine(meeting.date, meeting.start_time, _ZONE)
        if meeting.end_time:
            end = dt.datetime.combine(meeting.date, meeting.end_time, _ZONE)
    return CalendarEvent(uid, name, start, end, meeting.topics, meeting.place)
