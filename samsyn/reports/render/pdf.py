"""The report as a PDF that is archivable (PDF/A-2a) and accessible (PDF/UA-1) at once, set by Typst.

The template gets plain data as JSON and treats every text as a string, so nothing a user writes is read as markup.
"""

import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import pikepdf
import typst

from samsyn.core.period import Period
from samsyn.reports.domain.document import Document
from samsyn.reports.render.print_data import document_data
from samsyn.ui import FONTS
from samsyn.ui.row_headers import mark_row_headers

_TEMPLATES = Path(__file__).parent / "typst"
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LOCK = Lock()  # one compiler serves all threads of a process, one at a time


def write(document: Document, charts: Mapping[str, str]) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a in one file; `charts` are SVG by the chart's key.

    The same document gives the same bytes: the only date in the file is the document's own. A chart without SVG is
    printed as its description and numbers.
    """
    data = json.dumps(document_data(document, charts), ensure_ascii=False)
    with _LOCK:
        set_ = _compiler().compile(
            sys_inputs={"document": data}, format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=dated(document)
        )
    if not isinstance(set_, bytes):
        raise TypeError("the typesetter gave no single file")
    return _finished(set_)


@cache
def _compiler() -> typst.Compiler:
    """The typesetter with our fonts and templates read: no system fonts, no packages."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(
        input=str(_TEMPLATES / "report.typ"), root=str(_TEMPLATES), font_paths=fonts, ignore_system_fonts=True
    )


def dated(document: Document) -> datetime:
    """The date the file bears: the document's own, else its period's end. Never the clock, so that bytes repeat."""
    found = _ISO_DATE.search(document.date)
    try:
        if found:
            return datetime.fromisoformat(found[0]).replace(hour=12, tzinfo=UTC)
        end = Period.parse(document.period).end
    except ValueError:
        return datetime(2000, 1, 1, 12, tzinfo=UTC)
    return datetime(end.year, end.month, end.day, 12, tzinfo=UTC)


def _finished(pdf: bytes) -> bytes:
    """Row headers marked; a line break last, so that a seal can be appended."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        mark_row_headers(opened)
        opened.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue().rstrip(b"\n") + b"\n"
