"""What is owed when: the dates that follow from an agreement, and when someone is reminded. Pure."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samsyn.core.money import DASH, NBSP
from samsyn.core.period import MONTHS
from samsyn.interventions.domain.words import DueKind


@dataclass(frozen=True)
class Owed:
    """Something to be handed in by a date, for a period."""

    kind: DueKind
    title: str
    due: date
    period_from: date | None = None
    period_to: date | None = None


def periods(first: date, last: date, months: int) -> Iterator[tuple[date, date]]:
    """`first` to `last` in the calendar's own parts of so many months: the ends may be irregular, no part crosses a
    year's end (the year is asked about then), and more than twelve months is a year."""
    size, start = min(max(months, 1), 12), first
    while start <= last:
        month = min(((start.month - 1) // size + 1) * size, 12)
        end = min(date(start.year, month, monthrange(start.year, month)[1]), last)
        yield start, end
        start = end + timedelta(days=1)


def schedule(
    first: date, last: date, *, claim_months: int, report_months: int, last_claim_days: int, advance: bool = False
) -> list[Owed]:  # fmt: skip
    """Every requisition and follow-up of an agreement that holds from `first` to `last`, by date.

    Both are due so many days after their period. With advances there is a settlement for each year instead of
    requisitions.
    """
    word = "Slutavräkning" if advance else "Rekvisition"
    parts = [
        (DueKind.CLAIM, word, periods(first, last, 12 if advance else claim_months)),
        (DueKind.REPORT, "Uppföljning", periods(first, last, report_months)),
    ]
    found = [
        Owed(kind, f"{title} {span(start, end)}", end + timedelta(days=last_claim_days), start, end)
        for kind, title, spans in parts
        for start, end in spans
    ]
    return sorted(found, key=lambda owed: (owed.due, owed.kind))


def with_settlement(
    wanted: Sequence[Owed], first: date, last: date, on: date, *, last_claim_days: int
) -> list[Owed]:  # fmt: skip
    """Advances for `first` to `last` are to be settled though a version signed `on` now pays actual cost: until then no
    requisition is owed for those days. The settlement is due so many days after the period, or after the signing."""
    due = max(last, on) + timedelta(days=last_claim_days)
    settled = Owed(DueKind.CLAIM, f"Slutavräkning {span(first, last)}", due, first, last)
    rest = [owed for owed in wanted if owed.kind is not DueKind.CLAIM or (owed.period_to and owed.period_to > last)]
    return sorted([settled, *rest], key=lambda owed: (owed.due, owed.kind))


def final_report(start: date, end: date, days: int) -> Owed:
    """The final report, so many days after the end."""
    return Owed(DueKind.FINAL_REPORT, "Slutrapport", end + timedelta(days=days), start, end)


def agreement(decided: date, days: int) -> Owed:
    """The agreement that must follow a decision."""
    return Owed(DueKind.AGREEMENT, f"Överenskommelse efter beslutet {day(decided)}", decided + timedelta(days=days))


def confirmation(year: int, due: date) -> Owed:
    """The answer on what was worked up but not requisitioned."""
    title = f"Årsbesked {year}: upparbetat, ej rekvirerat"
    return Owed(DueKind.CONFIRMATION, title, due, date(year, 1, 1), date(year, 12, 31))


def debt(year: int) -> Owed:
    """What is left of a year-end answer as a debt is settled or dissolved before the next year-end."""
    title = f"Årsbesked {year}: skuld som inte är avräknad"
    return Owed(DueKind.DEBT, title, date(year + 1, 12, 31), date(year, 1, 1), date(year, 12, 31))


def counts(start: date, end: date, due: date) -> Owed:
    """The participants of a reporting period, counted."""
    return Owed(DueKind.PARTICIPANTS, f"Deltagare {span(start, end)}", due, start, end)


def part_code(start: date, end: date) -> str:
    """What the address of a period's counts calls it: '2024-T3', '2024-Q1', '2024-03'."""
    months = end.month - start.month + 1
    letter = {4: "T", 3: "Q"}.get(months, "")
    return f"{end.year}-{letter}{end.month // months}" if letter else f"{end.year}-{end.month:02d}"


def day(value: date) -> str:
    """'15 mars 2024'."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]} {value.year}"


def span(start: date, end: date) -> str:
    """'2024', 'mars 2024', 'januari–april 2024', or with days where the months are not whole."""
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year
    if not whole:
        return f"{day(start)} {DASH} {day(end)}"
    if (start.month, end.month) == (1, 12):
        return str(start.year)
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    return f"{first if start.month == end.month else f'{first}{DASH}{last}'} {start.year}"


def covers(start: date | None, end: date, period_to: date) -> bool:
    """Whether a document for `start` to `end` reaches the last day of a period that is owed."""
    return end >= period_to and (start is None or start <= period_to)


class Step(StrEnum):
    """When someone is reminded. Each step goes once; a step that was passed unsent is not made up for."""

    BEFORE = "innan"
    ON_DAY = "på dagen"
    LATE = "försenat"
    VERY_LATE = "mycket försenat"


STEPS: tuple[tuple[Step, int], ...] = (
    (Step.BEFORE, -14),
    (Step.ON_DAY, 0),
    (Step.LATE, 7),
    (Step.VERY_LATE, 30),
)
"""Step and the first day of it, counted from the due date."""
FIRST_STEP = -STEPS[0][1]


def step_on(due: date, today: date) -> Step | None:
    """The step that a due date has reached; None before the first."""
    reached = [step for step, days in STEPS if (today - due).days >= days]
    return reached[-1] if reached else None


def when(due: date, today: date) -> str:
    """'om 3 dagar', 'i dag', '1 dag försenat'."""
    days = (due - today).days
    if not days:
        return "i dag"
    word = "dag" if abs(days) == 1 else "dagar"
    return f"om {days}{NBSP}{word}" if days > 0 else f"{-days}{NBSP}{word} försenat"
