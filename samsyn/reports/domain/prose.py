"""Prose with figures in it: the user's Markdown becomes nodes, and every `{{ ledger.result tkr }}` a figure.

Paragraphs, headings, lists, quotes, strong, emphasis and links (http, https, mailto) are understood; everything else,
HTML too, is plain text. Nothing in the text is evaluated. What a reference may say is in `reference`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from samsyn.reports.domain.document import (
    FigureRef,
    Inline,
    ListBlock,
    Paragraph,
    ProseNode,
    Quote,
    Subheading,
    Text,
)
from samsyn.reports.domain.numerals import numerals
from samsyn.reports.domain.reference import Reference, error_ref, read_reference

Lookup = Callable[[Reference], FigureRef]

_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_RULES = ["heading", "list", "blockquote", "emphasis", "link", "autolink", "newline", "escape", "entity"]
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def parse(markdown: str, lookup: Lookup) -> tuple[ProseNode, ...]:
    """Markdown to nodes. Headings start at level 1 and skip none, whatever the writer chose.

    `lookup` gives the figure of a reference that could be read; one that couldn't becomes a FigureRef with `error`.
    """
    nodes: list[ProseNode] = []
    level = 0
    for node in (made for block in _tree(markdown).children for made in _block(block, lookup)):
        if not any(_lines(node)):
            continue
        if isinstance(node, Subheading):
            level = min(node.level, level + 1)
            nodes.append(replace(node, level=level))
        else:
            nodes.append(node)
    return tuple(nodes)


def references(markdown: str) -> list[Reference]:
    """Every reference in order, with line and sentence; those that can't be read carry `error`."""
    return [_reference(node) for node in _tree(markdown).walk() if node.type == "figure"]


def still_marked(before: str, after: str, was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """What a text keeps of the numbers it was written with: those of changed figures in sentences left as they were.

    Saving one sentence is not reading another: only a sentence that is rewritten takes the new number for its own.
    """
    untouched = {(r.source.strip(), r.sentence) for r in references(before)}
    return {
        source: was[source]
        for source, sentence in ((r.source.strip(), r.sentence) for r in references(after))
        if (source, sentence) in untouched and source in was and source in now and was[source] != now[source]
    }


def bare_numerals(markdown: str) -> list[str]:
    """Numbers written out in the prose that are no reference, no date or year, and no law; as written, in order."""
    return [found for node in parse(markdown, error_ref) for line in _lines(node) for found in numerals(_text(line))]


def plain_text(nodes: Iterable[ProseNode]) -> str:
    """The nodes as text, figures as printed, a line for each paragraph, heading and list item."""
    return "\n".join("".join(_words(part) for part in line) for node in nodes for line in _lines(node))


def figure_refs(nodes: Iterable[ProseNode]) -> list[FigureRef]:
    """Every figure in some prose, in order."""
    return [part for node in nodes for line in _lines(node) for part in line if isinstance(part, FigureRef)]


def _words(part: Inline) -> str:
    return part.text if isinstance(part, Text) else part.shown


def _text(line: Iterable[Inline]) -> str:
    """Running text with figures left out, without joining the words around them."""
    return "".join(part.text if isinstance(part, Text) else "\ufffc" for part in line)


def _lines(node: ProseNode) -> tuple[tuple[Inline, ...], ...]:
    if isinstance(node, Subheading):
        return ((Text(node.text),),) if node.text.strip() else ()
    return node.items if isinstance(node, ListBlock) else (node.content,)


# --- blocks ------------------------------------------------------------------------------------------------------


def _block(node: SyntaxTreeNode, lookup: Lookup) -> Iterator[ProseNode]:
    match node.type:
        case "heading":
            text = "".join(_words(part) for part in _line(node, lookup))
            yield Subheading(text, int(node.tag[1]))
        case "bullet_list" | "ordered_list":
            items = (item for item in node.walk() if item.type == "list_item")
            lines = tuple(line for item in items if (line := _item(item, lookup)))
            yield ListBlock(lines, ordered=node.type == "ordered_list")
        case "blockquote":
            for inline in (found for found in node.walk() if found.type == "inline"):
                yield Quote(_inlines(inline, lookup))
        case _:
            yield Paragraph(_line(node, lookup))


def _line(node: SyntaxTreeNode, lookup: Lookup) -> tuple[Inline, ...]:
    """What stands directly in a block."""
    return tuple(part for child in node.children if child.type == "inline" for part in _inlines(child, lookup))


def _item(item: SyntaxTreeNode, lookup: Lookup) -> tuple[Inline, ...]:
    """A list item on one line. Items of an inner list are items of their own: a list has one level."""
    line: list[Inline] = []
    for inline in _own_inlines(item):
        line += [Text(" "), *_inlines(inline, lookup)] if line else _inlines(inline, lookup)
    return tuple(_joined(line))


def _own_inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for child in node.children:
        if child.type == "inline":
            yield child
        elif child.type != "list_item":
            yield from _own_inlines(child)


# --- inside a block ----------------------------------------------------------------------------------------------


def _inlines(inline: SyntaxTreeNode, lookup: Lookup) -> tuple[Inline, ...]:
    parts = (part for child in inline.children for part in _inline(child, Text(""), lookup))
    return tuple(_joined(parts))


def _inline(node: SyntaxTreeNode, style: Text, lookup: Lookup) -> Iterator[Inline]:
    """A node as texts in the style it stands in, and figures."""
    match node.type:
        case "figure":
            reference = _reference(node)
            yield error_ref(reference) if reference.error else lookup(reference)
            return
        case "strong":
            style = replace(style, strong=True)
        case "em":
            style = replace(style, emphasis=True)
        case "link":
            style = replace(style, href=str(node.attrs.get("href", "")))
        case _:
            yield replace(style, text=_BREAKS.get(node.type, node.content))
    for child in node.children:
        yield from _inline(child, style, lookup)


def _joined(parts: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring texts of the same style as one; empty ones gone."""
    held = Text("")
    for part in parts:
        if isinstance(part, Text) and replace(held, text=part.text) == part:
            held = replace(held, text=held.text + part.text)
            continue
        if held.text:
            yield held
        held = part if isinstance(part, Text) else Text("")
        if not isinstance(part, Text):
            yield part
    if held.text:
        yield held


# --- Markdown ----------------------------------------------------------------------------------------------------


def _parser() -> MarkdownIt:
    markdown = MarkdownIt("zero").enable(_RULES)
    markdown.inline.ruler.before("escape", "figure", _figure_rule)
    markdown.validateLink = _safe_link  # type: ignore[method-assign]
    return markdown


def _safe_link(url: str) -> bool:
    return url.casefold().startswith(("http://", "https://", "mailto:"))


def _figure_rule(state: StateInline, silent: bool) -> bool:
    """`{{ … }}` before any other rule sees what is inside; braces without an end are an error of their own."""
    start, end = state.pos, state.src.find("}}", state.pos + 2, state.posMax)
    if not state.src.startswith("{{", start) or start + 2 > state.posMax:
        return False
    nested = state.src.find("{{", start + 2, state.posMax)
    closed = end >= 0 and not 0 <= nested < end
    if not silent:
        token = state.push("figure", "", 0)
        token.content = state.src[start + 2 : end] if closed else ""
        line = state.src.count("\n", 0, start)
        token.meta = {"closed": closed, "sentence": _sentence(state.src, start), "line": line}
    state.pos = end + 2 if closed else start + 2
    return True


def _sentence(text: str, position: int) -> str:
    """The sentence around a position, on one line."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= position), default=0)
    stop = min((end for end in ends if end > position), default=len(text))
    return " ".join(text[start:stop].split())


def _tree(markdown: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_PARSER.parse(markdown))


def _reference(node: SyntaxTreeNode) -> Reference:
    """A figure node's reference, with where it stands."""
    closed = node.meta["closed"]
    reference = read_reference(node.content) if closed else Reference("", error="Referensen saknar avslutande }}.")
    block = next((map_ for map_ in _maps_above(node) if map_), (0, 0))
    return replace(reference, sentence=node.meta["sentence"], line=block[0] + 1 + node.meta["line"])


def _maps_above(node: SyntaxTreeNode) -> Iterator[tuple[int, int] | None]:
    above = node.parent
    while above and not above.is_root:
        yield above.map
        above = above.parent


_PARSER = _parser()
