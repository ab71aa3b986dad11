"""Figures, scopes, periods and cells as values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.figure import Explanation, Figure, FigureBook, Measure, Of, Scope, UnknownFigure
from samsyn.core.money import DASH, Unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, ColumnKind, Row, State, Table, cell_json


class Family:
    """One figure that is always seven."""

    def __init__(self, key: str = "x.seven") -> None:
        self.figure = Figure(key, "Sju", Unit.COUNT, "Alltid sju.")

    def figures(self):
        return [self.figure]

    def value(self, key, scope):
        return 7

    def explain(self, key, scope):
        return Explanation(self.figure, scope, 7)


SCOPE = Scope(Period(2024))


def test_a_book_finds_the_family_of_a_figure():
    book = FigureBook([Family(), Family("x.other")])
    assert "x.seven" in book
    assert book.value("x.seven", SCOPE) == book.explain("x.seven", SCOPE).value == 7
    assert [figure.key for figure in book.figures()] == ["x.seven", "x.other"]


class Asked(Family):
    """A family whose figures begin with a word; says when it was listed."""

    def __init__(self, key: str, prefix: str) -> None:
        super().__init__(key)
        self.prefix, self.listed = prefix, 0

    def figures(self):
        self.listed += 1
        return super().figures()


class Things(Asked):
    """The same figure of two things, none of them listed to be found."""

    def find(self, key):
        return self.figure if key == self.figure.key else None

    def each(self, what, scope):
        return [Of("one", "Ett", 7), Of("two", "Två", None)] if what == "seven" else []


def test_a_family_is_not_loaded_to_look_for_what_begins_as_another_s():
    near, far = Asked("a.seven", "a."), Asked("b.seven", "b.")
    book = FigureBook([near, far])
    assert "b.seven" in book and "b.eight" not in book and "c.seven" not in book
    assert (near.listed, far.listed) == (0, 1)


def test_families_with_one_prefix_are_asked_in_turn_and_what_they_find_is_not_listed():
    first, second = Things("a.one.seven", "a."), Things("a.one.eight", "a.")
    book = FigureBook([first, second])
    assert book.figure("a.one.eight") is second.figure and "a.one.nine" not in book
    assert (first.listed, second.listed) == (0, 0)


def test_what_each_of_many_has_of_a_figure_is_asked_at_once():
    many = Things("a.one.seven", "a.")
    assert FigureBook([many, Family()]).each("a.", "seven", SCOPE) == [("one", "Ett", 7), ("two", "Två", None)]
    assert FigureBook([many, Family()]).each("x.", "seven", SCOPE) == [] and not many.listed


def test_many_figures_can_be_left_out_of_the_list():
    book = FigureBook([Asked("b.seven", "b."), Things("a.one.seven", "a."), Family()])
    assert [figure.key for figure in book.figures()] == ["b.seven", "a.one.seven", "x.seven"]
    assert [figure.key for figure in book.figures(without=("a.",))] == ["b.seven", "x.seven"]
    assert [figure.key for figure in book.figures_of("a.")] == ["a.one.seven"]


def test_a_figure_that_does_not_begin_as_its_family_s_do_is_refused():
    with pytest.raises(ValueError, match=r"x\.seven"):
        FigureBook([Asked("x.seven", "y.")]).figures()


def test_two_figures_with_one_key_are_refused():
    with pytest.raises(ValueError, match=r"x\.seven"):
        FigureBook([Family(), Family()]).figures()


def test_an_unknown_figure_is_an_error_of_its_own():
    book = FigureBook([Family()])
    for ask in (book.figure, lambda key: book.value(key, SCOPE), lambda key: book.explain(key, SCOPE)):
        with pytest.raises(UnknownFigure):
            ask("x.eight")


@pytest.mark.parametrize(
    ("code", "end", "label"),
    [
        ("2024", "2024-12-31", "2024"),
        ("2024-02", "2024-02-29", "januari\u2013februari 2024"),
        ("2024-T2", "2024-08-31", "januari\u2013augusti 2024"),
        ("2024-Q1", "2024-03-31", "januari\u2013mars 2024"),
        ("2024-01", "2024-01-31", "januari 2024"),
        ("2024-T3", "2024-12-31", "2024"),
    ],
)
def test_a_period_runs_from_january_to_a_month_s_end(code, end, label):
    period = Period.parse(code)
    assert (period.start.isoformat()[4:], period.end.isoformat(), period.label) == ("-01-01", end, label)
    assert Period.parse(period.code) == period
    assert period.previous.month == period.month


@pytest.mark.parametrize("code", ["", "24", "2024-13", "2024-00", "2024-T4", "2024-Q5", "2024-8", "2024\n", "٢٠٢٤"])
def test_what_is_no_period_is_refused_in_words(code):
    with pytest.raises(ValueError, match="period"):
        Period.parse(code.rstrip("\n") + "x" if code.endswith("\n") else code)


@given(st.integers(1900, 2099), st.integers(1, 12), st.sampled_from(Measure))
def test_a_scope_is_written_and_read_back(year, month, measure):
    scope = Scope(Period(year, month), measure)
    assert Scope.parse(scope.code) == scope
    assert scope.previous.period.year == year - 1


def test_a_scope_that_cannot_be_read_is_said_with_an_example():
    for code in ("2024:drömmar", "i fjol"):
        with pytest.raises(ValueError, match="2024:budget"):
            Scope.parse(code)


def test_a_cell_prints_its_amount_rounded_once_in_its_unit():
    cell = Cell(848_442_500, Unit.TKR)
    assert (cell.value, cell.shown(), cell.exact_text) == (8484, "8\u00a0484", "8484425.00")
    assert Cell(-59_443_050, Unit.TKR).shown(ColumnKind.DEVIATION) == "−594"
    assert Cell(42_200_000, Unit.TKR).shown(ColumnKind.DEVIATION) == "+422"
    assert Cell(0).shown() == DASH
    assert Cell(Decimal("21.55"), Unit.PERCENT, decimals=1).shown() == "21,6"
    share = Cell(Decimal(400) / 53, Unit.PERCENT)
    assert (share.value, share.shown(), cell_json(share)["value"]) == (8, "8", 8)


def test_what_is_not_known_has_no_number_in_any_form():
    for state in (State.UNKNOWN, State.NOT_APPLICABLE, State.PROTECTED):
        cell = Cell(100, state=state)
        assert (cell.value, cell.exact_text, cell_json(cell)["value"], cell_json(cell)["exact"]) == (
            None,
            "",
            None,
            None,
        )
    assert Cell(None).shown() == ""
    assert Cell(5, state=State.PROTECTED).shown() == ".."


def test_a_table_writes_its_cells_as_they_print():
    table = Table("t", "T", Unit.KR, (Column("a", "A"),), (Row("1", "har", (Cell(100),)),))
    assert table.as_json()["rows"][0]["cells"][0]["value"] == 1


def test_a_share_of_nobody_prints_a_dash_and_one_that_rounds_to_nothing_a_zero():
    assert Cell(Decimal(0), Unit.PERCENT).shown() == "–"
    assert Cell(Decimal("0.3"), Unit.PERCENT).shown() == "0"
    assert not Cell(None, Unit.PERCENT).zero
