"""A read file into the tables: vouchers as they come, then chart, balances and the months' sums."""

from collections.abc import Sequence
from functools import lru_cache

from samsyn.ledger.domain.sie import MonthAmount, Objects, Row, SieFile, Voucher
from samsyn.ledger.importing import bulk
from samsyn.ledger.importing.difference import amount_of
from samsyn.ledger.models import Account, Balance, DimensionObject, Entry, Import, Movement
from samsyn.ledger.models import Voucher as VoucherRow

COST_CENTRE, PROJECT = "1", "6"
ANALYZE_FROM = 10_000  # vouchers

_VOUCHER = {
    "id": "bigint", "series": "text", "number": "text", "position": "int", "date": "date", "text": "text",
    "registered": "date", "sign": "text", "amount": "bigint", "search": "text",
}  # fmt: skip
_ENTRY = {
    "voucher_id": "bigint", "position": "int", "kind": "text", "account": "int", "date": "date",
    "cost_centre": "text", "project": "text", "objects_text": "text", "amount": "bigint", "text": "text",
    "quantity": "text",
}  # fmt: skip
_MOVEMENT = {
    "month": "date", "account": "int", "cost_centre": "text", "project": "text", "amount": "bigint", "source": "text",
}  # fmt: skip
_BALANCE = {
    "start": "date", "index": "int", "account": "int", "ib": "bigint", "ub": "bigint", "res": "bigint",
}  # fmt: skip


@lru_cache(maxsize=4096)
def iso(day: str) -> str:
    """YYYYMMDD as the ISO date that both databases read."""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


@lru_cache(maxsize=65536)
def split_objects(objects: Objects) -> tuple[str, str, str]:
    """(cost centre, project, the other dimensions in words)."""
    cost_centre = project = ""
    others = []
    for dimension, code in objects:
        if dimension == COST_CENTRE:
            cost_centre = code
        elif dimension == PROJECT:
            project = code
        else:
            others.append(f"{dimension} {code}")
    return cost_centre[:60], project[:60], ", ".join(others)[:300]


def searchable(voucher: Voucher) -> str:
    """What text search looks in: number with and without space, the voucher's text and its rows' texts."""
    texts = dict.fromkeys([voucher.text, *(row.text for row in voucher.rows)])
    number = f"{voucher.series} {voucher.number} {voucher.series}{voucher.number}"
    return " ".join([number, *filter(None, texts)]).lower()


def _row_text(row: Row, voucher: Voucher) -> str:
    """A row's own date is told in its text: the books go by the voucher's date, so that months add up to the year."""
    if row.date and row.date != voucher.date:
        return f"{row.text} (transaktionsdatum {iso(row.date)})".strip()[:500]
    return row.text[:500]


class YearWriter:
    """Writes one file's year. Hand `take` to the reader, then its answer to `finish`, all in one transaction."""

    def __init__(self, item: Import, year_id: int) -> None:
        self._item = item
        self._year = {"association_id": item.association_id, "year_id": year_id}
        self._origin = {"association_id": item.association_id, "origin_id": item.pk}
        self._keys = bulk.Keys(VoucherRow._meta.db_table)
        self._months: dict[tuple[str, str, str, str], int] = {}
        self.vouchers = self.entries = self.skipped = 0

    def take(self, batch: Sequence[Voucher]) -> None:
        """Vouchers with faults are left out: whoever confirmed has said so."""
        sound = [voucher for voucher in batch if voucher.ok]
        self.skipped += len(batch) - len(sound)
        entries: list[tuple[object, ...]] = []
        heads: list[tuple[object, ...]] = []
        for key, voucher in zip(self._keys.take(len(sound)), sound, strict=True):
            self.vouchers += 1
            heads.append(self._head(key, voucher))
            entries.extend(self._rows(key, voucher))
        bulk.insert(VoucherRow._meta.db_table, self._year, _VOUCHER, heads)
        bulk.insert(Entry._meta.db_table, self._year, _ENTRY, entries)
        self.entries += len(entries)

    def _head(self, key: int, voucher: Voucher) -> tuple[object, ...]:
        registered = iso(voucher.registered) if _is_day(voucher.registered) else None
        return (
            key, voucher.series[:40], voucher.number[:40], self.vouchers, iso(voucher.date), voucher.text[:500],
            registered, voucher.sign[:80], amount_of(voucher), searchable(voucher),
        )  # fmt: skip

    def _rows(self, key: int, voucher: Voucher) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        months, date, month = self._months, iso(voucher.date), voucher.date[:6]
        for position, row in enumerate(voucher.rows, 1):
            cost_centre, project, others = split_objects(row.objects)
            if row.kind == "T":
                place = (month, row.account, cost_centre, project)
                months[place] = months.get(place, 0) + row.amount
            text = _row_text(row, voucher) if row.text or row.date != voucher.date else ""
            found.append(
                (key, position, row.kind, int(row.account), date, cost_centre, project, others, row.amount, text,
                 row.quantity[:40])
            )  # fmt: skip
        return found

    def finish(self, file: SieFile) -> None:
        """Chart, objects, balances and months. Where there are vouchers the file's own month sums are not needed."""
        self._chart(file)
        self._balances(file)
        self._movements(file)
        if self.vouchers >= ANALYZE_FROM:
            bulk.refresh_statistics(VoucherRow, Entry, Movement)

    def _chart(self, file: SieFile) -> None:
        accounts = {int(a.number): (int(a.number), a.name[:200], a.type[:1]) for a in file.accounts.values()}
        for _, account, _, _ in self._months:
            accounts.setdefault(int(account), (int(account), "", ""))
        columns = {"number": "int", "name": "text", "type": "text"}
        bulk.insert(Account._meta.db_table, self._year, columns, list(accounts.values()))
        objects = {(d[:10], code[:60]): name[:200] for (d, code), name in file.objects.items()}
        columns = {"dimension": "text", "code": "text", "name": "text"}
        rows = [(dimension, code, name) for (dimension, code), name in objects.items()]
        bulk.insert(DimensionObject._meta.db_table, self._year, columns, rows)

    def _balances(self, file: SieFile) -> None:
        starts = {year.index: year.start.isoformat() for year in file.years}
        rows: dict[tuple[int, int], tuple[object, ...]] = {}
        for index, kept in file.balances.items():
            if index in starts:
                for account, b in kept.items():
                    rows[index, int(account)] = (starts[index], index, int(account), b.ib, b.ub, b.res)
        bulk.insert(Balance._meta.db_table, self._origin, _BALANCE, list(rows.values()))

    def _movements(self, file: SieFile) -> None:
        rows = [
            (f"{month[:4]}-{month[4:]}-01", int(account), cost_centre, project, amount, "vouchers")
            for (month, account, cost_centre, project), amount in self._months.items()
        ]
        bulk.insert(Movement._meta.db_table, self._origin, _MOVEMENT, rows)
        stated = [month for month in file.month_balances if month.year_index or not self.vouchers]
        bulk.insert(Movement._meta.db_table, self._origin, _MOVEMENT, _stated(stated))


def _is_day(text: str) -> bool:
    return len(text) == 8 and text.isdecimal() and "01" <= text[4:6] <= "12" and "01" <= text[6:] <= "31"


def _stated(months: Sequence[MonthAmount]) -> list[tuple[object, ...]]:
    """#PSALDO summed per month, account, cost centre and project."""
    sums: dict[tuple[str, int, str, str], int] = {}
    for month in months:
        cost_centre, project, _ = split_objects(month.objects)
        key = (f"{month.period[:4]}-{month.period[4:]}-01", int(month.account), cost_centre, project)
        sums[key] = sums.get(key, 0) + month.amount
    return [(*key, amount, "stated") for key, amount in sums.items()]


def clear_year(association_id: int, year_id: int) -> None:
    """Takes away everything that a file put into a year; the imports themselves, the log, stay."""
    origins = Import.objects.filter(association_id=association_id, year_id=year_id).values_list("pk", flat=True)
    kept = list(origins)
    for table in (Movement, Balance):
        bulk.clear(table, association_id, "origin_id", kept)
    for rows in (Entry, VoucherRow, Account, DimensionObject):
        bulk.clear(rows, association_id, "year_id", [year_id])
