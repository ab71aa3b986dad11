"""Who does what in the demo, and the deeds in the order of their days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from samsyn.associations.models import Association, Membership, Party, User
from samsyn.demo.files import BrokenDemo
from samsyn.governance.models import Body, Meeting, Paragraph
from samsyn.interventions.models import Application, Decision, Intervention

HEAD, ACCOUNTANT, CHECKER, CHAIR = "forbundschef", "ekonom", "utvecklare", "ordforande"
BOARD = "Styrelsen"
SETTLED = (1, 20)  # month and day when the year-end answers are in, and what returns is known


class Turn(IntEnum):
    """What comes first when several things happen on one day."""

    MEETING = 1
    START = 2
    APPLICATION = 3
    DECISION = 4
    AGREEMENT = 5
    CLAIM = 6
    YEAR_END = 7
    RETURN = 8
    END = 9
    COUNTS = 10


@dataclass
class Cast:
    """The demo association, its people by the first part of their address, and what has been made so far by key."""

    association: Association
    by: str
    users: Mapping[str, User]
    owners: Mapping[int, User]  # party's pk → its insatsägare
    parties: Mapping[str, Party]
    bodies: dict[str, Body] = field(default_factory=dict)
    meetings: dict[tuple[str, date], Meeting] = field(default_factory=dict)
    paragraphs: dict[tuple[date, int], Paragraph] = field(default_factory=dict)
    interventions: dict[str, Intervention] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def owner_of(self, key: str) -> User:
        """Who acts for the party that runs an intervention."""
        return self.owners[self.interventions[key].owner_id or 0]

    def paragraph(self, day: date, number: int) -> Paragraph | None:
        """The board's paragraph of a number, at the last meeting up to a day; None for number 0."""
        if not number:
            return None
        found = [paragraph for (when, n), paragraph in self.paragraphs.items() if n == number and when <= day]
        if not found:
            raise BrokenDemo(f"§ {number} före {day} finns inte")
        return found[-1]


def assemble(association: Association, by: str) -> Cast:
    """The people and parties as the loader has just made them."""
    held = Membership.objects.filter(association=association).select_related("user").order_by("pk")
    users = {row.user.email.partition("@")[0]: row.user for row in held}
    owners = {row.party_id: users[row.user.email.partition("@")[0]] for row in held if row.role == "insatsagare"}
    parties = {party.name: party for party in Party.objects.filter(association=association)}
    return Cast(association, by, users, {key or 0: user for key, user in owners.items()}, parties)


class Deeds:
    """Deeds with their days, done in order: what a later one needs has happened before it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[date, Turn, int, Callable[[], object]]] = []

    def add(self, on: date, turn: Turn, do: Callable[[], object]) -> None:
        self._waiting.append((on, turn, len(self._waiting), do))

    def run(self) -> int:
        """Does them all and says how many they were."""
        waiting, self._waiting = sorted(self._waiting, key=lambda deed: deed[:3]), []
        for *_, do in waiting:
            do()
        return len(waiting)
