"""A report held against the rows it came from: every number is the rows' own, or that and persons who have no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from samsyn.associations.models import User
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import store
from samsyn.participants.cases.access import require_worker
from samsyn.participants.cases.codes import code_book
from samsyn.participants.cases.counting import TELL, Way, aggregate, untold
from samsyn.participants.cases.retention import may_be_gone
from samsyn.participants.domain.asking import Asked, CountKey, name, named
from samsyn.participants.domain.checking import Problem
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import SEX_WORDS, Sex, Shape, Span

BY_ROWS = (
    "Rapporten är hämtad ur ärenderader. Insatsens deltagaransvariga lämnar in och rättar den, eller väljer där att "
    "räkna för hand i stället."
)
PROTECTED = CountKey("protected_identity")
DELETED = (
    "Rader för den tiden kan redan vara gallrade, så antalen går inte att räkna ur dem. Det som är inlämnat står kvar."
)


@dataclass(frozen=True)
class Told:
    """What the rows of an intervention say of a period; `whole` False when some may have been deleted."""

    counts: Mapping[CountKey, int]
    untold: Mapping[str, int]  # persons whose row lacks what a variable asks of each
    whole: bool

    def only(self, asked: Sequence[Asked]) -> dict[CountKey, int]:
        """The counts that nothing but rows can give."""
        keys = {one.variable.key for one in asked if one.variable.rows_only}
        return {key: count for key, count in self.counts.items() if key.variable in keys}


def told_by_rows(
    *, intervention: Intervention, part: Part, asked: Sequence[Asked], by: User, why: str
) -> Told:  # fmt: skip
    """The period's counts out of the rows. Reads them, which is logged. Raises PermissionDenied and Refused."""
    ground = require_worker(by, intervention)
    book = code_book(intervention.association)
    rows = store.every(intervention=intervention, by=by, why=f"{why} {part.label}")
    way = Way(book.merged, tuple(book.labels["income"]), book.public)
    yearly = any(one.variable.span is Span.YEAR for one in asked)
    first = part.start.replace(month=1) if yearly else part.start
    whole = not may_be_gone(first, ground.keep_months, timezone.localdate())
    return Told(aggregate(rows, part, asked, way), untold(rows, part, asked, way), whole)


def problems(told: Told, values: Mapping[CountKey, int | None], asked: Sequence[Asked]) -> list[Problem]:
    """Numbers that the rows do not bear out. Protected identity is counted only, so each may be that much larger."""
    if not told.whole:
        return []
    protected = values.get(PROTECTED) or 0
    labels = {one.variable.key: one for one in asked if one.variable.key in TELL and not one.variable.rows_only}
    found = []
    for key, value in values.items():
        if (one := labels.get(key.variable)) and value is not None:
            least = told.counts.get(key, 0)
            most = None if one.variable.shape is Shape.DAYS and protected else least + protected
            if value < least or (most is not None and value > most):
                found.append(Problem(name(key), _said(key, value, least, most), named(key, one.label(key.category))))
    return found


def _said(key: CountKey, value: int, least: int, most: int | None) -> str:
    rows = f"Raderna ger {least}"
    if most is not None and most > least:
        rows += f", och {most} med dem som har skyddade personuppgifter"
    if key.variable == "opening":
        return f"{rows}, men förra rapporten slutade med {value}. Rätta raderna eller den förra rapporten."
    return f"{rows}, men här står {value}."


def remarks(told: Told, opening: Mapping[Sex, int] | None, asked: Sequence[Asked]) -> list[str]:
    """What stands in the way of handing in: another opening than was closed with, and classes that rows do not tell."""
    found = []
    for sex, carried in (opening or {}).items():
        own = told.counts.get(CountKey("opening", "", sex), 0)
        if own != carried:
            found.append(f"Kvar sedan förra perioden, {SEX_WORDS[sex]}: raderna ger {own}, förra rapporten {carried}.")
    for one in asked:
        if missing := told.untold.get(one.variable.key):
            who = "en person" if missing == 1 else f"{missing} personer"
            found.append(f"{one.label().rstrip('?')}: uppgiften saknas på raden för {who}.")
    return found
