"""Every kind of file: the demo's own are read unchanged and given back; bad ones say row and column, all at once."""

import os
from pathlib import Path

import pytest

from samsyn.associations.models import Party
from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.ledger.files import KINDS
from samsyn.ledger.models import Account, FiscalYear, Plan, PlanRow

SHARED = Path(os.environ.get("SAMSYN_SHARED") or Path(__file__).resolve().parents[4] / "shared")
DEMO = SHARED / "cases" / "jamtland"

MAPPING = """konto_fran,konto_till,underlag,rapport,rad,not,notrad,driftrad
1930,1939,UB,BR,Kassa och bank,3,Bank,
2010,2098,UB,BR,Övrigt eget kapital,,,
3980,3989,RES,RR,Verksamhetens intäkter,1,Medlemsbidrag,Medlemsbidrag
4000,4999,RES,RR,Verksamhetens kostnader,2,Bidrag till insatser,Bidrag till insatser
5000,6999,RES,RR,Verksamhetens kostnader,2,Övriga kostnader,Verksamhetskostnader
7000,7699,RES,RR,Verksamhetens kostnader,2,Personalkostnader,Personalkostnader
8400,8499,RES,RR,Finansiella kostnader,,,Finansiella poster
"""
LABELS = """konto_fran,konto_till,kolumn,rapport,fran_ar,till_ar,etikett
5000,6999,notrad,arsredovisning,,2023,Övriga externa kostnader
5000,6999,driftrad,,2020,2022,Strukturinsatser
"""
BUDGET = """ar,konto,kontonamn,rad,belopp_kr
2023,3980,,Medlemsbidrag,8000000
2023,4010,,Bidrag till insatser,-6000000.50
2023,6420,,Strukturinsatser,-66000
2024,3980,,Medlemsbidrag,8100000
2024,7210,,Verksamhetskostnader,-1300000
"""
FORECAST = """ar,rad,not,belopp_kr,efter_manad,forslag_kr,skal
2024,Medlemsbidrag,1,8000000,4,,
2024,Övriga externa kostnader,2,-700000,4,-650000,Ny lokal från maj
2024,Finansiella kostnader,,-4000,4,,
2024,Medlemsbidrag,1,8000000,8,,
"""
HISTORY = """ar,rad,belopp,enhet
2018,Verksamhetens intäkter,9365,tkr
2018,Verksamhetens kostnader,9313,tkr
2018,Årets resultat (tkr),43,tkr
"""


def put(association, kind, text, filename=None):
    """Read and store one file; errors fail the test."""
    result = KINDS[kind].read(
        association, text if isinstance(text, bytes) else text.encode(), filename or f"{kind}.csv"
    )
    assert result.errors == []
    return KINDS[kind].store(association, result.value, by="kommandoraden", filename=filename or f"{kind}.csv")


def errors(association, kind, text):
    result = KINDS[kind].read(association, text.encode(), f"{kind}.csv")
    assert result.value is None
    return result.errors


@pytest.fixture
def mapped(world):
    put(world.association, "mapping", MAPPING)
    put(world.association, "labels", LABELS)
    return world.association


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("mapping", MAPPING), ("labels", LABELS), ("budget", BUDGET), ("forecast", FORECAST), ("history", HISTORY),
    ],
)  # fmt: skip
def test_what_is_exported_is_the_file_that_was_read(mapped, kind, text):
    put(mapped, kind, text)
    assert KINDS[kind].export(mapped) == text


@pytest.mark.parametrize("kind", ["mapping", "labels", "budget", "forecast", "history"])
def test_excel_and_semicolons_hold_the_same_as_the_csv(mapped, kind):
    held = {"mapping": MAPPING, "labels": LABELS, "budget": BUDGET, "forecast": FORECAST, "history": HISTORY}
    text = held[kind]
    put(mapped, kind, text)
    wanted = KINDS[kind].read(mapped, text.encode(), "a.csv").value
    semicolons = "\r\n".join(";".join(cell.strip('"') for cell in _cells(line)) for line in text.strip().split("\n"))
    assert KINDS[kind].read(mapped, semicolons.encode("utf-8-sig"), "b.csv").value == wanted
    assert KINDS[kind].read(mapped, KINDS[kind].export_xlsx(mapped), "c.xlsx").value == wanted


def _cells(line):
    inside, cells = False, [""]
    for mark in line:
        if mark == '"':
            inside = not inside
        elif mark == "," and not inside:
            cells.append("")
            continue
        cells[-1] += mark
    return cells


def test_an_object_a_sign_and_an_order_of_its_own_survive_the_journey(world):
    text = MAPPING.replace("rad,not,notrad,driftrad", "rad,not,notrad,driftrad,dimension,objekt,tecken")
    lines = [f"{line},,,1" if n else line for n, line in enumerate(text.strip().split("\n"))]
    lines.append("5000,5999,RES,RR,Verksamhetens kostnader,2,Mötesplatsen,Verksamhetskostnader,6,P12,1")
    lines.append("3740,3749,RES,RR,Verksamhetens intäkter,1,Öresutjämning,Medlemsbidrag,,,-1")
    text = "\n".join(lines) + "\n"
    put(world.association, "mapping", text)
    assert KINDS["mapping"].export(world.association) == text


def test_the_column_ordning_decides_the_order_of_note_rows(world):
    lines = MAPPING.strip().split("\n")
    text = "\n".join([lines[0] + ",ordning", *(f"{line},{50 - n}" for n, line in enumerate(lines[1:]))])
    put(world.association, "mapping", text)
    assert KINDS["mapping"].export(world.association).split("\n")[1].startswith("8400")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("2050,2060,UB,BR,Övrigt eget kapital,,,", "rad 9, kolumn konto_fran: konto 2050–2060 står redan på raden"),
        ("2010,2010,UB,BR,Kassa och bank,3,Bank,", "raden Övrigt eget kapital (2010–2098), rad 3 i filen"),
        ("3000,abc,RES,RR,Verksamhetens intäkter,1,A,B", "rad 9, kolumn konto_till: 'abc' är inget heltal"),
        ("3100,3000,RES,RR,Verksamhetens intäkter,1,A,B", "rad 9, kolumn konto_till: 3000 är lägre än konto_fran 3100"),
        ("3000,3100,RES,RR,Intäktsraden,1,A,B", "rad 9, kolumn rad: 'Intäktsraden' är ingen rad i"),
        ("3000,3100,UB,RR,Verksamhetens intäkter,1,A,B", "rad 9, kolumn underlag: 'UB' stämmer inte med raden"),
        ("3000,3100,RES,RR,Verksamhetens intäkter,1,,B", "rad 9, kolumn not: Konto 3000–3100: ange både"),
        ("1500,1510,RES,RR,Verksamhetens intäkter,1,A,B", "rad 9, kolumn rad: Konto 1500–1510 hör till"),
    ],
)  # fmt: skip
def test_a_bad_row_of_the_mapping_is_named(world, row, wanted):
    assert any(wanted in text for text in errors(world.association, "mapping", MAPPING + row + "\n"))


def test_an_account_on_two_lines_stands_with_all_other_faults(world):
    text = MAPPING + "1935,1935,UB,BR,Fordringar,3,Annat,\n5010,5010,RES,RR,Ingen rad,,,\n"
    assert len(errors(world.association, "mapping", text)) == 2


def test_a_missing_column_is_named(mapped):
    text = BUDGET.replace("belopp_kr", "belopp")
    assert errors(mapped, "budget", text)[0] == "kolumnen belopp_kr saknas i första raden"


def test_every_fault_of_a_budget_is_told_at_once(mapped):
    text = (
        BUDGET
        + "2024,1930,,,5\n2024,9999,,,5\n2024,4010,,Bidrag till insatser,tolv\n24,4010,,,5\n"
        + "2024,,,,5\n2024,4010,,Hyra,5\n"
    )
    assert errors(mapped, "budget", text) == [
        "rad 7, kolumn konto: konto 1930 är inget resultatkonto (3000–8999)",
        "rad 8, kolumn konto: konto 9999 är inget resultatkonto (3000–8999)",
        "rad 9, kolumn belopp_kr: 'tolv' är inte ett belopp",
        "rad 10, kolumn ar: '24' är inget heltal från 2004 till 2099",
        "rad 11, kolumn rad: ange konto eller rad",
        "rad 12, kolumn rad: 'Hyra' är ingen rad i resultaträkningen enligt kontokopplingen",
    ]


def test_an_account_outside_the_chart_is_unknown(mapped):
    year = FiscalYear.objects.create(association=mapped, start="2024-01-01", end="2024-12-31")
    Account.objects.create(association=mapped, year=year, number=3980, name="Bidrag")
    text = "ar,konto,belopp_kr\n2024,3980,5\n2024,3981,5\n"
    assert errors(mapped, "budget", text) == ["rad 3, kolumn konto: konto 3981 finns inte i kontoplanen"]


def test_an_account_twice_in_a_budget_is_refused(mapped):
    found = errors(mapped, "budget", BUDGET + "2024,3980,,Medlemsbidrag,1\n")
    assert found == ["rad 7, kolumn ar: konto 3980 har redan ett belopp för 2024 på rad 5"]


def test_text_in_a_number_cell_of_an_excel_budget_is_named_by_row_and_column(mapped):
    put(mapped, "budget", BUDGET)
    book = KINDS["budget"].export_xlsx(mapped)
    assert KINDS["budget"].read(mapped, book, "b.xlsx").errors == []
    spoiled = KINDS["budget"].read(mapped, BUDGET.replace("-66000", "ca 66").encode(), "b.csv")
    assert spoiled.errors == ["rad 4, kolumn belopp_kr: 'ca 66' är inte ett belopp"]


def test_a_row_decided_elsewhere_than_its_account_keeps_that_row_of_its_own(mapped):
    put(mapped, "budget", BUDGET)
    own = dict(PlanRow.objects.values_list("account", "operating_row"))
    assert own[7210] == "Verksamhetskostnader"
    assert own[6420] == ""  # Strukturinsatser is an older wording of the account's own row


def test_a_typed_over_forecast_needs_its_reason(mapped):
    found = errors(mapped, "forecast", FORECAST.replace("Ny lokal från maj", ""))
    assert found == ["rad 3, kolumn skal: skriv varför beloppet skiljer sig från förslaget"]


def test_a_forecast_of_an_unknown_row_or_note_is_refused(mapped):
    found = errors(mapped, "forecast", "ar,rad,not,belopp_kr\n2024,Medlemsbidrag,2,5\n2024,Hyra,,5\n")
    assert found == [
        "rad 2, kolumn rad: 'Medlemsbidrag' är ingen rad i not 2 enligt kontokopplingen",
        "rad 3, kolumn rad: 'Hyra' är ingen rad i resultaträkningen enligt kontokopplingen",
    ]


def test_history_turns_costs_to_the_sign_the_statement_prints(mapped):
    put(mapped, "history", HISTORY)
    values = KINDS["history"].read(mapped, HISTORY.encode(), "h.csv").value
    assert [(item.line, item.amount) for item in values] == [
        ("revenue", 936_500_000), ("costs", -931_300_000), ("result", 4_300_000),
    ]  # fmt: skip


def test_bad_history_is_named(mapped):
    assert errors(mapped, "history", HISTORY + "2018,Hyra,5,dollar\n2018,Verksamhetens intäkter,1,tkr\n") == [
        "rad 5, kolumn enhet: 'dollar' är varken kr eller tkr",
        "rad 5, kolumn rad: 'Hyra' är ingen rad i resultat- eller balansräkningen",
        "rad 6, kolumn rad: Verksamhetens intäkter 2018 finns redan på rad 2",
    ]


def test_bad_labels_are_named(mapped):
    text = LABELS + "5000,6999,notrad,arsredovisning,2022,,Annat\n1,2,rad,brev,2024,2020,\n"
    assert errors(mapped, "labels", text) == [
        "rad 4, kolumn etikett: samma konton, rapport och år har redan en etikett på rad 2",
        "rad 5, kolumn etikett: saknas",
        "rad 5, kolumn kolumn: 'rad' är varken notrad eller driftrad",
        "rad 5, kolumn rapport: 'brev' är ingen av arsredovisning, tertial, ekonomi",
        "rad 5, kolumn till_ar: 2020 är före fran_ar 2024",
    ]  # fmt: skip


def test_a_second_budget_file_is_a_version_and_an_equal_one_says_so(mapped):
    put(mapped, "budget", BUDGET, "styrelsen.csv")
    said = put(mapped, "budget", BUDGET, "ekonomen.csv")
    assert "är lika med Budget (styrelsen.csv)" in said
    plans = list(Plan.objects.filter(year=2024).order_by("pk"))
    assert [plan.in_force for plan in plans] == [True, False]
    assert plans[1].equal_to == plans[0]
    assert "redan inläst" in put(mapped, "budget", BUDGET, "ekonomen.csv")
    assert Plan.objects.filter(year=2024).count() == 2


def test_storing_a_file_writes_one_event_with_what_was_before(mapped):
    put(mapped, "history", HISTORY)
    before = Event.objects.count()
    put(mapped, "history", HISTORY.replace("9365", "9300"))
    assert Event.objects.count() == before + 1
    event = Event.objects.first()
    assert "9\u00a0365\u00a0000 kr" in event.before
    assert "9\u00a0300\u00a0000 kr" in event.after


def test_a_file_that_is_no_table_is_refused(mapped):
    for data in (b"", b"<html><body>hej</body></html>", b"\x00\x01\x02", b"PK\x03\x04rubbish"):
        for kind in KINDS.values():
            assert kind.read(mapped, data, "fil.csv").errors


def test_storing_without_rights_is_refused(world, mapped):
    value = KINDS["history"].read(mapped, HISTORY.encode(), "h.csv").value
    with pytest.raises(Exception, match="Bara ekonom och förbundschef"):
        KINDS["history"].store(mapped, value, by=world.user("revisor"))
    assert issubclass(Refused, ValueError)


@pytest.mark.skipif(not DEMO.is_dir(), reason="the demo cases are not beside this checkout")
def test_the_demo_files_are_read_unchanged_and_given_back(world):
    kinds = ("mapping", "labels", "budget", "forecast", "history", "contributions", "staff")
    names = {kind: "forecast-2020" if kind == "forecast" else kind for kind in kinds}
    rows = (DEMO / "contributions.csv").read_text(encoding="utf-8").split("\n")[1:]
    for place, name in enumerate(dict.fromkeys(row.split(",")[0] for row in rows if row)):
        Party.objects.create(association=world.association, name=name, kind="kommun", position=place)
    for kind, name in names.items():
        data = (DEMO / f"{name}.csv").read_bytes()
        put(world.association, kind, data, f"{name}.csv")
        if kind == "forecast":
            assert Plan.objects.get(kind="prognos").rows.count() == 8
        elif kind == "budget":  # the names of accounts come from the ledger, which is not read here
            blank = "\n".join(_without_name(line) for line in data.decode().split("\n"))
            assert KINDS[kind].export(world.association) == blank
        elif kind not in ("contributions", "staff"):
            assert KINDS[kind].export(world.association) == data.decode()


def _without_name(line):
    cells = _cells(line)
    return ",".join([cells[0], cells[1], "", *cells[3:]]) if line and cells[0] != "ar" else line
