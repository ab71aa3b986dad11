"""The document tree as HTML: the whole report on a page, a section in the workshop, and a file that stands alone."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samsyn.core.chart import Chart
from samsyn.core.table import Cell
from samsyn.reports.domain.document import (
    Block,
    Document,
    FigureRef,
    FindingsBlock,
    Inline,
    ListBlock,
    Paragraph,
    ProseBlock,
    ProseNode,
    Quote,
    Section,
    SignatureBlock,
    Subheading,
    TableBlock,
)
from samsyn.reports.render.html import Href, findings_html, prose_html, signatures_html
from samsyn.reports.render.notes import with_note_columns
from samsyn.reports.render.print_data import in_words, repeats
from samsyn.ui import charts
from samsyn.ui.html import RULE, Doors, anchor, figure_table

LAST_LEVEL = 6
CSS = ("ui/samsyn.css", "ui/delar.css", "ui/sidor.css", "reports/rapport.css")
_FONT = "ui/source-sans-3-latin-wght-normal.woff2"


@dataclass(frozen=True)
class PageSection:
    """A section ready for a template: `level` is that of its HTML heading."""

    key: str
    anchor: str
    title: str
    level: int
    body: SafeString

    @property
    def heading(self) -> SafeString:
        """The heading with its anchor."""
        return format_html('<h{0} id="{1}">{2}</h{0}>', self.level, self.anchor, self.title)


def page_sections(document: Document, doors: Doors | None, first: int = 2) -> list[PageSection]:
    """Every section as it prints, its parts as headings of level `first`. Headings never skip a level."""
    return list(_sections(with_note_columns(document).sections, doors, first))


def _sections(sections: Sequence[Section], doors: Doors | None, first: int) -> Iterator[PageSection]:
    last = 0
    for section in sections:
        last = min(section.level, last + 1)
        level = min(first + last - 1, LAST_LEVEL)
        yield PageSection(
            section.key, anchor(f"avsnitt-{section.key}"), section.title, level, body(section, doors, level)
        )


def body(section: Section, doors: Doors | None, level: int) -> SafeString:
    """What stands under a section's heading, which has `level`. Changed figures print as they are now."""
    return join(block_html(block, doors, level, section.title) for block in section.blocks)


def join(parts: Iterator[SafeString] | Sequence[SafeString]) -> SafeString:
    """Pieces of HTML one after the other."""
    return mark_safe("\n".join(parts))  # each piece is escaped where it is made


def block_html(block: Block, doors: Doors | None, level: int, title: str = "", notes: str = "") -> SafeString:
    """One block under a heading of `level`; a table whose title only repeats `title` shows its unit alone.

    `notes` is the address of the page that holds the notes, '' when it is this page.
    """
    match block:
        case ProseBlock():
            words = prose_html(as_printed(block.nodes), href_of(doors), level)
            return format_html('<div id="{}">{}</div>', RULE, words) if block.slot == RULE else words
        case TableBlock():
            bare = repeats(block.table.title, title)
            return figure_table(block.table, doors, notes=notes, wide=block.wide, unit_only=bare)
        case Chart():
            return chart_html(block, doors, level)
        case SignatureBlock():
            return signatures_html(block)
        case FindingsBlock():
            return findings_html(block)


def chart_html(block: Chart, doors: Doors | None, level: int) -> SafeString:
    """The drawing with its Swedish description, and its table one step away."""
    drawing = charts.inline(block.spec, block.description)
    return mark_safe(  # a template of our own escapes
        render_to_string(
            "ui/_chart.html", {"block": block, "drawing": drawing, "doors": doors, "level": min(level + 1, 4)}
        )
    )


def href_of(doors: Doors | None) -> Href:
    """Doors for figures in sentences."""

    def href(cell: Cell) -> str:
        return doors.href(cell.figure, cell.scope) if doors and cell.figure and cell.scope else ""

    return href


def as_printed(nodes: Sequence[ProseNode]) -> list[ProseNode]:
    """The prose without the marks of the workshop: a changed figure is just its new number."""
    return [_unmarked(node) for node in nodes]


def _unmarked(node: ProseNode) -> ProseNode:
    match node:
        case Paragraph() | Quote():
            return replace(node, content=_line(node.content))
        case ListBlock():
            return replace(node, items=tuple(_line(item) for item in node.items))
        case Subheading():
            return node


def _line(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(replace(part, was="") if isinstance(part, FigureRef) and part.was else part for part in content)


# --- a file that stands alone ------------------------------------------------------------------------------------


def write(document: Document) -> bytes:
    """One HTML file with css, font and charts in it and no address outside itself."""
    context = {
        "document": document,
        "sections": page_sections(document, None),
        "day": in_words(document.date),
        "css": mark_safe(_css()),  # our own files
    }
    return render_to_string("reports/report_file.html", context).encode()


def sources() -> list[Path]:
    """The files that the stand-alone page is made of."""
    return [_static(name) for name in (*CSS, _FONT)]


def _css() -> str:
    text = "\n".join(_static(name).read_text(encoding="utf-8") for name in CSS)
    font = b64encode(_static(_FONT).read_bytes()).decode()
    text = re.sub(r'url\("[^"]*\.woff2"\)', f'url("data:font/woff2;base64,{font}")', text)
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _static(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found)
