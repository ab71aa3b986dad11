"""A report being written: its sections with their state, the text that is open, figures to put in, and checks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from samsyn.associations.models import Association
from samsyn.catalogue import CHECKS
from samsyn.core.check import Check, Finding, Outcome
from samsyn.core.figure import Figure, Link
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.table import RowKind, State
from samsyn.reports.build import Builder
from samsyn.reports.definitions.documents import PRINCIPLES_PROPOSAL, SectionDefinition
from samsyn.reports.domain.document import (
    Document,
    FigureRef,
    ProseNode,
    Section,
    SectionState,
    SignatureBlock,
    TableBlock,
)
from samsyn.reports.domain.prose import bare_numerals, figure_refs, parse, references
from samsyn.reports.domain.reference import Reference, read_reference
from samsyn.reports.models import SectionText
from samsyn.reports.queries import Written, texts_of, written
from samsyn.reports.render.notes import with_note_columns

PROPOSALS = {"principles": PRINCIPLES_PROPOSAL}
MOST = 14  # figures shown at once
ENOUGH = 8  # close at hand, before the report's main ones are added
USUAL = (
    "ledger.revenue", "ledger.costs", "ledger.result", "ledger.equity", "ledger.equity_of_contributions",
    "ledger.solvency", "ledger.cash", "commitments.remaining", "ledger.current_liabilities",
    "ledger.pension_provisions",
)  # fmt: skip
_ACCOUNTS = "ledger.account."
_ORDER = {Outcome.FAILS: 0, Outcome.EXPLAIN: 1, Outcome.UNKNOWN: 2, Outcome.HOLDS: 3}


@dataclass(frozen=True)
class Entry:
    """A section in the list: its state in words, and what more the writer should know."""

    key: str
    title: str
    level: int
    prose: bool
    state: str  # '' for a heading with nothing of its own
    carried: bool = False


@dataclass(frozen=True)
class ProsePart:
    """A piece of the text with what is wrong with its figures: `changed` are (source, figure)."""

    node: ProseNode
    changed: tuple[tuple[str, FigureRef], ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Insertable:
    """A figure as it would stand in the sentence: the reference to write and what it prints."""

    reference: str
    label: str
    shown: str
    figure: FigureRef


@dataclass(frozen=True)
class Answer:
    """A check with one of its findings."""

    check: Check
    finding: Finding

    @property
    def link(self) -> Link | None:
        return self.finding.link


@dataclass
class Workshop:
    """One report, built at most once."""

    association: Association
    kind: str
    period: Period
    texts: Mapping[str, SectionText] = field(init=False)

    def __post_init__(self) -> None:
        self.texts = texts_of(self.association, self.kind, self.period)
        self.builder = Builder(
            self.association,
            self.kind,
            self.period,
            texts={key: written(text) for key, text in self.texts.items()},
        )

    @cached_property
    def document(self) -> Document:
        """The whole report with its empty sections too."""
        return self.builder.document(with_empty=True)

    @cached_property
    def definitions(self) -> dict[str, SectionDefinition]:
        return {item.key: item for item in self.builder.definitions()}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Each section by its key, statements with the numbers of their notes."""
        return {section.key: section for section in with_note_columns(self.document).sections}

    # --- the list ------------------------------------------------------------------------------------------------

    @cached_property
    def entries(self) -> list[Entry]:
        """Every section in order with its state."""
        return [
            Entry(key, item.title, item.level, item.prose, self._state(key, item), self._carried(key))
            for key, item in self.definitions.items()
        ]

    def _state(self, key: str, item: SectionDefinition) -> str:
        section = self.sections[key]
        if not item.prose and not item.blocks:
            return ""
        if any(isinstance(block, SignatureBlock) and not block.people for block in section.blocks):
            return SectionState.EMPTY
        return section.state

    def _carried(self, key: str) -> bool:
        return key in self.texts and bool(self.texts[key].carried)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many sections there are in each state, those that exist, in the order of work."""
        states = [entry.state for entry in self.entries]
        return [(str(state), states.count(state)) for state in reversed(SectionState) if state in states]

    def opening(self) -> str:
        """The section to open first: one that needs a human, else the first with prose."""
        wanted = (SectionState.CHANGED, SectionState.EMPTY, SectionState.DRAFT)
        order = [entry for state in wanted for entry in self.entries if entry.prose and entry.state == state]
        found = next(iter(order or [entry for entry in self.entries if entry.state] or self.entries), None)
        return found.key if found else ""

    # --- the open text -------------------------------------------------------------------------------------------

    def prose(self, markdown: str, shown: Mapping[str, str]) -> list[ProsePart]:
        """A text piece by piece, with changed figures and errors where they stand."""
        named: list[tuple[str, FigureRef]] = []
        find = self.builder.lookup(Written(markdown, shown=shown))

        def remember(reference: Reference) -> FigureRef:
            found = find(reference)
            named.append((reference.source.strip(), found))
            return found

        return [_part(node, named) for node in parse(markdown, remember)]

    def text_of(self, key: str) -> list[ProsePart]:
        """The section's own text, [] where nothing is written."""
        text = self.texts.get(key)
        return self.prose(text.markdown, text.shown) if text else []

    # --- figures to put in ---------------------------------------------------------------------------------------

    def usual_figures(self, key: str) -> list[str]:
        """Figures close at hand in a section: those of its text and tables, else the report's main ones."""
        text, section = self.texts.get(key), self.sections.get(key)
        used = [reference.key for reference in references(text.markdown)] if text else []
        blocks = section.blocks if section else ()
        tables = [block.table for block in blocks if isinstance(block, TableBlock)]
        rows = [row for table in tables for row in table.rows if row.kind is not RowKind.HEADING]
        own = [next((cell.figure for cell in row.cells if cell.figure), "") for row in rows]
        near = [*used, *own]
        wanted = near if len(set(near)) >= ENOUGH else [*near, *USUAL]
        return list(dict.fromkeys(key for key in wanted if key in self.builder.figures))[:MOST]

    def search_figures(self, text: str) -> list[str]:
        """Keys of figures that hold every word in name, label or definition; the best first, accounts last."""
        words = text.casefold().split()
        found = []
        for figure in self.builder.figures.figures():
            hay = f"{figure.key} {figure.label} {figure.definition}".casefold()
            if all(word in hay for word in words):
                found.append((_rank(figure, words), figure.key))
        return [key for _, key in sorted(found)[:MOST]]

    def insertable(self, keys: Iterable[str], scope: str = "", unit: str = "") -> list[Insertable]:
        """Figures with the references that put them in, in the period and unit asked for."""
        return [self._insertable(self.builder.figures.figure(key), scope, unit) for key in keys]

    def _insertable(self, figure: Figure, scope: str, unit: str) -> Insertable:
        own_unit = unit if figure.unit is Unit.KR or unit == "utan" else ""
        words = " ".join(word for word in (figure.key, scope, own_unit) if word)
        found = self.builder.lookup(Written(""))(read_reference(words))
        return Insertable(f"{{{{ {words} }}}}", figure.label, found.shown, found)

    # --- beside the page -----------------------------------------------------------------------------------------

    @cached_property
    def checks(self) -> list[Answer]:
        """Every check of the period, those that need a human first."""
        found = [Answer(check, finding) for check in CHECKS for finding in check.run(self.builder.figures, self.period)]
        return sorted(found, key=lambda answer: _ORDER[answer.finding.outcome])

    @property
    def holding(self) -> list[Answer]:
        """The checks that hold."""
        return [answer for answer in self.checks if answer.finding.outcome is Outcome.HOLDS]

    def numerals(self, markdown: str) -> list[str]:
        """Numbers written out by hand, each once."""
        return list(dict.fromkeys(bare_numerals(markdown)))

    @cached_property
    def unknown(self) -> list[str]:
        """Everything in the report that prints 'uppgift saknas', in words."""
        return [*self.document.unknown, *_unknown_cells(self.document)]


def _part(node: ProseNode, named: Sequence[tuple[str, FigureRef]]) -> ProsePart:
    refs = {id(ref) for ref in figure_refs([node])}
    own = [(source, ref) for source, ref in named if id(ref) in refs]
    return ProsePart(
        node,
        tuple({source: (source, ref) for source, ref in own if ref.was}.values()),
        # where the sentence itself stands there is no need to quote it
        tuple(dict.fromkeys(ref.error.partition(" Meningen:")[0] for ref in figure_refs([node]) if ref.error)),
    )


def _rank(figure: Figure, words: Sequence[str]) -> tuple[int, bool, int, int]:
    """Label before definition, accounts last; then main figures, short labels, figures before their parts."""
    label = figure.label.casefold()
    hit = 0 if label.startswith(" ".join(words)) else 1 if all(word in label for word in words) else 2
    group = 3 if figure.key.startswith(_ACCOUNTS) else hit
    return group, figure.key not in USUAL, len(label), figure.key.count(".")


def _unknown_cells(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, TableBlock):
                continue
            missing = [row.label for row in block.table.rows if any(cell.state is State.UNKNOWN for cell in row.cells)]
            if missing:
                yield f"{section.title}: {', '.join(missing)}"
