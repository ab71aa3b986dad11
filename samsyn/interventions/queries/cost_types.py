"""What claims hold of each cost type."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.words import UNSETTLED, ClaimForm
from samsyn.interventions.models import Claim, ClaimRow


@dataclass(frozen=True)
class TypeRow:
    """What counted claims of a period hold of one cost type, in öre; '' is what was taken off them when approved."""

    intervention: int
    cost_type: str
    position: int
    amount: int


def cost_types(association: Association, period: Period) -> list[TypeRow]:
    """What the claims that became cost in the period hold of each cost type, by intervention (two queries)."""
    when: dict[str, Any] = {"state__in": COUNTED, "cost_date__range": (period.start, period.end)}
    rows = (
        ClaimRow.objects.filter(association=association, **{f"claim__{k}": v for k, v in when.items()})
        .exclude(claim__form=ClaimForm.ADVANCE)  # what an advance paid for is said by its settlement
        .order_by("cost_type__position", "cost_type__label")
        .values_list("claim__intervention_id", "cost_type__label", "cost_type__position")
        .annotate(Sum("amount"))
    )
    found = [TypeRow(*row) for row in rows]
    typed: dict[int, int] = {}
    for row in found:
        typed[row.intervention] = typed.get(row.intervention, 0) + row.amount
    claims = Claim.objects.filter(association=association, **when).order_by()
    for pk, approved in claims.values_list("intervention_id").annotate(Sum("approved")):
        if rest := approved - typed.get(pk, 0):
            found.append(TypeRow(pk, UNSETTLED if rest > 0 else "", 9999, rest))
    return found
