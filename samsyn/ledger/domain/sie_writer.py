"""Writing SIE type 4I: vouchers for another program to take in (SIE 4B §11-12). What is written here our own reader
reads back without a remark. No Django."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samsyn.core.money import kronor

Objects = tuple[tuple[str, str], ...]  # pairs of (dimension, object)
PROJECT = "6"  # SIE's own number for the project dimension
_LINE = "\r\n"
_LETTERS = frozenset(bytes(range(0x80, 0xA6)).decode("cp437"))  # the letters of PC8; the rest is drawing and Greek
_PLAIN = {
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u2026": "...", "\u20ac": "EUR", "\u00a7": "par.", "\u00d8": "Ö", "\u00f8": "ö", "\u00df": "ss", "\u00d7": "x",
    "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u00ab": '"', "\u00bb": '"', "\u0142": "l", "\u0141": "L",
}  # fmt: skip


class CannotWrite(ValueError):
    """The vouchers are no bookkeeping; `errors` holds every reason in Swedish."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(errors))


@dataclass(frozen=True)
class OutRow:
    """One #TRANS; `amount` in öre, debit positive."""

    account: int
    amount: int
    objects: Objects = ()
    text: str = ""


@dataclass(frozen=True)
class OutVoucher:
    """One #VER with its rows, which must sum to zero."""

    series: str
    number: int
    date: date
    text: str
    rows: tuple[OutRow, ...]


@dataclass(frozen=True)
class Heading:
    """What the file says of itself. `accounts`, `dimensions` and `objects` give the names of what the rows use."""

    company: str
    org_number: str
    generated: date
    program: str = "Samsyn"
    version: str = "0.1"
    accounts: Mapping[int, str] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[tuple[str, str], str] = field(default_factory=dict)


def write(heading: Heading, vouchers: Iterable[OutVoucher]) -> bytes:
    """The file in PC8 (cp437). Raises CannotWrite when a voucher does not balance, is empty or stands twice."""
    held = list(vouchers)
    if errors := problems(held):
        raise CannotWrite(errors)
    lines = [*_head(heading), *_chart(heading, held)]
    for voucher in held:
        lines += _voucher(voucher)
    return (_LINE.join(lines) + _LINE).encode("cp437")


def problems(vouchers: Sequence[OutVoucher]) -> list[str]:
    """Every reason not to write; [] when all is well."""
    errors, seen = [], set()
    for voucher in vouchers:
        name = f"{voucher.series} {voucher.number}".strip()
        difference = sum(row.amount for row in voucher.rows)
        if not voucher.rows:
            errors.append(f"Verifikation {name} har inga rader.")
        elif difference:
            errors.append(f"Verifikation {name} balanserar inte: skillnaden är {kronor(difference)} kr.")
        if name in seen:
            errors.append(f"Verifikation {name} står två gånger.")
        seen.add(name)
    return errors


def in_pc8(text: str) -> str:
    """The text in characters that every receiver reads: letters of PC8, everything else as near as plain ones come."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        plain = _PLAIN.get(letter, letter)
        if plain.isascii() or plain in _LETTERS:
            out.append(plain)
        else:
            bare = unicodedata.normalize("NFKD", plain)
            out.append("".join(part for part in bare if part.isascii()) or ("" if bare.isspace() else "?"))
    return "".join(part if part.isprintable() else " " for part in "".join(out))


def quoted(text: str) -> str:
    """A field in quotes: only " is escaped, a backslash stands for itself and never last, where it would escape."""
    plain = " ".join(in_pc8(text).split())
    if plain.endswith("\\"):
        plain += " "
    return '"' + plain.replace('"', '\\"') + '"'


def _head(heading: Heading) -> list[str]:
    return [
        "#FLAGGA 0",
        f"#PROGRAM {quoted(heading.program)} {quoted(heading.version)}",
        "#FORMAT PC8",
        f"#GEN {heading.generated:%Y%m%d}",
        "#SIETYP 4",
        *([f"#ORGNR {heading.org_number}"] if heading.org_number else []),
        f"#FNAMN {quoted(heading.company)}",
    ]


def _chart(heading: Heading, vouchers: Sequence[OutVoucher]) -> list[str]:
    """Names of the accounts, dimensions and objects that the vouchers use, and of no others."""
    rows = [row for voucher in vouchers for row in voucher.rows]
    accounts = sorted({row.account for row in rows})
    objects = sorted({pair for row in rows for pair in row.objects})
    dimensions = sorted({dimension for dimension, _ in objects})
    named = [f"#KONTO {number} {quoted(heading.accounts.get(number) or f'Konto {number}')}" for number in accounts]
    named += [f"#DIM {one} {quoted(heading.dimensions.get(one) or f'Dimension {one}')}" for one in dimensions]
    for dimension, code in objects:
        name = heading.objects.get((dimension, code)) or code
        named.append(f"#OBJEKT {dimension} {quoted(code)} {quoted(name)}")
    return named


def _voucher(voucher: OutVoucher) -> list[str]:
    head = f"#VER {quoted(voucher.series)} {voucher.number} {voucher.date:%Y%m%d} {quoted(voucher.text)}"
    return [head, "{", *(_row(row) for row in voucher.rows), "}"]


def _row(row: OutRow) -> str:
    pairs = " ".join(f"{quoted(dimension)} {quoted(code)}" for dimension, code in row.objects)
    tail = f' "" {quoted(row.text)}' if row.text else ""
    return f"#TRANS {row.account} {{{pairs}}} {kronor(row.amount)}{tail}"
