"""The typesetter: a Typst template and plain data become a PDF that is archivable (PDF/A-2a) and accessible (PDF/UA-1).

The data goes in as JSON and the templates treat every text as a string, so nothing a user writes is read as markup.
"""

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock

import pikepdf
import typst

from samsyn.ui import FONTS
from samsyn.ui.row_headers import mark_row_headers

_LOCK = Lock()  # one compiler at a time serves all threads of a process


def typeset(template: Path, name: str, data: Mapping[str, object], dated: date) -> bytes:
    """The template set with `data`, which it knows by `name`. `dated` is the only date in the file, never the clock's:
    the same values give the same bytes."""
    with _LOCK:
        made = _compiler(template).compile(
            sys_inputs={name: json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime(dated.year, dated.month, dated.day, 12, tzinfo=UTC),
        )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no single file")
    return _finished(made)


@cache
def _compiler(template: Path) -> typst.Compiler:
    """The typesetter with our fonts and the template read: no system fonts, no packages."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(input=str(template), root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)


def _finished(pdf: bytes) -> bytes:
    """Row headers marked; a line break last, so that a seal can be appended."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        mark_row_headers(opened)
        opened.save(out, fix_metadata_version=False, deterministic_id=True)
    return out.getvalue().rstrip(b"\n") + b"\n"
