"""Tables of the interventions: the note on what remains, the roll-forward, budget and cost, who runs what."""

import pytest

from samsyn.catalogue import CHECKS, figure_book
from samsyn.core.check import Outcome
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.table import State
from samsyn.interventions.models import Claim, Decision, Intervention, NoteGroup, NoteLabel
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import claimed
from samsyn.ledger.models import Balance, MappingRow, Movement
from samsyn.ledger.queries.books import Books
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import TableBlock
from samsyn.reports.tables import TableMaker
from samsyn.reports.tests.small_books import ore, two_years, two_years_of_interventions

pytestmark = pytest.mark.django_db


@pytest.fixture
def association(world):
    two_years(world.association)
    two_years_of_interventions(world.association)
    return world.association


def maker(association, period="2024", kind="arsredovisning"):
    books, portfolio = Books(association), Portfolio(association)
    return TableMaker(books, figure_book(books, portfolio), Period.parse(period), kind, held=portfolio)


def rows(table):
    return {row.label: [cell.value for cell in row.cells] for row in table.rows}


def shown(table, label):
    return rows(table)[label]


def answer(association, check, period="2024"):
    """The check's findings as (outcome, sentence)."""
    found = next(item for item in CHECKS if item.id == f"interventions.{check}")
    return [(f.outcome, f.sentence) for f in found.run(figure_book(Books(association)), Period.parse(period))]


# --- the note and the balance sheet -----------------------------------------------------------------------------------


def test_the_note_has_a_row_for_each_group_in_its_order_and_names_what_has_none(association):
    note = maker(association).note(6)
    assert list(rows(note)) == ["Vägval", "Nya vägar", "Summa"]
    assert rows(note) == {"Vägval": [2_400, 5_000], "Nya vägar": [1_400, 1_400], "Summa": [4_200, 7_400]}
    assert note.footnotes == (("1", "Summan innehåller även Stegen, som inte har en egen rad."),)
    assert note.rows[-1].mark == "1"


def test_the_memo_row_of_the_balance_sheet_is_the_notes_sum(association):
    made = maker(association)
    memo = next(row for row in made.balance().rows if row.key == "contingent")
    assert [cell.exact for cell in memo.cells] == [cell.exact for cell in made.note(6).rows[-1].cells]


def test_a_row_is_worded_as_it_was_in_the_year_of_the_report(association):
    group = NoteGroup.objects.get(association=association, key="vagval")
    NoteLabel.objects.create(association=association, group=group, from_year=2024, label="Vägval i Ån")
    assert "Vägval i Ån" in rows(maker(association).note(6))
    assert "Vägval" in rows(maker(association, "2023").note(6))


def test_several_without_a_row_are_named_in_one_sentence(association):
    NoteLabel.objects.filter(group__key="stegen").update(label="Insatser som avslutats")
    Intervention.objects.filter(key="nya-vagar").update(note_group=None)
    note = maker(association).note(6)
    said = "Summan innehåller även insatser som avslutats och Nya vägar, som inte har en egen rad."
    assert note.footnotes == (("1", said),)
    assert shown(note, "Summa") == [4_200, 7_400]


def test_what_remained_the_year_before_the_first_decision_is_not_known(association):
    note = maker(association, "2022").note(6)
    assert [cell.state for cell in note.rows[-1].cells] == [State.KNOWN, State.UNKNOWN]


def test_a_part_of_the_year_shows_what_remained_at_its_end(association):
    memo = next(row for row in maker(association, "2024-04").balance().rows if row.key == "contingent")
    assert [cell.exact for cell in memo.cells] == [ore(7_400 + 400 - 50), ore(7_400)]


def test_an_association_without_interventions_has_no_such_note(world):
    two_years(world.association)
    made = maker(world.association)
    assert 6 not in made.note_numbers()
    assert [made.roll_forward(), made.cost_table(), made.cost_types(), made.cost_matrix()] == [None] * 4
    assert made.interventions() is None


# --- roll-forward, cost, posts ----------------------------------------------------------------------------------------


def test_the_roll_forward_foots_row_by_row_and_in_its_sum(association):
    table = maker(association).roll_forward()
    assert [column.label for column in table.columns] == [
        "Ingående", "Beviljat", "Kostnad", "Återgår", "Minskat", "Återstår",
    ]  # fmt: skip
    assert shown(table, "Vägval") == [5_000, 0, -2_600, 0, 0, 2_400]
    assert shown(table, "Stegen") == [1_000, 400, -1_000, 0, 0, 400]
    assert shown(table, "Summa") == [7_400, 400, -3_600, 0, 0, 4_200]
    assert all(sum(values[:-1]) == values[-1] for values in rows(table).values())
    assert shown(maker(association, "2023").roll_forward(), "Vägval") == [9_000, 0, -3_000, -1_000, 0, 5_000]


def test_the_cost_table_keeps_apart_what_parties_run_and_what_the_office_runs(association):
    table = maker(association).cost_table()
    assert [row.label for row in table.rows] == [
        "Insatser hos parter", "Vägval", "Nya vägar", "Stegen", "Insatser i egen regi", "Forum",
    ]  # fmt: skip
    assert shown(table, "Vägval") == [3_000, 2_600, 2_600, 0, 400]
    assert shown(table, "Insatser hos parter") == [3_000 + 1_400 + 1_400, 3_600, 3_600, 0, 2_200]
    assert shown(table, "Forum") == [500, None, 0, None, 500]
    assert table.footnotes == ()


def test_the_cost_by_type_foots_and_tells_what_year_end_changed(association):
    claimed(Intervention.objects.get(key="vagval"), 90, "9", approved=ore(70))
    table = maker(association).cost_types()
    assert [column.label for column in table.columns] == ["2024", "2023"]
    assert rows(table) == {
        "Löner": [4_090, 3_600], "Nedsatt vid attest": [-20, 0], "Upparbetat vid årsskiftet, ändring": [-400, 400],
        "Kostnad för insatser hos parter": [3_670, 4_000],
    }  # fmt: skip
    first = maker(association, "2022").cost_types()
    assert first is None


def test_each_interventions_cost_by_type_foots_too(association):
    claimed(Intervention.objects.get(key="vagval"), 90, "9", approved=ore(70))
    table = maker(association).cost_matrix()
    assert [column.label for column in table.columns] == [
        "Löner", "Nedsatt vid attest", "Upparbetat vid årsskiftet, ändring", "Kostnad",
    ]  # fmt: skip
    assert shown(table, "Vägval") == [3_090, -20, -400, 2_670]
    assert shown(table, "Summa") == [4_090, -20, -400, 3_670]
    assert all(sum(values[:-1]) == values[-1] for values in rows(table).values())


def test_a_year_whose_cost_is_not_known_has_no_cost_types(association):
    Decision.objects.update(date="2023-06-01")
    Claim.objects.filter(cost_date__year=2023).update(cost_date="2023-07-01")
    cells = [row.cells[1] for row in maker(association, "2023").cost_types().rows]
    assert {cell.state for cell in cells} == {State.UNKNOWN}


def test_the_table_of_interventions_says_who_runs_what(association):
    table = maker(association).interventions()
    first = table.rows[0]
    assert (first.label, [cell.text for cell in first.cells[:3]]) == (
        "Vägval", ["Åns kommun", "", "jan\u00a02023–dec\u00a02025"],
    )  # fmt: skip
    assert [cell.value for cell in first.cells[3:]] == [1.5, 2_600]
    assert next(row for row in table.rows if row.label == "Forum").cells[0].text == "i egen regi"
    assert shown(table, "Summa hos parter")[3:] == [1.5, 3_600]
    assert "Stegen" not in rows(maker(association, "2025").interventions())


def test_every_number_of_these_tables_names_a_figure_that_says_the_same(association):
    made = maker(association)
    for table in (made.note(6), made.roll_forward(), made.cost_table(), made.interventions()):
        for row in table.rows:
            for cell in row.cells:
                if cell.state is not State.NOT_APPLICABLE and not cell.text and table.key != "interventions":
                    assert cell.figure in made.figures, (table.key, row.label)
                if cell.figure:
                    value = made.figures.value(cell.figure, cell.scope)
                    assert value is None or abs(value) == abs(cell.exact)


# --- in the reports ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "period", "wanted"),
    [
        ("arsredovisning", "2024", {"interventions", "cost_table", "cost_types", "commitments", "note6"}),
        ("ekonomi", "2024", {"cost_table", "cost_types", "commitments", "note6"}),
        ("tertial", "2024-T1", {"cost_table", "commitments"}),
    ],
)
def test_the_reports_hold_the_interventions_tables(association, kind, period, wanted):
    document = Builder(association, kind, Period.parse(period), {}).document()
    blocks = [block for section in document.sections for block in section.blocks]
    assert {b.table.key for b in blocks if isinstance(b, TableBlock)} >= wanted


def test_a_report_without_interventions_has_no_such_section(world):
    two_years(world.association)
    document = Builder(world.association, "arsredovisning", Period(2024), {}).document(with_empty=True)
    assert "intervention_money" not in [section.key for section in document.sections]


# --- checks -----------------------------------------------------------------------------------------------------------


def test_the_roll_forward_is_told_with_its_amounts(association):
    outcome, said = answer(association, "roll-forward")[0]
    assert outcome is Outcome.HOLDS
    assert said.replace("\u00a0", " ") == (
        "7 400 kr + beviljat 400 kr − kostnad 3 600 kr − återgått 0 kr − minskat 0 kr = 4 200 kr."
    )


def test_an_amount_taken_over_during_the_year_asks_for_an_explanation(association):
    Decision.objects.filter(intervention__key="nya-vagar").update(kind="ingående", date="2024-03-01")
    found = answer(association, "roll-forward")
    assert [outcome for outcome, _ in found] == [Outcome.HOLDS, Outcome.EXPLAIN]


def test_an_intervention_without_a_row_of_the_note_is_asked_about(association):
    assert answer(association, "note-rows")[0][0] is Outcome.HOLDS
    Intervention.objects.filter(key="nya-vagar").update(note_group=None)
    outcome, said = answer(association, "note-rows")[0]
    assert (outcome, "1\u00a0400 kr saknar notrad" in said) == (Outcome.EXPLAIN, True)


def test_one_that_cost_more_than_was_decided_is_named(association):
    assert answer(association, "not-negative")[0][0] is Outcome.HOLDS
    Claim.objects.filter(intervention__key="vagval", number="3").update(approved=ore(5_000))
    outcome, said = answer(association, "not-negative")[0]
    assert outcome is Outcome.FAILS
    assert said == "Vägval har kostat 50 kr mer än vad som är beslutat."


def _on_projects(association, **kronor):
    """The year's grants, all on projects, with the file's own result to match."""
    item = Books(association).imports[2024]
    Movement.objects.filter(association=association, origin=item, account=4010).delete()
    for code, amount in kronor.items():
        Movement.objects.create(
            association=association, origin=item, month="2024-06-01", account=4010, project=code, amount=ore(amount),
            source="vouchers",
        )  # fmt: skip
    Balance.objects.filter(origin=item, account=4010).update(res=ore(sum(kronor.values())))


def test_each_interventions_cost_is_compared_with_its_project_and_differences_are_told(association):
    Intervention.objects.filter(key="stegen").update(project="P02")
    _on_projects(association, P01=2_600, P02=1_000, P21=350)
    assert [outcome for outcome, _ in answer(association, "projects")] == [Outcome.HOLDS]
    assert figure_book(Books(association)).value("intervention.forum.cost", Scope(Period(2024))) == ore(350)
    _on_projects(association, P01=2_600, P02=900)
    outcome, said = answer(association, "projects")[0]
    assert outcome is Outcome.EXPLAIN
    assert said.replace("\u00a0", " ") == (
        "Stegen: kostnad 1 000 kr här, 900 kr på projektet i bokföringen. Skillnad 100 kr."
    )
    Intervention.objects.filter(key="stegen").update(project="")
    assert answer(association, "projects")[-1][1].startswith("Stegen har kostnad 1\u00a0000 kr men inget projekt")


def test_the_debt_is_compared_with_its_row_in_the_note(association):
    assert answer(association, "debt")[0][0] is Outcome.HOLDS  # nothing is owed at the end of 2024
    assert answer(association, "debt", "2023")[0][0] is Outcome.UNKNOWN  # no row of its own
    MappingRow.objects.filter(association=association, account_from=2400).update(account_to=2889)
    MappingRow.objects.create(
        association=association, account_from=2890, account_to=2890, line="current_liabilities", note=5,
        note_row="Skuld insatser", position=99,
    )  # fmt: skip
    Movement.objects.create(
        association=association, origin=Books(association).imports[2023], month="2023-12-01", account=2890,
        amount=-ore(400), source="vouchers",
    )  # fmt: skip
    assert answer(association, "debt", "2023")[0][0] is Outcome.HOLDS
    Movement.objects.filter(account=2890).update(amount=-ore(300))
    outcome, said = answer(association, "debt", "2023")[0]
    assert (outcome, said.endswith("Skillnad 100 kr.")) == (Outcome.EXPLAIN, True)


def test_the_whole_report_asks_a_few_tens_of_questions(association, django_assert_max_num_queries):
    with django_assert_max_num_queries(48):
        Builder(association, "arsredovisning", Period(2024)).document()


def test_commitments_missing_last_year_cannot_be_tried_and_missing_this_year_fail(association):
    assert [outcome for outcome, _ in answer(association, "stated")] == [Outcome.HOLDS, Outcome.HOLDS]
    assert [outcome for outcome, _ in answer(association, "stated", "2022")] == [Outcome.HOLDS, Outcome.UNKNOWN]
    assert [outcome for outcome, _ in answer(association, "stated", "2021")] == [Outcome.FAILS, Outcome.UNKNOWN]


def test_an_association_without_interventions_is_asked_why(world):
    two_years(world.association)
    assert [outcome for outcome, _ in answer(world.association, "stated")] == [Outcome.EXPLAIN]
