"""The cheapest that can be hidden more, so that one count becomes open enough: a small integer program.

It looks for whole numbers that a reader must hold possible. One set has the count low, another has it high; both fit
everything that stays printed. What either needs hidden costs what it is worth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

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
    """What to hide, and the numbers that it makes possible."""

    items: frozenset[int]
    alternatives: tuple[dict[int, int], ...]


def remedy(want: Want, doubt: Doubt) -> Remedy | None:
    """The cheapest remedy near the count, or further away; None when nothing in this publication helps."""
    for most in REACHES:
        near = _near(want.index, doubt, most)
        found = _Choice(want, doubt, near, STRETCH).solve()
        if found or len(near) < most:
            break
    return found or _Choice(want, doubt, near, 0).solve() or _Choice(want, doubt, near, 0).solve(reduced=False)


def _near(start: int, doubt: Doubt, most: int) -> list[int]:
    """Counts that are hidden or could be, nearest first. What lies behind a count of many sums is far away."""
    touching = doubt.system.touching
    reached: dict[int, float] = {}
    waiting = [(0.0, start)]
    while waiting and len(reached) < most:
        distance, index = heappop(waiting)
        if index not in reached:
            reached[index] = distance
            further = distance + 1 + len(touching[index]) / 4
            for other in _beside(index, doubt):
                if other not in reached and not doubt.system.counts[other].fixed:
                    heappush(waiting, (further, other))
    return list(reached)


def _beside(index: int, doubt: Doubt) -> Iterator[int]:
    system = doubt.system
    for link in system.touching[index]:
        if system.holds(link, doubt.hidden):
            yield from (other for other, _ in system.links[link].terms)
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

    def solve(self, reduced: bool = True) -> Remedy | None:
        items = self._items()
        self.low, self.high, self.rows = [0] * len(items), [1] * len(items), []
        offsets = [self._numbers(items, side) for side in self._sides()]
        costs = {column: self.doubt.system.items[item].cost for item, column in items.items()}
        try:
            values = Program(self.low, self.high, self.rows).least_whole(
                costs, reduced, NARROW if len(self.near) <= REACHES[1] else BROAD
            )
        except (Impossible, Unsure):
            return None
        chosen = frozenset(item for item, column in items.items() if values[column])
        counts = self.doubt.system.counts
        found = tuple(
            {index: counts[index].value + values[offset + place] for place, index in enumerate(self.near)}
            for offset in offsets
        )
        return Remedy(chosen, found)

    def _sides(self) -> list[tuple[int | None, int | None]]:
        """Bounds on the count itself, one pair for each set of numbers."""
        sides: list[tuple[int | None, int | None]] = []
        if self.want.least is not None:
            sides.append((None, self.want.least))
        if self.want.most is not None:
            sides.append((self.want.most, None))
        return sides

    def _items(self) -> dict[int, int]:
        """Items that are shown and may be hidden, with their columns."""
        system, hidden = self.doubt.system, self.doubt.hidden
        items = {system.counts[index].item: 0 for index in self.near} | {link.item: 0 for link in self._links()}
        shown = [item for item in items if item >= 0 and item not in hidden]
        return {item: column for column, item in enumerate(shown)}

    def _links(self) -> list[Link]:
        system = self.doubt.system
        numbers = dict.fromkeys(link for index in self.near for link in system.touching[index])
        return [system.links[number] for number in numbers if system.holds(number, self.doubt.hidden)]

    def _numbers(self, items: dict[int, int], side: tuple[int | None, int | None]) -> int:
        """Columns and rows of one set of numbers; returns its first column."""
        offset = len(self.low)
        place = {index: offset + position for position, index in enumerate(self.near)}
        for index in self.near:
            self._column(index, place, items, side)
        for link in self._links():
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
        if count.item in items:
            own, column = place[index], items[count.item]
            self.rows.append(Row(((own, 1), (column, -up)), None, 0))
            self.rows.append(Row(((own, 1), (column, -down)), 0, None))

    def _far(self, index: int) -> tuple[int, int]:
        """How far from the true one a count may be: short ways make small programs."""
        counts = self.doubt.system.counts
        count = counts[index]
        down, up = count.least - count.value, ROOM + self.doubt.largest
        if not self.stretch:
            return down, up
        true, width = counts[self.want.index].value, self.doubt.system.policy.smallest
        wanted = [abs(goal - true) for goal in (self.want.least, self.want.most) if goal is not None]
        reach = self.stretch * max(width, *wanted)
        return max(down, -reach), min(up, reach)

    def _row(self, link: Link, place: dict[int, int], items: dict[int, int]) -> None:
        """A link over the distances; one that a percentage makes is loosened when the percentage is hidden."""
        counts = self.doubt.system.counts
        true = sum(counts[index].value * factor for index, factor in link.terms)
        terms = tuple((place[index], factor) for index, factor in link.terms if index in place)
        low = None if link.low is None else link.low - true
        high = None if link.high is None else link.high - true
        if link.item not in items:
            self.rows.append(Row(terms, low, high))
        elif low is not None:
            lowest = sum(min(f * self.low[c], f * self.high[c]) for c, f in terms)
            self.rows.append(Row((*terms, (items[link.item], max(0, low - lowest))), low, None))
