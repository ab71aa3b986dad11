"""Tables of participants as the reports of 2022 and 2024 print them, with the digit put right; and what is left out."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.catalogue import figure_book
from samsyn.core.chart import Chart
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.table import State
from samsyn.disclosure.policy import Policy
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.tests.builder import intervention
from samsyn.ledger.queries.books import Books
from samsyn.participants.models import EarlierYear
from samsyn.participants.queries.tally import Tally
from samsyn.participants.tests.counted import handed_in
from samsyn.reports.build import Builder
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.domain.document import ProseBlock, TableBlock
from samsyn.reports.protected import protected
from samsyn.reports.render import json, page, xlsx
from samsyn.reports.tables import TableMaker
from samsyn.reports.tests.test_render_xlsx import sheets

pytestmark = pytest.mark.django_db
BEFORE = {
    2020: {"enrolled": (110, 79)}, 2021: {"enrolled": (104, 74)}, 2022: {"enrolled": (90, 103)},
    2023: {"enrolled": (154, 166), "new": (68, 89), "ended": (66, 72), "psychiatry": (42, 33), "consultations": 42},
}  # fmt: skip
YEAR = {"year_opening": (78, 78, 2), "entry": (1, 1), "new": (67, 64, 1), "ended": (53, 44), "psychiatry": (57, 48),
        "consultations": 54, "outcome.work": (10, 13), "outcome.study": (4, 4), "outcome.work_oriented": (12, 8),
        "outcome.other": (27, 19), "days": (9_000, 9_139)}  # fmt: skip


@pytest.fixture
def association(world):
    made = intervention(world.association)
    handed_in(made, "2024-T3", YEAR, entry_reason="Två kom med.")
    for year, counts in BEFORE.items():
        for what, numbers in counts.items():
            pairs = [("", numbers)] if isinstance(numbers, int) else zip(("women", "men"), numbers, strict=True)
            for sex, number in pairs:
                EarlierYear.objects.create(association=world.association, year=year, variable=what, sex=sex,
                                           count=number, source="Tidigare rapport")  # fmt: skip
    return world.association


def maker(association, code="2024", kind="arsredovisning"):
    books, portfolio, tally = Books(association), Portfolio(association), Tally(association)
    book = figure_book(books, portfolio, tally)
    return TableMaker(books, book, Period.parse(code), kind, held=portfolio, counted=tally)


def printed(table):
    return {row.label: [cell.value for cell in row.cells] for row in table.rows}


def test_table_1_is_five_years_by_sex_with_what_is_not_stated_and_what_breaks_the_series(association):
    table = maker(association).people.by_year()
    assert printed(table) == {
        "2020": [189, 110, 79], "2021": [178, 104, 74], "2022": [193, 90, 103], "2023": [320, 154, 166],
        "2024": [292, 146, 143],
    }  # fmt: skip
    assert table.footnotes == (
        ("1", "Kön är inte angivet för 3 personer 2024."),
        ("a", "2024: personer kom in i räkningen utan att börja. Jämför med försiktighet."),
    )
    assert (table.rows[-1].mark, table.rows[-1].cells[0].mark) == ("a", "1")


def test_table_2_sets_the_year_beside_the_one_before(association):
    table = maker(association).people.flow()
    assert [column.label for column in table.columns] == [
        "Alla 2024", "Kvinnor 2024", "Män 2024", "Alla 2023", "Kvinnor 2023", "Män 2023",
    ]  # fmt: skip
    assert printed(table) == {
        "Inskrivna deltagare": [292, 146, 143, 320, 154, 166],
        "Nya deltagare": [132, 67, 64, 157, 68, 89],
        "Avslutade deltagare": [97, 53, 44, 138, 66, 72],
        "Med kontakt hos psykiatrin": [105, 57, 48, 75, 42, 33],
        "Anonyma/konsultationer": [54, 0, 0, 42, 0, 0],
    }


def test_table_3_has_the_8_men_and_every_share_with_its_base(association):
    table = maker(association).people.outcome()
    assert printed(table) == {
        "Avslutade deltagare": [97, 53, 44, None, None, None],
        "Arbete/studier": [31, 14, 17, 32, 26, 39],
        "varav arbete": [23, 10, 13, 24, 19, 30],
        "varav studier": [8, 4, 4, 8, 8, 9],
        "Arbetsinriktad insats": [20, 12, 8, 21, 23, 18],
        "Annan insats": [46, 27, 19, 47, 51, 43],
    }
    assert table.rows[1].cells[3].figure == "participants.share.work_study"


def test_the_table_of_five_rows_has_the_mean_days(association):
    table = maker(association).people.summary()
    assert list(printed(table)) == [
        "Inskrivna", "Nytillkomna", "Avslutade", "Varav till arbete/studier", "Genomsnittlig tid i insats (dagar)",
    ]  # fmt: skip
    assert printed(table)["Genomsnittlig tid i insats (dagar)"] == [187, 170, 208]


def test_a_page_gives_those_of_unstated_sex_a_column(association):
    people = replace(maker(association).people, unstated=True)
    assert printed(people.flow())["Nya deltagare"] == [132, 67, 64, 1, 157, 68, 89, 0]
    assert people.flow().footnotes == (("", "Konsultationer är anonyma ärenden och räknas inte efter kön."),)


def test_what_is_not_known_is_left_out_and_never_zero(association):
    people = maker(association, "2023").people
    assert people.outcome() is None
    assert "Genomsnittlig tid i insats (dagar)" not in printed(people.summary())
    assert maker(association, "2022").people.flow() is not None
    assert maker(association, "2014").people.by_year() is None


def test_a_part_of_the_year_has_no_counts_of_the_whole_year(association):
    handed_in(intervention(association, "stegen", name="Stegen"), "2025-T1",
              {"year_opening": (70, 70), "new": (5, 6), "ended": (7, 8)})  # fmt: skip
    table = maker(association, "2025-T1", "tertial").people.flow()
    assert list(printed(table)) == ["Inskrivna deltagare", "Nya deltagare", "Avslutade deltagare"]
    assert [column.label for column in table.columns] == ["Alla", "Kvinnor", "Män"]


def keys(association, code="2024", kind="arsredovisning"):
    blocks = [block for section in Builder(association, kind, Period.parse(code)).document().sections
              for block in section.blocks]  # fmt: skip
    return [b.table.key if isinstance(b, TableBlock) else b.key for b in blocks if isinstance(b, TableBlock | Chart)]


def test_the_annual_report_holds_the_tables_and_charts_that_are_known(association):
    own = [key for key in keys(association) if "chart" in key or key.startswith(("participants", "outcome"))]
    assert own == ["participants_by_year", "participants_flow", "outcome", "flow_chart", "outcome_chart"]


def test_the_association_chooses_the_short_table_instead_or_both(association):
    association.presentation = {"participants": "summary"}
    association.save()
    assert [key for key in keys(association) if key.startswith("participants")] == ["participants"]
    association.presentation = {"participants": "both"}
    association.save()
    assert {"participants", "participants_flow"} <= set(keys(association))


def test_without_counts_the_reports_say_nothing_of_people(world):
    for kind in DOCUMENTS:
        assert not [key for key in keys(world.association, kind=kind) if "participant" in key or key == "outcome"]


def test_the_tertial_report_tells_of_the_part_of_the_year(association):
    assert "participants_flow" in keys(association, "2024-T3", "tertial")
    assert "participants_by_intervention" in keys(association, "2024-T3", "tertial")


def test_a_sentence_refers_to_a_count_a_share_and_a_mean(association):
    made = maker(association)
    cells = {key: made.cell(f"participants.{key}", Scope(Period(2024)), made.presentation.statements)
             for key in ("new", "share.work_study", "mean.days", "change.new")}  # fmt: skip
    assert {key: cell.shown() for key, cell in cells.items()} == {
        "new": "132", "share.work_study": "32", "mean.days": "187", "change.new": "−16",
    }  # fmt: skip


def test_what_leaves_the_house_hides_small_counts_in_tables_and_charts_alike(association):
    made = protected(Builder(association, "arsredovisning", Period(2024)), strict=False)
    blocks = [block for section in made.document.sections for block in section.blocks]
    tables = {b.table.key: b.table for b in blocks if isinstance(b, TableBlock)}
    charts = {b.key: b for b in blocks if isinstance(b, Chart)}
    study = next(row for row in tables["outcome"].rows if row.label == "varav studier")
    assert {cell.state for cell in study.cells[1:3]} == {State.PROTECTED}
    assert "4 kvinnor" not in charts["outcome_chart"].description
    assert "4 kvinnor" not in str(charts["outcome_chart"].spec)
    assert tables["outcome"].footnotes[-1] == ("..", f"Visas inte: {Policy().brief()}. Se Små antal.")


def test_the_whole_rule_stands_once_in_what_leaves_the_house_last_in_the_section_of_people(association):
    made = protected(Builder(association, "arsredovisning", Period(2024)), strict=False).document
    (place,) = [section for section in made.sections if any(is_rule(block) for block in section.blocks)]
    assert place.key == "interventions" and is_rule(place.blocks[-1])
    said = page.write(made).decode()
    assert said.count('id="sma-antal"') == 1 == said.count(Policy().sentences()[0])
    assert 'href="#sma-antal"' in said
    assert any(Policy().sentences()[0] in str(row[0]) for row in sheets(xlsx.write(made))["Innehåll"] if row)
    inside = Builder(association, "arsredovisning", Period(2024)).document()
    assert "Små antal" not in page.write(inside).decode()


def is_rule(block):
    return isinstance(block, ProseBlock) and block.slot == "sma-antal"


def test_a_share_that_leaves_the_house_holds_no_more_digits_than_are_printed(association):
    made = protected(Builder(association, "arsredovisning", Period(2024)), strict=False)
    table = next(table for table in made.document.tables() if table.key == "outcome")
    shares = [cell.exact for row in table.rows for cell in row.cells[3:] if cell.exact is not None]
    assert shares and all(share == Decimal(share).to_integral_value() for share in shares)
    assert b"31.95" not in json.write(made.document)


def test_a_whole_report_with_people_stays_within_tens_of_queries(association):
    with CaptureQueriesContext(connection) as asked:
        Builder(association, "arsredovisning", Period(2024)).document()
    assert len(asked) < 70
