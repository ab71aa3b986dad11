"""Checks of the counts: what adds up holds, what does not is said with its numbers."""

import pytest

from samsyn.core.check import Outcome
from samsyn.core.figure import FigureBook
from samsyn.core.period import Period
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants.checks import CHECKS
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.counted import handed_in, period

pytestmark = pytest.mark.django_db
GOOD = {"year_opening": (6, 4), "opening": (6, 4), "new": (10, 8), "ended": (5, 5), "outcome.work": (3, 1),
        "outcome.other": (2, 4), "psychiatry": (4, 4)}  # fmt: skip


@pytest.fixture
def vagval(world):
    return intervention(world.association)


def answers(of, check, code="2024"):
    figures = FigureBook([ParticipantFigures(Tally(of.association), Portfolio(of.association), Books(of.association))])
    found = next(one for one in CHECKS if one.id == f"participants.{check}").run(figures, Period.parse(code))
    return [(one.outcome, one.sentence) for one in found]


def test_what_adds_up_holds(vagval):
    handed_in(vagval, "2024-T3", GOOD)
    assert {answers(vagval, check.id.split(".")[1])[0][0] for check in CHECKS} == {Outcome.HOLDS, Outcome.UNKNOWN}
    assert answers(vagval, "breaks")[0][0] is Outcome.UNKNOWN  # nobody has said whether any came in or went
    assert answers(vagval, "flow") == [(Outcome.HOLDS, "Inskrivna, avslutade och kvarvarande går ihop: 18 är kvar.")]


def test_without_counts_nothing_can_be_tried(vagval):
    assert {answers(vagval, check.id.split(".")[1])[0][0] for check in CHECKS} == {Outcome.UNKNOWN}


def test_a_missing_report_needs_explaining(vagval):
    period(vagval.association, "2024-T3")
    assert answers(vagval, "reported") == [(Outcome.EXPLAIN, "En deltagarrapport saknas för 2024.")]


def test_more_ended_than_enrolled_fails_for_the_sex_it_is_true_of(vagval):
    handed_in(vagval, "2024-T3", {**GOOD, "new": (0, 8), "ended": (7, 5)})
    said = (Outcome.FAILS, "Fler har avslutats än som varit inskrivna, kvinnor: −1 blir kvar.")
    assert said in answers(vagval, "flow")


def test_a_year_that_begins_with_others_than_were_left_needs_explaining(vagval):
    handed_in(vagval, "2023-T3", {"year_opening": (0, 0), "new": (9, 4), "ended": (1, 0)})
    handed_in(vagval, "2024-T3", GOOD)
    said = (Outcome.EXPLAIN, "12 var kvar vid slutet av 2023, men 2024 börjar med 10.")
    assert said in answers(vagval, "flow")


def test_a_break_in_the_series_needs_explaining(vagval):
    handed_in(vagval, "2024-T3", {**GOOD, "entry": (1, 1), "closed": (0, 1)})
    assert answers(vagval, "breaks") == [
        (Outcome.EXPLAIN, "2 kom in i räkningen utan att börja och 1 togs ur den utan att avslutas 2024.")
    ]


def test_the_published_row_where_one_digit_turned_a_conclusion_round_fails(vagval):
    """12 women and 18 men of 20: the classes no longer sum to those who ended."""
    handed_in(vagval, "2024-T3", {**GOOD, "ended": (5, 5), "outcome.work": (3, 11)})
    assert answers(vagval, "classes") == [
        (Outcome.FAILS, "”Vart gick de som avslutade” summerar till 20 men ska vara 10."),
        (Outcome.FAILS, "”Vart gick de som avslutade”, män summerar till 15 men ska vara 5."),
    ]


def test_a_part_larger_than_its_whole_fails(vagval):
    handed_in(vagval, "2024-T3", {**GOOD, "psychiatry": (17, 4)})
    assert answers(vagval, "within") == [
        (Outcome.FAILS, "”Kontakt med psykiatrin under året”, kvinnor är 17, fler än de 16 det gäller.")
    ]
