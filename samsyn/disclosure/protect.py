"""Protection: chooses what a publication hides, so that what is left keeps most information and gives nothing away.

First what the policy hides. Then, for each hidden count that is not open enough, the cheapest that opens it; until all
are. At last whatever need not have been hidden is shown again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samsyn.disclosure.complement import remedy
from samsyn.disclosure.doubt import Doubt
from samsyn.disclosure.linked import Linked, linked
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import Publication, View, view
from samsyn.disclosure.safety import Safety, Want

PRIMARY, SECONDARY = "primary", "secondary"


@dataclass(frozen=True)
class Protection:
    """hidden: key of a cell, percentage or mean -> 'primary' (the policy hides it) or 'secondary' (it shields another).
    view: what a reader has; keep it, later publications are protected against it."""

    hidden: Mapping[str, str]
    view: View


def protect(
    publication: Publication, policy: Policy, earlier: Sequence[View] = (), changed: frozenset[str] = frozenset()
) -> Protection:
    """What to hide of a whole publication. earlier: views published before. changed: keys whose true count is another
    one now than then.

    Raises ValueError with words for a programmer when the true counts do not fit their sums or the earlier views."""
    if problems := publication.problems():
        raise ValueError("; ".join(problems))
    system = linked(publication, policy, earlier, changed)
    primary = {number for number, item in enumerate(system.items) if item.must}
    doubt = Doubt(system, set(primary))
    safety = Safety.of(system, bool(earlier))
    _hide(doubt, safety)
    doubt = _show_again(doubt, safety, primary)
    return _protection(publication, policy, system, doubt.hidden)


def _protection(publication: Publication, policy: Policy, system: Linked, hidden: set[int]) -> Protection:
    small = {cell.key for cell in publication.cells if policy.small(cell.value)}
    reasons = {}
    for number in sorted(hidden):
        item = system.items[number]
        for key in item.keys:
            reasons[key] = PRIMARY if item.must and (not item.counts or key in small) else SECONDARY
    return Protection(reasons, view(publication, frozenset(reasons), policy))


def _open(system: Linked, hidden: set[int]) -> list[int]:
    """Counts that a reader does not know, small ones first: they need most."""
    free = [index for index in range(len(system.counts)) if system.free(index, hidden)]
    return sorted(free, key=lambda index: (system.counts[index].value, index))


def _hide(doubt: Doubt, safety: Safety) -> None:
    """Hides more until every count is safe. Each turn hides something or is the last."""
    again = True
    while again:
        again = False
        for index in _open(doubt.system, doubt.hidden):
            while want := safety.want(index, doubt):
                again = True
                _apply(want, doubt, safety)


def _apply(want: Want, doubt: Doubt, safety: Safety) -> None:
    found = remedy(want, doubt) or remedy(safety.as_given(want.index), doubt)
    if found is None or not found.items:
        part, _ = doubt.part(want.index)
        _hide_around(part, doubt)
        return
    doubt.hide(found.items)
    for alternative in found.alternatives:
        doubt.add(found.counts, alternative)


def _hide_around(part: Iterable[int], doubt: Doubt) -> None:
    """The last resort when the optimiser finds no way: all that is linked to the count, failing that everything."""
    system, before = doubt.system, len(doubt.hidden)
    for index in part:
        for link in system.touching[index]:
            doubt.hide({system.links[link].item} - {-1})
            doubt.hide({system.counts[other].item for other, _ in system.links[link].terms} - {-1})
    if len(doubt.hidden) == before:
        doubt.hide(range(len(system.items)))
        if len(doubt.hidden) == before:
            raise ValueError("These counts cannot be protected, whatever is hidden.")


def _show_again(doubt: Doubt, safety: Safety, primary: set[int]) -> Doubt:
    """Shows again what is worth most and need not be hidden."""
    system = doubt.system
    for item in sorted(doubt.hidden - primary, key=lambda number: (-system.items[number].cost, number)):
        without = doubt.show([item])
        if all(_safe(index, without, safety) for index in _around(item, doubt)):
            doubt = without
    return doubt


def _safe(index: int, doubt: Doubt, safety: Safety) -> bool:
    return not doubt.system.free(index, doubt.hidden) or safety.still(index, doubt)


def _around(item: int, doubt: Doubt) -> list[int]:
    """The counts whose doubt can change when an item is shown: those that hang together with it, nearest first."""
    system = doubt.system
    seeds = set(system.items[item].counts)
    seeds |= {index for number in system.held_by[item] for index, _ in system.links[number].terms}
    found: dict[int, None] = {}
    for index in sorted(seeds):
        if system.free(index, doubt.hidden):
            found |= dict.fromkeys(doubt.part(index)[0])
    return list(found)
