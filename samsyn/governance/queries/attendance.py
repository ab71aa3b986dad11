"""Attendance and recusals as values."""

from samsyn.governance.domain.participation import Recused, Seat
from samsyn.governance.models import Attendance, Meeting, Paragraph, Recusal


def seat(row: Attendance) -> Seat:
    """A stored attendance as a value."""
    return Seat(row.pk, row.person, row.role, row.present, row.replaces_id)


def recused(row: Recusal) -> Recused:
    """A stored recusal as a value."""
    return Recused(row.attendance_id, row.source, row.reason, row.deputy_id)


def seats_of(meeting: Meeting) -> list[Seat]:
    """Everyone called to a meeting: one query."""
    return [seat(row) for row in meeting.attendances.all()]


def recused_of(paragraph: Paragraph) -> list[Recused]:
    """Who stepped aside in an item: one query."""
    return [recused(row) for row in paragraph.recusals.all()]
