"""Charts: the same spec gives the same drawing, described in Swedish, coloured by the page's tokens."""

import re
from pathlib import Path

import pytest
from lxml import etree

from samsyn.ui import chart_parts, chart_specs, charts, people_charts, samples

CSS = (Path(charts.__file__).parent / "static/ui/samsyn.css").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {
        "default": {"BACKEND": memory, "LOCATION": "ui"},
        "made": {"BACKEND": memory, "LOCATION": "ui-made"},
    }


def bullet():
    return charts.bullet([("Intäkter", 8484, 8062), ("<b>Fler</b>", 10, None), ("Okänt", None, 5)], "tkr")


def test_the_same_spec_gives_the_same_drawing_and_is_drawn_once(monkeypatch):
    first = charts.svg(bullet())
    monkeypatch.setattr(charts.vl_convert, "vegalite_to_svg", lambda *a, **k: pytest.fail("ritades igen"))
    assert charts.svg(bullet()) == first


def test_specs_are_plain_values_and_deterministic():
    rows = [("2023", -1409, 2331), ("2024", -594, 1737)]
    assert chart_specs.years(rows, "tkr") == chart_specs.years(rows, "tkr")


@pytest.mark.parametrize("chart", samples.charts(), ids=lambda chart: chart.key)
def test_every_chart_is_well_formed_without_style_or_script(chart):
    drawing = charts.inline(chart.spec, chart.description)
    etree.fromstring(drawing)
    assert "style=" not in drawing
    assert "<script" not in drawing
    assert drawing.count("aria-") == 1
    assert 'role="img"' in drawing


def test_numbers_are_labelled_directly():
    drawing = charts.svg(bullet())
    assert "8\u00a0484 mot 8\u00a0062" in drawing
    assert "uppgift saknas mot 5" in drawing
    assert "10, utan budget" in drawing


def test_labels_are_escaped():
    drawing = charts.inline(bullet(), 'En "beskrivning" med <b>')
    assert "<b>" not in drawing
    assert "&quot;beskrivning&quot;" in drawing


def test_the_pages_drawing_has_only_token_colours():
    for chart in samples.charts():
        drawing = charts.svg(chart.spec, "page")
        assert not re.findall(r'"#[0-9a-f]{3,6}"', drawing)
        assert "var(--utfall)" in drawing or "var(--kvinna)" in drawing


def test_the_charts_palette_is_the_css_tokens():
    for colour, token in chart_parts.PALETTE.items():
        assert f"--{token}: {colour};" in CSS


def test_a_year_without_numbers_is_left_out_of_the_drawing_not_drawn_as_zero():
    drawing = charts.svg(charts.years([("2022", None, None), ("2023", -5, 10), ("2024", 7, 12)], "tkr"))
    assert ">2022<" in drawing
    assert ">0<" not in drawing


def test_nothing_to_draw_is_no_error():
    for empty in (charts.bullet([], "tkr"), charts.years([], "tkr"), charts.distribution([], "tkr")):
        etree.fromstring(charts.svg(empty).encode())


# --- people -----------------------------------------------------------------------------------------------------------


def bars(rows):
    return people_charts.by_sex(rows)["data"]["values"]


def test_women_come_before_men_before_not_stated_and_end_to_end():
    row = bars([("Nya", 26, (14, 10, 2), "")])[0]
    assert [(row[f"from{n}"], row[f"to{n}"]) for n in range(3)] == [(0, 14), (14, 24), (24, 26)]
    tones = [color for word, color in people_charts.TONES]
    assert [chart_parts.PALETTE[color] for color in tones] == ["kvinna", "man", "okant"]


def test_a_split_that_is_not_shown_is_one_bar_and_a_total_that_is_not_is_none():
    whole, nothing = bars([("Studier", 8, (None, None), "8"), ("Flytt", None, (None, None), "..")])
    assert (whole["whole"], whole["to1"], nothing["whole"]) == (8, 0, None)
    drawing = charts.svg(people_charts.by_sex([("Flytt", None, (None, None), "..")]))
    assert ">..<" in drawing


def test_the_tones_are_named_only_where_they_are_drawn():
    drawing = charts.svg(people_charts.by_sex([("Nya", 24, (14, 10, 0), "14 kvinnor, 10 män")]))
    assert ">Kvinnor<" in drawing and ">Ej angivet<" not in drawing


def test_the_tone_of_a_bar_that_is_not_split_is_named_too():
    drawing = charts.svg(people_charts.by_sex([("Nya", 24, (14, 10), ""), ("Flytt", 8, (None, None), "8")]))
    assert ">Alla<" in drawing


def test_rows_stand_in_the_table_s_order_also_where_a_number_is_not_shown():
    drawing = charts.svg(people_charts.before_after([("Lön", None, 18, ""), ("Ingen", 5, 3, ""), ("Alla", 9, 9, "")]))
    tops = [re.search(rf"translate\([\d.]+,([-\d.]+)\)[^>]*>{label}<", drawing) for label in ("Lön", "Ingen", "Alla")]
    assert (places := [float(top[1]) for top in tops if top]) == sorted(places) and len(places) == 3


def test_a_year_that_is_not_known_has_a_gap_in_its_line():
    drawing = charts.svg(people_charts.over_years(["2022", "2023", "2024"], [("Nya", (5, None, 7))]))
    assert ">Nya<" in drawing and ">5<" in drawing and ">0<" not in drawing


def test_no_people_is_no_error():
    for empty in (people_charts.by_sex([]), people_charts.before_after([]), people_charts.over_years([], [])):
        etree.fromstring(charts.svg(empty).encode())
