"""Journeys: whole Samsyn in a subprocess, a real browser in front of it.

`demo` is one served copy of the demo association per worker, to be read and left as it was; `own_demo` is a copy that a
module may change; `empty` an installation without associations, to be filled by a script. `visit` opens pages.
"""

import itertools
import json
import os
from pathlib import Path

import pytest

from journeys import site as sites
from journeys.browsing import CHROMIUM, FLAGS, HEAD, new_context
from journeys.site import Site

playwright = pytest.importorskip("playwright.sync_api")
_numbers = itertools.count(1)


def pytest_collection_modifyitems(items):
    """Everything here needs a browser; without one it is skipped."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium finns inte"))


# --- installations ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """The folder that all workers of this run see, and the run's name."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def worker():
    """A short name that no other worker of any run on this database server has."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "alone")[:8]
    return f"samsyn_resa_{run}_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}_{os.getpid()}"


@pytest.fixture(scope="session")
def made_once(shared_folder, worker):
    """made_once(name, lay) → Site: laid by whichever worker comes first, for all to copy. Never served."""
    own: list[Site] = []

    def laid(name, lay):
        folder, told = shared_folder / "journeys" / name, shared_folder / "journeys" / f"{name}.database"
        with sites.locked(shared_folder / "journeys" / f"{name}.lock"):
            if not told.exists():
                own.append(lay(folder, f"{worker}_{name}"))
                told.write_text(own[-1].database, encoding="utf-8")
        return Site(folder, told.read_text(encoding="utf-8"))

    yield laid
    for made in own:
        made.remove()


@pytest.fixture(scope="session")
def copy_of(shared_folder, worker):
    """Makes copies that nobody serves yet: copy_of(site) → Site. All are taken away in the end."""
    made: list[Site] = []

    def another(site):
        number = next(_numbers)
        with sites.locked(site.folder.with_suffix(".lock")):
            copy = sites.copy(site, shared_folder / "journeys" / f"{worker}_{number}", f"{worker}_{number}")
        made.append(copy)
        return copy

    yield another
    for copy in made:
        copy.remove()


@pytest.fixture(scope="session")
def blank(made_once):
    """An installation without associations."""

    def migrated(folder, name):
        made = sites.make(folder, name)
        made.run("manage", "migrate", "--verbosity", "0")
        return made

    return made_once("blank", migrated)


@pytest.fixture(scope="session")
def template(made_once, blank):
    """The demo association, and what answers at every address there. No work waits in it: each copy would do it."""

    def filled(folder, name):
        made = sites.copy(blank, folder, name)
        made.run("demo")
        survey = made.script(Path(__file__).with_name("survey_pages.py"))
        (folder / "pages.json").write_text(survey, encoding="utf-8")
        made.run("manage", "db_worker", "--batch", "--no-startup-delay")
        return made

    return made_once("demo", filled)


@pytest.fixture(scope="session")
def template_copy(template, copy_of):
    """Makes copies of the demo that nobody serves yet: template_copy() → Site."""
    return lambda: copy_of(template)


@pytest.fixture(scope="session")
def copied(template_copy):
    """Makes served copies of the demo: copied() → Site."""

    def served() -> Site:
        copy = template_copy()
        copy.serve()
        return copy

    return served


@pytest.fixture(scope="session")
def pages(template):
    """Every address of the program and what answered there: see survey_pages.py."""
    return json.loads((template.folder / "pages.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def demo(copied):
    """The demo association, served, for tests that only read."""
    return copied()


@pytest.fixture(scope="module")
def own_demo(copied):
    """A copy that the tests of one module may change."""
    copy = copied()
    yield copy
    copy.stop()


@pytest.fixture(scope="module")
def empty(blank, copy_of):
    """An installation without associations, not served yet."""
    return copy_of(blank)


# --- browser ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="package")
def browser():
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser):
    """Opens a page as someone: visit(site, path, as_=HEAD, width=1280, scheme='light', script=True)."""
    opened = []

    def open_(site, path="/", as_=HEAD, width=1280, scheme="light", script=True):
        context = new_context(browser, site, as_, width=width, scheme=scheme, script=script)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(site.url + path)
        return page

    yield open_
    for context in opened:
        context.close()
