"""What a figure key asks for: a count, or a share, mean, ratio or change of one."""

from dataclasses import dataclass

from samsyn.participants.definitions.figures import COST_PER, PER_POST
from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import PREFIX, Coordinate, base_of, parse
from samsyn.participants.domain.words import Age, Sex, Shape

COUNT, SHARE, SEX_SHARE, MEAN, PER, COST, CHANGE = "", "share", "sex_share", "mean", "per_post", "cost_per", "change"
KINDS = (SHARE, SEX_SHARE, MEAN, PER, COST, CHANGE)
MISSING = f"{PREFIX}missing_reports"


@dataclass(frozen=True)
class Asked:
    """`kind` is one of KINDS, or '' for the count itself."""

    kind: str
    at: Coordinate

    @property
    def key(self) -> str:
        """The figure key: 'participants.of.star.share.outcome.work.women'."""
        return key_of(self.kind, self.at)


def key_of(kind: str, at: Coordinate) -> str:
    """The key of a figure of this kind."""
    where = f"{at.where}." if at.where else ""
    return f"{PREFIX}{where}{f'{kind}.' if kind else ''}{at.rest}"


def read(key: str) -> Asked | None:
    """None for a key that says nothing that can be reckoned."""
    rest, where = key.removeprefix(PREFIX), ""
    if rest.startswith(("of.", "in.")) and rest.count(".") > 1:
        kind, name, rest = rest.split(".", 2)
        where = f"{kind}.{name}."
    first, _, inner = rest.partition(".")
    kind = first if first in KINDS else COUNT
    try:
        found = Asked(kind, parse(where + (inner if kind else rest)))
    except ValueError:
        return None
    return found if found.key == key and _makes_sense(found) else None


def _makes_sense(asked: Asked) -> bool:
    at, variable = asked.at, VARIABLES.get(asked.at.what)
    if variable and variable.shape is Shape.PLAIN and at.sex:
        return False  # anonymous: counted, but not by sex
    if variable and variable.shape is Shape.SEVERAL and not at.category:
        return False  # the same person in several classes: their sum is no number of persons
    whole = not at.sex and not at.age and not at.category and not at.where.startswith("in.")
    return {
        COUNT: True,
        SHARE: base_of(at) is not None and at.what != "days",
        SEX_SHARE: at.sex is not Sex.ALL and at.what not in ("net_work_study", "days"),
        MEAN: at.what == "days" and at.age is Age.ALL,
        PER: at.what in PER_POST and whole,
        COST: at.what in COST_PER and whole,
        CHANGE: at.what not in ("net_work_study", "days"),
    }[asked.kind]
