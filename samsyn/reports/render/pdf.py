"""The report as a PDF that is archivable (PDF/A-2a) and accessible (PDF/UA-1) at once, set by Typst.

The template gets plain data as JSON and treats every text as a string, so nothing a user writes is read as markup.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from samsyn.core.period import Period
from samsyn.reports.domain.document import Document
from samsyn.reports.render.print_data import document_data
from samsyn.ui.typeset import typeset

_TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write(document: Document, charts: Mapping[str, str]) -> bytes:
    """The document as PDF/UA-1 and PDF/A-2a in one file; `charts` are SVG by the chart's key.

    The same document gives the same bytes: the only date in the file is the document's own. A chart without SVG is
    printed as its description and numbers.
    """
    return typeset(_TEMPLATE, "document", document_data(document, charts), dated(document))


def dated(document: Document) -> date:
    """The date the file bears: the document's own, else its period's end. Never the clock, so that bytes repeat."""
    found = _ISO_DATE.search(document.date)
    try:
        return date.fromisoformat(found[0]) if found else Period.parse(document.period).end
    except ValueError:
        return date(2000, 1, 1)
