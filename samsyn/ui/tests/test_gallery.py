"""The gallery shows every part, and works without script."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from samsyn.ui import charts

pytestmark = pytest.mark.urls("samsyn.ui.tests.urls")
COTTON = Path(charts.__file__).parent / "templates/cotton"


@pytest.fixture
def page(client):
    answer = client.get("/byggdelar/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_the_gallery_renders_every_part(page):
    assert "<c-" not in page
    source = (Path(charts.__file__).parent / "templates/ui/gallery.html").read_text(encoding="utf-8")
    shown = {name.replace("-", "_") for name in re.findall(r"<c-([a-z-]+)", source)}
    assert {file.stem for file in COTTON.glob("*.html")} <= shown


@pytest.mark.django_db
def test_pages_have_no_inline_style_or_script(page):
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", page)


@pytest.mark.django_db
def test_ids_are_used_once(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
def test_a_figure_is_a_page_of_its_own_and_a_fragment_for_the_drawer(client):
    address = "/byggdelar/siffra/exempel.resultat/2024/"
    whole = client.get(address).content.decode()
    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>Årets resultat 2024</h1>" in whole
    assert "<html" not in piece
    assert "<h2>Årets resultat 2024</h2>" in piece
    assert address in piece


@pytest.mark.parametrize("template", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_error_pages_render_without_anything(template):
    page = render_to_string(template, {"exception": "Din roll får inte stänga ett år."})
    assert "<h1>" in page
    assert ("får inte stänga ett år" in page) is (template == "403.html")
