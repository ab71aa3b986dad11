"""The year plan: what a year asks for, computed from rules, the association's own changes and what is marked done."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Rule:
    """Something every year asks for. Due on `month`/`day` of the year it is about plus `year_offset`.

    `owner` is the id of a role, `source` where the duty comes from. `opens` is the first day of a window (month, day)
    that closes on the due date.
    """

    key: str
    title: str
    month: int
    day: int
    owner: str
    source: str = ""
    year_offset: int = 0
    opens: tuple[int, int] | None = None
    active: bool = True
    own: bool = False


@dataclass(frozen=True)
class Done:
    """A year's obligation marked as done."""

    on: date
    by: str
    note: str = ""


class DutyState(StrEnum):
    """Where an obligation stands on a day."""

    DONE = "klart"
    LATE = "försenat"
    NOW = "pågår"  # within its window, or due within a month
    COMING = "kommer"


@dataclass(frozen=True)
class Duty:
    """One obligation on the wheel of a year: `about` is the year it is about, which may be the one before."""

    rule: Rule
    about: int
    opens: date | None
    due: date
    state: DutyState
    done: Done | None = None

    @property
    def title(self) -> str:
        """'Årsredovisning för 2023': with the year when it is another than the one it is due in."""
        return self.rule.title if self.rule.year_offset == 0 else f"{self.rule.title} för {self.about}"


def on_day(year: int, month: int, day: int) -> date:
    """A date; a day that the month lacks becomes its last (30 February: 28 or 29)."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def duties(rules: Iterable[Rule], done: Mapping[tuple[str, int], Done], year: int, today: date) -> list[Duty]:
    """What falls due in calendar year `year`, in order of date. `done` is by (key, the year it is about)."""
    found = [_duty(rule, year - rule.year_offset, done, today) for rule in rules if rule.active]
    return sorted(found, key=lambda duty: (duty.due, duty.rule.key))


def _duty(rule: Rule, about: int, done: Mapping[tuple[str, int], Done], today: date) -> Duty:
    due = on_day(about + rule.year_offset, rule.month, rule.day)
    opens = on_day(due.year, *rule.opens) if rule.opens and on_day(due.year, *rule.opens) <= due else None
    mark = done.get((rule.key, about))
    return Duty(rule, about, opens, due, _state(mark, opens, due, today), mark)


def _state(done: Done | None, opens: date | None, due: date, today: date) -> DutyState:
    if done:
        return DutyState.DONE
    if today > due:
        return DutyState.LATE
    return DutyState.NOW if today >= (opens or due - SOON) else DutyState.COMING


def rule_problems(title: str, month: int | None, day: int | None) -> list[str]:
    """What is wrong with an obligation's words and date; [] when all is well."""
    problems = [] if title.strip() else ["Skriv vad som ska göras."]
    if month is None or not 1 <= month <= 12:
        problems.append("Månaden ska vara ett tal från 1 till 12.")
    elif day is None or not 1 <= day <= monthrange(2024, month)[1]:  # a leap year: 29 February may be chosen
        problems.append(f"Dagen ska vara ett tal från 1 till {monthrange(2024, month)[1]}.")
    return problems
