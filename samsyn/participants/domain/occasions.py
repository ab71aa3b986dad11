"""What must hold of an occasion: a forum, a training, a conference, a group's meetings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.core.money import DASH, grouped

HELD = "genomförd"
ATTENDANCE = ("from_af", "from_fk", "from_region", "from_municipalities", "from_others")
"""Who came, by party; together they are the participants."""
MOST = 99_999
LONGEST_DAYS = 731
Problem = tuple[str, str]
"""The field and what to do about it."""


@dataclass(frozen=True)
class Evaluated:
    """What those who came said: positive answers of the valid ones."""

    question: str
    positive: int | None
    valid: int | None

    @property
    def text(self) -> str:
        """'nöjd med dagen: 38 av 41'."""
        return f"{self.question}: {self.positive} av {self.valid}"


@dataclass(frozen=True)
class Told:
    """An occasion as somebody tells of it. Counts are persons who came, None where nobody knows; money is öre."""

    name: str
    start: date | None
    end: date | None
    state: str = HELD
    times: int | None = 1
    participants: int | None = None
    attendance: tuple[int | None, ...] = (None,) * len(ATTENDANCE)
    unique: int | None = None
    unique_method: str = ""
    budget: int | None = None
    cost: int | None = None
    evaluations: Sequence[Evaluated] = ()

    @property
    def came(self) -> int | None:
        """Participants as told, else the parties' sum where all of them are told."""
        if self.participants is not None or None in self.attendance:
            return self.participants
        return sum(count or 0 for count in self.attendance)


def problems(told: Told, today: date) -> list[Problem]:
    """Everything that keeps an occasion from being saved; [] when all is well."""
    return [*_what(told, today), *_counts(told), *_attendance(told), *_unique(told), *_evaluations(told)]


def _what(told: Told, today: date) -> list[Problem]:
    found: list[Problem] = [] if told.name.strip() else [("name", "Skriv vad träffen heter.")]
    if not told.times or not 1 <= told.times <= MOST:
        found.append(("times", "Skriv hur många gånger ni träffades, minst 1."))
    if told.start is None or told.end is None:
        found.append(("start" if told.start is None else "end", "Skriv datum."))
    elif told.end < told.start:
        found.append(("end", "Sista dagen kan inte ligga före den första."))
    elif (told.end - told.start).days > LONGEST_DAYS:
        found.append(("end", "Dela upp det i en rad per år."))
    elif told.state == HELD and told.end > today:
        found.append(("state", "Sista dagen har inte varit än. Välj Planerad tills den är genomförd."))
    return found


def _counts(told: Told) -> list[Problem]:
    named = {"participants": told.participants, "unique": told.unique,
             **dict(zip(ATTENDANCE, told.attendance, strict=True))}  # fmt: skip
    found: list[Problem] = [
        (name, f"Skriv ett antal från 0 till {grouped(MOST)}.")
        for name, count in named.items() if count is not None and not 0 <= count <= MOST
    ]  # fmt: skip
    if told.state != HELD and any(count is not None for count in named.values()):
        found.append(("participants", "Deltagare skrivs när träffen är genomförd."))
    money = (("budget", told.budget), ("cost", told.cost))
    found += [(name, "Beloppet kan inte vara mindre än noll.") for name, ore in money if ore is not None and ore < 0]
    return found


def _attendance(told: Told) -> list[Problem]:
    """Whole when all parties are told; till then no more than the participants."""
    known = [count for count in told.attendance if count is not None]
    if not known or told.participants is None:
        return [("participants", "Skriv antalet deltagare, eller fyll i alla parter.")] if (
            known and told.came is None) else []  # fmt: skip
    if len(known) == len(told.attendance) and sum(known) != told.participants:
        return [
            (
                "participants",
                f"Parterna är tillsammans {grouped(sum(known))}, men deltagarna är {grouped(told.participants)}.",
            )
        ]
    if sum(known) > told.participants:
        return [
            (
                "participants",
                f"Parterna är redan {grouped(sum(known))}, fler än de {grouped(told.participants)} deltagarna.",
            )
        ]
    return []


def _unique(told: Told) -> list[Problem]:
    if told.unique is None:
        return []
    found: list[Problem] = []
    if told.came is None:
        found.append(("participants", "Skriv antalet deltagare när du skriver olika personer."))
    elif told.unique > told.came:
        found.append(("unique", f"Olika personer kan inte vara fler än de {grouped(told.came)} deltagarna."))
    if not told.unique_method.strip():
        found.append(("unique_method", "Skriv hur antalet olika personer har uppskattats."))
    return found


def _evaluations(told: Told) -> list[Problem]:
    found: list[Problem] = []
    for place, one in enumerate(told.evaluations):
        if not one.question.strip() or one.positive is None or not one.valid:
            found.append((f"question_{place}", "Skriv frågan, antalet positiva svar och antalet svar."))
        elif not 0 <= one.positive <= one.valid:
            found.append((f"positive_{place}", f"Positiva svar kan inte vara fler än de {grouped(one.valid)} svaren."))
        elif told.came is not None and one.valid > told.came:
            found.append((f"valid_{place}", f"Svaren kan inte vara fler än de {grouped(told.came)} deltagarna."))
    return found


def span(start: date, end: date) -> str:
    """'2024-04-17', or both days of what went on for longer."""
    return f"{start}" if start == end else f"{start}{DASH}{end}"
