"""The plan of several years and the year's forecast as figures, each with its parts: `outlook.room` for 2026 and so on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from samsyn.associations.equity import EquityBase
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, grouped, round_half_up
from samsyn.core.period import Period
from samsyn.interventions.domain.outlook import Amount, PlanYear
from samsyn.interventions.figures.sources import intervention_row
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.outlook import Outlook
from samsyn.interventions.queries.plan_sources import rows_in_words
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.queries.books import Books

PREFIX, ONE, ALL, RESULT = "outlook.", "intervention.", "interventions.forecast", "outlook.result_forecast"
_RECOMMENDATION = "Nationella rådets rekommendation om eget kapital"
PLAN: Mapping[str, tuple[str, str, Callable[[PlanYear], int | None]]] = {
    "opening_equity": ("Eget kapital vid årets början", "Eget kapital vid förra årets slut: ur bokföringen när året är "
                       "bokfört, annars det som planen ger.", lambda y: y.opening),
    "contributions": ("Medlemsbidrag", "Vad medlemmarna väntas betala: slutligt belopp, annars senaste versionen av "
                      "medelstilldelningen, annars ett antagande.", lambda y: y.parts.contributions.value),
    "other": ("Övriga intäkter", "Intäkter utöver medlemsbidragen: budgeten, annars ett antagande.",
              lambda y: y.parts.other.value),
    "office": ("Kansli och eget arbete", "Alla kostnader utom bidragen till insatser hos parter, finansiella poster "
               "inräknade: budgeten, annars ett antagande, annars senaste utfallet.", lambda y: y.parts.office.value),
    "decided": ("Beslutat till insatser", "Vad styrelsen har beslutat för året till insatser hos parter, minus det som "
                "har återgått eller minskats.", lambda y: y.parts.decided),
    "unspent": ("Oförbrukat som förs vidare", "Det som är kvar av tidigare års belopp och som besluten säger att "
                "insatserna får använda. Minus: mer än de åren har redan använts.", lambda y: y.parts.unspent),
    "undecided": ("Oförbrukat som kräver beslut", "Det som är kvar av tidigare års belopp och som inte återgår förrän "
                  "styrelsen beslutar. Det är fortfarande utlovat och räknas därför som använt.",
                  lambda y: y.parts.undecided),
    "difference": ("Skillnad, bokfört mot plan", "Eget kapital i bokföringen minus det som planens belopp ger. Finns "
                   "bara för år som är bokförda.", lambda y: y.difference),
    "closing_equity": ("Eget kapital vid årets slut", "Ur bokföringen när året är bokfört, annars det som planens "
                       "belopp ger.", lambda y: y.closing),
    "limit": ("Högsta rekommenderade eget kapital", "Taket enligt den regel som gäller vid årets slut.",
              lambda y: y.limit),
    "room": ("Utrymme för nya beslut", "Eget kapital vid årets slut minus taket. Ett beslut som kostar ett år sänker "
             "alla senare år lika mycket. Minus: planen ligger redan under taket.", lambda y: y.room),
}  # fmt: skip
_TERMS: Sequence[tuple[str, str]] = (
    ("opening_equity", ""), ("contributions", "+"), ("other", "+"), ("office", "−"), ("decided", "−"),
    ("unspent", "−"), ("undecided", "−"), ("difference", "+"),
)  # fmt: skip


class OutlookFigures:
    """`outlook.*` by year, `intervention.<key>.forecast`, `interventions.forecast` and the result they give."""

    def __init__(self, portfolio: Portfolio, books: Books) -> None:
        self.outlook = Outlook(books, portfolio)
        self.books, self.portfolio = books, portfolio

    # --- definitions ---------------------------------------------------------------------------------------------

    def figures(self) -> Iterable[Figure]:
        found = [self._plan_figure(name) for name in PLAN]
        found += [self._total(ALL), self._total(RESULT)]
        return [*found, *(self._one(item) for item in self.portfolio.financed.values())]

    def _plan_figure(self, name: str) -> Figure:
        label, text, _ = PLAN[name]
        own = self.books.association.in_own_words
        source = _RECOMMENDATION if name in ("limit", "room") else ""
        return Figure(
            f"{PREFIX}{name}", f"Flerårsplan: {own(label[:1].lower() + label[1:])}", Unit.KR, own(text), source
        )

    def _one(self, item: Intervention) -> Figure:
        text = "Helårets kostnad som den ser ut efter perioden: kostnaden hittills och samma takt för de månader som är " \
            "kvar, högst det som är beslutat. Ett inskrivet belopp går före."  # fmt: skip
        return Figure(f"{ONE}{item.key}.forecast", f"{item.name}: prognos för helåret", Unit.KR, text)

    def _total(self, key: str) -> Figure:
        if key == ALL:
            return Figure(
                key, "Insatsernas prognos för helåret", Unit.KR, "Summan av prognoserna för insatser hos parter."
            )
        text = "Medlemsbidrag och övriga intäkter minus kansli och eget arbete minus insatsernas prognos."
        own = self.books.association.in_own_words
        return Figure(key, "Årets resultat enligt insatsernas prognos", Unit.KR, own(text))

    def _item(self, key: str) -> Intervention:
        item = self.portfolio.by_key.get(key.removeprefix(ONE).removesuffix(".forecast"))
        if item is None or item.pk not in self.portfolio.financed or key != f"{ONE}{item.key}.forecast":
            raise UnknownFigure(key)
        return item

    # --- values --------------------------------------------------------------------------------------------------

    def value(self, key: str, scope: Scope) -> Value:
        """Öre. Raises UnknownFigure. The plan is by whole years; a forecast is made after the period."""
        if scope.measure not in (Measure.ACTUAL, Measure.FORECAST):
            self._known(key)
            return None
        if key == RESULT:
            return self._result(scope.period)
        if key == ALL:
            return sum(self.outlook.forecast(item, scope.period) for item in self._items(scope.period))
        if key.startswith(ONE):
            return self.outlook.forecast(self._item(key), scope.period)
        name = self._known(key)
        return PLAN[name][2](self.outlook.year(scope.period.year))

    def _known(self, key: str) -> str:
        name = key.removeprefix(PREFIX)
        if key.startswith(ONE):
            self._item(key)
        elif key not in (ALL, RESULT) and (not key.startswith(PREFIX) or name not in PLAN):
            raise UnknownFigure(key)
        return name

    def _items(self, period: Period) -> list[Intervention]:
        return self.outlook.forecast_items(period)

    def _result(self, period: Period) -> int | None:
        other, office = self.outlook.result_parts(period)
        contributions = self.outlook.contributions(period.year).value
        if contributions is None or other.value is None or office.value is None:
            return None
        spent = sum(self.outlook.forecast(item, period) for item in self._items(period))
        return contributions + other.value - office.value - spent

    # --- explanations --------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        if key.startswith(ONE):
            return self._explain_one(self._item(key), scope, value)
        if key in (ALL, RESULT):
            return self._explain_total(key, scope, value)
        return self._explain_plan(self._known(key), scope, value)

    def _explain_plan(self, name: str, scope: Scope, value: Value) -> Explanation:
        year = self.outlook.year(scope.period.year)
        parts, sources, basis, remarks = self._behind(name, year)
        return Explanation(self._plan_figure(name), scope, value, tuple(parts), tuple(sources), basis,
                           remarks=tuple(remarks))  # fmt: skip

    def _behind(
        self, name: str, year: PlanYear
    ) -> tuple[Sequence[Part], Sequence[SourceRow], str, Sequence[str]]:  # fmt: skip
        """Parts, sources, basis and remarks of one figure of the plan."""
        here = year.parts.year
        if name == "opening_equity":
            return self._opening_parts(here), (), f"Eget kapital 31 december {here - 1}", ()
        if name in ("contributions", "other", "office"):
            amount: Amount = getattr(year.parts, name)
            remarks = ("Ingen har beslutat beloppet; skriv ett antagande om det blir annorlunda.",)
            return self._amount_parts(name, here, amount), self._amount_rows(name, here, amount), amount.basis, (
                remarks if amount.assumed else ()
            )  # fmt: skip
        if name in ("decided", "unspent", "undecided"):
            basis = "Beslut om insatser hos parter" if name == "decided" else f"Vad som var kvar 31 december {here - 1}"
            own = "Insatser i egen regi ingår i kansli och eget arbete."
            return (), self._by_intervention(name, here), basis, (own,) if name == "decided" else ()
        if name == "limit":
            return (), self._limit_rows(year), "Regeln för eget kapital", self._tolerance(here)
        if name == "room":
            return (self._part("closing_equity", year, ""), self._part("limit", year, "−")), (), "Flerårsplanen", ()
        if name == "difference":
            booked = Part("Eget kapital i bokföringen", year.parts.booked, "", "ledger.equity", Scope(Period(here)))
            return (booked, Part("Planens belopp", year.planned, "−")), (), "Bokföringen mot planen", ()
        terms = [(term, sign) for term, sign in _TERMS if term != "difference" or year.difference]
        return [self._part(term, year, sign) for term, sign in terms], (), "Flerårsplanen", ()

    def _part(self, name: str, year: PlanYear, sign: str) -> Part:
        label, _, get = PLAN[name]
        own = self.books.association.in_own_words
        return Part(own(label), get(year), sign, f"{PREFIX}{name}", Scope(Period(year.parts.year)))

    def _opening_parts(self, year: int) -> Sequence[Part]:
        before = Scope(Period(year - 1))
        if (booked := self.outlook.booked(year - 1)) is not None:
            return (Part(f"Eget kapital i bokföringen {year - 1}", booked, "", "ledger.equity", before),)
        planned = self.outlook.year(year).opening
        return (
            ()
            if planned is None
            else (Part(f"Planens eget kapital {year - 1}", planned, "", f"{PREFIX}closing_equity", before),)
        )

    def _amount_parts(self, name: str, year: int, amount: Amount) -> Sequence[Part]:
        """The year's own figure where the members' amounts are decided."""
        if name == "contributions" and year in self.books.contributions:
            label = self.books.association.in_own_words("Medlemsbidrag")
            return (Part(f"{label} {year}", amount.value, "", "association.contributions", Scope(Period(year))),)
        return ()

    def _amount_rows(self, name: str, year: int, amount: Amount) -> Sequence[SourceRow]:
        if name == "contributions":
            link = Link("ledger:allocations")
            return [SourceRow(amount.basis, amount.value, link)]
        if (name, year) and self._typed(name, year) is not None:
            return [SourceRow(amount.basis, amount.value, Link("interventions:outlook"))]
        pick = self.outlook.office_rows if name == "office" else self.outlook.other_rows
        leaves, version = self.outlook.leaves(year)
        if version is not None:
            return [SourceRow(label, ore, Link("ledger:plan", {"pk": version.pk}))
                    for label, ore in rows_in_words(pick(leaves))]  # fmt: skip
        found = self.outlook.last_outcome(year) if name == "office" else None
        if found is None:
            return []
        link = Link("reports:notes", {"period": str(found[0])})
        return [SourceRow(label, ore, link) for label, ore in rows_in_words(pick(found[1]))]

    def _typed(self, name: str, year: int) -> object | None:
        """The typed assumption when it is what the amount comes from."""
        if self.outlook.leaves(year)[1] is not None:
            return None
        kind = {"office": "kansli", "other": "övrigt"}[name]
        return self.outlook.assumptions.get((kind, year))

    def _by_intervention(self, name: str, year: int) -> list[SourceRow]:
        if name == "decided":
            amounts = self.outlook.decided_by(year)
        else:
            place = 0 if name == "unspent" else 1
            left = self.outlook.unspent_by(year - 1) if self.outlook.booked(year - 1) is not None else {}
            amounts = {pk: one[place] for pk, one in left.items() if one[place]}
        items = self.portfolio.interventions
        return [intervention_row(items[pk], amounts[pk]) for pk in items if pk in amounts]

    def _limit_rows(self, year: PlanYear) -> list[SourceRow]:
        rule, base = self.outlook.rule(year.parts.year), self.outlook.limit_base(year.parts)
        if rule is None:
            return []
        words = "medlemsbidrag" if rule.base is EquityBase.CONTRIBUTIONS else "intäkter"
        own = self.books.association.in_own_words
        rows = [SourceRow(own(f"Underlag: {words}"), base, Link("associations:equity"))]
        for bracket, part in rule.steps(base or 0):
            share = f"{bracket.percent:g}".replace(".", ",")
            amount = None if base is None else int(round_half_up(Decimal(part) * bracket.percent / 100))
            rows.append(SourceRow(f"{share} % av {grouped(part // 100)} kr", amount))
        return rows

    def _tolerance(self, year: int) -> tuple[str, ...]:
        rule = self.outlook.rule(year)
        if rule is None or not rule.tolerance:
            return ()
        return (f"Förbundet räknar med en marginal på {rule.tolerance:g} procent över taket.".replace(".", ",", 0),)

    def _explain_one(self, item: Intervention, scope: Scope, value: Value) -> Explanation:
        course, guess = self.outlook.course(item, scope.period), self.outlook.guess(item, scope.period)
        typed = self.outlook.override(item, scope.period)
        year = Scope(scope.period)
        parts: list[Part] = []
        if typed is None and guess.months_left and guess.amount == guess.at_pace:
            ahead = guess.amount - course.cost
            label = f"{guess.months_left} månader kvar i samma takt"
            parts = [Part("Kostnad hittills", course.cost, "", f"{ONE}{item.key}.cost", year), Part(label, ahead)]
        rows = [
            SourceRow("Beslutat för året och kvar av tidigare", course.available, self._page(item)),
            SourceRow("Kostnad hittills", course.cost, self._page(item)),
            SourceRow("Takt per månad", guess.per_month),
            SourceRow("Beräknat", guess.amount, note=guess.how),
        ]
        if typed is not None:
            rows.append(SourceRow("Inskrivet", typed.amount, Link("interventions:forecast"), typed.reason))
        remarks = (f"{typed.by} skrev beloppet: {typed.reason}",) if typed else (guess.how,)
        return Explanation(self._one(item), scope, value, tuple(parts), tuple(rows), "Beslut och godkända rekvisitioner",
                           typed.created if typed else None, typed.by if typed else "", remarks=remarks)  # fmt: skip

    def _page(self, item: Intervention) -> Link:
        return Link("interventions:intervention", {"pk": item.pk})

    def _explain_total(self, key: str, scope: Scope, value: Value) -> Explanation:
        period = scope.period
        if key == ALL:
            parts = tuple(
                Part(item.name, self.outlook.forecast(item, period), "+", f"{ONE}{item.key}.forecast", Scope(period))
                for item in self._items(period)
            )
            return Explanation(self._total(key), scope, value, parts, basis="Prognos per insats")
        other, office = self.outlook.result_parts(period)
        contributions = self.outlook.contributions(period.year)
        spent = self.value(ALL, Scope(period))
        own = self.books.association.in_own_words
        parts = (
            Part(own("Medlemsbidrag"), contributions.value, "", f"{PREFIX}contributions", Scope(Period(period.year))),
            Part("Övriga intäkter", other.value),
            Part("Kansli och eget arbete", office.value, "−"),
            Part("Insatsernas prognos", spent, "−", ALL, Scope(period)),
        )
        said = dict.fromkeys(f"{amount.basis}." for amount in (contributions, other, office) if amount.basis)
        return Explanation(self._total(key), scope, value, parts, basis=office.basis, remarks=tuple(said))
