"""What the architecture promises, asked of the program itself: layers, permissions, classified fields, migrations."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import OwnRow
from samsyn.associations.views.people import AREAS
from tests.classification import CLASSIFIED, KINDS, RETENTION

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "disclosure", "ui", "associations", "governance", "ledger", "interventions", "participants",
          "surveys", "plan", "reports", "published", "desk", "demo")  # fmt: skip
OURS = [model for model in apps.get_models() if model.__module__.startswith("samsyn.")]
FOREIGN_VIEWS = ("allauth.",)  # login asks for nothing: whoever comes is not known yet
USUAL_FILE, LONGEST_FILE = 300, 500


def label(model: type[models.Model]) -> str:
    return str(model._meta.label)


def test_imports_keep_to_the_layers():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("model", OURS, ids=label)
def test_foreign_keys_point_down_or_stay_inside(model):
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete) or field.related_model._meta.app_label not in LAYERS:
            continue
        target, own = field.related_model._meta.app_label, model._meta.app_label
        assert LAYERS.index(target) <= LAYERS.index(own), f"{label(model)}.{field.name} points up to {target}"


@pytest.mark.parametrize("model", [model for model in OURS if issubclass(model, OwnRow)], ids=label)
def test_what_an_association_owns_leads_its_unique_rules_with_the_association(model):
    """Two associations never stand in each other's way, and the index begins where row-level security looks."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            owned = [name for name in constraint.fields if _owned(model, name)]
            assert constraint.fields[0] == "association" or owned, f"{label(model)}: {constraint.name}"


def _owned(model: type[models.Model], name: str) -> bool:
    """A foreign key to a row that itself belongs to the association."""
    field = model._meta.get_field(name)
    return bool(field.is_relation and issubclass(field.related_model, OwnRow))


def views(patterns: list[URLPattern | URLResolver], stem: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = stem + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        else:
            yield address, pattern


VIEWS = list(views(get_resolver().url_patterns))
OUR_VIEWS = [(address, pattern) for address, pattern in VIEWS if pattern.callback.__module__.startswith("samsyn.")]


def test_there_are_views_to_ask():
    assert len(OUR_VIEWS) > 20


@pytest.mark.parametrize(("address", "pattern"), OUR_VIEWS, ids=[address or "/" for address, _ in OUR_VIEWS])
def test_every_view_says_which_permission_it_needs(address, pattern):
    assert hasattr(pattern.callback, "permission"), f"{address} wears neither @page nor @public"
    permission = pattern.callback.permission
    assert permission is None or isinstance(permission, Permission)
    if "<slug:association>" in address and "<period:period>" in address:
        assert permission is not None, f"{address} is an association's page but open to all"


def test_every_other_view_is_one_we_know_of():
    strangers = [address for address, pattern in VIEWS
                 if not pattern.callback.__module__.startswith(("samsyn.", *FOREIGN_VIEWS))]  # fmt: skip
    assert strangers == []


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_field_is_classified_and_no_classification_is_left_over(model):
    fields = {field.name for field in model._meta.concrete_fields} | {field.name for field in model._meta.many_to_many}
    classified = CLASSIFIED.get(label(model), {})
    assert set(classified) == fields
    assert set(classified.values()) <= KINDS


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_says_how_long_it_is_kept(model):
    assert len(RETENTION.get(label(model), "")) > 10


def test_no_model_that_is_gone_is_still_classified():
    known = {label(model) for model in OURS}
    assert set(CLASSIFIED) - known == set()
    assert set(RETENTION) - known == set()


@pytest.mark.django_db(databases=["default", "cases"])
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def sources() -> list[Path]:
    found = [path for path in (ROOT / "samsyn").rglob("*.py") if "migrations" not in path.parts]
    return [path for path in found if "tests" not in path.parts]


def test_files_are_short_enough_to_read():
    """Mostly under 300 lines; a file of declarations one after another may be longer."""
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    long = {name: lines for name, lines in lengths.items() if lines > USUAL_FILE}
    assert len(long) <= len(lengths) * 0.05, long
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_signal_no_metaclass_and_no_shared_drawer():
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert "metaclass=" not in text, path
        assert "@receiver" not in text, path
        assert path.stem not in ("utils", "helpers", "common", "services"), path


def test_no_code_outside_the_demo_knows_the_demo_s_name():
    for path in sources():
        if "demo" not in path.relative_to(ROOT).parts:
            assert "jamtland" not in path.read_text(encoding="utf-8").lower(), path


WRITERS = ("record", "tell", "note", "_record", "_record_text", "write_event")


def written_areas() -> Iterator[str]:
    """The first part of every verb that an action writes in the event log."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITERS:
                for text in (one.values[0] if isinstance(one, ast.JoinedStr) else one for one in node.args[:2]):
                    if isinstance(text, ast.Constant) and (verb := re.match(r"([a-z]+)\.[a-z_]*$", str(text.value))):
                        yield verb[1]


def test_the_event_log_can_be_filtered_by_every_area_that_is_written_and_no_other():
    assert set(written_areas()) == set(AREAS)
