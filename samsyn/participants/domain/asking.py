"""What a report is asked for, and what a number of it is called in a form, a file and the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from samsyn.participants.definitions.variables import VARIABLES, Variable
from samsyn.participants.domain.words import AGE_WORDS, AGES, SEX_WORDS, SEXES, Age, Sex, Shape, Source, Span


class CountKey(NamedTuple):
    """One number of a report, as it is stored."""

    variable: str
    category: str = ""
    sex: str = Sex.ALL
    age: str = Age.ALL


@dataclass(frozen=True)
class CodeRow:
    """One class of a code list. `merged` is the class it goes into where only merged ones are asked for."""

    key: str
    label: str
    merged: str = ""
    merged_label: str = ""
    public: bool | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Asked:
    """A variable that is asked for, by which classes, and whether by age too. `codes` are merged already."""

    variable: Variable
    by_age: bool = False
    merged: bool = False
    codes: tuple[CodeRow, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """Its classes' keys; ('',) for what has none."""
        return tuple(code.key for code in self.codes) if self.variable.codes else ("",)

    @property
    def ages(self) -> tuple[Age, ...]:
        """The age groups beside the total."""
        return AGES if self.by_age else ()

    @property
    def sexes(self) -> tuple[Sex, ...]:
        """The columns: one for what is not asked by sex."""
        return (Sex.ALL,) if self.variable.shape is Shape.PLAIN else SEXES

    def label(self, category: str = "") -> str:
        """The variable's words, or its class's."""
        return next((code.label for code in self.codes if code.key == category), self.variable.label)


def name(key: CountKey) -> str:
    """What a number is called in a form: 'new-women', 'outcome.work.young-women', 'consultations'."""
    stem = ".".join(part for part in (key.variable, key.category, key.age) if part)
    return f"{stem}-{key.sex}" if key.sex else stem


def reason_name(what: str) -> str:
    """The field of the reason for 'entry' or 'closed'."""
    return f"reason-{what}"


def named(key: CountKey, label: str) -> str:
    """In words: 'Arbete, kvinnor, 15–29 år'."""
    words = [label[:1].upper() + label[1:].rstrip("?")]
    words += [SEX_WORDS[Sex(key.sex)]] if key.sex else []
    words += [AGE_WORDS[Age(key.age)]] if key.age else []
    return ", ".join(words)


def wanted(variable: Variable, source: Source, last_of_year: bool) -> bool:
    """Whether a variable belongs in this report: the year's own only in the last, what needs case rows only by them."""
    return (variable.span is Span.PERIOD or last_of_year) and (not variable.rows_only or source == Source.ROWS)


def asked_of(counts: Iterable[CountKey]) -> list[Asked]:
    """What a report must have been asked, from what it holds: enough to see whether it adds up."""
    held: dict[str, list[CountKey]] = {}
    for key in counts:
        held.setdefault(key.variable, []).append(key)
    return [
        Asked(variable, any(one.age for one in held[key]), False,
              tuple(CodeRow(category, category) for category in dict.fromkeys(one.category for one in held[key])))
        for key, variable in VARIABLES.items()
        if key in held
    ]  # fmt: skip


def with_zeros(counts: Mapping[CountKey, int], asked: Iterable[Asked]) -> dict[CountKey, int]:
    """The same with the zeros of 'ej angivet' that are not stored."""
    none = {
        CountKey(one.variable.key, category, Sex.UNSTATED, age): 0
        for one in asked
        if Sex.UNSTATED in one.sexes
        for category in one.categories
        for age in (Age.ALL, *one.ages)
    }
    return {**none, **counts}
