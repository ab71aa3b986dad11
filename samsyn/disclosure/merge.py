"""Merged classes: where putting small classes together keeps more counts in print than hiding them does."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Cell, Identity, Publication


@dataclass(frozen=True)
class Class:
    """An exclusive class of persons and how many are in it. sides: the counts it is split into by sex; what they leave
    of the total is a side of its own, that no group is made for."""

    key: str
    total: int
    sides: tuple[int, ...] = ()


TOTAL, SIDE = 2, 1
"""What a count is worth: a class's total as much as its two sexes together."""
Groups = tuple[tuple[str, ...], ...]
_Together = Sequence[Class]
_May = Callable[[_Together], bool]


def merged(classes: Sequence[Class], policy: Policy, ordered: bool = True) -> Groups:
    """Keys of exclusive classes, grouped as keeps most of their table in print; in the order of the classes.
    ordered: only neighbours go together, as ages do. Each class by itself when no grouping shows more than hiding."""
    single = tuple((one.key,) for one in classes)
    make = _neighbours if ordered else _gathered
    ways = dict.fromkeys([single, *filter(None, (make(classes, may) for may in _rules(policy)))])
    if len(ways) == 1:
        return single
    by_key = {one.key: one for one in classes}
    kept = {way: _shown([_one([by_key[key] for key in group]) for group in way], policy) for way in ways}
    return max(kept, key=kept.__getitem__)  # the first of equals: single, then what leaves least hidden


def _rules(policy: Policy) -> tuple[_May, _May]:
    """When classes together are enough: by sex too, or by their total alone."""

    def total(together: _Together) -> bool:
        return not policy.small(_one(together).total)

    def sides(together: _Together) -> bool:
        return total(together) and not any(map(policy.small, _one(together).sides))

    return sides, total


def _one(together: _Together) -> Class:
    """Classes as one."""
    sides = zip(*(one.sides for one in together), strict=True)
    return Class("", sum(one.total for one in together), tuple(map(sum, sides)))


def _shown(rows: Sequence[Class], policy: Policy) -> int:
    """What stays in print of the classes' table, with the total of all in its last row: each count by its weight."""
    table = [_counts(row) for row in (*rows, _one(rows))]
    first, *split = range(len(table[0]))
    last = len(rows)
    cells = [cell for number, counts in enumerate(table) for cell in _cells(number, counts)]
    down = (Identity.total(f"{last}.{one}", *(f"{row}.{one}" for row in range(last))) for one in (first, *split))
    across = (Identity.total(f"{row}.{first}", *(f"{row}.{one}" for one in split)) for row in range(last + 1) if split)
    shown = protect(Publication(tuple(cells), (*down, *across)), policy).view.shown
    return sum(cell.weight for cell in cells if cell.key in shown)


def _counts(row: Class) -> tuple[int, ...]:
    """A row of the table: the total, its sides and what they leave."""
    return (row.total, *row.sides, row.total - sum(row.sides)) if row.sides else (row.total,)


def _cells(number: int, counts: Sequence[int]) -> Iterator[Cell]:
    """A split is hidden as one; a total is worth more than its sides, and what they leave next to nothing."""
    for column, value in enumerate(counts):
        split = 0 < column < len(counts) - 1
        weight = TOTAL if not column else SIDE if split else 0
        yield Cell(f"{number}.{column}", value, weight=weight, group=f"{number}" if split else "")


def _neighbours(classes: Sequence[Class], may: _May) -> Groups:
    """As many groups of neighbours as can be; among those, most persons in classes of their own."""
    best: list[tuple[int, int, Groups] | None] = [(0, 0, ())]
    for end in range(1, len(classes) + 1):
        found = []
        for start in range(end):
            before, group = best[start], classes[start:end]
            if before and may(group):
                alone = before[1] + (group[0].total if len(group) == 1 else 0)
                found.append((before[0] + 1, alone, (*before[2], tuple(one.key for one in group))))
        best.append(max(found) if found else None)
    last = best[-1]
    return last[2] if last else ()


def _gathered(classes: Sequence[Class], may: _May) -> Groups:
    """Classes that are too few joined two and two, the largest first: to the smallest such that is enough with it, else
    to the largest, at last to one that may be shown. () when nothing is enough."""
    groups: list[_Together] = [(one,) for one in classes]
    while few := [group for group in groups if not may(group)]:
        weak = max(few, key=_size)
        rest = [group for group in few if group is not weak]
        enough = [group for group in rest if may((*weak, *group))]
        if not enough and not rest:
            enough = [group for group in groups if group is not weak and may((*weak, *group))]
            if not enough:
                return ()
        partner = min(enough, key=_size) if enough else max(rest, key=_size)
        groups = [*(group for group in groups if group not in (weak, partner)), (*weak, *partner)]
    place = {one.key: position for position, one in enumerate(classes)}
    in_order = [sorted((one.key for one in group), key=place.__getitem__) for group in groups]
    return tuple(tuple(group) for group in sorted(in_order, key=lambda group: place[group[0]]))


def _size(group: _Together) -> tuple[int, str]:
    return _one(group).total, group[0].key
