"""The document tree: what a report is before it becomes a page, a PDF, a workbook or JSON. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samsyn.core.chart import Chart
from samsyn.core.figure import Scope
from samsyn.core.table import Cell, Table


class SectionState(StrEnum):
    """How far a section's prose has come."""

    EMPTY = "tom"
    DRAFT = "utkast"
    DONE = "klar"
    CHANGED = "ändrad siffra"


# --- prose -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Words; `strong`/`emphasis` as in Markdown, `href` makes them a link (http, https or mailto only)."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True)
class FigureRef:
    """A figure inside a sentence. `cell` holds the number and its unit; `shown` what is printed ('8 484 tkr').

    `was` is what the sentence said when it was written, when the number has changed since. An unknown key has `error`.
    """

    cell: Cell
    shown: str
    label: str
    was: str = ""
    error: str = ""


Inline = Text | FigureRef


@dataclass(frozen=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class ListBlock:
    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Subheading:
    """A heading inside prose, below the section's own."""

    text: str
    level: int


@dataclass(frozen=True)
class Quote:
    content: tuple[Inline, ...]


ProseNode = Paragraph | ListBlock | Subheading | Quote

# --- blocks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProseBlock:
    slot: str
    nodes: tuple[ProseNode, ...]
    state: SectionState = SectionState.DONE


@dataclass(frozen=True)
class TableBlock:
    """`wide` asks for smaller type; `caption` replaces the table's title in print."""

    table: Table
    wide: bool = False


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs: (name, function); the place and date line is left to be written by hand."""

    place: str
    people: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True)
class FindingsBlock:
    """Lines of (status, text): checks printed in a report."""

    items: tuple[tuple[str, str], ...]


Block = ProseBlock | TableBlock | Chart | SignatureBlock | FindingsBlock


@dataclass(frozen=True)
class Section:
    """A heading with its blocks. `level` 1 is a part (Förvaltningsberättelse), 2 a heading within it."""

    key: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    state: SectionState = SectionState.DONE
    new_page: bool = False  # in print


@dataclass(frozen=True)
class Document:
    """A whole report. `unknown` lists figures that were not known ('uppgift saknas'), `errors` unknown references."""

    key: str
    title: str
    kind: str
    association: str
    org_number: str
    period: str
    period_label: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    note: str = ""  # printed on the cover and in the footer: 'Utkast', or that demo data is invented
    date: str = ""
    unknown: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    def tables(self) -> list[Table]:
        """Every table in order, those behind charts last."""
        blocks = [block for section in self.sections for block in section.blocks]
        return [b.table for b in blocks if isinstance(b, TableBlock)] + [
            b.table for b in blocks if isinstance(b, Chart)
        ]


def scope_code(scope: Scope | None) -> str:
    """The scope's address form, '' when there is none."""
    return scope.code if scope else ""
