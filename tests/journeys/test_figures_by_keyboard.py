"""From any figure of the report to its vouchers in at most two steps, by keyboard alone.

Twenty figures are drawn at random from the whole report; SAMSYN_SEED chooses another draw (0 in the usual run). Figures
that no ledger holds lead to the page they are kept on instead.
"""

import os
import random
import re

import pytest

from journeys.browsing import LONG

SEED = int(os.environ.get("SAMSYN_SEED", "0"))
DRAWN = 200 if LONG else 20
MOST_TABS = 80
DOORS = "main a.fig, main a.bricka"  # in tables and in sentences; those of a closed table are not drawn
REPORT = "/jamtland/2024/rapporter/arsredovisning/hela/"
VOUCHERS = re.compile(r"/bokforing/(konto/\d+|verifikationer)/")
KEPT = {  # what no voucher holds, and where it is kept
    "association.contribution": ("/medlemsbidrag/",),
    "association.staff": ("/kansli/",),
    "association.parties": ("/parter/",),
    "association.municipalities": ("/parter/",),
    "association.board_members": ("/styrelse/",),
    "commitments.": ("/insatser/", "/insatsbeslut/"),
    "intervention": ("/insatser/", "/insatsbeslut/"),
    "participants.": ("/deltagare/",),
    "structure.": ("/deltagare/traffar/",),
    "effect.": ("/deltagare/",),
    "ledger.equity_limit": ("/eget-kapital/", "/installningar/"),
    "ledger.requirement.": ("/for-hand/balanskrav/",),
}
ZERO = ("0 kr", "0", "–")
FIRST_BOOKS = 2021
BY_HAND = ("/budget/", "/for-hand/")  # plans, and years known from earlier reports
FOCUS = """() => {
    const here = document.activeElement
    return {href: here.getAttribute('href') || '', in: !!here.closest('#lada')}
}"""


def drawn(page):
    """A draw among the doors of the report: (position on the page, figure's key, scope)."""
    doors = page.eval_on_selector_all(
        DOORS,
        "links => links.map(link => link.checkVisibility({contentVisibilityAuto: true}) && link.getAttribute('href'))",
    )
    found = [
        (place, *re.search(r"/siffra/([^/]+)/([^/?]+)/", href).groups()) for place, href in enumerate(doors) if href
    ]
    assert len(found) > 300
    return random.Random(SEED).sample(found, min(DRAWN, len(found)))


def ends(key, scope):
    """Where a figure may lead: a pattern, and in words."""
    if ":" in scope:  # budget, forecast, deviation: their amounts stand in a plan
        return (*BY_HAND, "/bokforing/")
    own = next((paths for start, paths in KEPT.items() if key.startswith(start)), ())
    earlier = BY_HAND if int(scope[:4]) < FIRST_BOOKS else ()
    return (*own, "/bokforing/", *earlier)


def reached(page, place, key, scope):
    """Opens one figure by keyboard; how many activations it took to stand at its source, or what went wrong."""
    page.eval_on_selector_all(DOORS, "(links, place) => links[place].focus()", place)
    with page.expect_response(lambda answer: f"/siffra/{key}/" in answer.url):
        page.keyboard.press("Enter")
    page.wait_for_selector("#lada:not([aria-busy]) .raknad")
    shown = page.inner_text("#lada-inne .hero").split("\n")[0].strip()
    grounds = "#lada-inne table a:not([href*='/siffra/'])"  # other figures, zero like this one, are no grounds
    if shown == "uppgift saknas" or (shown in ZERO and not page.query_selector(grounds)):
        return 2  # not known, or accounts that nobody has used: nothing is behind it, and it says so
    wanted = ends(key, scope)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not focus["in"]:
            break
        if any(part in focus["href"] for part in wanted):
            page.keyboard.press("Enter")
            page.wait_for_load_state("load")
            return _stands_at_source(page, wanted)
    return f"no way on from the explanation to {wanted}"


def _stands_at_source(page, wanted):
    page.wait_for_url(lambda address: any(part in address for part in wanted))
    if not VOUCHERS.search(page.url):
        return 2 if page.query_selector("main h1") else "an empty page"
    listed = page.query_selector_all("main table a[href*='/bokforing/verifikationer/']")
    return 2 if listed else f"no vouchers on {page.url}"


def test_twenty_figures_lead_to_their_vouchers_in_two_steps(demo, visit):
    page = visit(demo, REPORT)
    print(f"seed {SEED}")
    answers = {}
    for place, key, scope in drawn(page):
        answers[key, scope] = reached(page, place, key, scope)
        if not page.url.endswith("/hela/"):
            page.go_back()
        page.keyboard.press("Escape")  # shuts the explanation
    assert {door: answer for door, answer in answers.items() if answer != 2} == {}, f"seed {SEED}"


@pytest.mark.parametrize("script", [True, False])
def test_a_figure_in_a_sentence_is_a_door_too(demo, visit, script):
    page = visit(demo, REPORT, script=script)
    page.click("main p a.bricka >> nth=0")
    page.wait_for_selector(".raknad")
    assert "Så är siffran räknad" in page.inner_text(".raknad")
