"""'Så är siffran räknad' prepared for the page: amounts written out, doors and links found. Values in, values out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from samsyn.core.figure import Explanation, Link, Part, SourceRow, Value
from samsyn.core.money import NBSP, Unit, grouped, in_unit
from samsyn.ui.formats import has_ore, quantity
from samsyn.ui.html import Doors

MONEY = (Unit.KR, Unit.TKR)
Resolve = Callable[[Link], str]
WITHHELD = "visas inte"


@dataclass(frozen=True)
class Line:
    """One row of the calculation or of the sources, ready to print."""

    label: str
    shown: str
    href: str = ""
    operator: str = ""
    note: str = ""


@dataclass(frozen=True)
class Explained:
    """What the template prints. `unit` is empty where the lines carry units of their own."""

    hero: str
    unit: str
    rounded: str
    parts: tuple[Line, ...]
    parts_unit: str
    total: str
    sources: tuple[Line, ...]
    sources_unit: str
    used_in: tuple[Line, ...]


def explain(explanation: Explanation, doors: Doors | None, resolve: Resolve) -> Explained:
    """Write an explanation out. Money stands in kronor, with öre wherever any amount of that list has öre."""
    figure, value = explanation.figure, explanation.value
    money = figure.unit in MONEY
    parts_unit = _common_unit([part.unit for part in explanation.parts] + [figure.unit] * bool(explanation.parts))
    sources_unit = _common_unit(source.unit for source in explanation.sources)
    places = _places([part.value for part in explanation.parts] + [value], figure.unit, figure.decimals)
    own = 2 if money and has_ore(value) else 0 if money else figure.decimals
    return Explained(
        hero=WITHHELD if explanation.withheld else quantity(value, figure.unit, own, with_unit=False),
        unit="" if value is None or figure.unit is Unit.COUNT else "kr" if money else str(figure.unit),
        rounded=_thousands(value) if money else "",
        parts=tuple(_part(part, number, places, parts_unit, doors) for number, part in enumerate(explanation.parts)),
        parts_unit=parts_unit,
        total=quantity(value, figure.unit, places if money else figure.decimals, with_unit=not parts_unit),
        sources=_sources(explanation.sources, sources_unit, resolve),
        sources_unit=sources_unit,
        used_in=tuple(Line(label, "", resolve(link)) for label, link in explanation.used_in),
    )


def _thousands(value: Value) -> str:
    """The same amount as reports print it: '−594 tkr'."""
    return "" if value is None else f"{grouped(in_unit(int(value), Unit.TKR))}{NBSP}tkr"


def _common_unit(units: Iterable[Unit]) -> str:
    """'kr' when every row is money, the unit when all share one, else ''."""
    kinds = {"kr" if unit in MONEY else str(unit) for unit in units}
    return kinds.pop() if len(kinds) == 1 else ""


def _places(values: Iterable[Value], unit: Unit, decimals: int) -> int:
    return 2 if unit in MONEY and any(has_ore(value) for value in values) else 0 if unit in MONEY else decimals


def _part(part: Part, number: int, places: int, common: str, doors: Doors | None) -> Line:
    decimals = places if part.unit in MONEY else part.decimals
    return Line(
        label=part.label,
        shown=quantity(part.value, part.unit, decimals, with_unit=not common),
        href=doors.href(part.figure, part.scope) if doors and part.figure and part.scope else "",
        operator="" if number == 0 and part.operator == "+" else part.operator,
    )


def _sources(rows: tuple[SourceRow, ...], common: str, resolve: Resolve) -> tuple[Line, ...]:
    ore = any(row.unit in MONEY and has_ore(row.value) for row in rows)
    return tuple(
        Line(
            label=row.label,
            shown=quantity(
                row.value, row.unit, (2 if ore else 0) if row.unit in MONEY else row.decimals, with_unit=not common
            ),
            href=resolve(row.link) if row.link else "",
            note=row.note,
        )
        for row in rows
    )
