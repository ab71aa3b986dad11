"""A sheet of counts for many interventions: how it looks, and what is read from it, fault by fault. Pure.

A fault names its cell and never repeats what stands there: it may be about a person.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.participants.domain.asking import CountKey, reason_name
from samsyn.participants.domain.form import Group, Row
from samsyn.participants.domain.persons import like_a_person
from samsyn.participants.domain.tallying import OPTIONAL
from samsyn.participants.domain.words import AGE_WORDS, AGES, Age, Sex

OWNER, WHAT, AGE, REASON, PLAIN = "insats", "uppgift", "ålder", "orsak", "antal"
BY_SEX = {"kvinnor": Sex.WOMEN, "män": Sex.MEN, "ej angivet": Sex.UNSTATED}
COLUMNS = (OWNER, WHAT, AGE, *BY_SEX, PLAIN, REASON)
ALL_AGES = "alla"
MOST_FAULTS = 200
_SPACES = re.compile(r"\s+")
Grid = Sequence[tuple[int, Sequence[str]]]
"""Row number as the reader's program shows it, and the row's texts."""


@dataclass(frozen=True)
class Form:
    """What one intervention is asked for. `name` is what its rows say in the first column."""

    key: int
    name: str
    groups: Sequence[Group]

    def lines(self) -> Iterator[tuple[str, str, Row]]:
        """(what, age, the numbers) for every row of the sheet."""
        for group in self.groups:
            for row in group.rows:
                what = f"{group.variable.label.rstrip('?')}: {row.legend.lower()}" if group.coded else row.legend
                yield what, "", row
                for age, one in zip(AGES, row.ages, strict=False):
                    yield what, AGE_WORDS[age], one


@dataclass
class Filled:
    """What a sheet says of one intervention: texts by field, and the cell of each."""

    form: Form
    typed: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Nobody has written anything for it."""
        return not any(self.typed.values())


def sheet(forms: Sequence[Form]) -> list[tuple[str, ...]]:
    """The rows to fill in, in the order of COLUMNS: numbers are empty, what is not asked is marked by a dash."""
    return [_empty_row(form.name, what, age, row) for form in forms for what, age, row in form.lines()]


def _empty_row(name: str, what: str, age: str, row: Row) -> tuple[str, ...]:
    plain = row.fields[0].key.sex == Sex.ALL
    numbers = ("-",) * len(BY_SEX) + ("",) if plain else ("",) * len(BY_SEX) + ("-",)
    reason = "" if row.fields[0].key.variable in OPTIONAL and not age else "-"
    return (name, what, age or ALL_AGES, *numbers, reason)


def fill(grid: Grid, forms: Sequence[Form], done: Collection[str] = ()) -> tuple[list[Filled], list[str]]:
    """What the sheet says of each intervention, and every fault, each at its cell. `done` have handed in already."""
    if not grid:
        return [], ["Filen är tom."]
    persons = list(_persons(grid))
    header, faults = _header(*grid[0])
    if persons or faults:
        return [], [*persons, *faults][:MOST_FAULTS]
    reader = _Reader(header, forms, done)
    for number, cells in grid[1:]:
        reader.row(number, cells)
    return list(reader.filled.values()), reader.faults[:MOST_FAULTS]


def _persons(grid: Grid) -> Iterator[str]:
    for number, cells in grid:
        for place, text in enumerate(cells):
            if like_a_person(text):
                yield (f"{address(place, number)}: ser ut som ett personnummer. Ta bort det. Inget ur filen är sparat.")


def _header(number: int, cells: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands."""
    names = [_plain(cell) for cell in cells]
    found = {name: names.index(name) for name in COLUMNS if name in names}
    faults = [f"Kolumnen {name} saknas i första raden." for name in COLUMNS if name not in found]
    for place, name in enumerate(names):
        if name and name not in COLUMNS:
            faults.append(f"{address(place, number)}: kolumnen finns inte i mallen. Ta bort den.")
        elif name and found[name] != place:
            faults.append(f"{address(place, number)}: kolumnen står två gånger.")
    return found, faults


def address(place: int, number: int) -> str:
    """'D14'."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.strip()).lower()


def _lines(form: Form) -> dict[tuple[str, str], Row]:
    return {(_plain(what), _plain(age or ALL_AGES)): row for what, age, row in form.lines()}


class _Reader:
    """Reads row by row; every fault is kept."""

    def __init__(self, header: Mapping[str, int], forms: Sequence[Form], done: Collection[str]) -> None:
        self.header, self.faults = header, list[str]()
        self.filled = {form.key: Filled(form) for form in forms}
        self._names = {_plain(form.name): form.key for form in forms}
        self._lines = {form.key: _lines(form) for form in forms}
        self._done = {_plain(name) for name in done} - set(self._names)
        self._seen: dict[tuple[int, str, str], int] = {}

    def row(self, number: int, cells: Sequence[str]) -> None:
        """One row of the sheet."""
        texts = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.header.items()}
        if beyond := [place for place in range(len(cells)) if place not in self.header.values() and cells[place]]:
            self._fault(beyond[0], number, "står utanför mallens kolumner. Ta bort det.")
        own = self._names.get(_plain(texts[OWNER]))
        if own is None:
            self._say(OWNER, number, self._unknown(_plain(texts[OWNER])))
            return
        what, age = _plain(texts[WHAT]), _plain(texts[AGE]) or ALL_AGES
        line = self._lines[own].get((what, age))
        if line is None:
            known = any(held == what for held, _ in self._lines[own])
            self._say(AGE if known else WHAT, number, "finns inte i mallen för insatsen")
        elif first := self._seen.get((own, what, age)):
            self._say(WHAT, number, f"står redan på rad {first}")
        else:
            self._seen[own, what, age] = number
            self._numbers(self.filled[own], line, number, texts)

    def _unknown(self, owner: str) -> str:
        if owner in self._done:
            return "insatsen har redan lämnat in. Rätta rapporten på dess egen sida"
        return "ingen insats i mallen heter så" if owner else "insatsen saknas"

    def _numbers(self, filled: Filled, line: Row, number: int, texts: Mapping[str, str]) -> None:
        keys = {field.key.sex: field for field in line.fields}
        for column, sex in {**BY_SEX, PLAIN: Sex.ALL}.items():
            text = "" if texts[column] in ("-", "–", "−") else texts[column]
            if sex in keys:
                filled.typed[keys[sex].name] = text
                filled.cells[keys[sex].name] = address(self.header[column], number)
            elif text:
                self._say(column, number, "ska vara tom för den här uppgiften")
        self._reason(filled, line.fields[0].key, number, texts[REASON])

    def _reason(self, filled: Filled, key: CountKey, number: int, text: str) -> None:
        if text in ("", "-", "–", "−"):
            return
        if key.variable in OPTIONAL and key.age == Age.ALL:
            filled.typed[reason_name(key.variable)] = text
            filled.cells[reason_name(key.variable)] = address(self.header[REASON], number)
        else:
            self._say(REASON, number, "ska vara tom för den här uppgiften")

    def _say(self, column: str, number: int, sentence: str) -> None:
        self._fault(self.header[column], number, f"{sentence}.")

    def _fault(self, place: int, number: int, sentence: str) -> None:
        self.faults.append(f"{address(place, number)}: {sentence}")
