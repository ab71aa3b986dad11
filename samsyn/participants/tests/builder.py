"""Reporting for tests: periods opened and reports handed in through the actions, with few numbers to write."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from samsyn.associations.models import Association
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.form import fields
from samsyn.participants.domain.periods import Part
from samsyn.participants.models import Collected, Report, ReportingPeriod
from samsyn.participants.queries import reports as queries

T1, T2, T3 = (Part.parse(f"2024-T{number}") for number in (1, 2, 3))
BY = "prov"
NOON = datetime(2025, 6, 2, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


def collects(association: Association, *variables: str, **fields) -> None:
    """What the association asks for from 2020, not by age; the flow is always asked."""
    for variable in variables or ("outcome",):
        Collected.objects.create(association=association, variable=variable, **{"from_year": 2020, **fields})
    for variable in ("new", "ended"):
        Collected.objects.get_or_create(association=association, variable=variable, defaults={"from_year": 2020})


def opened(association: Association, *parts: Part) -> list[ReportingPeriod]:
    """Reporting periods, opened."""
    return [actions.open_period(association=association, part=part, by=BY) for part in parts]


def typed(of: Intervention, period: ReportingPeriod, numbers: Mapping[str, int | str], **more) -> dict[str, str]:
    """Everything that is asked typed as 0, but for `numbers`."""
    asked = queries.asked_in(of, period, queries.report_of(of, period), **more)
    zeros = {field.name: "0" for group in fields(asked) for field in group.all_fields}
    return {**zeros, **{name: str(number) for name, number in numbers.items()}}


def flow(women: tuple[int, ...], men: tuple[int, ...] = (0, 0, 0)) -> dict[str, int]:
    """(opening, new, ended) of women and of men; those who ended went to work."""
    found = {}
    for sex, (opening, new, ended) in (("women", women), ("men", men)):
        found |= {f"opening-{sex}": opening, f"new-{sex}": new, f"ended-{sex}": ended, f"outcome.work-{sex}": ended}
    return found


def handed_in(of: Intervention, period: ReportingPeriod, numbers: Mapping[str, int | str], by=BY, **more) -> Report:
    """A report of `numbers`, all else 0."""
    held = queries.report_of(of, period)
    more = {"reasons": {}, "version": held.version if held else 0, "at": NOON, **more}
    return actions.hand_in(intervention=of, period=period, typed=typed(of, period, numbers), by=by, **more)


def corrected(report: Report, numbers: Mapping[str, int | str], by=BY, **more) -> Report:
    """The report with some numbers changed."""
    now = {**queries.typed_of(report), **{name: str(number) for name, number in numbers.items()}}
    more = {"reasons": {}, "reason": "Räknade fel", "version": report.version, **more}
    return actions.correct(report=report, typed=now, by=by, **more)


def running(association: Association, key: str = "vagval", **fields) -> Intervention:
    """Vägval at Åns kommun, 2023–2025."""
    return intervention(association, key, **{"start": date(2023, 1, 1), "end": date(2025, 12, 31), **fields})


def in_order(of: Intervention) -> bool:
    """Whether each of its reports opens with what the one before closed."""
    links = [link for _, link in queries.handed_in(of)]
    return all(after.of("opening") == before.closing for before, after in pairwise(links))
