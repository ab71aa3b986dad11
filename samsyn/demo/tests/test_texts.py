"""The demo's own prose: whole, held up by figures, and in words of its own."""

import os
import re
from pathlib import Path

import pytest

from samsyn.core.period import Period
from samsyn.demo.files import HERE, prose_of
from samsyn.reports.build import Builder
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.domain.document import SectionState
from samsyn.reports.domain.prose import bare_numerals, references
from samsyn.reports.models import SectionText

pytestmark = pytest.mark.one_database

SHARED = Path(os.environ.get("SAMSYN_SHARED") or HERE.parents[2] / "shared") / "documents"
PUBLISHED = sorted(SHARED.glob("jamtland-*.txt"))
REPORTS = [("arsredovisning", "2024"), ("tertial", "2020-T2"), ("ekonomi", "2024")]
TEXTS = [(kind, code, key, text) for kind, code in REPORTS for key, text in prose_of(kind, code).items()]
SECTIONS = pytest.mark.parametrize(("kind", "code", "key", "text"), TEXTS, ids=[f"{t[0]}-{t[2]}" for t in TEXTS])
LONGEST_SHARED = 7  # words


@pytest.mark.parametrize(("kind", "code"), REPORTS)
def test_every_prose_section_has_a_text_and_no_text_lacks_a_section(kind, code):
    assert set(prose_of(kind, code)) == {section.key for section in DOCUMENTS[kind][1] if section.prose}


@SECTIONS
def test_a_section_refers_to_at_least_three_figures_and_writes_no_number_by_hand(kind, code, key, text):
    assert len({found.source for found in references(text)}) >= 3
    assert [found.error for found in references(text) if found.error] == []
    assert bare_numerals(text) == []


@pytest.mark.parametrize(("kind", "code"), REPORTS)
def test_every_figure_in_the_texts_exists_and_is_known(demo, kind, code):
    document = Builder(demo, kind, Period.parse(code)).document()
    assert document.errors == ()
    assert document.unknown == ()


@pytest.mark.parametrize(("kind", "code"), REPORTS)
def test_the_texts_are_finished_and_say_what_the_books_say(demo, kind, code):
    document = Builder(demo, kind, Period.parse(code)).document()
    prose = {section.key for section in DOCUMENTS[kind][1] if section.prose}
    assert {section.state for section in document.sections if section.key in prose} == {SectionState.DONE}
    for text in SectionText.objects.filter(association=demo):
        assert set(text.shown) == {found.source for found in references(text.markdown)}
        assert "uppgift saknas" not in text.shown.values()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _shared_runs(text: str, published: str) -> set[tuple[str, ...]]:
    """Runs of words, one longer than allowed, that stand in both; a figure breaks a run."""
    pieces = re.split(r"\{\{.*?\}\}|\n\n|\n[-#] ?|[.!?] ", text)
    mine = set().union(*(_runs(_words(piece), LONGEST_SHARED + 1) for piece in pieces))
    return mine & _runs(_words(published), LONGEST_SHARED + 1)


def test_a_copied_sentence_is_found():
    sentence = "Kansliet flyttade i mars till nya lokaler nära stationen och torget."
    assert _shared_runs(sentence, f"Som vi sade: {sentence}")
    assert not _shared_runs("I mars flyttade kansliet till lokaler vid stationen.", sentence)


@pytest.mark.skipif(not PUBLISHED, reason="the published reports are not here")
@SECTIONS
def test_no_sentence_is_taken_from_a_published_report(kind, code, key, text):
    published = " ".join(path.read_text(encoding="utf-8") for path in PUBLISHED)
    assert _shared_runs(text, published) == set()
