"""Formulas and merged cells are told by cell, in the sheets that hold a table and no other."""

import io

import pytest
import xlsxwriter

from samsyn.core.sheetmarks import sheet_faults

FORMULA = "innehåller en formel. Skriv talet i stället."


def workbook(**sheets):
    """Each sheet is made by a function of it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, make in sheets.items():
            page = book.add_worksheet(name)
            make(page)
    return out.getvalue()


def table(*acts):
    def make(page):
        page.write_row(0, 0, ["insats", "antal"])
        for act in acts:
            act(page)

    return make


def formula(place):
    return lambda page: page.write_formula(place, "=A1")


def test_each_formula_is_told():
    assert sheet_faults(workbook(Antal=table(formula("B2"), formula("AA17"))), ["antal"]) == [
        f"B2: {FORMULA}", f"AA17: {FORMULA}",
    ]  # fmt: skip


def test_merged_cells_are_told_by_their_corners():
    (fault,) = sheet_faults(workbook(Antal=table(lambda page: page.merge_range("A2:B3", "x"))), ["antal"])
    assert fault.startswith("A2–B3: sammanslagna celler")


def test_two_tables_are_told_apart():
    data = workbook(Vår=table(formula("B2")), Höst=table(formula("B3")))
    assert sheet_faults(data, ["antal"]) == [f"bladet Vår, B2: {FORMULA}", f"bladet Höst, B3: {FORMULA}"]


def test_a_sheet_that_holds_no_table_may_look_as_it_likes():
    data = workbook(Anteckningar=lambda page: page.write_formula("A1", "=1+1"), Antal=table())
    assert sheet_faults(data, ["antal"]) == []


@pytest.mark.parametrize("data", [b"", b"insats;antal\n", b"PK\x03\x04 no workbook", workbook(A=table())[:300]])
def test_what_is_no_workbook_is_somebody_elses_to_tell(data):
    assert sheet_faults(data, ["antal"]) == []
