"""Charts as Vega-Lite values: pure functions from printed numbers to a spec. One spec serves page, PDF and workbook.

Few colours, direct labels, a zero line, nothing else. Numbers come in as they are printed (whole tkr), already
rounded once; the exact ones stand in the chart's table.
"""

from collections.abc import Sequence

from samsyn.core.money import grouped
from samsyn.ui.chart_parts import (
    ACTUAL,
    AMBER,
    INK,
    INK_2,
    PAPER,
    SIZE,
    TRACK,
    WIDTH,
    Spec,
    frame,
    mark,
    rows_of,
    text,
)

SIDES = {"above": 0, "left": -15, "right": 15}


def bullet(rows: Sequence[tuple[str, int | None, int | None]], unit: str, tick: str = "budget") -> Spec:
    """Outcome as a bar against budget as a tick. `rows` are (label, outcome, budget), None where not known.

    `tick` is the word for the tick: 'budget', 'taket'.
    """
    known = [value for _, *pair in rows for value in pair if value is not None]
    low, high = min([0, *known]), max([1, *known])
    values = [
        {
            "row": f"{number:02}",
            "label": label,
            "actual": actual,
            "budget": budget,
            "said": _against(actual, budget, tick),
        }
        for number, (label, actual, budget) in enumerate(rows)
    ]
    x = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False}, "axis": None}
    layers = [
        mark("bar", TRACK, height=14, x={**x, "datum": low}, x2={"datum": high}),
        mark("bar", ACTUAL, height=14, x={**x, "field": "actual"}, x2={"datum": 0}),
        mark("tick", INK, size=22, thickness=2.5, opacity=1, orient="vertical", x={**x, "field": "budget"}),
        text("label", 0, "left", INK, dy=-20, weight=600),
        text("said", WIDTH, "right", INK, dy=-20),
    ]
    note = f"Strecket är {tick}, {unit}. Stapeln börjar vid 0."
    return rows_of(values, layers, step=58, below=note)


def distribution(rows: Sequence[tuple[str, int, str]], unit: str) -> Spec:
    """How a whole is divided: one bar each. `rows` are (label, amount, share as printed or '')."""
    high = max([1, *(amount for _, amount, _ in rows)])
    values = [
        {
            "row": f"{number:02}",
            "label": label,
            "actual": amount,
            "said": f"{grouped(amount)} {unit}{f', {share}' if share else ''}",
        }
        for number, (label, amount, share) in enumerate(rows)
    ]
    low = min([0, *(amount for _, amount, _ in rows)])
    x = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False}, "axis": None}
    layers = [
        mark("bar", ACTUAL, height=14, x={**x, "field": "actual"}, x2={"datum": 0}),
        text("label", 0, "left", INK, dy=-18, weight=600),
        text("said", WIDTH, "right", INK, dy=-18),
        {"mark": {"type": "rule", "color": INK_2}, "encoding": {"x": {**x, "datum": 0}}},
    ]
    return rows_of(values, layers, step=52)


def deviations(rows: Sequence[tuple[str, int]], total: int, unit: str, said: str) -> Spec:
    """What differs: a bar right of the zero line is better, left of it worse. `said` is the word for the total."""
    low, high = min([0, *(amount for _, amount in rows)]), max([1, *(amount for _, amount in rows)])
    values = [
        {
            "row": f"{number:02}",
            "label": label,
            "amount": amount,
            "said": grouped(amount, signed=True) if amount else "0",
            "better": amount >= 0,
        }
        for number, (label, amount) in enumerate(rows)
    ]
    x = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False}, "axis": None}
    sides = [
        {"transform": [{"filter": f"{'' if better else '!'}datum.better"}],
         **mark("bar", color, height=14, x={**x, "field": "amount"}, x2={"datum": 0})}
        for better, color in ((True, ACTUAL), (False, AMBER))
    ]  # fmt: skip
    layers = [
        *sides,
        text("label", 0, "left", INK, dy=-18),
        text("said", WIDTH, "right", INK, dy=-18, weight=600),
        {"mark": {"type": "rule", "color": INK_2}, "encoding": {"x": {**x, "datum": 0}}},
    ]
    return rows_of(values, layers, step=46, below=f"{said}: {grouped(total, signed=True) if total else '0'} {unit}")


def years(rows: Sequence[tuple[str, int | None, int | None]], unit: str) -> Spec:
    """Result per year as bars and closing equity as a line. `rows` are (year, result, equity), oldest first."""
    known = [value for _, *pair in rows for value in pair if value is not None]
    low, high = min([0, *known]), max([1, *known])
    values = [
        {
            "year": year,
            "result": result,
            "equity": equity,
            "result_said": "" if result is None else grouped(result),
            "equity_said": "" if equity is None else grouped(equity),
            "side": _side(number, [point for _, _, point in rows]),
        }
        for number, (year, result, equity) in enumerate(rows)
    ]
    room = (high - low) * 0.09  # for the numbers above the highest and below the lowest mark
    y = {"type": "quantitative", "scale": {"domain": [low - room, high + room], "nice": False}, "axis": None}
    x = {"field": "year", "type": "ordinal", "sort": None, "scale": {"paddingOuter": 0.1}, "axis": _years_axis()}
    return {
        **frame(values, 240),
        "encoding": {"x": x},
        "layer": [*_result_layers(y), *_equity_layers(y), *_legend(unit)],
    }


def _result_layers(y: Spec) -> list[Spec]:
    """The zero line, the bars, and a number at the far end of each bar."""
    at = {**y, "field": "result"}
    across = {"y": {**y, "datum": 0}, "x": {"value": 0}, "x2": {"value": WIDTH}}
    numbers = [
        {
            "transform": [{"filter": f"datum.result {side} 0"}],
            "mark": {"type": "text", "color": INK, "fontSize": SIZE, "dy": dy},
            "encoding": {"y": at, "text": {"field": "result_said", "type": "nominal"}},
        }
        for side, dy in ((">=", -9), ("<", 11))
    ]
    bars = {"mark": {"type": "bar", "color": ACTUAL, "width": {"band": 0.5}}, "encoding": {"y": at, "y2": {"datum": 0}}}
    return [{"mark": {"type": "rule", "color": INK_2}, "encoding": across}, bars, *numbers]


def _equity_layers(y: Spec) -> list[Spec]:
    """The line, then its numbers on a rim of paper so that the line never runs through them."""
    at = {**y, "field": "equity"}
    rim: Spec = {"color": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
    ink: Spec = {"color": INK}
    base: Spec = {"type": "text", "fontSize": SIZE, "fontWeight": 600, "dy": -13}
    said: Spec = {"y": at, "text": {"field": "equity_said", "type": "nominal"}}
    numbers: list[Spec] = [
        {
            "transform": [{"filter": f"datum.side == '{side}'"}],
            "mark": {**base, **look, "dx": dx},
            "encoding": said,
        }
        for look in (rim, ink)
        for side, dx in SIDES.items()
    ]
    line = {"mark": {"type": "line", "color": INK, "strokeWidth": 2, "strokeJoin": "round"}, "encoding": {"y": at}}
    point = {"mark": {"type": "point", "filled": True, "size": 60, "color": INK, "opacity": 1}, "encoding": {"y": at}}
    return [line, *numbers[:3], point, *numbers[3:]]


def _side(number: int, values: Sequence[int | None]) -> str:
    """Where the number of a point goes so that it lies on the free side of the line."""
    own = values[number] or 0
    before = values[number - 1] if number else None
    after = values[number + 1] if number + 1 < len(values) else None
    falling, rising = before is not None and before > own, after is not None and after > own
    return "right" if falling and not rising else "left" if rising and not falling else "above"


def _legend(unit: str) -> list[Spec]:
    """What bar and line are, in words on top of the chart."""
    place = {"y": {"value": -14}}
    one: Spec = {"values": [{}]}
    text = {"type": "text", "align": "left", "color": INK, "fontSize": SIZE}
    return [
        {"data": one, "mark": {"type": "square", "filled": True, "size": 110, "color": ACTUAL, "opacity": 1},
         "encoding": {**place, "x": {"value": 6}}},
        {"data": one, "mark": {**text, "text": f"Årets resultat, {unit}"}, "encoding": {**place, "x": {"value": 17}}},
        {"data": one, "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
         "encoding": {**place, "x": {"value": 176}, "x2": {"value": 198}}},
        {"data": one, "mark": {"type": "point", "filled": True, "size": 50, "color": INK, "opacity": 1},
         "encoding": {**place, "x": {"value": 187}}},
        {"data": one, "mark": {**text, "text": f"Eget kapital, {unit}"},
         "encoding": {**place, "x": {"value": 205}}},
    ]  # fmt: skip


def _years_axis() -> Spec:
    return {"title": None, "labelAngle": 0, "ticks": False, "domain": False, "labelFontSize": SIZE,
            "labelColor": INK_2, "labelPadding": 6}  # fmt: skip


def _against(actual: int | None, budget: int | None, tick: str = "budget") -> str:
    said = "uppgift saknas" if actual is None else grouped(actual)
    return f"{said}, utan {tick}" if budget is None else f"{said} mot {grouped(budget)}"
