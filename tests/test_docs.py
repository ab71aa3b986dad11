"""The documentation says what the program does: every name, code, check, role, setting and link in it is real."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from handbook import BOOK, DOCS, ROOT, cells, code, text

from samsyn.associations import figures as association_figures
from samsyn.associations.domain.permissions import PERMISSION_WORDS
from samsyn.associations.domain.roles import ROLES
from samsyn.catalogue import CHECKS
from samsyn.core.figure import Measure
from samsyn.interventions.figures import totals
from samsyn.ledger.definitions.statements import COMMITMENTS
from samsyn.ledger.figures import control, keyfigures, lines, requirement
from samsyn.participants.figures import effect
from samsyn.participants.figures.asked import read as asked_figure
from samsyn.reports.domain.reference import ShownUnit, read_reference

PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
SOURCE = sorted(path for path in (ROOT / "samsyn").rglob("*.py") if "tests" not in path.parts)


@cache
def nodes() -> list[ast.AST]:
    """Every node of the program's source."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE)
    return [node for tree in trees for node in ast.walk(tree)]


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
    declared = [figure.key for module in (control, keyfigures, lines, totals, effect) for figure in module.FIGURES]
    return {
        *declared, *(requirement.PREFIX + key for key in requirement.LABELS), COMMITMENTS,
        own.TOTAL, own.STAFF, own.PARTIES, own.MUNICIPALITIES, own.BOARD_MEMBERS, *own.KIND_KEYS.values(),
    }  # fmt: skip


def is_figure(name: str) -> bool:
    """Counts of participants are declared by what is counted, not one by one; some names are those of checks."""
    counted = name.startswith("participants.") and asked_figure(name) is not None
    return counted or name in figure_keys() or name in {check.id for check in CHECKS}


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
            figure = re.match(r"(ledger|association|control|commitments|interventions|participants|effect)\.", name)
            known = is_figure(name) if figure else name in defined()
            assert known, f"{row[0]}: {name} finns inte i koden"


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
