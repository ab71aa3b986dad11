"""What a reader must hold possible: whole numbers that fit everything printed, other than the true ones.

Each set of such numbers that is found is kept. It shows many counts to be open at once, and goes on doing so when more
is hidden. They are looked for near the count first, where others stay as they are: that is quick, and what is near
seldom depends on what is hidden far away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from samsyn.disclosure.linked import Linked
from samsyn.disclosure.whole import Impossible, Program, Row, Unsure, Whole

ROOM = 1000
NEAR = 24
"""So many counts are near another one."""
Numbers = tuple[int, ...]


@dataclass
class Doubt:
    """hidden: items that are hidden. untold: counts whose span the optimiser failed to tell."""

    system: Linked
    hidden: set[int]
    untold: set[int] = field(default_factory=set)
    _kept: Whole | None = None
    _new: list[Whole] = field(default_factory=list)
    _programs: dict[tuple[Numbers, Numbers], Program] = field(default_factory=dict)
    _asked: dict[tuple[int, int, bool], tuple[Numbers, Numbers]] = field(default_factory=dict)
    _parts: dict[int, tuple[Numbers, Numbers]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = self.alternatives
        self._down, self._up = kept.min(axis=0, initial=0), kept.max(axis=0, initial=0)

    @property
    def alternatives(self) -> Whole:
        """One row for each set of numbers that fits, one column for each count: how far it is from the true one."""
        if self._kept is None:
            self._kept = np.zeros((0, len(self.system.counts)), dtype=np.int64)
        if self._new:
            self._kept = np.vstack([self._kept, *self._new])
            self._new = []
        return self._kept

    def hide(self, items: Iterable[int]) -> None:
        self.hidden |= set(items)
        self._parts.clear()

    def add(self, counts: Sequence[int], offs: Sequence[int]) -> None:
        """Keeps numbers that have been found to fit: how far these counts are from the true ones."""
        row = np.zeros(len(self.system.counts), dtype=np.int64)
        row[list(counts)] = offs
        self._new.append(row)
        np.minimum(self._down, row, out=self._down)
        np.maximum(self._up, row, out=self._up)

    def seen(self, index: int) -> tuple[int, int]:
        """The least and the most seen so far."""
        true = self.system.counts[index].value
        return true + int(self._down[index]), true + int(self._up[index])

    def glance(self, index: int) -> tuple[int, int]:
        """The least and the most that are possible when only what is near may be otherwise."""
        near = self._near(index)
        for sign in (1, -1):
            self._look(index, sign, near, near=True)
        return self.seen(index)

    def floor(self, index: int) -> int:
        """Exactly the least that the count can be."""
        self._look(index, 1, self.part(index))
        return self.seen(index)[0]

    def top(self, index: int) -> int:
        """Exactly the most that the count can be, or very much."""
        self._look(index, -1, self.part(index))
        return self.seen(index)[1]

    def _look(self, index: int, sign: int, where: tuple[Numbers, Numbers], near: bool = False) -> None:
        if self._asked.get((index, sign, near)) == where:
            return
        self._asked[(index, sign, near)] = where
        counts, links = where
        so_far = int((self._down if sign > 0 else self._up)[index]) * sign
        try:
            offs = self._program(counts, links).below({counts.index(index): sign}, so_far)
            if offs:
                self.add(counts, offs)
        except Unsure:
            self.untold.add(index)
        except Impossible as error:
            raise AssertionError("the true counts themselves fit") from error

    def part(self, index: int) -> tuple[Numbers, Numbers]:
        """The free counts that hang together with this one, and the links between them."""
        if index not in self._parts:
            counts = tuple(sorted(self._spread(index)))
            found = counts, self._links(counts)
            self._parts |= dict.fromkeys(counts, found)
        return self._parts[index]

    def _near(self, index: int) -> tuple[Numbers, Numbers]:
        near = []
        for count in self._spread(index):
            near.append(count)
            if len(near) == NEAR:
                break
        near.sort()
        return tuple(near), self._links(near)

    def _spread(self, index: int) -> Iterator[int]:
        """Free counts linked to this one, nearest first; the count itself is the first."""
        found, waiting = {index}, [index]
        yield index
        for count in waiting:
            for other, item in self.system.beside[count]:
                if other not in found and item not in self.hidden and self.system.free(other, self.hidden):
                    found.add(other)
                    waiting.append(other)
                    yield other

    def _links(self, counts: Iterable[int]) -> Numbers:
        system = self.system
        touching = {link for index in counts for link in system.touching[index]}
        return tuple(sorted(link for link in touching if system.holds(link, self.hidden)))

    def _program(self, counts: Numbers, links: Numbers) -> Program:
        if (counts, links) not in self._programs:
            place = {index: position for position, index in enumerate(counts)}
            low = [self.system.counts[index].least - self.system.counts[index].value for index in counts]
            rows = [self._row(link, place) for link in links]
            self._programs[(counts, links)] = Program(low, [ROOM + self.system.largest] * len(counts), rows)
        return self._programs[(counts, links)]

    def _row(self, number: int, place: Mapping[int, int]) -> Row:
        link = self.system.offs[number]
        return Row(tuple([(place[i], factor) for i, factor in link.terms if i in place]), link.low, link.high)

    def show(self, items: Iterable[int]) -> "Doubt":
        """The doubt that is left when these items are shown after all: the alternatives that do not contradict them."""
        items = set(items)
        fixed = [index for item in items for index in self.system.items[item].counts]
        kept = self.alternatives
        kept = kept[~kept[:, fixed].any(axis=1)]
        for link in (self.system.offs[number] for item in items for number in self.system.held_by[item]):
            sums = sum((kept[:, index] * factor for index, factor in link.terms), np.zeros(len(kept), dtype=np.int64))
            low = True if link.low is None else sums >= link.low
            kept = kept[low & (True if link.high is None else sums <= link.high)]
        return Doubt(self.system, self.hidden - items, _kept=kept, _programs=self._programs)
