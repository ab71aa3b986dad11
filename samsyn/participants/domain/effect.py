"""The economic example: what a change of support is worth to each party, against a cost. An example, no evaluation.

Amounts are öre; nothing is rounded before it is shown. The benefit is not indexed: amounts stay in their own price
year, and the cost may be converted to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

YEAR = 12


class Side(StrEnum):
    """Which cost the gain is held against."""

    INTERVENTIONS = "insatser"
    TOTAL = "alla"


SIDE_WORDS = {Side.INTERVENTIONS: "insatsernas kostnad", Side.TOTAL: "förbundets alla kostnader"}


@dataclass(frozen=True)
class Inputs:
    """Persons, months, and öre per person and month; a cost to a party is negative."""

    persons: int
    months: int
    municipality: int
    region: int
    state: int

    def gain(self, per_month: int) -> int:
        """Öre over the months."""
        return self.persons * per_month * self.months

    def counted(self, *, with_state: bool, months: int | None = None) -> int:
        """What municipality and region gain together over the months (or so many), less what it costs the state when
        that is counted. Öre."""
        per_month = self.municipality + self.region + (self.state if with_state else 0)
        return self.persons * per_month * (self.months if months is None else months)


@dataclass(frozen=True)
class Variant:
    """One way to reckon: which cost, in which prices, with which parties. `years` None where nothing is gained."""

    side: Side
    deflated: bool
    with_state: bool
    cost: Fraction | None  # öre
    gain: int  # öre a year, whatever the months
    years: Fraction | None


def converted(amount: int, index: Mapping[int, Decimal], from_year: int, to_year: int) -> Fraction | None:
    """An amount in another year's prices by the consumer price index; None when either year's index is not known."""
    if from_year == to_year:
        return Fraction(amount)
    if from_year not in index or to_year not in index:
        return None
    return amount * Fraction(index[to_year]) / Fraction(index[from_year])


def payback(cost: Fraction | None, gain: int) -> Fraction | None:
    """Years until the gain has paid the cost; None when the cost is not known or nothing is gained."""
    return cost / gain if cost is not None and gain > 0 else None


def variants(
    inputs: Inputs, costs: Mapping[Side, int | None], index: Mapping[int, Decimal], year: int, price_year: int
) -> list[Variant]:
    """Every combination of cost, prices and parties, so that a reader sees what each says."""
    found = []
    for side in Side:
        for deflated in (False, True):
            for with_state in (False, True):
                amount = costs.get(side)
                cost = None if amount is None else converted(amount, index, year, price_year if deflated else year)
                gain = inputs.counted(with_state=with_state, months=YEAR)
                found.append(Variant(side, deflated, with_state, cost, gain, payback(cost, gain)))
    return found


def remaining(inputs: Inputs, otherwise: Decimal, months: int) -> Inputs:
    """The same with a part of the persons taken to have found work anyway, over so many months. Persons are whole."""
    kept = Fraction(inputs.persons) * (1 - Fraction(otherwise))
    return Inputs(int(kept), months, inputs.municipality, inputs.region, inputs.state)


def in_decimals(value: Fraction | None) -> Decimal | None:
    """A fraction as a decimal number, exact enough to be rounded once when it is shown."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
