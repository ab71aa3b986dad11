"""The gallery: every part of the pages, with invented values. Open to anyone; it shows no association's data."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samsyn.ui import samples
from samsyn.ui.forms import ExampleForm, FileForm
from samsyn.ui.html import Doors

WRONG = {"name": "Samkraft i Berg", "amount": "258001", "kind": "region", "reason": "Inom marginalen.", "basis": "bok"}


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part once."""
    return render(request, "ui/gallery.html", {**_frame(), **_parts(request)})


def example_figure(request: HttpRequest, key: str, scope: str) -> HttpResponse:
    """'Så är siffran räknad' for the gallery's figures: a fragment for htmx, else a page of its own."""
    context = {**_frame(), "explanation": samples.explanation()}
    template = "ui/explanation.html" if request.headers.get("HX-Request") else "ui/gallery_figure.html"
    return render(request, template, context)


# public: they show no association and no data
gallery.permission = None  # type: ignore[attr-defined]
example_figure.permission = None  # type: ignore[attr-defined]


def _frame() -> dict[str, Any]:
    here = reverse("ui:gallery")
    menu = [
        {"label": "Byggdelar", "url": here, "current": True,
         "children": [{"label": "Tabell och siffrans dörr", "url": f"{here}#b-tab", "current": False},
                      {"label": "Diagram", "url": f"{here}#b-dia", "current": False}]},
    ]  # fmt: skip
    return {"navigation": menu, "periods": samples.PERIODS, "doors": Doors.to("ui:example-figure")}


def _parts(request: HttpRequest) -> dict[str, Any]:
    return {
        "table": samples.table(),
        "cell": samples.table().rows[-2].cells[1],
        "charts": samples.charts(),
        "form": ExampleForm(WRONG),
        "file_form": FileForm(),
        "page": Paginator(range(1, 1206), 50).get_page(request.GET.get("sida", 2)),
        "steps": samples.STEPS,
        "events": samples.EVENTS,
        "work": samples.WORK,
        "tabs": samples.TABS,
        "findings": samples.FINDINGS,
        "facts": samples.FACTS,
        "colors": samples.COLORS,
    }
