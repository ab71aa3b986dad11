"""Figures: every number the system can state is defined once, computed from the data and explained on demand.

A `Figure` is the definition. A `Family` computes and explains all figures of one kind for an association; it is made
once per request, so that a whole report costs tens of queries. A `FigureBook` is all families seen as one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

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


class Figure(NamedTuple):
    """A definition. `unit` KR means money (values are öre); `definition` is a plain Swedish sentence.

    A tuple, which is made fast: many interventions have thousands of figures.
    """

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
    withheld: bool = False  # the value is not for this reader, which is not the same as not known


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


class Of(NamedTuple):
    """What one thing among many has of a figure that all of them have."""

    key: str  # of the thing, not of its figure
    name: str
    value: Value


@runtime_checkable
class Each(Protocol):
    """A family with the same figures of many things: what each has of one of them, without listing any."""

    prefix: str

    def each(self, what: str, scope: Scope) -> Iterable[Of]:
        """Every thing that has the figure, in the order of the list."""


class FigureBook:
    """All families of an association as one: look up, compute, explain. Refuses to list two figures with one key.

    A family may say how its keys begin (`prefix`): nothing else is looked for in it, and it is not loaded to look for
    anything else. Families with the same prefix are asked in turn.
    """

    def __init__(self, families: Iterable[Family]) -> None:
        self._families = [(str(getattr(family, "prefix", "")), family) for family in families]
        self._finding = {id(family): family for _, family in self._families if isinstance(family, Finding)}
        self._lists: dict[int, Mapping[str, Figure]] = {}
        self._found: dict[str, tuple[Figure, Family] | None] = {}
        self._each: dict[tuple[str, str, Scope], Sequence[Of]] = {}

    def figures(self, without: Collection[str] = ()) -> list[Figure]:
        """Every figure in the families' order, `without` the families of these prefixes, which are many."""
        return _distinct([
            (prefix, figure) for prefix, family in self._families if not (prefix and prefix in without)
            for figure in family.figures()
        ])  # fmt: skip

    def figures_of(self, prefix: str) -> list[Figure]:
        """The figures of the families of a prefix."""
        return _distinct([(own, figure) for own, family in self._families if own == prefix
                          for figure in family.figures()])  # fmt: skip

    def each(self, prefix: str, what: str, scope: Scope) -> Sequence[Of]:
        """The same figure of everything that the families of a prefix tell of."""
        place = (prefix, what, scope)
        if place not in self._each:
            found = [family for own, family in self._families if own == prefix and isinstance(family, Each)]
            self._each[place] = [one for family in found for one in family.each(what, scope)]
        return self._each[place]

    def __contains__(self, key: str) -> bool:
        return self._looked_up(key) is not None

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
        if (found := self._looked_up(key)) is None:
            raise UnknownFigure(key)
        return found

    def _looked_up(self, key: str) -> tuple[Figure, Family] | None:
        if key not in self._found:
            able = (family for prefix, family in self._families if key.startswith(prefix))
            there = ((figure, family) for family in able if (figure := self._in(family, key)) is not None)
            self._found[key] = next(there, None)
        return self._found[key]

    def _in(self, family: Family, key: str) -> Figure | None:
        if (finding := self._finding.get(id(family))) is not None:
            return finding.find(key)
        if id(family) not in self._lists:
            self._lists[id(family)] = {figure.key: figure for figure in family.figures()}
        return self._lists[id(family)].get(key)


def _distinct(found: Sequence[tuple[str, Figure]]) -> list[Figure]:
    """Raises ValueError where two have one key, or a key does not begin as its family's do."""
    keys: set[str] = set()
    for prefix, figure in found:
        if figure.key in keys:
            raise ValueError(f"two figures have the key {figure.key}")
        if not figure.key.startswith(prefix):
            raise ValueError(f"{figure.key} does not begin as its family's figures do")
        keys.add(figure.key)
    return [figure for _, figure in found]
