"""How printed counts hang together: every sum, part and share through which one could be reckoned from others.

What is printed is put among its kin: the other sexes, classes, ages, interventions and periods that make up the same
total, and the flow (opening + entry + new = enrolled; enrolled − ended − closed = closing). Kin without a place in
print are latent cells: nobody prints them, but a reader can compute about them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from samsyn.core.period import Period
from samsyn.disclosure.publication import AtMost, Cell, Identity, Mean, Publication, Share
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import Coordinate, base_of
from samsyn.participants.domain.printed import Printed, cell_key
from samsyn.participants.domain.words import AGES, SEXES, Age, Sex, Shape, Span

FLOW = ("opening", "entry", "new", "enrolled", "ended", "closed", "closing")
_IDENTITIES = (
    (("enrolled", 1), ("opening", -1), ("entry", -1), ("new", -1)),
    (("closing", 1), ("enrolled", -1), ("ended", 1), ("closed", 1)),
)
_STOCK = frozenset({"opening", "enrolled", "closing"})

At = tuple[Coordinate, Period]
ValueOf = Callable[[Coordinate, Period], int | None]


@dataclass(frozen=True)
class Kin:
    """What an association's counts divide into."""

    categories: Mapping[str, Sequence[str]]  # variable -> its classes that anybody is in
    interventions: Sequence[str]
    municipalities: Mapping[str, Sequence[str]]  # slug -> interventions' keys


@dataclass
class _Web:
    value: ValueOf
    kin: Kin
    printed: frozenset[At]
    cells: dict[str, Cell] = field(default_factory=dict)
    identities: dict[Identity, None] = field(default_factory=dict)
    at_most: dict[AtMost, None] = field(default_factory=dict)

    def cell(self, at: Coordinate, period: Period) -> str | None:
        """The key of a count, put among the cells; None when it is not known or no count."""
        key = cell_key(at, period)
        if key not in self.cells:
            number = self.value(at, period)
            if number is None or number < 0:
                return None
            shown = (at, period) in self.printed
            group = cell_key(at.at(sex=Sex.ALL), period) + "|kön" if shown and at.sex in (Sex.WOMEN, Sex.MEN) else ""
            self.cells[key] = Cell(key, number, shown, _weight(at), group)
        return key

    def total(self, whole: At, parts: Iterable[At]) -> None:
        """whole = parts, when all are known and it is true (an intervention may stand under two municipalities)."""
        self.hold([(*whole, 1), *((*part, -1) for part in parts)])

    def hold(self, terms: Iterable[tuple[Coordinate, Period, int]]) -> None:
        found = [(self.cell(at, period), sign) for at, period, sign in terms]
        known = [(key, sign) for key, sign in found if key is not None]
        if len(known) == len(found) and not sum(self.cells[key].value * sign for key, sign in known):
            self.identities[Identity(tuple(known))] = None

    def within(self, smaller: At, larger: At) -> None:
        low, high = self.cell(*smaller), self.cell(*larger)
        if low and high and low != high and self.cells[low].value <= self.cells[high].value:
            self.at_most[AtMost(low, high)] = None

    def rest(self, part: At, whole: At) -> None:
        """Those of the whole who are not in the part: 93 of 97 with support are 4 without."""
        low, high = self.cell(*part), self.cell(*whole)
        if low and high and self.cells[low].value <= self.cells[high].value:
            key = f"{low}-rest"
            self.cells[key] = Cell(key, self.cells[high].value - self.cells[low].value, printed=False)
            self.identities[Identity.total(high, low, key)] = None


def _weight(at: Coordinate) -> int:
    """A total is worth more to a reader than all its parts together: a report without it says little. And of the flow,
    how many were there: shares, costs and the years' line are of them."""
    whole = 3 if not at.sex else 1
    return (1 + (not at.category) + (not at.age) + 2 * (not at.where)) * whole * (3 if at.what == "enrolled" else 1)


def publication(printed: Sequence[Printed], value: ValueOf, kin: Kin, before: Iterable[At] = ()) -> Publication:
    """Everything printed together with what it can be reckoned from. `before` are counts of earlier publications, that
    theirs and these are linked by."""
    counts = {at for item in printed for at in (*item.counts, *item.needs)}
    web = _Web(value, kin, frozenset(counts))
    of_shares = {at for item in printed for at in (*(item.share or ()), *((item.mean,) if item.mean else ()))}
    reach = sorted({*counts, *of_shares, *before})
    for at, period in reach:
        web.cell(at, period)
    for link in (_by_parts, _by_where, _by_category, _by_age, _by_sex, _by_flow, _by_time, _by_base):
        link(web, list(_standing(web, reach)))
    return Publication(
        tuple(web.cells.values()),
        tuple(web.identities),
        tuple(web.at_most),
        tuple(_shares(web, printed)),
        tuple(_means(web, printed)),
    )


def _standing(web: _Web, reach: Iterable[At]) -> Iterable[At]:
    """Everything asked and everything that was drawn in by a link before."""
    yield from dict.fromkeys([*reach, *(spot for key in web.cells for spot in _spot(key))])


def _spot(key: str) -> list[At]:
    return [found] if (found := Printed.read(key)) else []


def _siblings(spots: Iterable[At], **blank: Any) -> Mapping[At, Collection[At]]:
    """Counts by what they are when one of their sides is left out."""
    found: dict[At, dict[At, None]] = {}
    for at, period in spots:
        found.setdefault((at.at(**blank), period), {})[at, period] = None
    return found


def _by_parts(web: _Web, spots: list[At]) -> None:
    """Classes counted together are the sum of each, where one of those is told of otherwise."""
    apart = _apart(spots)
    for at, period in spots:
        if len(at.classes) > 1 and apart[at.what].intersection(at.classes):
            web.total((at, period), [(at.at(category=one), period) for one in at.classes])


def _apart(spots: Iterable[At]) -> dict[str, set[str]]:
    """A variable's classes that stand by themselves anywhere, or together with now these, now those."""
    groups: dict[str, set[tuple[str, ...]]] = {}
    for at, _ in spots:
        groups.setdefault(at.what, set()).add(at.classes)
    found = {}
    for what, held in groups.items():
        times = Counter(one for group in held for one in group)
        found[what] = {one for group in held for one in group if len(group) == 1 or times[one] > 1}
    return found


def _dividing(classes: Iterable[str], own: Iterable[At], apart: Collection[str]) -> list[str]:
    """Categories that everybody is in one of: classes that are only told of together are one."""
    merged = {at.category: at.classes for at, _ in own if len(at.classes) > 1}
    whole = {category: held for category, held in merged.items() if not set(held).intersection(apart)}
    taken = {one for held in whole.values() for one in held}
    every = {*classes, *(one for held in merged.values() for one in held)}
    return sorted({*whole, *(every - taken)})


def _by_sex(web: _Web, spots: list[At]) -> None:
    for (whole, period), own in _siblings(spots, sex=Sex.ALL).items():
        if any(at.sex for at, _ in own):
            web.total((whole, period), [(whole.at(sex=sex), period) for sex in SEXES])


def _by_age(web: _Web, spots: list[At]) -> None:
    for (whole, period), own in _siblings(spots, age=Age.ALL).items():
        if any(at.age for at, _ in own):
            web.total((whole, period), [(whole.at(age=age), period) for age in AGES])


def _by_category(web: _Web, spots: list[At]) -> None:
    spots = [*spots, *((at.at(what="outcome", category="work"), when) for at, when in spots if at.what == "work_study")]
    apart = _apart(spots)
    for (whole, period), own in _siblings(spots, category="").items():
        variable = VARIABLES.get(whole.what)
        if whole.what == "work_study":
            web.total((whole, period), [(whole.at(what="outcome", category=c), period) for c in ("work", "study")])
        if variable is None or not any(at.category for at, _ in own):
            continue
        base = base_of(whole)
        divided = _dividing(web.kin.categories.get(whole.what, ()), own, apart[whole.what])
        classes = [whole.at(category=category) for category in divided]
        if variable.shape is Shape.CLASSES and base is not None:
            web.total((base, period), [(at, period) for at in classes])
        if variable.shape is Shape.SEVERAL and base is not None:
            for at in classes:
                web.within((at, period), (base, period))


def _by_where(web: _Web, spots: list[At]) -> None:
    for (whole, period), own in _siblings(spots, where="").items():
        places = {at.place[0] for at, _ in own}
        if places == {""}:
            continue
        parts = {key: (whole.at(where=f"of.{key}"), period) for key in web.kin.interventions}
        held = {key: at for key, at in parts.items() if web.value(*at) is not None}
        if "of" in places and "" in places:
            web.total((whole, period), held.values())
        for at, _ in own:
            kind, name = at.place
            if kind == "in":
                web.total((at, period), [held[key] for key in web.kin.municipalities.get(name, ()) if key in held])


def _by_flow(web: _Web, spots: list[At]) -> None:
    beside = _siblings(spots, what="enrolled")
    for whole, period in dict.fromkeys((at.at(what="enrolled"), period) for at, period in spots if at.what in FLOW):
        if len(beside[whole, period]) > 1:
            for terms in _IDENTITIES:
                web.hold((whole.at(what=what), period, sign) for what, sign in terms)


def _by_time(web: _Web, spots: list[At]) -> None:
    """Two parts of a year tell what happened between them; a year's end is the next one's beginning."""
    at_times: dict[tuple[Coordinate, int], list[Period]] = {}
    for at, period in spots:
        at_times.setdefault((at, period.year), []).append(period)
    for (at, _), periods in at_times.items():
        yearly = VARIABLES[at.what].span is Span.YEAR if at.what in VARIABLES else False
        for earlier, later in pairwise(sorted(set(periods))):
            if at.what not in _STOCK and not yearly:
                _between(web, at, earlier, later)
    opened = {(at.at(what="closing"), period.year - 1): (at, period) for at, period in spots if at.what == "opening"}
    for at, period in spots:
        if at.what == "closing" and period.whole_year and (at, period.year) in opened:
            web.total(opened[at, period.year], [(at, period)])


def _between(web: _Web, at: Coordinate, earlier: Period, later: Period) -> None:
    first, last = web.cell(at, earlier), web.cell(at, later)
    if first is None or last is None:
        return
    key, number = f"{last}-{earlier.code}", web.cells[last].value - web.cells[first].value
    if number >= 0:
        web.cells[key] = Cell(key, number, printed=False)
        web.identities[Identity.total(last, first, key)] = None


def _by_base(web: _Web, spots: list[At]) -> None:
    for at, period in spots:
        base = base_of(at)
        if base is not None and at.what not in ("net_work_study", "days"):
            web.within((at, period), (base, period))
            if at.what in VARIABLES and VARIABLES[at.what].shape is not Shape.CLASSES:
                web.rest((at, period), (base, period))
        if at.what in ("ended", "new"):
            web.within((at, period), (at.at(what="enrolled"), period))


def _shares(web: _Web, printed: Sequence[Printed]) -> Iterable[Share]:
    made: set[str] = set()
    for item in printed:
        if item.share and item.key not in made:
            over, base = (web.cell(*at) for at in item.share)
            if over and base and web.cells[base].value:
                made.add(item.key)
                yield Share(item.key, over, base, item.decimals)


def _means(web: _Web, printed: Sequence[Printed]) -> Iterable[Mean]:
    made: set[str] = set()
    for item in printed:
        if item.mean and item.key not in made and (base := web.cell(*item.mean)):
            made.add(item.key)
            yield Mean(item.key, base)
