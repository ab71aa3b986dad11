"""What a reading remembers between the lines. One per file; the parts of the package hand it to each other."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .checksum import Checksum
from .findings import Findings
from .model import Level, Limits, Objects, Row, SieFile, Voucher
from .words import quoted

BATCH = 2000  # vouchers handed to the importer at a time


class MonthRow(NamedTuple):
    """A #PSALDO or #PBUDGET as written; year and total are settled when the whole file is known."""

    year_index: int
    period: str
    account: str
    objects: Objects
    amount: int
    line: int


@dataclass(slots=True)
class Seen:
    """Enough of each voucher to tell a copy of it from another one under its number. Columns instead of objects: a
    million small objects would keep the garbage collector busy."""

    numbers: dict[str, dict[str, int]] = field(default_factory=dict)  # series → number → place in the columns
    contents: "array[int]" = field(default_factory=lambda: array("q"))  # hash of the lines
    lines: "array[int]" = field(default_factory=lambda: array("q"))
    dates: list[str] = field(default_factory=list)

    def add(self, numbers: dict[str, int], number: str, content: int, date: str, line: int) -> None:
        """Remembers a voucher in the dictionary of its series."""
        numbers[number] = len(self.dates)
        self.contents.append(content)
        self.lines.append(line)
        self.dates.append(date)


class Dated(NamedTuple):
    """The first voucher of a date."""

    name: str
    line: int


@dataclass(slots=True)
class OpenVoucher:
    """The voucher whose block is being read."""

    series: str
    number: str
    date: str
    text: str
    registered: str
    sign: str
    line: int
    name: str
    in_block: bool = False
    ok: bool = True
    readable: bool = True  # every amount could be read, so that the sum means something
    total: int = 0
    trans: int = 0
    rows: list[Row] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


@dataclass
class State:
    """`sink` gets the vouchers in batches; without it none are built."""

    limits: Limits
    findings: Findings
    sink: Callable[[list[Voucher]], None] | None = None
    sie: SieFile = field(default_factory=SieFile)
    checksum: Checksum = field(default_factory=Checksum)
    open: OpenVoucher | None = None
    batch: list[Voucher] = field(default_factory=list)
    declared_type: str = ""
    labels: dict[str, int] = field(default_factory=dict)  # known label → line of first use
    balance_lines: dict[tuple[str, int, str], int] = field(default_factory=dict)  # #UB, year, account → line
    year_lines: dict[int, int] = field(default_factory=dict)
    account_types: dict[str, tuple[str, int]] = field(default_factory=dict)  # #KTYP and its line
    used_accounts: dict[str, int] = field(default_factory=dict)  # → line of first use
    used_objects: dict[tuple[str, str], int] = field(default_factory=dict)
    months: list[MonthRow] = field(default_factory=list)
    budgets: list[MonthRow] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    voucher_dates: dict[str, int] = field(default_factory=dict)  # YYYYMMDD that exists → vouchers
    first_dated: dict[str, Dated] = field(default_factory=dict)
    lacking: tuple[int, str] | None = None  # the last record that lacks its fields
    last_line: int = 0  # the last line that is not blank
    omfattn_line: int = 0

    def use(self, account: str, objects: Objects, line: int) -> None:
        """Remembers where an account and its objects were first used."""
        self.used_accounts.setdefault(account, line)
        for pair in objects:
            self.used_objects.setdefault(pair, line)

    def lacks(self, label: str, what: str, line: int, level: Level = Level.W, code: str = "missing_field") -> None:
        """A record without a field it must have; on the last line of the file it means that the file is cut off."""
        self.lacking = (line, f"{label} saknar {what}.")
        self.findings.add(level, code, line, f"{label} saknar {what}.")

    def bad_date(self, level: Level, line: int, label: str, text: str) -> None:
        self.findings.add(level, "bad_date", line, f"{label}: {quoted(text)} är inget datum (skrivs ÅÅÅÅMMDD).")

    def book(self, account: str, ore: int) -> None:
        """Adds a booked row to its account."""
        self.sie.sums[account] = self.sie.sums.get(account, 0) + ore

    def year_of(self, day: date) -> int | None:
        """The index of the declared year that holds the day."""
        return next((year.index for year in self.sie.years if year.start <= day <= year.end), None)

    def deliver(self, voucher: Voucher) -> None:
        """Hands a finished voucher on."""
        self.batch.append(voucher)
        if len(self.batch) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Hands on what is waiting."""
        if self.sink is not None and self.batch:
            self.sink(self.batch)
            self.batch = []
