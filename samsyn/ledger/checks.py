"""Checks of the books and statements. Each compares figures and answers in a sentence with the amounts in it."""

from collections.abc import Callable, Sequence

from samsyn.core.check import Check, Finding, Outcome
from samsyn.core.figure import FigureBook, Link, Measure, Scope
from samsyn.core.money import grouped
from samsyn.core.period import Period
from samsyn.ledger.figures.contributions import BOOKED, RECEIVABLE

Run = Callable[[FigureBook, Period], Sequence[Finding]]
TKR = 100_000
HOLDS, FAILS, EXPLAIN, UNKNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.EXPLAIN, Outcome.UNKNOWN


def money(ore: int) -> str:
    """Kronor as print, öre shown only when there are any."""
    whole = f"{grouped(abs(ore) // 100)}"
    cents = f",{abs(ore) % 100:02d}" if ore % 100 else ""
    return f"{'−' if ore < 0 else ''}{whole}{cents} kr"


def _value(figures: FigureBook, key: str, scope: Scope) -> int | None:
    value = figures.value(key, scope) if key in figures else None
    return None if value is None else int(value)


def equal(
    id_: str, title: str, source: str, left: tuple[str, str], right: tuple[tuple[str, str, int], ...], *, remedy: str,
    blocks: bool = True,
) -> Check:  # fmt: skip
    """A check that one figure equals a sum of others: (key, words) = Σ sign × (key, words)."""

    def run(figures: FigureBook, period: Period) -> Sequence[Finding]:
        scope = Scope(period)
        wanted = _value(figures, left[0], scope)
        terms = [(_value(figures, key, scope), words, sign) for key, words, sign in right]
        if wanted is None or any(value is None for value, _, _ in terms):
            return [Finding(UNKNOWN, f"{title}: underlag saknas för {period.label}.", figure=left[0])]
        total = sum(sign * (value or 0) for value, _, sign in terms)
        said = " ".join(
            f"{'' if i == 0 and sign > 0 else ('+' if sign > 0 else '−')} {words} {money(value or 0)}".strip()
            for i, (value, words, sign) in enumerate(terms)
        )
        if total == wanted:
            return [Finding(HOLDS, f"{left[1]} {money(wanted)} = {said}.", figure=left[0])]
        gap = money(wanted - total)
        return [
            Finding(
                FAILS, f"{left[1]} är {money(wanted)}, men {said} ger {money(total)}. Skillnad {gap}.", remedy, left[0]
            )
        ]

    return Check(id_, title, source, run, blocks)


def zero(id_: str, title: str, source: str, key: str, good: str, bad: str, *, remedy: str, blocks: bool,
         fails: Outcome = FAILS, link: str = "") -> Check:  # fmt: skip
    """A check that a figure is zero; `bad` is completed with the amount or count."""

    def run(figures: FigureBook, period: Period) -> Sequence[Finding]:
        value = _value(figures, key, Scope(period))
        door = Link(link) if link else None
        if value is None:
            return [Finding(UNKNOWN, f"{title}: underlag saknas för {period.label}.", figure=key)]
        if value == 0:
            return [Finding(HOLDS, good, figure=key)]
        amount = money(value) if str(figures.figure(key).unit) == "kr" else str(value)
        return [Finding(fails, bad.format(amount), remedy, key, door)]

    return Check(id_, title, source, run, blocks)


def _notes(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Each note's sum is the statement line it belongs to."""
    pairs = (
        (1, ("ledger.revenue",)),
        (2, ("ledger.costs",)),
        (3, ("ledger.receivables", "ledger.cash", "ledger.inventory", "ledger.short_investments")),
        (4, ("ledger.pension_provisions",)),
        (5, ("ledger.current_liabilities",)),
    )
    found = []
    for number, lines in pairs:
        key = f"ledger.note{number}.sum"
        total = _value(figures, key, Scope(period))
        face = [_value(figures, line, Scope(period)) for line in lines]
        if key not in figures:
            continue
        if total is None or any(value is None for value in face):
            found.append(Finding(UNKNOWN, f"Not {number}: underlag saknas för {period.label}.", figure=key))
        elif total == sum(value or 0 for value in face):
            found.append(Finding(HOLDS, f"Not {number} summerar till {money(total)}, som i räkningen.", figure=key))
        else:
            text = f"Not {number} summerar till {money(total)} men räkningen visar {money(sum(v or 0 for v in face))}."
            found.append(
                Finding(FAILS, text, "Se vilka konton på raden som saknar notrad.", key, Link("ledger:mapping"))
            )
    return found or [Finding(UNKNOWN, "Inga noter är upplagda.", "Lägg in notrader i kontokopplingen.")]


def _provision(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """The entered roll-forward ends where the balance sheet does; ± 1 tkr, since pension statements are in tkr."""
    entered = _value(figures, "ledger.provision.closing", Scope(period))
    face = _value(figures, "ledger.pension_provisions", Scope(period))
    if entered is None or face is None:
        return [Finding(HOLDS, "Pensionsavsättningens förändring tas ur bokföringens konton.")]
    if abs(entered - face) <= TKR:
        text = f"Inskriven utgående avsättning {money(entered)} är balansräkningens {money(face)}."
        return [Finding(HOLDS, text, figure="ledger.provision.closing")]
    text = f"Inskriven utgående avsättning är {money(entered)} men balansräkningen visar {money(face)}."
    remedy = "Rätta raderna i pensionsavsättningen, eller bokföringen."
    return [Finding(FAILS, text, remedy, "ledger.provision.closing", Link("ledger:manual"))]


def _budget(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """The budget's result is its income minus its costs, financial items included; lost rows are told."""
    year = Period(period.year)
    scope = Scope(year, Measure.BUDGET)
    result, net = _value(figures, "ledger.result", scope), _value(figures, "ledger.net", scope)
    rest = _value(figures, "ledger.financial_net", scope)
    lost = _value(figures, "control.budget_lost", Scope(year))
    moved = _value(figures, "control.budget_moved", Scope(year))
    if result is None or net is None or rest is None:
        return [
            Finding(
                UNKNOWN,
                f"Ingen budget gäller för {period.year}.",
                "Läs in eller skriv budgeten.",
                link=Link("ledger:plans"),
            )
        ]
    found = []
    if lost:
        text = f"{lost} rader i budgeten hör inte till någon rad i rapporten och är inte med i summan."
        found.append(Finding(FAILS, text, "Koppla kontona eller rätta raderna.", "control.budget_lost"))
    else:
        said = f"Budgetens resultat {money(result)} är nettokostnad {money(net)} och finansnetto {money(rest)}."
        found.append(Finding(HOLDS, said, figure="ledger.result"))
    if moved:
        text = f"{moved} budgetrader är beslutade på en annan rad än kontots. De visas där de beslutades."
        found.append(Finding(EXPLAIN, text, "Ta med förklaringen i kommentaren.", "control.budget_moved"))
    return found


def _equity_limit(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """Equity against Nationella rådet's recommendation; above the limit needs a plan, not a correction."""
    scope = Scope(period)
    equity, limit = _value(figures, "ledger.equity", scope), _value(figures, "ledger.equity_limit", scope)
    if equity is None or limit is None:
        return [Finding(UNKNOWN, f"Eget kapital eller medlemsbidrag saknas för {period.label}.")]
    if not period.whole_year:
        text = f"Taket prövas vid årets slut. Eget kapital är nu {money(equity)}, taket {money(limit)}."
        return [Finding(HOLDS, text, figure="ledger.equity")]
    if equity <= limit:
        return [
            Finding(HOLDS, f"Eget kapital {money(equity)} ryms under taket {money(limit)}.", figure="ledger.equity")
        ]
    text = f"Eget kapital {money(equity)} är {money(equity - limit)} över taket {money(limit)}."
    return [Finding(EXPLAIN, text, "Beskriv hur överskottet ska användas.", "ledger.equity_above_limit")]


def _requirement(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """A negative balanskravsresultat is restored within three years or waived for synnerliga skäl (KL 11:12–13)."""
    if not period.whole_year:
        return [Finding(HOLDS, "Balanskravet prövas på helåret.")]
    key = "ledger.requirement.closing_to_restore"
    left = _value(figures, key, Scope(period))
    if left is None:
        return [Finding(UNKNOWN, f"Resultatet är inte känt för {period.label}.")]
    if left <= 0:
        return [Finding(HOLDS, "Inget negativt resultat återstår att återställa.", figure=key)]
    remedy = "Ange synnerliga skäl eller en plan för att återställa inom tre år."
    return [Finding(EXPLAIN, f"{money(left)} återstår att återställa.", remedy, key, Link("ledger:manual"))]


def _receivable_is_booked(figures: FigureBook, period: Period) -> Sequence[Finding]:
    """What members have not paid at the year's end stands in the books as a receivable."""
    scope = Scope(period)
    if not period.whole_year:
        return [Finding(HOLDS, "Obetalda medlemsbidrag jämförs med bokföringen vid årets slut.")]
    open_, booked = _value(figures, RECEIVABLE, scope), _value(figures, BOOKED, scope)
    door = Link("ledger:instalments")
    if open_ is None or booked is None:
        what = "delbetalningar" if open_ is None else "bokföring"
        return [Finding(UNKNOWN, f"Inga {what} är inlagda för {period.label}.", figure=RECEIVABLE, link=door)]
    if open_ == booked:
        said = f"Obetalda medlemsbidrag {money(open_)} är bokföringens fordran."
        return [Finding(HOLDS, said, figure=RECEIVABLE)]
    said = f"Obetalda medlemsbidrag är {money(open_)} men bokföringens fordran är {money(booked)}."
    remedy = "Se om en betalning saknas, eller om något annat står på samma konto."
    return [Finding(EXPLAIN, said, remedy, RECEIVABLE, door)]


CHECKS: tuple[Check, ...] = (
    zero("ledger.mapping-complete", "Alla konton står på en rad", "LKBR 4 kap. 4 §", "control.unmapped",
         "Varje konto med belopp står på exakt en rad.", "{} konton med belopp står inte på någon rad.",
         remedy="Koppla kontona. Till dess går rapporten inte att bli klar med.", blocks=True, link="ledger:mapping"),
    zero("ledger.mapping-sound", "Kontokopplingen är utan fel", "LKBR 4 kap. 4 §", "control.mapping_faults",
         "Inga intervall går in i varandra.", "Kontokopplingen har {} fel.",
         remedy="Öppna kontokopplingen och rätta dem.", blocks=True, link="ledger:mapping"),
    equal("ledger.balance", "Balansräkningen balanserar", "LKBR 6 kap.", ("ledger.assets", "Tillgångar"),
          (("ledger.equity", "eget kapital", 1), ("ledger.provisions", "avsättningar", 1),
           ("ledger.liabilities", "skulder", 1)),
          remedy="Se om något konto saknas eller om filen är ofullständig."),
    equal("ledger.result-is-equity-change", "Resultatet är förändringen av eget kapital", "LKBR 6 kap.",
          ("ledger.result", "Årets resultat"), (("ledger.equity", "eget kapital vid slutet", 1),
                                                ("ledger.opening_equity", "eget kapital vid början", -1)),
          remedy="Något är bokfört direkt mot eget kapital. Förklara det i noten om eget kapital.", blocks=False),
    equal("ledger.cash-flow", "Kassaflödet är förändringen av kassa och bank", "LKBR 8 kap.",
          ("ledger.cash.total", "Årets kassaflöde"),
          (("ledger.cash.closing", "likvida medel vid slutet", 1), ("ledger.cash.opening", "vid början", -1)),
          remedy="Se vilket konto som inte hör till någon rad i kassaflödesanalysen."),
    Check("ledger.notes", "Noterna stämmer med räkningarna", "LKBR 9 kap.", _notes, blocks=True),
    Check("ledger.provision", "Pensionsavsättningen går ihop", "RKR R10", _provision, blocks=True),
    zero("ledger.opening", "Ingående balans är förra årets utgående", "God redovisningssed",
         "control.opening_difference", "Alla konton öppnar där de stängde.",
         "Kontonas skillnader är tillsammans {}.",
         remedy="Läs in en ny fil för förra året, eller låt ekonomen förklara.", blocks=True),
    zero("ledger.untransferred", "Förra årets resultat är fört till eget kapital", "God redovisningssed",
         "control.untransferred", "Ingående balanser tar ut varandra.",
         "Ingående balanser summerar till {}: förra årets resultat är inte överfört. Det räknas som eget kapital.",
         remedy="Boka om resultatet till eget kapital i bokföringen.", blocks=False, fails=EXPLAIN),
    zero("ledger.import", "Den inlästa filen stämde av", "God redovisningssed", "control.import_faults",
         "Ingående balans, verifikationer, resultat och utgående balans gick ihop.",
         "{} avstämningar gick inte ihop vid inläsningen.", remedy="Öppna inläsningen och se vilka.", blocks=True,
         link="ledger:import"),
    zero("ledger.taxes", "Inga belopp på skattekonton", "IL 7 kap. 2 §", "control.tax_accounts",
         "Inget är bokfört på konto 8900–8989, eller så visas det med skäl.",
         "{} är bokfört på konto 8900–8989. Ett förbund är befriat från inkomstskatt.",
         remedy="Rätta bokföringen, eller visa raden Övriga skatter för året med ett skäl.", blocks=False,
         fails=EXPLAIN, link="ledger:manual"),
    Check("ledger.budget", "Budgeten summerar", "KL 11 kap. 5 §", _budget),
    Check("ledger.contributions-receivable", "Obetalda medlemsbidrag står i bokföringen", "LKBR 6 kap.",
          _receivable_is_booked),
    Check("ledger.balance-requirement", "Balanskravet", "LKBR 11 kap. 10 §", _requirement),
    Check("ledger.equity-limit", "Eget kapital mot rekommendationen", "Nationella rådet", _equity_limit),
)  # fmt: skip
