"""The parts in a browser: by keyboard, on a phone, without script, and as axe sees them."""

import os
import shutil

import pytest

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = os.environ.get("SAMSYN_CHROMIUM") or shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("samsyn.ui.tests.urls"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="Chromium finns inte"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
def gallery(browser, live_server):
    """Opens the gallery: gallery(width=1280, scheme='light', script=True)."""
    opened = []

    def visit(width=1280, scheme="light", script=True):
        phone = width < 500
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            is_mobile=phone,
            has_touch=phone,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}/byggdelar/")
        return page

    yield visit
    for context in opened:
        context.close()


def violations(page):
    found = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_gallery_or_in_the_drawer(gallery, width, scheme):
    page = gallery(width, scheme)
    said = []
    page.on("console", lambda message: said.append(message.text))
    assert violations(page) == []
    page.click("tr.summa a.fig >> nth=0")
    page.wait_for_selector("#lada-inne .raknad")
    assert violations(page) == []
    assert said == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_figure_opens_by_keyboard_and_esc_gives_focus_back(gallery):
    page = gallery()
    page.focus("table.figurer tbody a.fig")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#lada-inne .raknad")
    assert page.evaluate("document.activeElement.id") == "lada"
    page.keyboard.press("Escape")
    assert not page.is_visible("#lada")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("/exempel.ovrigt/2024:budget/")


def test_a_door_in_the_drawer_leads_on_and_back(gallery):
    page = gallery(390)
    page.click("tr.summa a.fig >> nth=0")
    page.click("#lada-inne a.fig >> nth=0")
    page.wait_for_selector("#lada .bakat:visible")
    page.click("#lada .bakat")
    page.wait_for_selector("#lada .bakat", state="hidden")
    page.click("#lada .stang")
    assert not page.is_visible("#lada")


def test_a_drawer_that_cannot_be_filled_says_so_and_links_to_the_page(gallery):
    page = gallery()
    page.route("**/siffra/**", lambda route: route.abort())
    page.click("tr.summa a.fig >> nth=0")
    page.wait_for_selector("#lada-inne .besked.fel a")
    assert "gick inte att hämta" in page.inner_text("#lada-inne")


def test_without_script_a_figure_is_a_page(gallery):
    page = gallery(script=False)
    page.click("tr.summa a.fig >> nth=0")
    assert page.inner_text("h1") == "Årets resultat 2024"


def test_keys_are_listed_and_can_be_turned_off(gallery):
    page = gallery()
    page.keyboard.press("?")
    assert page.is_visible("#tangenter")
    page.uncheck("#tangenter input")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    assert not page.is_visible("#tangenter")


def test_sums_follow_what_is_typed_and_unknown_is_not_zero(gallery):
    page = gallery()
    page.fill("#s1", "7 000,50")
    assert page.inner_text("output") == "8\u00a0074,5"
    page.fill("#s1", "")
    assert page.inner_text("output") == "\u2013"


SMALL = """() => [...document.querySelectorAll('a, button, select, summary, .inmat, .falt label:has(input)')]
    .filter(e => e.offsetParent && !e.closest('p, .val') && e.getBoundingClientRect().height < 43.5)
    .map(e => e.outerHTML.slice(0, 90))"""


def test_touch_targets_are_44_px_on_a_phone(gallery):
    assert gallery(390).evaluate(SMALL) == []
