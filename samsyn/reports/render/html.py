"""Prose, signatures and findings as HTML: everything the user wrote is escaped, every figure is a chip with a door."""

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from samsyn.core.table import Cell
from samsyn.reports.domain.document import (
    FigureRef,
    FindingsBlock,
    Inline,
    ListBlock,
    ProseNode,
    Quote,
    SignatureBlock,
    Subheading,
    Text,
)

Href = Callable[[Cell], str]
"""The address of a figure's explanation, '' where there is none."""


def prose_html(nodes: Iterable[ProseNode], href: Href, level: int = 2) -> SafeString:
    """The nodes as HTML. `level` is the heading level of the section they stand in: theirs are below it."""
    return format_html_join("\n", "{}", ((_node(node, href, level),) for node in nodes))


def _node(node: ProseNode, href: Href, level: int) -> SafeString:
    match node:
        case Subheading():
            tag = f"h{min(level + node.level, 6)}"
            return format_html("<{}>{}</{}>", mark_safe(tag), node.text, mark_safe(tag))
        case ListBlock():
            tag = mark_safe("ol" if node.ordered else "ul")
            items = format_html_join("", "<li>{}</li>", ((_line(item, href),) for item in node.items))
            return format_html("<{}>{}</{}>", tag, items, tag)
        case Quote():
            return format_html("<blockquote><p>{}</p></blockquote>", _line(node.content, href))
        case _:
            return format_html("<p>{}</p>", _line(node.content, href))


def _line(content: Iterable[Inline], href: Href) -> SafeString:
    return format_html_join("", "{}", ((_inline(part, href),) for part in content))


def _inline(part: Inline, href: Href) -> SafeString:
    return figure_html(part, href) if isinstance(part, FigureRef) else _text(part)


def _text(part: Text) -> SafeString:
    out = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in part.text.split("\n")))
    if part.emphasis:
        out = format_html("<em>{}</em>", out)
    if part.strong:
        out = format_html("<strong>{}</strong>", out)
    return format_html('<a href="{}" rel="noopener">{}</a>', part.href, out) if part.href else out


def figure_html(ref: FigureRef, href: Href) -> SafeString:
    """A chip: the number as a door to its explanation; the old number struck through when it has changed."""
    if ref.error:
        return format_html('<mark class="bricka fel" title="{}">{}</mark>', ref.error, ref.shown)
    address = href(ref.cell)
    shown = format_html("<del>{}</del> <ins>{}</ins>", ref.was, ref.shown) if ref.was else format_html("{}", ref.shown)
    style = mark_safe("bricka ny" if ref.was else "bricka")
    if not address:
        return format_html('<span class="{}" title="{}">{}</span>', style, ref.label, shown)
    return format_html('<a class="{}" href="{}" title="{}">{}</a>', style, address, ref.label, shown)


def signatures_html(block: SignatureBlock) -> SafeString:
    """Place and date, and a line for each person with name and function."""
    text = format_html("<p>{}</p>", block.text) if block.text else mark_safe("")
    people = format_html_join(
        "", '<li><span class="rad"></span><strong>{}</strong><br><span class="dov">{}</span></li>', block.people
    )
    return format_html('{}<p>{} den</p><ul class="underskrifter">{}</ul>', text, block.place, people)


def findings_html(block: FindingsBlock) -> SafeString:
    """Checks as a list: the status in words, then the sentence."""
    items = format_html_join("", "<li><strong>{}.</strong> {}</li>", block.items)
    return format_html('<ul class="kontroller">{}</ul>', items)
