"""One made-up year of a samordningsförbund's books, of any size, as SIE 4E and as an hledger journal.

usage: python bench/gen.py VOUCHERS FOLDER [--seed N]

Three rows a voucher, cost centres and projects on the result rows, monthly balances and a budget: what a large real
export holds. The same seed gives the same bytes. Amounts are whole öre throughout."""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

YEAR = 2025
ASSETS = {"1510": "Kundfordringar", "1630": "Skattekonto", "1650": "Momsfordran", "1930": "Bank", "1940": "Placering"}
DEBTS = {
    "2010": "Eget kapital",
    "2210": "Pensioner",
    "2440": "Leverantörsskulder",
    "2710": "Källskatt",
    "2990": "Upplupet",
}
INCOME = {"3980": "Bidrag staten", "3981": "Bidrag regionen", "3982": "Bidrag kommuner", "3999": "Övriga intäkter"}
COSTS = {
    "4010": "Insatser, kommuner",
    "4020": "Insatser, regionen",
    "4030": "Insatser, statliga parter",
    "5010": "Lokalhyra",
    "5410": "Förbrukningsinventarier",
    "5800": "Resor",
    "6110": "Kontorsmateriel",
    "6212": "Mobiltelefoni",
    "6420": "Revision",
    "6530": "Redovisningstjänster",
    "6570": "Bankavgifter",
    "7010": "Löner",
    "7240": "Arvoden",
    "7510": "Arbetsgivaravgifter",
    "7610": "Utbildning",
}
ACCOUNTS = ASSETS | DEBTS | INCOME | COSTS
CENTRES = {"10": "Administration", "20": "Struktur", "30": "Individ"}
PROJECTS = {f"P{number:02d}": f"Insats {number}" for number in range(1, 41)}
TEXTS = (
    "Hyra lokal Östra",
    "Rekvisition insats",
    "Lön",
    "Resor möte i Åre",
    "Faktura kontorsmateriel",
    "Bidrag kvartal",
)


class Row(NamedTuple):
    account: str
    objects: str  # as SIE writes them
    ore: int


class Voucher(NamedTuple):
    series: str
    number: int
    day: date
    text: str
    rows: tuple[Row, ...]


def vouchers(count: int, seed: int) -> Iterator[Voucher]:
    """`count` balanced vouchers in the order of their days."""
    chance = random.Random(seed)
    numbers: Counter[str] = Counter()
    for place in range(count):
        ore = int(chance.expovariate(1 / 400_000)) + 500
        objects = f'{{1 "{chance.choice(tuple(CENTRES))}"'
        objects += f' 6 "{chance.choice(tuple(PROJECTS))}"}}' if chance.random() < 0.5 else "}"
        series, rows = _rows(chance, ore, objects)
        numbers[series] += 1
        day = date(YEAR, 1, 1) + timedelta(days=place * 365 // count)
        yield Voucher(series, numbers[series], day, chance.choice(TEXTS), rows)


def _rows(chance: random.Random, ore: int, objects: str) -> tuple[str, tuple[Row, ...]]:
    kind = chance.random()
    if kind < 0.6:
        vat = ore // 5
        cost = Row(chance.choice(tuple(COSTS)), objects, ore - vat)
        return "L", (cost, Row("1650", "{}", vat), Row(chance.choice(("2440", "1930")), "{}", -ore))
    if kind < 0.8:
        return "K", (Row("1930", "{}", ore - 100), Row("6570", objects, 100), Row("1510", "{}", -ore))
    if kind < 0.9:
        return "I", (
            Row("1510", "{}", ore),
            Row(chance.choice(tuple(INCOME)), objects, -ore + 100),
            Row("3999", objects, -100),
        )
    tax = ore * 3 // 10
    return "P", (Row("7010", objects, ore), Row("2710", "{}", -tax), Row("1930", "{}", tax - ore))


def kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


def write(count: int, folder: Path, seed: int = 1) -> tuple[Path, Path]:
    """Writes both files and answers with their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    sie, journal = folder / f"year-{count}.se", folder / f"year-{count}.journal"
    change: Counter[str] = Counter()
    months: Counter[tuple[str, str]] = Counter()
    for one in vouchers(count, seed):
        for row in one.rows:
            change[row.account] += row.ore
            months[f"{one.day:%Y%m}", row.account] += row.ore
    opening = {"1930": 900_000_000, "1510": 50_000_000, "2440": -150_000_000, "2010": -800_000_000}
    with sie.open("w", encoding="cp437", newline="\r\n") as to:
        to.writelines(line + "\n" for line in _head(opening, change, months))
        to.writelines(_sie_voucher(one) for one in vouchers(count, seed))
    with journal.open("w", encoding="utf-8") as to:
        to.write(f"{YEAR}-01-01 Ingående balans\n")
        to.writelines(f"    {_name(account)}  {kronor(ore)} SEK\n" for account, ore in opening.items())
        to.writelines(_journal_entry(one) for one in vouchers(count, seed))
    return sie, journal


def _head(opening: dict[str, int], change: Counter[str], months: Counter[tuple[str, str]]) -> Iterator[str]:
    yield from ("#FLAGGA 0", '#PROGRAM "Mätbok" 1.0', "#FORMAT PC8", f"#GEN {YEAR + 1}0115", "#SIETYP 4")
    yield from ('#FNAMN "Samordningsförbundet Mätdalen"', "#ORGNR 222000-0000", "#KPTYP EUBAS97")
    yield from (f"#RAR 0 {YEAR}0101 {YEAR}1231", f"#RAR -1 {YEAR - 1}0101 {YEAR - 1}1231")
    yield from (f'#KONTO {number} "{name}"' for number, name in ACCOUNTS.items())
    yield from ('#DIM 1 "Kostnadsställe"', '#DIM 6 "Projekt"')
    yield from (f'#OBJEKT 1 "{code}" "{name}"' for code, name in CENTRES.items())
    yield from (f'#OBJEKT 6 "{code}" "{name}"' for code, name in PROJECTS.items())
    for account in (*ASSETS, *DEBTS):
        yield f"#IB 0 {account} {kronor(opening.get(account, 0))}"
        yield f"#UB -1 {account} {kronor(opening.get(account, 0))}"
        yield f"#UB 0 {account} {kronor(opening.get(account, 0) + change[account])}"
    for account in (*INCOME, *COSTS):
        yield f"#RES 0 {account} {kronor(change[account])}"
        yield from (
            f"#PBUDGET 0 {YEAR}{month:02d} {account} {{}} {kronor(change[account] // 12)}" for month in range(1, 13)
        )
    yield from (f"#PSALDO 0 {period} {account} {{}} {kronor(ore)}" for (period, account), ore in months.items())


def _sie_voucher(one: Voucher) -> str:
    day = f"{one.day:%Y%m%d}"
    rows = "".join(f"#TRANS {row.account} {row.objects} {kronor(row.ore)} {day}\n" for row in one.rows)
    return f'#VER {one.series} {one.number} {day} "{one.text}" {day}\n{{\n{rows}}}\n'


def _name(account: str) -> str:
    group = {"1": "assets", "2": "liabilities", "3": "revenues"}.get(account[0], "expenses")
    return f"{group}:{account} {ACCOUNTS[account]}"


def _journal_entry(one: Voucher) -> str:
    rows = "".join(f"    {_name(row.account)}  {kronor(row.ore)} SEK\n" for row in one.rows)
    return f"\n{one.day} ({one.series}{one.number}) {one.text}\n{rows}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vouchers", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for path in write(given.vouchers, given.folder, given.seed):
        print(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
