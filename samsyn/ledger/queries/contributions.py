"""Reads of medelstilldelning: a year's versions side by side, instalments and how they stand, what is receivable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet, Sum

from samsyn.associations.access import parties_of
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Contribution, Party, User
from samsyn.ledger.domain.contributions import Member, Paid, Standing, open_amount, received, standing
from samsyn.ledger.models import Allocation, AllocationShare, ContributionInstalment, Receipt


def members(association: Association, year: int) -> list[Member]:
    """The parties of a year, in order."""
    return [
        Member(party.pk, party.name, PartyKind(party.kind))
        for party in Party.objects.filter(association=association)
        if (party.from_year or 0) <= year <= (party.to_year or 9999)
    ]


def versions(association: Association, year: int) -> list[Allocation]:
    """A year's versions in the order they were made, shares loaded."""
    found = Allocation.objects.filter(association=association, year=year)
    return list(found.order_by("date", "pk").prefetch_related("shares__party"))


def newest(association: Association, year: int) -> Allocation | None:
    """The final version, else the newest one."""
    found = versions(association, year)
    final = [item for item in found if item.stage == Allocation.Stage.FINAL]
    return next(iter(reversed(final or found)), None)


def latest_key(association: Association, year: int) -> dict[int, Decimal]:
    """The key's numbers by party's pk in the newest version, to this year, that was divided by a key."""
    rows = AllocationShare.objects.filter(
        association=association, allocation__year__lte=year, key_value__isnull=False
    ).order_by("allocation__year", "allocation__date", "allocation__pk")
    found: dict[int, dict[int, Decimal]] = {}
    for version, party, value in rows.values_list("allocation", "party", "key_value"):
        found.setdefault(version, {})[party] = value or Decimal(0)
    return list(found.values())[-1] if found else {}


def visible_shares(user: User, association: Association) -> set[int] | None:
    """Whose amounts and payments a user follows: parties' pks, or None for all."""
    return parties_of(user, Permission.READ_CONTRIBUTIONS, association)


@dataclass(frozen=True)
class Line:
    """An instalment with its payments, as it stood on a day."""

    item: ContributionInstalment
    receipts: Sequence[Receipt]
    day: date

    @cached_property
    def paid(self) -> list[Paid]:
        return [Paid(row.date, row.amount) for row in self.receipts]

    @property
    def party(self) -> Party:
        return self.item.contribution.party

    @property
    def year(self) -> int:
        return self.item.contribution.year

    @property
    def received(self) -> int:
        return received(self.paid, self.day)

    @property
    def open(self) -> int:
        """Receivable in öre."""
        return open_amount(self.item.amount, self.item.invoiced, self.paid, self.day)

    @property
    def standing(self) -> Standing:
        return standing(self.item.amount, self.item.invoiced, self.item.due, self.paid, self.day)

    @property
    def late(self) -> bool:
        return self.standing is Standing.LATE

    @property
    def last_paid(self) -> date | None:
        return max((row.date for row in self.paid if row.date <= self.day), default=None)


def _rows(association: Association, parties: Iterable[int] | None) -> QuerySet[ContributionInstalment]:
    found = ContributionInstalment.objects.filter(association=association).select_related("contribution__party")
    found = found.prefetch_related("receipts").order_by("due", "contribution__party__position", "pk")
    return found if parties is None else found.filter(contribution__party__in=list(parties))


def lines(
    association: Association, day: date, *, year: int | None = None, parties: Iterable[int] | None = None
) -> list[Line]:
    """Instalments as they stood on a day, earliest due first: of one year's contributions or all (two queries)."""
    rows = _rows(association, parties)
    rows = rows if year is None else rows.filter(contribution__year=year)
    return [Line(item, list(item.receipts.all()), day) for item in rows]


def waiting(association: Association, day: date, year: int, parties: Iterable[int] | None = None) -> list[Line]:
    """What the page of instalments shows: the year's, and older ones that are still unpaid; late ones first."""
    found = lines(association, day, parties=parties)
    shown = [line for line in found if line.year == year or (line.year < year and line.open)]
    return sorted(shown, key=lambda line: (not line.late, line.item.due))


def one_line(user: User, association: Association, pk: int, day: date) -> Line | None:
    """One instalment; None when it is another association's or another party's."""
    item = _rows(association, visible_shares(user, association)).filter(pk=pk).first()
    return Line(item, list(item.receipts.all()), day) if item else None


def receivable(association: Association, day: date) -> int:
    """What had been asked for by a day and not come in, in öre."""
    return sum(line.open for line in lines(association, day))


@dataclass(frozen=True)
class YearOfContributions:
    """A year's line in the list: what is decided, asked for, paid and late. Öre; None is not known."""

    year: int
    version: Allocation | None
    contributions: int | None
    invoiced: int
    received: int
    late: int


def years(association: Association, day: date, parties: set[int] | None = None) -> list[YearOfContributions]:
    """Every year with contributions, versions or instalments, newest first (five queries)."""
    sums = dict(
        Contribution.objects.filter(association=association).order_by().values_list("year").annotate(Sum("amount"))
    )
    newest_of: dict[int, Allocation] = {}
    for item in Allocation.objects.filter(association=association).order_by("date", "pk"):
        held = newest_of.get(item.year)
        if held is None or held.stage != Allocation.Stage.FINAL or item.stage == Allocation.Stage.FINAL:
            newest_of[item.year] = item
    rows: dict[int, list[Line]] = {}
    for line in lines(association, day, parties=parties):
        rows.setdefault(line.year, []).append(line)
    return [
        YearOfContributions(
            year,
            newest_of.get(year),
            sums.get(year),
            sum(line.item.amount for line in rows.get(year, ()) if line.item.invoiced <= day),
            sum(line.received for line in rows.get(year, ())),
            sum(line.open for line in rows.get(year, ()) if line.late),
        )
        for year in sorted({*sums, *newest_of, *rows}, reverse=True)
    ]


def confirmed_before(association: Association, year: int) -> Allocation | None:
    """The newest version that members have confirmed, as a whole or one by one: what samråd agreed on."""
    confirmed = AllocationShare.objects.filter(association=association, allocation__year=year, confirmed__isnull=False)
    own = set(confirmed.values_list("allocation", flat=True))
    found = [item for item in versions(association, year) if item.pk in own or item.stage == Allocation.Stage.CONFIRMED]
    return found[-1] if found else None
