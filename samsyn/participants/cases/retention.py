"""How long a row is kept: from its end, the months that the party decided. Pure."""

from calendar import monthrange
from datetime import date


def keep_until(end: date | None, months: int) -> date | None:
    """The day a row is deleted; None while the stay goes on."""
    return None if end is None else plus_months(end, months)


def plus_months(day: date, months: int) -> date:
    """The same day of a later month (an earlier one when negative), or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def may_be_gone(first_day: date, months: int, today: date) -> bool:
    """Whether some who ended on or after a day may have been deleted, so that rows no longer tell all of that time."""
    return plus_months(first_day, months) <= today
