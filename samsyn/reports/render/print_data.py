"""The document tree as the plain data the print template reads: strings that are ready, and choices of layout."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from samsyn.core.chart import Chart
from samsyn.core.figure import Scope
from samsyn.core.period import MONTHS
from samsyn.core.table import Table
from samsyn.reports.domain.document import (
    Block,
    Document,
    FigureRef,
    FindingsBlock,
    Inline,
    ListBlock,
    ProseBlock,
    ProseNode,
    Quote,
    Section,
    SignatureBlock,
    Subheading,
    TableBlock,
)
from samsyn.reports.render.cells import (
    NUMBER_KINDS,
    caption,
    heading,
    is_bare_heading,
    pairs,
    printed,
    unit,
    words,
)
from samsyn.reports.render.measures import Layout, layout
from samsyn.reports.render.notes import with_note_columns
from samsyn.ui.print_text import printable

Data = dict[str, object]

_CONTENTS_FROM = 5  # sections
_PERIOD_ONLY = re.compile(r"[ ,]*(?:\w+(?: \w+)?[–-])?(?:\d+ )?\w* ?(?:19|20)\d\d")
_LONGEST_LINK = 2_000
_FONT_FAMILY = re.compile(r"""(font-family\s*[=:]\s*)("[^"]*"|'[^']*'|[^;"'>]+)""")


def document_data(document: Document, charts: Mapping[str, str]) -> Data:
    """Everything the template needs, with every text printable. `charts` are SVG by the chart's key."""
    document = with_note_columns(document)
    name = document.title if document.association in document.title else f"{document.title} – {document.association}"
    described = f"{document.title} för {document.association}, {document.period_label}"
    return {
        "title": printable(document.title),
        "title_full": printable(name),
        "running": printable(_running(document)),
        "association": printable(document.association),
        "description": printable(described),
        "keywords": [printable(word) for word in (document.association, document.period_label) if word],
        "subtitle": printable(document.subtitle),
        "note": printable(document.note),
        "cover": [printable(line) for line in _cover(document)],
        "contents": len(document.sections) >= _CONTENTS_FROM,
        "sections": list(_sections(document.sections, charts)),
    }


def _running(document: Document) -> str:
    """The title at the top of every page, with the period unless the title says it."""
    said = not document.period_label or document.period_label in document.title
    return document.title if said else f"{document.title}, {document.period_label}"


def _cover(document: Document) -> Iterator[str]:
    if document.period_label and document.period_label not in document.title:
        yield document.period_label[:1].upper() + document.period_label[1:]
    if document.org_number:
        yield f"Organisationsnummer {document.org_number}"
    if document.date:
        yield in_words(document.date)


def in_words(day: str) -> str:
    """'2025-03-17' as '17 mars 2025'; anything else as it stands."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.day} {MONTHS[read.month - 1]} {read.year}"


def _sections(sections: Iterable[Section], charts: Mapping[str, str]) -> Iterator[Data]:
    """Headings never skip a level, whatever the definition says: a reader steps through them by level."""
    last = 0
    for section in sections:
        level = min(section.level, last + 1) if section.title else last
        last = level
        blocks = []
        for block in section.blocks:
            data, last = _block(block, section, level, last, charts)
            blocks.append(data)
        yield {"title": printable(section.title), "level": level, "blocks": blocks, "new_page": section.new_page}


def _block(block: Block, section: Section, level: int, last: int, charts: Mapping[str, str]) -> tuple[Data, int]:
    """A block's data, and the level of the last heading printed."""
    match block:
        case ProseBlock():
            nodes = [_node(node, level) for node in block.nodes]
            levels = [int(str(node["level"])) for node in nodes if node["type"] == "heading"]
            return {"type": "prose", "nodes": nodes}, (levels or [last])[-1]
        case TableBlock():
            return {"type": "table", "table": table_data(block.table, section.title, wide=block.wide)}, last
        case Chart():
            return _chart(block, charts.get(block.key, ""), section), last
        case SignatureBlock():
            people = [[printable(name), printable(function)] for name, function in block.people]
            return {
                "type": "signatures",
                "place": printable(block.place),
                "text": printable(block.text),
                "people": people,
            }, last
        case FindingsBlock():
            items = [[printable(status), printable(text)] for status, text in block.items]
            return {"type": "findings", "items": items}, last


# --- prose -------------------------------------------------------------------------------------------------------


def _node(node: ProseNode, level: int) -> Data:
    match node:
        case Subheading():
            return {"type": "heading", "level": level + node.level, "text": printable(node.text)}
        case ListBlock():
            return {"type": "list", "ordered": node.ordered, "items": [_line(item) for item in node.items]}
        case _:
            return {"type": "quote" if isinstance(node, Quote) else "par", "content": _line(node.content)}


def _line(content: Iterable[Inline]) -> list[Data]:
    return [_inline(part) for part in content]


def _inline(part: Inline) -> Data:
    if isinstance(part, FigureRef):
        return {"t": printable(part.shown), **({"error": True} if part.error else {})}
    link = {"href": part.href} if 0 < len(part.href) <= _LONGEST_LINK else {}
    return {"t": printable(part.text), "strong": part.strong, "em": part.emphasis, **link}


# --- tables and charts -------------------------------------------------------------------------------------------


def table_data(table: Table, section_title: str = "", *, wide: bool = False) -> Data:
    """A table's strings and layout. A title that only repeats the section's heading is left out: the unit remains."""
    title = "" if repeats(caption(table), section_title) else caption(table)
    form = layout(table, wide=wide)
    return {
        "caption": printable(title),
        "unit": unit(table),
        "size": form.size,
        "gap": form.gap,
        "width": form.width_mm,
        "label_share": form.label_share,
        "texts": any(share for _, share in form.columns),
        "columns": list(_columns(table, form)),
        "rows": list(_rows(table)),
        "footnotes": [[printable(mark), printable(text)] for mark, text in table.footnotes],
    }


def repeats(title: str, heading_above: str) -> bool:
    """'Resultaträkning 2024' under the heading 'Resultaträkning': the same, but for a period."""
    rest = title.casefold().removeprefix(heading_above.casefold()) if heading_above else title
    return rest != title.casefold() and (not rest or _PERIOD_ONLY.fullmatch(rest) is not None)


def _columns(table: Table, form: Layout) -> Iterator[Data]:
    for index, (column, (width, share)) in enumerate(zip(table.columns, form.columns, strict=True)):
        yield {
            "head": printable(heading(column)),
            "number": column.kind in NUMBER_KINDS,
            "width": width,
            "share": share,
            "marked": _marked(table, index),
        }


def _marked(table: Table, index: int) -> bool:
    return any(row.cells[index].mark for row in table.rows if index < len(row.cells))


def _rows(table: Table) -> Iterator[Data]:
    for row in table.rows:
        cells = [
            {
                "t": printable(printed(cell, column, row, table)),
                "words": column.kind in NUMBER_KINDS and bool(words(cell, column, row)),
                "mark": printable(cell.mark) if cell else "",
            }
            for column, cell in pairs(table, row)
        ]
        yield {
            "kind": str(row.kind), "level": row.level, "label": printable(row.label), "mark": printable(row.mark),
            "cells": [] if is_bare_heading(table, row) else cells,
        }  # fmt: skip


def _chart(block: Chart, svg: str, section: Section) -> Data:
    """A chart with its numbers as a table, unless they all stand in another table of the section."""
    numbers = {**table_data(block.table), "caption": f"{printable(block.title)}, siffror"}  # may stand a page later
    return {
        "type": "chart",
        "title": printable(block.title),
        "description": printable(block.description or block.title) or "Diagram",
        "svg": own_font(printable(svg)),
        "table": None if _stands(block.table, section) else numbers,
    }


def _stands(table: Table, section: Section) -> bool:
    """Whether each figure of a table is printed in another one; a number that is no figure is in none."""
    others = [block.table for block in section.blocks if isinstance(block, TableBlock)]
    elsewhere = {(figure, scope) for other in others for figure, scope in _figures(other) if figure}
    return bool(table.rows) and {*_figures(table)} <= elsewhere


def _figures(table: Table) -> Iterator[tuple[str, Scope | None]]:
    return ((cell.figure, cell.scope) for row in table.rows for cell in row.cells)


def own_font(svg: str) -> str:
    """The chart's words in the report's font: another one would not be in the file."""
    return _FONT_FAMILY.sub(lambda found: f"{found[1]}{_quoted(found[2])}", svg)


def _quoted(family: str) -> str:
    quote = family[0] if family[0] in "\"'" else ""
    return f"{quote}Source Sans 3{quote}"
