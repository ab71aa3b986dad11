"""The handbook's files and commands are tried: each is complete, read without a fault, and understood."""

import argparse
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
import yaml
from handbook import cells, code, text

from samsyn.associations import files as association_files
from samsyn.associations.actions import create_association
from samsyn.associations.actions.creating import KEYS, association_errors
from samsyn.associations.domain import SHARES, PartyKind
from samsyn.associations.presentation import JSON_NAMES, Presentation
from samsyn.cli import parser
from samsyn.core.tablefile import read_rows
from samsyn.ledger.domain import files_manual, files_mapping, files_plans
from samsyn.ledger.domain.mapping import AccountMap
from samsyn.ledger.files import KINDS

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
    assert headings == [*KINDS, "association.yaml"]


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
