"""Tables and charts that pages and reports share: classes, before and after, posts and costs, and each intervention."""

from decimal import Decimal

import pytest

from samsyn.core.figure import FigureBook
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import RowKind, State
from samsyn.interventions.figures.totals import TotalFigures
from samsyn.interventions.models import FinancedPost
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants import charts
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.models import Code
from samsyn.participants.queries.protecting import Shield
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tables import PeopleTables
from samsyn.participants.tests.counted import handed_in
from samsyn.participants.views.pieces import PageCells

pytestmark = pytest.mark.django_db
YEAR = {"year_opening": (30, 28), "new": (20, 21, 1), "ended": (22, 24), "new..young": (8, 9, 1),
        "new..older": (12, 12), "outcome.work": (9, 11), "outcome.study": (1, 2), "outcome.other": (12, 11),
        "age_class.15-19": (2, 9), "age_class.20-29": (48, 40, 1), "age_class.60-": (0, 0),
        "income_ended_before.forsorjningsstod": (12, 14),
        "income_ended_after.forsorjningsstod": (5, 6), "income_ended_after.lon": (9, 11),
        "income_ended_before.lon": (0, 0), "public_support_before": (20, 20), "public_support_after": (11, 12),
        "work_study_before": (1, 1), "work_study_after": (10, 13), "unsubsidised_work_after": (7, 8),
        "work_subsidised": (2, 3), "referral.psykiatrin": (20, 21, 1)}  # fmt: skip


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    agreed(decided(made, {2024: 400_000}))
    claimed(made, 300_000, year=2024)
    handed_in(made, "2024-T3", YEAR)
    FinancedPost.objects.create(association=world.association, intervention=made, year=2024, function="Coach",
                                positions=Decimal("2"), full_year=Decimal("1.5"))  # fmt: skip
    return made


def tables(of, code="2024", where="", shield=None):
    association = of.association
    tally, portfolio, books = Tally(association), Portfolio(association), Books(association)
    counts = ParticipantFigures(tally, portfolio, books)
    book = FigureBook([counts, TotalFigures(portfolio, books), counts.sources.money])
    return PeopleTables(PageCells(book, shield), tally, portfolio, Period.parse(code), where)


def printed(table):
    return {row.label: [cell.value for cell in row.cells] for row in table.rows}


def heads(table):
    return [column.label for column in table.columns]


def test_classes_have_their_base_last_and_leave_out_those_nobody_was_in(vagval):
    table = tables(vagval).classes("age_class")
    assert heads(table) == ["Alla", "Kvinnor", "Män", "Ej angivet", "Alla, %"]
    assert printed(table) == {
        "15–19 år": [11, 2, 9, 0, 11], "20–29 år": [89, 48, 40, 1, 89],
        "Inskrivna deltagare": [100, 50, 49, 1, None],
    }  # fmt: skip
    assert table.rows[-1].kind is RowKind.TOTAL and table.rows[-1].cells[-1].state is State.NOT_APPLICABLE


def test_classes_are_called_what_the_association_calls_them_in_its_order(vagval):
    for position, (key, label) in enumerate((("20-29", "twentynio"), ("15-19", "unga"))):
        Code.objects.create(association=vagval.association, list="age_class", key=key, label=label, position=position)
    assert list(printed(tables(vagval).classes("age_class"))) == ["Twentynio", "Unga", "Inskrivna deltagare"]


def test_a_class_merged_from_others_has_its_place_and_words(vagval):
    handed_in(intervention(vagval.association, "stegen", name="Stegen"), "2024-T3",
              {"year_opening": (5, 5), "new": (0, 0), "ended": (0, 0), "age_class.15-29": (5, 5)})  # fmt: skip
    assert list(printed(tables(vagval).classes("age_class")))[:3] == ["15–19 år", "20–29 år", "15–29 år"]


def test_incomes_stand_before_and_after_with_shares_of_those_who_ended(vagval):
    table = tables(vagval).before_after("income")
    assert printed(table) == {
        "Försörjningsstöd": [26, 11, 57, 24], "Lön": [0, 20, 0, 43], "Någon offentlig försörjning": [40, 23, 87, 50],
        "Avslutade deltagare": [46, 46, None, None],
    }  # fmt: skip
    assert "En person kan ha flera" in table.footnotes[0][1]
    assert tables(vagval).before_after("occupation") is None


def test_from_what_to_what_is_told_by_case_rows_only(vagval):
    assert tables(vagval).cross() is None
    other = intervention(vagval.association, "stegen", name="Stegen")
    handed_in(other, "2024-T3", {"year_opening": (5, 5), "new": (0, 0), "ended": (4, 6), "outcome.work": (4, 6),
                                 "income_change.forsorjningsstod__lon": (4, 5),
                                 "income_change.sjukpenning__lon": (0, 1)}, source="ärenderader")  # fmt: skip
    table = tables(vagval).cross()
    assert heads(table) == ["Lön"]
    assert printed(table) == {"Försörjningsstöd": [9], "Sjukpenning": [1]}


def test_work_and_studies_before_and_after_give_the_net(vagval):
    table = tables(vagval).changes()
    assert printed(table)["Nettoförändring"] == [21, 9, 12, 46]
    assert printed(tables(vagval).steps())["Till arbete med stöd"] == [5, 2, 3, 25, 22, 27]


def test_persons_per_post_say_which_posts_and_costs_per_person_are_in_kronor(vagval):
    made = tables(vagval)
    assert printed(made.per_post()) == {
        "Finansierade tjänster": [Decimal("1.5"), None],
        "Inskrivna per tjänst": [Decimal("66.7"), None],
        "Avslutade per tjänst": [Decimal("30.7"), None],
        "Till arbete/studier per tjänst": [Decimal("15.3"), None],
    }
    assert [row[0] for row in printed(made.cost_per()).values()] == [3_000, 6_522, 13_043]


def test_age_groups_stand_beside_each_other(vagval):
    assert printed(tables(vagval).by_age("new", "Nya")) == {"15–29 år": [18, 8, 9], "30 år och äldre": [24, 12, 12]}
    assert tables(vagval).by_age("ended", "Avslutade") is None


def test_plans_are_told_where_they_are_collected_beside_the_year_before(vagval):
    assert tables(vagval).plans() is None
    other = intervention(vagval.association, "stegen", name="Stegen")
    handed_in(other, "2023-T3", {"new": (9, 9), "ended": (0, 0), "joint_plans": 12, "joint_plans_present": 9})
    handed_in(other, "2024-T3", {"new": (1, 2), "ended": (3, 3), "joint_plans": 14, "joint_plans_present": 11})
    table = tables(vagval).plans()
    assert heads(table) == ["2024", "2023"] and table.unit is Unit.COUNT
    assert printed(table) == {"Samordnade planer": [14, 12], "Varav där personen själv deltog": [11, 9]}


def test_each_intervention_is_a_row_and_the_sum_is_the_associations_own(vagval):
    handed_in(intervention(vagval.association, "stegen", name="Stegen"), "2024-T3",
              {"year_opening": (5, 5), "new": (1, 2), "ended": (3, 3), "outcome.work": (3, 3)})  # fmt: skip
    table = tables(vagval).by_intervention()
    assert printed(table) == {
        "Stegen": [10, 3, 13, 6, 6, 7], "Vägval": [58, 42, 100, 46, 23, 54], "Alla insatser": [68, 45, 113, 52, 29, 61],
    }  # fmt: skip
    assert table.rows[1].cells[2].figure == "participants.of.vagval.enrolled"


def test_one_interventions_tables_are_its_own(vagval):
    handed_in(intervention(vagval.association, "stegen", name="Stegen"), "2024-T3",
              {"year_opening": (5, 5), "new": (1, 2), "ended": (3, 3)})  # fmt: skip
    own = tables(vagval, where="of.vagval")
    assert printed(own.stock())["Inskrivna"][0] == 100
    assert printed(own.per_post())["Finansierade tjänster"][0] == Decimal("2.0")


def test_a_table_of_nothing_known_is_none(world, vagval):
    made = tables(vagval, "2019")
    for table in (made.flow(), made.by_year(), made.stock(), made.summary(), made.outcome(), made.classes("age_class"),
                  made.cost_per(), made.per_post(), made.by_intervention(), made.flow_years()):  # fmt: skip
        assert table is None
    for chart in (charts.flow(made), charts.outcome(made), charts.before_after(made)):
        assert chart is None


# --- charts -----------------------------------------------------------------------------------------------------------


def test_a_chart_says_its_numbers_and_has_them_as_a_table(vagval):
    chart = charts.outcome(tables(vagval))
    assert chart.description == (
        "Resultat för avslutade deltagare i finansierade insatser 2024, antal personer: arbete 9 kvinnor, 11 män; "
        "studier 1 kvinna, 2 män; annan insats 12 kvinnor, 11 män."
    )
    assert printed(chart.table) == {"Arbete": [20, 9, 11], "Studier": [3, 1, 2], "Annan insats": [23, 12, 11]}
    ages = charts.classes(tables(vagval), "age_class", "Ålder")
    assert "20–29 år 48 kvinnor, 40 män, 1 ej angivet" in ages.description


def test_what_is_hidden_in_a_table_is_hidden_in_its_chart(vagval):
    keys = [f"participants.outcome.study{sex}@2024" for sex in ("", ".women", ".men")]
    known = tables(vagval)
    known.outcome()
    weighed = frozenset(f"{figure}@{scope.code}" for figure, scope in known.cells.asked)
    made = tables(vagval, shield=Shield(dict.fromkeys(keys, "primary"), None, (), weighed, {}))
    chart = charts.outcome(made)
    assert "studier ..;" in chart.description
    assert [row["whole"] for row in chart.spec["data"]["values"]] == [None, None, None]
    assert {cell.state for cell in chart.table.rows[1].cells} == {State.PROTECTED}
    split = tables(vagval, shield=Shield(dict.fromkeys(keys[1:], "primary"), None, (), weighed, {}))
    assert "studier 3 personer;" in charts.outcome(split).description


def test_incomes_nobody_had_are_not_drawn(vagval):
    chart = charts.before_after(tables(vagval))
    assert [row["label"] for row in chart.spec["data"]["values"]] == [
        "Försörjningsstöd", "Lön", "Någon offentlig försörjning",
    ]  # fmt: skip


def test_one_year_is_no_line(vagval):
    assert charts.flow(tables(vagval)) is None
    handed_in(vagval, "2023-T3", {"year_opening": (20, 20), "new": (30, 30), "ended": (20, 22)})
    chart = charts.flow(tables(vagval))
    assert chart.description == "Inskrivna: 2023 100, 2024 100. Nya: 2023 60, 2024 42. Avslutade: 2023 42, 2024 46."


def test_no_line_leaps_over_a_year_that_nothing_is_known_of(vagval):
    handed_in(vagval, "2022-T3", {"year_opening": (20, 20), "new": (30, 30), "ended": (20, 22)})
    chart = charts.flow(tables(vagval))
    assert [column.label for column in chart.table.columns] == ["2022", "2024"]
    points = [(point["year"], point["n"]) for point in chart.spec["layer"][0]["data"]["values"]]
    assert points == [("2022", 100), ("2023", None), ("2024", 100)]
