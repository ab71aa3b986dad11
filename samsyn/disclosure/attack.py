"""The attack: what does a careful reader find out about the counts that are not printed?

The reader knows everything that is printed, that counts are whole and not negative, every sum, every rounding, the
policy and what was published before. Nothing here knows how the publication was protected: only views are read.

A hidden count is safe when what remains possible is an interval at least as wide as the smallest count shown, and
the interval either begins at the bottom (at most 1, or what the zeros alone tell) or lies wholly among counts that may
be shown. The reader cannot tell a small count from a larger one that shields it, and so the same is asked of both. A
count that has no place in print is no secret while it is certainly zero or certainly large.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samsyn.disclosure.policy import Policy
from samsyn.disclosure.publication import View
from samsyn.disclosure.reader import Knowledge, Name, knowledge
from samsyn.disclosure.whole import Impossible, Program, Row, Unsure

ROOM = 1000
"""How far above all that known counts can explain an unknown one is followed. Beyond that it has no upper bound."""


@dataclass(frozen=True)
class Unsafe:
    """A count that can be worked out too closely: what remains possible for it (most None: no upper bound) and a
    sentence for the one who is about to publish."""

    key: str
    least: int
    most: int | None
    sentence: str


@dataclass(frozen=True)
class Span:
    """Between what a count can be, as far as the reader can tell. most None: no upper bound."""

    least: int
    most: int | None

    def at_least(self, width: int) -> bool:
        return self.most is None or self.most - self.least >= width


def attack(
    view: View, policy: Policy, earlier: Sequence[View] = (), changed: frozenset[str] = frozenset()
) -> tuple[Unsafe, ...]:
    """Every count of the view, and of earlier ones, that is not safe. changed: keys whose true count is another
    one now than in the earlier views. What was as plain before this view is not held against it.

    Raises ValueError when the views contradict each other."""
    views = (view, *earlier)
    printed = list(_printed(view, policy))
    suspects = list(_Search(policy, views, changed).unsafe())
    if suspects and earlier:
        before = _Search(policy, views, changed, plain=frozenset({0}))
        suspects = [(name, span) for name, span in suspects if before.span(name) != span]
    return (*printed, *(_finding(name, span, policy) for name, span in suspects))


def possible(
    view: View, policy: Policy, earlier: Sequence[View] = (), changed: frozenset[str] = frozenset()
) -> Mapping[str, Span]:
    """Exactly what remains possible for every count of the view that is not printed. Raises ValueError as `attack`."""
    search = _Search(policy, (view, *earlier), changed)
    return {key: search.span((key, 0)) for key in sorted(view.hidden | view.latent)}


def _printed(view: View, policy: Policy) -> Iterator[Unsafe]:
    """What breaks the policy in plain print."""
    for key, value in view.shown.items():
        if policy.small(value):
            yield Unsafe(key, value, value, f"Ett litet antal står i klartext: {value}.")
    for key, base in (*((share.key, share.base) for share in view.shares), *view.means.items()):
        if base in view.shown and view.shown[base] < policy.base:
            value = view.shown[base]
            yield Unsafe(key, value, value, f"En andel eller ett medelvärde visas fast det bara bygger på {value}.")


def _finding(name: Name, span: Span, policy: Policy) -> Unsafe:
    before = " i en tidigare publicering" if name[1] else ""
    if span.least == span.most:
        found = f"går att räkna ut: det är {span.least}"
    elif span.most is None:
        found = f"måste vara minst {span.least}"
    else:
        found = f"måste vara mellan {span.least} och {span.most}"
    return Unsafe(name[0], span.least, span.most, f"Ett dolt antal{before} {found}. Det är för snävt.")


class _Search:
    """Looks for the least and the most that each unknown count can be, and no further than the question needs."""

    def __init__(
        self, policy: Policy, views: Sequence[View], changed: frozenset[str], plain: frozenset[int] = frozenset()
    ) -> None:
        self.policy, self.views, self.changed = policy, views, changed
        self.latent = {name for name in _latent(views, changed) if name not in _hidden(views, changed)}
        known = knowledge(policy, views, changed, plain)
        self._known = known.known
        self._parts = [_Part(names, rows, known) for names, rows in known.parts()]
        self._of = {name: part for part in self._parts for name in part.names}
        self._by_zeros: _Search | None = None

    def span(self, name: Name) -> Span:
        if name in self._known:
            return Span(self._known[name], self._known[name])
        return self._of[name].span(name)

    def unsafe(self) -> Iterator[tuple[Name, Span]]:
        """In the order of the views. What this view prints itself is not a secret any more."""
        printed = {(key, 0) for key in self.views[0].shown}
        for name in (*_hidden(self.views, self.changed), *sorted(self.latent)):
            if name not in printed and not self.safe(name):
                yield name, self.span(name)

    def safe(self, name: Name) -> bool:
        width = self.policy.smallest
        part = self._of.get(name)
        if part and part.seen(name).least <= 1 and part.seen(name).at_least(width):
            return True
        span = self.span(name)
        if part and part.doubtful(name):
            return False
        if name in self.latent and (span.least >= width or (self.policy.zeros and span.most == 0)):
            return True
        low = span.least <= 1 or span.least >= width or span.least <= self._zeros(name)
        return low and span.at_least(width)

    def _zeros(self, name: Name) -> int:
        """What a count is at least when one knows only which printed counts are zero: two parts that are not zero
        make a sum of at least 2, whatever is hidden."""
        if self._by_zeros is None:
            every = frozenset(range(len(self.views)))
            self._by_zeros = _Search(self.policy, self.views, self.changed, plain=every)
        return self._by_zeros.span(name).least


def _hidden(views: Sequence[View], changed: frozenset[str]) -> dict[Name, None]:
    """In order. Those of the first view come first."""
    keys = (
        (key, position if key in changed else 0) for position, view in enumerate(views) for key in sorted(view.hidden)
    )
    return dict.fromkeys(keys)


def _latent(views: Sequence[View], changed: frozenset[str]) -> dict[Name, None]:
    keys = ((key, position if key in changed else 0) for position, view in enumerate(views) for key in view.latent)
    return dict.fromkeys(keys)


class _Part:
    """Unknown counts that hang together. What a found solution shows of one, it may show of all."""

    def __init__(self, names: tuple[Name, ...], rows: tuple[Row, ...], known: Knowledge) -> None:
        self.names = names
        self._place = {name: position for position, name in enumerate(names)}
        low = [known.least[name] for name in names]
        self._explained = sum(low) + sum(_weight(row) for row in rows)
        self._program = Program(low, [2 * self._explained + ROOM] * len(names), rows)
        self._least: list[int] = []
        self._most: list[int] = []
        self._asked: set[tuple[int, int]] = set()
        self._doubtful: set[int] = set()
        for sign in (1, -1):
            self._look(dict.fromkeys(range(len(names)), sign), None)

    def seen(self, name: Name) -> Span:
        """The part of the span that solutions so far have shown."""
        place = self._place[name]
        if not self._least:
            raise ValueError("No whole numbers fit what is printed.")
        return Span(self._least[place], self._limit(self._most[place]))

    def span(self, name: Name) -> Span:
        place = self._place[name]
        for sign in (1, -1):
            if (place, sign) not in self._asked:
                self._asked.add((place, sign))
                so_far = self._least if sign > 0 else self._most
                if not self._look({place: sign}, so_far[place] * sign if so_far else None):
                    self._doubtful.add(place)
        return self.seen(name)

    def doubtful(self, name: Name) -> bool:
        """Has the optimiser failed to tell the span? Then more may be possible than has been seen."""
        return self._place[name] in self._doubtful

    def _limit(self, most: int) -> int | None:
        return None if most > self._explained + ROOM // 2 else most

    def _look(self, costs: Mapping[int, int], so_far: int | None) -> bool:
        """Looks for values of least cost; False when the optimiser could not tell."""
        try:
            values = self._program.below(costs, so_far)
        except Unsure:
            return False
        except Impossible as error:
            raise ValueError("What is printed contradicts itself.") from error
        if values is not None:
            self._least = list(map(min, self._least or values, values))
            self._most = list(map(max, self._most or values, values))
        return True


def _weight(row: Row) -> int:
    """How large a count the known side of a row can make."""
    return max(abs(bound or 0) for bound in (row.low, row.high)) // min(abs(factor) for _, factor in row.terms) + 1
