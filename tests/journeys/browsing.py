"""What journeys do with a browser: log in, open pages, ask axe."""

import os
import shutil

import pytest

from journeys.site import PASSWORD

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = os.environ.get("SAMSYN_CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LONG = os.environ.get("SAMSYN_TEST_LONG") == "1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEAD, ACCOUNTANT, BOARD = (f"{name}@jamtland.example" for name in ("forbundschef", "ekonom", "ledamot"))


def new_context(browser, site, as_=HEAD, *, width=1280, scheme="light", script=True):
    """A browser context of its own, logged in through the login page the first time someone is needed."""
    phone = width < 500
    return browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        is_mobile=phone,
        has_touch=phone,
        java_script_enabled=script,
        reduced_motion="reduce",
        accept_downloads=True,
        storage_state=logged_in(browser, site, as_) if as_ else None,
    )


def logged_in(browser, site, email, password=PASSWORD):
    """What a browser keeps after logging in."""
    if email not in site.states:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site.url}/konto/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda address: "/konto/login/" not in address)
        site.states[email] = context.storage_state()
        context.close()
    return site.states[email]


def violations(page, rules=RULES):
    """What axe finds on the page as it stands: [(rule, where)]."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe.Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"], "iframes": False}  # the rest costs more than looking
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:5]) for rule in found]


def sideways(page) -> int:
    """How many pixels the page itself is wider than the window; tables scroll inside themselves."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
