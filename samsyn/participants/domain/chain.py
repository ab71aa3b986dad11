"""An intervention's reports in a row: each opens with what the one before closed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from samsyn.participants.domain.asking import CountKey
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.tallying import YEAR_OPENING
from samsyn.participants.domain.words import SEXES, Sex

Counts = Mapping[CountKey, int]


@dataclass(frozen=True)
class Link:
    """A handed-in report's counts."""

    part: Part
    counts: Counts

    def of(self, what: str) -> dict[Sex, int]:
        """A count of the flow by sex; what is not stored is none."""
        return {sex: self.counts.get(CountKey(what, "", sex), 0) for sex in SEXES}

    @property
    def closing(self) -> dict[Sex, int]:
        """Persons left at the period's end. May be negative in what cannot be."""
        return {sex: self.counts.get(CountKey("opening", "", sex), 0) + self.arrived[sex] - self.left[sex]
                for sex in SEXES}  # fmt: skip

    @property
    def arrived(self) -> dict[Sex, int]:
        """Persons who came into the counting."""
        return _plus(self.of("entry"), self.of("new"))

    @property
    def left(self) -> dict[Sex, int]:
        """Persons who ended, or were taken out of the counting."""
        return _plus(self.of("ended"), self.of("closed"))


def _plus(one: Mapping[Sex, int], other: Mapping[Sex, int]) -> dict[Sex, int]:
    return {sex: one[sex] + other[sex] for sex in SEXES}


def stored(counts: Mapping[CountKey, int | None]) -> dict[CountKey, int]:
    """What is kept of a report: everything known, but zeros of 'ej angivet'."""
    return {key: value for key, value in counts.items() if value is not None and (value or key.sex != Sex.UNSTATED)}


def with_opening(counts: Counts, opening: Mapping[Sex, int], first_of_year: bool) -> dict[CountKey, int]:
    """The same report opened with other numbers; in a year's first report they are the year's opening too."""
    rest = {key: value for key, value in counts.items() if key.variable not in ("opening", YEAR_OPENING)}
    names = ("opening", YEAR_OPENING) if first_of_year else ("opening",)
    given: dict[CountKey, int | None] = {
        CountKey(what, "", sex): opening.get(sex, 0) for what in names for sex in SEXES
    }
    return {**stored(given), **rest}


def carried(links: Sequence[Link]) -> list[Link]:
    """The chain with every opening after the first taken from the report before, and years opened by their first."""
    found: list[Link] = []
    for link in links:
        before = found[-1] if found else None
        opening = before.closing if before else link.of("opening")
        first = before is None or before.part.year != link.part.year
        found.append(replace(link, counts=with_opening(link.counts, opening, first)))
    return found


def enrolled_before(links: Sequence[Link], part: Part) -> dict[Sex, int] | None:
    """The year's enrolled by sex before a report; None when it is the intervention's first that year."""
    own = [link for link in links if link.part.year == part.year and link.part < part]
    if not own:
        return None
    total = own[0].of("opening")
    for link in own:
        total = _plus(total, link.arrived)
    return total
