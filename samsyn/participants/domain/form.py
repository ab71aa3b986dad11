"""The form of a report: its fields from what is asked, and what was typed read into counts. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samsyn.participants.definitions.variables import Variable
from samsyn.participants.domain.asking import Asked, CodeRow, CountKey, name, named, reason_name
from samsyn.participants.domain.checking import MOST, MOST_DAYS, Problem, check
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.tallying import OPTIONAL
from samsyn.participants.domain.words import AGE_WORDS, SEX_WORDS, Age, Sex, Shape

__all__ = ["Asked", "CodeRow", "CountKey", "Field", "Group", "Problem", "Row", "check", "fields", "name", "read",
           "reason_name"]  # fmt: skip

_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_NEGATIVE = re.compile(r"[-−–]\s*[0-9]")
_SPACES = str.maketrans("", "", " \u00a0\u202f")
EMPTY = "Tomt. Skriv 0 om ingen."
NOT_WHOLE = "Skriv ett helt tal, till exempel 4."
NEGATIVE = "Antalet kan inte vara mindre än noll."
A_PERSON = "Här ska bara antal stå, aldrig uppgifter om en person."


@dataclass(frozen=True)
class Field:
    """One number to type. `label` says all of it for who hears the page, `short` is what stands beside the box."""

    name: str
    key: CountKey
    label: str
    short: str

    @property
    def required(self) -> bool:
        """Empty is an error for women and men only, and not for the rare movements that have no row of their own."""
        return self.key.sex in (Sex.WOMEN, Sex.MEN) and self.key.variable not in OPTIONAL


@dataclass(frozen=True)
class Row:
    """Numbers that stand together: women, men and not stated of one thing; `ages` the same by age group."""

    legend: str
    fields: tuple[Field, ...]
    ages: tuple["Row", ...] = ()


@dataclass(frozen=True)
class Group:
    """A variable on the page: one row, or one for each class."""

    variable: Variable
    rows: tuple[Row, ...]

    @property
    def coded(self) -> bool:
        """Whether it is asked class by class, below a heading of its own."""
        return bool(self.variable.codes)

    @property
    def all_fields(self) -> Iterator[Field]:
        """Every field, each total before its ages."""
        for row in self.rows:
            yield from row.fields
            for age in row.ages:
                yield from age.fields


def fields(asked: Sequence[Asked]) -> list[Group]:
    """What to type, in the order it is asked. What only case rows can give has no fields."""
    return [Group(one.variable, tuple(_row(one, category) for category in one.categories))
            for one in asked if not one.variable.rows_only]  # fmt: skip


def _row(one: Asked, category: str) -> Row:
    ages = tuple(Row(AGE_WORDS[age], _fields(one, category, age)) for age in one.ages)
    label = one.label(category)
    return Row(label[:1].upper() + label[1:], _fields(one, category, Age.ALL), ages)


def _fields(one: Asked, category: str, age: Age) -> tuple[Field, ...]:
    keys = (CountKey(one.variable.key, category, sex, age) for sex in one.sexes)
    return tuple(Field(name(key), key, named(key, one.label(category)), _short(key)) for key in keys)


def _short(key: CountKey) -> str:
    return SEX_WORDS[Sex(key.sex)].capitalize() if key.sex else "Antal"


def read(
    typed: Mapping[str, str], asked: Sequence[Asked], opening: Mapping[Sex, int] | None = None
) -> tuple[dict[CountKey, int | None], list[Problem]]:
    """Counts (persons; days for `days`) by key, and what could not be read, field by field.

    `opening` is what is carried over: then nothing typed for it is read. Empty is 0 for 'ej angivet', for the rare
    movements and where there is nobody to tell of, not known for what is not asked by sex, else a problem. A number
    with a problem reads as None.
    """
    values: dict[CountKey, int | None] = {}
    problems: list[Problem] = []
    for field in _all(typed, asked):
        if field.key.variable == "opening" and opening is not None:
            values[field.key] = opening.get(Sex(field.key.sex), 0)
            continue
        text = str(typed.get(field.name, "")).strip()
        value, said = _number(text, field) if text else _empty(field, values, asked)
        values[field.key] = value
        if said:
            problems.append(Problem(field.name, said, field.label))
    return values, problems


def _all(typed: Mapping[str, str], asked: Sequence[Asked]) -> Iterator[Field]:
    for group in fields(asked):
        yield from group.all_fields
    for one in asked:
        if one.variable.rows_only:
            yield from _from_rows(one.variable, typed)


def _from_rows(variable: Variable, typed: Mapping[str, str]) -> Iterator[Field]:
    """Fields of what only case rows give: as many as they gave."""
    pattern = re.compile(rf"{variable.key}\.(?P<category>[\w-]{{1,85}}?)-(?P<sex>{'|'.join(s for s in Sex if s)})")
    for typed_name in typed:
        if found := pattern.fullmatch(typed_name):
            key = CountKey(variable.key, found["category"], Sex(found["sex"]))
            yield Field(typed_name, key, named(key, variable.label), _short(key))


def _number(text: str, field: Field) -> tuple[int | None, str]:
    if like_a_person(text):
        return None, A_PERSON
    if _NEGATIVE.match(text):
        return None, NEGATIVE
    if not _WHOLE.fullmatch(text):
        return None, NOT_WHOLE
    digits, most = text.translate(_SPACES), MOST_DAYS if field.key.variable == "days" else MOST
    if len(digits) > 12 or int(digits) > most:
        return None, f"Det är mer än {most:,}. Kontrollera talet.".replace(",", "\u00a0")
    return int(digits), ""


def _empty(
    field: Field, values: Mapping[CountKey, int | None], asked: Sequence[Asked]
) -> tuple[int | None, str]:  # fmt: skip
    if not field.required and field.key.sex:
        return 0, ""
    if _nobody(field.key, values, asked):
        return 0, ""
    return None, EMPTY if field.required else ""


def _nobody(key: CountKey, values: Mapping[CountKey, int | None], asked: Sequence[Asked]) -> bool:
    """Whether there is nobody this number could tell of: none ended, no work to be subsidised, none of any age."""
    if key.age and values.get(key._replace(age=Age.ALL)) == 0:
        return True
    variable = next(one.variable for one in asked if one.variable.key == key.variable)
    what, _, category = (variable.part_of or variable.base).partition(".")
    whole = [values.get(CountKey(what, category, key.sex, age)) for age in {Age.ALL, key.age}]
    return bool(what) and variable.shape is not Shape.PLAIN and 0 in whole


def stem_variable(field: str) -> str:
    """The variable that a field is of: 'outcome' for 'outcome.work-women'."""
    return re.split(r"[.-]", field, maxsplit=1)[0]
