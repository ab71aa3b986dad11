"""The documentation says what the program does: every name, file, command, code, check and link in it is real."""

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from samsyn.associations import figures as association_figures
from samsyn.associations import files as association_files
from samsyn.associations.actions.creating import KEYS, association_errors
from samsyn.associations.domain import PERMISSION_WORDS, ROLES, SHARES, PartyKind
from samsyn.associations.presentation import JSON_NAMES, Presentation
from samsyn.catalogue import CHECKS
from samsyn.cli import parser
from samsyn.core.figure import Measure
from samsyn.core.tablefile import read_rows
from samsyn.ledger.definitions.statements import COMMITMENTS
from samsyn.ledger.domain import files_manual, files_mapping, files_plans
from samsyn.ledger.domain.mapping import AccountMap
from samsyn.ledger.figures import control, keyfigures, lines, requirement
from samsyn.ledger.files import KINDS
from samsyn.reports.domain.reference import ShownUnit, read_reference

ROOT = Path(__file__).resolve().parent.parent
DOCS, BOOK = ROOT / "docs", ROOT / "docs" / "handbok"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
SOURCE = sorted(path for path in (ROOT / "samsyn").rglob("*.py") if "tests" not in path.parts)


def text(name: str) -> str:
    return (BOOK / name).read_text(encoding="utf-8")


@cache
def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE]


@cache
def nodes() -> list[ast.AST]:
    return [node for tree in trees() for node in ast.walk(tree)]


def cells(markdown: str, heading: str = "") -> list[list[str]]:
    """The rows of every table under a heading (of the whole page without one), the header lines left out."""
    if heading:
        found = re.search(rf"^##+ {re.escape(heading)}$(.*?)(?=^## |\Z)", markdown, re.M | re.S)
        assert found, f"no heading {heading}"
        markdown = found[1]
    rows = [line.strip("|").split("|") for line in markdown.splitlines() if line.startswith("|")]
    headers = {i - 1 for i, row in enumerate(rows) if set("".join(row)) <= set("-: ")}
    return [[c.strip() for c in row] for i, row in enumerate(rows) if i not in headers and i - 1 not in headers]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# --- links and pages ---------------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    plain = re.sub(r"[`*_]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)).lower()
    return re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")


def links(path: Path) -> Iterator[tuple[str, str]]:
    plain = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", plain):
        if not re.match(r"[a-z]+:", target):
            file, _, place = target.partition("#")
            yield file, place


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, place in links(page):
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{page.name}: {file}"
        if place:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M)
            assert place in [anchor(heading) for heading in headings], f"{page.name}: {file}#{place}"


@pytest.mark.parametrize("folder", ["handbok", "adr"])
def test_every_page_stands_in_its_index(folder: str) -> None:
    listed = {file for file, _ in links(DOCS / folder / "README.md")}
    assert {page.name for page in (DOCS / folder).glob("*.md")} - {"README.md"} <= listed


def test_words_said_to_stand_on_the_screen_stand_there() -> None:
    """In the handbook bold means: this is what it says on the page."""
    templates = (path.read_text(encoding="utf-8") for path in (ROOT / "samsyn").rglob("*.html"))
    texts = (node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))
    screen = " ".join(" ".join([*templates, *texts]).split())
    missing = []
    for page in sorted(BOOK.glob("*.md")):
        plain = re.sub(r"^```.*?^```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        said = (" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", plain))
        missing += [f"{page.name}: {words}" for words in said if words not in screen]
    assert missing == []


# --- names -------------------------------------------------------------------------------------------------------


@cache
def figure_keys() -> set[str]:
    """Keys of figures that need no association, as they are declared."""
    own = association_figures
    declared = [figure.key for module in (control, keyfigures, lines) for figure in module.FIGURES]
    return {
        *declared, *(requirement.PREFIX + key for key in requirement.LABELS), COMMITMENTS,
        own.TOTAL, own.STAFF, own.PARTIES, own.MUNICIPALITIES, own.BOARD_MEMBERS, *own.KIND_KEYS.values(),
    }  # fmt: skip


@cache
def defined() -> set[str]:
    """Every class, function, method and name that the source defines, members as Class.member; and plain texts."""
    found: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for item in node.body for name in _names(item)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        found |= set(_names(node))
    return found


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_every_code_name_of_the_glossary_exists() -> None:
    rows = cells((DOCS / "glossary.md").read_text(encoding="utf-8"))
    assert len(rows) > 60
    for row in rows:
        for name in code(row[1]):
            known = name in figure_keys() if re.match(r"(ledger|association|control|commitments)\.", name) else (
                name in defined()
            )  # fmt: skip
            assert known, f"{row[0]}: {name} finns inte i koden"


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
        case "commitments":
            return files_manual.read_commitments(rows)
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


# --- findings, checks, roles -------------------------------------------------------------------------------------


def finding_codes() -> set[str]:
    """The code of every finding the SIE reader can give: the text after its level, or a parameter's default."""
    found: set[str] = set()
    for path in (ROOT / "samsyn/ledger/domain/sie").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= set(_after_level(node.args))
            if isinstance(node, ast.FunctionDef):
                found |= set(_defaults(node))
            if isinstance(node, ast.Assign) and _names(node) == ["_SPLIT_ERRORS"]:
                found |= {key.value for key in node.value.keys}  # type: ignore[attr-defined]
    return found


def _after_level(arguments: list[ast.expr]) -> Iterator[str]:
    for first, second in pairwise(arguments):
        level = ast.unparse(first)
        if (level == "level" or level.startswith("Level.")) and isinstance(second, ast.Constant):
            yield second.value
    if arguments and isinstance(arguments[-1], ast.Constant) and len(arguments) == 5:
        yield arguments[-1].value if ast.unparse(arguments[-2]).startswith("Level.") else ""


def _defaults(node: ast.FunctionDef) -> Iterator[str]:
    pairs = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
    for argument, default in pairs:
        if argument.arg == "code" and isinstance(default, ast.Constant):
            yield default.value


def test_every_finding_in_a_sie_file_is_explained_and_no_other() -> None:
    documented = [code(row[0])[0] for row in cells(text("las-in-bokforingen.md"), "Anmärkningar")]
    assert len(documented) == len(set(documented))
    assert set(documented) == finding_codes() - {""}


def test_every_verdict_on_a_file_is_explained_and_no_other() -> None:
    tree = ast.parse((ROOT / "samsyn/ledger/importing/reconcile.py").read_text(encoding="utf-8"))
    named = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("Verdict", "_differs")
        and isinstance(node.args[0], ast.Constant)
    }
    named |= {f"filen {letter}" for letter in "abcde"}
    rows = cells(text("las-in-bokforingen.md"), "Avstämning av filen")
    assert {code(row[0])[0] for row in rows} == named


def test_every_check_is_explained_with_its_title_and_no_other() -> None:
    documented = {(code(row[4])[0], row[0], row[3] == "ja") for row in cells(text("avstamning.md"))}
    assert documented == {(check.id, check.title, check.blocks) for check in CHECKS}


def test_the_table_of_roles_is_the_programs() -> None:
    written = {row[0]: row[1] for row in cells(text("anvandare-och-roller.md"))}
    held = {
        role.name + (" (kansli)" if role.office else ""): ", ".join(
            words for permission, words in PERMISSION_WORDS.items() if permission in role.permissions
        )
        for role in ROLES.values()
    }
    assert written == held


# --- figures in prose --------------------------------------------------------------------------------------------


def test_every_example_of_a_figure_in_text_can_be_read_and_every_word_is_explained() -> None:
    page = text("skriv-en-rapport.md")
    written = re.findall(r"\{\{(.*?)\}\}", page)
    assert len(written) >= 8
    for source in written:
        reference = read_reference(source)
        assert not reference.error, reference.error
        assert reference.key in figure_keys(), reference.key
    explained = {word for row in cells(page) for word in code(row[0])}
    measures = {str(measure) for measure in Measure if measure is not Measure.ACTUAL}
    assert explained >= {*(str(unit) for unit in ShownUnit), *measures, "förra", "tecken", "belopp"}


# --- for those who run and change the program --------------------------------------------------------------------


def test_every_setting_is_described() -> None:
    settings = (ROOT / "samsyn/settings.py").read_text(encoding="utf-8")
    wanted = set(re.findall(r'env\.\w+\("(\w+)"', settings))
    described = {name for row in cells((DOCS / "DEVELOPERS.md").read_text(encoding="utf-8")) for name in code(row[0])}
    assert wanted <= described


def test_every_target_of_make_is_described() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert phony
    pages = (DOCS / "DEVELOPERS.md").read_text(encoding="utf-8") + (DOCS / "TESTING.md").read_text(encoding="utf-8")
    for target in phony[1].split():
        assert f"make {target}" in pages, target


def test_every_marker_of_the_tests_is_described() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    page = (DOCS / "TESTING.md").read_text(encoding="utf-8")
    for marker in options["markers"]:
        assert f"`{marker.partition(':')[0]}`" in page, marker
