"""The list of interventions, and what is known of each without reading its documents one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.models import Association, Party, User
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Movement
from samsyn.interventions.domain.interventions import LIVING, OVER, name_on
from samsyn.interventions.domain.words import Direction, RunBy
from samsyn.interventions.models import DecisionYear, Due, Intervention, InterventionName, Involvement
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.movements import movements

STATES: Mapping[str, tuple[str, ...]] = {"pagar": LIVING, "avslutade": OVER, "alla": (*LIVING, *OVER)}
EVERYWHERE = "Alla kommuner"
KINDS = ("Riktade till individer", "Riktade till strukturer", "I egen regi")


@dataclass(frozen=True)
class Choice:
    """What the reader narrowed the list to."""

    state: str = "pagar"
    area: int | None = None
    text: str = ""


@dataclass(frozen=True)
class ListRow:
    """An intervention in the list. Amounts in öre; `cost` of one in own running is not known here."""

    intervention: Intervention
    name: str
    areas: tuple[str, ...]
    granted: int  # what may be used: decided, less what returned
    used: int | None
    due: Due | None

    @property
    def kind(self) -> str:
        if self.intervention.run_by == RunBy.OWN:
            return KINDS[2]
        return KINDS[0] if self.intervention.direction == Direction.INDIVIDUAL else KINDS[1]

    @property
    def remaining(self) -> int | None:
        return None if self.used is None else self.granted - self.used

    @property
    def share(self) -> float:
        """Per cent used, 0–100, for the bar."""
        if not self.used or self.granted <= 0:
            return 0
        return max(0, min(100, round(100 * self.used / self.granted, 1)))

    @property
    def bar(self) -> str:
        """The same as SVG writes numbers."""
        return f"{self.share:.1f}"


def narrowed(user: User, association: Association, choice: Choice) -> QuerySet[Intervention]:
    """Those the user may see, by the choice: individual, structure, own running, and by name in each."""
    found = scope.interventions(user, association).filter(state__in=STATES.get(choice.state, LIVING))
    if choice.area:
        found = found.filter(
            pk__in=Involvement.objects.filter(association=association, party=choice.area, role=Involvement.Role.AREA)
            .values("intervention")
        )  # fmt: skip
    if choice.text:
        found = found.filter(Q(name__icontains=choice.text) | Q(owner__name__icontains=choice.text)
                             | Q(project=choice.text))  # fmt: skip
    return found.select_related("owner").order_by("-run_by", "direction", "name", "pk")


def rows(association: Association, found: Sequence[Intervention], period: Period) -> list[ListRow]:
    """The list's rows as they stand at the period's end: eight queries, however many."""
    pks = [one.pk for one in found]
    moved = movements(association, date.min, period.end, pks)
    budgets = own_budgets(association, period, pks)
    areas, names, dues = _areas(association, pks), names_of(association, pks), _next_dues(association, pks)
    out = []
    for one in found:
        own = one.run_by == RunBy.OWN
        mine = moved.get(one.pk, Movement())
        granted = budgets.get(one.pk, 0) if own else mine.closing + mine.cost
        name = name_on(period.end, names.get(one.pk, ()), one.name)
        out.append(ListRow(one, name, tuple(areas.get(one.pk, ())), granted, None if own else mine.cost,
                           dues.get(one.pk)))  # fmt: skip
    return out


def own_budgets(association: Association, period: Period, pks: Iterable[int] | None = None) -> dict[int, int]:
    """What was decided for the year for interventions in own running, by pk, in öre."""
    found = DecisionYear.objects.filter(association=association, decision__intervention__run_by=RunBy.OWN,
                                        year=period.year, decision__date__lte=period.end)  # fmt: skip
    if pks is not None:
        found = found.filter(decision__intervention__in=list(pks))
    return dict(found.order_by().values_list("decision__intervention").annotate(Sum("amount")))


def names_of(association: Association, pks: Iterable[int]) -> dict[int, list[InterventionName]]:
    """Names over time, oldest first."""
    found: dict[int, list[InterventionName]] = {}
    for row in InterventionName.objects.filter(association=association, intervention__in=list(pks)).order_by("start"):
        found.setdefault(row.intervention_id, []).append(row)
    return found


def _areas(association: Association, pks: Iterable[int]) -> dict[int, list[str]]:
    rows_ = Involvement.objects.filter(association=association, intervention__in=list(pks), role=Involvement.Role.AREA)
    found: dict[int, list[str]] = {}
    for pk, name in rows_.order_by("party__position").values_list("intervention_id", "party__name"):
        found.setdefault(pk, []).append(name)
    every = Party.objects.filter(association=association, kind=PartyKind.MUNICIPALITY).count()
    return {pk: [EVERYWHERE] if 1 < every == len(names) else names for pk, names in found.items()}


def _next_dues(association: Association, pks: Iterable[int]) -> dict[int, Due]:
    """The oldest thing still owed by each."""
    waiting = Due.objects.filter(association=association, intervention__in=list(pks), done__isnull=True, dropped="")
    found: dict[int, Due] = {}
    for due in waiting.order_by("-due", "-pk"):
        if due.intervention_id is not None:
            found[due.intervention_id] = due
    return found


def areas_of(association: Association) -> QuerySet[Party]:
    """Municipalities that any intervention is for."""
    used = Involvement.objects.filter(association=association, role=Involvement.Role.AREA).values("party")
    return Party.objects.filter(association=association, pk__in=used)


def state_counts(user: User, association: Association) -> dict[str, int]:
    """How many the user may see, by the list's tabs."""
    held = list(scope.interventions(user, association).order_by().values_list("state", flat=True))
    return {tab: sum(state in states for state in held) for tab, states in STATES.items()}
