import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.core import workbook
from samsyn.core.sheetmarks import sheet_faults
from samsyn.core.tablefile import RowReader, TableRow, read_rows, write_csv, write_xlsx

COLUMNS = ["part", "ar", "belopp_kr"]


def csv(text: str) -> bytes:
    return text.encode()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_found_by_itself(mark):
    rows, errors = read_rows(csv(f"part{mark}ar{mark}belopp_kr\nStaten{mark}2024{mark}10\n"), "f.csv", COLUMNS)
    assert errors == []
    assert rows == [TableRow(2, {"part": "Staten", "ar": "2024", "belopp_kr": "10"})]


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference():
    plain = read_rows(csv("part,ar,belopp_kr\nÅre,2024,1\n"), "f.csv", COLUMNS)
    assert read_rows(b"\xef\xbb\xbf" + csv("part,ar,belopp_kr\r\nÅre,2024,1\r\n"), "f.csv", COLUMNS) == plain


def test_columns_may_stand_in_any_order_and_empty_rows_are_left_out():
    rows, errors = read_rows(csv("ar,belopp_kr,part\n\n2024,1,Åre\n,,\n"), "f.csv", COLUMNS)
    assert (errors, [(row.number, row["part"]) for row in rows]) == ([], [(3, "Åre")])


def test_missing_extra_and_doubled_columns_are_all_reported_at_once():
    rows, errors = read_rows(csv("part,part,belopp,belopp_kr\n1,2,3,4\n"), "f.csv", COLUMNS)
    assert rows == []
    assert len(errors) == 3
    assert "kolumnen ar saknas" in errors[0]
    assert "'belopp' finns inte" in errors[1]
    assert "part står flera gånger" in errors[2]


def test_an_optional_column_reads_as_nothing_when_it_is_not_there():
    rows, errors = read_rows(csv("a\n1\n"), "f.csv", ["a"], ["b"])
    assert (errors, rows[0]["b"]) == ([], "")


def test_a_row_with_too_many_fields_is_reported_with_its_number():
    rows, errors = read_rows(csv("part,ar,belopp_kr\nÅre,2024,1\nÅre,2025,1,50\n"), "f.csv", COLUMNS)
    assert [row.number for row in rows] == [2]
    assert errors == ["rad 3: har 4 fält men rubriken 3; sätt citattecken om ett värde som innehåller skiljetecknet"]


def test_row_numbers_count_lines_inside_quotes():
    rows, _ = read_rows(csv('a,b\n"x\ny",1\nz,2\n'), "f.csv", ["a", "b"])
    assert [row.number for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"  \n \n", "tom"),
        ("part,ar,belopp_kr\nÅre,2024,1\n".encode("latin-1"), "rad 2 är inte UTF-8"),
        ("part,ar,belopp_kr\n".encode("utf-16"), "UTF-8"),
        (b"part,ar,belopp_kr\n\0\0,1,2\n", "inte en tabell"),
        (b'part,ar,belopp_kr\n"Are,2024,1\n', "citattecken"),
        (b"PK\x03\x04not a workbook", "Excel"),
        (b"<!DOCTYPE html><html></html>", "kolumnerna part, ar, belopp_kr"),
        (b"%PDF-1.7\n", "kolumnerna"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    rows, errors = read_rows(data, "f.csv", COLUMNS)
    assert rows == []
    assert words in errors[0]


def test_a_zip_that_is_no_workbook_and_one_that_unpacks_too_large_are_refused(monkeypatch):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "b" * 1000)
    assert "Excel" in read_rows(buffer.getvalue(), "f.xlsx", COLUMNS)[1][0]
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 10)
    assert "för stor" in read_rows(buffer.getvalue(), "f.xlsx", COLUMNS)[1][0]


def test_excel_and_csv_hold_the_same_rows():
    rows = [["Åre", 2024, Decimal("12.5")], ["=1+1", 2025, None], ["", 2026, date(2024, 1, 31)]]
    from_csv = read_rows(write_csv(COLUMNS, rows).encode(), "f.csv", COLUMNS)
    from_excel = read_rows(write_xlsx(COLUMNS, rows), "vilket-namn-som-helst", COLUMNS)
    assert from_csv == from_excel
    assert [row["belopp_kr"] for row in from_csv[0]] == ["12.5", "", "2024-01-31"]


def test_the_sheet_with_our_columns_is_chosen():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Läs mig").write_row(0, 0, ["Så fyller du i"])
        sheet = book.add_worksheet("Blad")
        sheet.write_row(1, 0, COLUMNS)
        sheet.write_row(2, 0, ["Åre", 2024, 1.5])
    rows, errors = read_rows(out.getvalue(), "f.xlsx", COLUMNS)
    assert (errors, rows[0].number, rows[0]["belopp_kr"]) == ([], 3, "1.5")


def test_a_reader_gathers_every_fault_with_row_and_column():
    reader = RowReader()
    row = TableRow(7, {"part": "", "ar": "1999", "belopp_kr": "tolv", "tal": "1,5"})
    reader.text(row, "part")
    reader.year(row, "ar")
    reader.ore(row, "belopp_kr")
    assert reader.number(row, "tal", 0, 10) == Decimal("1.5")
    assert reader.number(row, "saknas", 0, 10) is None
    assert reader.errors == [
        "rad 7, kolumn part: saknas",
        "rad 7, kolumn ar: '1999' är inget heltal från 2004 till 2099",
        "rad 7, kolumn belopp_kr: 'tolv' är inte ett belopp",
        "rad 7, kolumn saknas: saknas",
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_crash_the_reader(data):
    read_rows(data, "f", COLUMNS)


plain = st.text(st.characters(exclude_categories=("C", "Z")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(plain, st.integers(2004, 2099), st.integers(-(10**9), 10**9)), max_size=5))
def test_what_is_written_is_read_back(rows):
    wanted = [{"part": part, "ar": str(year), "belopp_kr": str(amount)} for part, year, amount in rows]
    read, errors = read_rows(write_csv(COLUMNS, rows).encode(), "f.csv", COLUMNS)
    assert ([row.values for row in read], errors) == (wanted, [])


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|x", "-2+3+cmd", "'=1", "'Åre", "-", "''+a"])
def test_text_in_a_written_file_runs_as_no_formula_and_is_read_back_as_it_was(text):
    written = write_csv(["part", "ar", "belopp_kr"], [[text, 2024, Decimal("-12.50")]])
    cells = written.splitlines()[1].split(",")
    assert cells[0][0] not in "=+@" and (cells[0] == "-" or cells[0][0] != "-")
    assert cells[2] == "-12.50"
    rows, errors = read_rows(csv(written), "f.csv", COLUMNS)
    assert (errors, rows[0]["part"], rows[0]["belopp_kr"]) == ([], text, "-12.50")


@pytest.mark.parametrize("place", [(1_048_575, 0), (0, 16_383), (1_048_575, 16_383)])
def test_a_cell_far_away_does_not_fill_the_memory_with_the_empty_ones_between(place):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "konto")
        sheet.write(*place, "x")
    rows, errors = read_rows(out.getvalue(), "plan.xlsx", ["konto"])
    assert rows == []
    assert "långt till höger eller långt ner" in errors[0]
    assert sheet_faults(out.getvalue(), ["konto"]) == []


def test_a_workbook_that_holds_more_than_it_says_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 1_000_000)
    data = bytearray(out.getvalue())
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (100).to_bytes(4, "little")
    assert "ingen Excel-arbetsbok" in read_rows(bytes(data), "plan.xlsx", ["konto"])[1][0]


def test_what_is_said_below_a_table_stands_after_an_empty_row_in_both_files():
    notes = ("Antal från 1 till 4 visas inte.",)
    assert write_csv(("a", "b"), [("x", 1)], notes) == "a,b\nx,1\n,\nAntal från 1 till 4 visas inte.,\n"
    sheet = read_rows(write_xlsx(("a", "b"), [("x", 1)], notes), "f.xlsx", ["a", "b"])[0]
    assert [row["a"] for row in sheet] == ["x", *notes]
