"""The ledger card of an account: opening balance, rows with the running balance, closing balance; and all accounts.

The running balance is right on every page without the rows of the others: whole months come from the months' sums,
only the days since the month began from rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from samsyn.associations.models import Association
from samsyn.ledger.models import Account, Balance, Entry, FiscalYear, Import, Movement
from samsyn.ledger.queries.vouchers import Mark, coded, fiscal_years

PAGE = 100


@dataclass(frozen=True)
class CardRow:
    """A booked row and the balance after it, in öre."""

    entry: Entry
    balance: int


@dataclass(frozen=True)
class Card:
    """An account in a period. Balances are öre with the ledger's sign. With a cost centre or project they only count
    the rows shown, since opening balances are not kept per object."""

    year: FiscalYear
    number: int
    name: str
    start: date
    end: date
    opening: int
    closing: int
    rows: Sequence[CardRow] = ()
    first: bool = True
    last: bool = True

    @property
    def newer(self) -> Mark | None:
        """The place to go on from."""
        return None if self.last or not self.rows else Mark(self.rows[-1].entry.date, self.rows[-1].entry.pk)

    @property
    def older(self) -> Mark | None:
        return None if self.first or not self.rows else Mark(self.rows[0].entry.date, self.rows[0].entry.pk)


@dataclass
class _Account:
    """One account of a year, with what its balances are summed from."""

    association: Association
    year: FiscalYear
    number: int
    cost_centre: str = ""
    project: str = ""
    opening: int = 0
    months: dict[date, int] = field(default_factory=dict)

    def load(self) -> None:
        """The opening balance and the months' sums (two queries)."""
        own = Q(association=self.association, account=self.number)
        active = Q(origin__year=self.year, origin__state=Import.State.ACTIVE)
        if not (self.cost_centre or self.project):
            stated = Balance.objects.filter(own, active, index=0).values_list("ib", flat=True).first()
            self.opening = stated or 0
        sums = Movement.objects.filter(own, active, self._objects(), source="vouchers").order_by()
        self.months = dict(sums.values_list("month").annotate(Sum("amount")))

    def _objects(self) -> Q:
        return coded(self.cost_centre, self.project)

    def entries(self) -> QuerySet[Entry]:
        found = Entry.objects.filter(association=self.association, year=self.year, account=self.number, kind="T")
        return found.filter(self._objects())

    def before(self, day: date, key: int | None = None) -> int:
        """The balance before the day began, or just before a row of that day. At most one query."""
        first = day.replace(day=1)
        whole = self.opening + sum(amount for month, amount in self.months.items() if month < first)
        if key is None and day == first:
            return whole
        rows = self.entries().filter(date__gte=first, date__lte=day).order_by()
        rows = rows.exclude(date=day, pk__gte=key) if key is not None else rows.filter(date__lt=day)
        return whole + (rows.aggregate(total=Sum("amount"))["total"] or 0)


def account_in(
    association: Association, number: int, start: date, end: date, cost_centre: str = "", project: str = ""
) -> _Account | None:
    """The account in the year that the period ends in; None when no such year is held. Three queries."""
    years = fiscal_years(association, start, end)
    if not years:
        return None
    found = _Account(association, years[0], number, cost_centre, project)
    found.load()
    return found


def ledger_card(
    account: _Account, start: date, end: date, *, after: Mark | None = None, before: Mark | None = None
) -> Card:
    """A page of the card, oldest first; at most six queries besides `account_in`'s."""
    start, end = max(start, account.year.start), min(end, account.year.end)
    named = Account.objects.filter(association=account.association, year=account.year, number=account.number).first()
    # prefetched, not joined: the rows are then found in the index's own order
    rows = account.entries().prefetch_related("voucher")
    if before:  # one bound of each kind, not two: SQLite starts in the index at the first it is told
        rows = rows.filter(date__gte=start, date__lte=min(end, before.day))
        rows = rows.exclude(date=before.day, pk__gte=before.key)
        taken = list(rows.order_by("-date", "-pk")[: PAGE + 1])
        first, last, shown = len(taken) <= PAGE, False, taken[:PAGE][::-1]
    else:
        rows = rows.filter(date__gte=max(start, after.day) if after else start, date__lte=end)
        if after:
            rows = rows.exclude(date=after.day, pk__lte=after.key)
        taken = list(rows.order_by("date", "pk")[: PAGE + 1])
        first, last, shown = after is None, len(taken) <= PAGE, taken[:PAGE]
    opening, closing = account.before(start), account.before(end + timedelta(days=1))
    ahead = opening if first or not shown else account.before(shown[0].date, shown[0].pk)
    running = tuple(_running(shown, ahead))
    return Card(
        account.year, account.number, named.name if named else "", start, end, opening, closing, running, first, last
    )


def all_rows(account: _Account, start: date, end: date) -> Iterator[CardRow]:
    """Every row of the period with its balance, for a file."""
    start, end = max(start, account.year.start), min(end, account.year.end)
    rows = account.entries().filter(date__gte=start, date__lte=end).select_related("voucher").order_by("date", "pk")
    return _running(rows.iterator(chunk_size=2000), account.before(start))


def _running(entries: Sequence[Entry] | Iterator[Entry], balance: int) -> Iterator[CardRow]:
    for entry in entries:
        balance += entry.amount
        yield CardRow(entry, balance)


# --- all accounts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AccountLine:
    """An account with its opening balance, its change in the period and its closing balance, in öre."""

    number: int
    name: str
    opening: int
    change: int

    @property
    def closing(self) -> int:
        return self.opening + self.change


def account_lines(association: Association, year: FiscalYear, start: date, end: date) -> list[AccountLine]:
    """Every account that was used, by number. Months are whole: the period's address says months (three queries)."""
    active = Q(association=association, origin__year=year, origin__state=Import.State.ACTIVE)
    names = dict(Account.objects.filter(association=association, year=year).values_list("number", "name"))
    stated = Balance.objects.filter(active, index=0, ib__isnull=False).values_list("account", "ib")
    opening = {number: amount or 0 for number, amount in stated}
    change: dict[int, int] = {}
    sums = Movement.objects.filter(active, source="vouchers", month__gte=year.start, month__lte=end).order_by()
    for number, month, amount in sums.values_list("account", "month").annotate(Sum("amount")):
        into = change if month >= start else opening
        into[number] = into.get(number, 0) + amount
    used = sorted(n for n in {*opening, *change} if opening.get(n) or n in change)
    return [AccountLine(n, names.get(n, ""), opening.get(n, 0), change.get(n, 0)) for n in used]
