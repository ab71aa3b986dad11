"""Posts that the association finances in interventions, as values."""

from dataclasses import dataclass
from decimal import Decimal

from samsyn.associations.models import Association
from samsyn.interventions.models import FinancedPost


@dataclass(frozen=True)
class PostRow:
    """Financed posts of an intervention and year: positions, and full-year equivalents where they are known."""

    intervention: int
    year: int
    function: str
    positions: Decimal
    full_year: Decimal | None


def posts(association: Association) -> dict[int, list[PostRow]]:
    """Every financed post by year (one query)."""
    found: dict[int, list[PostRow]] = {}
    for row in FinancedPost.objects.filter(association=association):
        post = PostRow(row.intervention_id, row.year, row.function, row.positions, row.full_year)
        found.setdefault(row.year, []).append(post)
    return found
