"""The life of two interventions in the browser, on a clock of the story's own: from the first application to the final
report. After each step what remains is decided − used − returned, and the event log tells it in words."""

import re

import pytest

from journeys.browsing import ACCOUNTANT, HEAD, new_context

OWNER = "insatsagare@jamtland.example"  # Krokoms kommun
LATER = "/jamtland/2035"  # everything in the story has happened by then
REMAINS = "main .nyckel .fig"


def whole(text):
    """Kronor as printed, without their sign."""
    return int(re.sub(r"\D", "", text) or 0)


class Story:
    """Who does what on which day. `day` sets the clock, `to` opens a page as someone."""

    def __init__(self, site, browser):
        self.site, self.browser, self.pages, self.today = site, browser, {}, ""

    def day(self, date):
        self.today = date
        (self.site.folder / "today").write_text(date, encoding="ascii")

    def page(self, who):
        if who not in self.pages:
            self.pages[who] = new_context(self.browser, self.site, who).new_page()
            self.pages[who].set_default_timeout(20_000)
        return self.pages[who]

    def to(self, who, path, start=LATER):
        page = self.page(who)
        page.goto(self.site.url + (path if path.startswith(start) else start + path))
        return page

    def send(self, page, button="main form[method=post] button.huvud >> nth=0", **fields):
        """Fills fields by name and presses the button; says what the page answered when it was refused."""
        for name, value in fields.items():
            field = page.locator(f"main [name='{name}']:visible").first
            if value is True:
                page.locator(f"main [name='{name}']").first.check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        with page.expect_navigation():
            page.click(button)
        return page

    def choose(self, page, **fields):
        for name, value in fields.items():
            page.check(f"main [name='{name}'][value='{value}']")

    def refused(self, page):
        """What the page says that must be put right."""
        return page.inner_text("main [role=alert]")

    def says(self, who, path, start=LATER):
        """A page's words, with plain spaces."""
        return self.to(who, path, start).inner_text("main").replace("\u00a0", " ")

    # --- the deeds ---------------------------------------------------------------------------------------------------

    def apply(self, title, amounts, first, last):
        """The owner writes an application with two other members; the address of it."""
        page = self.to(OWNER, "/ansokningar/ny/")
        self.choose(page, direction="individ")
        self.send(page, title=title, start=first, end=last)
        for name in ("need", "target_group", "goals", "activities", "equality", "exit_plan"):
            page.fill(f"main [name={name}]", f"Text om {name}.")
        for party in ("Försäkringskassan", "Region Jämtland Härjedalen"):
            page.get_by_label(party, exact=True).check()
        for year, amount in amounts.items():
            page.get_by_label(re.compile(rf"^löner {year}", re.IGNORECASE)).fill(amount)
        self.send(page, "main button[name=vidare]")
        address = page.url.removeprefix(self.site.url)
        self.step(OWNER, address, "submit")
        return address

    def step(self, who, application, move, **fields):
        page = self.to(who, f"{application}steg/?steg={move}")
        return self.send(page, **fields)

    def grant(self, application, **fields):
        page = self.to(HEAD, f"{application}bevilja/")
        self.choose(page, unused=fields.pop("unused"))
        self.send(page, **fields)
        return page.url.removeprefix(self.site.url)

    def agree(self, decision, *, payment="efterskott", **fields):
        """The office drafts and marks as signed; the address of the agreement."""
        page = self.to(HEAD, f"{decision}overenskommelse/")
        self.choose(page, payment=payment)
        self.send(page, **fields)
        agreement = page.url.removeprefix(self.site.url)
        page = self.to(HEAD, f"{agreement}skriv-under/")
        self.send(page, on=self.today, signed_by="Anna Ek för kommunen, Bo Lind för förbundet")
        return agreement

    def claim(self, intervention, number, first, last, amount, form="rekvisition", cost="Löner", **more):
        """The owner hands in a document; the page that answered."""
        page = self.to(OWNER, f"{intervention}rekvisition/")
        self.choose(page, form=form)
        page.get_by_label(re.compile(rf"^{cost}, belopp", re.IGNORECASE)).fill(amount)
        return self.send(page, "main button[value=in]", number=number, period_from=first, period_to=last,
                         total=more.pop("total", amount), **more)  # fmt: skip

    def move(self, who, claim, what, **fields):
        page = self.to(who, claim)
        return self.send(page, f"main form[action$='/{what}/'] button.huvud", **fields)

    def approved(self, page, **fields):
        """Certified by the owner, checked by one and decided by another of the office."""
        address = page.url.removeprefix(self.site.url)
        if page.locator("main form[action$='/intyga/'] button.huvud").count():
            self.move(OWNER, address, "intyga")
        self.move(ACCOUNTANT, address, "sakattest")
        self.move(HEAD, address, "beslutsattest", **fields)
        return address

    def remains(self, intervention):
        """Kronor that the intervention's page says remain; its table by year foots to the same."""
        page = self.to(HEAD, intervention)
        table = page.locator("main table", has_text="Återstår").first
        head = table.locator("thead th").all_inner_texts()
        sums = dict(zip(head[1:], table.locator("tr.summa td").all_inner_texts(), strict=True))
        remaining = whole(page.inner_text(REMAINS))
        taken = sum(whole(amount) for name, amount in sums.items() if name not in ("För året", "Beviljat", "Återstår"))
        assert whole(sums["Beviljat"]) - taken == whole(sums["Återstår"]) == remaining, sums
        return remaining

    def log(self):
        return self.says(HEAD, "/installningar/handelser/")


@pytest.fixture(scope="module")
def story(template_copy, browser):
    site = template_copy()
    site.settings = "journeys.clock"
    (site.folder / "today").write_text("2030-09-01", encoding="ascii")
    site.serve()
    told = Story(site, browser)
    yield told
    for page in told.pages.values():
        page.context.close()
    site.stop()


def test_an_intervention_from_application_to_final_report(story):
    # --- two members apply, complement is asked, the clock pauses
    story.day("2030-09-10")
    application = story.apply(
        "Ny väg i Krokom", dict.fromkeys((2031, 2032, 2033), "400 000"), "2031-01-01", "2033-12-31"
    )
    story.day("2030-09-20")
    story.step(HEAD, application, "ask", note="Beskriv hur ni når kvinnor och män lika väl.")
    story.day("2030-10-15")
    assert "står stilla sedan 20 september 2030" in story.says(HEAD, application)
    story.day("2030-10-20")
    assert "Beskriv hur ni når" in story.says(OWNER, application)
    story.step(OWNER, application, "complete", note="Kompletterat.")
    story.step(HEAD, application, "prepare")
    assert "10 av 61 dagar" in story.says(HEAD, application)

    # --- the board grants 1 200 000 over three years
    page = story.to(HEAD, "/moten/nytt/")
    story.send(page, body="Styrelsen", date="2030-11-25")
    meeting = page.locator("main h1").inner_text()
    page = story.to(HEAD, f"{application}steg/?steg=to_board")
    options = page.locator("main select[name=meeting] option").all_inner_texts()
    story.send(page, meeting=next(option for option in options if "2030" in option))
    story.day("2030-11-25")
    page = story.to(HEAD, application)
    page.get_by_role("link", name=meeting.replace("\u00a0", " ")).first.click()
    page.wait_for_load_state()
    paragraph = page.url.removeprefix(story.site.url)
    story.send(story.to(HEAD, f"{paragraph}beslut/"), outcome="Annat beslut", decision="Styrelsen beviljar medel.")
    decision = story.grant(application, unused="återgår")
    assert "§ 1" in story.says(HEAD, decision)
    assert "1 200 000" in story.says(HEAD, paragraph), "the paragraph points at what it decided"
    story.day("2030-12-10")
    story.agree(decision)
    page = story.to(OWNER, "/insatser/")
    page.get_by_role("link", name="Ny väg i Krokom").first.click()
    page.wait_for_load_state()
    intervention = page.url.removeprefix(story.site.url)
    assert story.remains(intervention) == 1_200_000

    # --- the first year: two paid, one outside the agreement and one duplicate refused
    story.day("2031-05-10")
    first = story.approved(story.claim(intervention, "2031-1", "2031-01-01", "2031-04-30", "120 000"))
    assert story.remains(intervention) == 1_080_000
    story.move(ACCOUNTANT, first, "betald", on="2031-05-30", reference="BG 1")
    story.day("2031-09-10")
    page = story.claim(intervention, "2030-9", "2030-11-01", "2030-12-31", "10 000")
    assert "överenskommelse" in story.refused(page).lower()
    page = story.claim(intervention, "2031-1", "2031-05-01", "2031-08-31", "135 000")
    assert "2031-1" in story.refused(page)
    story.approved(story.claim(intervention, "2031-2", "2031-05-01", "2031-08-31", "135 000"))
    assert story.remains(intervention) == 945_000

    # --- year-end: what is worked up becomes cost and debt, what is unused returns by itself
    story.day("2031-12-10")
    page = story.to(ACCOUNTANT, "/jamtland/2031/insatser/arsbesked/", start="/jamtland/2031")
    story.send(page, "main button:has-text('Fråga alla om 2031')")
    story.day("2032-01-08")
    page = story.to(OWNER, "/jamtland/2031/insatser/arsbesked/", start="/jamtland/2031")
    page.get_by_role("link", name="Svara för Ny väg i Krokom").click()
    story.send(page, amount="100 000")
    assert story.remains(intervention) == 845_000
    story.day("2032-01-20")
    page = story.to(HEAD, "/jamtland/2031/insatsbeslut/aterforda/", start="/jamtland/2031")
    assert "45 000" in page.inner_text("main").replace("\u00a0", " ")
    story.send(page)
    assert story.remains(intervention) == 800_000

    # --- late for a closed year: settles the accrual, and the difference is a cost of the open year
    story.day("2032-02-01")
    late = story.claim(intervention, "2031-3", "2031-09-01", "2031-12-31", "104 000")
    settled = story.approved(late)
    assert "100 000" in story.says(HEAD, settled)
    assert story.remains(intervention) == 796_000

    # --- more than remains: approved in part, nothing lost; then a credit
    story.day("2032-05-12")
    page = story.claim(intervention, "2032-1", "2032-01-01", "2032-04-30", "900 000")
    over = story.approved(page, amount="300 000", reason="Resten ryms inte och är inte avtalad.")
    text = story.says(OWNER, over)
    assert "900 000" in text
    assert "Resten ryms inte" in text
    assert story.remains(intervention) == 496_000
    page = story.to(OWNER, f"{over}ratta/")
    story.choose(page, form="kredit")
    page.get_by_label(re.compile(r"^Löner, belopp", re.IGNORECASE)).fill("20 000")
    story.send(page, "main button[value=in]", number="2032-1K", total="20 000")
    story.approved(page)
    assert story.remains(intervention) == 516_000

    # --- money moved between years, then an early stop whose rest returns
    story.day("2032-06-01")
    story.send(story.to(HEAD, "/delegationsbeslut/nytt/"), on="2032-06-01", delegate="Förbundschefen",
               text="Pengar i Ny väg i Krokom flyttas mellan år.")  # fmt: skip
    page = story.to(HEAD, f"{intervention}beslut/nytt/?slag=flytta")
    story.send(page, from_year="2032", to_year="2033", amount="50 000", reason="Starten blev senare.",
               delegated=option_with(page, "delegated", "flyttas mellan"))  # fmt: skip
    assert story.remains(intervention) == 516_000
    story.day("2032-09-20")
    story.send(story.to(HEAD, "/delegationsbeslut/nytt/"), on="2032-09-20", delegate="Förbundschefen",
               text="Ny väg i Krokom avslutas i förtid.")  # fmt: skip
    page = story.to(HEAD, f"{intervention}beslut/nytt/?slag=avsluta")
    story.send(page, "main button:has-text('Inför beslutet')", last_day="2032-12-31", reason="Samordnaren har slutat.",
               delegated=option_with(page, "delegated", "avslutas i förtid"))  # fmt: skip
    assert story.remains(intervention) == 0

    # --- the final report
    story.day("2033-01-20")
    page = story.to(OWNER, f"{intervention}uppfoljning/ny/")
    page.locator("main label", has_text="Slutrapport").first.click()
    story.send(page)
    page.fill("main [name=outcome]", "Arbetssättet finns kvar i kommunens vardag.")
    page.fill("main [name=where]", "Arbetsmarknadsenheten i Krokom")
    page.get_by_label(re.compile("^Lärdomar")).fill("Planera tillsammans från början.")
    story.choose(page, implemented="ja")
    story.send(page, "main button[value=send]")
    page = story.to(HEAD, intervention)
    assert "Arbetsmarknadsenheten i Krokom" in page.inner_text("main")

    # --- the log tells it in words
    log = story.log()
    for words in ("Ny väg i Krokom", "2032-1", "återgår", "i förtid"):
        assert words.lower() in log.lower(), words


def option_with(page, name, words):
    """The whole text of the option that holds some words."""
    return next(text for text in page.locator(f"main select[name={name}] option").all_inner_texts() if words in text)


def test_advances_are_settled_against_the_actual_cost_and_the_surplus_is_repaid(story):
    story.day("2033-09-01")
    application = story.apply("Tillsammans i arbete", {2034: "600 000"}, "2034-01-01", "2034-12-31")
    story.step(HEAD, application, "prepare")
    story.step(HEAD, application, "to_board")
    story.send(story.to(HEAD, "/delegationsbeslut/nytt/"), on="2033-10-01", delegate="Styrelsen per capsulam",
               text="Tillsammans i arbete beviljas.")  # fmt: skip
    story.day("2033-10-01")
    page = story.to(HEAD, f"{application}bevilja/")
    decision = story.grant(application, unused="kräver beslut", paragraph="Välj",
                           delegated=option_with(page, "delegated", "Tillsammans i arbete"))  # fmt: skip
    story.day("2033-10-20")
    story.agree(decision, payment="förskott", surplus="Betalas tillbaka", due0="2034-01-15", amount0="250 000",
                due1="2034-06-15", amount1="250 000")  # fmt: skip
    page = story.to(OWNER, "/insatser/")
    page.get_by_role("link", name="Tillsammans i arbete").first.click()
    page.wait_for_load_state()
    intervention = page.url.removeprefix(story.site.url)
    for number, (today, last) in enumerate((("2034-01-15", "2034-05-31"), ("2034-06-15", "2034-12-31")), 1):
        story.day(today)
        first = "2034-01-01" if number == 1 else "2034-06-01"
        paid = story.approved(story.claim(intervention, f"F{number}", first, last, "250 000", form="förskott"))
        story.move(ACCOUNTANT, paid, "betald", on=today)
        assert story.remains(intervention) == 600_000 - number * 250_000
    story.day("2034-12-20")
    page = story.claim(intervention, "S1", "2034-01-01", "2034-12-31", "430 000", form="slutavräkning")
    assert "Perioden är inte slut" in story.refused(page)
    page.check("main [name=period_checked]")
    settled = story.approved(story.send(page, "main button[value=in]"))
    assert "\u221270 000" in story.says(HEAD, settled)
    story.day("2034-12-28")
    story.move(ACCOUNTANT, settled, "betald", on="2034-12-28")
    assert story.remains(intervention) == 170_000
    assert "S1" in story.log()
