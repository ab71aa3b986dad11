"""Papers and minutes: handed out only as files, and a PDF that everyone can read."""

import io
from datetime import date

import page
import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.governance import actions
from samsyn.governance.models import DelegatedDecision, Paper
from samsyn.governance.tests.factories import BY, meeting
from samsyn.governance.tests.test_pages.addresses import at


def test_a_paper_is_handed_out_only_as_a_file_and_only_to_readers(full):
    path = at("meeting-paper", Paper.objects.get().pk)
    answer = full.client("beredning").get(path)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert full.login(full.party_user()).get(path).status_code == 403
    Paper.objects.get().file.storage.delete(Paper.objects.get().file.name)
    assert full.client().get(path).status_code == 404


def test_a_bad_paper_is_refused_in_words(full):
    client, path = full.client(), at("meeting-attach", full.made.pk)
    assert "Välj en fil" in client.post(path, {}).content.decode()
    text = client.post(path, {"file": SimpleUploadedFile("a.exe", b"MZ")}).content.decode()
    assert "tas inte emot" in text and "stämmer inte" in text
    client.post(path + f"?paragraf={full.item.pk}", {"file": SimpleUploadedFile("b.pdf", b"%PDF"),
                                                     "paragraph": full.item.pk})  # fmt: skip
    assert full.item.papers.count() == 2
    assert client.get(path + "?paragraf=x").status_code == 200


def pdf_text(answer):
    file = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = "\n".join(file[at].get_textpage().get_text_range() for at in range(len(file)))
    return text.replace("\r\n", "\n").replace("\xa0", " ")


def test_the_minutes_as_pdf_are_accessible_and_say_what_the_page_says(full):
    client, path = full.client("medlemsrepresentant"), at("meeting-minutes", full.made.pk)
    called = pdf_text(client.get(path))
    for words in ("Kallelse 4 mars 2024", "Dagordning", "Förslag till beslut: Styrelsen antar budgeten."):
        assert words in called, words
    actions.report_delegated(meeting=full.made, decisions=DelegatedDecision.objects.all(), by=BY)
    actions.hold_meeting(meeting=full.made, by=BY, secretary="Eva Ek")
    actions.decide_item(paragraph=full.item, outcome="bifall", reservation="Cia Ceder reserverar sig.", by=BY)
    draft = pdf_text(client.get(path))
    assert "Utkast. Protokollet är inte justerat." in draft
    actions.adjust_minutes(meeting=full.made, adjuster="Anna Ask och Bo Bok", on=date(2024, 3, 8), by=BY)
    answer = client.get(path)
    text = pdf_text(answer).replace("\n", " ")
    for words in ("Protokoll 4 mars 2024", "§ 1 Budget <b>2025</b>", "Bo Bok anmälde jäv (släkting) och deltog varken",
                  "Dan Dal gick in som ersättare", "Cia Ceder reserverar sig", "D 1/2024", "Bilagor", "bilaga.pdf",
                  "Beslut enligt förslaget", "8 mars 2024", "Eva Ek"):  # fmt: skip
        assert words in text, words
    assert "Utkast" not in text
    assert page.is_pdf_compliant_bytes(answer.content, profile="ua1")
    assert page.is_pdf_compliant_bytes(answer.content, profile="2a")
    assert client.get(path).content == answer.content


def test_a_meeting_with_nothing_in_it_is_still_a_pdf(world):
    made = meeting(world.association, people=False)
    answer = world.client().get(at("meeting-minutes", made.pk))
    assert page.is_pdf_compliant_bytes(answer.content, profile="ua1")
