"""Builds the entry page from what is asked: chapters, folded parts, and the sums that are shown while one types."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from samsyn.core.money import MINUS
from samsyn.participants.definitions.variables import Variable
from samsyn.participants.domain.asking import Asked, CountKey, name, named, reason_name
from samsyn.participants.domain.words import AGE_WORDS, SEXES, Age, Sex, Shape, Span
from samsyn.participants.forms.entry import AgeLine, Block, Box, Chapter, Line, Page, Reasoned, Sum, Term

ASKED_SEXES = (Sex.WOMEN, Sex.MEN)
"""What is always asked; `Sex.UNSTATED` is folded away until someone opens it."""
REASONS: Mapping[str, str] = {
    "entry": "Varför kommer de med i räkningen?",
    "closed": "Varför tas de ur räkningen?",
}
"""The rare movements, each with the question that must be answered."""
EARLIER = "tidigare"
TALLY: Mapping[str, tuple[str, str]] = {
    "opening": ("", "Kvar sedan förra"), "entry": ("+ ", "in i räkningen"), "new": ("+ ", "nya"),
    "ended": (f"{MINUS} ", "avslutade"), "closed": (f"{MINUS} ", "administrativt avslutade"),
}  # fmt: skip
CHAPTERS: Mapping[str, str] = {
    "flow": "In och ut",
    "new": "De som började",
    "ended": "De som avslutade",
    "other": "Annat under perioden",
    "year": "Hela året",
}


@dataclass
class Maker:
    """Builds the page from what is asked."""

    asked: Sequence[Asked]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[Sex, int] | None = None  # None in an intervention's very first report
    earlier: Mapping[Sex, int] | None = None  # the year's enrolled before this period; None in the year's first report
    year: int = 0

    def page(self) -> Page:
        flow = {one.variable.key: one for one in self.asked if one.variable.flow}
        return Page(
            chapters=tuple(self._chapters()),
            flow=Block("flow", CHAPTERS["flow"], "", tuple(self.line(flow[key]) for key in ("new", "ended"))),
            opening=_first(self.line(flow["opening"])) if self.carried is None else None,
            carried=self.carried or {},
            rare=tuple(self._rare(flow[key]) for key in REASONS if key in flow),
            tally=tuple(self._tally()),
        )

    # --- fields ------------------------------------------------------------------------------------------------------

    def box(self, asked: Asked, category: str = "", sex: Sex = Sex.ALL, age: Age = Age.ALL) -> Box:
        key = CountKey(asked.variable.key, category, sex, age)
        called = name(key)
        optional = sex is Sex.UNSTATED or key.variable in REASONS
        return Box(called, named(key, asked.label(category)), self.values.get(called, ""),
                   tuple(self.errors.get(called, ())), optional, self.others.get(called, ""),
                   _nobody_in(asked.variable, key))  # fmt: skip

    def line(self, asked: Asked, category: str = "") -> Line:
        variable, words = asked.variable, asked.label(category)
        if variable.shape is Shape.PLAIN:
            return Line(words, variable.help, (self.box(asked),))
        ages = tuple(self._age(asked, category, age) for age in asked.ages)
        boxes = tuple(self.box(asked, category, sex) for sex in ASKED_SEXES)
        return Line(words, "" if category else variable.help, boxes, self.box(asked, category, Sex.UNSTATED), ages)

    def _age(self, asked: Asked, category: str, age: Age) -> AgeLine:
        boxes = tuple(self.box(asked, category, sex, age) for sex in ASKED_SEXES)
        return AgeLine(AGE_WORDS[age], boxes, self.box(asked, category, Sex.UNSTATED, age))

    def _rare(self, asked: Asked) -> Reasoned:
        key, called = asked.variable.key, reason_name(asked.variable.key)
        errors = tuple(self.errors.get(called, ()))
        return Reasoned(self.line(asked), REASONS[key], called, self.values.get(called, ""), errors)

    # --- chapters ----------------------------------------------------------------------------------------------------

    def _chapters(self) -> list[Chapter]:
        found: dict[str, list[Block]] = {}
        for one in self.asked:
            if not one.variable.flow and not one.variable.rows_only:
                _put(found.setdefault(chapter_of(one.variable), []), self._block(one))
        leads = {"year": f"Frågas bara i årets sista rapport. Gäller alla som varit inskrivna någon gång {self.year}."}
        return [
            Chapter(key, f"{title} {self.year}" if key == "year" else title, leads.get(key, ""), tuple(found[key]))
            for key, title in CHAPTERS.items()
            if key in found
        ]

    def _block(self, asked: Asked) -> Block:
        variable = asked.variable
        if not variable.codes:
            return Block(variable.key, "", "", (self.line(asked),), plain=True)
        lines = tuple(self.line(asked, code.key) for code in asked.codes)
        sums = tuple(self._sum(variable, lines, sex) for sex in SEXES) if variable.shape is Shape.CLASSES else ()
        return Block(variable.key, variable.label, variable.help, lines, _wanted(variable), sums)

    # --- what should add up ------------------------------------------------------------------------------------------

    def _sum(self, variable: Variable, lines: Sequence[Line], sex: Sex) -> Sum:
        boxes = [box for line in lines for box in (*line.boxes, line.unstated) if box and box.name.endswith(f"-{sex}")]
        return Sum(sex, self.term(" ".join(box.id for box in boxes)), self.term(self._base(variable.base, sex)))

    def _base(self, base: str, sex: Sex) -> str:
        """The ids of the fields that make the count it is asked of."""
        if base != "enrolled":
            return _id(base, sex)
        before = _id("opening", sex) if self.earlier is None else f"{EARLIER}-{sex}"
        return f"{before} {_id('entry', sex)} {_id('new', sex)}"

    def _tally(self) -> Iterator[tuple[str, tuple[Term, ...]]]:
        """The rows from opening to closing; the rare ones only when there is something in them."""
        for key, (sign, words) in TALLY.items():
            terms = tuple(self.term(_id(key, sex)) for sex in SEXES)
            if key not in REASONS or any(term.value for term in terms):
                yield f"{sign}{words}", terms
        yield "Kvar efter", tuple(self.term(_closing(sex)) for sex in SEXES)

    def term(self, ids: str) -> Term:
        """The sum of fields; not known while one of them is empty (or no number) and empty does not mean none."""
        values = [self._number(name.removeprefix("-")) for name in ids.split()]
        if any(value is None for value in values):
            return Term(ids, None)
        signs = [-1 if name.startswith("-") else 1 for name in ids.split()]
        return Term(ids, sum(sign * (value or 0) for sign, value in zip(signs, values, strict=True)))

    def _number(self, id_: str) -> int | None:
        kind, _, sex = id_.rpartition("-")
        if self.carried is not None and kind == "f-opening":
            return self.carried.get(Sex(sex), 0)
        if kind == EARLIER:
            return (self.earlier or {}).get(Sex(sex), 0)
        typed = self._typed.get(id_, "").strip()
        if not typed and (base := self._bases.get(id_)) and self._typed.get(base, "").strip() == "0":
            return 0
        if not typed and (sex == Sex.UNSTATED or kind.removeprefix("f-") in REASONS):
            return 0
        return int(typed) if typed.isascii() and typed.isdigit() else None

    @cached_property
    def _bases(self) -> Mapping[str, str]:
        """Of each field by id: the one that leaves nobody when it says 0."""
        keys = [(one.variable, CountKey(one.variable.key, category, sex))
                for one in self.asked for category in one.categories for sex in one.sexes]  # fmt: skip
        return {Box(name(key), "").id: _nobody_in(variable, key) for variable, key in keys}

    @cached_property
    def _typed(self) -> Mapping[str, str]:
        return {Box(name, "").id: value for name, value in self.values.items()}


def _first(line: Line) -> Line:
    """The opening in an intervention's very first report, where it is typed."""
    return replace(line, label="Kvar sedan tidigare", help="Så många fanns i insatsen när perioden började.")


def _id(variable: str, sex: Sex) -> str:
    return Box(name(CountKey(variable, "", sex)), "").id


def _nobody_in(variable: Variable, key: CountKey) -> str:
    """The id of the field which, when it says 0, leaves nobody for this one to tell of; '' when there is none."""
    if key.age:
        return Box(name(key._replace(age=Age.ALL)), "").id
    what, _, category = (variable.part_of or variable.base).partition(".")
    if not what or what == "enrolled" or variable.shape is Shape.PLAIN:
        return ""
    return Box(name(CountKey(what, category, key.sex)), "").id


def _closing(sex: Sex) -> str:
    gone = f"-{_id('ended', sex)} -{_id('closed', sex)}"
    return f"{_id('opening', sex)} {_id('entry', sex)} {_id('new', sex)} {gone}"


def chapter_of(variable: Variable) -> str:
    if variable.span is Span.YEAR:
        return "year"
    return variable.base if variable.base in ("new", "ended") else "other"


def _wanted(variable: Variable) -> str:
    return {"ended": "Avslutade", "new": "Nya", "enrolled": "Inskrivna under året"}.get(variable.base, "")


def _put(blocks: list[Block], block: Block) -> None:
    """Questions that are one line each stand together."""
    if block.plain and blocks and blocks[-1].plain:
        last = blocks.pop()
        block = Block(last.key, "", "", (*last.lines, *block.lines), plain=True)
    blocks.append(block)


def merged_only(asked: Sequence[Asked]) -> list[str]:
    """Labels of what is asked in merged classes only."""
    return [one.variable.label for one in asked if one.merged and one.variable.codes]
