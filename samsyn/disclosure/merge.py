"""Merged classes: where putting small classes together keeps more than hiding them does."""

from collections.abc import Sequence

from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Cell, Identity, Publication

Class = tuple[str, int]
Groups = tuple[tuple[str, ...], ...]


def merged(classes: Sequence[Class], policy: Policy, ordered: bool = True) -> Groups:
    """Keys of exclusive classes, grouped so that every group's count may be shown; in the order of the classes.
    ordered: only neighbours go together, as ages do. Each class by itself when hiding shows as many counts, or when
    all of them together are too few."""
    single = tuple((key,) for key, _ in classes)
    if not any(policy.small(value) for _, value in classes):
        return single
    groups = _neighbours(classes, policy) if ordered else _gathered(classes, policy)
    return groups if len(groups) > _shown_by_hiding(classes, policy) else single


def _shown_by_hiding(classes: Sequence[Class], policy: Policy) -> int:
    """How many of the classes stay in print when their total is printed too."""
    total = Cell("", sum(value for _, value in classes), weight=1000)
    cells = tuple(Cell(key, value) for key, value in classes)
    sums = (Identity.total("", *(key for key, _ in classes)),)
    return len(protect(Publication((total, *cells), sums), policy).view.shown.keys() - {""})


def _neighbours(classes: Sequence[Class], policy: Policy) -> Groups:
    """As many groups of neighbours as can be; among those, most persons in classes of their own."""
    best: list[tuple[int, int, Groups] | None] = [(0, 0, ())]
    for end in range(1, len(classes) + 1):
        found = []
        for start in range(end):
            before, group = best[start], classes[start:end]
            count = sum(value for _, value in group)
            if before and not policy.small(count):
                alone = before[1] + (count if len(group) == 1 else 0)
                found.append((before[0] + 1, alone, (*before[2], tuple(key for key, _ in group))))
        best.append(max(found) if found else None)
    last = best[-1]
    return last[2] if last else ()


def _gathered(classes: Sequence[Class], policy: Policy) -> Groups:
    """Small classes together, the largest of them first, until they may be shown; with one that may be when they are
    too few."""
    place = {key: position for position, (key, _) in enumerate(classes)}
    small = sorted((one for one in classes if policy.small(one[1])), key=lambda one: -one[1])
    large = [one for one in classes if not policy.small(one[1])]
    groups: list[list[Class]] = []
    waiting: list[Class] = []
    for one in small:
        waiting.append(one)
        if not policy.small(sum(value for _, value in waiting)):
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1] += waiting
    elif waiting:
        helpers = sorted((one for one in large if one[1]), key=lambda one: one[1])
        if not helpers:
            return ()
        large.remove(helpers[0])
        groups.append([*waiting, helpers[0]])
    every = [*groups, *([one] for one in large)]
    sorted_groups = [sorted((key for key, _ in group), key=place.__getitem__) for group in every]
    return tuple(tuple(group) for group in sorted(sorted_groups, key=lambda group: place[group[0]]))
