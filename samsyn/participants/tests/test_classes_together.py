"""Small classes stand together where small counts are hidden, in the same groups everywhere; the office sees each."""

import csv
import io
from decimal import Decimal

import pytest
from lxml import html

from samsyn.core.figure import FigureBook, Scope
from samsyn.core.period import Period
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.figures.people import ParticipantFigures
from samsyn.participants.models import Code
from samsyn.participants.queries.tally import Tally
from samsyn.participants.queries.wording import Wording
from samsyn.participants.tests.counted import handed_in
from samsyn.participants.views.pages import TOGETHER, results, support
from samsyn.participants.views.people import People
from samsyn.reports.build import Builder
from samsyn.reports.protected import protected
from samsyn.reports.publishing import moved, publish

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
YEAR = Period(2024)
COUNTS = {"year_opening": (30, 28), "new": (20, 21), "ended": (22, 24), "exit_reason.1": (8, 12),
          "exit_reason.2": (6, 6), "exit_reason.4": (2, 1), "exit_reason.7": (6, 5), "age_class.15-19": (1, 2),
          "age_class.20-29": (14, 17), "age_class.30-39": (15, 16), "age_class.40-49": (12, 8),
          "age_class.50-59": (8, 6)}  # fmt: skip
REASONS = "participants.exit_reason.4~7"


@pytest.fixture
def vagval(world):
    made = intervention(world.association)
    handed_in(made, "2024-T3", COUNTS)
    return made


def tables(of, make, *, true=False):
    pieces = People(of.association, YEAR, true=true).pieces(make, TOGETHER)
    return {table.key: table for one in pieces for table in (one.table or (one.chart and one.chart.table),) if table}


def totals(table):
    return {row.label: row.cells[0].value for row in table.rows}


def book(of):
    return FigureBook([ParticipantFigures(Tally(of.association), Portfolio(of.association), Books(of.association))])


# --- what is printed --------------------------------------------------------------------------------------------------


def test_small_classes_stand_together_for_readers_without_the_right_and_sum_with_the_rest(vagval):
    table = tables(vagval, results)["participants_exit_reason"]
    assert totals(table) == {
        "Arbetssökande, anställning eller studier": 20, "Fortsatt rehabilitering hos ordinarie myndighet": 12,
        "Sjukdom eller annat": 14, "Avslutade deltagare": 46,
    }  # fmt: skip
    *rows, last = [[cell.value for cell in row.cells[:3]] for row in table.rows]
    assert None not in last and [sum(column) for column in zip(*rows, strict=True)] == last
    said = [text for _, text in table.footnotes]
    assert any("Små klasser står tillsammans" in text for text in said)
    assert any(text.endswith("Se Små antal.") for text in said), "it leads to the rule though nothing is hidden"


def test_ordered_classes_go_with_a_neighbour_and_their_chart_draws_the_same_rows(vagval):
    chart = next(piece.chart for piece in People(vagval.association, YEAR, true=False).pieces(support, TOGETHER)
                 if piece.chart and piece.chart.key == "age_class_chart")  # fmt: skip
    assert list(totals(chart.table))[:2] == ["15–29 år", "30–39 år"]
    assert "15–29 år 15 kvinnor, 19 män" in chart.description
    assert any("Små klasser står tillsammans" in text for _, text in chart.table.footnotes)


def test_whoever_may_see_true_counts_sees_every_class_and_which_are_not_shown_outside(vagval):
    People(vagval.association, YEAR, true=False).work_out(TOGETHER)
    table = tables(vagval, results, true=True)["participants_exit_reason"]
    marked = {row.label: [cell.mark for cell in row.cells[:3]] for row in table.rows}
    assert totals(table)["Sjukdom"] == 3
    assert marked["Sjukdom"] == marked["Annat"] == ["s", "s", "s"]
    assert marked["Fortsatt rehabilitering hos ordinarie myndighet"] == ["", "", ""]


def test_a_report_that_leaves_the_house_groups_as_the_pages_do(vagval):
    made = protected(Builder(vagval.association, "arsredovisning", YEAR))
    report = next(table for table in made.document.tables() if table.key == "age_class_chart")
    page = tables(vagval, support)["age_class_chart"]
    assert [(row.key, row.label) for row in report.rows] == [(row.key, row.label) for row in page.rows]
    assert "~" in report.rows[0].key
    inside = Builder(vagval.association, "arsredovisning", YEAR).document()
    own = next(table for table in inside.tables() if table.key == "age_class_chart")
    assert list(totals(own))[:2] == ["15–19 år", "20–29 år"]


def test_the_attack_finds_nothing_in_the_pages(vagval):
    people = People(vagval.association, YEAR, true=False)
    people.work_out(TOGETHER)
    shield = people._shield(TOGETHER)
    assert shield.unsafe == () and len(shield.hidden) < len(shield.keys)
    assert f"{REASONS}@2024" in shield.view.shown


def test_what_was_not_weighed_with_the_rest_is_hidden(vagval):
    shield = People(vagval.association, YEAR, true=False)._shield(TOGETHER)
    assert shield.covers("participants.exit_reason.4", Scope(YEAR))
    assert not shield.covers("ledger.result", Scope(YEAR))


def test_a_file_holds_the_same_rows_as_the_page(world, vagval):
    def rows(role):
        found = world.client(role).get("/an/2024/deltagare/resultat/?fil=csv&tabell=participants_exit_reason")
        return {line[0]: line[1] for line in csv.reader(io.StringIO(found.content.decode("utf-8-sig")))}

    assert rows("styrelseledamot")["Sjukdom eller annat"] == "14"
    assert rows("forbundschef")["Sjukdom"] == "3"
    assert "Sjukdom" not in rows("styrelseledamot")


# --- the figure -------------------------------------------------------------------------------------------------------


def test_classes_together_are_a_figure_that_says_which_they_are(vagval):
    told = book(vagval).explain(REASONS, Scope(YEAR))
    assert (told.value, [(part.label, part.value) for part in told.parts]) == (
        14, [("Avslutsanledning: sjukdom", 3), ("Avslutsanledning: annat", 11)],
    )  # fmt: skip
    assert "Summan av klasserna sjukdom och annat." in told.figure.definition
    share = book(vagval).value("participants.share.exit_reason.4~7.women", Scope(YEAR))
    assert share == Decimal(800) / 22


@pytest.mark.parametrize(
    "key", ["exit_reason.7~4", "exit_reason.4~4", "exit_reason.4~", "exit_reason.4~nonsens", "income_before.lon~ingen",
            "income_change.lon__lon~lon__ingen"],
)  # fmt: skip
def test_a_class_that_cannot_be_put_together_so_is_no_figure(vagval, key):
    assert f"participants.{key}" not in book(vagval)


def test_a_board_member_reads_what_the_figure_means_and_none_of_its_parts(world, vagval):
    def main(role):
        page = world.client(role).get(f"/an/2024/siffra/{REASONS}/2024/")
        assert page.status_code == 200
        return " ".join(html.fromstring(page.content).xpath("//main")[0].text_content().split())

    board, office = main("styrelseledamot"), main("forbundschef")
    assert "sjukdom eller annat" in board and "små antal är skyddade" in board
    assert "Vägval" in office and "Vägval" not in board


def test_classes_together_are_called_by_the_associations_own_word_unless_it_is_another_class(vagval):
    wording = Wording(vagval.association)
    assert wording.label("age_class", "15-19~20-29") == "15–29 år"
    assert wording.label("age_class", "15-19~20-29~30-39") == "15–19 år, 20–29 år eller 30–39 år"
    Code.objects.create(association=vagval.association, list="age_class", key="15-19", label="tonåring")
    Code.objects.create(association=vagval.association, list="age_class", key="20-29", label="tjugo", position=1)
    assert Wording(vagval.association).label("age_class", "15-19~20-29") == "tonåring eller tjugo"


def test_no_class_has_the_key_of_what_it_goes_into():
    """Else it is called what that is called: 'grundskola' was 'högst grundskola'."""
    for held in CODES.values():
        assert not {code.key for code in held} & {code.merged for code in held}


def test_a_word_that_is_handed_in_as_a_class_itself_is_not_taken(vagval):
    handed_in(intervention(vagval.association, "stegen", name="Stegen"), "2024-T3",
              {"year_opening": (5, 5), "new": (0, 0), "ended": (0, 0), "age_class.15-29": (5, 5)})  # fmt: skip
    assert Wording(vagval.association).label("age_class", "15-19~20-29") == "15–19 år eller 20–29 år"


def test_a_late_correction_of_classes_together_is_shown_beside_what_was_published(vagval):
    kept = publish(association=vagval.association, kind="arsredovisning", period=YEAR, by="kontoret")
    assert moved(kept) == []
    row = vagval.counts.get().rows.get(variable="age_class", category="15-19", sex="women")
    row.count += 3
    row.save()
    row.report.period.totals.filter(variable="age_class", category="15-19", sex="women").update(count=row.count)
    places = {one.place.partition(", ")[2]: (one.then, one.now) for one in moved(kept)}
    assert places["15–29 år\u00a0Kvinnor"] == ("15", "18")
