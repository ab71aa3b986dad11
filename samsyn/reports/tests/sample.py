"""A whole report for tests: an invented association, every kind of block, as long as a real annual report."""

from collections.abc import Sequence
from decimal import Decimal

from samsyn.core.chart import Chart
from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.reports.domain.document import (
    Block,
    Document,
    FindingsBlock,
    ProseBlock,
    Section,
    SectionState,
    SignatureBlock,
    TableBlock,
)
from samsyn.reports.domain.prose import parse
from samsyn.reports.domain.reference import Reference, error_ref, refer

PERIOD = Period(2024)
NASTY = r"""<script>alert("x")</script> #set page(width: 1cm) $x$ *a* _b_ @ref <etikett> \ [a] // /* ` ~ " '"""
VALUES = {
    "ledger.result": -59_443_050,
    "ledger.income": 848_412_300,
    "ledger.costs": -907_855_350,
    "ledger.equity": 173_700_000,
    "ledger.cash": 690_412_345,
}


def lookup(reference: Reference):
    """The sample's figures; others are unknown."""
    if reference.key == "people.count":
        return refer(reference, Cell(Decimal(412), Unit.PERSONS, reference.key), "Deltagare")
    if reference.key == "ledger.share":
        return refer(reference, Cell(Decimal("21.5"), Unit.PERCENT, reference.key, decimals=1), "Andel")
    if reference.key == "ledger.missing":
        return refer(reference, Cell(None, Unit.KR, reference.key, state=State.UNKNOWN), "Okänd")
    if reference.key not in VALUES:
        return error_ref(reference)
    scope = reference.scope(PERIOD)
    return refer(reference, Cell(VALUES[reference.key], Unit.KR, reference.key, scope), reference.key)


def money(ore: int | None, unit: Unit = Unit.TKR, figure: str = "", scope: Scope | None = None, mark: str = "") -> Cell:
    """A cell of money; None is not known."""
    state = State.KNOWN if ore is not None else State.UNKNOWN
    return Cell(ore, unit, figure, scope, state, mark=mark)


def rows(lines: Sequence[tuple], unit: Unit = Unit.TKR, of: str = "ledger") -> tuple[Row, ...]:
    """(label, kind, level, amounts in kronor …) as rows."""
    return tuple(
        Row(
            f"r{index}",
            label,
            tuple(money(None if kr is None else kr * 100, unit, f"{of}.r{index}", Scope(PERIOD)) for kr in amounts),
            level,
            kind,
        )
        for index, (label, kind, level, *amounts) in enumerate(lines)
    )


PLAIN, HEAD, SUB, TOTAL = RowKind.PLAIN, RowKind.HEADING, RowKind.SUBTOTAL, RowKind.TOTAL


def income_statement() -> Table:
    """With a note column, an unknown number and a footnote."""
    lines = [
        ("Verksamhetens intäkter", PLAIN, 0, 8484123, 7918002, 8061800),
        ("Verksamhetens kostnader", PLAIN, 0, -9217645, -9333811, -8936800),
        ("Avskrivningar", PLAIN, 0, 0, 0, None),
        ("Verksamhetens nettokostnader", SUB, 0, -733522, -1415809, -875000),
        ("Finansiella intäkter och kostnader, netto", PLAIN, 0, 139091, 6810, 0),
        ("Årets resultat", TOTAL, 0, -594431, -1408999, -875000),
    ]
    notes = ("1", "2", "", "", "", "")
    made = tuple(
        Row(row.key, row.label, (Cell(text=note), *row.cells), row.level, row.kind, "*" if index == 4 else "")
        for index, (row, note) in enumerate(zip(rows(lines), notes, strict=True))
    )
    columns = (
        Column("note", "Not", kind=ColumnKind.NOTE),
        Column("actual", "Utfall 2024", "2024"),
        Column("previous", "Utfall 2023", "2023"),
        Column("budget", "Budget 2024", "2024:budget"),
    )
    foot = (("*", "Räntan på pensionsavsättningen ingår med 32 tkr."),)
    return Table("income", "Resultaträkning 2024", Unit.TKR, columns, made, foot)


def balance_sheet() -> Table:
    """Headings, levels and totals."""
    lines = [
        ("Tillgångar", HEAD, 0),
        ("Omsättningstillgångar", HEAD, 0),
        ("Fordringar", PLAIN, 1, 294102, 910332),
        ("Kassa och bank", PLAIN, 1, 6904123, 8264001),
        ("Summa omsättningstillgångar", SUB, 0, 7198225, 9174333),
        ("Summa tillgångar", TOTAL, 0, 7198225, 9174333),
        ("Eget kapital, avsättningar och skulder", HEAD, 0),
        ("Eget kapital", HEAD, 0),
        ("Årets resultat", PLAIN, 1, -594431, -1408999),
        ("Övrigt eget kapital", PLAIN, 1, 2331431, 3740430),
        ("Summa eget kapital", SUB, 0, 1737000, 2331431),
        ("Avsättningar för pensioner och liknande förpliktelser", PLAIN, 0, 2242001, 2577902),
        ("Kortfristiga skulder", PLAIN, 0, 3219224, 4265000),
        ("Summa eget kapital, avsättningar och skulder", TOTAL, 0, 7198225, 9174333),
        ("Panter och ansvarsförbindelser", HEAD, 0),
        ("Återstående belopp för redan beslutad finansiering av insatser", PLAIN, 1, 7505000, 11030000),
    ]
    columns = (Column("closing", "2024-12-31"), Column("opening", "2023-12-31"))
    return Table("balance", "Balansräkning", Unit.TKR, columns, rows(lines))


def operating() -> Table:
    """Seven columns: two years with outcome, budget and deviation."""
    lines = [
        ("Medlemsbidrag", PLAIN, 0, 8061800, 8061800, 0, 7800000, 7800000, 0),
        ("Övriga intäkter", PLAIN, 0, 422323, 0, 422323, 118002, 0, 118002),
        ("Bidrag till individinriktade insatser", PLAIN, 0, -6134000, -6110000, -24000, -6470000, -6500000, 30000),
        ("Personalkostnader", PLAIN, 0, -2451645, -2061800, -389845, -2337811, -2100000, -237811),
        (
            "Verksamhetskostnader och strukturinriktade insatser",
            PLAIN,
            0,
            -632000,
            -765000,
            133000,
            -526000,
            None,
            None,
        ),
        ("Nettokostnad", SUB, 0, -733522, -875000, 141478, -1415809, -1400000, -15809),
        ("Finansnetto", PLAIN, 0, 139091, 0, 139091, 6810, 0, 6810),
        ("Resultat", TOTAL, 0, -594431, -875000, 280569, -1408999, -1400000, -8999),
    ]
    columns = tuple(
        Column(f"{measure}{year}", f"{measure.capitalize()} {year}", year, kind)
        for year in ("2024", "2023")
        for measure, kind in (
            (str(Measure.ACTUAL), ColumnKind.AMOUNT),
            (str(Measure.BUDGET), ColumnKind.AMOUNT),
            (str(Measure.DEVIATION), ColumnKind.DEVIATION),
        )
    )
    return Table("operating", "Driftredovisning", Unit.TKR, columns, rows(lines))


def years() -> Table:
    """Seven years of mixed units, a marked number and a protected one."""
    count = range(7)
    tkr = [("Intäkter", 8484123, 250000), ("Kostnader", -9217645, 180000), ("Årets resultat", -594431, 90000)]
    made = [
        Row(f"y{i}", label, tuple(money((first + n * step) * 100) for n in count))
        for i, (label, first, step) in enumerate(tkr)
    ]
    share = tuple(Cell(Decimal("24.1") + n, Unit.PERCENT, decimals=1, mark="r" if n == 2 else "") for n in count)
    staff = tuple(
        Cell(Decimal("2.5"), Unit.FTE, decimals=1, state=State.PROTECTED if n == 6 else State.KNOWN) for n in count
    )
    made += [Row("solidity", "Soliditet", share), Row("staff", "Anställda, årsarbetare", staff)]
    columns = tuple(Column(f"c{year}", str(year)) for year in range(2024, 2017, -1))
    foot = (("r", "Avrundningen gör att delarna inte går jämnt ut."),)
    return Table("years", "Översikt över verksamhetens utveckling", Unit.TKR, columns, tuple(made), foot)


def note_table(number: int, length: int) -> Table:
    """A note in kronor, long enough to break over pages when `length` is."""
    lines: list[tuple] = [
        (
            f"Insats {index} i samverkan mellan parterna",
            PLAIN,
            0,
            125_000 + index * 1_234,
            None if index == 3 else 90_000,
        )
        for index in range(1, length + 1)
    ]
    lines.append(("Summa", TOTAL, 0, sum(line[3] for line in lines), 90_000 * length))
    columns = (Column("c1", "2024"), Column("c2", "2023"))
    title = (
        "Intäkter",
        "Kostnader",
        "Omsättningstillgångar",
        "Pensioner",
        "Kortfristiga skulder",
        "Återstående belopp",
    )
    return Table(f"note{number}", title[(number - 1) % 6], Unit.KR, columns, rows(lines, Unit.KR), note=number)


def goals() -> Table:
    """Texts in the cells."""
    columns = (
        Column("target", "Mål", kind=ColumnKind.TEXT),
        Column("outcome", "Utfall", kind=ColumnKind.SHARE),
        Column("verdict", "Bedömning", kind=ColumnKind.TEXT),
    )
    text = "Minst 60 procent av deltagarna svarar att de har kommit närmare arbete eller studier."
    made = tuple(
        Row(f"g{i}", f"Mål {i}", (Cell(text=text), Cell(Decimal(60 + i), Unit.PERCENT), Cell(text="Uppnått")))
        for i in range(1, 5)
    )
    return Table("goals", "Verksamhetsmål", Unit.PERCENT, columns, made)


PROSE = """Årets intäkter blev {{ ledger.income tkr }} och kostnaderna {{ ledger.costs tkr belopp }}. Resultatet blev
**{{ ledger.result tkr }}**, mot budgeterade {{ ledger.result 2024:budget tkr }}. Det motsvarar {{ ledger.share }} av
medlemsbidraget, och [Nationella rådet](https://www.finsam.se) rekommenderar *högst* en femtedel.

### Vad som påverkade året

Efter sommaren startade två nya insatser. Den tredje fick vänta till 17 mars 2025, då styrelsen fattade beslut enligt
24 § lagen (2003:1210) om finansiell samordning av rehabiliteringsinsatser.

- Kommunerna tog emot {{ people.count }}.
- Regionen bidrog med lokaler.
- Kassan var {{ ledger.cash mkr }} vid årets slut, och en uppgift är {{ ledger.missing }}.

1. Först kartläggs behovet.
2. Sedan prövas insatsen.

> Vi har fått en väg in, inte fyra, säger en av deltagarna.

Förbundet fortsätter att växla samman parternas arbete. Under hösten samlades chefer från alla parter till två dagar om
hur stödet kan hänga ihop när flera myndigheter är inblandade, och beredningsgruppen tog fram ett gemensamt arbetssätt.
"""

BARS = "".join(
    f'<text x="0" y="{30 + 40 * n}">{label}</text>'
    f'<rect x="110" y="{14 + 40 * n}" width="{size // 15}" height="22" fill="#2f6b55"/>'
    f'<text x="{120 + size // 15}" y="{30 + 40 * n}">{size}</text>'
    for n, (label, size) in enumerate((("Individ", 6134), ("Struktur", 1902), ("Administration", 1182)))
)
SVG = f"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="130" viewBox="0 0 640 130">
<g font-family="Helvetica, Arial, sans-serif" font-size="14" fill="#1e211e">{BARS}
<path d="M110 4V126" stroke="#1e211e"/></g></svg>"""


def prose(text: str, slot: str = "text") -> ProseBlock:
    """Markdown as a block, with the sample's figures."""
    return ProseBlock(slot, parse(text, lookup))


def chart(key: str = "costs") -> Chart:
    """A chart with its numbers; its drawing is `SVG`."""
    lines = [("Individ", PLAIN, 0, 6134000), ("Struktur", PLAIN, 0, 1902000), ("Administration", PLAIN, 0, 1182000)]
    table = Table(f"{key}-numbers", "Kostnadsfördelning", Unit.TKR, (Column("c", "2024"),), rows(lines, of="costs"))
    words = "Stapeldiagram: kostnaderna fördelade på individ, struktur och administration. Individ är störst."
    return Chart(key, "Kostnadernas fördelning 2024", {"mark": "bar", "data": {"values": [{"a": 1}]}}, words, table)


SIGNED = SignatureBlock(
    "Östersund",
    (
        ("Anna Exempelsson", "Ordförande, Region Fjäll"),
        ("Bo Provlund", "Vice ordförande, Försäkringskassan"),
        ("Cecilia Testberg", "Ledamot, Arbetsförmedlingen"),
        ("Dan Påhitt", "Ledamot, Fjälls kommun"),
    ),
    "Styrelsen har fastställt årsredovisningen.",
)
FINDINGS = FindingsBlock(
    (
        (
            "Håller",
            "Balansräkningen balanserar: tillgångarna är lika stora som eget kapital, avsättningar och skulder.",
        ),
        ("Förklaras", "Noten om fordringar skiljer sig med 1 tkr från balansräkningen, på grund av avrundning."),
        ("Faller", "Budgeten för 2023 saknar en rad."),
    )
)


def document(
    *, long: bool = False, title: str = "Årsredovisning 2024", note: str = "Utkast. Påhittade siffror."
) -> Document:
    """The report; `long` makes it some thirty pages."""
    parts: list[tuple[str, int, tuple[Block, ...]]] = [
        ("Förvaltningsberättelse", 1, (prose("Styrelsen avger här sin berättelse om verksamhetsåret."),)),
        ("Organisation och uppdrag", 2, (prose(PROSE),)),
        ("Översikt över verksamhetens utveckling", 2, (prose(PROSE), TableBlock(years(), wide=True))),
        ("Ekonomiskt resultat", 2, (prose(PROSE), TableBlock(operating()), chart())),
        ("Verksamhetsmål", 2, (TableBlock(goals()),)),
        *([(f"Händelser under kvartal {n}", 2, (prose(PROSE * 3),)) for n in range(1, 11)] if long else []),
        ("Resultaträkning", 1, (TableBlock(income_statement()),)),
        ("Balansräkning", 1, (TableBlock(balance_sheet()),)),
        ("Noter", 1, tuple(TableBlock(note_table(n, 34 if n == 2 else 7)) for n in range(1, 25 if long else 4))),
        ("Avstämning", 1, (FINDINGS,)),
        ("Underskrifter", 1, (SIGNED,)),
    ]
    sections = tuple(Section(f"s{i}", *part, SectionState.DONE) for i, part in enumerate(parts))
    return Document(
        key="arsredovisning-2024", title=title, kind="arsredovisning",
        association="Samordningsförbundet i Fjälls län", org_number="222000-0000", period="2024", period_label="2024",
        sections=sections, note=note, date="2025-03-17", unknown=("ledger.missing",),
    )  # fmt: skip


CHARTS = {"costs": SVG}
