"""Participants as counts: each intervention's report of each period on its day, and what has come in of the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from samsyn.associations.models import User
from samsyn.demo.ops.cast import CHECKER, Cast, Deeds, Turn
from samsyn.demo.ops.counts import Counts, begun, filled_in, reported
from samsyn.demo.ops.reading import texts
from samsyn.interventions.models import Intervention
from samsyn.participants.actions.reporting import close_period, excuse, hand_in, open_period, save_draft
from samsyn.participants.domain.asking import reason_name
from samsyn.participants.domain.periods import Part, parts_of
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.models import ReportingPeriod
from samsyn.participants.queries.reports import asked_in, running

COORDINATORS = {"Krokoms kommun": "samordnare"}
"""Who reports for a party where it has a coordinator; else whoever acts for it."""
NOON = time(12)
_DAY = timedelta(days=1)
Given = Mapping[str, Any]


@dataclass
class _Counting:
    """What the files say, and the periods that have been opened."""

    cast: Cast
    given: Given
    counts: Mapping[tuple[str, str], Counts]
    periods: dict[Part, ReportingPeriod]

    @property
    def office(self) -> User:
        return self.cast.users[CHECKER]

    def of(self, part: Part, key: str) -> Counts:
        """An intervention's counts; none where the file has no row of it."""
        return self.counts.get((part.code, key), {})

    def reasons(self, part: Part, key: str) -> dict[str, str]:
        """'entry' and 'closed' → why."""
        own = [row for row in self.given["reasons"] if row["part"] == part.code]
        return {row["field"]: row["text"] for row in own if row.get("intervention", key) == key}


def plan(cast: Cast, deeds: Deeds) -> None:
    """Adds every period: opened when it is over, reported within some weeks, closed when that was due."""
    given: Given = texts(cast.association.slug, "participants")
    counting = _Counting(cast, given, reported(cast.association.slug), {})
    for year in given["years"]:
        for part in parts_of(year, Rhythm(given["rule"]["rhythm"])):
            deeds.add(part.end + _DAY, Turn.COUNTS, partial(_open, counting, part))
            first = part.end + timedelta(days=given["handed_in_after"])
            deeds.add(first, Turn.COUNTS, partial(_all_in, counting, part, first))
            due = part.end + timedelta(days=given["rule"]["days"])
            deeds.add(due, Turn.COUNTS, partial(_close, counting, part))
    _going_on(deeds, counting, Part.parse(given["going_on"]["part"]), given["going_on"])


def _open(counting: _Counting, part: Part) -> None:
    counting.periods[part] = open_period(association=counting.cast.association, part=part, by=counting.office)


def _all_in(counting: _Counting, part: Part, first: date) -> None:
    """Every intervention that ran and has participants of its own, one a day from the first."""
    _excuse_uncounted(counting, part)
    counted = running(counting.cast.association, part).exclude(key__in=counting.given["uncounted"])
    for place, own in enumerate(counted.order_by("start", "key")):
        _hand_in(counting, part, own, first + place * _DAY)


def _hand_in(counting: _Counting, part: Part, own: Intervention, on: date) -> None:
    period = counting.periods[part]
    typed = filled_in(asked_in(own, period), counting.of(part, own.key))
    hand_in(
        intervention=own, period=period, typed=typed, reasons=counting.reasons(part, own.key), version=0,
        by=_reporter(counting.cast, own), at=timezone.make_aware(datetime.combine(on, NOON)),
    )  # fmt: skip


def _reporter(cast: Cast, own: Intervention) -> User:
    assert own.owner is not None
    return cast.users.get(COORDINATORS.get(own.owner.name, ""), cast.owners[own.owner.pk])


def _excuse_uncounted(counting: _Counting, part: Part) -> None:
    reasons = counting.given["uncounted"]
    for own in running(counting.cast.association, part).filter(key__in=reasons):
        excuse(intervention=own, period=counting.periods[part], reason=reasons[own.key], by=counting.office)


def _close(counting: _Counting, part: Part) -> None:
    close_period(period=counting.periods[part], by=counting.office)


# --- what goes on ---------------------------------------------------------------------------------------------------


def _going_on(deeds: Deeds, counting: _Counting, part: Part, now: Given) -> None:
    """The next period is open: some are in, some have begun, some have not been heard of."""
    deeds.add(part.end + _DAY, Turn.COUNTS, partial(_open, counting, part))
    deeds.add(part.end + _DAY, Turn.COUNTS, partial(_excuse_uncounted, counting, part))
    for key, on in now["handed_in"].items():
        deeds.add(on, Turn.COUNTS, partial(_hand_in, counting, part, counting.cast.interventions[key], on))
    for key, on in now["drafts"].items():
        deeds.add(on, Turn.COUNTS, partial(_begin, counting, part, counting.cast.interventions[key]))


def _begin(counting: _Counting, part: Part, own: Intervention) -> None:
    typed = begun(counting.of(part, own.key))
    for field, text in counting.reasons(part, own.key).items():
        typed[reason_name(field)] = text
    save_draft(intervention=own, period=counting.periods[part], typed=typed, version=0,
               by=_reporter(counting.cast, own))  # fmt: skip
