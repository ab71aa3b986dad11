"""axe on every page, on a phone and a desk, light and dark; and no page is wider than its window.

The usual run takes one page per template, the long one (SAMSYN_TEST_LONG=1) every address that the URL conf knows. The
usual run opens every third page at the desk, with axe, and every second on a phone, with axe for every sixth and there
only about what layout can change; every sixth is looked at in the dark.
"""

import pytest

from journeys.browsing import HEAD, LONG, RULES, new_context, sideways, violations

OUTSIDE = ("/konto/login/", "/konto/password/reset/", "/konto/password/reset/done/", "/konto/login/?next=/jamtland/")
PARTS = 2  # so that two workers share the work
LAYOUT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size", "landmark-unique",
          "aria-hidden-focus", "focus-order-semantics", "bypass", "region", "skip-link", "heading-order",
          "page-has-heading-one", "label", "button-name", "link-name"]  # fmt: skip
COLOURS = ["color-contrast", "link-in-text-block"]


def chosen(pages):
    """[(who, path)]: every page in the long profile, else the first of each template and every special state."""
    whole = [page for page in pages if page["page"]]
    first = {page["template"]: page for page in reversed(whole)}
    some = [page for page in whole if LONG or page is first[page["template"]] or ", " in page["name"]]
    mine = [(page["who"], page["path"]) for page in some]
    return mine + [(None, path) for path in OUTSIDE] + [(HEAD, "/jamtland/2024/finns-inte/"), (HEAD, "/")]


def test_every_address_is_known_to_these_tests(pages):
    """A new page must get sample values in survey_pages.py; then all tests of this folder visit it."""
    assert [page["name"] for page in pages if page["status"] == 0] == []
    assert [page["name"] for page in pages if page["status"] not in (200, 302, 405)] == []


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(demo, pages, browser, width, part):
    contexts = {}
    found = {}
    for number, (who, path) in enumerate(chosen(pages)[part::PARTS]):
        now_and_then = LONG or number % 6 == 0
        asked = now_and_then or (width == 1280 and number % 3 == 0)
        if not asked and (width == 1280 or number % 2):
            continue
        if who not in contexts:
            contexts[who] = new_context(browser, demo, who, width=width).new_page()
        dark = now_and_then and width == 1280
        if faults := faults_of(contexts[who], demo.url + path, width, asked=asked, dark=dark):
            found[path] = faults
    for page in contexts.values():
        page.context.close()
    assert found == {}


def faults_of(page, address, width, *, asked, dark):
    """What is wrong with a page; axe only when it is `asked`, and in the dark too when told so."""
    whole = LONG or width == 1280
    page.emulate_media(color_scheme="light")
    page.goto(address)
    faults = violations(page, RULES if whole else {"type": "rule", "values": LAYOUT}) if asked else []
    if over := sideways(page):
        faults.append(("wider than the window", over))
    if dark:
        page.emulate_media(color_scheme="dark")
        faults += [("dark", fault) for fault in violations(page, {"type": "rule", "values": COLOURS})]
    if width == 390:
        page.set_viewport_size({"width": 320, "height": 700})
        if over := sideways(page):
            faults.append(("wider than 320", over))
        page.set_viewport_size({"width": width, "height": 800})
    return faults


def test_the_explanation_of_a_figure_is_clean_too(demo, visit):
    for width, scheme in ((390, "dark"), (1280, "light")):
        page = visit(demo, "/jamtland/2024/ekonomi/resultat/", width=width, scheme=scheme)
        page.click("main tr.summa a.fig >> nth=0")
        page.wait_for_selector("#lada-inne .raknad")
        assert violations(page) == []
        assert sideways(page) == 0
