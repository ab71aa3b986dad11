"""The figures of the economic example: what each party gains, the cost it is held against, and the payback."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit, round_half_up
from samsyn.participants.domain.effect import SIDE_WORDS, YEAR, Side, in_decimals
from samsyn.participants.queries.effect import TO_WORK, Effects

PREFIX = "effect."
REMARK = "Räkneexempel, inte en utvärdering: det säger inte vad som hade hänt utan insatsen."
_PARTIES = ("municipality", "region", "state")
FIGURES: Sequence[Figure] = (
    Figure(f"{PREFIX}persons", "Räkneexempel: personer", Unit.PERSONS, "De som gick till arbete under året, eller det "
           "antal som exemplet anger med ett skäl."),
    Figure(f"{PREFIX}municipality", "Räkneexempel: kommunernas vinst", Unit.KR,
           "Personer gånger kronor per person och månad för kommunen gånger månader. Beloppen räknas inte om."),
    Figure(f"{PREFIX}region", "Räkneexempel: regionens vinst", Unit.KR,
           "Personer gånger kronor per person och månad för regionen gånger månader. Beloppen räknas inte om."),
    Figure(f"{PREFIX}state", "Räkneexempel: statens vinst", Unit.KR,
           "Personer gånger kronor per person och månad för staten gånger månader. Minus betyder kostnad."),
    Figure(f"{PREFIX}gain", "Räkneexempel: vinst per år som räknas", Unit.KR,
           "Vad tolv månader är värda för kommuner och region, med statens del om exemplet säger det."),
    Figure(f"{PREFIX}cost", "Räkneexempel: kostnad", Unit.KR,
           "Den kostnad som exemplet valt, omräknad till beloppens prisår om exemplet säger det."),
    Figure(f"{PREFIX}payback", "Räkneexempel: återbetalningstid", Unit.YEARS,
           "Kostnaden delad med vinsten per år som räknas.", decimals=2),
)  # fmt: skip
_BY_KEY = {figure.key: figure for figure in FIGURES}


class EffectFigures:
    """`effect.municipality`, `effect.cost`, `effect.payback` … of the years that have an example."""

    prefix = PREFIX

    PERSONS = f"{PREFIX}persons"

    def __init__(self, effects: Effects) -> None:
        self.effects = effects

    def figures(self) -> Iterable[Figure]:
        return FIGURES if self.effects.examples else ()

    def value(self, key: str, scope: Scope) -> Value:
        """Öre, persons or years; None for a part of a year and a year without an example."""
        if key not in _BY_KEY:
            raise UnknownFigure(key)
        year = scope.period.year
        inputs = self.effects.inputs(year) if scope.period.whole_year and scope.measure is Measure.ACTUAL else None
        if inputs is None:
            return None
        what = key.removeprefix(PREFIX)
        if what == "persons":
            return inputs.persons
        if what in _PARTIES:
            return inputs.gain(getattr(inputs, what))
        chosen = self.effects.chosen(year, inputs)
        if what == "gain":
            return chosen.gain
        if what == "cost":
            cost = in_decimals(chosen.cost)
            return None if cost is None else int(round_half_up(cost))
        return in_decimals(chosen.years)

    def explain(self, key: str, scope: Scope) -> Explanation:
        value, figure = self.value(key, scope), _BY_KEY[key]
        if value is None:
            return Explanation(figure, scope, None, basis=f"Inget räkneexempel för {scope.label}")
        parts, sources = self._parts(key.removeprefix(PREFIX), scope)
        return Explanation(figure, scope, value, parts, sources, self.effects.examples[scope.period.year].source,
                           remarks=(REMARK,))  # fmt: skip

    def _parts(self, what: str, scope: Scope) -> tuple[tuple[Part, ...], tuple[SourceRow, ...]]:
        year = scope.period.year
        example, link = self.effects.examples[year], Link("participants:effect")
        persons = Part("Personer", self.effects.persons(year), "", TO_WORK.key, scope, Unit.PERSONS)
        if what in _PARTIES:
            per_month = Part("Kronor per person och månad", getattr(example, what), "×")
            return (persons, per_month, Part("Månader", example.months, "×", unit=Unit.COUNT)), ()
        if what == "gain":
            together = example.municipality + example.region + (example.state if example.with_state else 0)
            return (persons, Part("Kronor per person och månad", together, "×"),
                    Part("Månader", YEAR, "×", unit=Unit.COUNT)), ()  # fmt: skip
        if what == "payback":
            return (self._part("Kostnad", "cost", "", scope), self._part("Vinst per år", "gain", "/", scope)), ()
        if what == "persons":
            return (), (SourceRow(example.persons_reason or "Till arbete", persons.value, link, unit=Unit.PERSONS),)
        return self._cost_parts(scope), ()

    def _part(self, label: str, what: str, operator: str, scope: Scope) -> Part:
        return Part(label, self.value(f"{PREFIX}{what}", scope), operator, f"{PREFIX}{what}", scope)

    def _cost_parts(self, scope: Scope) -> tuple[Part, ...]:
        year = scope.period.year
        example = self.effects.examples[year]
        side = Side(example.cost_side)
        key = "interventions.cost" if side is Side.INTERVENTIONS else "ledger.costs"
        words = SIDE_WORDS[side]
        first = Part(words[0].upper() + words[1:], self.effects.cost(side, year), "", key, scope)
        if not example.deflate:
            return (first,)
        index = self.effects.index
        return (first, _index(example.price_year, index, "×"), _index(year, index, "/"))


def _index(year: int, index: dict[int, Decimal], operator: str) -> Part:
    return Part(f"Konsumentprisindex {year}", index.get(year), operator, unit=Unit.COUNT, decimals=2)
