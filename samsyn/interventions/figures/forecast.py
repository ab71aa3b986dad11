"""The year's forecast as figures: one intervention's, all of them, and the result that they give."""

from collections.abc import Iterable

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.interventions.figures.outlook import PREFIX
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries.outlook import Outlook

ONE, ALL, RESULT = "intervention.", "interventions.forecast", f"{PREFIX}result_forecast"
_MEASURES = (Measure.ACTUAL, Measure.FORECAST)
_TEXT = (
    "Helårets kostnad som den ser ut efter perioden: kostnaden hittills och samma takt för de månader som är kvar, "
    "högst det som är beslutat. Ett inskrivet belopp går före."
)


class ForecastFigures:
    """`intervention.<key>.forecast`: the whole year."""

    prefix = ONE

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.portfolio = outlook.portfolio

    def figures(self) -> Iterable[Figure]:
        return [self._one(item) for item in self.portfolio.financed.values()]

    def find(self, key: str) -> Figure | None:
        """None for what is no forecast, and for an intervention that has none."""
        try:
            return self._one(self._item(key))
        except UnknownFigure:
            return None

    def _one(self, item: Intervention) -> Figure:
        return Figure(f"{ONE}{item.key}.forecast", f"{item.name}: prognos för helåret", Unit.KR, _TEXT)

    def _item(self, key: str) -> Intervention:
        item = self.portfolio.by_key.get(key.removeprefix(ONE).removesuffix(".forecast"))
        if item is None or item.pk not in self.portfolio.financed or key != f"{ONE}{item.key}.forecast":
            raise UnknownFigure(key)
        return item

    def value(self, key: str, scope: Scope) -> Value:
        """Öre. Raises UnknownFigure."""
        item = self._item(key)
        return self.outlook.forecast(item, scope.period) if scope.measure in _MEASURES else None

    def explain(self, key: str, scope: Scope) -> Explanation:
        item, value = self._item(key), self.value(key, scope)
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
        when, by = (typed.created, typed.by) if typed else (None, "")
        basis = "Beslut och godkända rekvisitioner"
        return Explanation(self._one(item), scope, value, tuple(parts), tuple(rows), basis, when, by, remarks=remarks)

    def _page(self, item: Intervention) -> Link:
        return Link("interventions:intervention", {"pk": item.pk})


class ForecastTotals:
    """`interventions.forecast` and `outlook.result_forecast`: the whole year of all of them, and what it leaves."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.books = outlook.books

    def figures(self) -> Iterable[Figure]:
        return [self._total(ALL), self._total(RESULT)]

    def _total(self, key: str) -> Figure:
        if key == ALL:
            text = "Summan av prognoserna för insatser hos parter."
            return Figure(key, "Insatsernas prognos för helåret", Unit.KR, text)
        text = "Medlemsbidrag och övriga intäkter minus kansli och eget arbete minus insatsernas prognos."
        own = self.books.association.in_own_words
        return Figure(key, "Årets resultat enligt insatsernas prognos", Unit.KR, own(text))

    def value(self, key: str, scope: Scope) -> Value:
        """Öre. Raises UnknownFigure."""
        if key not in (ALL, RESULT):
            raise UnknownFigure(key)
        if scope.measure not in _MEASURES:
            return None
        return self.outlook.forecast_total(scope.period) if key == ALL else self._result(scope.period)

    def _result(self, period: Period) -> int | None:
        other, office = self.outlook.result_parts(period)
        contributions = self.outlook.contributions(period.year).value
        if contributions is None or other.value is None or office.value is None:
            return None
        return contributions + other.value - office.value - self.outlook.forecast_total(period)

    def explain(self, key: str, scope: Scope) -> Explanation:
        value = self.value(key, scope)
        period = scope.period
        if key == ALL:
            parts = tuple(
                Part(item.name, self.outlook.forecast(item, period), "+", f"{ONE}{item.key}.forecast", Scope(period))
                for item in self.outlook.forecast_items(period)
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
