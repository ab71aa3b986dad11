"""Vega-Lite specs drawn as SVG, once per content: the same drawing on the page, in the PDF and in print.

The page's drawing takes its colours from the css tokens, so that it follows the system's light or dark setting; the
PDF's keeps the light ones.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.metadata import version

import vl_convert
from django.core.cache import caches
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samsyn.ui import FONTS
from samsyn.ui.chart_parts import PALETTE
from samsyn.ui.chart_specs import bullet, deviations, distribution, years

__all__ = ["bullet", "deviations", "distribution", "inline", "svg", "themed", "years"]

LOCALE = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"}
DRAWING = f"1-{version('vl-convert-python')}"  # raise the 1 when the drawing changes though the spec does not

vl_convert.register_font_directory(str(FONTS))


def svg(spec: Mapping[str, object], theme: str = "light") -> str:
    """The spec as an SVG document, from the cache when it was drawn before. Theme 'light' (print) or 'page'."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    key = f"svg-{DRAWING}-{theme}-{hashlib.sha256(text.encode()).hexdigest()}"
    drawn: str | None = caches["made"].get(key)
    if drawn is None:
        drawn = _without_aria(vl_convert.vegalite_to_svg(text, format_locale=LOCALE))
        if theme == "page":
            drawn = themed(drawn)
        caches["made"].set(key, drawn)
    return drawn


def themed(drawing: str) -> str:
    """Palette colours become css variables, ids become the drawing's own, and the size is left to the page."""
    for color, token in PALETTE.items():
        drawing = drawing.replace(f'"{color}"', f'"var(--{token})"')
    own = hashlib.sha256(drawing.encode()).hexdigest()[:8]
    drawing = re.sub(r'\bid="', f'id="{own}-', drawing)
    drawing = re.sub(r"url\(#", f"url(#{own}-", drawing)
    return re.sub(r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*"', r"\1", drawing, count=1)


def inline(spec: Mapping[str, object], description: str) -> SafeString:
    """The drawing for a page: one image with a Swedish description, no style attribute (the CSP forbids them)."""
    drawing = svg(spec, "page")
    label = escape(description)
    return mark_safe(drawing.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))


def _without_aria(drawing: str) -> str:
    """A drawing with one description needs none on its parts, least of all English ones."""
    drawing = re.sub(r'\s(?:role|aria-[a-z]+|style|class)="[^"]*"', "", drawing)
    return re.sub(r'<rect width="\d+" height="\d+" fill="(?:white|transparent)"\s*(?:/>|></rect>)', "", drawing)
