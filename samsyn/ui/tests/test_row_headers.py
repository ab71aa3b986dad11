"""Row headers in the structure tree, in a PDF made by hand."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from samsyn.ui.row_headers import mark_row_headers


def tagged(*rows: list[Dictionary], part: Name = Name.TBody) -> Pdf:
    pdf = pikepdf.new()
    body = Dictionary(S=part, K=Array([Dictionary(S=Name.TR, K=Array(row)) for row in rows]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Table, K=Array([body])))
    return pdf


def first_cells(pdf: Pdf) -> list[pikepdf.Object]:
    return [row.K[0] for row in pdf.Root.StructTreeRoot.K.K[0].K]


def cell(kind: Name = Name.TD, **more) -> Dictionary:
    return Dictionary(S=kind, **more)


def test_the_first_cell_of_each_body_row_becomes_a_row_header():
    pdf = tagged([cell(), cell()], [cell(), cell()])
    assert mark_row_headers(pdf) == 2
    assert all(each.S == Name.TH and each.A[0].Scope == Name.Row for each in first_cells(pdf))
    assert pdf.Root.StructTreeRoot.K.K[0].K[0].K[1].S == Name.TD


def test_a_cell_keeps_the_attributes_it_had():
    pdf = tagged([cell(A=Dictionary(O=Name.Table, ColSpan=2))], [cell(A=Array([Dictionary(O=Name.Layout)]))])
    mark_row_headers(pdf)
    spanning, laid_out = first_cells(pdf)
    assert (spanning.A.ColSpan, spanning.A.Scope) == (2, Name.Row)
    assert [each.O for each in laid_out.A] == [Name.Layout, Name.Table]


def test_column_headers_and_rows_marked_before_are_left_alone():
    assert mark_row_headers(tagged([cell(), cell()], part=Name.THead)) == 0
    pdf = tagged([cell(), cell()])
    assert [mark_row_headers(pdf), mark_row_headers(pdf)] == [1, 0]


def test_a_file_without_tags_is_left_alone():
    assert mark_row_headers(pikepdf.new()) == 0
