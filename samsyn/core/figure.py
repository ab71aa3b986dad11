"""Figures: every number the system can state is defined once, computed from the data and explained on demand.

A `Figure` is the definition. A `Family` computes and explains all figures of one kind for an association; it is made
once per request, so that a whole report costs tens of queries. A `FigureBook` is all families seen as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from samsyn.core.money import Unit
from samsyn.core.period import Period

Value = int | Decimal | None
"""Money in öre (int), anything else Decimal or int. None means *not known*, never zero."""


class Measure(StrEnum):
    """Which version of reality: the books, a plan, or the difference."""

    ACTUAL = "utfall"
    BUDGET = "budget"
    REVISED = "reviderad"
    FORECAST = "prognos"
    DEVIATION = "avvikelse"  # outcome - budget on signed amounts: plus is better


@dataclass(frozen=True)
class Scope:
    """What a figure is asked about: a period and a measure. Its code is '2024', '2024-08', '2024:budget'."""

    period: Period
    measure: Measure = Measure.ACTUAL

    @classmethod
    def parse(cls, code: str) -> "Scope":
        """Raises ValueError with a Swedish sentence."""
        period, _, measure = code.partition(":")
        try:
            return cls(Period.parse(period), Measure(measure) if measure else Measure.ACTUAL)
        except ValueError as error:
            raise ValueError(f"'{code}' går inte att läsa. Skriv till exempel 2024 eller 2024:budget.") from error

    @property
    def code(self) -> str:
        return self.period.code if self.measure is Measure.ACTUAL else f"{self.period.code}:{self.measure}"

    @property
    def label(self) -> str:
        return self.period.label if self.measure is Measure.ACTUAL else f"{self.measure} {self.period.label}"

    @property
    def previous(self) -> "Scope":
        return Scope(self.period.previous, self.measure)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Figure:
    """A definition. `unit` KR means money (values are öre); `definition` is a plain Swedish sentence."""

    key: str
    label: str
    unit: Unit
    definition: str
    source: str = ""  # the law or recommendation it follows
    decimals: int = 0  # for other units than money


@dataclass(frozen=True)
class Link:
    """A door by URL name; association and period are filled in by the page that shows it."""

    view: str
    kwargs: Mapping[str, str | int] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    fragment: str = ""  # a place on the page: 'not-3'


@dataclass(frozen=True)
class Part:
    """One term of the formula with its amount filled in; `figure` and `scope` make it a door of its own."""

    label: str
    value: Value
    operator: str = "+"  # '+', '−', '×', '/' ; the sum row is the explanation's own value
    figure: str = ""
    scope: Scope | None = None
    unit: Unit = Unit.KR
    decimals: int = 0


@dataclass(frozen=True)
class SourceRow:
    """What the figure rests on: an account, a budget row, a post; with a link to the records behind it."""

    label: str
    value: Value
    link: Link | None = None
    note: str = ""
    unit: Unit = Unit.KR
    decimals: int = 0


@dataclass(frozen=True)
class Explanation:
    """'Så är siffran räknad': everything the drawer and the command line show."""

    figure: Figure
    scope: Scope
    value: Value
    parts: tuple[Part, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    basis: str = ""  # which data was used: 'Verifikationer 2024, inläst 12 februari 2025'
    changed: datetime | None = None
    changed_by: str = ""
    used_in: tuple[tuple[str, Link], ...] = ()
    remarks: tuple[str, ...] = ()


class UnknownFigure(KeyError):
    """No figure has that key."""


class Family(Protocol):
    """All figures of one kind for one association, loaded at most once."""

    def figures(self) -> Iterable[Figure]:
        """Every figure, the association's own rows included."""

    def value(self, key: str, scope: Scope) -> Value:
        """Raises UnknownFigure."""

    def explain(self, key: str, scope: Scope) -> Explanation:
        """Raises UnknownFigure."""


@runtime_checkable
class Finding(Protocol):
    """A family with so many figures that one is looked up by its key without listing all."""

    prefix: str

    def find(self, key: str) -> Figure | None:
        """The figure of a key that begins with `prefix`; None when there is none."""


class FigureBook:
    """All families of an association as one: look up, compute, explain. Refuses two figures with one key.

    The prefix of a `Finding` family is its own: no listed figure begins with it.
    """

    def __init__(self, families: Iterable[Family]) -> None:
        self._families = tuple(families)
        self._finding = [family for family in self._families if isinstance(family, Finding)]
        self._listed = [family for family in self._families if not isinstance(family, Finding)]
        self._index: dict[str, tuple[Figure, Family]] | None = None

    @property
    def index(self) -> Mapping[str, tuple[Figure, Family]]:
        if self._index is None:
            index: dict[str, tuple[Figure, Family]] = {}
            for family in self._listed:
                for figure in family.figures():
                    if figure.key in index:
                        raise ValueError(f"two figures have the key {figure.key}")
                    if any(figure.key.startswith(other.prefix) for other in self._finding):
                        raise ValueError(f"{figure.key} begins as another family's figures do")
                    index[figure.key] = (figure, family)
            self._index = index
        return self._index

    def figures(self) -> list[Figure]:
        found = [figure for family in self._finding for figure in family.figures()]
        return [*(figure for figure, _ in self.index.values()), *found]

    def __contains__(self, key: str) -> bool:
        try:
            self._find(key)
        except UnknownFigure:
            return False
        return True

    def figure(self, key: str) -> Figure:
        """Raises UnknownFigure."""
        return self._find(key)[0]

    def value(self, key: str, scope: Scope) -> Value:
        """Raises UnknownFigure."""
        return self._find(key)[1].value(key, scope)

    def explain(self, key: str, scope: Scope) -> Explanation:
        """Raises UnknownFigure."""
        return self._find(key)[1].explain(key, scope)

    def _find(self, key: str) -> tuple[Figure, Family]:
        for family in self._finding:
            if key.startswith(family.prefix):
                if (figure := family.find(key)) is None:
                    raise UnknownFigure(key)
                return figure, family
        try:
            return self.index[key]
        except KeyError:
            raise UnknownFigure(key) from None
