"""The plan of several years as figures, each with its parts: `outlook.room` for 2026 and so on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from samsyn.associations.domain.equity import EquityBase
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, grouped, round_half_up
from samsyn.core.period import Period
from samsyn.interventions.domain.outlook import Amount, PlanYear
from samsyn.interventions.figures.sources import intervention_row
from samsyn.interventions.queries.outlook import Outlook
from samsyn.interventions.queries.plan_sources import rows_in_words

PREFIX = "outlook."
_RECOMMENDATION = "Nationella rådets rekommendation om eget kapital"
PLAN: Mapping[str, tuple[str, str, Callable[[PlanYear], int | None]]] = {
    "opening_equity": ("Eget kapital vid årets början", ("Eget kapital vid förra årets slut: ur bokföringen när "
                       "året är bokfört, annars det som planen ger."), lambda y: y.opening),
    "contributions": ("Medlemsbidrag", ("Vad medlemmarna väntas betala: slutligt belopp, annars senaste versionen av "
                      "medelstilldelningen, annars ett antagande."), lambda y: y.parts.contributions.value),
    "other": ("Övriga intäkter", "Intäkter utöver medlemsbidragen: budgeten, annars ett antagande.",
              lambda y: y.parts.other.value),
    "office": ("Kansli och eget arbete", ("Alla kostnader utom bidragen till insatser hos parter, finansiella poster "
               "inräknade: budgeten, annars ett antagande, annars senaste utfallet."), lambda y: y.parts.office.value),
    "decided": ("Beslutat till insatser", ("Vad styrelsen har beslutat för året till insatser hos parter, minus det "
                "som har återgått eller minskats."), lambda y: y.parts.decided),
    "unspent": ("Oförbrukat som förs vidare", ("Det som är kvar av tidigare års belopp och som besluten säger att "
                "insatserna får använda. Minus: mer än de åren har redan använts."), lambda y: y.parts.unspent),
    "undecided": ("Oförbrukat som kräver beslut", ("Det som är kvar av tidigare års belopp och som inte återgår förrän "
                  "styrelsen beslutar. Det är fortfarande utlovat och räknas därför som använt."),
                  lambda y: y.parts.undecided),
    "difference": ("Skillnad, bokfört mot plan", ("Eget kapital i bokföringen minus det som planens belopp ger. Finns "
                   "bara för år som är bokförda."), lambda y: y.difference),
    "closing_equity": ("Eget kapital vid årets slut", ("Ur bokföringen när året är bokfört, annars det som planens "
                       "belopp ger."), lambda y: y.closing),
    "limit": ("Högsta rekommenderade eget kapital", "Taket enligt den regel som gäller vid årets slut.",
              lambda y: y.limit),
    "room": ("Utrymme för nya beslut", ("Eget kapital vid årets slut minus taket. Ett beslut som kostar ett år sänker "
             "alla senare år lika mycket. Minus: planen ligger redan under taket."), lambda y: y.room),
}  # fmt: skip
_TERMS: Sequence[tuple[str, str]] = (
    ("opening_equity", ""), ("contributions", "+"), ("other", "+"), ("office", "−"), ("decided", "−"),
    ("unspent", "−"), ("undecided", "−"), ("difference", "+"),
)  # fmt: skip


class OutlookFigures:
    """`outlook.*`, a whole year each: what the plan of several years is made of and what it gives."""

    prefix = PREFIX

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.books, self.portfolio = outlook.books, outlook.portfolio

    # --- definitions ---------------------------------------------------------------------------------------------

    def figures(self) -> Iterable[Figure]:
        return [self._plan_figure(name) for name in PLAN]

    def _plan_figure(self, name: str) -> Figure:
        label, text, _ = PLAN[name]
        own = self.books.association.in_own_words
        source = _RECOMMENDATION if name in ("limit", "room") else ""
        return Figure(
            f"{PREFIX}{name}", f"Flerårsplan: {own(label[:1].lower() + label[1:])}", Unit.KR, own(text), source
        )

    # --- values --------------------------------------------------------------------------------------------------

    def value(self, key: str, scope: Scope) -> Value:
        """Öre for the scope's whole year. Raises UnknownFigure."""
        name = self._known(key)
        return PLAN[name][2](self.outlook.year(scope.period.year)) if scope.measure is Measure.ACTUAL else None

    def _known(self, key: str) -> str:
        name = key.removeprefix(PREFIX)
        if not key.startswith(PREFIX) or name not in PLAN:
            raise UnknownFigure(key)
        return name

    # --- explanations --------------------------------------------------------------------------------------------

    def explain(self, key: str, scope: Scope) -> Explanation:
        return self._explain_plan(self._known(key), scope, self.value(key, scope))

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
        if self._typed(name, year) is not None:
            return [SourceRow(amount.basis, amount.value, Link("interventions:outlook"))]
        if name == "office":
            found = self.outlook.office_source(year)
            if found is None:
                return []
            _, leaves, version, of = found
            rows = self.outlook.office_rows(leaves)
        else:
            leaves, version = self.outlook.leaves(year)
            rows, of = self.outlook.other_rows(leaves), year
        link = Link("ledger:plan", {"pk": version.pk}) if version else Link("reports:notes", {"period": str(of)})
        return [SourceRow(label, ore, link) for label, ore in rows_in_words(rows)]

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
        return (f"Förbundet räknar med en marginal på {rule.tolerance:g} procent över taket.",)
