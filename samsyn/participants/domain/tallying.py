"""What a coordinate amounts to, from the counts of a year's periods. Pure; the flow identity is written once, here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from samsyn.participants.definitions.variables import VARIABLES
from samsyn.participants.domain.coordinates import AND, Coordinate
from samsyn.participants.domain.words import Span

YEAR_OPENING = "year_opening"
"""Stored beside 'opening' in an intervention's first report of a year: summed over periods it is the year's opening."""


class Held(NamedTuple):
    """One stored count: of the period that ends with `last_month`."""

    last_month: int
    variable: str
    category: str
    sex: str
    age: str
    persons: int


Rows = Mapping[str, Sequence[Held]]
"""Counts by their variable."""


def by_variable(rows: Iterable[Held]) -> Rows:
    """Counts put where they are looked for."""
    found: dict[str, list[Held]] = {}
    for row in rows:
        found.setdefault(row.variable, []).append(row)
    return found


TERMS: dict[str, tuple[tuple[str, str, int], ...]] = {  # derived: (variable, category, sign)
    "opening": ((YEAR_OPENING, "", 1),),
    "enrolled": ((YEAR_OPENING, "", 1), ("entry", "", 1), ("new", "", 1)),
    "closing": ((YEAR_OPENING, "", 1), ("entry", "", 1), ("new", "", 1), ("ended", "", -1), ("closed", "", -1)),
    "work_study": (("outcome", "work", 1), ("outcome", "study", 1)),
    "net_work_study": (("work_study_after", "", 1), ("work_study_before", "", -1)),
}
OPTIONAL = frozenset({"entry", "closed"})
"""Terms that count as none where nothing is stored."""


def counted(rows: Sequence[Rows], at: Coordinate, month: int) -> int | None:
    """The sum from January through `month`; None when a term of it is not known.

    `rows` are those of the association, or of each intervention it is asked for. A year's own figure (enrolled, taken
    over from earlier reports) goes before its terms.
    """
    if at.what in VARIABLES and VARIABLES[at.what].span is Span.YEAR and month < 12:
        return None
    if at.what not in TERMS:
        return _sum(rows, at.what, at.category, at, month)
    if at.what != "opening" and (given := _sum(rows, at.what, at.category, at, month)) is not None:
        return given
    total = 0
    for variable, category, sign in TERMS[at.what]:
        found = _sum(rows, variable, category, at, month)
        if found is None and variable not in OPTIONAL:
            return None
        total += sign * (found or 0)
    return total


def _sum(rows: Sequence[Rows], variable: str, category: str, at: Coordinate, month: int) -> int | None:
    """Over categories when none is asked; a class that nobody is in counts as none where its variable is known."""
    known, total, classes = False, 0, category.split(AND) if category else ()
    for one in rows:
        for row in one.get(variable, ()):
            if row.last_month <= month and row.age == at.age:
                known = True
                if (not at.sex or row.sex == at.sex) and (not classes or row.category in classes):
                    total += row.persons
    return total if known else None
