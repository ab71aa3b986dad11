"""Prose: Markdown with figures in it becomes nodes, and nothing a person writes can break it."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samsyn.core.figure import Measure, Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, State
from samsyn.reports.domain.document import FigureRef, ListBlock, Paragraph, Quote, Subheading, Text
from samsyn.reports.domain.prose import bare_numerals, parse, plain_text, references
from samsyn.reports.domain.reference import Reference, error_ref, print_cell, read_reference, refer

RESULT = Cell(-59_443_050, Unit.KR, "ledger.result")


def as_result(reference: Reference) -> FigureRef:
    return refer(reference, RESULT, "Årets resultat")


def test_a_sentence_carries_its_figure_as_printed():
    (paragraph,) = parse("Resultatet blev {{ ledger.result tkr }} i år.", as_result)
    assert isinstance(paragraph, Paragraph)
    before, figure, after = paragraph.content
    assert (before, after) == (Text("Resultatet blev "), Text(" i år."))
    assert isinstance(figure, FigureRef)
    assert figure.shown == "−594\u00a0tkr"
    assert figure.label == "Årets resultat"
    assert not figure.error


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("ledger.result", "−594\u00a0431\u00a0kr"),
        ("ledger.result belopp", "594\u00a0431\u00a0kr"),
        ("ledger.result mkr", "−0,6\u00a0mkr"),
        ("ledger.result 2d mkr", "−0,59\u00a0mkr"),
        ("ledger.result tkr utan", None),
        ("ledger.result utan", "−594\u00a0431"),
        ("ledger.result 2d", "−594\u00a0430,50\u00a0kr"),
    ],
)
def test_unit_decimals_and_sign_are_chosen_in_the_reference(source, shown):
    reference = read_reference(source)
    if shown is None:
        assert reference.error == "'utan' säger något som redan är sagt i referensen till ledger.result."
    else:
        assert print_cell(reference, RESULT) == shown


def test_a_positive_number_shows_its_plus_only_when_asked():
    cell = Cell(42_232_300, Unit.KR)
    assert print_cell(read_reference("x.y tkr tecken"), cell) == "+422\u00a0tkr"
    assert print_cell(read_reference("x.y tkr"), cell) == "422\u00a0tkr"


def test_other_units_than_money_keep_their_own_decimals():
    share = Cell(Decimal("21.546"), Unit.PERCENT, decimals=1)
    assert print_cell(read_reference("x.y"), share) == "21,5\u00a0%"
    assert print_cell(read_reference("x.y 0d"), share) == "22\u00a0%"
    assert print_cell(read_reference("x.y"), Cell(Decimal(412), Unit.PERSONS)) == "412\u00a0personer"


def test_days_and_years_carry_their_unit_and_one_is_one_day():
    days = Cell(Decimal("186.6"), Unit.DAYS)
    assert print_cell(read_reference("participants.mean.days"), days) == "187\u00a0dagar"
    assert print_cell(read_reference("participants.mean.days dagar 1d"), days) == "186,6\u00a0dagar"
    assert print_cell(read_reference("participants.mean.days utan"), days) == "187"
    assert print_cell(read_reference("x.y"), Cell(Decimal("2.25"), Unit.YEARS, decimals=2)) == "2,25\u00a0år"
    assert print_cell(read_reference("x.y"), Cell(Decimal(1), Unit.DAYS)) == "1\u00a0dag"
    assert print_cell(read_reference("x.y"), Cell(Decimal(1), Unit.PERSONS)) == "1\u00a0person"


@pytest.mark.parametrize(
    ("word", "unit", "fits"),
    [
        ("dagar", Unit.DAYS, True), ("antal", Unit.DAYS, True), ("personer", Unit.COUNT, True),
        ("dagar", Unit.PERSONS, False), ("personer", Unit.DAYS, False), ("%", Unit.PERSONS, False),
    ],
)  # fmt: skip
def test_a_number_is_not_given_a_unit_that_it_is_not_counted_in(word, unit, fits):
    assert bool(refer(read_reference(f"x.y {word}"), Cell(Decimal(5), unit), "Något").error) is not fits


def test_what_is_not_known_says_so_and_a_small_group_is_protected():
    assert print_cell(read_reference("x.y"), Cell(None)) == "uppgift saknas"
    assert print_cell(read_reference("x.y"), Cell(Decimal(3), state=State.PROTECTED)) == ".."


def test_a_unit_that_does_not_fit_is_an_error_at_the_sentence():
    (found,) = references("Vi mötte många. Det var {{ ledger.result personer }} i år.")
    ref = as_result(found)
    assert ref.error == (
        "Årets resultat räknas i kr och kan inte skrivas i personer. "
        "Meningen: ”Det var {{ ledger.result personer }} i år.”"
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a.b", "2024"),
        ("a.b 2023", "2023"),
        ("a.b 2024-T2", "2024-08"),
        ("a.b 2024:budget", "2024:budget"),
        ("a.b budget", "2024:budget"),
        ("a.b :budget", "2024:budget"),
        ("a.b förra", "2023"),
        ("a.b förra:budget", "2023:budget"),
        ("a.b 2022 förra", "2021"),
    ],
)
def test_a_scope_is_a_period_a_measure_or_last_year(source, code):
    reference = read_reference(source)
    assert not reference.error
    assert reference.scope(Period(2024)).code == code


def test_last_year_of_a_part_year_is_the_same_part():
    assert read_reference("a.b förra").scope(Period(2024, 8)) == Scope(Period(2023, 8), Measure.ACTUAL)


@pytest.mark.parametrize(
    ("markdown", "problem"),
    [
        ("Vi fick {{ }} i år.", "Referensen är tom"),
        ("Vi fick {{ 3x }} i år.", "'3x' är inget namn på en siffra."),
        ("Vi fick {{ a.b sek }} i år.", "'sek' går inte att förstå i referensen till a.b."),
        ("Vi fick {{ a.b 2024-T9 }} i år.", "'2024-T9' går inte att förstå"),
        ("Vi fick {{ a.b 2024:gissning }} i år.", "'2024:gissning' går inte att förstå"),
        ("Vi fick {{ a.b 2023 2024 }} i år.", "'2024' säger något som redan är sagt"),
        ("Vi fick {{ a.b i år.", "Referensen saknar avslutande }}."),
    ],
)
def test_a_malformed_reference_is_an_error_that_names_the_sentence(markdown, problem):
    (paragraph,) = parse(f"Först en mening. {markdown} Sedan en till.", as_result)
    (ref,) = [part for part in paragraph.content if isinstance(part, FigureRef)]
    assert problem in ref.error
    assert f"Meningen: ”{markdown}”" in ref.error


def test_references_are_listed_with_line_and_sentence():
    found = references("# Rubrik\n\nEtt {{ a.b }}. Två\n{{ c.d 2023 kr }}.\n\n- punkt\n- {{ e.f }}")
    assert [(each.key, each.line) for each in found] == [("a.b", 3), ("c.d", 4), ("e.f", 7)]
    assert found[1].sentence == "Två {{ c.d 2023 kr }}."
    assert found[1].scope_code == "2023"


def test_an_escaped_brace_and_a_key_with_underscores_are_left_alone():
    assert references(r"Skriv \{{ ledger.result }} så här.") == []
    (paragraph,) = parse("{{ a_b.c_d }} och {{ e_f.g_h }}", error_ref)
    assert [part.label for part in paragraph.content if isinstance(part, FigureRef)] == ["a_b.c_d", "e_f.g_h"]


def test_headings_start_at_one_and_skip_no_level():
    nodes = parse("### Tre\n\n###### Sex\n\n# Ett", as_result)
    assert [(node.text, node.level) for node in nodes if isinstance(node, Subheading)] == [
        ("Tre", 1), ("Sex", 2), ("Ett", 1),
    ]  # fmt: skip


def test_lists_quotes_and_styles():
    listed, quote, styled = parse(
        "1. ett\n   - inre\n2. två\n\n> ord\n\n**fet *båda*** och [länk](https://a.se)", as_result
    )
    assert listed == ListBlock(((Text("ett"),), (Text("inre"),), (Text("två"),)), ordered=True)
    assert quote == Quote((Text("ord"),))
    assert styled.content == (
        Text("fet ", strong=True), Text("båda", strong=True, emphasis=True), Text(" och "),
        Text("länk", href="https://a.se"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.se", "vbscript:x"]
)
def test_only_web_and_mail_addresses_become_links(url):
    (paragraph,) = parse(f"[klicka]({url})", as_result)
    assert not any(part.href for part in paragraph.content)


@pytest.mark.parametrize(
    "markdown", ["<b>fet</b>", "`kod`", "```\nkod\n```", "![bild](x.png)", "| a |\n|---|", "    kod"]
)
def test_everything_else_is_plain_text(markdown):
    (paragraph,) = parse(markdown, as_result)
    assert plain_text([paragraph]) == " ".join(line.strip() for line in markdown.splitlines())


def test_plain_text_reads_as_printed():
    text = plain_text(parse("# A {{ a.b tkr }}\n\n- b\n- c\n\nd", as_result))
    assert text == "A −594\u00a0tkr\nb\nc\nd"


@pytest.mark.parametrize(
    "text",
    [
        "År 2024 och 2021–2024, 2024/25, 2024-08 och 2024-T2.",
        "Den 17 mars 2025, 2024-03-17 och 3–4 maj, kl. 13.30.",
        "Lagen (2003:1210), SFS 2018:597, 24 §, 25–26 §§, 5 kap. 3 §, LKBR 5 kap, KL 11:12–13, R10, prop. 2017/18:149.",
        "Under tertial 2 och T3. Covid-19.",
        "Resultatet blev {{ ledger.result 2023 tkr 1d }}.",
        "1. Först\n2. Sedan",
    ],
)
def test_dates_laws_and_references_are_no_bare_numerals(text):
    assert bare_numerals(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det kostade 8 484 tkr.", ["8 484"]),
        ("Det kostade 8\u00a0484\u00a0tkr och −12,5.", ["8\u00a0484", "−12,5"]),
        ("Andelen var 21,5 % av 412 personer.", ["21,5 %", "412"]),
        ("Vi fick 2024 kronor och 2 024 till.", ["2024", "2 024"]),
        ("## Mål 3\n\n- 4 av 5", ["3", "4", "5"]),
    ],
)
def test_a_number_written_by_hand_is_found(text, found):
    assert bare_numerals(text) == found


PIECES = st.lists(
    st.sampled_from(["{{", "}}", " ", "\n", "a.b", "2024", ":budget", "*", "**", "_", "[", "](", ")", ">", "- ", "1. ",
                     "#", "`", "\\", "&amp;", "<b>", "|", "http://a.se", "é", "\t", "---", "\x00"])
    | st.text(max_size=5)
).map("".join)  # fmt: skip


@given(PIECES)
@example("{{" * 400)
@example("> " * 400 + "x")
@example("- " * 400 + "x")
@example("[" * 400)
def test_no_text_makes_it_raise(markdown):
    nodes = parse(markdown, as_result)
    found = references(markdown)
    bare_numerals(markdown)
    in_text = [part for node in nodes for part in getattr(node, "content", ()) if isinstance(part, FigureRef)]
    assert len(in_text) <= len(found)
    assert all(reference.line >= 1 for reference in found)
