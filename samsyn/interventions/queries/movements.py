"""The commitment ledger added up by the database, for lists of many: `ledger.entries` would be too many rows there.

The same sums as `domain.commitments.movement` over `ledger.entries`, intervention by intervention.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Min, Q, QuerySet, Sum

from samsyn.associations.models import Association
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.commitments import Horizon, Movement
from samsyn.interventions.domain.words import RETURNING, DecisionKind, RunBy
from samsyn.interventions.models import Claim, Confirmation, DecisionYear

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
    """Year-end answers are costs of 31 December."""
    newest = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    rows = Confirmation.objects.filter(association=association, amount__gt=0, year__lte=newest, **wanted)
    summed = rows.order_by().values_list("intervention").annotate(
        before=Sum("amount", filter=Q(year__lt=first.year), default=0),
        inside=Sum("amount", filter=Q(year__gte=first.year), default=0),
    )  # fmt: skip
    return {pk: Movement(opening=-before, cost=inside, accrued=inside) for pk, before, inside in summed}


def horizon(association: Association) -> Horizon:
    """Which periods the ledger tells of, as `domain.commitments.horizon` says of its entries (four queries)."""
    decided = DecisionYear.objects.filter(association=association, decision__intervention__run_by=RunBy.PARTY)
    first = decided.aggregate(day=Min("decision__date"))["day"]
    taken = decided.filter(decision__automatic=False, decision__kind__in=_TAKEN_OVER).order_by()
    claimed = Claim.objects.filter(association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY)
    days = list(claimed.exclude(approved=F("settled")).order_by().values_list("cost_date", flat=True).distinct())
    answers = Confirmation.objects.filter(association=association, amount__gt=0).order_by()
    days += [date(year, 12, 31) for year in answers.values_list("year", flat=True).distinct()]
    by_year: dict[int, date] = {}
    for day in filter(None, days):
        by_year[day.year] = min(day, by_year.get(day.year, day))
    begins = min([*by_year.values(), *filter(None, [first])], default=None)
    return Horizon(begins, frozenset(by_year.values()), frozenset(taken.values_list("decision__date", flat=True)))
