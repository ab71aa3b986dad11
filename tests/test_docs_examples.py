"""The handbook's files and commands are tried: each is complete, read without a fault, and understood."""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import yaml
from handbook import cells, code, text

from samsyn.associations import files as association_files
from samsyn.associations.actions import create_association
from samsyn.associations.actions.creating import KEYS, association_errors
from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.presentation import JSON_NAMES, Presentation
from samsyn.associations.domain.shares import SHARES
from samsyn.cli import parser
from samsyn.core.tablefile import read_grid, read_rows
from samsyn.ledger.domain import files_manual, files_mapping, files_plans
from samsyn.ledger.domain.mapping import AccountMap
from samsyn.ledger.files import KINDS
from samsyn.participants.cases import rows as case_rows
from samsyn.participants.cases.reading import Reader
from samsyn.participants.cases.reading import read_file as read_case_file
from samsyn.participants.definitions.codes import CODES
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain import importing as counts_file
from samsyn.participants.domain import price_index
from samsyn.participants.domain.asking import Asked, CodeRow
from samsyn.participants.domain.form import check, fields, reason_name
from samsyn.participants.domain.form import read as read_counts

# --- file formats ------------------------------------------------------------------------------------------------


def section(kind: str) -> str:
    found = re.search(rf"^## {kind}\b.*?(?=^## |\Z)", text("filformat.md"), re.M | re.S)
    assert found, f"filformat.md har inget avsnitt om {kind}"
    return found[0]


def example(kind: str) -> bytes:
    found = re.search(r"^```\w+\n(.*?)^```", section(kind), re.M | re.S)
    assert found
    return found[1].encode()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_every_kind_of_file_is_described_column_by_column(kind) -> None:
    described = [name for row in cells(section(kind.key)) for name in code(row[0])]
    assert sorted(described) == sorted([*kind.columns, *kind.optional])


def test_no_other_kind_of_file_is_described() -> None:
    headings = re.findall(r"^## ([\w.]+)", text("filformat.md"), re.M)
    assert headings == [*KINDS, *PARTICIPANT_FILES, "association.yaml"]


PARTICIPANT_FILES = ("antal", "arenderader", "prisindex")
"""Files of participants, each read on a page of its own."""


@pytest.mark.parametrize(
    ("kind", "columns"),
    [("antal", counts_file.COLUMNS), ("arenderader", [column.name for column in case_rows.COLUMNS.values()])],
)
def test_every_file_of_participants_is_described_column_by_column(kind, columns) -> None:
    described = [name for row in cells(section(kind)) for name in code(row[0])]
    assert sorted(described) == sorted(columns)


def test_the_example_of_counts_is_the_template_filled_in_and_adds_up() -> None:
    keys = ("opening", "entry", "new", "ended", "closed", "outcome", "consultations")
    asked = [Asked(VARIABLES[key], codes=codes_of(VARIABLES[key].codes)) for key in keys]
    form = counts_file.Form(1, "Vägval", fields(asked))
    grid, faults = read_grid(example("antal"), "antal.csv", counts_file.COLUMNS)
    assert [row[:3] for row in counts_file.sheet([form])] == [tuple(cells[:3]) for _, cells in grid[1:]]
    filled, more = counts_file.fill(grid, [form])
    values, problems = read_counts(filled[0].typed, asked)
    reasons = {"entry": filled[0].typed[reason_name("entry")]}
    assert [*faults, *more, *problems, *check(values, asked, None, reasons)] == []


def codes_of(name: str) -> tuple[CodeRow, ...]:
    return tuple(CodeRow(start.key, start.label) for start in CODES.get(name, ()))


def test_the_example_of_case_rows_is_read_with_the_lists_an_association_starts_with() -> None:
    written = {name: {start.key: start.key for start in starts} for name, starts in CODES.items()}
    written["exit_reason"][case_rows.ADMINISTRATIVE] = case_rows.ADMINISTRATIVE
    found = read_case_file(example("arenderader"), Reader(written, date(2025, 1, 31)), "vagval")
    assert found.faults == []
    assert [row.pseudonym for row in found.rows] == ["VV-1001", "VV-1002", "VV-1003"]


def test_the_example_of_a_price_index_is_read_and_its_unfinished_year_is_marked() -> None:
    grid, faults = read_grid(price_index.from_header(example("prisindex")), "kpi.csv", ("År",))
    years, more = price_index.read(grid)
    assert [*faults, *more] == []
    assert [(one.year, one.final) for one in years] == [(2023, True), (2024, False)]


def read(kind: str) -> tuple[object, list[str]]:
    """The example of a kind as its reader reads it; budget and forecast against the example's own mapping."""
    rows, errors = read_rows(example(kind), f"{kind}.csv", KINDS[kind].columns, KINDS[kind].optional)
    assert not errors
    match kind:
        case "mapping":
            return files_mapping.read_mapping(rows)
        case "labels":
            return files_mapping.read_labels(rows)
        case "budget":
            return files_plans.read_budget(rows, chart())
        case "forecast":
            return files_plans.read_forecast(rows, chart(), {})
        case "history":
            return files_manual.read_history(rows)
        case "contributions":
            return association_files.read_contributions(example(kind))
        case "staff":
            return association_files.read_staff(example(kind))
    raise AssertionError(kind)


def chart() -> files_plans.Chart:
    rules, errors = read("mapping")
    assert not errors
    return files_plans.Chart(AccountMap(rules))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_every_kind_is_read_without_a_fault(kind: str) -> None:
    value, errors = read(kind)
    assert errors == []
    assert value


def test_the_examples_contributions_follow_the_law() -> None:
    kinds = {"Försäkringskassan": PartyKind.STATE, "Region Norrskog": PartyKind.REGION}
    paid = dict.fromkeys(PartyKind, 0)
    for row in read("contributions")[0]:  # type: ignore[attr-defined]
        paid[kinds.get(row.party, PartyKind.MUNICIPALITY)] += row.amount
    assert {kind: Decimal(amount) / sum(paid.values()) for kind, amount in paid.items()} == SHARES


def test_the_example_of_a_new_association_can_be_made(db) -> None:
    assert association_errors(yaml.safe_load(example("association"))) == []


def test_the_handbooks_own_association_is_made_and_each_file_goes_in_and_comes_back_the_same(db) -> None:
    association = create_association(yaml.safe_load(example("association")), by="handboken").association
    for kind in KINDS.values():
        first = kind.read(association, example(kind.key), f"{kind.key}.csv")
        assert first.errors == []
        assert kind.store(association, first.value, by="handboken", filename=f"{kind.key}.csv")
        again = kind.read(association, kind.export(association).encode(), "ut.csv")
        assert again.errors == [], kind.key
        workbook = kind.read(association, kind.export_xlsx(association), "ut.xlsx")
        assert workbook.value == again.value, kind.key


def test_every_field_and_choice_of_a_new_association_is_described() -> None:
    described = {name for row in cells(section("association")) for name in code(row[0])}
    choices = {JSON_NAMES.get(name, name) for name in Presentation.__dataclass_fields__}
    assert described >= {*KEYS, *choices}


# --- command line ------------------------------------------------------------------------------------------------


def commands(of: argparse.ArgumentParser, name: str = "samsyn") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that can be given, by its words."""
    below = [a for a in of._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield name, of
    for action in below:
        for word, one in action.choices.items():
            yield from commands(one, f"{name} {word}")


def test_every_command_and_option_is_in_the_handbook() -> None:
    page = text("kommandoraden.md")
    listed = [code(row[0])[0] for row in cells(page) if code(row[0])]
    for name, one in commands(parser()):
        assert any(said == name or said.startswith(f"{name} ") for said in listed), name
        for option in (word for action in one._actions for word in action.option_strings):
            assert option in ("-h", "--help") or f"{option}" in page, f"{name} {option}"


def test_every_example_of_a_command_is_understood() -> None:
    page = text("kommandoraden.md")
    blocks = re.findall(r"^samsyn .+$", page, re.M)
    said = [code(row[1])[0] for row in cells(page)] + blocks
    assert len(said) > 15
    for line in said:
        words = line.split()[1:]
        if words[0] != "manage":
            parser().parse_args(words)
