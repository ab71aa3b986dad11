"""A document as a file: JSON, HTML, PDF or Excel. What was made once is kept by its content."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from django.core.cache import caches

from samsyn.core.chart import Chart
from samsyn.reports.domain.document import Document
from samsyn.reports.render import json, page, pdf, xlsx
from samsyn.reports.render.notes import with_note_columns
from samsyn.ui import charts

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "xlsx": _XLSX,
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
"""Formats and their content types."""


def write(document: Document, format: str) -> bytes:
    """The document in one of `TYPES`. The same document gives the same bytes. Raises KeyError for another format."""
    tree = json.write(document)
    if format == "json":
        return tree
    key = f"report-{format}-{_program()}-{hashlib.sha256(tree).hexdigest()}"
    made: bytes | None = caches["made"].get(key)
    if made is None:
        made = _WRITERS[format](document)
        caches["made"].set(key, made)
    return made


def name(document: Document, format: str) -> str:
    """'arsredovisning-2024.pdf'."""
    return f"{document.kind}-{document.period}.{format}"


def drawings(document: Document) -> dict[str, str]:
    """Every chart as SVG for print, by its key."""
    blocks = (block for section in document.sections for block in section.blocks)
    return {block.key: charts.svg(block.spec) for block in blocks if isinstance(block, Chart)}


def _pdf(document: Document) -> bytes:
    return pdf.write(document, drawings(document))


def _xlsx(document: Document) -> bytes:
    return xlsx.write(with_note_columns(document))


_WRITERS: Mapping[str, Callable[[Document], bytes]] = {"pdf": _pdf, "xlsx": _xlsx, "html": page.write}


@cache
def _program() -> str:
    """A mark of the program that writes: a new version of it writes anew."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("*.py"), *(folder / "typst").glob("*.typ"), *page.sources()]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
