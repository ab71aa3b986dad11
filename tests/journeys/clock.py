"""Settings of an installation whose clock a test sets: today is what the file `today` of its data folder says."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from samsyn.settings import *  # noqa: F403
from samsyn.settings import DATA, TIME_ZONE

SESSION_COOKIE_AGE = 10 * 365 * 24 * 3600  # whoever logged in at the story's beginning is there at its end
_real = timezone.now


def _now() -> datetime:
    """The day in the file at the hour it really is, so that events of a day keep their order."""
    file = DATA / "today"
    if not file.exists():
        return _real()
    day = datetime.strptime(file.read_text(encoding="ascii").strip(), "%Y-%m-%d").date()  # noqa: DTZ007
    hour: time = _real().astimezone(ZoneInfo(TIME_ZONE)).time()
    return datetime.combine(day, hour, ZoneInfo(TIME_ZONE)).astimezone(ZoneInfo("UTC"))


timezone.now = _now
