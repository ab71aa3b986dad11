"""Two people at once, a double click, and a process killed in the middle: all of a file or nothing."""

import signal
import time
from pathlib import Path

import pytest

from journeys.browsing import ACCOUNTANT, HEAD, LONG, new_context
from journeys.test_rights import rows_of
from samsyn.ledger.tests.sie_builder import Sie, V

pytestmark = pytest.mark.every_database

YEAR = 2026
BASE = f"/jamtland/{YEAR}/bokforing/import/"
VOUCHERS = 60_000 if LONG else 12_000
OPENING = {1930: 100_000_00, 2010: -100_000_00}
BOOKS = ("ledger_voucher", "ledger_entry", "ledger_account", "ledger_movement", "ledger_balance", "ledger_fiscalyear")


def year_file(vouchers=3, **changes):
    """A file of the demo's own for a year it does not hold yet."""
    rows = tuple(
        V(str(n), f"{YEAR}{n % 12 + 1:02d}15", f"Rekvisition {n}", ((4010, n * 100), (1930, -n * 100)))
        for n in range(1, vouchers + 1)
    )
    own = Sie(year=YEAR, vouchers=rows, ib=OPENING, company="Samordningsförbundet i Jämtlands län", **changes)
    return own.bytes()


@pytest.fixture(scope="module")
def books(empty):
    """The demo's books in an installation of their own, to be copied."""
    empty.script(Path(__file__).with_name("books_site.py"))
    return empty


@pytest.fixture(scope="module")
def served(books, copy_of):
    site = copy_of(books)
    site.serve()
    yield site
    site.stop()


def upload(page, site, tmp_path, content, name):
    page.goto(site.url + BASE)
    path = tmp_path / name
    path.write_bytes(content)
    page.set_input_files("main input[type=file]", path)
    page.click("main form[enctype] button.huvud")
    page.wait_for_selector("text=Lägg i bokföringen")


def test_two_people_with_the_same_year_and_a_double_click_book_it_once(served, browser, tmp_path):
    """Both have read their file and press the button: one books, the other is told; pressing twice does nothing."""
    people = [new_context(browser, served, who) for who in (HEAD, ACCOUNTANT)]
    first, second = (context.new_page() for context in people)
    upload(first, served, tmp_path, year_file(), "ena.se")
    address, before = first.url, len(rows_of(served)["ledger_voucher"])
    second.goto(address)
    token = second.get_attribute("main form [name=csrfmiddlewaretoken]", "value")
    first.click("text=Lägg i bokföringen")
    first.wait_for_selector(f"text={YEAR} ligger nu i bokföringen: 3 verifikationer")
    second.click("text=Lägg i bokföringen")
    second.wait_for_load_state("load")
    assert "svarat" in second.inner_text("main") or "väntar inte" in second.inner_text("main")
    again = second.request.post(f"{address}bekrafta/", form={"csrfmiddlewaretoken": token}, max_redirects=0)
    assert again.status in (302, 409)
    assert len(rows_of(served)["ledger_voucher"]) - before == 3
    for context in people:
        context.close()


TWICE = """async () => {
    const form = document.querySelector("main form[action$='/bekrafta/']")
    const press = () => fetch(form.action, {method: "POST", body: new FormData(form)}).then(answer => answer.text())
    return Promise.all([press(), press(), press()])
}"""


def test_presses_at_the_same_moment_book_once_and_every_other_is_told(served, browser, tmp_path):
    context = new_context(browser, served, HEAD)
    page = context.new_page()
    upload(page, served, tmp_path, year_file(2000, extra=("#PROSA en annan fil",)), "samtidigt.se")
    answers = page.evaluate(TWICE)
    assert all("<h1" in answer for answer in answers)
    page.reload()
    said = page.inner_text("main")
    assert f"Filen gäller för {YEAR}." in said
    held = [row for row in rows_of(served)["ledger_voucher"] if "Rekvisition 1999" in str(row)]
    assert len(held) == 1
    context.close()


def test_an_import_killed_anywhere_leaves_all_or_nothing_and_can_be_run_again(books, copy_of, tmp_path):
    """SIGKILL at several moments of a big file: the books are as before or whole, and the same command works after."""
    site, path = copy_of(books), tmp_path / "stor.se"
    path.write_bytes(year_file(VOUCHERS))
    took = _timed(copy_of(books), path)
    empty, whole = books_of(site), {VOUCHERS + books_of(site)["ledger_voucher"]}
    seen = []
    for share in (0.3, 0.5, 0.7, 0.85):
        _killed_after(site, path, took * share)
        seen.append(books_of(site))
        if seen[-1] != empty:
            break
    assert seen[0] == empty, "nothing may be saved before the end"
    assert {books["ledger_voucher"] for books in seen} <= {empty["ledger_voucher"]} | whole
    if seen[-1] == empty:
        said = site.run("sie", "import", "jamtland", path, "--yes", timeout=300).stdout
        assert f"Inläst: {VOUCHERS} verifikationer, {2 * VOUCHERS} rader." in said
    costs = site.run("figure", "jamtland", "ledger.costs", str(YEAR), "--json").stdout
    assert f'"value": "-{VOUCHERS * (VOUCHERS + 1) // 2}.00"' in costs


def _timed(site, path):
    """How long the file takes on this machine today, in seconds."""
    started = time.monotonic()
    site.run("sie", "import", "jamtland", path, "--yes", timeout=300)
    return time.monotonic() - started


def _killed_after(site, path, seconds):
    process = site.start("sie", "import", "jamtland", path, "--yes")
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)


def books_of(site):
    """How many rows each table of the books has."""
    kept = rows_of(site)
    return {name: len(kept[name]) for name in BOOKS}
