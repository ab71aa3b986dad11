"""Figures of interventions: each from the entries alone, explained by the documents behind it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.core.figure import FigureBook, Measure, Scope
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Entry, EntryKind, known
from samsyn.interventions.domain.words import ClaimForm, DecisionKind
from samsyn.interventions.figures import families
from samsyn.interventions.models import Confirmation, FinancedPost, Involvement, NoteGroup, NoteLabel
from samsyn.interventions.queries.ledger import accrued_debt
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import KR, agreed, claimed, decided, intervention, party
from samsyn.ledger.queries.books import Books

YEAR = Scope(Period(2024))
SIGNS = {"+": 1, "": 1, "−": -1}


def book(association):
    return FigureBook(families(Portfolio(association), Books(association)))


def value(association, key, code="2024"):
    return book(association).value(key, Scope.parse(code))


@pytest.fixture
def vagval(world):
    """400 000 a year; 350 000 used and 50 000 gone back by the rule of 2023; 100 000 used in May 2024."""
    made = intervention(world.association)
    agreed(decided(made, {2023: 400_000, 2024: 400_000}))
    claimed(made, 350_000, "1", year=2023)
    decided(made, {2023: -50_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    claimed(made, 100_000, "2", year=2024)
    return made


@pytest.fixture
def more(world, vagval):
    """A second on the same row of the note, one on a hidden row, one in own running, one without a row."""
    follower = intervention(world.association, "vagval-2", name="Nya Vägval", group="vagval", start=date(2024, 7, 1))
    decided(follower, {2024: 200_000, 2025: 200_000}, date(2024, 6, 3))
    small = intervention(world.association, "liten", name="Liten insats")
    NoteGroup.objects.filter(key="liten").update(own_row=False)
    decided(small, {2024: 30_000}, date(2024, 2, 1))
    decided(small, {2024: -10_000}, date(2024, 9, 1), DecisionKind.REDUCTION, reason="Mindre omfattning")
    intervention(world.association, "forum", name="Forum", run_by="egen", project="P21")
    lone = intervention(world.association, "ensam", name="Ensam")
    type(lone).objects.filter(pk=lone.pk).update(note_group=None)
    decided(lone, {2024: 5_000}, date(2024, 2, 1))
    return world.association


# --- what remains -----------------------------------------------------------------------------------------------------


def test_the_roll_forward_of_a_year_foots(world, vagval):
    shown = {name: value(world.association, f"commitments.{name}") for name in
             ("opening", "decided", "cost", "returned", "reduced", "remaining")}  # fmt: skip
    assert shown == {"opening": 400_000 * KR, "decided": 0, "cost": 100_000 * KR, "returned": 0, "reduced": 0,
                     "remaining": 300_000 * KR}  # fmt: skip
    assert value(world.association, "commitments.returned", "2023") == 50_000 * KR
    assert value(world.association, "commitments.remaining", "2023") == shown["opening"]


def test_a_part_of_the_year_follows_the_day(world, vagval):
    assert value(world.association, "commitments.remaining", "2024-04") == 400_000 * KR
    assert value(world.association, "commitments.remaining", "2024-05") == 300_000 * KR
    assert value(world.association, "commitments.cost", "2024-04") == 0


def test_nothing_is_known_before_the_first_decision_nor_in_a_budget(world, vagval):
    figures = book(world.association)
    for key in ("commitments.remaining", "commitments.vagval", "interventions.cost", "intervention.vagval.remaining"):
        assert figures.value(key, Scope(Period(2021))) is None, key
        assert figures.value(key, Scope(Period(2024), Measure.BUDGET)) is None, key
        assert "Inga uppgifter" in figures.explain(key, Scope(Period(2021))).basis
    assert figures.value("interventions.accrued", Scope(Period(2021))) is None


def test_without_interventions_nothing_is_known(world):
    assert value(world.association, "commitments.remaining") is None
    assert value(world.association, "interventions.ongoing") is None


def test_interventions_may_share_a_row_and_rows_add_up_to_the_whole(more):
    assert value(more, "commitments.vagval") == (300_000 + 400_000) * KR
    assert value(more, "commitments.liten") == 20_000 * KR
    assert value(more, "commitments.remaining") == (700_000 + 20_000 + 5_000) * KR
    assert value(more, "commitments.reduced") == 10_000 * KR


def test_a_row_is_called_what_it_was_called_that_year(world, vagval):
    group = NoteGroup.objects.get(key="vagval")
    NoteLabel.objects.create(association=world.association, group=group, from_year=2024, label="Nya Vägval")
    found = Portfolio(world.association).groups[group.pk]
    assert [found.label(year) for year in (2019, 2023, 2024, 2030)] == ["Vägval", "Vägval", "Nya Vägval", "Nya Vägval"]


def test_a_row_named_as_a_figure_of_the_whole_gets_a_key_of_its_own(world):
    made = intervention(world.association, "cost", group="cost")
    decided(made, {2024: 7_000}, date(2024, 1, 2))
    assert value(world.association, "commitments.cost") == 0
    assert value(world.association, "commitments.cost-raden") == 7_000 * KR


def test_one_in_own_running_is_never_part_of_what_remains(more):
    figures = book(more)
    assert "intervention.forum.remaining" not in figures
    assert figures.value("intervention.forum.budget", YEAR) is None  # no decision
    assert figures.value("intervention.forum.cost", YEAR) is None  # no books


def _entry(kind, *day, amount=1):
    return Entry(1, date(*day), kind, amount)


def _known(entries, year):
    found = known(entries, date(year, 1, 1), date(year, 12, 31))
    return found.flows, found.stock


def test_a_position_taken_over_hides_what_came_before_it():
    entries = [
        _entry(EntryKind.OPENING, 2016, 12, 31), _entry(EntryKind.REQUISITIONED, 2017, 5, 1),
        _entry(EntryKind.HISTORY, 2019, 12, 31), _entry(EntryKind.REQUISITIONED, 2020, 5, 1),
    ]  # fmt: skip
    assert _known(entries, 2015) == (False, False)
    assert _known(entries, 2016) == (False, True)
    assert _known(entries, 2017) == (True, True)
    assert _known(entries, 2018) == (False, False)
    assert _known(entries, 2019) == (False, True)
    assert _known(entries, 2020) == _known(entries, 2023) == (True, True)


def test_a_first_year_with_decisions_only_is_known():
    assert _known([_entry(EntryKind.DECIDED, 2024, 3, 1)], 2024) == (True, True)
    assert _known([], 2024) == (False, False)


# --- debt, advances, cost types ---------------------------------------------------------------------------------------


def test_the_debt_is_what_was_worked_up_and_no_later_document_has_settled(world, vagval):
    answer = Confirmation.objects.create(
        association=world.association, intervention=vagval, year=2023, asked=date(2023, 12, 1), due=date(2024, 1, 15),
        answered=date(2024, 1, 10), amount=90_000 * KR,
    )  # fmt: skip
    claimed(vagval, 92_500, "3", settles=answer, settled=90_000 * KR, cost_date=date(2024, 2, 1))
    for code, debt in (("2023-11", 0), ("2023", 90_000), ("2024-01", 90_000), ("2024-02", 0), ("2024", 0)):
        scope = Scope.parse(code)
        assert value(world.association, "interventions.accrued", code) == debt * KR, code
        assert value(world.association, "intervention.vagval.accrued", code) == debt * KR, code
        assert accrued_debt(world.association, scope.period.end) == debt * KR
    rows = book(world.association).explain("interventions.accrued", Scope(Period(2024, 2))).sources
    assert [row.link.view for row in rows] == ["interventions:confirmation", "interventions:claim"]
    assert [row.value for row in rows] == [90_000 * KR, -90_000 * KR]


def test_a_surplus_of_advances_is_received_but_not_used(world, vagval):
    claimed(vagval, 60_000, "F1", form=ClaimForm.ADVANCE)
    claimed(vagval, -15_000, "S1", form=ClaimForm.SETTLEMENT, cost_date=date(2024, 11, 1))
    shown = [value(world.association, f"intervention.vagval.{name}") for name in
             ("budget", "received", "cost", "surplus")]  # fmt: skip
    assert shown == [400_000 * KR, 160_000 * KR, 145_000 * KR, 15_000 * KR]


def test_a_years_cost_is_told_by_cost_type_with_what_was_taken_off(world, vagval):
    claimed(vagval, 40_000, "3", approved=30_000 * KR)
    claimed(vagval, 99_000, "4", state="återsänd", approved=None, cost_date=None, decided=None)
    found = Portfolio(world.association).cost_types(Period(2024))
    assert [(row.cost_type, row.amount) for row in found] == [("löner", 140_000 * KR), ("", -10_000 * KR)]
    assert sum(row.amount for row in found) == value(world.association, "intervention.vagval.cost")


# --- counts and posts -------------------------------------------------------------------------------------------------


def test_ongoing_are_those_that_had_begun_and_not_ended(more):
    assert value(more, "interventions.ongoing", "2023") == 4
    assert value(more, "interventions.ongoing", "2024") == 5
    assert value(more, "interventions.ongoing", "2022") == 0


def test_the_share_implemented_says_what_it_is_a_share_of(world):
    for key, said in (("a", "ja"), ("b", "delvis"), ("c", "nej"), ("d", "")):
        intervention(world.association, key, name=key, state="avslutad", end=date(2024, 6, 30), implemented=said)
    explanation = book(world.association).explain("interventions.implemented_share", YEAR)
    assert explanation.value == Decimal("66.6667")
    assert [part.value for part in explanation.parts] == [2, 3]
    assert explanation.remarks == ("Det är inte angivet om d implementerats.",)
    assert value(world.association, "interventions.implemented_share", "2023") is None


def test_posts_and_cost_per_post_are_of_the_interventions_that_have_posts(more, vagval):
    for function, positions, full in (("coach", "0.5", "0.4"), ("samordnare", "0.75", None)):
        FinancedPost.objects.create(
            association=more, intervention=vagval, year=2024, function=function, positions=positions, full_year=full
        )
    assert value(more, "interventions.posts") == value(more, "intervention.vagval.posts") == Decimal("1.25")
    assert value(more, "interventions.posts_full_year") is None  # one of them is not known
    assert value(more, "interventions.cost_per_post") == 80_000 * KR
    assert value(more, "interventions.cost_per_post", "2024-08") is None
    assert value(more, "interventions.posts", "2023") is None


# --- explanations -----------------------------------------------------------------------------------------------------


def test_every_figure_explains_itself_and_its_parts_and_sources_add_up(more, vagval):
    FinancedPost.objects.create(association=more, intervention=vagval, year=2024, positions="1.5", full_year="1.2")
    figures = book(more)
    for figure in figures.figures():
        assert figure.definition.endswith("."), figure.key
        for code in ("2024", "2024-05", "2023", "2021", "2024:budget"):
            scope = Scope.parse(code)
            found = figures.explain(figure.key, scope)
            assert found.value == figures.value(figure.key, scope), (figure.key, code)
            if found.value is None:
                continue
            if found.parts and all(part.operator in SIGNS for part in found.parts):
                assert sum(SIGNS[p.operator] * (p.value or 0) for p in found.parts) == found.value, (figure.key, code)
            ahead = figure.key.endswith("forecast") or figure.key.startswith("outlook.")  # grounds, not terms
            if found.sources and not ahead and all(part.operator != "/" for part in found.parts):
                assert sum(row.value or 0 for row in found.sources) == found.value, (figure.key, code)
            for part in found.parts:
                assert not part.figure or figures.value(part.figure, part.scope or scope) == part.value, part.figure


def test_an_explanation_leads_to_the_decision_and_the_claim(world, vagval):
    found = book(world.association).explain("intervention.vagval.remaining", YEAR)
    assert [(part.label, part.value) for part in found.parts] == [
        ("Återstod vid periodens början", 400_000 * KR), ("Beviljat under perioden", 0), ("Kostnad", 100_000 * KR),
        ("Återgick enligt beslutets regel", 0), ("Minskat genom beslut", 0),
    ]  # fmt: skip
    claim = vagval.claims.get(number="2")
    assert found.sources[0].link.view == "interventions:claim"
    assert found.sources[0].link.kwargs == {"pk": claim.pk}
    opening = book(world.association).explain("intervention.vagval.opening", YEAR)
    assert {row.link.view for row in opening.sources} == {"interventions:decision", "interventions:claim"}


def test_a_hundred_documents_are_told_one_by_one_and_the_rest_in_one_sum(world, vagval):
    for number in range(10, 120):
        claimed(vagval, 1, str(number))
    rows = book(world.association).explain("interventions.cost", YEAR).sources
    assert len(rows) == 101
    assert rows[-1].label == "11 tidigare poster"
    assert sum(row.value for row in rows) == value(world.association, "interventions.cost")


def _asked(association):
    """How many questions every figure of three periods takes."""
    figures = book(association)
    with CaptureQueriesContext(connection) as asked:
        for figure in figures.figures():
            for code in ("2024", "2023", "2024-05"):
                figures.value(figure.key, Scope.parse(code))
    return len(asked)


def test_all_figures_cost_the_same_number_of_queries_however_many_interventions(more):
    few = _asked(more)
    for number in range(12):
        made = intervention(more, f"insats-{number}", name=f"Insats {number}", owner=party(more, f"Part {number}"))
        decided(made, {2024: 10_000})
        claimed(made, 5_000, "1")
    Involvement.objects.filter(association=more).update(role="område")
    assert _asked(more) == few
    assert few <= 52  # of three periods, each added up by the database


def test_figures_of_another_association_never_mix(world, vagval):
    assert value(world.other, "commitments.remaining") is None
    assert "intervention.vagval.remaining" not in book(world.other)


def test_a_years_budget_is_what_earlier_years_left_and_the_years_own_and_never_a_later_years(world):
    made = intervention(world.association)
    agreed(decided(made, {2023: 100_000, 2024: 100_000, 2025: 100_000}))
    claimed(made, 70_000, "1", year=2023)
    decided(made, {2023: -10_000}, date(2023, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    decided(made, {2024: 40_000, 2025: 40_000}, date(2024, 9, 2), DecisionKind.MORE)
    claimed(made, 90_000, "2")
    decided(made, {2024: -50_000}, date(2024, 12, 31), DecisionKind.RETURN, automatic=True, reason="Regeln.")
    assert value(world.association, "intervention.vagval.budget", "2024-08") == 120_000 * KR
    assert value(world.association, "intervention.vagval.budget") == 160_000 * KR
    assert value(world.association, "intervention.vagval.unused") == 70_000 * KR
    rows = book(world.association).explain("intervention.vagval.budget", YEAR).sources
    assert [row.value for row in rows] == [20_000 * KR, 40_000 * KR, 100_000 * KR]
    assert rows[0].label == "Oförbrukat från tidigare år"
