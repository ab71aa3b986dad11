"""What was typed in a report, read and held against what the intervention reported before. Saves nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.interventions.models import Intervention
from samsyn.participants.domain.asking import Asked, CountKey, reason_name
from samsyn.participants.domain.chain import Link, stored
from samsyn.participants.domain.checking import Problem, check
from samsyn.participants.domain.form import read
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries.reports import Before, asked_in, before_in, handed_in

NO_PERSONS = "Skriv inget personnummer här."
REASONED = ("entry", "closed")


@dataclass(frozen=True)
class Judged:
    """Counts as far as they can be read, reasons for those who are there, and everything that is wrong."""

    values: Mapping[CountKey, int | None]
    reasons: Mapping[str, str]
    problems: Sequence[Problem]
    before: Before

    @property
    def counts(self) -> dict[CountKey, int]:
        """What would be kept."""
        return stored(self.values)


def judge(
    intervention: Intervention, period: ReportingPeriod, typed: Mapping[str, str],
    reasons: Mapping[str, str] | None = None, *, report: Report | None = None,
) -> Judged:  # fmt: skip
    """A report as it would be handed in or corrected now. `report` is what is saved of it, if anything."""
    links = [link for _, link in handed_in(intervention, period.part)]
    return judged(period, links, typed, reasons or {}, asked_in(intervention, period, report))


def judged(
    period: ReportingPeriod, links: Sequence[Link], typed: Mapping[str, str], reasons: Mapping[str, str],
    asked: Sequence[Asked],
) -> Judged:  # fmt: skip
    """The same from what is already read. Reasons may also stand in the form's own fields."""
    part = period.part
    before = before_in([link for link in links if link.part != part], part)
    values, problems = read(typed, asked, before.opening)
    said = {what: (reasons.get(what) or typed.get(reason_name(what), "")).strip() for what in REASONED}
    problems += check(values, asked, before.opening, said, enrolled=before.enrolled, on=part.end)
    problems += [Problem(reason_name(what), NO_PERSONS) for what, text in said.items() if like_a_person(text)]
    kept = {what: text if _any(values, what) else "" for what, text in said.items()}
    return Judged(values, kept, problems, before)


def _any(values: Mapping[CountKey, int | None], what: str) -> bool:
    return any(value for key, value in values.items() if key.variable == what)
