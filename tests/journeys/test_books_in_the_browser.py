"""Import, mapping, budget and prose as a person does them, with JavaScript and without."""

import pytest

from journeys.browsing import ACCOUNTANT, HEAD
from journeys.test_second_association import FILES
from samsyn.demo.files import DATA

BASE = "/jamtland/2024"
LEDGER = (DATA / "jamtland" / "ledger" / "2024.se").read_bytes()
HTML = b"<!doctype html><html><body><h1>404 Not Found</h1></body></html>"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["javascript", "no javascript"])


def faulty():
    """The demo's file with one row made wrong, and the line it stands on."""
    was, now = b"#TRANS 1630 {} -2330.17", b"#TRANS 1630 {} -2330.18"
    assert was in LEDGER
    opening = LEDGER[: LEDGER.index(was)].rindex(b"#VER")
    return LEDGER.replace(was, now, 1), LEDGER[:opening].count(b"\n") + 1


def corrected():
    """The demo's file with one voucher's two amounts raised by one krona; nothing balances worse for it."""
    return LEDGER.replace(b"{} 2330.17", b"{} 2331.17", 1).replace(b"{} -2330.17", b"{} -2331.17", 1)


def hand_in(page, name, content, tmp_path):
    page.goto(page.url.split("/jamtland/")[0] + f"{BASE}/bokforing/import/")
    path = tmp_path / name
    path.write_bytes(content)
    page.set_input_files("main input[type=file]", path)
    page.click("main form[enctype] button.huvud")
    page.wait_for_selector("main h1")
    return page.inner_text("main")


def told(page):
    """What the page says when it has been sent: notices and all."""
    page.wait_for_load_state("load")
    return page.inner_text("main")


@SCRIPT
def test_an_import_is_a_conversation_that_can_be_taken_back(own_demo, visit, tmp_path, script):
    page = visit(own_demo, f"{BASE}/bokforing/import/", ACCOUNTANT, script=script)
    page.click("main form[enctype] button.huvud")
    assert "Välj en fil" in told(page)

    said = hand_in(page, f"sida-{script}.se", HTML, tmp_path)
    assert "Filen går inte att läsa in" in said
    assert "Lägg i bokföringen" not in said

    said = hand_in(page, f"grannens-{script}.se", (FILES / "2024.se").read_bytes(), tmp_path)
    assert "222000-3475" in said
    assert "Filen kan inte läggas i bokföringen." in said
    page.click("text=Lägg undan filen")
    assert "lades inte in. Bokföringen är som den var." in told(page)

    content, line = faulty()
    said = hand_in(page, f"fel-{script}.se", content, tmp_path)
    assert f"rad {line}" in said.replace("\u00a0", " ")
    assert "Verifikation A 12 2024-01-12 balanserar inte" in said
    page.click("text=Lägg i bokföringen")
    assert "kryssa i att de ska hoppas över" in told(page)
    page.click("text=Lägg undan filen")

    said = hand_in(page, f"rattad-{script}.se", corrected(), tmp_path)
    assert "Konton vars saldo ändras" in said
    page.click("text=Lägg i bokföringen")
    assert "2024 ligger nu i bokföringen" in told(page)
    assert "2331,17" in ledger_card(page).replace("\u00a0", "")
    page.click("text=Ångra inläsningen")
    assert "2024.se gäller igen." in told(page)
    assert "2331,17" not in ledger_card(page).replace("\u00a0", "")


def ledger_card(page):
    here = page.url
    page.goto(here.split("/jamtland/")[0] + f"{BASE}/bokforing/konto/2518/")
    said = page.inner_text("main")
    page.goto(here)
    return said


@SCRIPT
def test_an_account_taken_off_its_line_is_told_and_put_back(own_demo, visit, script):
    """Kontokoppling: take a row away, see what it leaves behind, place the account, undo."""
    page = visit(own_demo, f"{BASE}/kontokoppling/", ACCOUNTANT, script=script)
    assert "Fullständig" in page.inner_text("main")
    page.click("main tr:has(th:text-matches('^1630')) a:has-text('Ta bort')")
    page.click("main form button[type=submit] >> nth=0")
    said = told(page)
    assert "konton som används ligger inte på någon rad" in said
    assert "1630 Avräkning för skatter" in said
    options = page.locator("main table.placera select >> nth=0 >> option").all_inner_texts()
    page.select_option("main table.placera select >> nth=0", label=next(o for o in options if "Momsfordran" in o))
    page.click("main table.placera button:has-text('Lägg här')")
    assert "Fullständig" in told(page)
    page.click("text=Ångra ändringen")
    assert "konton som används ligger inte på någon rad" in told(page)
    page.goto(f"{own_demo.url}{BASE}/kontokoppling/historik/")
    page.click("main tbody a >> nth=3")  # undone, placed, taken away, and before all that
    page.click("text=Återställ till den här")
    page.click("main form button[type=submit] >> nth=0")
    assert "Kontokopplingen är återställd." in told(page)
    page.goto(f"{own_demo.url}{BASE}/kontokoppling/")
    assert "Fullständig" in page.inner_text("main")
    assert page.locator("main tr:has(th:text-matches('^1630'))").inner_text().count("Medel på skattekontot")


@SCRIPT
def test_an_overlap_is_refused_with_what_was_typed_kept(own_demo, visit, script):
    page = visit(own_demo, f"{BASE}/kontokoppling/ny/", ACCOUNTANT, script=script)
    page.fill("[name=account_from]", "1630")
    page.fill("[name=account_to]", "1699")
    page.select_option("[name=line]", label="Fordringar")
    page.fill("[name=note]", "3")
    page.fill("[name=note_row]", "Övrigt")
    page.click("main form button.huvud")
    said = told(page)
    assert "står redan på raden Medel på skattekontot" in said
    assert page.input_value("[name=note_row]") == "Övrigt"


@SCRIPT
def test_a_budget_typed_on_the_page_keeps_what_was_wrong(own_demo, visit, script):
    page = visit(own_demo, "/jamtland/2025/budget/ny/", ACCOUNTANT, script=script)
    page.check("[name=kind][value=budget]")
    page.select_option("[name=start]", value="accounts")
    page.click("main form button.huvud")
    page.wait_for_selector("table.inskrivning")
    fields = page.locator("table.inskrivning input[type=text], table.inskrivning input:not([type])")
    fields.nth(0).fill("1 234 567,50")
    fields.nth(1).fill("tolv tusen")
    page.click("main .formknappar button.huvud")
    said = told(page)
    assert "att rätta" in said
    fields = page.locator("table.inskrivning input[type=text], table.inskrivning input:not([type])")
    assert fields.nth(1).input_value() == "tolv tusen"
    assert fields.nth(0).input_value().replace("\u00a0", " ") == "1 234 567,50"
    fields.nth(1).fill("12 000")
    page.click("main .formknappar button.huvud")
    assert "att rätta" not in told(page)
    page.goto(f"{own_demo.url}/jamtland/2025/budget/")
    assert "1\u00a0246\u00a0568" in page.inner_text("main")
    page.click("main a:has-text('Ta bort') >> nth=0")
    page.click("main form button[type=submit] >> nth=0")


@SCRIPT
def test_prose_is_written_with_a_figure_in_it_and_an_older_version_put_back(own_demo, visit, script):
    """The report workshop: write, insert a figure, an unknown figure is told, save as done, restore."""
    word = "Skriptet" if script else "Formuläret"
    page = visit(own_demo, f"{BASE}/rapporter/arsredovisning/?avsnitt=outlook", HEAD, script=script)
    before = page.inner_text("article.ark")
    page.click("text=Redigera texten")
    page.wait_for_selector("#skriv textarea")
    page.fill("#skriv textarea", f"{word} visar att resultatet blev ")
    if script:
        page.focus("#skriv textarea")
        page.keyboard.press("Control+End")
        page.fill("#id_siffra", "årets resultat")
        page.click("#siffror [data-satt-in]:has(code:text-is('{{ ledger.result }}'))")
    else:
        page.fill("#skriv textarea", f"{word} visar att resultatet blev {{{{ ledger.result }}}}")
    page.click("#skriv button[name=utkast]")
    page.wait_for_selector(f"article.ark:has-text('{word}')")
    assert "−594" in page.inner_text("article.ark")
    page.goto(f"{own_demo.url}{BASE}/rapporter/arsredovisning/?avsnitt=outlook&redigera=1")
    page.fill("#skriv textarea", f"{word} och {{{{ ledger.finns_inte }}}}")
    page.click("#skriv button[name=klar]")
    page.wait_for_selector("main :text('Sparat som utkast')")
    assert "Det finns ingen siffra som heter ledger.finns_inte" in page.inner_text("main")
    page.goto(f"{own_demo.url}{BASE}/rapporter/arsredovisning/outlook/versioner/")
    number = 1 if script else 4
    page.click(f"main button:has-text('Återställ version {number}')")
    told(page)
    page.goto(f"{own_demo.url}{BASE}/rapporter/arsredovisning/?avsnitt=outlook")
    if script:
        assert page.inner_text("article.ark") == before
    else:
        assert word not in page.inner_text("article.ark")
