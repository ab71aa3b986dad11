"""A table of figures is readable by eye, by screen reader and by keyboard, and every number is a door."""

import time
from decimal import Decimal

import pytest
from lxml import html as parser

from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, RowKind, State, Table
from samsyn.ui.html import Doors, figure, figure_table

YEAR = Scope(Period(2024))
DOORS = Doors("/forbund/2024/siffra/")


def amount(ore, **more):
    return Cell(ore, Unit.TKR, more.pop("figure", "ledger.result"), YEAR, **more)


def small(*cells, columns=None, **row):
    columns = columns or tuple(Column(f"k{n}", f"Kolumn {n}") for n, _ in enumerate(cells))
    label = row.pop("label", "Resultat")
    return Table("prov", "Prov", Unit.TKR, columns, (Row("r", label, tuple(cells), **row),))


def tree(table, **more):
    return parser.fromstring(figure_table(table, DOORS, **more))


def test_caption_names_the_table_and_the_unit_once():
    found = tree(small(amount(100_000)))
    assert found.xpath("string(//caption)") == "Prov tkr"
    assert found.xpath("//*[@role='region']/@aria-labelledby") == found.xpath("//caption/@id")
    assert found.xpath("//*[@role='region']/@tabindex") == ["0"]


def test_heads_have_scope_for_column_and_row():
    found = tree(small(amount(100_000)))
    assert found.xpath("//thead//th/@scope") == ["col", "col"]
    assert found.xpath("//tbody//th/@scope") == ["row"]


def test_a_column_label_breaks_before_its_period():
    found = figure_table(small(amount(1), columns=(Column("a", "Utfall 2024", "2024"),)))
    assert "Utfall<br>2024" in found


def test_a_number_links_to_its_explanation():
    link = tree(small(amount(-59_443_050))).xpath("//td/a")[0]
    assert link.text == "\u2212594"
    assert link.get("class") == "fig"
    assert link.get("href") == "/forbund/2024/siffra/ledger.result/2024/"


def test_a_key_cannot_break_out_of_its_address():
    link = tree(small(amount(100_000, figure='a/b"><script>'))).xpath("//td/a")[0]
    assert link.get("href") == "/forbund/2024/siffra/a%2Fb%22%3E%3Cscript%3E/2024/"


def test_a_number_without_figure_or_doors_is_plain():
    assert "<a" not in figure_table(small(amount(100_000)), None)
    assert figure(Cell(100_000, Unit.TKR), DOORS) == "1"


def test_zero_is_a_dash_that_is_read_as_zero():
    cell = tree(small(amount(0))).xpath("//td/a")[0]
    assert (cell.text, cell.get("aria-label")) == ("\u2013", "0")


def test_what_rounds_to_zero_is_a_dash_too():
    assert tree(small(amount(-40_000))).xpath("string(//td)") == "\u2013"


@pytest.mark.parametrize("cell", [amount(None), amount(None, state=State.UNKNOWN), Cell(None, Unit.TKR)])
def test_unknown_says_so_and_is_never_a_dash(cell):
    found = tree(small(cell))
    assert found.xpath("string(//td)") == "uppgift saknas"
    assert "underlag saknas" in found.xpath("//td//@title")[0]


def test_not_applicable_is_blank_and_protected_is_said():
    assert tree(small(amount(None, state=State.NOT_APPLICABLE))).xpath("string(//td)") == ""
    assert tree(small(amount(None, state=State.PROTECTED))).xpath("string(//td//span[@aria-hidden])") == ".."
    assert tree(small(amount(None, state=State.PROTECTED))).xpath("string(//td//span[@class='dold'])") == "skyddas"


def test_a_deviation_carries_its_sign():
    columns = (Column("a", "Avvikelse", kind=ColumnKind.DEVIATION), Column("b", "Utfall"))
    cells = tree(small(amount(42_200_000), amount(42_200_000), columns=columns)).xpath("//td/a/text()")
    assert cells == ["+422", "422"]


def test_numbers_stand_right_and_notes_lead_to_the_note():
    columns = (Column("n", "Not", kind=ColumnKind.NOTE), Column("a", "Utfall"))
    found = tree(small(Cell(text="2, 4"), amount(100_000), columns=columns), notes="/noter/")
    assert found.xpath("//td[@class='not']/a/@href") == ["/noter/#not-2", "/noter/#not-4"]
    assert found.xpath("//td[@class='tal']")


def test_a_share_in_a_table_of_money_says_percent_unless_the_row_does():
    share = Cell(Decimal("21.5"), Unit.PERCENT, decimals=1)
    assert tree(small(share)).xpath("string(//td)") == "21,5\u00a0%"
    assert tree(small(share, label="Soliditet, %")).xpath("string(//td)") == "21,5"


def test_kinds_and_levels_become_classes():
    kinds = [tree(small(amount(1), kind=kind)).xpath("//tbody/tr/@class") for kind in RowKind]
    assert kinds == [[], ["rubrik"], ["delsumma"], ["summa"]]
    assert tree(small(amount(1), level=2)).xpath("//tbody/tr/@class") == ["in2"]


def test_a_heading_without_numbers_spans_its_group():
    blank = Cell(state=State.NOT_APPLICABLE)
    rows = (
        Row("a", "Tillgångar", (blank,), kind=RowKind.HEADING),
        Row("b", "Bank", (amount(1),)),
        Row("c", "Skulder", (blank,), kind=RowKind.HEADING),
    )
    found = tree(Table("t", "T", Unit.TKR, (Column("x", "2024"),), rows))
    assert found.xpath("//tbody/tr[1]/th/@scope") == ["rowgroup", "rowgroup"]
    assert len(found.xpath("//tbody")) == 2


def test_footnotes_and_marks_are_printed():
    table = small(amount(1, mark="r"), mark="a")
    found = tree(Table(**{**vars(table), "footnotes": (("a", "Lokaler ingår."), ("r", "Avrundning."))}))
    assert found.xpath("//tbody//sup/text()") == ["a", "r"]
    assert [item.text_content() for item in found.xpath("//ul/li")] == ["a Lokaler ingår.", "r Avrundning."]


def test_labels_marks_titles_and_texts_are_escaped():
    bad = "<script>alert(1)</script>"
    table = Table(bad, bad, Unit.TKR,
                  (Column("a", bad), Column("t", bad, bad, ColumnKind.TEXT), Column("n", bad, kind=ColumnKind.NOTE)),
                  (Row("r", bad, (Cell(text=bad, figure=bad, scope=YEAR), Cell(text=bad, mark=bad), Cell(text=bad)),
                       mark=bad),),
                  footnotes=((bad, bad),))  # fmt: skip
    assert "<script" not in figure_table(table, DOORS, notes=bad)


def test_the_note_number_is_the_anchor():
    table = small(amount(1))
    assert 'id="not-3"' in figure_table(Table(**{**vars(table), "note": 3}))


@pytest.mark.urls("samsyn.ui.tests.urls")
def test_doors_come_from_one_url_name():
    doors = Doors.to("desk:figure", association="norr", period=Period(2024, 8))
    assert doors.href("ledger.result", Scope.parse("2023:budget")) == "/norr/2024-08/siffra/ledger.result/2023:budget/"
    assert Doors.to("desk:nowhere") is None


def test_six_hundred_cells_are_written_fast(benchmark_seconds=0.05):
    columns = tuple(Column(f"k{n}", f"Kolumn {n}") for n in range(6))
    rows = tuple(Row(f"r{n}", f"Rad {n}", tuple(amount(n * 1000 + k) for k in range(6))) for n in range(100))
    table = Table("stor", "Stor", Unit.TKR, columns, rows)
    best = min(_timed(lambda: figure_table(table, DOORS), time.perf_counter) for _ in range(5))
    assert best < benchmark_seconds


def _timed(work, clock):
    start = clock()
    work()
    return clock() - start
