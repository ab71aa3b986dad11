"""One grant to an intervention becomes 1 000 kr dearer: every number that depends on it moves, and no other."""

import re
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from django.db import transaction
from django.test import override_settings

from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, tenant
from samsyn.demo.files import DATA
from samsyn.ledger import importing
from samsyn.ledger.models import Import
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import Document, ProseBlock
from samsyn.reports.domain.prose import figure_refs

pytestmark = pytest.mark.one_database

MORE = 1000_00  # öre
VOUCHER = re.compile(r"#TRANS 4010 (?P<objects>\{[^}]+\}) (?P<cost>[\d.]+)\r\n#TRANS 2440 \{\} -(?P<debt>[\d.]+)\r\n")

DEARER = {  # table: {row: öre that its 2024 column moves}; costs print negative on the face, positive in the notes
    "overview": {"costs": MORE, "result": -MORE, "saldo": -MORE, "equity": -MORE},
    "overview_chart": {"result": -MORE, "equity": -MORE},
    "requirement": {"result": -MORE, "adjusted": -MORE, "balance": -MORE, "closing_to_restore": MORE},
    "income_statement": dict.fromkeys(("costs", "net", "operating", "after_financial", "result"), -MORE),
    "balance_sheet": {"equity": -MORE, "equity_result": -MORE, "liabilities": MORE, "current_liabilities": MORE},
    "cash_flow": {"result": -MORE, "before_wc": -MORE, "d_liabilities": MORE},
    "operating_statement": dict.fromkeys(("costs", "costs.bidrag_till_insatser", "net", "result"), -MORE),
    "operating_chart": {"costs.bidrag_till_insatser": -MORE},
    "cost_split": {"individual.Individinriktade insatser": MORE},
    "cost_chart": {"individual.Individinriktade insatser": MORE},
    "note2": {"bidrag_till_insatser": MORE, "sum": MORE},
    "note5": {"leverantorsskulder": MORE, "sum": MORE},
}
DEVIATIONS = {("operating_statement", row, "d2024"): -MORE for row in DEARER["operating_statement"]}
SHARES = {  # (table, row, column) → which way; the size follows from the amounts above
    ("overview", "solvency", "a2024"): -1,
    ("overview", "equity_share", "a2024"): -1,
    **{
        (table, row, "s2024"): way
        for table in ("cost_split", "cost_chart")
        for row, way in (
            ("individual.Individinriktade insatser", 1),
            ("structure.Strukturövergripande insatser", -1),
            ("administration.Administration", -1),
        )
    },
}
AMOUNTS = {
    (table, row, "a2024"): change for table, rows in DEARER.items() for row, change in rows.items()
} | DEVIATIONS  # fmt: skip
SOURCES = {"ledger.account.4010", "ledger.account.2440", "ledger.note2.bidrag_till_insatser",
           "ledger.note5.leverantorsskulder"}  # fmt: skip


def _dearer_file(folder: Path) -> Path:
    """The ledger of 2024 with one requisition 1 000 kr higher, its closing balance and result with it."""
    text = (DATA / "jamtland" / "ledger" / "2024.se").read_bytes().decode("cp437")
    found = VOUCHER.search(text)
    assert found
    cost, debt = (Decimal(found[name]) + MORE // 100 for name in ("cost", "debt"))
    lines = f"#TRANS 4010 {found['objects']} {cost}\r\n#TRANS 2440 {{}} -{debt}\r\n"
    text = text[: found.start()] + lines + text[found.end() :]
    for label, sign in (("#RES 0 4010 ", 1), ("#UB 0 2440 ", -1)):
        before = re.search(rf"{label}(-?[\d.]+)", text)
        assert before
        text = text.replace(before[0], f"{label}{Decimal(before[1]) + sign * MORE // 100}")
    path = folder / "2024 rättad.se"
    path.write_bytes(text.encode("cp437"))
    return path


def _document(association: Association) -> Document:
    return Builder(association, "arsredovisning", Period(2024)).document()


def _cells(document: Document) -> dict[tuple[str, str, str], int | Decimal | None]:
    tables = [block.table for section in document.sections for block in section.blocks if hasattr(block, "table")]
    return {
        (table.key, row.key, column.key): cell.exact
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


def _in_sentences(document: Document) -> dict[tuple[str, int], tuple[str, object]]:
    """Every figure of the prose by its place: (figure, exact value)."""
    return {
        (section.key, place): (f"{ref.cell.figure} {ref.cell.scope}", ref.cell.exact)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, ProseBlock)
        for place, ref in enumerate(figure_refs(block.nodes))
    }


def _figures(association: Association) -> dict[tuple[str, str], object]:
    book = Builder(association, "arsredovisning", Period(2024), {}).figures
    scopes = ("2024", "2024:budget", "2024-04", "2023", "2020-08", "2020-08:prognos")
    return {
        (figure.key, code): book.value(figure.key, Scope.parse(code)) for figure in book.figures() for code in scopes
    }


@pytest.fixture(scope="module")
def moved(_loaded, django_db_blocker, tmp_path_factory):
    """(before, after) of the whole report, and of every figure."""
    folder = tmp_path_factory.mktemp("moved")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=copytree(_loaded, folder / "files")), tenant(EVERYTHING):
            demo = Association.objects.get(slug="jamtland")
            before, figures = _document(demo), _figures(demo)
            item = importing.run(demo, _dearer_file(folder), by="Test", yes=True)
            made = before, _document(demo), figures, _figures(demo)
        transaction.set_rollback(True)
    assert item.state == Import.State.ACTIVE
    assert item.difference["vouchers"] | {"samples": None} == {
        "added": 0, "changed": 1, "removed": 0, "same": item.voucher_count - 1, "samples": None,
    }  # fmt: skip
    return made


def test_every_dependent_cell_moves_by_the_same_amount_and_no_other_moves(moved):
    before, after = _cells(moved[0]), _cells(moved[1])
    assert before.keys() == after.keys()
    changes = {place: after[place] - before[place] for place in before if after[place] != before[place]}
    assert {place: change for place, change in changes.items() if place not in SHARES} == AMOUNTS
    ways = {place: 1 if change > 0 else -1 for place, change in changes.items() if place in SHARES}
    assert ways == SHARES


def test_the_sentences_say_the_new_amounts_and_only_those(moved):
    before, after = _in_sentences(moved[0]), _in_sentences(moved[1])
    assert before.keys() == after.keys()
    changed = {before[place][0] for place in before if before[place] != after[place]}
    assert {"ledger.result 2024", "ledger.equity 2024", "ledger.result 2024:avvikelse"} <= changed
    assert not [name for name in changed if not name.endswith((" 2024", " 2024:avvikelse"))]


def test_only_the_sections_whose_figures_moved_ask_to_be_read_again(moved):
    states = {section.key: section.state for section in moved[1].sections}
    assert states["overview"] == states["finances"] == "ändrad siffra"
    assert states["staff"] == states["governance"] == "klar"


def test_no_figure_of_another_year_of_the_plans_or_of_earlier_months_moves(moved):
    before, after = moved[2:]
    changed = {place for place in before if before[place] != after[place]}
    yearly = "outlook."  # the plan of several years answers for the whole year, whatever months are asked for
    assert {code for key, code in changed if not key.startswith(yearly)} == {"2024"}
    assert {code for key, code in changed if key.startswith(yearly)} <= {"2024", "2024-04"}
    keys = {key for key, _ in changed}
    assert keys >= SOURCES | {"ledger.costs", "ledger.result", "ledger.equity", "ledger.current_liabilities"}
    still = ("association.", "commitments.", "control.", "ledger.note1.", "ledger.note3.", "ledger.note4.")
    assert not [key for key in keys if key.startswith(still)]
    assert {key for key in keys if key.startswith("ledger.account.")} == {"ledger.account.4010", "ledger.account.2440"}
    assert "ledger.assets" not in keys and "ledger.cash.total" not in keys
