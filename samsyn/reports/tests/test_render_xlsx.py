"""Workbooks and CSV: numbers are numbers, text is never a formula."""

import io
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from samsyn.core.money import Unit
from samsyn.core.table import Cell, Column, ColumnKind, Row, Table
from samsyn.reports.render.xlsx import sheet_names, table_csv, table_xlsx, write
from samsyn.reports.tests import sample


def sheets(data: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def small(label: str = "Rad", *cells: Cell, kind: ColumnKind = ColumnKind.AMOUNT) -> Table:
    columns = tuple(Column(f"c{i}", "2024", kind=kind) for i in range(len(cells)))
    return Table("t", "Tabell", Unit.TKR, columns, (Row("r", label, cells),))


def test_there_is_a_contents_sheet_one_sheet_per_table_and_the_exact_amounts():
    document = sample.document()
    names = list(sheets(write(document)))
    assert names[0] == "Innehåll"
    assert names[-1] == "Exakta belopp"
    assert len(names) == len(document.tables()) + 2
    assert "Resultaträkning 2024" in names
    assert all(len(name) <= 31 for name in names)


def test_a_statement_holds_title_unit_header_and_real_numbers():
    rows = sheets(write(sample.document()))["Resultaträkning 2024"]
    assert rows[0][0] == "Resultaträkning 2024"
    assert rows[1][0] == "Belopp i tkr"
    assert rows[3][1:] == ["Not", "Utfall\n2024", "Utfall\n2023", "Budget\n2024"]
    assert rows[9] == ["Årets resultat", "", -594.0, -1409.0, -875.0]
    assert rows[6] == ["Avskrivningar", "", 0.0, 0.0, "uppgift saknas"]
    assert rows[11][0] == "* Räntan på pensionsavsättningen ingår med 32 tkr."


def test_exact_amounts_stand_in_kronor_with_their_figure():
    rows = sheets(write(sample.document()))["Exakta belopp"]
    found = [row for row in rows if row[5] == "ledger.r5" and row[0] == "Resultaträkning 2024"]
    assert found[0] == ["Resultaträkning 2024", "Årets resultat", "Utfall 2024", -594431.0, "kr", "ledger.r5", "2024"]


def test_number_formats_print_true_minus_dash_and_plus():
    table = small("Rad", Cell(-100_000_000, Unit.TKR), kind=ColumnKind.DEVIATION)
    styles = zipfile.ZipFile(io.BytesIO(table_xlsx(table))).read("xl/styles.xml").decode()
    assert "&quot;+&quot;#,##0;&quot;\u2212&quot;#,##0;&quot;–&quot;" in styles


def test_a_share_keeps_its_decimals():
    cell = Cell(Decimal("21.546"), Unit.PERCENT, decimals=1)
    assert sheets(table_xlsx(small("Rad", cell, kind=ColumnKind.SHARE)))["Tabell"][4][1] == 21.5


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.se", sample.NASTY]
)
def test_what_a_user_writes_is_text_and_no_formula(text):
    data = table_xlsx(small(text, Cell(text=text), kind=ColumnKind.TEXT))
    assert sheets(data)["Tabell"][4] == [text, text]
    book = zipfile.ZipFile(io.BytesIO(data))
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_control_characters_do_not_break_the_file():
    assert sheets(table_xlsx(small("a\x00b\x1fc", Cell(100))))["Tabell"][4][0] == "abc"


def test_sheet_names_are_readable_short_and_unique():
    long = "Återstående belopp för redan beslutad finansiering av insatser"
    tables = [
        Table("t", title, Unit.KR, (), ()) for title in (long, long, "A/B: [C]*?", "a/b: [c]*?", "", "History", "'x'")
    ]
    names = sheet_names(tables)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 for name in names)
    assert names[0] == "Återstående belopp för redan be"
    assert names[2] == "A B   C"


def test_the_same_document_gives_the_same_workbook():
    assert write(sample.document()) == write(sample.document())


def test_csv_opens_in_a_swedish_excel():
    text = table_csv(sample.income_statement())
    assert text.startswith("\ufeffResultaträkning 2024 (Belopp i tkr);Not;Utfall 2024;Utfall 2023;Budget 2024\r\n")
    assert text.splitlines()[3] == "Avskrivningar;;0;0;uppgift saknas"
    assert text.splitlines()[-1] == "Årets resultat;;-594;-1409;-875"


def test_csv_writes_decimal_commas_and_no_formulas():
    share = small("=1+1", Cell(Decimal("21.5"), Unit.PERCENT, decimals=1), kind=ColumnKind.SHARE)
    assert table_csv(share).splitlines()[1] == "'=1+1;21,5"
    assert '"a;""b"' in table_csv(small('a;"b', Cell(100)))
