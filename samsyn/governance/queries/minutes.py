"""A meeting read once into the values that page and PDF share."""

from samsyn.governance.domain.attendance import DEPUTY, SEATED
from samsyn.governance.domain.minutes import Item, Minutes, Person
from samsyn.governance.domain.participation import Seat, participation
from samsyn.governance.models import Attendance, Meeting, Paragraph
from samsyn.governance.queries.attendance import recused, seat


def minutes(meeting: Meeting) -> Minutes:
    """Everything the minutes say: six queries, however many items."""
    rows = list(meeting.attendances.select_related("replaces", "mandate__party"))
    seats = [seat(row) for row in rows]
    items = meeting.paragraphs.prefetch_related("recusals", "papers").order_by("position", "pk")
    whole = participation(seats)
    return Minutes(
        association=meeting.association.name, body=meeting.body.name, kind=meeting.kind, day=meeting.date,
        start=meeting.start_time, end=meeting.end_time, place=meeting.place, secretary=meeting.secretary,
        state=meeting.state, adjuster=meeting.adjuster, adjusted=meeting.adjusted, posted=meeting.posted,
        posted_until=meeting.posted_until,
        present=tuple(_person(row) for row in rows if _decides(row)),
        absent=tuple(_person(row) for row in rows if not row.present),
        others=tuple(_person(row) for row in rows if row.present and not _decides(row)),
        items=tuple(_item(item, seats) for item in sorted(items, key=_order)),
        delegated=tuple((str(one), one.date, one.delegate, one.text)
                        for one in meeting.delegated.order_by("year", "number")),
        seats=whole.seats, quorate=whole.quorate,
    )  # fmt: skip


def _order(item: Paragraph) -> tuple[bool, int, int, int]:
    """Numbered items by number, then the rest by their place on the agenda."""
    return (item.number is None, item.number or 0, item.position, item.pk)


def _decides(row: Attendance) -> bool:
    """Present and with a seat, a member's own or one taken over."""
    return row.present and (row.role in SEATED or (row.role == DEPUTY and row.replaces_id is not None))


def _person(row: Attendance) -> Person:
    of = row.mandate.party.name if row.mandate and row.mandate.party else ""
    return Person(row.person, row.role, of, row.replaces.person if row.replaces else "")


def _item(item: Paragraph, seats: list[Seat]) -> Item:
    away = [recused(row) for row in item.recusals.all()]
    return Item(
        key=item.pk, number=item.number, title=item.title, background=item.background, proposal=item.proposal,
        prepared_by=item.prepared_by, outcome=item.get_outcome_display() if item.outcome else "",
        decision=item.decision, reservation=item.reservation, participation=participation(seats, away),
        papers=tuple(paper.name for paper in item.papers.all()),
    )  # fmt: skip
