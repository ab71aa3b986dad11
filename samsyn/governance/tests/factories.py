"""A board with people, and a meeting of it, laid through the actions."""

from datetime import date

from samsyn.associations.models import Association, Mandate
from samsyn.governance import actions
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Attendance, Body, Meeting

BY = "test"
ANNA, BO, CIA, DAN = "Anna Ask", "Bo Bok", "Cia Ceder", "Dan Dal"
PEOPLE = (
    Called(ANNA, "ordförande"), Called(BO, "ledamot"), Called(CIA, "ledamot"), Called(DAN, "ersättare"),
    Called("Eva Ek", "tjänsteperson"),
)  # fmt: skip


def board(association: Association, name: str = "Styrelsen", kind: str = "styrelse") -> Body:
    found = Body.objects.filter(association=association, name=name).first()
    return found or actions.create_body(association=association, name=name, kind=kind, by=BY)


def meeting(association: Association, day: date = date(2024, 3, 4), *, people: bool = True) -> Meeting:
    made = actions.plan_meeting(body=board(association), date=day, by=BY)
    if people:
        actions.set_attendance(meeting=made, rows=PEOPLE, by=BY)
    return made


def person(made: Meeting, name: str) -> Attendance:
    return made.attendances.get(person=name)


def adjusted(association: Association, day: date = date(2024, 3, 4)) -> Meeting:
    """A meeting with one decided paragraph and justerade minutes."""
    made = meeting(association, day)
    item = actions.add_item(meeting=made, title="Budget", proposal="Styrelsen antar budgeten.", by=BY)
    actions.decide_item(paragraph=item, outcome="bifall", by=BY)
    actions.hold_meeting(meeting=made, by=BY)
    return actions.adjust_minutes(meeting=made, adjuster="Anna Ask och Bo Bok", on=day, by=BY)


def seat(association: Association, name: str, kind: str) -> Mandate:
    return Mandate.objects.create(association=association, person=name, kind=kind, start=date(2023, 1, 1))
