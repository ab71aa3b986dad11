"""The reference validator itself: it must find fault where there is one."""

from pathlib import Path

import pikepdf
import pytest

pytestmark = pytest.mark.pdf_judge


def test_an_untagged_file_fails_both_standards(tmp_path: Path):
    judge = pytest.importorskip("tests.pdf_judge").judge
    path = tmp_path / "plain.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(path)
    found = judge(path, ("ua1", "2a"))
    assert {failure.flavour for failure in found} == {"ua1", "2a"}
    assert all(failure.count and failure.message for failure in found)
