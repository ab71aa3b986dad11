"""A section's prose as pieces of HTML for the workshop: with its marks, or as it once read."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samsyn.core.table import Cell
from samsyn.reports.domain.document import FigureRef, ProseBlock, Section
from samsyn.reports.domain.prose import parse
from samsyn.reports.domain.reference import Reference
from samsyn.reports.models import SectionText
from samsyn.reports.render.html import prose_html
from samsyn.reports.render.page import block_html, href_of, join
from samsyn.reports.views.addresses import may_write, section_address
from samsyn.reports.workshop import ProsePart, Workshop
from samsyn.ui.html import Doors

LEVEL = 2  # the open section's heading


def marked_prose(
    request: HttpRequest, shop: Workshop, key: str, doors: Doors | None, *, writing: bool = False
) -> SafeString:
    """The newest text with each sentence whose figure changed, or cannot be read, marked where it stands.

    While one is `writing` the marks have no buttons.
    """
    text = shop.texts[key]
    said = {"text": text, "kind": shop.kind, "may_write": may_write(request, shop.association), "writing": writing,
            "rewrite": section_address(request, shop.kind, key, redigera="1")}  # fmt: skip
    return join([_piece(request, part, doors, said) for part in shop.text_of(key)])


def _piece(request: HttpRequest, part: ProsePart, doors: Doors | None, said: dict[str, object]) -> SafeString:
    html = prose_html([part.node], href_of(doors), LEVEL)
    if not part.changed and not part.errors:
        return html
    context = {**said, "html": html, "part": part}
    return SafeString(render_to_string("reports/_workshop_sentence.html", context, request))


def blocks_after_prose(section: Section, doors: Doors | None, notes: str) -> SafeString:
    """The section's tables and charts; `notes` is the address of the page where the notes stand."""
    rest: Sequence[SafeString] = [
        block_html(block, doors, LEVEL, section.title, notes)
        for block in section.blocks
        if not isinstance(block, ProseBlock)
    ]
    return join(rest)


def old_prose(text: SectionText) -> SafeString:
    """A version with the numbers it had when it was written; a reference without one stands as it was typed."""

    def then(reference: Reference) -> FigureRef:
        source = reference.source.strip()
        return FigureRef(Cell(), text.shown.get(source, f"{{{{ {source} }}}}"), reference.key)

    return prose_html(parse(text.markdown, then), lambda cell: "", LEVEL)
