"""Underlag till Uppföljning Finsam as values: two sheets, what has been sent before and what has changed since.

Försäkringskassan's system takes no file (finsam.se, Uppföljning Finsam): the sheets are copied by hand, in its order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samsyn.core.figure import Scope, Value
from samsyn.core.money import DASH, Unit, grouped, in_unit

Content = Mapping[str, str | int | None]
"""What stands in a sheet's boxes: kronor and persons as whole numbers, texts; None is not known."""


class Sheet(StrEnum):
    OFFICE = "kansli"
    PARTICIPANTS = "deltagare"


@dataclass(frozen=True)
class Box:
    """One box of the form. `key` is stable: what was sent is kept under it.

    A number is a figure in a scope, a text stands as it is. `fixed` cannot be changed once it is in the system.
    """

    key: str
    label: str
    figure: str = ""
    scope: Scope | None = None
    unit: Unit = Unit.KR
    text: str = ""
    fixed: bool = False
    exact: Value = None

    @property
    def content(self) -> str | int | None:
        """What is copied: whole kronor, persons, or the text."""
        if not self.figure:
            return self.text
        if self.exact is None:
            return None
        return in_unit(int(self.exact), Unit.KR) if self.unit is Unit.KR else int(self.exact)


@dataclass(frozen=True)
class Line:
    """A row of a section: an intervention, or what the association tells of itself."""

    key: str
    label: str
    boxes: Sequence[Box]
    pk: int | None = None


@dataclass(frozen=True)
class Section:
    """A table of a sheet; `columns` name its boxes."""

    key: str
    title: str
    columns: Sequence[str]
    lines: Sequence[Line]
    fixed: bool = False


@dataclass(frozen=True)
class Change:
    """A box that holds something else than when it was last sent."""

    line: str
    label: str
    was: str
    now: str
    fixed: bool


def boxes(sections: Iterable[Section]) -> list[tuple[Section, Line, Box]]:
    return [(section, line, box) for section in sections for line in section.lines for box in line.boxes]


def content(sections: Iterable[Section]) -> Content:
    """Everything that is to be copied, by box."""
    return {box.key: box.content for _, _, box in boxes(sections)}


def sent(returns: Iterable[tuple[int, Content]], year: int) -> Content:
    """What the system holds by what was sent, oldest first as (year, content).

    Each sender tells of its own boxes. What cannot be changed afterwards stands from year to year.
    """
    held: dict[str, str | int | None] = {}
    for of, told in returns:
        held |= {key: value for key, value in told.items() if of == year or key.startswith(FIXED)}
    return held


def shown(value: str | int | None) -> str:
    """A box's content in words: '1 234', 'uppgift saknas', a dash for an empty text."""
    if value is None:
        return "uppgift saknas"
    return grouped(value) if isinstance(value, int) else value or DASH


FIXED = "fast."
"""How the key of a box begins that is told once, when the intervention is registered."""


def changes(sections: Iterable[Section], before: Content) -> list[Change]:
    """What differs from what was sent before; a box that was never sent is new and not a change."""
    return [
        Change(line.label, box.label, shown(before[box.key]), shown(box.content), box.fixed)
        for _, line, box in boxes(sections)
        if box.key in before and before[box.key] != box.content
    ]


def unsent(sections: Iterable[Section], before: Content) -> int:
    """How many boxes have never been sent."""
    return sum(box.key not in before for _, _, box in boxes(sections))
