"""A publication and the earlier ones as one system: true counts, what can be hidden, and the links that hold whatever
is printed or while a percentage is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log

from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import AtMost, Cell, Identity, Publication, Share, Shown, View, percentage
from samsyn.disclosure.whole import Impossible, Program, Row, Terms

ALWAYS = -1
SHARE_COST = 2.0


@dataclass(frozen=True)
class Count:
    """One true count. item: what hides it, ALWAYS when it is never printed. fixed: known for good, since zeros are
    shown or it was printed before. latent: no reader has been told that it is there."""

    key: str
    value: int
    least: int = 0
    item: int = ALWAYS
    fixed: bool = False
    latent: bool = False


@dataclass(frozen=True)
class Item:
    """What is hidden or shown as one: a cell, a split by sex, a percentage or a mean. must: the policy hides it."""

    keys: tuple[str, ...]
    cost: float
    must: bool
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Link:
    """low <= sum of factor * count <= high, known while `item` is printed. told: by a percentage or a mean in print."""

    terms: Terms
    low: int | None = 0
    high: int | None = 0
    item: int = ALWAYS
    told: bool = False

    def off(self, true: int) -> "Link":
        """The same for how far each count is from the true one, when the true counts make this sum."""
        low = None if self.low is None else self.low - true
        high = None if self.high is None else self.high - true
        return replace(self, low=low, high=high)


@dataclass
class Linked:
    """The system. `touching` tells the links of each count. Made by `settle` when all is in place: `offs`, the links
    over how far counts are from the true ones; `beside`, of each count those that a link holds it together with, and
    the item of that link; `held_by`, the links of each item; `largest`, the largest true count."""

    policy: Policy
    counts: list[Count] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    offs: list[Link] = field(default_factory=list)
    touching: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    at: dict[tuple[str, int], int] = field(default_factory=dict)
    beside: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    held_by: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    largest: int = 0

    def link(
        self, terms: Terms, low: int | None = 0, high: int | None = 0, item: int = ALWAYS, told: bool = False
    ) -> None:
        factors: dict[int, int] = defaultdict(int)
        for index, factor in terms:
            factors[index] += factor
        kept = tuple((index, factor) for index, factor in factors.items() if factor)
        for index, _ in kept:
            self.touching[index].append(len(self.links))
        self.links.append(Link(kept, low, high, item, told))

    def settle(self) -> "Linked":
        """Raises ValueError when the true counts do not fit a link."""
        for number, link in enumerate(self.links):
            off = link.off(sum(self.counts[index].value * factor for index, factor in link.terms))
            if (off.low is not None and off.low > 0) or (off.high is not None and off.high < 0):
                names = ", ".join(self.counts[index].key for index, _ in link.terms)
                raise ValueError(f"Earlier publications do not fit with this one: is every changed count told? {names}")
            self.offs.append(off)
            self.held_by[link.item].append(number)
        self.beside = [self._beside(index) for index in range(len(self.counts))]
        self.largest = max((count.value for count in self.counts), default=0)
        return self

    def _beside(self, index: int) -> tuple[tuple[int, int], ...]:
        links = (self.links[number] for number in self.touching[index])
        return tuple(dict.fromkeys((other, link.item) for link in links for other, _ in link.terms))

    def free(self, index: int, hidden: set[int]) -> bool:
        """May the count be another than it is, as far as a reader can tell?"""
        count = self.counts[index]
        return not count.fixed and (count.item == ALWAYS or count.item in hidden)

    def holds(self, link: int, hidden: set[int]) -> bool:
        """Is the link known to a reader?"""
        return self.links[link].item not in hidden


def linked(publication: Publication, policy: Policy, earlier: Sequence[View], changed: frozenset[str]) -> Linked:
    """The system of a publication and earlier views. Raises ValueError when they cannot all be true."""
    system = Linked(policy)
    _cells(system, publication, policy, _printed_before(earlier, changed))
    at = {cell.key: system.at[(cell.key, 0)] for cell in publication.cells}
    _sums(system, publication.identities, publication.bounds(), at)
    _shares(system, publication, at)
    if earlier:
        first = len(system.counts)
        for position, view in enumerate(earlier, 1):
            _earlier(system, view, position, changed)
        _fill_in(system, first)
    return system.settle()


def only_zeros(system: Linked) -> Linked:
    """The same counts when one only knows which of the printed ones are zero, and how they add up."""
    least = 1 if system.policy.zeros else 0
    bare = Linked(system.policy, items=system.items)
    for count in system.counts:
        open_now = count.fixed and count.value > 0
        low = max(count.least, least) if open_now else count.least
        bare.counts.append(Count(count.key, count.value, low, count.item, count.fixed and not open_now, count.latent))
    for link in system.links:
        if not link.told:
            bare.link(link.terms, link.low, link.high, link.item)
    return bare.settle()


def _printed_before(earlier: Sequence[View], changed: frozenset[str]) -> dict[str, int]:
    return {key: value for view in earlier for key, value in view.shown.items() if key not in changed}


def _cells(system: Linked, publication: Publication, policy: Policy, before: dict[str, int]) -> None:
    """One item for each printed cell, or for the sides of a split by sex that are not zero."""
    groups: dict[str, list[Cell]] = defaultdict(list)
    for cell in publication.cells:
        if before.get(cell.key, cell.value) != cell.value:
            raise ValueError(f"{cell.key} was printed as another count before and is not said to be changed")
        if cell.printed and not (policy.zeros and cell.value == 0):
            groups[cell.group if cell.group and policy.split_both else f"\0{cell.key}"].append(cell)
    item_of = {cell.key: index for index, cells in enumerate(groups.values()) for cell in cells}
    for index, cell in enumerate(publication.cells):
        zero = cell.printed and policy.zeros and cell.value == 0
        system.at[(cell.key, 0)] = index
        least = 1 if cell.printed and policy.zeros and not zero else 0
        item = item_of.get(cell.key, ALWAYS)
        system.counts.append(Count(cell.key, cell.value, least, item, zero or cell.key in before, not cell.printed))
    for cells in groups.values():
        cost = sum(cell.weight * (1 + log(1 + cell.value)) for cell in cells)
        must = any(policy.small(cell.value) for cell in cells)
        system.items.append(
            Item(tuple(cell.key for cell in cells), cost, must, tuple(system.at[(cell.key, 0)] for cell in cells))
        )


def _sums(system: Linked, identities: Sequence[Identity], bounds: Sequence[AtMost], at: dict[str, int]) -> None:
    for identity in identities:
        system.link(tuple((at[key], factor) for key, factor in identity.terms))
    for one in bounds:
        system.link(((at[one.larger], 1), (at[one.smaller], -1)), 0, None)


def _shares(system: Linked, publication: Publication, at: dict[str, int]) -> None:
    values, least = publication.values, system.policy.base
    for share in publication.shares:
        if share.printed:
            must = values[share.base] < least
            system.items.append(Item((share.key,), share.weight * SHARE_COST, must))
            if not must:
                _share(system, _shown(share, values), at, least, len(system.items) - 1)
    for mean in publication.means:
        if mean.printed:
            must = values[mean.base] < least
            system.items.append(Item((mean.key,), SHARE_COST, must))
            if not must:
                system.link(((at[mean.base], 1),), least, None, len(system.items) - 1, told=True)


def _shown(share: Share, values: dict[str, int]) -> Shown:
    value = percentage(values[share.numerator], values[share.base], share.decimals)
    return Shown(share.key, share.numerator, share.base, value, share.decimals)


def _share(system: Linked, share: Shown, at: dict[str, int], least: int, item: int = ALWAYS) -> None:
    """Half up: value - 1/2 unit <= 100 * numerator / base < value + 1/2 unit, all in half units."""
    units = 200 * 10**share.decimals
    doubled = 2 * int(share.value.scaleb(share.decimals))
    over, base = at[share.numerator], at[share.base]
    system.link(((over, units), (base, 1 - doubled)), 0, None, item, told=True)
    system.link(((over, -units), (base, doubled + 1)), 1, None, item, told=True)
    system.link(((base, 1),), least, None, item, told=True)


def _earlier(system: Linked, view: View, position: int, changed: frozenset[str]) -> None:
    """Counts that still stand are the same as now; those that have been changed are counts of their own."""
    rules = view.policy or system.policy
    at = {}
    for key in sorted(view.keys):
        name = (key, position if key in changed else 0)
        least = 1 if rules.zeros and key in view.hidden else 0
        if name not in system.at:
            system.at[name] = len(system.counts)
            known = key in view.shown
            system.counts.append(Count(key, view.shown.get(key, -1), least, fixed=known, latent=key in view.latent))
        at[key] = system.at[name]
        _learn(system, at[key], view, least)
    _sums(system, view.identities, view.at_most, at)
    for share in view.shares:
        _share(system, share, at, rules.base)
    for base in view.means.values():
        system.link(((at[base], 1),), rules.base, None, told=True)


def _learn(system: Linked, index: int, view: View, least: int) -> None:
    """A count may be known from one view and hidden in another."""
    old = system.counts[index]
    known = old.fixed or old.key in view.shown
    value = view.shown.get(old.key, old.value) if old.value < 0 else old.value
    latent = old.latent and old.key not in view.hidden
    if 0 <= value < least:
        raise ValueError(f"{old.key} was printed as more than zero before and is not said to be changed")
    system.counts[index] = Count(old.key, value, max(old.least, least), old.item, known, latent)


def _fill_in(system: Linked, first: int) -> None:
    """Counts of earlier publications that are not known here get values that fit with everything."""
    lost = [index for index in range(first, len(system.counts)) if system.counts[index].value < 0]
    if not lost:
        return
    place = {index: position for position, index in enumerate(lost)}
    rows = list(_rows_over(system, place))
    ceiling = 1000 + 2 * sum(max(0, count.value) for count in system.counts)
    low = [system.counts[index].least for index in lost]
    try:
        values = Program(low, [ceiling] * len(lost), rows).least(dict.fromkeys(range(len(lost)), 1))
    except Impossible as error:
        raise ValueError("The earlier publications do not fit with this one: is every changed count told?") from error
    for index, value in zip(lost, values, strict=True):
        old = system.counts[index]
        system.counts[index] = Count(old.key, value, old.least, old.item, old.fixed, old.latent)


def _rows_over(system: Linked, place: dict[int, int]) -> Iterator[Row]:
    for number in sorted({link for index in place for link in system.touching[index]}):
        link = system.links[number]
        known = sum(system.counts[index].value * factor for index, factor in link.terms if index not in place)
        terms = tuple((place[index], factor) for index, factor in link.terms if index in place)
        yield Row(terms, _less(link.low, known), _less(link.high, known))


def _less(bound: int | None, known: int) -> int | None:
    return None if bound is None else bound - known
