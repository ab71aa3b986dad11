"""What a reader must hold possible: whole numbers that fit everything printed, other than the true ones.

Each set of such numbers that is found is kept. It shows many counts to be open at once, and goes on doing so when more
is hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from samsyn.disclosure.linked import Linked
from samsyn.disclosure.whole import Impossible, Program, Row, Unsure

ROOM = 1000


@dataclass
class Doubt:
    """hidden: items that are hidden. Alternatives hold only the counts that differ from the true ones."""

    system: Linked
    hidden: set[int]
    alternatives: list[dict[int, int]] = field(default_factory=list)
    least: dict[int, int] = field(default_factory=dict)
    most: dict[int, int] = field(default_factory=dict)
    _programs: dict[tuple[tuple[int, ...], tuple[int, ...]], Program] = field(default_factory=dict)
    _asked: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    _ceiling: int = 0

    def __post_init__(self) -> None:
        self._ceiling = ROOM + 2 * max((count.value for count in self.system.counts), default=0)

    def add(self, alternative: Mapping[int, int]) -> None:
        """Keeps numbers that have been found to fit. Those not given are the true ones."""
        counts = self.system.counts
        kept = {index: value for index, value in alternative.items() if value != counts[index].value}
        self.alternatives.append(kept)
        self._note(kept)

    def _note(self, kept: Mapping[int, int]) -> None:
        for index, value in kept.items():
            self.least[index] = min(value, self.least.get(index, self.system.counts[index].value))
            self.most[index] = max(value, self.most.get(index, self.system.counts[index].value))

    def seen(self, index: int) -> tuple[int, int]:
        """The least and the most seen so far."""
        true = self.system.counts[index].value
        return self.least.get(index, true), self.most.get(index, true)

    def floor(self, index: int) -> int:
        """Exactly the least that the count can be."""
        return self._far(index, 1)

    def top(self, index: int) -> int:
        """Exactly the most that the count can be, or very much."""
        return self._far(index, -1)

    def _far(self, index: int, sign: int) -> int:
        part, links = self.part(index)
        if self._asked.get((index, sign)) != links:
            self._asked[(index, sign)] = links
            try:
                values = self._program(part, links).least({part.index(index): float(sign)})
                self.add(dict(zip(part, values, strict=True)))
            except Unsure:
                pass  # what is not shown to be possible counts as impossible: the safe side
            except Impossible as error:
                raise AssertionError("the true counts themselves fit") from error
        return self.seen(index)[0 if sign > 0 else 1]

    def part(self, index: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The free counts that hang together with this one, and the links between them."""
        system, found, waiting, links = self.system, {index}, [index], set()
        while waiting:
            for link in system.touching[waiting.pop()]:
                if link not in links and system.holds(link, self.hidden):
                    links.add(link)
                    new = {i for i, _ in system.links[link].terms if i not in found and system.free(i, self.hidden)}
                    found |= new
                    waiting += new
        return tuple(sorted(found)), tuple(sorted(links))

    def _program(self, part: tuple[int, ...], links: tuple[int, ...]) -> Program:
        if (part, links) not in self._programs:
            place = {index: position for position, index in enumerate(part)}
            low = [self.system.counts[index].least for index in part]
            rows = list(dict.fromkeys(self._row(link, place) for link in links))
            self._programs[(part, links)] = Program(low, [self._ceiling + sum(low)] * len(part), rows)
        return self._programs[(part, links)]

    def _row(self, number: int, place: Mapping[int, int]) -> Row:
        link, counts = self.system.links[number], self.system.counts
        known = sum(counts[index].value * factor for index, factor in link.terms if index not in place)
        terms = tuple((place[index], factor) for index, factor in link.terms if index in place)
        low = None if link.low is None else link.low - known
        return Row(terms, low, None if link.high is None else link.high - known)

    def show(self, items: Iterable[int]) -> "Doubt":
        """The doubt that is left when these items are shown after all: the alternatives that do not contradict them."""
        items = set(items)
        left = Doubt(self.system, self.hidden - items, _programs=self._programs)
        fixed = {index for item in items for index in self.system.items[item].counts}
        links = [link.row for link in self.system.links if link.item in items]
        true = [count.value for count in self.system.counts]
        for kept in self.alternatives:
            if fixed.isdisjoint(kept) and all(row.holds(_Over(true, kept)) for row in links):
                left.alternatives.append(kept)
                left._note(kept)
        return left


class _Over(dict[int, int]):
    """True counts with some of them replaced."""

    def __init__(self, true: list[int], kept: Mapping[int, int]) -> None:
        super().__init__(kept)
        self.true = true

    def __missing__(self, index: int) -> int:
        return self.true[index]
