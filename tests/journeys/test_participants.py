"""Counts reported in the browser: on a phone, by keyboard alone, without script, and by two at once."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.browsing import RULES, sideways, violations

ADA, BO, HEAD = (f"{name}@an.example" for name in ("ada", "bo", "chef"))
# 9 + 8 left, 8 + 11 new: 36 persons; 20 of them ended
TERTIAL = {
    "Nya, kvinnor": "8", "Nya, män": "11", "Avslutade, kvinnor": "12", "Avslutade, män": "8",
    "Kommunen, kvinnor": "5", "Kommunen, män": "6", "Arbetsförmedlingen, kvinnor": "0", "Arbetsförmedlingen, män": "2",
    "Försäkringskassan, kvinnor": "1", "Försäkringskassan, män": "0", "Regionens vård, kvinnor": "2",
    "Regionens vård, män": "3", "Egen ansökan eller anhörig, kvinnor": "0", "Egen ansökan eller anhörig, män": "0",
    "Arbete, kvinnor": "0", "Arbete, män": "0", "Studier, kvinnor": "0", "Studier, män": "0",
    "Arbetsinriktad insats, kvinnor": "12", "Arbetsinriktad insats, män": "18", "Annan insats, kvinnor": "0",
    "Annan insats, män": "0", "Konsultationer": "4", "Kontakt med psykiatrin under året, kvinnor": "6",
    "Kontakt med psykiatrin under året, män": "5",
}  # fmt: skip
NAME = """() => { const e = document.activeElement; return [e.tagName, e.labels && e.labels.length ?
  e.labels[0].textContent.trim() : e.textContent.trim()]; }"""


@pytest.fixture(scope="module")
def reporting(empty):
    """The pages of Vägval and Star in an installation of its own, served."""
    made = empty.script(Path(__file__).with_name("reporting_site.py")).split()
    empty.serve()
    first, star = (f"/an/2024/deltagare/rapport/{pk}/" for pk in made)
    yield empty, {"first": f"{first}2024-T1/", "star": f"{star}2024-T3/"}
    empty.stop()


def tab_through(page, values, button):
    """Tab from where one is, type in every field that has a value to be typed, stop at a button."""
    left = dict(values)
    for _ in range(200):
        page.keyboard.press("Tab")
        tag, name = page.evaluate(NAME)
        if tag == "INPUT" and name in left:
            expect(page.get_by_role("textbox", name=name, exact=True)).to_be_focused()
            page.keyboard.type(left.pop(name))
        if tag == "BUTTON" and name == button:
            break
    assert left == {}, "never reached by Tab"


def at(site, path):
    return site.url + path


def test_a_whole_tertial_for_36_is_typed_on_a_phone_with_the_keyboard_and_a_slip_is_stopped(reporting, visit):
    site, pages = reporting
    page = visit(site, "/an/2024/deltagare/rapportering/", ADA, width=390)
    page.locator(f"a[href='{pages['star']}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(at(site, pages["star"]))
    assert sideways(page) == 0 and violations(page, RULES) == []
    page.locator("main").focus()
    tab_through(page, TERTIAL, "Lämna in")
    expect(page.locator("main")).to_contain_text("Män går inte ihop, 10 skiljer")
    assert page.locator(".flode tbody tr.summa td").all_inner_texts() == ["5", "11", "0"]
    page.keyboard.press("Enter")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("En sak att rätta innan du kan lämna in")
    expect(said).to_contain_text("Männens utgångar blir 18, men 8 avslutade. Menade du 8?")
    assert sideways(page) == 0 and violations(page, RULES) == []
    said.get_by_role("link").focus()
    page.keyboard.press("Enter")
    slip = page.get_by_role("textbox", name="Arbetsinriktad insats, män", exact=True)
    expect(slip).to_have_attribute("aria-invalid", "true")
    expect(slip).to_have_accessible_description("Männens utgångar blir 18, men 8 avslutade. Menade du 8?")
    slip.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("8")
    expect(page.locator(".lika .sev")).to_have_count(0)
    tab_through(page, {}, "Lämna in")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Rapporten för tertial 3 2024 är inlämnad.")
    assert "Kvar vid periodens slut\t5\t11\t–\t16" in page.inner_text("main")
    assert sideways(page) == 0 and violations(page, RULES) == []


def test_it_is_reported_without_javascript_and_what_is_folded_is_within_reach(reporting, visit):
    site, pages = reporting
    page = visit(site, pages["first"], ADA, width=390, script=False)
    start = {"Kvar sedan förra perioden, kvinnor": "2", "Kvar sedan förra perioden, män": "0", "Nya, kvinnor": "0",
             "Nya, män": "0", "Avslutade, kvinnor": "1", "Avslutade, män": "0", "Konsultationer": "0"}  # fmt: skip
    for name, value in start.items():
        page.get_by_role("textbox", name=name, exact=True).fill(value)
    page.get_by_text("Ovanligt: personer som räknas in").click()
    page.get_by_role("textbox", name="In i räkningen, kvinnor", exact=True).fill("1")
    page.get_by_role("button", name="Lämna in").click()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("Vart gick de som avslutade: 4 fält är tomma.")
    expect(said).to_contain_text("Skriv varför personer kommer in i räkningen")
    page.get_by_label("Varför kommer de med i räkningen?").fill("Flyttade från en annan insats")
    page.get_by_role("textbox", name="Arbete, kvinnor", exact=True).fill("1")
    page.get_by_role("button", name="Skriv 0 i de tomma fälten").click()
    expect(page.locator("main")).to_contain_text("Tomma fält är nu 0")
    assert page.locator(".flode tbody tr.summa td").all_inner_texts() == ["2", "0", "0"]
    page.get_by_role("button", name="Lämna in").click()
    expect(page.locator("main")).to_contain_text("Rapporten för tertial 1 2024 är inlämnad.")
    expect(page.locator("main")).to_contain_text("Flyttade från en annan insats")


@pytest.mark.every_database
def test_two_who_write_at_once_are_told_and_neither_loses_anything(reporting, visit):
    site, pages = reporting
    later = pages["first"].replace("T1", "T2")
    ada, bo = visit(site, later, ADA), visit(site, later, BO, width=390)
    for page, number in ((ada, "3"), (bo, "4")):
        page.get_by_role("textbox", name="Nya, kvinnor", exact=True).fill(number)
        page.get_by_role("button", name="Spara och fortsätt senare").click()
    expect(bo.get_by_role("alert")).to_contain_text("Ada Ek sparade den här rapporten")
    mine = bo.get_by_role("textbox", name="Nya, kvinnor", exact=True)
    expect(mine).to_have_value("4")
    expect(mine).to_have_accessible_description("Sparat: 3")
    assert violations(bo, RULES) == [] and sideways(bo) == 0
    bo.get_by_role("button", name="Spara och fortsätt senare").click()
    expect(bo.locator("main")).to_contain_text("Det du skrivit är sparat")
    ada.reload()
    expect(ada.locator("main")).to_contain_text("av Bo Ek")


def test_the_office_sees_closes_and_opens_and_every_page_is_clean(reporting, visit):
    site, pages = reporting
    for width, scheme in ((390, "dark"), (1280, "light")):
        page = visit(site, "/an/2024/deltagare/rapportering/", HEAD, width=width, scheme=scheme)
        for path in ("/an/2024/deltagare/rapportering/", "/an/2024/deltagare/rapportering/2024-T2/las-in/",
                     "/an/2024/deltagare/rapportering/2024-T3/stang/", pages["star"], f"{pages['star']}historik/",
                     f"{pages['star']}ratta/"):  # fmt: skip
            page.goto(at(site, path))
            assert violations(page, RULES) == [], path
            assert sideways(page) == 0, path
    page.goto(at(site, pages["first"]))
    if page.get_by_role("button", name="Lämna in").count():  # no other journey has handed it in on this site
        page.goto(at(site, f"{pages['first']}utgar/"))
        page.locator("main form input[type=text], main form textarea").first.fill("Ingen rapport i den här resan.")
        page.locator("main form button[type=submit]").first.click()
    page.goto(at(site, "/an/2024/deltagare/rapportering/2024-T1/stang/"))
    page.get_by_role("button", name="Stäng perioden").click()
    expect(page.locator("main")).to_contain_text("Tertial 1 2024 är stängd.")
    page.goto(at(site, f"{pages['first']}"))
    expect(page.locator("main")).to_contain_text("Perioden är stängd")
