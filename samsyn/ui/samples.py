"""What the gallery shows: invented values of every kind, so that the parts can be looked at without a database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from samsyn.core.check import Finding, Outcome
from samsyn.core.figure import Explanation, Figure, Measure, Part, Scope, SourceRow
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ui import people_charts
from samsyn.ui.chart_parts import Spec
from samsyn.ui.chart_specs import bullet, distribution, years

YEAR = Period(2024)
ACTUAL, BUDGET, DEVIATION = Scope(YEAR), Scope(YEAR, Measure.BUDGET), Scope(YEAR, Measure.DEVIATION)
LAST = Scope(Period(2023))


@dataclass(frozen=True)
class Chart:
    """The shape `{% chart %}` asks for."""

    key: str
    title: str
    spec: Spec
    description: str
    table: Table


def _cell(tkr: int | None, key: str, scope: Scope, **more: object) -> Cell:
    return Cell(None if tkr is None else tkr * 100_000, Unit.TKR, key, scope, **more)  # type: ignore[arg-type]


def _row(key: str, label: str, actual: int, budget: int, last: int | None, **more: object) -> Row:
    figure = f"exempel.{key}"
    note = str(more.pop("note", ""))
    cells = (
        Cell(text=note),
        _cell(actual, figure, ACTUAL),
        _cell(budget, figure, BUDGET),
        _cell(actual - budget, figure, DEVIATION),
        _cell(last, figure, LAST),
    )
    return Row(key, label, cells, **more)  # type: ignore[arg-type]


def table() -> Table:
    """A statement with every kind of row and cell."""
    blank = tuple(Cell(state=State.NOT_APPLICABLE) for _ in range(5))
    share = Cell(Decimal("21.5"), Unit.PERCENT, "exempel.andel", ACTUAL, decimals=1)
    nothing = Cell(state=State.NOT_APPLICABLE)
    return Table(
        "drift",
        "Driftredovisning 2024",
        Unit.TKR,
        (
            Column("not", "Not", kind=ColumnKind.NOTE),
            Column("utfall", "Utfall 2024", "2024"),
            Column("budget", "Budget 2024", "2024"),
            Column("avvikelse", "Avvikelse", "2024", ColumnKind.DEVIATION),
            Column("fjol", "Utfall 2023", "2023"),
        ),
        (
            Row("r1", "Verksamhetens intäkter", blank, kind=RowKind.HEADING),
            _row("bidrag", "Medlemsbidrag", 8062, 8062, 7918, level=1, note="1"),
            _row("ovrigt", "Övriga intäkter", 422, 0, None, level=1, note="1"),
            _row("intakter", "Summa intäkter", 8484, 8062, 7918, kind=RowKind.SUBTOTAL),
            Row("r2", "Verksamhetens kostnader", blank, kind=RowKind.HEADING),
            _row("insatser", "Bidrag till insatser", -6134, -6110, -6470, level=1, note="2"),
            _row("personal", "Personalkostnader", -2452, -2062, -2338, level=1, note="2, 4"),
            _row("verksamhet", "Verksamhetskostnader", -632, -765, -526, level=1, mark="a"),
            _row("kostnader", "Summa kostnader", -9218, -8937, -9334, kind=RowKind.SUBTOTAL),
            _row("finans", "Finansnetto", 140, 0, 7),
            _row("resultat", "Årets resultat", -594, -875, -1409, kind=RowKind.TOTAL),
            Row("andel", "Eget kapital av medlemsbidraget", (nothing, share, nothing, nothing,
                                                             Cell(state=State.PROTECTED, unit=Unit.TKR))),
        ),
        footnotes=(("a", "Lokaler ingår från och med 2024."),),
    )  # fmt: skip


def explanation() -> Explanation:
    """'Så är siffran räknad' with every part filled in."""
    figure = Figure(
        "exempel.resultat",
        "Årets resultat",
        Unit.KR,
        "Det som blir kvar av årets intäkter när alla kostnader och finansiella poster är dragna. Minus betyder att "
        "eget kapital minskar.",
        "Lag (2018:597) om kommunal bokföring och redovisning, 5 kap.",
    )
    return Explanation(
        figure,
        ACTUAL,
        -59_443_050,
        parts=(
            Part("Verksamhetens intäkter", 848_442_500, figure="exempel.intakter", scope=ACTUAL),
            Part("Verksamhetens kostnader", 921_839_600, "−", "exempel.kostnader", ACTUAL),
            Part("Finansnetto", 13_954_050, "+", "exempel.finans", ACTUAL),
        ),
        sources=(
            SourceRow("3010–3990 Intäkter", 848_442_500, note="14 konton, 62 verifikationer"),
            SourceRow("4010–7690 Kostnader", -921_839_600, note="51 konton, 1 204 verifikationer"),
            SourceRow("8310 Ränteintäkter", 13_954_050),
        ),
        basis="Verifikationerna för 2024, inlästa 12 februari 2025.",
        changed=datetime(2025, 2, 12, 13, 32, tzinfo=UTC),
        changed_by="Ekonom",
        remarks=("December är inte stängd. Siffran kan ändras.",),
    )


def _numbers(key: str, title: str, heads: tuple[str, ...], rows: list[tuple[str, tuple[int | None, ...]]]) -> Table:
    """A chart's table: the same numbers as the drawing."""
    return Table(
        key,
        title,
        Unit.TKR,
        tuple(Column(head, head) for head in heads),
        tuple(Row(label, label, tuple(_cell(value, "", ACTUAL) for value in values)) for label, values in rows),
    )


def _people() -> list[Chart]:
    """Charts of people; in the second row the split is not shown, in the third nothing is."""
    rows = [("Arbete", 23, (10, 13, 0), "10 kvinnor, 13 män"), ("Studier", 8, (None, None, None), "8"),
            ("Flytt", None, (None, None, None), "..")]  # fmt: skip
    lived = [("Försörjningsstöd", 48, 24, "48 före, 24 efter"), ("Lön", 2, 18, "2 före, 18 efter")]
    flow = [("Inskrivna", (193, 320, 292)), ("Nya", (138, 157, 132)), ("Avslutade", (76, 138, 97))]
    heads = ("2022", "2023", "2024")
    return [
        Chart("utgang", "Vart de som avslutade gick", people_charts.by_sex(rows),
              "Antal personer: arbete 10 kvinnor, 13 män; studier 8; flytt visas inte.",
              _numbers("d-utgang", "Vart de som avslutade gick", ("Alla",), [(row[0], (row[1],)) for row in rows])),
        Chart("forsorjning", "Försörjning före och efter", people_charts.before_after(lived),
              "Antal personer: försörjningsstöd 48 före, 24 efter; lön 2 före, 18 efter.",
              _numbers("d-forsorjning", "Försörjning före och efter", ("Före", "Efter"),
                       [(label, (before, after)) for label, before, after, _ in lived])),
        Chart("floden", "Inskrivna, nya och avslutade", people_charts.over_years(heads, flow),
              "Inskrivna 193, 320 och 292 åren 2022 till 2024; nya 138, 157 och 132; avslutade 76, 138 och 97.",
              _numbers("d-floden", "Inskrivna, nya och avslutade", heads, list(flow))),
    ]  # fmt: skip


def charts() -> list[Chart]:
    """Every kind of chart."""
    against: list[tuple[str, int | None, int | None]] = [
        ("Intäkter", 8484, 8062), ("Kostnader", 9218, 8937), ("Personal", 2452, 2062)]  # fmt: skip
    series: list[tuple[str, int | None, int | None]] = [
        ("2018", 43, 3637), ("2019", -965, 2672), ("2020", 2024, 4696), ("2021", 1361, 6057), ("2022", -2317, 3740),
        ("2023", -1409, 2331), ("2024", -594, 1737)]  # fmt: skip
    split = [("Individinriktade insatser", 6134, "67 %"), ("Strukturinriktade insatser", 2010, "22 %"),
             ("Administration", 1074, "12 %")]  # fmt: skip
    return [*_people(),
        Chart("budget", "Utfall mot budget", bullet(against, "tkr"),
              "Utfall mot budget 2024 i tusen kronor. Intäkter 8 484 mot 8 062, kostnader 9 218 mot 8 937, personal "
              "2 452 mot 2 062.",
              _numbers("d-budget", "Utfall mot budget 2024", ("Utfall", "Budget"),
                       [(label, (actual, plan)) for label, actual, plan in against])),
        Chart("ar", "Resultat och eget kapital", years(series, "tkr"),
              "Årets resultat och eget kapital 2018 till 2024 i tusen kronor. Eget kapital var högst 2021, 6 057, och "
              "är 1 737 år 2024.",
              _numbers("d-ar", "Resultat och eget kapital", ("Resultat", "Eget kapital"),
                       [(year, (result, equity)) for year, result, equity in series])),
        Chart("fordelning", "Så fördelas kostnaderna", distribution(split, "tkr"),
              "Kostnaderna 2024: individinriktade insatser 67 procent, strukturinriktade 22, administration 12.",
              _numbers("d-fordelning", "Kostnadsfördelning 2024", ("Kostnad",),
                       [(label, (amount,)) for label, amount, _ in split])),
    ]  # fmt: skip


PERIODS = [
    {"label": "Helår 2024", "url": "?", "current": True, "closed": False, "state": "öppen"},
    {"label": "Januari–augusti 2024", "url": "?", "current": False, "closed": True, "state": "stängd"},
    {"label": "Helår 2023", "url": "?", "current": False, "closed": True, "state": "stängd"},
]
STEPS = [
    {"label": "Ansökan", "text": "19 september 2022", "state": "done"},
    {"label": "Beslut", "text": "25 november 2022", "state": "done"},
    {"label": "Överenskommelse", "text": "14 december 2022", "state": "done"},
    {"label": "Rekvisitioner", "text": "6 av 9, en att attestera", "state": "now"},
    {"label": "Slutrapport", "text": "senast 28 februari 2026", "state": ""},
]
EVENTS = [
    {"date": date(2025, 2, 28), "text": "Tertialrapporten ska vara inne", "state": "coming"},
    {"date": date(2025, 2, 12), "text": "Bokföringen för december lästes in", "side": "64 verifikationer",
     "state": "now", "url": "#b-tid"},
    {"date": date(2025, 2, 5), "text": "Tertial 3 stängdes"},
]  # fmt: skip
WORK = [
    {"title": "Reda ut not 3, omsättningstillgångar", "text": "Raderna ger 7 204 725 kr, noten säger 7 197 652 kr.",
     "when": "Försenad, 17 februari", "late": True, "url": "#b-arbete", "action": "Öppna"},
    {"title": "Skriv om två meningar i årsredovisningen", "text": "Siffrorna har ändrats sedan de skrevs.",
     "when": "Fredag 7 mars", "late": False, "url": "#b-arbete", "action": "Skriv"},
]  # fmt: skip
TABS = [
    {"label": "Alla, 13", "url": "#b-filter", "current": True},
    {"label": "Faller, 5", "url": "#b-filter", "css": "sev fel"},
    {"label": "Förklara, 6", "url": "#b-filter", "css": "sev forklara"},
    {"label": "Håller, 2", "url": "#b-filter", "css": "st upp"},
]
FINDINGS = [
    {"title": "Balansräkningen balanserar", "source": "LKBR 6 kap.",
     "finding": Finding(Outcome.HOLDS, "Tillgångar 7 198 tkr är lika med eget kapital, avsättningar och skulder.")},
    {"title": "Kassaflödet går ihop", "source": "RKR R13",
     "finding": Finding(Outcome.FAILS, "Årets kassaflöde är −1 359 tkr men kassan minskade med 1 360 tkr.",
                        "Se efter om en post saknas bland justeringarna.")},
]  # fmt: skip
FACTS = [("Organisationsnummer", "222000-0000"), ("Räkenskapsår", "Kalenderåret"), ("Presentation", "Tusental kronor")]
COLORS = [
    ("paper", "Papper"), ("wash", "Varmgrå"), ("wash-2", "Varmgrå, djup"), ("line", "Hårlinje"),
    ("ink-2", "Bläck, dovt"), ("ink", "Bläck"), ("pine", "Tallgrön"), ("pine-wash", "Tallgrön, ljus"),
    ("amber-mark", "Bärnsten"), ("red", "Röd"), ("kvinna", "Kvinnor"), ("man", "Män"), ("okant", "Ej angivet"),
    ("utfall", "Utfall"), ("tidigare", "Tidigare år"),
]  # fmt: skip
