"""SIE files made for the tests, and the one way the tests read them: both paths, which must agree."""

from collections.abc import Iterable
from pathlib import Path

from samsyn.ledger.domain import sie

HEAD = (
    "#FLAGGA 0",
    '#PROGRAM "Provbok" 1.0',
    "#FORMAT PC8",
    "#GEN 20260115",
    "#SIETYP 4",
    '#FNAMN "Samordningsförbundet Ån"',
    "#ORGNR 222000-0000",
    "#RAR 0 20250101 20251231",
    "#RAR -1 20240101 20241231",
    "#KONTO 1930 Bank",
    "#KONTO 2440 Leverantörsskulder",
    "#KONTO 3010 Bidrag",
    "#KONTO 5010 Lokalhyra",
)
BALANCES = (  # agree with VOUCHER
    "#IB 0 1930 500.00",
    "#IB 0 2440 -500.00",
    "#UB 0 1930 600.00",
    "#UB 0 2440 -500.00",
    "#RES 0 3010 -100.00",
)
VOUCHER = ("#VER A 1 20250304 Bidrag", "{", "#TRANS 1930 {} 100.00", "#TRANS 3010 {} -100.00", "}")
BODY = len(HEAD) + len(BALANCES) + 1  # the line on which the vouchers of `export` begin


def lines(*parts: str | Iterable[str], encoding: str = "cp437", end: str = "\r\n") -> bytes:
    """The lines, one by one or in groups, as the bytes of a file."""
    flat = [line for part in parts for line in ([part] if isinstance(part, str) else part)]
    return "".join(line + end for line in flat).encode(encoding)


def export(*vouchers: str | Iterable[str], head: Iterable[str] = HEAD, balances: Iterable[str] = BALANCES) -> bytes:
    """A sound 4E file with these lines after its balances."""
    return lines(head, balances, *(vouchers or (VOUCHER,)))


def without(*labels: str) -> list[str]:
    """The head without some of its records."""
    return [line for line in HEAD if line.split()[0] not in labels]


def read(data: bytes | Path, limits: sie.Limits | None = None) -> tuple[sie.SieFile, list[sie.Voucher]]:
    """The file and its vouchers, read every way there is; all must give the same."""
    limits = limits or sie.Limits()
    quick: list[sie.Voucher] = []
    slow: list[sie.Voucher] = []
    file = sie.read(data, on_vouchers=quick.extend, limits=limits)
    assert sie.read(data, on_vouchers=slow.extend, limits=limits, fast=False) == file
    assert sie.read(data, limits=limits) == file
    assert sie.read(data, limits=limits, fast=False) == file
    assert quick == slow
    return file, quick


def read_twice(data: bytes) -> sie.SieFile:
    """The file with its vouchers, read fast and slow, which must agree: for when there are many files to read."""
    quick: list[sie.Voucher] = []
    slow: list[sie.Voucher] = []
    file = sie.read(data, on_vouchers=quick.extend)
    assert sie.read(data, on_vouchers=slow.extend, fast=False) == file
    assert quick == slow
    return file


def found(data: bytes, limits: sie.Limits | None = None) -> list[tuple[str, str, int]]:
    """Level, code and line of every finding."""
    return [(finding.level.value, finding.code, finding.line) for finding in read(data, limits)[0].findings]
