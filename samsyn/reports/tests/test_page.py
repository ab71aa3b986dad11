"""The whole report as a page and as files."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from django.core.cache import caches
from python_calamine import CalamineWorkbook

from samsyn.core.period import Period
from samsyn.ledger.models import MappingRow
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import FigureRef, Paragraph, ProseBlock, Section, Text
from samsyn.reports.render import files
from samsyn.reports.render.page import page_sections
from samsyn.reports.tests import sample
from samsyn.reports.tests.writing import association_with_books, begin, rebook, url

NBSP = "\u00a0"
RESULT = "Resultatet blev {{ ledger.result }}."


@pytest.fixture
def association(world):
    return association_with_books(world.association)


@pytest.fixture
def report(association):
    return begin(association, outlook=f"{RESULT}\n\n# Nästa år\n\nMer.", events="Lugnt.")


@pytest.fixture
def empty_cache(settings):
    """A cache of the test's own, with nothing in it."""
    own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test_page"}
    settings.CACHES = {**settings.CACHES, "made": own}
    return caches["made"]


def whole(world):
    return world.client("styrelseledamot").get(url("report")).content.decode()


# --- pure --------------------------------------------------------------------------------------------------------


def test_headings_never_skip_a_level():
    sections = (Section("a", "A", 2), Section("b", "B", 1), Section("c", "C", 3), Section("d", "D", 2))
    found = page_sections(replace(sample.document(), sections=sections), None)
    assert [part.level for part in found] == [2, 2, 3, 3]
    assert found[1].heading == '<h2 id="avsnitt-b">B</h2>'


def test_the_read_report_prints_a_changed_figure_as_it_is_now():
    prose = ProseBlock("a", (Paragraph((Text("Blev "), FigureRef(sample.money(1), "1 tkr", "Resultat", was="2 tkr"))),))
    found = page_sections(replace(sample.document(), sections=(Section("a", "A", 1, (prose,)),)), None)
    assert "1 tkr" in found[0].body
    assert "2 tkr" not in found[0].body


def test_every_block_is_drawn_and_every_text_escaped():
    html = "".join(f"{part.heading}{part.body}" for part in page_sections(sample.document(), None))
    assert "<svg role=" in html
    assert "<table" in html
    assert 'class="underskrifter"' in html
    assert "<script" not in html


@pytest.mark.parametrize("format", files.TYPES)
def test_the_same_document_gives_the_same_bytes_whether_made_or_kept(format, empty_cache):
    first = files.write(sample.document(), format)
    assert files.write(sample.document(), format) == first
    empty_cache.clear()
    assert files.write(sample.document(), format) == first


def test_a_file_is_made_once(empty_cache, monkeypatch):
    made = []
    monkeypatch.setattr(files, "_WRITERS", {"pdf": lambda document: made.append(1) or b"x"})
    assert [files.write(sample.document(), "pdf") for _ in range(3)] == [b"x"] * 3
    assert made == [1]


def test_another_document_is_another_file():
    assert files.write(replace(sample.document(), title="Annan"), "html") != files.write(sample.document(), "html")


def test_a_format_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        files.write(sample.document(), "docx")


def test_the_stand_alone_page_needs_nothing_outside_itself():
    html = files.write(sample.document(), "html").decode()
    assert html.startswith("<!doctype html>")
    assert "data:font/woff2;base64," in html
    assert not re.search(r'\b(?:src|action)="|<script|<link|href="/|url\((?!"?(?:data:|#))', html)
    assert all(target.startswith(("#", "https:", "http:", "mailto:")) for target in re.findall(r'href="([^"]*)"', html))


# --- the page ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_whole_report_asks_at_most_45_questions(world, report, django_assert_max_num_queries):
    client = world.client("styrelseledamot")
    with django_assert_max_num_queries(45):
        client.get(url("report"))


@pytest.mark.django_db
def test_headings_stand_in_order_and_each_has_a_line_in_the_contents(world, report):
    html = whole(world)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html[html.index("<main") : html.index("</main>")])]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels[0] == 1
    anchors = re.findall(r'<h[23] id="(avsnitt-[^"]+)"', html)
    assert len(anchors) > 8
    assert re.findall(r'<li class="niva[23]"><a href="#([^"]+)"', html) == anchors


@pytest.mark.django_db
def test_ids_are_unique_and_every_anchor_leads_somewhere(world, report):
    html = whole(world)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


@pytest.mark.django_db
def test_statements_name_their_notes_with_a_link(world, report):
    assert '<td class="not"><a href="#not-1">1</a></td>' in whole(world)


@pytest.mark.django_db
def test_a_heading_is_not_repeated_by_its_table(world, report):
    html = whole(world)
    assert '<span class="dold">Resultaträkning 2024, </span><span>Belopp i kr</span>' in html


@pytest.mark.django_db
def test_charts_are_drawings_with_words_and_numbers(world, report):
    html = whole(world)
    assert '<svg role="img" aria-label="' in html
    assert "Visa som tabell" in html


@pytest.mark.django_db
def test_a_report_that_is_not_begun_can_be_read(world, association):
    html = whole(world)
    assert "Resultaträkning" in html
    assert "Skriv i rapporten" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "period"), [("tertial", "2024-08"), ("ekonomi", "2024-03"), ("redovisning", "2024")])
def test_every_kind_is_a_page_and_a_file(world, association, kind, period):
    client = world.client("styrelseledamot")
    assert client.get(url("report", kind=kind, period=period)).status_code == 200
    response = client.get(url("download", kind=kind, period=period, format="pdf"))
    assert response["Content-Disposition"] == f'attachment; filename="{kind}-{period}.pdf"'
    assert response.content.startswith(b"%PDF-")


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_format_is_downloaded_with_its_name_and_type(world, report):
    client = world.client("styrelseledamot")
    for format, kind in files.TYPES.items():
        response = client.get(url("download", format=format))
        assert response.status_code == 200
        assert response["Content-Type"] == kind
        assert response["Content-Disposition"] == f'attachment; filename="arsredovisning-2024.{format}"'
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(url("download", format="xlsx")).content))
    assert "Resultaträkning 2024" in book.sheet_names
    found = client.get(url("download", format="json")).json()
    assert found["kind"] == "arsredovisning"
    assert f"−595{NBSP}kr" in client.get(url("download", format="html")).content.decode()


@pytest.mark.django_db
def test_the_file_follows_the_books(world, report):
    client = world.client("styrelseledamot")
    client.get(url("download", format="html"))
    rebook(report.association, 3010, 2024, -6000)
    assert f"406{NBSP}kr" in client.get(url("download", format="html")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("format", files.TYPES)
def test_an_account_on_no_line_stops_every_download_and_is_named_with_its_amount(world, report, format):
    MappingRow.objects.filter(association=report.association, account_from=7000).delete()
    response = world.client("ekonom").get(url("download", format=format))
    html = response.content.decode()
    assert response.status_code == 409
    assert f"7010 Löner: 1{NBSP}000,00{NBSP}kr (2024)" in html
    assert f"7010 Löner: 900,00{NBSP}kr (2023)" in html
    assert "Koppla kontona" in html
    assert "kontokoppling" in html
    assert "Content-Disposition" not in response


@pytest.mark.django_db
def test_a_draft_with_such_an_account_is_still_read_on_the_page(world, report):
    MappingRow.objects.filter(association=report.association, account_from=7000).delete()
    response = world.client("styrelseledamot").get(url("report"))
    assert response.status_code == 200
    assert "Rapporten går inte att ladda ner än." in response.content.decode()


@pytest.mark.django_db
def test_an_association_with_nothing_in_it_has_a_report_that_says_so(world):
    client = world.client("styrelseledamot")
    assert client.get(url("report")).status_code == 200
    assert client.get(url("download", format="pdf")).content.startswith(b"%PDF-")
    assert Builder(world.association, "arsredovisning", Period(2024)).document().sections
