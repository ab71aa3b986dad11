"""What a read file is checked against before it may be booked. Pure: values in, verdicts out.

A verdict that `blocks` cannot be overruled; the others are told and left to the person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samsyn.core.check import Outcome
from samsyn.core.money import grouped
from samsyn.ledger.domain.sie import SieFile, mismatches

LARGEST_ACCOUNT = 2**31 - 1
SHOWN_MOST = 100  # accounts listed under one verdict
_IDENTITIES = {
    "a": ("Ingående saldo plus verifikationer lika med utgående saldo", "uträknat {}, filens utgående saldo {}"),
    "b": ("Verifikationerna lika med filens resultat", "verifikationerna ger {}, filens resultat {}"),
    "c": ("Summan av utgående saldon och resultat", "summan blir {}, ingående saldon är {}"),
    "d": ("Ingående saldo lika med föregående års utgående i filen", "ingående {}, utgående året före {}"),
    "e": ("Månadernas saldon lika med årets förändring", "månaderna ger {}, årets förändring är {}"),
}


@dataclass(frozen=True)
class HeldYear:
    """A year the books already hold. `closing` is its accounts' closing balances in öre, None when not complete."""

    start: date
    end: date
    closed: bool = False
    file: str = ""  # '2024.se, inläst 12 februari 2025 av Eva Ek'
    sha256: str = ""
    covers_to: date | None = None  # set when the file ended before its year
    vouchers: int = 0
    closing: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Held:
    """What the association has before this file."""

    org_number: str
    name: str
    years: Sequence[HeldYear] = ()

    def year(self, start: date) -> HeldYear | None:
        return next((year for year in self.years if year.start == start), None)


@dataclass(frozen=True)
class Verdict:
    """One check. `outcome` is one of core.check.Outcome; `blocks` means the file cannot be booked."""

    id: str
    outcome: Outcome
    sentence: str
    blocks: bool = False
    details: Sequence[str] = field(default=())

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "outcome": str(self.outcome),
            "sentence": self.sentence,
            "blocks": self.blocks,
            "details": list(self.details),
        }


def reconcile(file: SieFile, sha256: str, held: Held) -> list[Verdict]:
    """Every check that says something about this file."""
    answers = [
        _company(file, held),
        _usable(file),
        _accounts(file),
        _same_file(sha256, held),
        _closed(file, held),
        _overlap(file, held),
        _covers(file, held),
        _loses_vouchers(file, held),
        *_identities(file),
        _opening_held(file, held),
        _opening_sum(file),
    ]
    return [answer for answer in answers if answer is not None]


def kr(ore: int) -> str:
    """Öre with two decimals for a sentence."""
    return f"{grouped(Decimal(ore) / 100, 2)} kr"


def _company(file: SieFile, held: Held) -> Verdict:
    name = f"”{file.company}”" if file.company else "filens förbund"
    if not file.orgnr:
        sentence = f"Filen saknar organisationsnummer. Kontrollera att {name} är {held.name}."
        return Verdict("organisationsnummer", Outcome.EXPLAIN, sentence)
    if file.orgnr != held.org_number:
        sentence = (
            f"Filen gäller {name} med organisationsnummer {file.orgnr}, men {held.name} har {held.org_number}. "
            "Filen kan inte läggas in här."
        )
        return Verdict("organisationsnummer", Outcome.FAILS, sentence, blocks=True)
    return Verdict("organisationsnummer", Outcome.HOLDS, f"Organisationsnumret i filen är förbundets, {file.orgnr}.")


def _usable(file: SieFile) -> Verdict | None:
    if file.type == "4I" or file.year() is None:
        sentence = (
            "Filen innehåller bara verifikationer för inläsning i ett annat bokföringsprogram (typ 4I). "
            "Exportera i stället hela året med saldon (typ 4E)."
        )
        return Verdict("filtyp", Outcome.FAILS, sentence, blocks=True)
    year = file.year()
    assert year is not None
    if (year.start.month, year.start.day, year.end.month, year.end.day) != (1, 1, 12, 31):
        sentence = f"Räkenskapsåret {year.start}–{year.end} är inte ett kalenderår, som ett samordningsförbund ska ha."
        return Verdict("kalenderår", Outcome.EXPLAIN, sentence)
    return None


def _accounts(file: SieFile) -> Verdict | None:
    used = {*file.accounts, *file.sums, *(account for kept in file.balances.values() for account in kept)}
    long = sorted(number for number in used if int(number) > LARGEST_ACCOUNT)
    if not long:
        return None
    sentence = f"Kontonumret {long[0]} har fler siffror än Samsyn klarar. Rätta kontoplanen och exportera om."
    return Verdict("kontonummer", Outcome.FAILS, sentence, blocks=True)


def _same_file(sha256: str, held: Held) -> Verdict | None:
    same = next((year for year in held.years if year.sha256 == sha256), None)
    if same is None:
        return None
    sentence = f"Just den här filen gäller redan: {same.file}. Det finns inget att ändra."
    return Verdict("redan inläst", Outcome.FAILS, sentence, blocks=True)


def _own_year(file: SieFile, held: Held) -> HeldYear | None:
    year = file.year()
    return held.year(year.start) if year else None


def _closed(file: SieFile, held: Held) -> Verdict | None:
    own = _own_year(file, held)
    if own is None or not own.closed:
        return None
    sentence = f"{own.start.year} är stängt. Öppna året innan bokföringen byts ut."
    return Verdict("stängt år", Outcome.FAILS, sentence, blocks=True)


def _overlap(file: SieFile, held: Held) -> Verdict | None:
    year = file.year()
    if year is None:
        return None
    for other in held.years:
        same = (other.start, other.end) == (year.start, year.end)
        if not same and other.start <= year.end and year.start <= other.end:
            sentence = (
                f"Filens räkenskapsår {year.start}–{year.end} går in i {other.start}–{other.end}, som redan finns. "
                "Två år kan inte dela dagar."
            )
            return Verdict("överlappande år", Outcome.FAILS, sentence, blocks=True)
    return None


def _covers(file: SieFile, held: Held) -> Verdict | None:
    if not file.partial:
        return None
    own, to = _own_year(file, held), file.covers_to
    until = f"till och med {to}" if to else "bara en del av året"
    if own and own.vouchers and (own.covers_to is None or (to and to < own.covers_to)):
        now = f"till och med {own.covers_to}" if own.covers_to else "hela året"
        sentence = f"Filen omfattar {until}, men det som gäller nu omfattar {now}. Läggs filen in försvinner resten."
        return Verdict("del av år", Outcome.EXPLAIN, sentence)
    sentence = f"Filen omfattar {until}. Året räknas som ofullständigt tills en fil för hela året läses in."
    return Verdict("del av år", Outcome.EXPLAIN, sentence)


def _loses_vouchers(file: SieFile, held: Held) -> Verdict | None:
    own = _own_year(file, held)
    if own is None or not own.vouchers or file.vouchers:
        return None
    sentence = (
        f"Filen saknar verifikationer. De {own.vouchers} som finns för {own.start.year} tas bort om den läggs in."
    )
    return Verdict("verifikationer", Outcome.EXPLAIN, sentence)


def _is_balance(account: str) -> bool:
    return account.lstrip("0")[:1] in ("1", "2")


def _differs(id_: str, title: str, wrong: Sequence[str], worst: Outcome = Outcome.EXPLAIN) -> Verdict:
    """Holds when nothing is wrong; else counts and lists."""
    if not wrong:
        return Verdict(id_, Outcome.HOLDS, f"{title} stämmer på alla konton.")
    count = "ett konto" if len(wrong) == 1 else f"{len(wrong)} konton"
    return Verdict(id_, worst, f"{title} stämmer inte på {count}.", details=wrong[:SHOWN_MOST])


def _identities(file: SieFile) -> list[Verdict]:
    """The file against itself, one verdict per identity that it can be tried on."""
    wrong: dict[str, list[str]] = {}
    for miss in mismatches(file):
        words = _IDENTITIES[miss.identity][1].format(kr(miss.found), kr(miss.expected))
        wrong.setdefault(miss.identity, []).append(f"Konto {miss.account}: {words}" if miss.account else words)
    told = {
        "a": bool(file.vouchers and file.type == "4E"),
        "b": bool(file.vouchers and file.type == "4E"),
        "c": False,
        "d": any(balance.ub is not None for balance in file.balances.get(-1, {}).values()) and not file.ib_derived,
        "e": any(month.year_index == 0 for month in file.month_balances),
    }
    return [
        _differs(f"filen {id_}", title, wrong.get(id_, []), Outcome.FAILS if id_ in "abc" else Outcome.EXPLAIN)
        for id_, (title, _) in _IDENTITIES.items()
        if told[id_] or id_ in wrong
    ]


def _opening_held(file: SieFile, held: Held) -> Verdict | None:
    year = file.year()
    before = next((h for h in held.years if year and (year.start - h.end).days == 1), None)
    if before is None or before.closing is None:
        return None
    opening = {int(a): b.ib or 0 for a, b in file.balances.get(0, {}).items() if _is_balance(a)}
    closing = {a: amount for a, amount in before.closing.items() if _is_balance(str(a))}
    wrong = [
        f"Konto {a:04d}: ingående {kr(opening.get(a, 0))}, utgående {before.start.year} {kr(closing.get(a, 0))}"
        for a in sorted({*opening, *closing})
        if opening.get(a, 0) != closing.get(a, 0)
    ]
    return _differs("inläst UB", f"Ingående saldo lika med utgående i det inlästa {before.start.year}", wrong)


def _opening_sum(file: SieFile) -> Verdict | None:
    total = sum(b.ib or 0 for b in file.balances.get(0, {}).values())
    if not total:
        return None
    sentence = (
        f"Ingående saldon summerar till {kr(total)}, inte noll. Oftast är föregående års resultat ännu inte fört till "
        "eget kapital."
    )
    return Verdict("summa IB", Outcome.EXPLAIN, sentence)
