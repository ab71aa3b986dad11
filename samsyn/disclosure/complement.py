"""The cheapest that can be hidden more, so that one count becomes open enough: a small integer program.

It looks for whole numbers that a reader must hold possible. One set has the count low, another has it high; both fit
everything that stays printed. What either needs hidden costs what it is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from math import inf

from samsyn.disclosure.doubt import ROOM, Doubt
from samsyn.disclosure.linked import Link
from samsyn.disclosure.safety import Want
from samsyn.disclosure.whole import Effort, Impossible, Program, Row, Unsure

REACHES = (50, 150, 10**6)
"""Among how many counts hiding is tried; wider when nothing near helps."""
STRETCH = 4
NARROW, BROAD = Effort(gap=0.02, nodes=200), Effort(gap=0.05, nodes=1)
"""Among many counts the first good answer is taken: what it hides too much is shown again at the end."""


@dataclass(frozen=True)
class Remedy:
    """What to hide, and the sets of numbers that it makes possible: how far each of the counts is from the true one."""

    items: frozenset[int]
    counts: tuple[int, ...]
    alternatives: tuple[tuple[int, ...], ...]


def remedy(want: Want, doubt: Doubt) -> Remedy | None:
    """The cheapest remedy near the count, or further away; None when nothing in this publication helps."""
    for most in REACHES:
        near = _near(want.index, doubt, most)
        choice = _Choice(want, doubt, near, STRETCH)
        found = choice.solve() if most <= REACHES[-2] else choice.solve(choice.hinted()) or choice.solve()
        if found or len(near) < most:
            break
    wide = _Choice(want, doubt, near, 0)
    return found or wide.solve() or wide.solve(reduced=False)


def _near(start: int, doubt: Doubt, most: int) -> list[int]:
    """Counts that are hidden or could be, nearest first. What lies behind a count of many sums is far away."""
    touching = doubt.system.touching
    reached: dict[int, None] = {}
    nearest, waiting = {start: 0.0}, [(0.0, start)]
    while waiting and len(reached) < most:
        distance, index = heappop(waiting)
        if index not in reached:
            reached[index] = None
            further = distance + 1 + len(touching[index]) / 4
            for other in _beside(index, doubt):
                if further < nearest.get(other, inf) and not doubt.system.counts[other].fixed:
                    nearest[other] = further
                    heappush(waiting, (further, other))
    return list(reached)


def _beside(index: int, doubt: Doubt) -> Iterator[int]:
    system = doubt.system
    yield from (other for other, item in system.beside[index] if item not in doubt.hidden)
    item = system.counts[index].item
    if item >= 0:
        yield from system.items[item].counts


@dataclass
class _Choice:
    """One integer program. Columns: first one for each item that may be hidden, then for each set of numbers how
    far each count is from the true one."""

    want: Want
    doubt: Doubt
    near: list[int]
    stretch: int
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def solve(self, items: Sequence[int] | None = None, reduced: bool = True) -> Remedy | None:
        """items: only these may be hidden."""
        place = {item: column for column, item in enumerate(self._items() if items is None else items)}
        program, offsets, costs = self._program(place)
        try:
            values = program.least_whole(costs, reduced, NARROW if len(self.near) <= REACHES[-2] else BROAD)
        except (Impossible, Unsure):
            return None
        chosen = frozenset(item for item, column in place.items() if values[column])
        found = tuple(values[offset : offset + len(self.near)] for offset in offsets)
        return Remedy(chosen, tuple(self.near), found)

    def hinted(self) -> list[int]:
        """Items that would be hidden in part, could one hide parts: quickly found, and a good guess."""
        place = {item: column for column, item in enumerate(self._items())}
        program, _, costs = self._program(place)
        try:
            values = program.broken(costs)
        except (Impossible, Unsure):
            return []
        return [item for item, column in place.items() if values[column] > 1e-6]

    def _program(self, place: dict[int, int]) -> tuple[Program, list[int], dict[int, float]]:
        self.low, self.high, self.rows = [0] * len(place), [1] * len(place), []
        offsets = [self._numbers(place, side) for side in self._sides()]
        costs = {column: self.doubt.system.items[item].cost for item, column in place.items()}
        return Program(self.low, self.high, self.rows), offsets, costs

    def _sides(self) -> list[tuple[int | None, int | None]]:
        """Bounds on the count itself, one pair for each set of numbers."""
        sides: list[tuple[int | None, int | None]] = []
        if self.want.least is not None:
            sides.append((None, self.want.least))
        if self.want.most is not None:
            sides.append((self.want.most, None))
        return sides

    def _items(self) -> list[int]:
        """Items that are shown and may be hidden."""
        system, hidden = self.doubt.system, self.doubt.hidden
        items = {system.counts[index].item: 0 for index in self.near} | {link.item: 0 for link in self._links}
        return [item for item in items if item >= 0 and item not in hidden]

    @cached_property
    def _links(self) -> list[Link]:
        system = self.doubt.system
        numbers = dict.fromkeys(link for index in self.near for link in system.touching[index])
        return [system.offs[number] for number in numbers if system.holds(number, self.doubt.hidden)]

    def _numbers(self, items: dict[int, int], side: tuple[int | None, int | None]) -> int:
        """Columns and rows of one set of numbers; returns its first column."""
        offset = len(self.low)
        place = {index: offset + position for position, index in enumerate(self.near)}
        for index in self.near:
            self._column(index, place, items, side)
        for link in self._links:
            self._row(link, place, items)
        return offset

    def _column(
        self, index: int, place: dict[int, int], items: dict[int, int], side: tuple[int | None, int | None]
    ) -> None:
        count = self.doubt.system.counts[index]
        down, up = self._far(index)
        if index == self.want.index:
            least, most = side
            down = down if least is None else max(down, least - count.value)
            up = up if most is None else min(up, most - count.value)
        self.low.append(down)
        self.high.append(up)
        if count.item >= 0 and count.item not in items and count.item not in self.doubt.hidden:
            self.low[-1] = self.high[-1] = 0
        elif count.item in items:
            own, column = place[index], items[count.item]
            self.rows.append(Row(((own, 1), (column, -up)), None, 0))
            self.rows.append(Row(((own, 1), (column, -down)), 0, None))

    def _far(self, index: int) -> tuple[int, int]:
        """How far from the true one a count may be: short ways make small programs."""
        counts = self.doubt.system.counts
        count = counts[index]
        down, up = count.least - count.value, ROOM + self.doubt.system.largest
        if not self.stretch:
            return down, up
        true, width = counts[self.want.index].value, self.doubt.system.policy.smallest
        wanted = [abs(goal - true) for goal in (self.want.least, self.want.most) if goal is not None]
        reach = self.stretch * max(width, *wanted)
        return max(down, -reach), min(up, reach)

    def _row(self, link: Link, place: dict[int, int], items: dict[int, int]) -> None:
        """A link; one that a percentage makes is loosened when the percentage is hidden."""
        terms = tuple([(place[index], factor) for index, factor in link.terms if index in place])
        if link.item not in items:
            self.rows.append(Row(terms, link.low, link.high))
        elif link.low is not None:
            lowest = sum(min(f * self.low[c], f * self.high[c]) for c, f in terms)
            self.rows.append(Row((*terms, (items[link.item], max(0, link.low - lowest))), link.low, None))
