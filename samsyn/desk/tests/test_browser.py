"""In a browser: from a figure to its vouchers by keyboard, and what axe says of the pages."""

import os
import random
import shutil

import pytest

from samsyn.ledger import importing
from samsyn.ledger.tests.sie_builder import SIE
from samsyn.reports.tests.small_books import budget, mapping

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = os.environ.get("SAMSYN_CHROMIUM") or shutil.which("chromium")
LONG = bool(os.environ.get("SAMSYN_TEST_LONG"))
SEED = 20240612
DRAWN = 20 if LONG else 6

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium finns inte"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TABLES = ("ekonomi/resultat/", "ekonomi/balans/", "ekonomi/kassaflode/", "ekonomi/noter/")
PAGES = ("", "ekonomi/resultat/", "ekonomi/noter/", "ekonomi/flera-ar/", "ekonomi/avstamning/", "siffror/",
         "sok/?q=hyra", "siffra/ledger.result/2024/")  # fmt: skip
LOOKS = [(1280, "light"), (390, "dark"), *([(1280, "dark"), (390, "light")] if LONG else [])]


@pytest.fixture(scope="module", autouse=True)
def _the_browsers_loop_is_no_danger():
    """The browser's driver runs a loop in this thread, which Django would otherwise take for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser, live_server, world, tmp_path):
    """Opens pages of an association whose 2024 was read in from a file: visit('ekonomi/balans/', width=390)."""
    file = tmp_path / "2024.se"
    file.write_bytes(SIE.bytes())
    mapping(world.association)
    importing.run(world.association, file, by="test", yes=True)
    budget(world.association, 2024, {3980: 90_000, 4010: -50_000})
    session = world.client().cookies["sessionid"].value
    opened = []

    def go(rest, width=1280, scheme="light"):
        phone = width < 500
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, is_mobile=phone, has_touch=phone,
            reduced_motion="reduce",
        )  # fmt: skip
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/an/2024/{rest}")
        return page

    yield go
    for context in opened:
        context.close()


def doors(page):
    """Addresses of the page's figures that are not zero and rest on 2024's vouchers."""
    shown = page.eval_on_selector_all("td a.fig", "links => links.map(a => [a.getAttribute('href'), a.textContent])")
    return [href for href, text in shown if text not in ("–", "uppgift saknas") and href.endswith("/2024/")]


def test_from_any_figure_to_its_vouchers_in_two_steps_by_keyboard(visit):
    page = visit(TABLES[0])
    root = page.url.removesuffix(TABLES[0])
    found = []
    for rest in TABLES:
        page.goto(root + rest)
        found += [(rest, href) for href in doors(page)]
    assert len(found) > 25
    for rest, href in random.Random(SEED).sample(found, DRAWN):
        page.goto(root + rest)
        page.focus(f'td a.fig[href="{href}"]')
        page.keyboard.press("Enter")  # first step: how the figure is computed
        page.wait_for_selector("#lada-inne .raknad")
        for _ in range(12):
            page.keyboard.press("Tab")
            if "/konto/" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
                break
        page.keyboard.press("Enter")  # second step: an account's vouchers
        page.wait_for_url("**/bokforing/konto/*/", timeout=60_000)
        assert page.locator("main a[href*='/verifikationer/']").count() > 0, href


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_spills_over(visit, width, scheme):
    page = visit("", width, scheme)
    root = page.url
    said = []
    page.on("console", lambda message: said.append(message.text))
    for rest in PAGES:
        page.goto(root + rest)
        found = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], rest
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), rest
    assert said == []
