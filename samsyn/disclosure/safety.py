"""The rule that protection keeps: which hidden counts are open enough, and what is wanting for the others."""

from dataclasses import dataclass, field

from samsyn.disclosure.doubt import Doubt
from samsyn.disclosure.linked import Linked, only_zeros


@dataclass(frozen=True)
class Want:
    """Numbers must exist with the count at most `least`, and numbers with it at least `most`. None: they do already."""

    index: int
    least: int | None
    most: int | None


@dataclass
class Safety:
    """Asks `Doubt` about counts. zeros: what each is at least when only the zeros are known. given: what earlier
    publications tell of it when this one prints nothing but zeros. large: counts that are certainly large enough to be
    shown, and none: that are certainly zero; to show more cannot change that."""

    system: Linked
    zeros: Doubt
    given: Doubt | None
    large: set[int] = field(default_factory=set)
    none: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, system: Linked, earlier: bool) -> "Safety":
        everything = set(range(len(system.items)))
        return cls(system, Doubt(only_zeros(system), everything), Doubt(system, everything) if earlier else None)

    @property
    def width(self) -> int:
        return self.system.policy.smallest

    def want(self, index: int, doubt: Doubt) -> Want | None:
        """What the count still needs to be safe, or None."""
        self.large.discard(index)
        self.none.discard(index)
        if self._open(index, doubt):
            return None
        least = doubt.floor(index)
        if index in doubt.untold:
            least = min(least, self.width - 1)  # it may be smaller than what has been seen
        latent = self.system.counts[index].latent
        if least >= self.width:
            self.large.add(index)
            if latent or self._wide(index, doubt):
                return None
        elif latent and self.system.policy.zeros and least == 0 and self._nobody(index, doubt):
            self.none.add(index)
            return None
        return self._wanting(index, doubt, least)

    def still(self, index: int, doubt: Doubt) -> bool:
        """Is a count that was safe plainly so when more is shown? Asks no further than what is near."""
        if index in self.none or (index in self.large and self.system.counts[index].latent):
            return True
        bottom = 10**9 if index in self.large else max(1, self._bottom(index))
        spans = (ask(index) for ask in (doubt.seen, doubt.glance))
        return any(least <= bottom and most - least >= self.width for least, most in spans)

    def _open(self, index: int, doubt: Doubt) -> bool:
        spans = (ask(index) for ask in (doubt.seen, doubt.glance))
        return any(least <= 1 and most - least >= self.width for least, most in spans)

    def _bottom(self, index: int) -> int:
        """What the zeros alone tell that the count is at least; beyond the smallest that is shown it says nothing."""
        return self.zeros.floor(index) if self.system.counts[index].value > 1 else 1

    def _nobody(self, index: int, doubt: Doubt) -> bool:
        return doubt.seen(index)[1] == 0 and doubt.top(index) == 0 and index not in doubt.untold

    def _wide(self, index: int, doubt: Doubt) -> bool:
        least, most = doubt.seen(index)
        return most - least >= self.width or doubt.top(index) - least >= self.width

    def _wanting(self, index: int, doubt: Doubt, least: int) -> Want | None:
        bottom = least
        if 1 < least < self.width:
            bottom = max(1, min(least, self._bottom(index)))
        if bottom == least and self._wide(index, doubt):
            return None
        if self._told_before(index, doubt):
            return None
        enough = doubt.seen(index)[1] >= bottom + self.width
        return Want(index, None if bottom == least else bottom, None if enough else bottom + self.width)

    def _told_before(self, index: int, doubt: Doubt) -> bool:
        """Does what was published before leave no more doubt than this, whatever is hidden now?"""
        if self.given is None:
            return False
        return (self.given.floor(index), self.given.top(index)) == (doubt.floor(index), doubt.top(index))

    def as_given(self, index: int) -> Want:
        """When nothing can make the count safe: as open as before this publication."""
        doubt = self.given or self.zeros
        return Want(index, doubt.floor(index), doubt.top(index))
