"""Vouchers and their rows for pages: a page at a time by where the last one ended, never by counting a million rows.

A page is asked for with a `Mark` (the date and key of a row) and a direction. Which months and accounts a choice can
concern is looked up in the months' sums first, so that rare and common choices are both found fast.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from samsyn.associations.models import Association
from samsyn.ledger.models import DimensionObject, Entry, FiscalYear, Import, Movement, Voucher

PAGE = 50
FEW = 2000  # so many vouchers may be named one by one in a query
WORDS = 6
LARGEST_ACCOUNT = 2**31 - 1


@dataclass(frozen=True)
class Choice:
    """Which vouchers are wanted. Dates are inclusive; amounts are öre of the voucher's debits."""

    start: date
    end: date
    account_from: int | None = None
    account_to: int | None = None
    cost_centre: str = ""
    project: str = ""
    amount_from: int | None = None
    amount_to: int | None = None
    series: str = ""
    text: str = ""

    @property
    def on_rows(self) -> bool:
        """Whether it asks about rows, not only about whole vouchers."""
        return self.account_from is not None or bool(self.cost_centre or self.project)

    @property
    def whole_months(self) -> bool:
        return self.start.day == 1 and (self.end + timedelta(days=1)).day == 1

    @property
    def only_rows(self) -> bool:
        """Whether the months' sums can tell its sum."""
        narrowed = self.amount_from is not None or self.amount_to is not None or self.series or self.text
        return self.on_rows and self.whole_months and not narrowed


@dataclass(frozen=True)
class Mark:
    """A place in a list: `key` is the voucher's position or the row's id. Written '20240314-118'."""

    day: date
    key: int

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        """None for what is no place."""
        day, _, key = text.partition("-")
        try:
            return cls(date.fromisoformat(day), int(key))
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.key}"


@dataclass(frozen=True)
class VoucherPage:
    """A page of the list, newest first. `on_rows` is each voucher's sum on the chosen rows; `total` the choice's."""

    vouchers: Sequence[Voucher]
    first: bool
    last: bool
    on_rows: dict[int, int]
    total: int | None = None

    @property
    def newer(self) -> Mark | None:
        return None if self.first or not self.vouchers else _mark(self.vouchers[0])

    @property
    def older(self) -> Mark | None:
        return None if self.last or not self.vouchers else _mark(self.vouchers[-1])


def _mark(voucher: Voucher) -> Mark:
    return Mark(voucher.date, voucher.position)


def fiscal_years(association: Association, start: date, end: date) -> list[FiscalYear]:
    """The bookkeeping years that some day of the period lies in, newest first."""
    return list(FiscalYear.objects.filter(association=association, start__lte=end, end__gte=start))


def voucher_page(
    association: Association, choice: Choice, *, after: Mark | None = None, before: Mark | None = None
) -> VoucherPage:
    """A page from the newest, or on either side of a mark. At most five queries, whatever the books hold."""
    if before:
        rows = _taken(_selected(association, _from(choice, before)), _not_at(before, newer=True), "date", "position")
        more, shown = len(rows) > PAGE, rows[:PAGE][::-1]
        first, last = not more, False
    else:
        mark = _not_at(after, newer=False) if after else Q()
        shown = _taken(_selected(association, _to(choice, after)), mark, "-date", "-position")
        first, last = after is None, len(shown) <= PAGE
        shown = shown[:PAGE]
    return VoucherPage(shown, first, last, _sums_on_rows(choice, shown), _total(association, choice))


def _taken(found: QuerySet[Voucher] | None, beside: Q, *order: str) -> list[Voucher]:
    """A page and one more, to see whether there is any more."""
    return [] if found is None else list(found.filter(beside).order_by(*order)[: PAGE + 1])


def _from(choice: Choice, mark: Mark) -> Choice:
    """The choice from the mark's day. One bound, not two: SQLite starts in the index at the first it is told."""
    return replace(choice, start=max(choice.start, mark.day))


def _to(choice: Choice, mark: Mark | None) -> Choice:
    return replace(choice, end=min(choice.end, mark.day)) if mark else choice


def all_vouchers(association: Association, choice: Choice) -> Iterator[Voucher]:
    """Every voucher of the choice, newest first, a page in memory at a time."""
    found = _selected(association, choice)
    return iter(()) if found is None else found.order_by("-date", "-position").iterator(chunk_size=2000)


def _beside(mark: Mark, *, newer: bool) -> Q:
    """Said as a range with an exception, since a choice of ranges makes SQLite sort the whole year."""
    days = Q(date__gte=mark.day) if newer else Q(date__lte=mark.day)
    return days & _not_at(mark, newer=newer)


def _not_at(mark: Mark, *, newer: bool) -> Q:
    """Of the mark's own day, only what lies beyond it."""
    beyond = Q(position__lte=mark.key) if newer else Q(position__gte=mark.key)
    return ~(Q(date=mark.day) & beyond)


def _in_years(years: Sequence[FiscalYear]) -> Q:
    """One year as an equality, so that the index gives the order."""
    return Q(year=years[0]) if len(years) == 1 else Q(year__in=years)


def _selected(association: Association, choice: Choice) -> QuerySet[Voucher] | None:
    """The vouchers of the choice, in no order; None when there cannot be any."""
    years = fiscal_years(association, choice.start, choice.end)
    if not years:
        return None
    if not choice.on_rows:
        return _heads(association, choice, years)
    within = _possible(association, choice)
    if within is None:
        return None
    narrow, accounts = within
    rows = Entry.objects.filter(_objects(choice), account__in=accounts, kind="T").order_by()
    dated = rows.filter(_in_years(years), association=association, date__gte=narrow.start, date__lte=narrow.end)
    few = set(dated.values_list("voucher_id", flat=True)[: FEW + 1])
    heads = _heads(association, narrow, years)
    if len(few) <= FEW:
        return heads.filter(pk__in=few)
    # common rows: try vouchers in their order. Told of association and year, SQLite would look up by account instead.
    return heads.filter(Exists(rows.filter(voucher=OuterRef("pk"))))


def _heads(association: Association, choice: Choice, years: Sequence[FiscalYear]) -> QuerySet[Voucher]:
    found = Voucher.objects.filter(
        _in_years(years), association=association, date__gte=choice.start, date__lte=choice.end
    )
    if choice.amount_from is not None:
        found = found.filter(amount__gte=choice.amount_from)
    if choice.amount_to is not None:
        found = found.filter(amount__lte=choice.amount_to)
    if choice.series:
        found = found.filter(series=choice.series)
    for word in wanted_words(choice.text):
        found = found.filter(search__contains=word)
    return found


def wanted_words(text: str) -> list[str]:
    """The words to search for, longest first: most vouchers then fail on the first one."""
    return sorted(text.lower().split()[:WORDS], key=len, reverse=True)


def _objects(choice: Choice) -> Q:
    return coded(choice.cost_centre, choice.project)


def coded(cost_centre: str, project: str) -> Q:
    """Rows with these codes. Says too that a code is not empty: only then SQLite uses the index of rows with codes."""
    wanted = Q()
    if cost_centre:
        wanted &= Q(cost_centre=cost_centre) & ~Q(cost_centre="")
    if project:
        wanted &= Q(project=project) & ~Q(project="")
    return wanted


def _months(association: Association, choice: Choice) -> QuerySet[Movement]:
    found = Movement.objects.filter(
        _objects(choice),
        association=association,
        source="vouchers",
        month__gte=choice.start.replace(day=1),
        month__lte=choice.end,
    )
    if choice.account_from is not None:
        last = choice.account_to if choice.account_to is not None else choice.account_from
        found = found.filter(account__gte=choice.account_from, account__lte=last)
    return found.order_by()


def _possible(association: Association, choice: Choice) -> tuple[Choice, list[int]] | None:
    """The choice drawn in to the months that have such rows, and on which accounts; None when no month has."""
    found = _months(association, choice).values("account").annotate(first=Min("month"), last=Max("month"))
    rows = list(found)
    if not rows:
        return None
    first, last = min(row["first"] for row in rows), max(row["last"] for row in rows)
    end = _next_month(last) - timedelta(days=1)
    drawn = replace(choice, start=max(choice.start, first), end=min(choice.end, end))
    return drawn, sorted({row["account"] for row in rows})


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _sums_on_rows(choice: Choice, vouchers: Sequence[Voucher]) -> dict[int, int]:
    """voucher → öre on the rows that were asked for. The vouchers already are the association's own."""
    if not choice.on_rows or not vouchers:
        return {}
    rows = Entry.objects.filter(_objects(choice), voucher__in=vouchers, kind="T").order_by()
    if choice.account_from is not None:
        last = choice.account_to if choice.account_to is not None else choice.account_from
        rows = rows.filter(account__gte=choice.account_from, account__lte=last)
    return dict(rows.values_list("voucher").annotate(Sum("amount")))


def _total(association: Association, choice: Choice) -> int | None:
    if not choice.only_rows:
        return None
    return _months(association, choice).aggregate(total=Sum("amount"))["total"] or 0


# --- one voucher -----------------------------------------------------------------------------------------------------


def neighbours(voucher: Voucher) -> tuple[Voucher | None, Voucher | None]:
    """The vouchers before and after it by date, in the same year (two queries)."""
    same = Voucher.objects.filter(association_id=voucher.association_id, year_id=voucher.year_id)
    mark = _mark(voucher)
    before = same.filter(_beside(mark, newer=False)).order_by("-date", "-position").first()
    after = same.filter(_beside(mark, newer=True)).order_by("date", "position").first()
    return before, after


def booked_by(voucher: Voucher) -> Import | None:
    """The import that the voucher came with."""
    active = Import.objects.filter(
        association_id=voucher.association_id, year_id=voucher.year_id, state=Import.State.ACTIVE
    )
    return active.select_related("source").defer("findings", "reconciliation", "difference").first()


def object_names(association_id: int, year_id: int) -> dict[tuple[str, str], str]:
    """(dimension, code) → name."""
    rows = DimensionObject.objects.filter(association_id=association_id, year_id=year_id)
    return {(dimension, code): name for dimension, code, name in rows.values_list("dimension", "code", "name")}
