"""The document tree as JSON: what `--json` prints, what a frozen report keeps and what others may read."""

import json
from collections.abc import Mapping

from samsyn.core.chart import Chart
from samsyn.core.table import Table, cell_json
from samsyn.reports.domain.document import (
    Block,
    Document,
    FigureRef,
    FindingsBlock,
    Inline,
    ListBlock,
    ProseBlock,
    ProseNode,
    Section,
    SignatureBlock,
    Subheading,
    TableBlock,
)

Tree = dict[str, object]


def write(document: Document) -> bytes:
    """UTF-8, the same bytes for the same document."""
    return plain(to_json(document))


def plain(tree: Mapping[str, object]) -> bytes:
    """A tree as it is written, also one that was kept."""
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def to_json(document: Document) -> Tree:
    """`{key, title, kind, association, …, sections[{key, title, level, state, blocks[{type, …}]}]}`."""
    return {
        "key": document.key,
        "title": document.title,
        "subtitle": document.subtitle,
        "kind": document.kind,
        "association": document.association,
        "org_number": document.org_number,
        "period": document.period,
        "period_label": document.period_label,
        "date": document.date,
        "note": document.note,
        "sections": [_section(section) for section in document.sections],
        "unknown": list(document.unknown),
        "errors": list(document.errors),
        "meta": dict(document.meta),
    }


def _section(section: Section) -> Tree:
    return {
        "key": section.key,
        "title": section.title,
        "level": section.level,
        "state": str(section.state),
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> Tree:
    match block:
        case ProseBlock():
            nodes = [_node(node) for node in block.nodes]
            return {"type": "prose", "slot": block.slot, "state": str(block.state), "nodes": nodes}
        case TableBlock():
            return {"type": "table", "wide": block.wide, "table": table_json(block.table)}
        case Chart():
            described = {"type": "chart", "key": block.key, "title": block.title, "description": block.description}
            return {**described, "spec": _plain(block.spec), "table": table_json(block.table)}
        case SignatureBlock():
            people = [{"name": name, "function": function} for name, function in block.people]
            return {"type": "signatures", "place": block.place, "text": block.text, "people": people}
        case FindingsBlock():
            return {"type": "findings", "items": [{"status": status, "text": text} for status, text in block.items]}


def table_json(table: Table) -> Tree:
    """The table's own JSON with what print needs beside it: kinds and marks of rows, the note number."""
    plain = table.as_json()
    rows: list[Tree] = plain["rows"]  # type: ignore[assignment]
    extra = ({"kind": str(row.kind), **({"mark": row.mark} if row.mark else {})} for row in table.rows)
    return {**plain, "note": table.note, "rows": [{**row, **more} for row, more in zip(rows, extra, strict=True)]}


def _node(node: ProseNode) -> Tree:
    kind = type(node).__name__.lower()
    if isinstance(node, Subheading):
        return {"type": kind, "level": node.level, "text": node.text}
    if isinstance(node, ListBlock):
        return {"type": kind, "ordered": node.ordered, "items": [_inlines(item) for item in node.items]}
    return {"type": kind, "content": _inlines(node.content)}


def _inlines(content: tuple[Inline, ...]) -> list[Tree]:
    return [_inline(part) for part in content]


def _inline(part: Inline) -> Tree:
    if isinstance(part, FigureRef):
        more = {name: value for name in ("was", "error") if (value := getattr(part, name))}
        return {"type": "figure", "shown": part.shown, "label": part.label, "cell": cell_json(part.cell), **more}
    styles = {name: value for name in ("strong", "emphasis", "href") if (value := getattr(part, name))}
    return {"type": "text", "text": part.text, **styles}


def _plain(value: object) -> object:
    """A chart's spec as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
