"""A publication: every count that is printed or can be reckoned from what is printed, and how the counts are linked.

`Publication` holds the true counts and stays in the house. `View` is what a reader has; it holds no count that is
hidden.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from samsyn.disclosure.policy import Policy


@dataclass(frozen=True)
class Cell:
    """One count of persons. printed: it has a place in a table; without one it is latent: never printed, but a reader
    can reckon about it. weight: importance; totals weigh more. group: cells of one split by sex are hidden or shown
    together."""

    key: str
    value: int
    printed: bool = True
    weight: int = 1
    group: str = ""


@dataclass(frozen=True)
class Identity:
    """Sum of coefficient * cell = 0. Total = parts: ((total, 1), (women, -1), (men, -1))."""

    terms: tuple[tuple[str, int], ...]

    @classmethod
    def total(cls, total: str, *parts: str) -> "Identity":
        return cls(((total, 1), *((part, -1) for part in parts)))


@dataclass(frozen=True)
class AtMost:
    """Known to everyone: smaller <= larger. Those in contact with psychiatry are among the enrolled."""

    smaller: str
    larger: str


@dataclass(frozen=True)
class Share:
    """100 * numerator / base, rounded half up to so many decimals."""

    key: str
    numerator: str
    base: str
    decimals: int = 0
    printed: bool = True
    weight: int = 1


@dataclass(frozen=True)
class Mean:
    """A mean over so many persons. Only the rule about the base applies."""

    key: str
    base: str
    printed: bool = True


def percentage(numerator: int, base: int, decimals: int) -> Decimal:
    """100 * numerator / base, half up. The base is more than zero."""
    scale = 10**decimals
    return Decimal((200 * scale * numerator + base) // (2 * base)).scaleb(-decimals)


@dataclass(frozen=True)
class Publication:
    """True counts of a whole publication: all its tables, charts and sentences together."""

    cells: tuple[Cell, ...] = ()
    identities: tuple[Identity, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    shares: tuple[Share, ...] = ()
    means: tuple[Mean, ...] = ()

    @property
    def values(self) -> dict[str, int]:
        return {cell.key: cell.value for cell in self.cells}

    def as_json(self) -> dict[str, Any]:
        """For a yardstick or a test. It holds the true counts: it must not leave the house."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Publication":
        """The inverse of `as_json`. Raises KeyError or TypeError when it was not written by that."""
        return cls(
            cells=tuple(Cell(**one) for one in kept["cells"]),
            identities=tuple(
                Identity(tuple((key, factor) for key, factor in one["terms"])) for one in kept["identities"]
            ),
            at_most=tuple(AtMost(**one) for one in kept["at_most"]),
            shares=tuple(Share(**one) for one in kept["shares"]),
            means=tuple(Mean(**one) for one in kept["means"]),
        )

    def problems(self) -> tuple[str, ...]:
        """What makes this no publication, in words for a programmer: a key twice or unknown, a sum that is untrue."""
        keys = [*(c.key for c in self.cells), *(s.key for s in self.shares), *(m.key for m in self.means)]
        twice = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
        unknown = sorted(set(self._mentioned()) - self.values.keys())
        found = [f"{key} is there twice" for key in twice] + [f"{key} is not a cell" for key in unknown]
        found += [f"{cell.key} is negative" for cell in self.cells if cell.value < 0]
        return tuple(found) if found else tuple(self._untrue())

    def _mentioned(self) -> Iterator[str]:
        for identity in self.identities:
            yield from (key for key, _ in identity.terms)
        for one in self.at_most:
            yield from (one.smaller, one.larger)
        for share in self.shares:
            yield from (share.numerator, share.base)
        yield from (mean.base for mean in self.means)

    def _untrue(self) -> Iterator[str]:
        values = self.values
        for identity in self.identities:
            if off := sum(values[key] * factor for key, factor in identity.terms):
                yield f"{' '.join(f'{factor:+d}*{key}' for key, factor in identity.terms)} is {off}, not 0"
        for one in self.at_most:
            if values[one.smaller] > values[one.larger]:
                yield f"{one.smaller} is more than {one.larger}"

    def bounds(self) -> tuple[AtMost, ...]:
        """What everyone knows of size, told or not: what a percentage is of is at most its base."""
        values, given = self.values, set(self.at_most)
        of = (AtMost(share.numerator, share.base) for share in self.shares)
        new = [one for one in dict.fromkeys(of) if one not in given and values[one.smaller] <= values[one.larger]]
        return (*self.at_most, *new)


@dataclass(frozen=True)
class Shown:
    """A printed percentage: its value as printed, of which count and which base."""

    key: str
    numerator: str
    base: str
    value: Decimal
    decimals: int = 0


@dataclass(frozen=True)
class View:
    """What a reader has. shown: printed counts. hidden: keys printed as "..". latent: keys that have no place in print.
    shares: printed percentages. means: printed mean -> the key of its base. policy: the rules it was made by, which are
    printed beside it. No true value of what is hidden."""

    shown: Mapping[str, int]
    hidden: frozenset[str] = frozenset()
    latent: frozenset[str] = frozenset()
    shares: tuple[Shown, ...] = ()
    means: Mapping[str, str] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    at_most: tuple[AtMost, ...] = ()
    policy: Policy | None = None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.shown) | self.hidden | self.latent

    def as_json(self) -> dict[str, object]:
        """For keeping beside what was published, so that a later publication can be tried against it."""
        return {
            "shown": dict(sorted(self.shown.items())),
            "hidden": sorted(self.hidden),
            "latent": sorted(self.latent),
            "shares": [[one.key, one.numerator, one.base, str(one.value), one.decimals] for one in self.shares],
            "means": dict(sorted(self.means.items())),
            "identities": [[list(term) for term in identity.terms] for identity in self.identities],
            "at_most": [[one.smaller, one.larger] for one in self.at_most],
            "policy": asdict(self.policy) if self.policy else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "View":
        """The inverse of `as_json`. Raises KeyError, TypeError or ValueError when it was not written by that."""
        return cls(
            shown={str(key): int(value) for key, value in kept["shown"].items()},
            hidden=frozenset(map(str, kept["hidden"])),
            latent=frozenset(map(str, kept["latent"])),
            shares=tuple(
                Shown(key, over, base, Decimal(value), int(places)) for key, over, base, value, places in kept["shares"]
            ),
            means={str(key): str(base) for key, base in kept["means"].items()},
            identities=tuple(
                Identity(tuple((key, int(factor)) for key, factor in terms)) for terms in kept["identities"]
            ),
            at_most=tuple(AtMost(smaller, larger) for smaller, larger in kept["at_most"]),
            policy=Policy(**kept["policy"]) if kept["policy"] else None,
        )


def joined(views: Iterable[View]) -> View:
    """What a reader of several publications has: what one of them shows is known, whatever another hides."""
    every = tuple(views)
    shown = {key: value for one in every for key, value in one.shown.items()}
    hidden = frozenset().union(*(one.hidden for one in every)) - shown.keys()
    return View(
        shown=shown,
        hidden=hidden,
        latent=frozenset().union(*(one.latent for one in every)) - shown.keys() - hidden,
        shares=tuple({share.key: share for one in every for share in one.shares}.values()),
        means={key: base for one in every for key, base in one.means.items()},
        identities=tuple(dict.fromkeys(identity for one in every for identity in one.identities)),
        at_most=tuple(dict.fromkeys(bound for one in every for bound in one.at_most)),
        policy=every[-1].policy if every else None,
    )


def view(publication: Publication, hidden: frozenset[str], policy: Policy | None = None) -> View:
    """What a reader has when these keys of cells, percentages and means are hidden. Raises nothing."""
    values = publication.values
    cells = publication.cells
    return View(
        shown={cell.key: cell.value for cell in cells if cell.printed and cell.key not in hidden},
        hidden=frozenset(cell.key for cell in cells if cell.printed and cell.key in hidden),
        latent=frozenset(cell.key for cell in cells if not cell.printed),
        shares=tuple(
            Shown(
                one.key,
                one.numerator,
                one.base,
                percentage(values[one.numerator], values[one.base], one.decimals),
                one.decimals,
            )
            for one in publication.shares
            if one.printed and one.key not in hidden and values[one.base]
        ),
        means={mean.key: mean.base for mean in publication.means if mean.printed and mean.key not in hidden},
        identities=publication.identities,
        at_most=publication.bounds(),
        policy=policy,
    )
