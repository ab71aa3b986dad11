"""A handed-in report to read, and what a later version of it changed: plain rows for the template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samsyn.core.money import DASH, grouped
from samsyn.participants.definitions.variables import DERIVED
from samsyn.participants.domain.asking import Asked, CountKey, named
from samsyn.participants.domain.words import AGE_WORDS, SEXES, Age, Shape
from samsyn.participants.forms.entry_maker import CHAPTERS, REASONS, chapter_of
from samsyn.participants.models import ReportVersion

Counts = Mapping[CountKey, int]
_SIGNS = {"opening": 1, "entry": 1, "new": 1, "ended": -1, "closed": -1}


@dataclass(frozen=True)
class Row:
    label: str
    values: tuple[str, ...]
    css: str = ""


@dataclass(frozen=True)
class Read:
    """A table: by sex (women, men, not stated, all), or one number a row."""

    title: str
    rows: tuple[Row, ...]
    by_sex: bool = True

    @property
    def empty(self) -> bool:
        """Whether there is nobody in any row."""
        return all(value == DASH for row in self.rows for value in row.values)


def tables(asked: Sequence[Asked], counts: Counts, year: int) -> list[Read]:
    """The report as it was handed in, in the order it was asked."""
    flow = [one for one in asked if one.variable.flow]
    found = [Read("In och ut", (*_flow(flow, counts),))]
    for key, title in CHAPTERS.items():
        own = [one for one in asked if not one.variable.flow and chapter_of(one.variable) == key]
        found += _chapter(f"{title} {year}" if key == "year" else title, own, counts)
    return found


def _flow(flow: Sequence[Asked], counts: Counts) -> Iterator[Row]:
    for one in flow:
        rows = list(_rows(one, "", counts))
        if one.variable.key not in REASONS or any(value != DASH for row in rows for value in row.values):
            yield from rows
    left = [sum(sign * counts.get(CountKey(what, "", sex), 0) for what, sign in _SIGNS.items()) for sex in SEXES]
    yield Row(DERIVED["closing"], _written(left), "summa")


def _chapter(title: str, asked: Sequence[Asked], counts: Counts) -> Iterator[Read]:
    single = [one for one in asked if not one.variable.codes and not one.variable.rows_only]
    by_sex = [row for one in single if one.variable.shape is not Shape.PLAIN for row in _rows(one, "", counts)]
    plain = [row for one in single if one.variable.shape is Shape.PLAIN for row in _rows(one, "", counts)]
    for one in asked:
        if one.variable.codes and not one.variable.rows_only:
            rows = [row for category in one.categories for row in _rows(one, category, counts)]
            yield Read(one.variable.label, tuple(rows))
    if by_sex:
        yield Read(title, tuple(by_sex))
    if plain:
        yield Read(title, tuple(plain), by_sex=False)


def _rows(one: Asked, category: str, counts: Counts) -> Iterator[Row]:
    """The total, and each age group below it."""
    for age in (Age.ALL, *one.ages):
        words = one.label(category) if not age else AGE_WORDS[age]
        keys = [CountKey(one.variable.key, category, sex, age) for sex in one.sexes]
        if not any(key in counts for key in keys):
            values: tuple[str, ...] = ("saknas",) + ("",) * (len(keys) if len(keys) > 1 else 0)
        else:
            values = _written([counts.get(key, 0) for key in keys])
        yield Row(words[:1].upper() + words[1:], values, "in1" if age else "")


def _written(values: Sequence[int]) -> tuple[str, ...]:
    whole = [*values, sum(values)] if len(values) > 1 else values
    return tuple(grouped(value) if value else DASH for value in whole)


# --- history --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """A version as the history tells of it; `changes` are (what, before, after)."""

    number: int
    at: object
    by: str
    reason: str
    count: int
    changes: tuple[tuple[str, str, str], ...]

    @property
    def first(self) -> bool:
        return self.number == 1

    @property
    def title(self) -> str:
        return "Inlämnad" if self.first else f"Rättad, version {self.number}"


def versions(rows: Sequence[ReportVersion], labels: Mapping[tuple[str, str], str]) -> list[Version]:
    """The newest first, each with what it changed against the one before."""
    held = {row.number: {CountKey(*key): count for *key, count in row.counts} for row in rows}
    return [
        Version(row.number, row.at, row.by, row.reason, len(held[row.number]),
                tuple(differences(held[row.number - 1], held[row.number], labels)) if row.number - 1 in held else ())
        for row in rows
    ]  # fmt: skip


def differences(before: Counts, after: Counts, labels: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    """(what, before, after) of each number that is not the same."""
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key, 0), after.get(key, 0)
        if old != new and (label := labels.get((key.variable, key.category))):
            yield named(key, label), grouped(old), grouped(new)


def labels_of(asked: Sequence[Asked]) -> dict[tuple[str, str], str]:
    """The words of every number that is asked for."""
    return {(one.variable.key, category): one.label(category) for one in asked for category in one.categories}
