"""An application on its way, for tests: written by a party, handed in, taken to the board."""

from datetime import date

from samsyn.governance.models import Body, Meeting, Paragraph
from samsyn.interventions.actions.applications import create_application, move_application
from samsyn.interventions.models import Application

KR = 100
TEXTS = {
    "need": "Unga faller mellan stolarna.",
    "target_group": "Unga 16–29 år",
    "goals": "Hälften till arbete eller studier",
    "equality": "Lika många kvinnor som män",
    "exit_plan": "Kommunen tar över",
}


def written(world, by=None, **changed) -> Application:
    """A whole draft of Åns kommun and the region: 300 000 kr a year in pay, 2025–2027."""
    region = world.party("Region Ån", "region")
    values = {
        "applicant": world.party(),
        "title": "Vägval",
        "start": date(2025, 1, 1),
        "end": date(2027, 12, 31),
        "parties": [(region, "")],
        "budget": {(year, "löner"): 300_000 * KR for year in (2025, 2026, 2027)},
        **TEXTS,
        **changed,
    }
    return create_application(association=world.association, by=by or world.party_user(), **values)


def handed_in(world, on=date(2024, 9, 2), **changed) -> Application:
    return move_application(application=written(world, **changed), name="submit", on=on, by=world.party_user())


def at_board(world, on=date(2024, 10, 1), **changed) -> Application:
    head = world.user("forbundschef")
    return move_application(application=handed_in(world, **changed), name="to_board", on=on, by=head)


def paragraph(world, day=date(2024, 11, 25), number=48, outcome="bifall") -> Paragraph:
    """What the board decided."""
    board = Body.objects.get_or_create(
        association=world.association, name="Styrelsen", defaults={"kind": Body.Kind.BOARD}
    )[0]
    meeting = Meeting.objects.get_or_create(
        association=world.association, body=board, date=day, defaults={"state": Meeting.State.HELD}
    )[0]
    words = "" if outcome in ("", "bordlagt", "information") else "Styrelsen beslutar."
    return Paragraph.objects.get_or_create(
        association=world.association,
        meeting=meeting,
        number=number,
        defaults={"title": "Ansökan", "outcome": outcome, "decision": words},
    )[0]
