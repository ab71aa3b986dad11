"""The economic example of a year: its inputs, the price index and the costs it is held against."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.interventions.figures.totals import TotalFigures
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.figures.lines import LineFigures
from samsyn.ledger.queries.books import Books
from samsyn.participants.domain.coordinates import Coordinate
from samsyn.participants.domain.effect import Inputs, Side, Variant, remaining, variants
from samsyn.participants.models import EffectExample, PriceIndex
from samsyn.participants.queries.tally import Tally

TO_WORK = Coordinate("outcome", "work")


@dataclass
class Effects:
    """The examples of an association, each loaded once."""

    tally: Tally
    portfolio: Portfolio
    books: Books

    @cached_property
    def examples(self) -> dict[int, EffectExample]:
        return {row.year: row for row in EffectExample.objects.filter(association=self.books.association)}

    @cached_property
    def index_rows(self) -> dict[int, PriceIndex]:
        return {row.year: row for row in PriceIndex.objects.filter(association=self.books.association)}

    @property
    def index(self) -> dict[int, Decimal]:
        return {year: row.index for year, row in self.index_rows.items()}

    def persons(self, year: int) -> int | None:
        """Those who went to work in the year, or the number the example states with its reason."""
        example = self.examples.get(year)
        if example is not None and example.persons is not None:
            return example.persons
        return self.tally.value(TO_WORK, Period(year))

    def inputs(self, year: int) -> Inputs | None:
        """None when the year has no example or its persons are not known."""
        example, persons = self.examples.get(year), self.persons(year)
        if example is None or persons is None:
            return None
        return Inputs(persons, example.months, example.municipality, example.region, example.state)

    def cost(self, side: Side, year: int) -> int | None:
        """Öre of the whole year; None when the books or the claims do not say."""
        scope = Scope(Period(year))
        if side is Side.INTERVENTIONS:
            value = TotalFigures(self.portfolio, self.books).value("interventions.cost", scope)
            return None if value is None else int(value)
        total = LineFigures(self.books).value("ledger.costs", scope)
        return None if total is None else -int(total)

    def variants(self, year: int, inputs: Inputs) -> list[Variant]:
        """Every way to reckon the year."""
        costs = {side: self.cost(side, year) for side in Side}
        return variants(inputs, costs, self.index, year, self.examples[year].price_year)

    def chosen(self, year: int, inputs: Inputs) -> Variant:
        """The way the example states."""
        example = self.examples[year]
        wanted = (Side(example.cost_side), example.deflate, example.with_state)
        return next(one for one in self.variants(year, inputs) if (one.side, one.deflated, one.with_state) == wanted)

    def bounds(self, year: int, inputs: Inputs) -> list[tuple[str, Inputs, int]]:
        """The example low and high, by its stated assumptions: (what, inputs, öre gained over their months)."""
        example = self.examples[year]
        low = remaining(inputs, example.low_share, example.low_months)
        high = remaining(inputs, example.high_share, example.high_months)
        with_state = example.with_state
        return [(word, one, one.counted(with_state=with_state)) for word, one in (("Lågt", low), ("Högt", high))]
