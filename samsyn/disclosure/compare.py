"""What protection keeps, beside two common ways: the threshold with its margins, and leaving out whole tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samsyn.disclosure.attack import attack
from samsyn.disclosure.policy import Policy
from samsyn.disclosure.protect import protect
from samsyn.disclosure.publication import Identity, Publication, View, view


@dataclass(frozen=True)
class Outcome:
    """Of so many printed counts and percentages, how many are still shown; and how many counts the attack works out."""

    cells: int
    shown: int
    shares: int
    shares_shown: int
    unsafe: int

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.cells + other.cells,
            self.shown + other.shown,
            self.shares + other.shares,
            self.shares_shown + other.shares_shown,
            self.unsafe + other.unsafe,
        )


def compare(
    publication: Publication, policy: Policy, earlier: Sequence[View] = (), changed: frozenset[str] = frozenset()
) -> dict[str, Outcome]:
    """The three ways by name: 'protected', 'margins', 'tables'. Raises ValueError as `protect` does."""
    views = {
        "protected": protect(publication, policy, earlier, changed).view,
        "margins": margins(publication, policy),
        "tables": whole_tables(publication, policy),
    }
    return {name: _outcome(publication, one, policy, earlier, changed) for name, one in views.items()}


def _outcome(
    publication: Publication, seen: View, policy: Policy, earlier: Sequence[View], changed: frozenset[str]
) -> Outcome:
    printed = sum(cell.printed for cell in publication.cells)
    shares = sum(share.printed for share in publication.shares)
    unsafe = len(attack(seen, policy, earlier, changed))
    return Outcome(printed, len(seen.shown), shares, len(seen.shares), unsafe)


def margins(publication: Publication, policy: Policy) -> View:
    """Small counts are hidden, and in every sum with one hidden count the next smallest, until there are two in each.
    Percentages and means follow their counts."""
    hidden = _with_splits(publication, _small(publication, policy), policy)
    again = True
    while again:
        again = False
        for identity in publication.identities:
            if one := _next(publication, identity, hidden):
                hidden = _with_splits(publication, hidden | {one}, policy)
                again = True
    return view(publication, hidden | _ratios(publication, hidden, policy), policy)


def whole_tables(publication: Publication, policy: Policy) -> View:
    """Every sum that holds a small count is left out with all its counts, zeros too."""
    hidden = small = _with_splits(publication, _small(publication, policy), policy)
    printed = {cell.key for cell in publication.cells if cell.printed}
    for identity in publication.identities:
        keys = {key for key, _ in identity.terms}
        if keys & small:
            hidden |= keys & printed
    left_out = tuple(
        replace(cell, printed=False) if cell.key in hidden and not cell.value else cell for cell in publication.cells
    )
    return view(replace(publication, cells=left_out), hidden | _ratios(publication, hidden, policy), policy)


def _small(publication: Publication, policy: Policy) -> frozenset[str]:
    return frozenset(cell.key for cell in publication.cells if cell.printed and policy.small(cell.value))


def _with_splits(publication: Publication, hidden: frozenset[str], policy: Policy) -> frozenset[str]:
    groups = {cell.group for cell in publication.cells if cell.key in hidden and cell.group and policy.split_both}
    return hidden | {
        cell.key
        for cell in publication.cells
        if cell.printed and cell.group in groups and (cell.value or not policy.zeros)
    }


def _next(publication: Publication, identity: Identity, hidden: frozenset[str]) -> str | None:
    """The count to hide beside a lonely one in a sum of printed counts."""
    cells = {cell.key: cell for cell in publication.cells}
    terms = [cells[key] for key, _ in identity.terms]
    shown = [cell for cell in terms if cell.value and cell.key not in hidden]
    if not all(cell.printed for cell in terms) or sum(cell.key in hidden for cell in terms) != 1 or not shown:
        return None
    return min(shown, key=lambda cell: (cell.value, cell.key)).key


def _ratios(publication: Publication, hidden: frozenset[str], policy: Policy) -> frozenset[str]:
    true = publication.values
    shares = [
        one.key for one in publication.shares if {one.numerator, one.base} & hidden or true[one.base] < policy.base
    ]
    means = [one.key for one in publication.means if one.base in hidden or true[one.base] < policy.base]
    return frozenset((*shares, *means))
