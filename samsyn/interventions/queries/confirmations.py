"""Year-end answers: who is asked, who has not answered, and the debt that the answers make."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.models import Confirmation, Intervention
from samsyn.interventions.queries import scope


def asked_about(association: Association, year: int) -> list[Intervention]:
    """Those financed at a party that were under way some day of the year, with or without agreement."""
    lived = Q(end__isnull=True) | Q(end__gte=date(year, 1, 1))
    found = Intervention.objects.filter(
        lived, association=association, run_by=RunBy.PARTY, owner__isnull=False, start__lte=date(year, 12, 31)
    )
    return list(found.exclude(state=Intervention.State.PREPARED).select_related("owner"))


@dataclass(frozen=True)
class AnswerLine:
    """A question with its answer; amounts in öre, None while nobody has answered."""

    row: Confirmation
    settled: int
    late: bool

    @property
    def left(self) -> int | None:
        """What is still a debt."""
        return None if self.row.amount is None else self.row.amount - self.settled - self.dissolved

    @property
    def dissolved(self) -> int:
        return self.row.dissolved_amount or 0


@dataclass(frozen=True)
class AnswerYear:
    """The answers of a year that a user may see."""

    lines: list[AnswerLine]

    @property
    def total(self) -> int:
        return sum(line.row.amount or 0 for line in self.lines)

    @property
    def settled(self) -> int:
        return sum(line.settled for line in self.lines)

    @property
    def dissolved(self) -> int:
        return sum(line.dissolved for line in self.lines)

    @property
    def debt(self) -> int:
        return self.total - self.settled - self.dissolved

    @property
    def silent(self) -> list[AnswerLine]:
        """Those nobody has answered, the latest owed first."""
        return [line for line in self.lines if line.row.amount is None]

    @property
    def answered(self) -> list[AnswerLine]:
        return [line for line in self.lines if line.row.amount is not None]


def answers(user: User, association: Association, year: int, today: date) -> AnswerYear:
    """The year's questions about what the user may act for or read (two queries)."""
    found = _seen(user, association).filter(year=year).order_by("due", "intervention__name", "pk")
    return AnswerYear([AnswerLine(row, row.done, row.amount is None and row.due < today) for row in found])


def debt_left(user: User, association: Association, year: int) -> list[AnswerLine]:
    """Answers of the years before a year that are still a debt, the oldest first (two queries)."""
    left = F("amount") - F("done") - Coalesce("dissolved_amount", 0)
    found = _seen(user, association).filter(year__lt=year, amount__gt=0).annotate(still=left).exclude(still=0)
    return [AnswerLine(row, row.done, late=False) for row in found.order_by("year", "intervention__name", "pk")]


def _seen(user: User, association: Association) -> QuerySet[Any]:
    """What is asked about the interventions the user may act for or read, with what has been settled of each."""
    visible = scope.owned(user, association, Permission.READ_CLAIMS)
    rows = Confirmation.objects.filter(association=association, intervention__in=visible)
    settled = Coalesce(Sum("claims__settled", filter=Q(claims__state__in=COUNTED)), 0)
    return rows.select_related("intervention", "intervention__owner").annotate(done=settled)
