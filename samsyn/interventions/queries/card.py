"""What an intervention's card says of a year in money: granted, used and left, cost type by cost type."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.models import Application, ApplicationBudget, Claim, ClaimRow, Intervention


@dataclass(frozen=True)
class CostRow:
    """A cost type: what the application budgeted for the year (None: nothing was) and what claims used, öre."""

    label: str
    budget: int | None
    used: int


def cost_rows(of: Intervention, period: Period) -> list[CostRow]:
    """By cost type in the list's order; a row for what approval took off the documents (three queries)."""
    budget = _budget(of, period.year)
    where = {"state__in": COUNTED, "cost_date__range": (period.start, period.end)}
    rows = ClaimRow.objects.filter(association=of.association, claim__intervention=of,
                                   **{f"claim__{name}": value for name, value in where.items()})  # fmt: skip
    summed = rows.order_by("cost_type__position", "cost_type__label").values_list("cost_type__label")
    used = dict(summed.annotate(Sum("amount")))
    labels = dict.fromkeys([*budget, *used])
    found = [CostRow(label, budget.get(label), used.get(label, 0)) for label in labels]
    claims = Claim.objects.filter(association=of.association, intervention=of, **where).order_by()
    sums = claims.aggregate(asked=Sum("amount"), approved=Sum("approved"), settled=Sum("settled"))
    rest = (sums["approved"] or 0) - (sums["asked"] or 0) - (sums["settled"] or 0)
    return [*found, CostRow("Nedsatt och redan kostnad ett tidigare år", None, rest)] if rest else found


def _budget(of: Intervention, year: int) -> Mapping[str, int]:
    granted = Application.objects.filter(association=of.association, intervention=of, state="beviljad").values("pk")
    rows = ApplicationBudget.objects.filter(association=of.association, application__in=granted, year=year)
    summed = rows.order_by("cost_type__position", "cost_type__label").values_list("cost_type__label")
    return dict(summed.annotate(Sum("amount")))
