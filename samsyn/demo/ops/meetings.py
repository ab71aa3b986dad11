"""The demo's meetings: every body's, and of the board's paragraphs those that decided something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from samsyn.associations.models import User
from samsyn.core.money import grouped
from samsyn.demo.ops.cast import BOARD, Cast, Deeds, Turn
from samsyn.demo.ops.reading import DecisionRow, day, decisions, rows, texts
from samsyn.governance.actions.attendance import set_attendance
from samsyn.governance.actions.bodies import create_body
from samsyn.governance.actions.items import add_item, decide_item
from samsyn.governance.actions.meetings import adjust_minutes, hold_meeting, plan_meeting, post_minutes
from samsyn.governance.domain.attendance import Called
from samsyn.governance.models import Attendance, Body, Meeting, Paragraph

SECRETARY = "Förbundschef"
PLACE = "Kansliet"
ADJUSTED_AFTER, POSTED_AFTER, POSTED_DAYS = timedelta(days=10), timedelta(days=11), timedelta(days=22)
LAST_ADJUSTED = date(2025, 3, 31)
KNOWN_SINCE = date(2022, 1, 1)  # who sat at older meetings is left out
_Outcome = Paragraph.Outcome


@dataclass(frozen=True)
class Item:
    """A paragraph as the demo has it: number, words and outcome."""

    number: int
    title: str
    outcome: str
    decision: str
    background: str = ""


def plan(cast: Cast, deeds: Deeds) -> None:
    """Makes the bodies, and adds each meeting to the deeds: held on its day, its minutes some days later."""
    _bodies(cast)
    slug = cast.association.slug
    held = rows(slug, "meetings")
    items = _items(slug, [day(row["date"]) for row in held if row["body"] == BOARD])
    for row in held:
        on = day(row["date"])
        listed = items.get(on, ()) if row["body"] == BOARD else ()
        deeds.add(on, Turn.MEETING, partial(_hold, cast, row["body"], on, row["topics"], listed))
        if row["body"] == BOARD:
            deeds.add(on + ADJUSTED_AFTER, Turn.MEETING, partial(_finish, cast, row["body"], on))


def _bodies(cast: Cast) -> None:
    def make(name: str, kind: str, party: str = "") -> None:
        cast.bodies[name] = create_body(
            association=cast.association, name=name, kind=kind, party=cast.parties.get(party), by=cast.by
        )

    make(BOARD, Body.Kind.BOARD)
    make("Medlemssamråd", Body.Kind.CONSULTATION)
    make("Beredningsgruppen", Body.Kind.PREPARATION)
    make("Länsam", Body.Kind.OTHER)
    for row in rows(cast.association.slug, "steering"):
        make(row["body"], Body.Kind.STEERING, row["party"])


def _hold(cast: Cast, body: str, on: date, topics: str, items: Sequence[Item]) -> None:
    meeting = _planned(cast, body, on, topics)
    if body == BOARD and on >= KNOWN_SINCE:
        set_attendance(meeting=meeting, rows=attendance(), by=_secretary(cast))
    for item in items:
        _write(cast, meeting, item)
    hold_meeting(meeting=meeting, by=_secretary(cast))


def _planned(cast: Cast, body: str, on: date, topics: str) -> Meeting:
    meeting = plan_meeting(
        body=cast.bodies[body], date=on, place=PLACE, topics=topics, secretary=SECRETARY, by=_secretary(cast)
    )
    cast.meetings[body, on] = meeting
    return meeting


def _write(cast: Cast, meeting: Meeting, item: Item) -> None:
    """A paragraph with its decision; a later deed may point at it."""
    paragraph = add_item(
        meeting=meeting, title=item.title, background=item.background, proposal=item.decision, by=_secretary(cast)
    )
    cast.paragraphs[meeting.date, item.number] = decide_item(
        paragraph=paragraph, outcome=item.outcome, decision=item.decision, number=item.number, by=_secretary(cast)
    )


def _finish(cast: Cast, body: str, on: date) -> None:
    meeting = cast.meetings[body, on]
    if on + ADJUSTED_AFTER > LAST_ADJUSTED:
        return
    adjust_minutes(meeting=meeting, adjuster="Ledamot 3", on=on + ADJUSTED_AFTER, by=_secretary(cast))
    posted = on + POSTED_AFTER
    post_minutes(
        meeting=meeting, posted=posted, posted_until=posted + POSTED_DAYS, published=posted, by=_secretary(cast)
    )


def _secretary(cast: Cast) -> User:
    return cast.users["registrator"]


def attendance() -> list[Called]:
    """The board as it mostly sits: eleven members, and from the office whoever keeps the minutes."""
    roles = Attendance.Role
    seats = [Called("Ordförande", roles.CHAIR), Called("Vice ordförande", roles.MEMBER)]
    seats += [Called(f"Ledamot {number}", roles.MEMBER) for number in range(3, 12)]
    return [*seats, Called("Ersättare 1", roles.DEPUTY), Called("Förbundschef", roles.OFFICE)]


def _items(slug: str, meetings: Sequence[date]) -> Mapping[date, list[Item]]:
    """What each board meeting decided on interventions, from the decisions that name a paragraph, and other matters."""
    out: dict[date, list[Item]] = {}
    words = texts(slug)
    names = {row["key"]: row["new_name"] or row["name"] for row in rows(slug, "interventions")}
    titles = {row["number"]: row["title"] for row in rows(slug, "applications")}
    for row in decisions(slug):
        if row.paragraph:
            on = max(meeting for meeting in meetings if meeting <= row.date)
            name = names.get(row.intervention) or titles[row.application]
            out.setdefault(on, []).append(_item(row, name, words))
    for other in texts(slug, "live")["paragraphs"]:
        item = Item(other["number"], other["title"], other["outcome"], other["decision"])
        out.setdefault(other["date"], []).append(item)
    return {on: sorted(items, key=lambda item: item.number) for on, items in out.items()}


def _item(row: DecisionRow, name: str, words: Mapping[str, str]) -> Item:
    number = row.paragraph
    if row.kind == "avslag":
        return Item(number, f"Ansökan: {name}", _Outcome.REJECTED, f"Ansökan avslås. {words['rejected']}")
    if row.kind == "återtagen ansökan":
        return Item(number, f"Ansökan: {name}", _Outcome.NOTED, f"Ansökan är återtagen. {words['withdrawn']}")
    if row.kind == "minskning":
        return Item(number, f"{name}: det som inte används", _Outcome.APPROVED, words["reduction"])
    return Item(number, f"Ansökan: {name}", _Outcome.APPROVED, granted(name, row.amounts))


def granted(name: str, amounts: Mapping[int, int]) -> str:
    """'LISS, Strömsund beviljas 3 200 000 kr för 2020–2024.'"""
    years = sorted(amounts)
    span = str(years[0]) if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"
    return f"{name} beviljas {grouped(sum(amounts.values()) // 100)} kr för {span}."
