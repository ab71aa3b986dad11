"""What of an association's figures may be shown outside: all that is printed together, protected and then attacked."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.cache import caches

from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.disclosure.attack import Unsafe, attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Publication, View
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.linking import Kin, publication
from samsyn.participants.domain.printed import At, Printed, between, cell_key, printed, tells_of_people, told_key
from samsyn.participants.domain.words import Shape
from samsyn.participants.models import Told
from samsyn.participants.queries.tally import Tally


@dataclass(frozen=True)
class Earlier:
    """A publication that readers already have, and the true counts behind it then (which they have not)."""

    view: View
    truth: Mapping[str, int]

    def of_years(self, years: Collection[int]) -> "Earlier":
        """What of it concerns some years: all of its counts of them, and every link that holds no other."""

        def own(*keys: str) -> bool:
            return all(year_of(key) in years for key in keys)

        view = self.view
        kept = replace(
            view,
            shown={key: value for key, value in view.shown.items() if own(key)},
            hidden=frozenset(filter(own, view.hidden)),
            latent=frozenset(filter(own, view.latent)),
            shares=tuple(one for one in view.shares if own(one.numerator, one.base)),
            means={key: base for key, base in view.means.items() if own(key, base)},
            identities=tuple(one for one in view.identities if own(*(key for key, _ in one.terms))),
            at_most=tuple(one for one in view.at_most if own(one.smaller, one.larger)),
        )
        return Earlier(kept, {key: value for key, value in self.truth.items() if own(key)})


@dataclass(frozen=True)
class Shield:
    """Which figures of a publication stay in the house, and why the rest may leave it."""

    hidden: Mapping[str, str]  # key of a printed figure -> 'primary', 'secondary'
    view: View
    unsafe: tuple[Unsafe, ...]
    keys: frozenset[str]  # every printed figure of people
    truth: Mapping[str, int]

    def covers(self, figure: str, scope: Scope) -> bool:
        """Whether a figure is hidden: one of people that it has not weighed is."""
        key = told_key(figure, scope.period)
        return key in self.hidden or (key not in self.keys and tells_of_people(figure))

    @property
    def closed(self) -> "Shield":
        """The same with every figure of people hidden: where the attack found something, nothing is told."""
        return replace(self, hidden=dict.fromkeys(self.keys, "secondary"), unsafe=())


def earlier_of(association: Association, period: Period) -> list[Earlier]:
    """What readers have been told that may concern a period: a report prints some years back (one query)."""
    return [told for _, told in _told(association, period)]


def earlier_than_pages(association: Association, year: int, closed: datetime | None, policy: Policy) -> list[Earlier]:
    """What readers had been told when a year's pages were `closed`, and what they were told later under another rule.
    What is published later under the same rule knows the pages, which need not know it: they stay as they are."""
    return [
        told
        for at, told in _told(association, Period(year))
        if closed is None or at <= closed or told.view.policy != policy
    ]


def _told(association: Association, period: Period) -> list[tuple[datetime, Earlier]]:
    years = (period.year - YEARS_BACK, period.year + YEARS_BACK)
    found = Told.objects.filter(association=association, year__range=years).values_list("at", "view", "truth")
    return [(at, Earlier(View.from_json(view), truth)) for at, view, truth in found]


YEARS_BACK = 6
"""How far before and after a year something told may still print it."""

Asked = Iterable[tuple[str, Period, int]]
"""Printed figures: key, period, decimals."""


def shield(tally: Tally, asked: Asked, policy: Policy, earlier: Sequence[Earlier] = ()) -> Shield:
    """Protects everything printed together, also against earlier publications of the same years.

    What it finds safe the attack has tried; an unsafe cell is in `unsafe`, and what holds one must not leave. What was
    told of the year before a printed one counts too: it ended where this one begins.
    """
    items = [item for key, period, places in asked if (item := printed(key, period, places))]
    years = {year_of(item.key) for item in items}
    concerning = [one.of_years(years | {year - 1 for year in years}) for one in earlier]
    held = publication(items, tally.value, kin(tally, years), _before(concerning, years))
    made = _remembered(held, policy, [one.view for one in concerning], _changed(tally, held, concerning))
    hidden = {item.key: reason for item in items if (reason := _why(item, made[0]))}
    return Shield(hidden, made[1], made[2], frozenset(item.key for item in items), held.values)


def year_of(key: str) -> int:
    """The year of a count or figure in a publication: 'participants.new@2024-08' → 2024."""
    return int(key.partition("@")[2][:4])


def kin(tally: Tally, years: Iterable[int]) -> Kin:
    """What the association's counts of some years divide into."""
    classes: dict[str, set[str]] = {}
    for year in {*years}:
        for rows in (tally.totals(year), *tally.own(year).values()):
            for name, held in rows.items():
                if name in VARIABLES and VARIABLES[name].shape in (Shape.CLASSES, Shape.SEVERAL):
                    classes.setdefault(name, set()).update(row.category for row in held)
    return Kin({name: sorted(found) for name, found in classes.items()}, sorted(tally.keys),
               {slug: [key for key, pk in tally.keys.items() if pk in pks]
                for slug, pks in tally.municipalities.items()})  # fmt: skip


def _before(earlier: Sequence[Earlier], years: Collection[int]) -> list[At]:
    """What was told of some years, and with how many the years before them ended."""
    told = [at for one in earlier for key in one.view.keys if (at := Printed.read(key))]
    return [
        (at, period)
        for at, period in told
        if period.year in years or (at.what == "closing" and period.whole_year and period.year + 1 in years)
    ]


def _changed(tally: Tally, held: Publication, earlier: Sequence[Earlier]) -> frozenset[str]:
    """Counts that were another then than they are now."""
    values = held.values

    def stands(key: str, then: int) -> bool:
        if key in values:
            return values[key] == then
        at = Printed.read(key)
        return at is None or tally.value(*at) in (then, None)

    moved = {key for one in earlier for key, then in one.truth.items() if not stands(key, then)}
    told = {key for one in earlier for key in one.truth}
    return frozenset(moved | {key for key in told if moved.intersection(between(key))})


def _why(item: Printed, hidden: Mapping[str, str]) -> str:
    """'' when it may be shown."""
    if item.key in hidden:
        return hidden[item.key]
    keys = [cell_key(*at) for at in (*item.counts, *item.needs)]
    return next((hidden[key] for key in keys if key in hidden), "")


def _remembered(
    held: Publication, policy: Policy, earlier: Sequence[View], changed: frozenset[str]
) -> tuple[Mapping[str, str], View, tuple[Unsafe, ...]]:
    """The same numbers under the same rule are protected once."""
    what = repr([held, policy, [view.as_json() for view in earlier], sorted(changed)])
    key, made = f"shield-{hashlib.sha256(what.encode()).hexdigest()}", caches["made"]
    found: tuple[Mapping[str, str], View, tuple[Unsafe, ...]] | None = made.get(key)
    if found is None:
        protection = protect(held, policy, earlier, changed)
        found = (dict(protection.hidden), protection.view, attack(protection.view, policy, earlier, changed))
        made.set(key, found)
    return found
