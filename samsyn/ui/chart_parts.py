"""What every chart is drawn with: colours that stand for css tokens, bars, texts and rows under each other."""

from typing import Any

Spec = dict[str, Any]
WIDTH = 400
FONT = "'Source Sans 3', sans-serif"  # quoted: a bare 3 is no valid name in css
SIZE = 14

INK, INK_2, LINE, PINE, TRACK = "#1e211e", "#565851", "#e2ded6", "#17573f", "#eeebe4"
ACTUAL, EARLIER, AMBER, PAPER = "#2f6b55", "#969084", "#c07a10", "#ffffff"
WOMEN, MEN, UNSTATED = "#2d5b7d", "#5f9b89", "#8a857a"
PALETTE = {
    INK: "ink", INK_2: "ink-2", LINE: "line", PINE: "pine", TRACK: "wash-2",
    ACTUAL: "utfall", EARLIER: "tidigare", AMBER: "amber-mark", PAPER: "paper",
    WOMEN: "kvinna", MEN: "man", UNSTATED: "okant",
}  # fmt: skip
"""Every colour a chart may use and the css token it stands for."""


def mark(kind: str, color: str, *, x: Spec, x2: Spec | None = None, **looks: Any) -> Spec:
    encoding: Spec = {"x": x, **({"x2": x2} if x2 else {})}
    return {"mark": {"type": kind, "color": color, **looks}, "encoding": encoding}


def text(field: str, x: int, align: str, color: str, *, dy: int, weight: int = 400) -> Spec:
    look = {"type": "text", "align": align, "color": color, "dy": dy, "fontSize": SIZE, "fontWeight": weight}
    return {"mark": look, "encoding": {"x": {"value": x}, "text": {"field": field, "type": "nominal"}}}


def rows_of(values: list[Spec], layers: list[Spec], *, step: int, below: str = "") -> Spec:
    """Rows under each other, each `step` high; `below` is a line of small text at the bottom."""
    height = step * max(len(values), 1)
    if below:
        look = {"type": "text", "align": "left", "color": INK_2, "fontSize": SIZE, "text": below}
        layers = [*layers, {"data": {"values": [{}]}, "mark": look,
                            "encoding": {"x": {"value": 0}, "y": {"value": height + 4}}}]  # fmt: skip
    order = [value["row"] for value in values]  # said, since a layer that leaves a row out would else move it last
    y = {
        "field": "row",
        "type": "ordinal",
        "sort": order,
        "axis": None,
        "scale": {"paddingInner": 0, "paddingOuter": 0},
    }
    own = [layer if "data" in layer else {**layer, "encoding": {"y": y, **layer["encoding"]}} for layer in layers]
    return {**frame(values, height), "layer": own}


def frame(values: list[Spec], height: int) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "data": {"values": values},
        "config": {
            "font": FONT,
            "aria": False,
            "background": "transparent",
            "padding": 0,
            "view": {"stroke": None},
            "text": {"font": FONT},
        },
    }
