"""A calendar as text that calendar programs subscribe to (RFC 5545): escaped, folded, ended by CRLF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WIDTH = 75  # octets in a line, RFC 5545 section 3.1


@dataclass(frozen=True)
class CalendarEvent:
    """All day when `start` is a date; `end` is the last day, or the moment it ends. Moments need a time zone."""

    uid: str
    summary: str
    start: date | datetime
    end: date | datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[CalendarEvent], stamp: datetime) -> str:
    """The whole file. `stamp` (with time zone) says when it was made. Raises ValueError for a moment without zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Samsyn//Arshjul//SV", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]  # fmt: skip
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(event: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield from _times(event)
    yield f"SUMMARY:{escaped(event.summary)}"
    for word, text in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if text:
            yield f"{word}:{escaped(text)}"
    if event.url:
        yield f"URL:{''.join(event.url.split())}"
    yield "TRANSP:TRANSPARENT" if not isinstance(event.start, datetime) else "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _times(event: CalendarEvent) -> Iterator[str]:
    """The end of an all-day event is the day after its last one."""
    if isinstance(event.start, datetime):
        yield f"DTSTART:{_moment(event.start)}"
        if isinstance(event.end, datetime):
            yield f"DTEND:{_moment(event.end)}"
        return
    last = event.end if event.end is not None and not isinstance(event.end, datetime) else event.start
    yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment in a calendar needs a time zone")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """TEXT as section 3.3.11 asks: backslash, semicolon, comma and line break; other control signs are left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return "".join(char for char in plain if char == "\t" or (ord(char) >= 32 and ord(char) != 127))


def folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never through a character; all but the first begin with a space."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
