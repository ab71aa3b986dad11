"""Charts of people: three tones for women, men and not stated, always in that order, with the numbers written out.

Numbers come in as the table prints them. None is not known or not shown: nothing is drawn, and the words say so.
"""

from collections.abc import Sequence

from samsyn.core.money import grouped
from samsyn.ui.chart_parts import (
    ACTUAL,
    EARLIER,
    INK,
    INK_2,
    MEN,
    PAPER,
    SIZE,
    TRACK,
    UNSTATED,
    WIDTH,
    WOMEN,
    Spec,
    frame,
    mark,
    rows_of,
    text,
)

TONES = (("Kvinnor", WOMEN), ("Män", MEN), ("Ej angivet", UNSTATED))
_WHOLE = ("Alla", ACTUAL)
_LEGEND = (0, 92, 152, 248)  # where each tone's word begins
_ABOVE = 30  # room for the legend over the first row
FEW = 6
_IN_TWO = "split(replace(datum.label, regexp('[ \\u00a0](?=[0-9]{4}$)'), '|'), '|')"  # 'jan–aug' over '2024'
_LINES = (("solid", ACTUAL), ("dash", INK), ("dot", INK_2))
_DASHES = {"solid": [1, 0], "dash": [6, 3], "dot": [2, 3]}


def by_sex(rows: Sequence[tuple[str, int | None, Sequence[int | None], str]]) -> Spec:
    """A bar a row, divided by sex. `rows` are (label, total, (women, men, not stated), the number in words).

    A row whose split is not shown is one neutral bar; without a total there is no bar.
    """
    values, most = [], max([1, *(total or sum(n or 0 for n in split) for _, total, split, _ in rows)])
    for number, (label, total, split, said) in enumerate(rows):
        place: Spec = {"row": f"{number:02}", "label": label, "said": said, "whole": None}
        begin = 0
        shown = all(n is not None for n in split[:2])
        for index, one in enumerate(split):
            size = (one or 0) if shown else 0
            place |= {f"from{index}": begin, f"to{index}": begin + size}
            begin += size
        values.append(place if shown else {**place, "whole": total})
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, most], "nice": False}, "axis": None}
    bars = [
        mark("bar", color, height=14, x={**x, "field": f"from{index}"}, x2={"field": f"to{index}"})
        for index, (_, color) in enumerate(TONES)
    ]
    layers = [
        mark("bar", TRACK, height=14, x={**x, "datum": 0}, x2={"datum": most}),
        mark("bar", ACTUAL, height=14, x={**x, "field": "whole"}, x2={"datum": 0}),
        *bars,
        text("label", 0, "left", INK, dy=-16, weight=600),
        text("said", WIDTH, "right", INK, dy=-16),
    ]
    used = [any((split[i] if i < len(split) else 0) for _, _, split, _ in rows) for i in range(len(TONES))]
    tones = [tone for tone, on in zip(TONES, used, strict=True) if on]
    whole = [_WHOLE] if any(place["whole"] for place in values) else []
    return _with_legend(rows_of(values, layers, step=_step(len(values))), [*tones, *whole])


def before_after(rows: Sequence[tuple[str, int | None, int | None, str]]) -> Spec:
    """Two thin bars a row: before in grey over after in green. `rows` are (label, before, after, both in words)."""
    most = max([1, *(number or 0 for _, before, after, _ in rows for number in (before, after))])
    values = [
        {"row": f"{number:02}", "label": label, "before": before, "after": after, "said": said}
        for number, (label, before, after, said) in enumerate(rows)
    ]
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, most], "nice": False}, "axis": None}
    layers = [
        mark("bar", EARLIER, height=7, yOffset=-4, x={**x, "field": "before"}, x2={"datum": 0}),
        mark("bar", ACTUAL, height=7, yOffset=4, x={**x, "field": "after"}, x2={"datum": 0}),
        text("label", 0, "left", INK, dy=-17, weight=600),
        text("said", WIDTH, "right", INK, dy=-17),
        {"mark": {"type": "rule", "color": INK_2}, "encoding": {"x": {**x, "datum": 0}}},
    ]
    return _with_legend(rows_of(values, layers, step=_step(len(values))), [("Före", EARLIER), ("Efter", ACTUAL)])


def over_years(years: Sequence[str], lines: Sequence[tuple[str, Sequence[int | None]]]) -> Spec:
    """A line a count over the years, each with its name at the end and its numbers at the points."""
    most = max([1, *(number or 0 for _, numbers in lines for number in numbers)])
    room = 88  # for the names at the right
    layers: list[Spec] = []
    for index, ((name, numbers), (look, color)) in enumerate(zip(lines, _LINES, strict=False)):
        points = [
            {"year": year, "n": n, "said": "" if n is None else grouped(n)}
            for year, n in zip(years, numbers, strict=True)
        ]
        below = index and index == len(lines) - 1  # the lowest line has its numbers under it
        layers += _line(points, name, color, _DASHES[look], most, 14 if below else -12)
    x = {"field": "year", "type": "ordinal", "sort": list(years), "scale": {"range": [24, WIDTH - room]},
         "axis": {"title": None, "labelAngle": 0, "ticks": False, "domainColor": INK_2, "labelFontSize": SIZE,
                  "labelColor": INK_2, "labelPadding": 6, "labelExpr": _IN_TWO}}  # fmt: skip
    for layer in layers:
        layer["encoding"]["x"] = {**x, **layer["encoding"].get("x", {})}
    return {**frame([], 220), "layer": layers}


def _line(points: Sequence[Spec], name: str, color: str, dash: Sequence[int], most: int, dy: int) -> list[Spec]:
    y: Spec = {"field": "n", "type": "quantitative", "scale": {"domain": [0, most * 1.12], "nice": False}, "axis": None}
    known = [point for point in points if point["n"] is not None]
    data = {"values": [*points]}
    over = f"datum.n < {most / 10} ? -12 : {dy}"  # under a low point stands the axis
    number: Spec = {"type": "text", "fontSize": SIZE, "dy": {"expr": over}}
    rim: Spec = {"color": PAPER, "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    said = {"y": y, "text": {"field": "said", "type": "nominal"}}
    end = [{**known[-1], "name": name}] if known else []
    return [
        {"data": data, "mark": {"type": "line", "color": color, "strokeWidth": 2, "strokeDash": dash},
         "encoding": {"y": y}},
        {"data": data, "mark": {"type": "point", "filled": True, "size": 45, "color": color, "opacity": 1},
         "encoding": {"y": y}},
        {"data": data, "mark": {**number, **rim}, "encoding": {**said}},
        {"data": data, "mark": {**number, "color": INK}, "encoding": {**said}},
        {"data": {"values": end}, "mark": {"type": "text", "align": "left", "dx": 20, "color": INK, "fontSize": SIZE,
                                           "fontWeight": 600},
         "encoding": {"y": y, "text": {"field": "name", "type": "nominal"}}},
    ]  # fmt: skip


def _step(rows: int) -> int:
    """Many rows stand closer."""
    return 50 if rows < FEW else 38


def _with_legend(spec: Spec, tones: Sequence[tuple[str, str]]) -> Spec:
    """What the tones are, in words over the first row."""
    marks: list[Spec] = []
    for (word, color), start in zip(tones, _LEGEND, strict=False):
        one: Spec = {"values": [{}]}
        y = {"y": {"value": -_ABOVE}}
        marks.append({"data": one, "mark": {"type": "square", "filled": True, "size": 110, "color": color,
                                            "opacity": 1}, "encoding": {**y, "x": {"value": start + 6}}})  # fmt: skip
        marks.append({"data": one, "mark": {"type": "text", "align": "left", "color": INK, "fontSize": SIZE,
                                            "text": word}, "encoding": {**y, "x": {"value": start + 17}}})  # fmt: skip
    return {**spec, "layer": [*spec["layer"], *marks]}
