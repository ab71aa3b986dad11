"""The rule that protection keeps: which hidden counts are open enough, and what is wanting for the others."""

from dataclasses import dataclass

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
    publications tell of it when this one prints nothing but zeros."""

    system: Linked
    zeros: Doubt
    given: Doubt | None

    @classmethod
    def of(cls, system: Linked, earlier: bool) -> "Safety":
        everything = set(range(len(system.items)))
        return cls(system, Doubt(only_zeros(system), everything), Doubt(system, everything) if earlier else None)

    def want(self, index: int, doubt: Doubt) -> Want | None:
        """What the count still needs to be safe, or None."""
        width = self.system.policy.smallest
        least, most = doubt.seen(index)
        if least <= 1 and most - least >= width:
            return None
        least = doubt.floor(index)
        count = self.system.counts[index]
        if least >= width and (count.latent or self._wide(index, doubt)):
            return None
        if count.latent and self.system.policy.zeros and least == 0 and doubt.top(index) == 0:
            return None
        return self._wanting(index, doubt, least)

    def _wide(self, index: int, doubt: Doubt) -> bool:
        width = self.system.policy.smallest
        least, most = doubt.seen(index)
        return most - least >= width or doubt.top(index) - least >= width

    def _wanting(self, index: int, doubt: Doubt, least: int) -> Want | None:
        width = self.system.policy.smallest
        bottom = least
        if 1 < least < width:
            bottom = max(1, min(least, self.zeros.floor(index)))
        wide = self._wide(index, doubt)
        if bottom == least and wide:
            return None
        if self._told_before(index, doubt):
            return None
        enough = doubt.seen(index)[1] >= bottom + width
        return Want(index, None if bottom == least else bottom, None if enough else bottom + width)

    def _told_before(self, index: int, doubt: Doubt) -> bool:
        """Does what was published before leave no more doubt than this, whatever is hidden now?"""
        if self.given is None:
            return False
        return (self.given.floor(index), self.given.top(index)) == (doubt.floor(index), doubt.top(index))

    def as_given(self, index: int) -> Want:
        """When nothing can make the count safe: as open as before this publication."""
        doubt = self.given or self.zeros
        return Want(index, doubt.floor(index), doubt.top(index))
