"""Files that show what a document is for: which are taken in, and who may take them away."""

import pytest
from django.core.files.base import ContentFile

from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.models import Claim, Document
from samsyn.interventions.tests.test_claims.reading import words


def pdf(name="underlag.pdf", content=b"%PDF-1.7 ..."):
    return ContentFile(content, name)


def test_several_files_are_kept_under_random_names_outside_the_web(office):
    claim = office.register(files=[pdf(), pdf("lönelista.pdf")])
    assert sorted(claim.documents.values_list("name", flat=True)) == ["lönelista.pdf", "underlag.pdf"]
    assert all("underlag" not in document.file.name for document in claim.documents.all())


def test_bad_evidence_refuses_the_whole_document_and_names_each_file(office):
    big = pdf("stor.pdf")
    big.size = 200 * 1024 * 1024
    with pytest.raises(Refused) as refused:
        office.register(files=[big, pdf("virus.exe", b"MZ..."), pdf("falsk.pdf", b"MZ..."), pdf()])
    text = words(refused)
    assert "stor.pdf är för stor (200 MB)" in text
    assert "virus.exe: filer av det slaget" in text
    assert "falsk.pdf: innehållet stämmer inte" in text
    assert not Claim.objects.exists()
    assert not Document.objects.exists()


def test_evidence_is_taken_away_only_while_the_party_holds_the_document(office):
    claim = office.register(files=[pdf()], submit=False)
    actions.remove_evidence(document=claim.documents.get(), by=office.owner)
    assert not claim.documents.exists()
    held = office.register(number="2", files=[pdf()])
    with pytest.raises(Refused, match="underlag ligger kvar"):
        actions.remove_evidence(document=held.documents.get(), by=office.owner)
