"""When a year of counts is all in, so that readers without the right to true counts may be shown it."""

from datetime import datetime

from django.db.models import Max

from samsyn.associations.models import Association
from samsyn.participants.models import ReportingPeriod


def closed_at(association: Association, year: int) -> datetime | None:
    """When a year's last period was closed; None when none was."""
    held = ReportingPeriod.objects.filter(association=association, year=year)
    last: datetime | None = held.aggregate(last=Max("closed"))["last"]
    return last


def settled(association: Association, year: int) -> bool:
    """Whether a year is shown to readers without the right to true counts: when all of it is in and nothing more is
    handed in, for it or for a year that it goes on from. An open year read today and tomorrow would tell what was
    handed in between, and its parts beside each other what happened between them."""
    held = ReportingPeriod.objects.filter(association=association, year__lte=year).order_by("year", "last_month")
    rows = list(held.values_list("year", "last_month", "closed"))
    return all(closed for *_, closed in rows) and (not rows or rows[-1][0] < year or rows[-1][1] == 12)
