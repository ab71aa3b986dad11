"""A small SIE file for tests: balanced by itself, changed one thing at a time."""

from dataclasses import dataclass, field, replace

ORG_NUMBER = "222000-1990"
NAMES = {1930: "Företagskonto", 2010: "Eget kapital", 2440: "Leverantörsskulder", 3980: "Medlemsbidrag",
         4010: "Bidrag till insatser", 5010: "Lokalhyra"}  # fmt: skip


def amount(ore: int) -> str:
    """Öre as SIE writes kronor."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02d}"


@dataclass(frozen=True)
class V:
    """A voucher: rows are (account, öre) or (account, öre, objects, text)."""

    number: str
    date: str
    text: str
    rows: tuple[tuple, ...]
    series: str = "A"
    extra: str = ""  # whole lines added inside the block

    def lines(self) -> list[str]:
        rows = []
        for account, ore, *rest in self.rows:
            objects, text = (*rest, "", "")[:2]
            tail = f' "" "{text}"' if text else ""
            rows.append(f"#TRANS {account} {{{objects}}} {amount(ore)}{tail}")
        return [
            f'#VER {self.series} {self.number} {self.date} "{self.text}"',
            "{",
            *rows,
            *filter(None, [self.extra]),
            "}",
        ]


VOUCHERS = (
    V("1", "20240115", "Medlemsbidrag kvartal 1", ((1930, 100_000_00), (3980, -100_000_00))),
    V("2", "20240210", "Rekvisition Vägen in", ((4010, 40_000_00, '6 "P1"', "Vägen in"), (2440, -40_000_00))),
    V("3", "20240310", "Betalning rekvisition", ((2440, 40_000_00), (1930, -40_000_00))),
    V("4", "20240331", "Hyra kontor", ((5010, 5_000_50, '1 "10"'), (1930, -5_000_50))),
)


@dataclass(frozen=True)
class Sie:
    """`bytes()` is the file. Balances follow from opening balances and vouchers unless given in `ub` or `res`."""

    year: int = 2024
    org_number: str = ORG_NUMBER
    company: str = "Samordningsförbundet Ån"
    vouchers: tuple[V, ...] = VOUCHERS
    ib: dict[int, int] = field(default_factory=lambda: {1930: 50_000_00, 2010: -50_000_00})
    ub: dict[int, int] | None = None
    res: dict[int, int] | None = None
    budget: dict[tuple[int, str], int] = field(default_factory=dict)  # (account, YYYYMM) → öre, ledger's sign
    months: tuple[tuple[int, str, int, int], ...] = ()  # (index, YYYYMM, account, öre)
    covers_to: str = ""
    sie_type: str = "4"
    extra: tuple[str, ...] = ()
    program: str = "Testbok 1"

    def but(self, **changes: object) -> "Sie":
        return replace(self, **changes)

    def sums(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for voucher in self.vouchers:
            for account, ore, *_ in voucher.rows:
                found[account] = found.get(account, 0) + ore
        return found

    def bytes(self) -> bytes:
        return ("\r\n".join(self.lines()) + "\r\n").encode("cp437")

    def lines(self) -> list[str]:
        sums, y = self.sums(), self.year
        accounts = sorted({*NAMES, *sums, *self.ib})
        ub = self.ub if self.ub is not None else {a: self.ib.get(a, 0) + sums.get(a, 0) for a in accounts if a < 3000}
        res = self.res if self.res is not None else {a: sums[a] for a in sorted(sums) if a >= 3000}
        return [
            "#FLAGGA 0", f'#PROGRAM "{self.program}" 2.0', "#FORMAT PC8",
            f"#GEN {y + 1}0212", f"#SIETYP {self.sie_type}",
            *([f"#ORGNR {self.org_number}"] if self.org_number else []), f'#FNAMN "{self.company}"',
            f"#RAR 0 {y}0101 {y}1231", f"#RAR -1 {y - 1}0101 {y - 1}1231",
            *([f"#OMFATTN {self.covers_to}"] if self.covers_to else []),
            *(f'#KONTO {a} "{NAMES.get(a, "Konto")}"' for a in accounts),
            '#DIM 1 "Kostnadsställe"', '#DIM 6 "Projekt"', '#OBJEKT 1 "10" "Kansli"', '#OBJEKT 6 "P1" "Vägen in"',
            *(f"#IB 0 {a} {amount(o)}" for a, o in self.ib.items()),
            *(f"#UB -1 {a} {amount(o)}" for a, o in self.ib.items()),
            *(f"#UB 0 {a} {amount(o)}" for a, o in ub.items()),
            *(f"#RES 0 {a} {amount(o)}" for a, o in res.items()),
            *(f"#PSALDO {i} {p} {a} {{}} {amount(o)}" for i, p, a, o in self.months),
            *(f"#PBUDGET 0 {p} {a} {{}} {amount(o)}" for (a, p), o in self.budget.items()),
            *self.extra,
            *(line for voucher in self.vouchers for line in voucher.lines()),
        ]  # fmt: skip


SIE = Sie()
