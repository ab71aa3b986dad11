"""What became of people in every association of the installation, small counts protected over all of it at once.

The one reading of participants that crosses associations: sums of periods only, never an intervention's own counts.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.cache import caches
from django.db.models import Case, F, Max, Q, Sum, Value, When
from django.db.models import Count as Number

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, tenant
from samsyn.disclosure.attack import attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Publication, View
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.nation import COUNTED, Member, Reported, key, publication, strictest, told_around
from samsyn.participants.domain.printed import cell_key
from samsyn.participants.domain.tallying import YEAR_OPENING, Held, by_variable
from samsyn.participants.models import EarlierYear, PeriodTotal, ProtectionPolicy, ReportingPeriod, Told
from samsyn.participants.queries.policy import as_policy

_TO_WORK = ("work", "study")
_STORED = (YEAR_OPENING, "entry", "new", "ended", "closed", "outcome")
_WHOLE_YEARS = ("enrolled", "new", "ended", "work_study")  # as they are taken over from earlier reports
_WHERE = Case(When(category__in=_TO_WORK, then=F("category")), default=Value(""))
"""Which class, where it matters; the other outcomes only tell that outcomes are known."""


@dataclass(frozen=True)
class Nation:
    """Every association by name; `hidden` are keys of `domain.nation` that may not be shown."""

    periods: tuple[Period, Period]
    members: tuple[Member, ...]
    policy: Policy
    hidden: frozenset[str]


def nation(period: Period) -> Nation:
    """A year and the one before, over every association that has closed them: parts of a year beside each other, or a
    year that is still handed in read on two days, would tell what happened between. Six queries, whatever they hold."""
    period = Period(period.year)
    periods = (period, period.previous)
    with tenant(EVERYTHING):
        names = list(Association.objects.order_by("short_name", "name").values_list("pk", "slug", "short_name"))
        totals, taken_over = _totals(period), _taken_over(period)
        policy = strictest(_policies(period, [pk for pk, _, _ in names]))
        told = _ever_told(period)
        still_open = _open(period)
    found = {at: reported for at, reported in {**taken_over, **totals}.items() if at not in still_open}
    members = tuple(
        Member(slug, name, {one: found[pk, one.year] for one in periods if (pk, one.year) in found})
        for pk, slug, name in names
    )
    return Nation(periods, members, policy, _hidden(members, periods, policy, told))


_Found = dict[tuple[int, int], Reported]
"""By association and year."""


def _totals(period: Period) -> _Found:
    """From the sums of the periods that are reported, added up by the database."""
    rows = (
        PeriodTotal.objects.filter(period__year__in=_years(period), period__last_month__lte=period.month,
                                   variable__in=_STORED, age="")
        .order_by().annotate(where=_WHERE)
        .values_list("association", "period__year", "variable", "where")
        .annotate(persons=Sum("count"), through=Max("period__last_month"))
    )  # fmt: skip
    held: dict[tuple[int, int], list[Held]] = {}
    for association, year, variable, where, persons, through in rows:
        held.setdefault((association, year), []).append(Held(through, variable, where, "", "", persons))
    return {at: _reported(rows, period) for at, rows in held.items()}


def _open(period: Period) -> set[tuple[int, int]]:
    """Years that an association has not reported to their end, or is still handing in."""
    held = ReportingPeriod.objects.filter(year__in=_years(period)).order_by().values_list("association", "year")
    rows = held.annotate(last=Max("last_month"), still=Number("pk", filter=Q(closed__isnull=True)))
    return {(pk, year) for pk, year, last, still in rows if last < 12 or still}


def _taken_over(period: Period) -> _Found:
    """Whole years from before periods were reported."""
    rows = EarlierYear.objects.filter(year__in=_years(period), variable__in=_WHOLE_YEARS).order_by()
    held: dict[tuple[int, int], list[Held]] = {}
    for association, year, variable, persons in rows.values_list("association", "year", "variable", "count"):
        held.setdefault((association, year), []).append(Held(12, variable, "", "", "", persons))
    return {at: _reported(rows, period) for at, rows in held.items()}


def _reported(rows: Sequence[Held], period: Period) -> Reported:
    return Reported.of(by_variable(rows), max(row.last_month for row in rows), period.month)


def _years(period: Period) -> tuple[int, int]:
    return period.year, period.year - 1


def _policies(period: Period, associations: Iterable[int]) -> list[Policy]:
    """Each association's rule at the period's end."""
    rows = ProtectionPolicy.objects.filter(start__lte=period.end).order_by("start")
    latest = {row.association_id: as_policy(row) for row in rows}
    return [latest.get(pk, Policy()) for pk in associations]


# --- protection ------------------------------------------------------------------------------------------------------


_ToldUpTo = tuple[int | None, int]
"""The newest of what readers have been told, and how many there are: another when something is added."""


def _ever_told(period: Period) -> _ToldUpTo:
    found = Told.objects.filter(year__in=_years(period)).aggregate(newest=Max("pk"), number=Number("pk"))
    return found["newest"], found["number"]


def _hidden(
    members: Sequence[Member], periods: Sequence[Period], policy: Policy, told: _ToldUpTo
) -> frozenset[str]:  # fmt: skip
    """What may not be shown. The same counts, under the same rule and after the same publications, are protected
    once."""
    held = publication(members, periods)
    what = json.dumps([held.values, asdict(policy), told])
    place, made = f"nation-{hashlib.sha256(what.encode()).hexdigest()}", caches["made"]
    found: frozenset[str] | None = made.get(place)
    if found is None:
        earlier = _printed_before(members, periods, held.values) if told[1] else []
        found = _protected(held, policy, [*earlier, View(told_around(members, periods, policy))])
        made.set(place, found)
    return found


def _printed_before(members: Sequence[Member], periods: Sequence[Period], values: Mapping[str, int]) -> list[View]:
    """What the associations' own publications have told of the same counts: it shields no other any more.

    A count that has been corrected since is not what was told.
    """
    names = {cell_key(Coordinate(what), period): (what, period) for what in COUNTED for period in periods}
    shown: dict[str, int] = {}
    with tenant(EVERYTHING):
        rows = Told.objects.filter(year__in=[period.year for period in periods])
        told = list(rows.values_list("association__slug", "view__shown"))
    for slug, numbers in told:
        for name, (what, period) in names.items():
            own = key(slug, what, period)
            if own in values and numbers.get(name) == values[own]:
                shown[own] = values[own]
    return [View(shown)] if shown else []


def _protected(held: Publication, policy: Policy, earlier: Sequence[View]) -> frozenset[str]:
    """The keys to hide; every key where the attack still finds a way."""
    protection = protect(held, policy, earlier)
    if attack(protection.view, policy, earlier):
        return frozenset((*held.values, *(share.key for share in held.shares)))
    return frozenset(protection.hidden)
