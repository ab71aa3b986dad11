"""Posts of the office and how many full-time posts they make over a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class PostKind(StrEnum):
    """How the association comes by the work of a post."""

    EMPLOYED = "anställd"
    TEMPORARY = "vikarie"
    BOUGHT = "köpt tjänst"
    EXTERNAL = "annan betalar"


def _share_of_period(start: date, end: date | None, first: date, last: date) -> Fraction:
    """The part of `first`–`last` that lies between two dates, all included, by days (0 to 1)."""
    days = (min(end or last, last) - max(start, first)).days + 1
    return Fraction(max(days, 0), (last - first).days + 1)


@dataclass(frozen=True)
class PostTime:
    """A post's extent in percent of full time and its days; `end` None is until further notice."""

    kind: PostKind
    percent: Decimal
    start: date
    end: date | None = None

    @property
    def counted(self) -> bool:
        """Whether it counts as the association's own staff: bought services do not."""
        return self.kind is not PostKind.BOUGHT


def average_posts(posts: Iterable[PostTime], first: date, last: date) -> Decimal:
    """The average number of full-time posts over a period: extent times the part of the period, summed."""
    total = sum(
        (Fraction(post.percent) / 100 * _share_of_period(post.start, post.end, first, last) for post in posts),
        Fraction(0),
    )
    return Decimal(total.numerator) / Decimal(total.denominator)
