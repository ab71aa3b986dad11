"""'Våra pengar': what a member paid for a year, what it financed in its area, what came of it, what remains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samsyn.associations.access import parties_of
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Contribution, Party, User
from samsyn.core.figure import Scope
from samsyn.core.money import round_half_up
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Movement
from samsyn.interventions.models import FollowUp, Intervention, Involvement
from samsyn.interventions.queries.outlook import Outlook
from samsyn.ledger.queries.contributions import Line, lines

_ENDED = (Intervention.State.ENDED, Intervention.State.ENDED_EARLY)


@dataclass(frozen=True)
class Financed:
    """An intervention of the year in the member's area. `ours` is the member's part of its cost, öre."""

    item: Intervention
    name: str
    cost: int
    ours: int | None
    remaining: int
    remaining_ours: int | None
    shared_by: int  # municipalities it is for


@dataclass(frozen=True)
class Ended:
    """An intervention that ended in the year: whether it lives on and where, and what its final report says."""

    item: Intervention
    outcome: str


@dataclass(frozen=True)
class OurMoney:
    """A member's year, öre. `share` is its per cent of all members' contributions; None is not known."""

    party: Party
    contribution: int | None
    share: Decimal | None
    instalments: Sequence[Line]
    here: Sequence[Financed]
    elsewhere: int  # cost of the others
    elsewhere_ours: int | None
    office: int | None
    office_ours: int | None
    ended: Sequence[Ended]

    @property
    def paid(self) -> int:
        return sum(line.received for line in self.instalments)

    @property
    def open(self) -> int:
        return sum(line.open for line in self.instalments)

    @property
    def late(self) -> int:
        return sum(line.open for line in self.instalments if line.late)

    @property
    def cost(self) -> int:
        return sum(one.cost for one in self.here)

    @property
    def cost_ours(self) -> int | None:
        return _total([one.ours for one in self.here])

    @property
    def remaining(self) -> int:
        return sum(one.remaining for one in self.here)

    @property
    def remaining_ours(self) -> int | None:
        return _total([one.remaining_ours for one in self.here])


def _total(amounts: Sequence[int | None]) -> int | None:
    return None if None in amounts else sum(amount or 0 for amount in amounts)


def choosable(user: User, association: Association) -> list[Party]:
    """The members whose money the user may look at: all, or its own."""
    own = parties_of(user, Permission.READ_CONTRIBUTIONS, association)
    found = Party.objects.filter(association=association)
    return list(found if own is None else found.filter(pk__in=own))


def our_money(outlook: Outlook, party: Party, period: Period, day: date) -> OurMoney:
    """One member's year to the period's end; payments as they stood on a day."""
    year = period.year
    association = outlook.association
    known = Contribution.objects.filter(association=association, party=party, year=year).first()
    total = outlook.books.contributions.get(year)
    share = Decimal(known.amount) / total if known and total else None
    own = _of_area(association, party)
    told = [item for item in outlook.portfolio.financed.values() if _told(outlook, item, period)]
    here = [item for item in told if own is None or item.pk in own]
    ours = {item.pk for item in here}
    elsewhere = sum(_moved(outlook, item, period).cost for item in told if item.pk not in ours)
    office = _office(outlook, period)
    return OurMoney(
        party, known.amount if known else None, None if share is None else share * 100,
        lines(association, day, year=year, parties=[party.pk]),
        [_financed(outlook, item, period, share) for item in here],
        elsewhere, _part(elsewhere, share), office, None if office is None else _part(office, share),
        _ended(association, [item for item in here if _ended_in(item, period)]),
    )  # fmt: skip


def _of_area(association: Association, party: Party) -> set[int] | None:
    """Interventions for a municipality, or that it owns or takes part in; None where the whole area is the member's."""
    if party.kind != PartyKind.MUNICIPALITY:
        return None
    found = Involvement.objects.filter(association=association, party=party).values_list("intervention", flat=True)
    owned = Intervention.objects.filter(association=association, owner=party).values_list("pk", flat=True)
    return {*found, *owned}


def _moved(outlook: Outlook, item: Intervention, period: Period) -> Movement:
    return outlook.moved(period.start, period.end).get(item.pk, Movement())


def _told(outlook: Outlook, item: Intervention, period: Period) -> bool:
    """Whether the year has anything to say of it."""
    moved = _moved(outlook, item, period)
    running = item.start <= period.end and (item.end is None or item.end >= period.start)
    return bool(moved.cost or moved.closing or moved.decided) or (running and item.state != "förbereds")


def _ended_in(item: Intervention, period: Period) -> bool:
    return item.state in _ENDED and item.end is not None and period.start <= item.end <= period.end


def _financed(outlook: Outlook, item: Intervention, period: Period, share: Decimal | None) -> Financed:
    moved = _moved(outlook, item, period)
    areas = len(outlook.portfolio.areas.get(item.pk, ()))
    name = outlook.portfolio.name(item.pk, period.end)
    return Financed(
        item, name, moved.cost, _part(moved.cost, share), moved.closing, _part(moved.closing, share), areas
    )  # fmt: skip


def _part(amount: int, share: Decimal | None) -> int | None:
    """A member's part in whole öre."""
    return None if share is None else int(round_half_up(amount * share))


def _office(outlook: Outlook, period: Period) -> int | None:
    """What the office and own work cost by the books; None while they are not there."""
    found = outlook.books.evaluation(Scope(period))
    if not (found.known and found.by_row):
        return None
    return sum(amount for _, amount in outlook.office_rows(found.leaves))


def _ended(association: Association, items: Sequence[Intervention]) -> list[Ended]:
    rows = FollowUp.objects.filter(association=association, intervention__in=[item.pk for item in items], final=True)
    said = {row.intervention_id: row.outcome for row in rows.exclude(state=FollowUp.State.DRAFT)}
    return [Ended(item, said.get(item.pk, "")) for item in items]
