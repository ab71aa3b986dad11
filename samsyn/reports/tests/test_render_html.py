"""Prose as HTML: escaped, with figures as doors."""

from samsyn.core.table import Cell
from samsyn.reports.domain.document import FigureRef, Paragraph, Text
from samsyn.reports.domain.prose import parse
from samsyn.reports.render.html import findings_html, prose_html, signatures_html
from samsyn.reports.tests import sample


def door(cell: Cell) -> str:
    return f"/siffra/{cell.figure}/" if cell.figure else ""


def test_a_figure_is_a_chip_that_opens_its_explanation():
    html = prose_html(parse("Blev {{ ledger.result tkr }}.", sample.lookup), door)
    assert html == (
        '<p>Blev <a class="bricka" href="/siffra/ledger.result/" title="ledger.result">−594\u00a0tkr</a>.</p>'
    )


def test_a_changed_figure_shows_what_the_sentence_said():
    ref = FigureRef(Cell(figure="a.b"), "2 331 tkr", "Kapital", was="3 740")
    assert "<del>3 740</del> <ins>2 331 tkr</ins>" in prose_html([Paragraph((ref,))], door)


def test_an_unknown_reference_is_marked_with_its_error():
    html = prose_html(parse("Blev {{ nej.finns }}.", sample.lookup), door)
    assert 'class="bricka fel"' in html
    assert "{{ nej.finns }}" in html


def test_what_a_user_writes_is_escaped():
    html = prose_html(parse(f"# {sample.NASTY}\n\n- {sample.NASTY}\n\n> {sample.NASTY}", sample.lookup), door)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    html = prose_html([Paragraph((Text("x", href='https://a.se/"onclick="x'),))], door)
    assert '"onclick' not in html


def test_headings_stand_below_the_sections_own():
    assert prose_html(parse("# A\n\n## B", sample.lookup), door, level=3) == "<h4>A</h4>\n<h5>B</h5>"


def test_blocks_styles_and_breaks():
    html = prose_html(parse("1. **a**\n2. *b*\n\n> c  \n> d", sample.lookup), door)
    assert html == ("<ol><li><strong>a</strong></li><li><em>b</em></li></ol>\n<blockquote><p>c<br>d</p></blockquote>")


def test_signatures_and_findings_are_listed_in_words():
    assert "<strong>Anna Exempelsson</strong>" in signatures_html(sample.SIGNED)
    assert "<li><strong>Håller.</strong> Balansräkningen balanserar" in findings_html(sample.FINDINGS)
