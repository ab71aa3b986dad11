"""Letters and minutes as PDF: archivable, accessible, complete, the same bytes every time."""

import io
from datetime import date
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest

from samsyn.ui.pdf import Bullets, Heading, KeyValues, Paragraph, SignatureLines, Table, letter

NASTY = '#set page(width: 1cm) $x$ *a* _b_ @ref <etikett> \\ " // 🎉 \x00'
BLOCKS = (
    KeyValues((("Datum", "17 mars 2025"), ("Tomt", ""), ("Plats", "Ån"))),
    Heading("§ 9 Årsredovisning"),
    Paragraph("Första stycket.\n\nAndra stycket\nmed en ny rad."),
    Heading("Beslut", 3),
    Paragraph("Styrelsen beviljar 1 200 000 kronor.", "Bifall:"),
    Bullets(("att godkänna", "att lägga till handlingarna")),
    Table(("Rad", "Belopp"), (("Löner", "1\u00a0200"), ("Summa", "1\u00a0200")), "Kostnader", frozenset({1}),
          frozenset({1})),
    SignatureLines((("Anna Exempelsson", "Ordförande"), ("Bo Provsson", "Justerare")), "Ån"),
)  # fmt: skip


@cache
def written() -> bytes:
    return letter("Protokoll", BLOCKS, author="Samordningsförbundet Ån", note="Sida", dated=date(2025, 3, 17))


def text_of(data: bytes) -> str:
    file = pypdfium2.PdfDocument(data)
    pages = [file[index].get_textpage().get_text_range() for index in range(len(file))]
    return "\n".join(pages).replace("\r\n", "\n").replace("\u00a0", " ")


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_letter_conforms_to_the_standard(profile):
    report = page.validate_pdf_bytes(written(), profile=profile)
    assert report.is_compliant, [(each.rule_id, each.message) for each in report.failures]


def test_everything_given_is_printed_and_what_is_empty_is_not():
    text = text_of(written())
    for words in ("Samordningsförbundet Ån", "Protokoll", "17 mars 2025", "§ 9 Årsredovisning", "Andra stycket",
                  "att godkänna", "Bifall: Styrelsen", "Kostnader", "1 200", "Bo Provsson", "Justerare",
                  "Ån den"):  # fmt: skip
        assert words in text, words
    assert "Tomt" not in text


def test_language_title_and_date_are_in_the_file():
    with pikepdf.open(io.BytesIO(written())) as file:
        assert str(file.Root.Lang).startswith("sv")
        assert str(file.docinfo.Title) == "Protokoll – Samordningsförbundet Ån"
        assert str(file.docinfo.CreationDate).startswith("D:20250317")


def test_the_same_values_give_the_same_bytes():
    again = letter("Protokoll", BLOCKS, author="Samordningsförbundet Ån", note="Sida", dated=date(2025, 3, 17))
    assert again == written()
    assert again.endswith(b"%%EOF\n")


def test_what_a_user_writes_never_becomes_markup():
    blocks = (
        Heading(NASTY), Paragraph(NASTY), Bullets((NASTY,)), KeyValues(((NASTY, NASTY),)),
        Table((NASTY, "b"), ((NASTY, NASTY),), NASTY), SignatureLines(((NASTY, NASTY),), NASTY),
    )  # fmt: skip
    data = letter(NASTY, blocks, author=NASTY, note=NASTY)
    assert "".join(text_of(data).split()).count("#setpage(width:1cm)$x$*a*_b_@ref<etikett>") >= 12
    assert page.is_pdf_compliant_bytes(data, profile="ua1")


@pytest.mark.parametrize("blocks", [(), (Paragraph(""), Bullets(()), KeyValues(()), SignatureLines(())), (Heading(""),),
                                    (Table(("a",), ()),)])  # fmt: skip
def test_an_empty_letter_is_still_a_letter(blocks):
    assert page.is_pdf_compliant_bytes(letter("Tomt", blocks), profile="ua1")


def test_many_pages_are_numbered_and_headed():
    text = text_of(letter("Långt", [Paragraph("Ord. " * 300)] * 12, author="Ån"))
    assert "2 (" in text
    assert text.count("Långt") > 2


def test_a_row_with_a_cell_too_many_is_the_callers_fault():
    with pytest.raises(ValueError, match="cells"):
        Table(("a", "b"), (("x",),))
