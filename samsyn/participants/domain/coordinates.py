"""Where a count stands: what, of which class, age and sex, and for whom. Figure keys are written and read here only.

'participants.outcome.work.women', 'participants.of.star_berg.new.young.men', 'participants.in.krokom.enrolled'; classes
put together: 'participants.age_class.15-19~20-29'.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from samsyn.participants.definitions.variables import DERIVED, VARIABLES
from samsyn.participants.domain.words import AGE_WORDS, AGES, SEX_WORDS, SEXES, Age, Sex, Shape

PREFIX = "participants."
AND = "~"
"""Between classes that are counted together; no class's key holds it, and an address carries it as it is."""
_SEX = {sex.value: sex for sex in SEXES}
_AGE = {age.value: age for age in AGES}


class Coordinate(NamedTuple):
    """`where` is '' (the association), 'of.<intervention>' or 'in.<municipality>'."""

    what: str
    category: str = ""
    age: Age = Age.ALL
    sex: Sex = Sex.ALL
    where: str = ""

    @property
    def rest(self) -> str:
        """The key's part after whom it is for: 'outcome.work.women'."""
        return ".".join(part for part in (self.what, self.category, self.age.value, self.sex.value) if part)

    @property
    def key(self) -> str:
        """The figure key."""
        return f"{PREFIX}{f'{self.where}.' if self.where else ''}{self.rest}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes it counts: () for all, several when they are put together."""
        return tuple(self.category.split(AND)) if self.category else ()

    @property
    def place(self) -> tuple[str, str]:
        """('of', intervention key), ('in', municipality) or ('', '')."""
        kind, _, name = self.where.partition(".")
        return kind, name

    def at(self, **changes: Any) -> "Coordinate":
        """The same with something changed: `at(sex=Sex.WOMEN)`."""
        return self._replace(**changes)


def parse(rest: str) -> Coordinate:
    """A key without 'participants.'. Raises ValueError for what is no coordinate."""
    words, where = rest.split("."), ""
    if words[0] in ("of", "in") and len(words) > 2:
        where, words = f"{words[0]}.{words[1]}", words[2:]
    what, more = words[0], words[1:]
    if what not in VARIABLES and what not in DERIVED:
        raise ValueError(rest)
    sex = _SEX[more.pop()] if more and more[-1] in _SEX else Sex.ALL
    age = _AGE[more.pop()] if more and more[-1] in _AGE else Age.ALL
    has_codes = what in VARIABLES and bool(VARIABLES[what].codes or VARIABLES[what].rows_only)
    if len(more) > 1 or (more and not has_codes):
        raise ValueError(rest)
    found = Coordinate(what, more[0] if more else "", age, sex, where)
    if AND in found.category and not (_exclusive(what) and found.category == together(found.classes)):
        raise ValueError(rest)
    return found


def _exclusive(what: str) -> bool:
    """Whether everybody is in one class at most, so that classes can be counted together."""
    return what in VARIABLES and VARIABLES[what].shape is Shape.CLASSES and not VARIABLES[what].rows_only


def together(classes: Iterable[str]) -> str:
    """The category of classes counted together, the same in whatever order they come."""
    return AND.join(sorted({*classes} - {""}))


def base_of(at: Coordinate) -> Coordinate | None:
    """The count a share of this one is taken of: its whole ('varav') or the persons it tells of; None when neither.

    Nothing is a share of a part of itself by age or sex: sex and age stay the same in both.
    """
    if at.what in ("work_study", "net_work_study"):
        return at.at(what="ended", category="")
    variable = VARIABLES.get(at.what)
    if variable is None:
        return None
    if variable.part_of:
        what, _, category = variable.part_of.partition(".")
        return at.at(what=what, category=category)
    return at.at(what=variable.base, category="") if variable.base else None


def words(at: Coordinate) -> str:
    """The sex and age in words: 'kvinnor, 15–29 år'; '' for all."""
    said = [SEX_WORDS[at.sex]] if at.sex else []
    return ", ".join([*said, AGE_WORDS[at.age]] if at.age else said)
