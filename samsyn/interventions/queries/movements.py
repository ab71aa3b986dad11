"""The commitment ledger added up by the database, for lists of many: `ledger.entries` would be too many rows there.

The same sums as `domain.commitments.movement` over `ledger.entries`, intervention by intervention.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Max, Min, Q, QuerySet, Sum

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.commitments import Entry, EntryKind, Horizon, Movement
from samsyn.interventions.domain.words import RETURNING, DecisionKind, RunBy
from samsyn.interventions.models import Claim, Confirmation, DecisionYear
from samsyn.interventions.queries.ledger import kind_of

_TAKEN_OVER = (DecisionKind.OPENING, DecisionKind.HISTORY)


def movements(
    association: Association, first: date, last: date, interventions: Iterable[int] | QuerySet[Any] | None = None
) -> dict[int, Movement]:
    """By intervention (pk) what happened from `first` to `last`, in öre; three queries whatever there is.

    Those financed at a party that have anything at all by `last`.
    """
    wanted = {} if interventions is None else {"intervention__in": interventions}
    found: dict[int, Movement] = {}
    for part in (_decided, _claimed, _accrued):
        for pk, moved in part(association, first, last, wanted).items():
            found[pk] = found[pk] + moved if pk in found else moved
    return found


def _decided(
    association: Association, first: date, last: date, wanted: Mapping[str, Any]
) -> dict[int, Movement]:  # fmt: skip
    own = Q(decision__automatic=False)
    inside = Q(decision__date__gte=first)
    before = ~inside | (own & Q(decision__kind__in=_TAKEN_OVER))
    reduced = inside & own & Q(decision__kind__in=RETURNING)
    plain = inside & own & ~Q(decision__kind__in=[*_TAKEN_OVER, *RETURNING])
    rows = DecisionYear.objects.filter(
        association=association, decision__intervention__run_by=RunBy.PARTY, decision__date__lte=last,
        **{f"decision__{name}": value for name, value in wanted.items()},
    )  # fmt: skip
    summed = rows.order_by().values_list("decision__intervention").annotate(
        opening=Sum("amount", filter=before, default=0),
        decided=Sum("amount", filter=plain, default=0),
        returned=Sum("amount", filter=inside & ~own, default=0),
        reduced=Sum("amount", filter=reduced, default=0),
    )  # fmt: skip
    return {
        pk: Movement(opening=opening, decided=decided, returned=-returned, reduced=-less)
        for pk, opening, decided, returned, less in summed
    }


def _claimed(
    association: Association, first: date, last: date, wanted: Mapping[str, Any]
) -> dict[int, Movement]:  # fmt: skip
    cost = F("approved") - F("settled")
    rows = Claim.objects.filter(association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY,
                                cost_date__lte=last, **wanted)  # fmt: skip
    summed = rows.order_by().values_list("intervention").annotate(
        before=Sum(cost, filter=Q(cost_date__lt=first), default=0),
        inside=Sum(cost, filter=Q(cost_date__gte=first), default=0),
    )  # fmt: skip
    return {pk: Movement(opening=-before, cost=inside) for pk, before, inside in summed}


def _accrued(
    association: Association, first: date, last: date, wanted: Mapping[str, Any]
) -> dict[int, Movement]:  # fmt: skip
    """Year-end answers are costs of 31 December; a debt that was dissolved lowers the cost of its day's year."""
    newest = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    rows = Confirmation.objects.filter(association=association, amount__gt=0, year__lte=newest, **wanted)
    summed = rows.order_by().values_list("intervention").annotate(
        before=Sum("amount", filter=Q(year__lt=first.year), default=0),
        inside=Sum("amount", filter=Q(year__gte=first.year), default=0),
        gone=Sum("dissolved_amount", filter=Q(dissolved__lt=first), default=0),
        going=Sum("dissolved_amount", filter=Q(dissolved__range=(first, last)), default=0),
    )  # fmt: skip
    return {
        pk: Movement(opening=gone - before, cost=inside - going, accrued=inside, dissolved=going)
        for pk, before, inside, gone, going in summed
    }


def costs(association: Association, first: date, last: date) -> dict[int, int]:
    """By intervention (pk) what counted claims and year-end answers cost from `first` to `last`, in öre: the `cost` of
    `movements` alone, in two queries that read no more than the days in question."""
    claims = Claim.objects.filter(association=association, state__in=COUNTED, cost_date__range=(first, last),
                                  intervention__run_by=RunBy.PARTY)  # fmt: skip
    summed = claims.order_by().values_list("intervention").annotate(cost=Sum(F("approved") - F("settled")))
    found: dict[int, int] = dict(summed)
    for pk, moved in _accrued(association, first, last, {}).items():
        found[pk] = found.get(pk, 0) + moved.cost
    return found


def by_day(association: Association) -> list[Entry]:
    """The whole ledger with the amounts of a day and kind in one, whosever they are: as many rows as days (three
    queries). A late document's difference is a cost like any other here."""
    decided = DecisionYear.objects.filter(association=association, decision__intervention__run_by=RunBy.PARTY)
    claims = Claim.objects.filter(association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY)
    days = decided.order_by().values_list("decision__date", "decision__kind", "decision__automatic")
    cost = claims.exclude(approved=F("settled")).order_by().values_list("cost_date")
    answers = Confirmation.objects.filter(association=association, amount__gt=0).order_by()
    answered = answers.values_list("year", "dissolved").annotate(Sum("amount"), Sum("dissolved_amount"))
    return [
        *(Entry(0, day, kind_of(name, automatic=automatic), amount)
          for day, name, automatic, amount in days.annotate(Sum("amount"))),
        *(entry for row in answered for entry in _of_answers(*row)),
        *(Entry(0, day, EntryKind.REQUISITIONED, -amount)
          for day, amount in cost.annotate(cost=Sum(F("approved") - F("settled"))) if day),
    ]  # fmt: skip


def _of_answers(year: int, gone: date | None, amount: int, back: int | None) -> Iterable[Entry]:
    """Year-end answers of a year whose debt was dissolved on a day, or was not."""
    yield Entry(0, date(year, 12, 31), EntryKind.ACCRUED, -amount)
    if gone and back:
        yield Entry(0, gone, EntryKind.DISSOLVED, back)


def usable(association: Association, period: Period) -> dict[int, int]:
    """By intervention (pk) what it may use in the period's year, öre: the sum of `domain.commitments.usable` (three
    queries)."""
    rows = DecisionYear.objects.filter(association=association, decision__intervention__run_by=RunBy.PARTY)
    given = Q(decision__automatic=False, decision__date__lte=period.end, year__lte=period.year)
    gone = Q(decision__automatic=True, decision__date__lt=period.start)
    found: dict[int, int] = dict(
        rows.filter(given | gone).order_by().values_list("decision__intervention").annotate(Sum("amount"))
    )
    for part in (_claimed, _accrued):
        for pk, moved in part(association, period.start, period.end, {}).items():
            found[pk] = found.get(pk, 0) + moved.opening
    return found


class Given(NamedTuple):
    """What decisions by a period's end gave an intervention, öre: for the period's year and for earlier years."""

    own: int = 0
    earlier: int = 0


def given(association: Association, period: Period) -> dict[int, Given]:
    """By intervention (pk) at a party, less what has returned or been reduced (one query)."""
    rows = DecisionYear.objects.filter(
        association=association, decision__intervention__run_by=RunBy.PARTY, decision__date__lte=period.end,
        year__range=(1, period.year),
    )  # fmt: skip
    summed = rows.order_by().values_list("decision__intervention").annotate(
        own=Sum("amount", filter=Q(year=period.year), default=0),
        earlier=Sum("amount", filter=Q(year__lt=period.year), default=0),
    )  # fmt: skip
    return {pk: Given(own, earlier) for pk, own, earlier in summed}


class Spent(NamedTuple):
    """An intervention's cost before a period's year and in the period, öre; `regular` is the part of the period's that
    documents of the year's own months asked for, and `covered` the last month that they tell of (0: none)."""

    before: int = 0
    cost: int = 0
    regular: int = 0
    covered: int = 0


def spent(association: Association, period: Period) -> dict[int, Spent]:
    """By intervention (pk), claims and year-end answers added up (two queries)."""
    cost, inside = F("approved") - F("settled"), Q(cost_date__gte=period.start)
    own = inside & Q(settles__isnull=True, period_to__year=period.year)
    claims = Claim.objects.filter(association=association, state__in=COUNTED, cost_date__lte=period.end)
    summed = claims.order_by().values_list("intervention").annotate(
        before=Sum(cost, filter=~inside, default=0), inside=Sum(cost, filter=inside, default=0),
        regular=Sum(cost, filter=own, default=0), covered=Max("period_to", filter=own),
    )  # fmt: skip
    found = {
        pk: Spent(before, now, regular, covered.month if covered else 0) for pk, before, now, regular, covered in summed
    }
    for pk, moved in _accrued(association, period.start, period.end, {}).items():
        one = found.get(pk, Spent())
        found[pk] = one._replace(before=one.before - moved.opening, cost=one.cost + moved.cost)
    return found


def horizon(association: Association) -> Horizon:
    """Which periods the ledger tells of, as `domain.commitments.horizon` says of its entries (four queries)."""
    decided = DecisionYear.objects.filter(association=association, decision__intervention__run_by=RunBy.PARTY)
    first = decided.aggregate(day=Min("decision__date"))["day"]
    taken = decided.filter(decision__automatic=False, decision__kind__in=_TAKEN_OVER).order_by()
    claimed = Claim.objects.filter(association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY)
    days = list(claimed.exclude(approved=F("settled")).order_by().values_list("cost_date", flat=True).distinct())
    answers = Confirmation.objects.filter(association=association, amount__gt=0).order_by()
    for year, gone in answers.values_list("year", "dissolved").distinct():
        days += [date(year, 12, 31), gone]
    by_year: dict[int, date] = {}
    for day in filter(None, days):
        by_year[day.year] = min(day, by_year.get(day.year, day))
    begins = min([*by_year.values(), *filter(None, [first])], default=None)
    return Horizon(begins, frozenset(by_year.values()), frozenset(taken.values_list("decision__date", flat=True)))
