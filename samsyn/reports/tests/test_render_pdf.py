"""The printed report: archivable, accessible, complete, the same bytes every time."""

import io
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings

from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.table import Cell, Column, Row, Table
from samsyn.reports.domain.document import Document, ProseBlock, Section, SignatureBlock, TableBlock
from samsyn.reports.domain.prose import parse
from samsyn.reports.render import pdf
from samsyn.reports.render.measures import PAGE_MM, layout
from samsyn.reports.render.print_data import document_data, own_font, table_data
from samsyn.reports.tests import sample
from samsyn.reports.tests.test_prose import PIECES as MARKDOWN
from samsyn.ui.print_text import coverage, printable


@cache
def written() -> bytes:
    return pdf.write(sample.document(), sample.CHARTS)


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Kept open: objects of a closed file lose what they hold."""
    return pikepdf.open(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(data)
    return [file[index].get_textpage().get_text_range().replace("\r\n", "\n") for index in range(len(file))]


def elements(data: bytes, kind: str) -> list[pikepdf.Object]:
    """Structure elements of a kind, from the structure tree."""
    found, stack = [], [opened(data).Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if element.get("/S") == pikepdf.Name(f"/{kind}"):
            found.append(element)
        kids = element.get("/K")
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        stack += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary)]
    return found


def one_section(*blocks, title: str = "Avsnitt", **fields) -> Document:
    return replace(sample.document(**fields), sections=(Section("s", title, 1, tuple(blocks)),))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_report_conforms_to_the_standard(profile):
    report = page.validate_pdf_bytes(written(), profile=profile)
    assert report.is_compliant, [(each.rule_id, each.message) for each in report.failures]


@pytest.mark.pdf_judge
def test_the_reference_validator_finds_nothing():
    judge = pytest.importorskip("tests.pdf_judge").judge
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(written())
        assert judge(path, ("ua1", "2a")) == []


def test_language_title_author_and_date_are_in_the_file():
    file = opened(written())
    assert str(file.Root.Lang) == "sv-SE"
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert str(file.docinfo.Title) == "Årsredovisning 2024 – Samordningsförbundet i Fjälls län"
    assert str(file.docinfo.Author) == "Samordningsförbundet i Fjälls län"
    assert str(file.docinfo.CreationDate).startswith("D:20250317")


def test_bookmarks_follow_the_sections():
    with opened(written()).open_outline() as outline:
        titles = [item.title for item in outline.root]
        inner = [item.title for item in outline.root[1].children]
    assert titles == [
        "Innehåll", "Förvaltningsberättelse", "Resultaträkning", "Balansräkning", "Noter", "Avstämning",
        "Underskrifter",
    ]  # fmt: skip
    assert inner[0] == "Organisation och uppdrag"


def test_headings_are_tagged_in_order():
    assert len(elements(written(), "H1")) == 7
    assert len(elements(written(), "H2")) == 4
    assert elements(written(), "H3")


def test_every_body_row_has_a_row_header_and_every_table_column_headers():
    cells = elements(written(), "TH")
    scopes = [str(attribute.Scope) for cell in cells for attribute in _attributes(cell) if "/Scope" in attribute]
    rows = sum(len(table.rows) for table in sample.document().tables())
    columns = sum(len(table.columns) + 1 for table in sample.document().tables())
    assert scopes.count("/Row") == rows
    assert scopes.count("/Column") == columns


def _attributes(cell: pikepdf.Object) -> list[pikepdf.Object]:
    held = cell.get("/A")
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def test_a_long_table_repeats_its_header_on_every_page():
    table = sample.note_table(2, 120)
    headed = [text for text in texts(pdf.write(one_section(TableBlock(table)), {})) if "Insats" in text]
    assert len(headed) > 2
    assert all("2024\n2023" in text.replace(" ", "\n") for text in headed)


def test_figures_are_found_in_the_text_as_printed():
    text = "\n".join(texts(written())).replace("\u00a0", " ")
    assert "Resultatet blev −594 tkr" in text.replace("\n", " ")
    assert "uppgift saknas" in text
    assert ".." in text
    assert "24,1 %" in text
    assert "Belopp i tkr" in text
    assert "Not 1 Intäkter" in text
    assert "Räntan på pensionsavsättningen" in text
    assert "Organisationsnummer 222000-0000" in text
    assert "17 mars 2025" in text
    assert "Anna Exempelsson" in text


def test_pages_are_numbered_after_the_cover_and_bear_the_note():
    cover, *rest = texts(written())
    assert "Årsredovisning 2024" in cover
    for number, text in enumerate(rest, start=2):
        assert str(number) in text.split()
        assert "Utkast. Påhittade siffror." in text


def test_a_chart_has_a_text_alternative_and_its_numbers_as_a_table():
    alternatives = [str(each.get("/Alt")) for each in elements(written(), "Figure")]
    assert any(text.startswith("Stapeldiagram: kostnaderna fördelade") for text in alternatives)
    assert ", siffror" in "\n".join(texts(written()))


def test_a_chart_whose_numbers_stand_in_a_table_of_its_section_does_not_repeat_them():
    def of(*figures):
        cells = tuple(Cell(100, Unit.TKR, figure, Scope(sample.PERIOD)) for figure in figures)
        return Table(
            "t", "T", Unit.TKR, tuple(Column(f"c{n}", "2024") for n in range(len(cells))), (Row("r", "R", cells),)
        )

    def repeated(table, *others):
        blocks = (*map(TableBlock, others), replace(sample.chart(), table=table))
        (section,) = document_data(one_section(*blocks), {})["sections"]
        return section["blocks"][-1]["table"] is not None

    assert not repeated(of("a", "b"), of("c"), of("b", "a", "d"))
    assert repeated(of("a", "b"), of("a", "c"))
    assert repeated(of("a"))
    assert repeated(of(""), of("")), "a number that is no figure"


def test_a_chart_without_a_drawing_is_printed_in_words():
    text = "\n".join(texts(pdf.write(one_section(sample.chart()), {})))
    assert "Stapeldiagram: kostnaderna" in text


def test_the_same_document_gives_the_same_bytes():
    assert pdf.write(sample.document(), sample.CHARTS) == written()
    assert written().endswith(b"%%EOF\n")


def test_what_a_user_writes_never_becomes_markup():
    nasty = sample.NASTY
    row = Row("r", nasty, (Cell(100, Unit.KR), Cell(text=nasty)))
    table = Table("t", nasty, Unit.KR, (Column("a", nasty), Column("b", "Text")), (row,), footnotes=(("#", nasty),))
    blocks = (ProseBlock("s", parse(nasty.replace("*", r"\*").replace("_", r"\_"), sample.lookup)), TableBlock(table))
    document = one_section(*blocks, SignatureBlock(nasty, ((nasty, nasty),), nasty), title=nasty, note=nasty)
    data = pdf.write(replace(document, association=nasty, title=nasty, subtitle=nasty), {})
    text = "".join("".join(texts(data)).split())
    assert text.count("#setpage(width:1cm)$x$*a*_b_@ref<etikett>") >= 10
    assert all(float(each.MediaBox[2]) > 590 for each in opened(data).pages)
    assert page.is_pdf_compliant_bytes(data, profile="ua1")


@settings(max_examples=25, deadline=None)
@given(MARKDOWN)
@example("[](https://a.se)")
@example(f"[x](https://a.se/{'å' * 3000})")
@example("- \n\n# \n\n> \n\n\u200b")
@example("# \U0001f389\n\n## b")
def test_whatever_is_written_can_be_printed(markdown):
    block = ProseBlock("s", parse(markdown, sample.lookup))
    assert pdf.write(one_section(block, title=markdown), {}).startswith(b"%PDF")


def test_characters_that_no_font_of_ours_has_are_shown_as_a_square():
    odd = "Emoji 🎉, 漢字, tab\there, null\x00, zero\u200d width, Łódź, Ελλάδα, a\u030a"
    assert printable(odd) == "Emoji □, □□, tab here, null, zero width, Łódź, Ελλάδα, å"
    data = pdf.write(one_section(ProseBlock("s", parse(odd, sample.lookup)), title=odd), {"costs": odd})
    assert page.is_pdf_compliant_bytes(data, profile="2a")


def test_the_fonts_hold_what_swedish_print_needs():
    assert {ord(char) for char in "åäöÅÄÖé§–−…”’%+\u00a0\u202f•□"} <= coverage()


def test_long_headings_take_two_lines_before_the_type_shrinks():
    columns = tuple(
        Column(f"c{i}", head) for i, head in enumerate(["Kvar från året före", "Till arbete/studier", *"ABCD"])
    )
    rows = (Row("r", "Arbetsterapeutresurs, Enig Östersund", (Cell(12, Unit.PERSONS),) * 6),)
    assert layout(Table("t", "Per insats", Unit.PERSONS, columns, rows)).size >= 9


def test_a_wide_table_fits_the_page_in_smaller_type():
    columns = tuple(Column(f"c{i}", f"Avvikelse {2024 - i}") for i in range(12))
    wide = Table("t", "Bred", Unit.KR, columns, (Row("r", "Rad", (Cell(123_456_789_00, Unit.KR),) * 12),))
    assert layout(sample.balance_sheet()).size == 10
    assert layout(sample.balance_sheet()).width_mm < PAGE_MM
    assert layout(wide).size < layout(sample.operating()).size <= 10
    text = "".join(texts(pdf.write(one_section(TableBlock(wide)), {})))
    assert "123 456 789" in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("title", "section", "caption"),
    [
        ("Resultaträkning", "Resultaträkning", ""),
        ("Resultaträkning 2024", "Resultaträkning", ""),
        ("Resultaträkning januari–augusti 2024", "Resultaträkning", ""),
        ("Balansräkning 31 augusti 2024", "Balansräkning", ""),
        ("Resultaträkning per insats 2024", "Resultaträkning", "Resultaträkning per insats 2024"),
        ("Not 1 Intäkter", "Noter", "Not 1 Intäkter"),
    ],
)
def test_a_table_named_as_its_section_says_only_its_unit(title, section, caption):
    table = replace(sample.income_statement(), title=title)
    assert table_data(table, section)["caption"] == caption


def test_headings_never_skip_a_level_whatever_the_definition_says():
    prose = ProseBlock("s", parse("# A\n\n## B", sample.lookup))
    deep = (Section("a", "Djup", 3, (prose,)), Section("b", "Djupare", 4, (prose,)))
    data = document_data(replace(sample.document(), sections=deep), {})
    assert [section["level"] for section in data["sections"]] == [1, 4]
    assert page.is_pdf_compliant_bytes(pdf.write(replace(sample.document(), sections=deep), {}), profile="ua1")


def test_an_empty_report_is_still_a_report():
    data = pdf.write(Document("k", "Tom", "ekonomi", "Förbundet", "", "2024-08", "januari–augusti 2024", ()), {})
    assert page.is_pdf_compliant_bytes(data, profile="ua1")
    assert "Januari–augusti 2024" in texts(data)[0]


def test_a_date_that_is_none_falls_back_on_the_end_of_the_period():
    assert pdf.dated(sample.document()).isoformat() == "2025-03-17"
    assert pdf.dated(replace(sample.document(), date="")).isoformat() == "2024-12-31"
    assert pdf.dated(replace(sample.document(), date="2024-99-99", period="?")).year == 2000


def test_charts_are_drawn_in_the_reports_own_font():
    assert own_font('<g font-family="Arial, sans-serif">') == '<g font-family="Source Sans 3">'
    assert own_font('<g style="font-family: Arial;">') == '<g style="font-family: Source Sans 3;">'
