"""What a careful reader knows: the printed page turned into conditions on whole numbers.

Written from the views and the policy alone, without a glance at how anything was protected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import Shown, View
from samsyn.disclosure.whole import Row

Name = tuple[str, int]
"""The key of a count and which publication it is of: 0 this one, and earlier ones whose count still stands; 1, 2 … an
earlier one whose count has been changed since."""


@dataclass(frozen=True)
class Condition:
    """low <= sum of factor * count <= high, by name."""

    terms: tuple[tuple[Name, int], ...]
    low: int | None = 0
    high: int | None = 0


@dataclass(frozen=True)
class Knowledge:
    """Counts that are known, what the unknown ones are at least, and conditions over both."""

    known: dict[Name, int]
    least: dict[Name, int]
    conditions: tuple[Condition, ...]

    def parts(self) -> Iterator[tuple[tuple[Name, ...], tuple[Row, ...]]]:
        """Unknown counts that hang together, each part with its rows over the positions in it. Raises ValueError when
        what is known contradicts itself."""
        linked, by_name = self._reduced()
        seen: set[Name] = set()
        for name in self.least:
            if name not in seen:
                part = _together(name, linked, by_name)
                seen |= set(part)
                yield part, _rows(part, linked, by_name)

    def _reduced(self) -> tuple[list[Condition], dict[Name, list[int]]]:
        linked: list[Condition] = []
        by_name: dict[Name, list[int]] = defaultdict(list)
        for condition in self.conditions:
            left = self._without_known(condition)
            for name, _ in left.terms:
                by_name[name].append(len(linked))
            if left.terms:
                linked.append(left)
            elif not ((left.low is None or left.low <= 0) and (left.high is None or left.high >= 0)):
                raise ValueError(f"What is printed contradicts itself: {condition}")
        return linked, by_name

    def _without_known(self, condition: Condition) -> Condition:
        total = sum(self.known[name] * factor for name, factor in condition.terms if name in self.known)
        factors: dict[Name, int] = defaultdict(int)
        for name, factor in condition.terms:
            if name not in self.known:
                factors[name] += factor
        low = None if condition.low is None else condition.low - total
        high = None if condition.high is None else condition.high - total
        return Condition(tuple((name, factor) for name, factor in factors.items() if factor), low, high)


def _together(first: Name, linked: Sequence[Condition], by_name: dict[Name, list[int]]) -> tuple[Name, ...]:
    found, waiting = {first: None}, [first]
    while waiting:
        for index in by_name.get(waiting.pop(), ()):
            for name, _ in linked[index].terms:
                if name not in found:
                    found[name] = None
                    waiting.append(name)
    return tuple(found)


def _rows(part: Sequence[Name], linked: Sequence[Condition], by_name: dict[Name, list[int]]) -> tuple[Row, ...]:
    place = {name: position for position, name in enumerate(part)}
    indexes = dict.fromkeys(index for name in part for index in by_name.get(name, ()))
    return tuple(
        Row(tuple((place[name], factor) for name, factor in linked[index].terms), linked[index].low, linked[index].high)
        for index in indexes
    )


def knowledge(
    policy: Policy, views: Sequence[View], changed: frozenset[str], plain: frozenset[int] = frozenset()
) -> Knowledge:
    """What the first view and the earlier ones tell together. plain: the positions of views that are read as if every
    count but zero were printed ".." and no percentage or mean at all: what is known whatever numbers are printed.

    Raises ValueError when two views print different values of a count that is said to stand."""
    known: dict[Name, int] = {}
    least: dict[Name, int] = {}
    conditions: list[Condition] = []
    for position, view in enumerate(views):
        reading = _Reading(view, position, changed, view.policy or policy, position in plain)
        for name, value in reading.known().items():
            if known.setdefault(name, value) != value:
                raise ValueError(f"{name[0]} is printed as {known[name]} and as {value}, and is not said to be changed")
        for name, low in reading.least().items():
            least[name] = max(low, least.get(name, 0))
        conditions += reading.conditions()
    unknown = {name: low for name, low in least.items() if name not in known}
    return Knowledge(known, unknown, tuple(conditions))


@dataclass(frozen=True)
class _Reading:
    """One view: the names of its counts, and what it says of them."""

    view: View
    position: int
    changed: frozenset[str]
    policy: Policy
    plain: bool

    def name(self, key: str) -> Name:
        return key, self.position if key in self.changed else 0

    def known(self) -> dict[Name, int]:
        return {self.name(key): value for key, value in self.view.shown.items() if not (self.plain and value)}

    def least(self) -> dict[Name, int]:
        """A printed count that is hidden is no zero when zeros are shown; of a latent one nothing is said."""
        lowest = 1 if self.policy.zeros else 0
        hidden = {*self.view.hidden, *(key for key, value in self.view.shown.items() if self.plain and value)}
        return {self.name(key): 0 for key in self.view.latent} | {self.name(key): lowest for key in hidden}

    def conditions(self) -> Iterator[Condition]:
        for identity in self.view.identities:
            yield Condition(tuple((self.name(key), factor) for key, factor in identity.terms))
        for one in self.view.at_most:
            yield Condition(((self.name(one.larger), 1), (self.name(one.smaller), -1)), 0, None)
        if not self.plain:
            for share in self.view.shares:
                yield from self._share(share)
            for base in self.view.means.values():
                yield from self._base(base)

    def _share(self, share: Shown) -> Iterable[Condition]:
        """value - half a unit <= 100 * numerator / base < value + half a unit, in whole numbers."""
        scale = 10**share.decimals
        value = int(share.value * scale)
        over, base = self.name(share.numerator), self.name(share.base)
        yield Condition(((over, 200 * scale), (base, 1 - 2 * value)), 0, None)
        yield Condition(((base, 2 * value + 1), (over, -200 * scale)), 1, None)
        yield from self._base(share.base)

    def _base(self, key: str) -> Iterator[Condition]:
        """A percentage or a mean is printed only of a base that is large enough."""
        if key not in self.view.shown:
            yield Condition(((self.name(key), 1),), self.policy.base, None)
