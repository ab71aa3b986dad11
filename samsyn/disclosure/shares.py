"""What percentages alone give away: a percentage of few is a fraction, and a few fractions have few denominators."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

Printed = tuple[Decimal | int, int]
"""A percentage as printed, and its decimals."""
MOST_TRIED = 100_000


def bases(shares: Sequence[Printed], at_most: int, at_least: int = 1) -> tuple[int, ...]:
    """Every number of persons, within bounds, of which each percentage can be a rounded share. One base alone means
    that the percentages have told how many answered."""
    return tuple(base for base in range(at_least, at_most + 1) if all(_counts(share, base) for share in shares))


def revealed(
    groups: Mapping[str, Sequence[Printed]], total: Sequence[Printed], answers: int
) -> Mapping[str, tuple[int, ...]]:
    """The bases of each group that fit together with the percentages of all and the number of answers. The percentages
    stand in the same order in every group and in the total. There may be answers of no group.

    Where groups do not fit together, as when each question has a base of its own, each is tried by itself against the
    total. A group whose percentages have no common base has none here."""
    own = {name: bases(shares, answers) for name, shares in groups.items()}
    tried = {name: found for name, found in own.items() if found}
    fitting = _together({name: groups[name] for name in tried}, tried, total, answers)
    if not any(fitting.values()):
        fitting = {name: _together({name: groups[name]}, {name: tried[name]}, total, answers)[name] for name in tried}
    return {name: fitting.get(name, ()) for name in groups}


def _counts(share: Printed, base: int) -> range:
    """Counts of so many that round, half up, to the percentage. They lie side by side."""
    value, decimals = share
    units, doubled = 200 * 10**decimals, 2 * int(Decimal(value).scaleb(decimals))
    least = max(0, -((1 - doubled) * base // units))
    return range(least, min(base, ((doubled + 1) * base - 1) // units) + 1)


def _together(
    groups: Mapping[str, Sequence[Printed]], own: Mapping[str, Sequence[int]], total: Sequence[Printed], answers: int
) -> dict[str, tuple[int, ...]]:
    """Of each group the bases that are in some combination which fits. When there are very many, the percentages tell
    little, and all are given back."""
    if prod(map(len, own.values())) > MOST_TRIED:
        return {name: tuple(found) for name, found in own.items()}
    fits = list(_combinations(groups, own, total, answers))
    return {name: tuple(sorted({one[place] for one in fits})) for place, name in enumerate(groups)}


def _combinations(
    groups: Mapping[str, Sequence[Printed]], own: Mapping[str, Sequence[int]], total: Sequence[Printed], answers: int
) -> Iterator[tuple[int, ...]]:
    for combination in product(*(own[name] for name in groups)):
        rest = answers - sum(combination)
        if rest >= 0 and _fits(list(groups.values()), combination, total, answers, rest):
            yield combination


def _fits(
    groups: Sequence[Sequence[Printed]], combination: Sequence[int], total: Sequence[Printed], answers: int, rest: int
) -> bool:
    """Can the groups' counts and those of the rest make the total's, question by question?"""
    for question, whole in enumerate(total):
        of_all = _counts(whole, answers)
        parts = [_counts(shares[question], base) for shares, base in zip(groups, combination, strict=True)]
        least, most = sum(min(part) for part in parts), sum(max(part) for part in parts) + rest
        if of_all and (most < min(of_all) or least > max(of_all)):
            return False
    return True
