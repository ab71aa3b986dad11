"""Made-up publications for tests and yardsticks: a report's tables as they hang together, with many small counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from samsyn.disclosure.publication import AtMost, Cell, Identity, Mean, Publication, Share

SEXES = ("k", "m", "e")
TOTAL_WEIGHT = 4
SIZES = (6, 15, 40, 150)


@dataclass
class _Making:
    """A publication while it is being made. Rows are counts by sex with their total: 'name.k', 'name.m', 'name.e' and
    'name.t'. shape: which tables there are; random: the counts in them."""

    shape: Random
    random: Random
    cells: dict[str, Cell] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    at_most: list[AtMost] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    means: list[Mean] = field(default_factory=list)

    def cell(self, key: str, value: int, weight: int = 1, group: str = "", printed: bool = True) -> None:
        self.cells[key] = Cell(key, value, printed, weight, group)

    def row(self, name: str, values: Sequence[int], weight: int = 1, printed: bool = True) -> None:
        for sex, value in zip(SEXES, values, strict=True):
            self.cell(f"{name}.{sex}", value, weight, name, printed)
        self.cell(f"{name}.t", sum(values), weight * TOTAL_WEIGHT, printed=printed)
        self.identities.append(Identity.total(f"{name}.t", *(f"{name}.{sex}" for sex in SEXES)))

    def values(self, name: str) -> list[int]:
        return [self.cells[f"{name}.{sex}"].value for sex in SEXES]

    def sum(self, total: str, parts: Sequence[str]) -> None:
        self.identities += [Identity.total(f"{total}.{s}", *(f"{part}.{s}" for part in parts)) for s in (*SEXES, "t")]

    def made(self) -> Publication:
        links = tuple(self.identities), tuple(self.at_most)
        return Publication(tuple(self.cells.values()), *links, tuple(self.shares), tuple(self.means))


def publication(
    seed: int,
    tables: int,
    sizes: Sequence[int] = SIZES,
    included: frozenset[int] | None = None,
    revised: frozenset[int] = frozenset(),
) -> Publication:
    """A report over some interventions with so many tables: flows, classes, flags, several answers each, levels. The
    same seed gives the same one. sizes: about how many women and how many men an intervention may have. included: only
    these tables of it. revised: these tables have other counts, in the same sums."""
    shape = Random(seed)
    making = _Making(shape, shape)
    names = [f"i{number}" for number in range(shape.randint(1, 4))]
    for name in names:
        making.row(f"{name}.in", _by_sex(shape, sizes))
    if len(names) > 1:
        _totals(making, "all", names, "in")
        names = ["all", *names]
    kinds = (_flow, _classes, _flag, _several, _levels, _over_interventions)
    for number in range(tables):
        kind, table_seed = shape.choice(kinds), shape.getrandbits(32)
        making.shape, making.random = Random(table_seed), Random(table_seed + 1 + (number in revised))
        if included is None or number in included:
            kind(making, f"t{number}", names)
    return making.made()


def _by_sex(random: Random, sizes: Sequence[int]) -> list[int]:
    scale = random.choice(sizes)
    return [random.randint(0, scale), random.randint(0, scale), random.choice((0, 0, 0, random.randint(0, 4)))]


def _totals(making: _Making, total: str, names: Sequence[str], what: str) -> None:
    rows = [making.values(f"{name}.{what}") for name in names]
    making.row(f"{total}.{what}", [sum(values) for values in zip(*rows, strict=True)], 3)
    making.sum(f"{total}.{what}", [f"{name}.{what}" for name in names])


def _split(random: Random, value: int, classes: int) -> list[int]:
    """Persons over classes, some classes much larger than others."""
    weights = [random.choice((0, 1, 1, 3, 9)) + 0.01 for _ in range(classes)]
    found = [0] * classes
    for chosen in random.choices(range(classes), weights, k=value):
        found[chosen] += 1
    return found


def _flow(making: _Making, table: str, names: Sequence[str]) -> None:
    """Opening + new = enrolled, enrolled - ended = closing; for one intervention, mean days with it."""
    name, random = making.shape.choice(names), making.random
    enrolled = making.values(f"{name}.in")
    new = [random.randint(0, value) for value in enrolled]
    ended = [random.randint(0, value) for value in enrolled]
    for what, part in (("new", new), ("ended", ended)):
        rest = [whole - some for whole, some in zip(enrolled, part, strict=True)]
        making.row(f"{table}.{what}", part, 2)
        making.row(f"{table}.not-{what}", rest)
        making.sum(f"{name}.in", [f"{table}.{what}", f"{table}.not-{what}"])
    making.means += [Mean(f"{table}.days.{sex}", f"{table}.ended.{sex}") for sex in (*SEXES, "t")]


def _class_rows(making: _Making, table: str, base: str, classes: int) -> list[str]:
    by_sex = [_split(making.random, value, classes) for value in making.values(base)]
    rows = [f"{table}.c{number}" for number in range(classes)]
    for row, values in zip(rows, zip(*by_sex, strict=True), strict=True):
        making.row(row, values)
    making.sum(base, rows)
    return rows


def _classes(making: _Making, table: str, names: Sequence[str]) -> None:
    """Exclusive classes that sum to the enrolled, sometimes with percentages."""
    base = f"{making.shape.choice(names)}.in"
    rows = _class_rows(making, table, base, making.shape.randint(2, 7))
    _percent(making, rows, base)


def _percent(making: _Making, rows: Sequence[str], base: str) -> None:
    for sex in making.shape.choice(((), ("t",), SEXES[:2])):
        places = making.shape.choice((0, 0, 1))
        making.shares += [Share(f"{row}.{sex}%", f"{row}.{sex}", f"{base}.{sex}", places) for row in rows]


def _flag(making: _Making, table: str, names: Sequence[str]) -> None:
    """Some of the enrolled, with a percentage; the others have no place in print."""
    base = f"{making.shape.choice(names)}.in"
    whole = making.values(base)
    some = [making.random.randint(0, value) for value in whole]
    making.row(f"{table}.yes", some)
    making.row(f"{table}.no", [all_ - yes for all_, yes in zip(whole, some, strict=True)], printed=False)
    making.sum(base, [f"{table}.yes", f"{table}.no"])
    _percent(making, [f"{table}.yes"], base)


def _several(making: _Making, table: str, names: Sequence[str]) -> None:
    """Several answers per person: none is more than the enrolled."""
    base = f"{making.shape.choice(names)}.in"
    for number in range(making.shape.randint(2, 5)):
        row = f"{table}.a{number}"
        making.row(row, [making.random.randint(0, value) for value in making.values(base)])
        making.at_most += [AtMost(f"{row}.{sex}", f"{base}.{sex}") for sex in (*SEXES, "t")]


def _levels(making: _Making, table: str, names: Sequence[str]) -> None:
    """Classes, and classes within the first of them."""
    base = f"{making.shape.choice(names)}.in"
    rows = _class_rows(making, table, base, making.shape.randint(2, 4))
    _class_rows(making, f"{table}.within", rows[0], making.shape.randint(2, 4))


def _over_interventions(making: _Making, table: str, names: Sequence[str]) -> None:
    """The same classes for every intervention and for all of them."""
    single = names[1:] if len(names) > 1 else names
    classes = making.shape.randint(2, 4)
    tables = [_class_rows(making, f"{table}.{name}", f"{name}.in", classes) for name in single]
    if len(single) > 1:
        for number in range(classes):
            rows = [rows[number] for rows in tables]
            summed = [sum(values) for values in zip(*map(making.values, rows), strict=True)]
            making.row(f"{table}.all.c{number}", summed, 2)
            making.sum(f"{table}.all.c{number}", rows)
        making.sum("all.in", [f"{table}.all.c{number}" for number in range(classes)])
