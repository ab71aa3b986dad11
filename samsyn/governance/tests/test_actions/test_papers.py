"""Papers of a meeting: which files are taken in, and where they lie."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.governance import actions
from samsyn.governance.tests.factories import BY, meeting
from samsyn.governance.tests.test_actions.doing import item, refused


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("virus.exe", b"MZ\x90", "tas inte emot"), ("falsk.pdf", b"MZ\x90", "stämmer inte"), ("tom.pdf", b"", "är tom"),
        ("script.txt", b"#!/bin/sh", "stämmer inte"),
    ],
)  # fmt: skip
def test_programs_and_empty_files_are_refused(world, name, content, said):
    file = SimpleUploadedFile(name, content)
    assert said in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name=name)


def test_a_huge_file_is_refused_by_its_size(world):
    file = SimpleUploadedFile("stor.pdf", b"%PDF")
    file.size = 200 * 1024 * 1024
    assert "för stor" in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name="stor.pdf")


def test_a_paper_lies_under_a_random_name_and_goes_with_its_row(world, django_capture_on_commit_callbacks):
    made = meeting(world.association)
    file = SimpleUploadedFile("../../kallelse.pdf", b"%PDF-1.7")
    paper = actions.attach_paper(meeting=made, file=file, name="../../kallelse.pdf", by=BY)
    assert paper.name == "kallelse.pdf"
    assert "kallelse" not in paper.file.name
    assert paper.file.storage.exists(paper.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_paper(paper=paper, by=BY)
    assert not paper.file.storage.exists(paper.file.name)


def test_a_paper_cannot_be_tied_to_another_meetings_item(world):
    other = item(meeting(world.association, date(2024, 5, 6)))
    file = ContentFile(b"%PDF-1.7", "a.pdf")
    assert "annat möte" in refused(actions.attach_paper, meeting=meeting(world.association), file=file, name="a.pdf",
                                   paragraph=other)  # fmt: skip
