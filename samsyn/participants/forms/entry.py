"""The entry page as values: chapters of fields, with what was typed, what is wrong and what should add up.

Nothing here decides what is right; the sums are shown while one types, and the server always checks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.core.money import DASH, grouped
from samsyn.participants.domain.words import SEX_WORDS, Sex


@dataclass(frozen=True)
class Box:
    """One field. `heard` is its whole name, for whoever does not see the table it stands in."""

    name: str
    heard: str
    value: str = ""
    errors: tuple[str, ...] = ()
    blank_is_none: bool = False
    other: str = ""  # what someone else saved meanwhile
    base: str = ""  # id of the field that makes empty mean none when it says 0

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '_')}"

    @property
    def row(self) -> str:
        """The id of the row it stands in: women and men share one."""
        stem, _, sex = self.id.rpartition("-")
        return stem if sex in (Sex.WOMEN, Sex.MEN) else self.id

    @property
    def described(self) -> str:
        """Ids of what is said about it: its row's errors, and what another saved."""
        said = [f"{self.row}_error"] if self.errors else []
        return " ".join([*said, f"{self.id}_other"] if self.other else said)

    @property
    def told(self) -> bool:
        """Whether there is something to see in it."""
        return bool(self.value.strip() not in ("", "0") or self.errors or self.other)


def row_errors(boxes: Sequence[Box]) -> list[str]:
    """What is wrong in a row: said once when it is the same for women and men, else with whose it is."""
    found = [(box, error) for box in boxes for error in box.errors]
    if len({error for _, error in found}) < 2:
        return [error for _, error in found[:1]]
    return [f"{SEX_WORDS[Sex(box.id.rpartition('-')[2])].capitalize()}: {error}" for box, error in found]


@dataclass(frozen=True)
class AgeLine:
    """Of a line: those of one age group."""

    label: str
    boxes: tuple[Box, ...]
    unstated: Box

    @property
    def errors(self) -> list[str]:
        return row_errors(self.boxes)


@dataclass(frozen=True)
class Line:
    """One thing to count: women and men, and what is folded away."""

    label: str
    help: str
    boxes: tuple[Box, ...]  # women and men, or one field when it is not asked by sex
    unstated: Box | None = None
    ages: tuple[AgeLine, ...] = ()

    @property
    def all_boxes(self) -> list[Box]:
        folded = [box for age in self.ages for box in (*age.boxes, age.unstated)]
        return [*self.boxes, *([self.unstated] if self.unstated else []), *folded]

    @property
    def errors(self) -> list[str]:
        """Of what is always seen."""
        return row_errors(self.boxes)


@dataclass(frozen=True)
class Term:
    """A sum: ids to add (a minus before what is taken away) as the page's script reads them, and what it is now."""

    ids: str
    value: int | None

    @property
    def shown(self) -> str:
        return DASH if self.value is None else grouped(self.value)


@dataclass(frozen=True)
class Sum:
    """What should be equal for one sex."""

    sex: Sex
    have: Term
    want: Term

    @property
    def word(self) -> str:
        return SEX_WORDS[self.sex].capitalize()

    @property
    def difference(self) -> str:
        taken = " ".join(name[1:] if name.startswith("-") else f"-{name}" for name in self.want.ids.split())
        return f"{self.have.ids} {taken}"

    @property
    def state(self) -> tuple[str, str]:
        """Its css class and words, as the script writes them too."""
        if self.have.value is None or self.want.value is None:
            return "st na", f"{self.word} saknar tal"
        if gap := self.have.value - self.want.value:
            return "sev fel", f"{self.word} går inte ihop, {grouped(gap)} skiljer"
        return "st upp", f"{self.word} går ihop"


@dataclass(frozen=True)
class Block:
    """A fieldset: one question with its lines."""

    key: str
    legend: str
    help: str
    lines: tuple[Line, ...]
    want: str = ""  # what its sum should equal, in words
    sums: tuple[Sum, ...] = ()
    plain: bool = False

    @property
    def unstated(self) -> list[Line]:
        return [line for line in self.lines if line.unstated]

    @property
    def unstated_open(self) -> bool:
        """Something is there, or somebody is to be told of."""
        known = any(one.sex is Sex.UNSTATED and one.want.value for one in self.sums)
        return known or any(box.told for line in self.lines for box in _folded(line))

    @property
    def aged(self) -> list[Line]:
        return [line for line in self.lines if line.ages]

    @property
    def ages_open(self) -> bool:
        return any(box.told for line in self.aged for age in line.ages for box in age.boxes)


def _folded(line: Line) -> list[Box]:
    return [*([line.unstated] if line.unstated else []), *(age.unstated for age in line.ages)]


@dataclass(frozen=True)
class Reasoned:
    """A rare movement with its question."""

    line: Line
    question: str
    name: str
    value: str
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"f-{self.name}"


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    lead: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Page:
    """Everything the form shows."""

    chapters: tuple[Chapter, ...]
    flow: Block
    opening: Line | None  # typed only in the very first report
    carried: Mapping[Sex, int]
    rare: tuple[Reasoned, ...]
    tally: tuple[tuple[str, tuple[Term, ...]], ...]  # opening to closing: words and a sum for each sex

    @property
    def sums(self) -> list[tuple[str, tuple[Sum, ...]]]:
        """Everything that should add up, for the box that says whether it does."""
        return [(block.legend, block.sums) for chapter in self.chapters for block in chapter.blocks if block.sums]

    @property
    def rare_open(self) -> bool:
        boxes = [box for one in self.rare for box in one.line.all_boxes]
        return any(box.told for box in boxes) or any(one.value or one.errors for one in self.rare)

    @property
    def boxes(self) -> dict[str, Box]:
        """Every field by its name."""
        blocks = [self.flow, *(block for chapter in self.chapters for block in chapter.blocks)]
        lines = [line for block in blocks for line in block.lines] + [one.line for one in self.rare]
        return {box.name: box for line in [*lines, *filter(None, [self.opening])] for box in line.all_boxes}
