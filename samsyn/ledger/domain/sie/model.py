"""What a SIE file holds once it has been read: plain values, amounts in whole öre."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Objects = tuple[tuple[str, str], ...]  # pairs of (dimension, object), both strings


class Level(StrEnum):
    """How grave a finding is; the two first make `samsyn sie read` answer with exit code 1."""

    F = "F"  # the file is refused
    V = "V"  # one voucher or record is wrong; the file is refused unless the user chooses to skip it
    W = "W"  # read, but worth a look
    I = "I"  # noqa: E741  # worth knowing


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on the file. `line` is the physical line, from 1; `text` says in plain Swedish what is wrong."""

    level: Level
    code: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.line}: {self.code}: {self.text}"

    def format(self, file: str) -> str:
        """`file:line: code: text`, the form that editors and terminals can follow."""
        return f"{file}:{self}"


class Row(NamedTuple):
    """One row of a voucher. Only kind T is booked; R (added) and B (struck) are for the audit trail, never summed."""

    kind: str
    account: str
    objects: Objects
    amount: int  # öre; debit positive
    date: str  # YYYYMMDD, the voucher's date when the row has none
    text: str
    quantity: str
    sign: str
    line: int


class Voucher(NamedTuple):
    """One voucher. `ok` is False when it has a finding of level V: it is imported only by explicit choice."""

    series: str
    number: str
    date: str
    text: str
    registered: str
    sign: str
    line: int
    rows: list[Row]
    ok: bool


@dataclass(slots=True)
class Year:
    """A financial year of the file: index 0 is the file's own, -1 the one before."""

    index: int
    start: date
    end: date


@dataclass(slots=True)
class Account:
    """`type` is T (asset), S (liability), K (cost), I (income) or empty when the file does not say."""

    number: str
    name: str
    type: str = ""


@dataclass(slots=True)
class Balance:
    """Opening, closing and result in öre; None where the file has no such record (SIE lets zero be left out)."""

    ib: int | None = None
    ub: int | None = None
    res: int | None = None


@dataclass(slots=True)
class MonthAmount:
    """The change of an account in one month (never cumulative), in öre. `period` is YYYYMM."""

    year_index: int
    period: str
    account: str
    objects: Objects
    amount: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much. Sizes in bytes, `amount` in öre; a file beyond them is refused with the number."""

    file_bytes: int = 512 * 1024 * 1024
    line_bytes: int = 64 * 1024
    amount: int = 10**15


@dataclass
class SieFile:
    """A file as read. `month_balances` and `month_budgets` can be summed per account as they stand; the `object_…`
    breakdowns repeat what is already in them and are never added to them. `sums` holds the booked rows per account."""

    type: str = ""  # 1, 2, 3, 4E or 4I
    encoding: str = ""
    flag: str = ""
    program: str = ""
    generated: date | None = None
    company: str = ""
    orgnr: str = ""
    chart: str = ""  # #KPTYP
    currency: str = "SEK"
    years: list[Year] = field(default_factory=list)
    covers_to: date | None = None
    partial: bool = False
    accounts: dict[str, Account] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], str] = field(default_factory=dict)
    balances: dict[int, dict[str, Balance]] = field(default_factory=dict)
    object_balances: dict[int, dict[tuple[str, Objects], Balance]] = field(default_factory=dict)
    month_balances: list[MonthAmount] = field(default_factory=list)
    month_budgets: list[MonthAmount] = field(default_factory=list)
    object_month_balances: list[MonthAmount] = field(default_factory=list)
    object_month_budgets: list[MonthAmount] = field(default_factory=list)
    ib_derived: bool = False
    vouchers: int = 0
    rows: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    closed: bool = False
    findings: list[Finding] = field(default_factory=list)

    def year(self, index: int = 0) -> Year | None:
        """The year with that index, or None when the file does not declare it."""
        return next((year for year in self.years if year.index == index), None)

    @property
    def refused(self) -> bool:
        """Something is wrong with the file itself: nothing of it may be imported."""
        return any(finding.level is Level.F for finding in self.findings)

    @property
    def has_voucher_errors(self) -> bool:
        """Some voucher or record is wrong: the rest may be imported if the user says so."""
        return any(finding.level is Level.V for finding in self.findings)
