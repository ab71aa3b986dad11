"""A second association from nothing to report, by command line and browser only, from files outside the package.

Samordningsförbundet Älvdalarna has Kommun-Bas numbers, its own words and note rows, kronor and the layout
intäkt/kostnad/netto. What the report must say is worked out by hand below, from tests/second/2023.se and 2024.se.
"""

import json
import re
from pathlib import Path

import pytest

from journeys.browsing import LONG

FILES = Path(__file__).resolve().parents[1] / "second"
SLUG, HEAD, PASSWORD = "alvdalarna", "chef@alvdalarna.example", "fyra ord som ingen gissar"
TABLES = ("labels", "contributions", "staff", "history")

# By hand, 2024 first and 2023 after, in kronor:
#   income      3 600 000 from the members (1 800 000 + 900 000 + 540 000 + 360 000) + 125 000 ESF   = 3 725 000
#               3 200 000 (1 600 000 + 800 000 + 480 000 + 320 000) + 250 000 ESF                    = 3 450 000
#   P20         1 150 000,25                                            1 000 000,50
#   P10         1 350 000 requisitioned + 75 000 owed = 1 425 000       1 250 000
#   pay         900 000 + 4 499,25 = 904 499,25                         720 000 + 18 500,75 = 738 500,75
#   overhead    282 780,50 + 9 500 = 292 280,50                         226 224,25 + 8 000 = 234 224,25
#   rent        24 000 + 98 400 = 122 400                               96 000 - 24 000 = 72 000
#   audit       32 500                                                  30 000
#   costs       3 926 680,00                                            3 324 725,50
#   interest    20 500,40                                               12 345,67
#   result      3 725 000 - 3 926 680 + 20 500,40 = -181 179,60        3 450 000 - 3 324 725,50 + 12 345,67 = 137 620,17
#   equity      917 620,17 - 181 179,60 = 736 440,57                    780 000 + 137 620,17 = 917 620,17
#   bank        750 120,92 + 3 810 000 in - 3 811 180,75 out + 20 500,40 = 769 440,57
RESULT, EQUITY, BANK = "-181179.60", "736440.57", "769440.57"
NOTE_2 = {
    "Ung framtid (delvis ESF)": ("-1150000.25", "-1000000.50"),
    "Bidrag till insatser": ("-1425000.00", "-1250000.00"),
    "Lön": ("-904499.25", "-738500.75"),
    "Personalomkostnader": ("-292280.50", "-234224.25"),
    "Hyra": ("-122400.00", "-72000.00"),
    "Revision": ("-32500.00", "-30000.00"),
    "Summa": ("-3926680.00", "-3324725.50"),
}
# income, cost, net, budget, net - budget, last year's net
OPERATING = {
    "Medlemstilldelning": (3600000, None, 3600000, 3600000, 0, 3200000),
    "Projektmedel": (125000, None, 125000, 100000, 25000, 250000),
    "Projektinsatser": (None, -1150000, -1150000, 0, -1150000, -1000001),
    "Insatser": (None, -1425000, -1425000, -2500000, 1075000, -1250000),
    "Kansli": (None, -1351680, -1351680, -1330000, -21680, -1074725),
    "Resultat": (3725000, -3926680, -181180, -120000, -61180, 137620),
}


@pytest.mark.skipif(not LONG, reason="a whole association by command line and browser: in the long run")
def test_a_second_association_comes_from_its_files_to_its_report(empty, browser):
    link = created_by_command_line(empty)
    empty.serve()
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    chooses_a_password(page, empty.url + link)
    files_by_command_line(empty)
    imports_2024_in_the_browser(page)
    places_the_last_account(page, empty)
    reads_the_statements(page, empty.url)
    the_report_is_the_one_worked_out_by_hand(report_of(empty))
    every_form_of_the_report_is_written(empty)
    figures_and_checks_answer(empty)
    what_is_exported_reads_back(empty)
    page.context.close()


def created_by_command_line(site):
    said = site.run("association", "create", FILES / "association.yaml").stdout
    assert "Samordningsförbundet Älvdalarna är upplagt på adressen /alvdalarna/." in said
    again = site.run("association", "create", FILES / "association.yaml", code=1)
    assert "slug: adressen 'alvdalarna' är upptagen." in again.stderr
    return re.search(rf"{re.escape(HEAD)} väljer lösenord på (\S+)", said)[1]


def chooses_a_password(page, link):
    page.goto(link)
    for field in page.query_selector_all("main input[type=password]"):
        field.fill(PASSWORD)
    page.click("main button[type=submit]")
    if "/konto/login/" in page.url or page.query_selector("main a[href*='/konto/login/']"):
        page.goto(link.split("/konto/")[0] + "/konto/login/")
        page.fill("input[name=login]", HEAD)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
    page.goto(link.split("/konto/")[0] + "/")
    assert page.url.endswith(f"/{SLUG}/{page.url.split('/')[-2]}/")
    assert "Älvdalarna" in page.inner_text("header.topp")


def files_by_command_line(site):
    said = site.run("sie", "import", SLUG, FILES / "2023.se", "--yes").stdout
    assert "Inläst: 16 verifikationer, 33 rader." in said
    site.run("import", "mapping", SLUG, FILES / "mapping.csv")
    for kind in TABLES:
        site.run("import", kind, SLUG, FILES / f"{kind}.csv")
    site.run("import", "budget", SLUG, FILES / "budget.csv")
    blocked = site.run("report", SLUG, "ekonomi", "2023", code=1)
    assert "7421  30000.00 kr" in blocked.stderr


def imports_2024_in_the_browser(page):
    page.goto(re.sub(rf"/{SLUG}/.*", f"/{SLUG}/2024/bokforing/import/", page.url))
    page.set_input_files("input[type=file]", FILES / "2024.se")
    page.click("main form button.huvud")
    page.wait_for_selector("text=Vad som lästes")
    said = page.inner_text("main")
    assert "Samordningsförbundet Älvdalarna 222000-3475" in said
    assert "Ingående saldo lika med utgående i det inlästa 2023 stämmer på alla konton." in said
    page.click("text=Lägg i bokföringen")
    page.wait_for_selector("text=2024 ligger nu i bokföringen: 19 verifikationer, 39 rader.")


def places_the_last_account(page, site):
    """7421 Revision stands on no line: it blocks the report, and is given a row of its own on the page."""
    page.goto(f"{site.url}/{SLUG}/2024/rapporter/ekonomi/fil/pdf/")
    assert "7421" in page.inner_text("main")
    page.goto(f"{site.url}/{SLUG}/2024/kontokoppling/")
    assert "1 av 22 konton" in page.inner_text("main") or "Ett av 22 konton" in page.inner_text("main")
    page.click("a[href*='konto=7421']")
    page.select_option("[name=line]", label="Verksamhetens kostnader")
    page.fill("[name=note]", "2")
    page.fill("[name=note_row]", "Revision")
    page.fill("[name=operating_row]", "Kansli")
    page.click("main form button.huvud")
    page.wait_for_selector("text=Fullständig")


def reads_the_statements(page, url):
    page.goto(f"{url}/{SLUG}/2024/ekonomi/driftredovisning/")
    said = page.inner_text("main")
    assert all(word in said for word in ("Intäkt", "Kostnad", "Netto", "Medlemstilldelning", "3\u00a0926\u00a0680"))
    page.goto(f"{url}/{SLUG}/2024/ekonomi/noter/")
    said = page.inner_text("main")
    assert all(row in said for row in NOTE_2)
    assert "Medlemsbidrag" not in said
    page.goto(f"{url}/{SLUG}/2024/ekonomi/flera-ar/")
    said = page.inner_text("main")
    assert "Medlemstilldelning minus kostnader" in said
    assert "medlemsbidrag" not in said.lower()


def report_of(site):
    return json.loads(site.run("report", SLUG, "arsredovisning", "2024", "--json").stdout)


def tables_in(tree):
    if isinstance(tree, dict):
        if "rows" in tree and "columns" in tree:
            yield tree
        for part in tree.values():
            yield from tables_in(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from tables_in(part)


def column(table, place, field="exact"):
    return {row["label"]: row["cells"][place][field] for row in table["rows"]}


def the_report_is_the_one_worked_out_by_hand(document):
    assert document["errors"] == []
    tables = {table["key"]: table for table in tables_in(document["sections"])}
    assert {table["unit"] for key, table in tables.items() if key.startswith(("note", "income", "balance"))} == {"kr"}
    income, balance = tables["income_statement"], tables["balance_sheet"]
    assert column(income, 0)["Årets resultat"] == RESULT
    assert column(income, 0)["Finansiella intäkter"] == "20500.40"
    assert column(income, 1, "value")["Verksamhetens kostnader"] == -3324726  # 3 324 725,50, half up
    assert column(balance, 0)["Eget kapital"] == EQUITY
    assert column(balance, 0)["Kassa och bank"] == BANK
    assert column(balance, 0)["Summa tillgångar"] == "934440.57"
    assert column(tables["cash_flow"], 0)["Årets kassaflöde"] == "19319.65"
    note = tables["note2"]
    assert {label: (column(note, 0)[label], column(note, 1)[label]) for label in NOTE_2} == NOTE_2
    drift = tables["operating_statement"]
    rows = {row["label"]: tuple(cell["value"] for cell in row["cells"]) for row in drift["rows"]}
    assert {label: rows[label] for label in OPERATING} == OPERATING
    years = tables["overview"]
    assert [cell["value"] for cell in next(row for row in years["rows"] if row["key"] == "equity")["cells"]] == [
        736441, 917620, 780000
    ]  # fmt: skip
    assert "Medlemstilldelning" in column(years, 0)


def every_form_of_the_report_is_written(site):
    starts = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "html": b"<!doctype html>"}
    for form, start in starts.items():
        path = site.folder / f"rapport.{form}"
        site.run("report", SLUG, "arsredovisning", "2024", f"--{form}", "-o", path)
        assert path.read_bytes()[:20].lower().startswith(start.lower()), form
    assert "Ung framtid (delvis ESF)" in (site.folder / "rapport.html").read_text(encoding="utf-8")


def figures_and_checks_answer(site):
    said = site.run("figure", SLUG, "ledger.result", "2024", "--explain").stdout
    assert "-181179.60 kr" in said
    assert "-181179.60" in site.run("figure", SLUG, "ledger.result", "2024", "--json").stdout
    checks = json.loads(site.run("check", SLUG, "2024", "--json").stdout)
    assert [check["sentence"] for check in checks if check["outcome"] == "faller"] == []
    assert {check["id"] for check in checks if check["outcome"] == "förklara"} == {
        "ledger.balance-requirement", "interventions.stated"
    }  # fmt: skip


def what_is_exported_reads_back(site):
    """Exported, read in again as Excel, exported once more: the same; and the report with it."""
    before = report_of(site)
    for kind in TABLES:
        assert lines(site.raw("export", kind, SLUG, "-")) == lines((FILES / f"{kind}.csv").read_bytes()), kind
    for kind in ("mapping", "budget"):
        first = site.raw("export", kind, SLUG, "-")
        book = site.folder / f"{kind}.xlsx"
        site.run("export", kind, SLUG, book)
        site.run("import", kind, SLUG, book)
        assert site.raw("export", kind, SLUG, "-") == first, kind
    assert report_of(site)["sections"] == before["sections"]


def lines(content):
    return content.decode("utf-8-sig").replace("Årets resultat (kr)", "Årets resultat").split()


CODE = Path(__file__).resolve().parents[2] / "samsyn"


@pytest.mark.parametrize("word", ["jamtland", "jämtland"])
def test_the_code_knows_no_particular_association(word):
    """Outside the demo and the tests nothing names the association that the demo data comes from."""
    kinds = {".py", ".html", ".js", ".css", ".typ", ".txt", ".svg", ".yaml", ".csv", ".json", ".md"}
    kept = [
        path
        for path in CODE.rglob("*")
        if path.suffix in kinds and not {"demo", "tests"} & set(path.relative_to(CODE).parts)
    ]
    assert len(kept) > 200
    assert [str(path) for path in kept if word in path.read_text(encoding="utf-8", errors="replace").lower()] == []
