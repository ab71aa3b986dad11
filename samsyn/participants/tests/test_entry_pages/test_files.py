"""Counts from a file, page by page."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.core.tablefile import write_csv
from samsyn.participants.actions import importing
from samsyn.participants.actions import reporting as actions
from samsyn.participants.models import Report
from samsyn.participants.tests import builder
from samsyn.participants.tests.builder import T1
from samsyn.participants.tests.test_entry_pages.laying import at, text


def upload(client, content, name="antal.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(at("entry-import", T1.code), {"file": file})


def filled(tertial, numbers):
    """The template with numbers in it, and 0 in the rest."""
    sheet = importing.template(tertial, "prov")
    rows = [[cell if cell else numbers.get(row[1], "0") for cell in row[:-1]] + [""] for row in sheet.rows]
    return write_csv(sheet.columns, rows)


def test_the_template_is_read_in_shown_first_and_handed_in(vagval, tertial, office):
    answer = office.get(at("entry-template", T1.code))
    assert answer["Content-Disposition"].endswith('antal-2024-t1.xlsx"') and answer.content.startswith(b"PK")
    assert b"kvinnor" in office.get(at("entry-template", T1.code) + "?form=csv").content
    content = filled(tertial, {})
    answer = upload(office, content)
    assert "Det här lämnas in" in text(answer) and not Report.objects.exists()
    kept = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]
    done = office.post(at("entry-import", T1.code), {"kept": kept})
    assert done.url == at("reporting") and Report.objects.get().state == "inlämnad"
    assert "lämnat in sedan" in text(office.post(at("entry-import", T1.code), {"kept": kept}))


def test_what_is_wrong_in_a_file_is_told_all_at_once_and_saves_nothing(vagval, tertial, office):
    assert "Inget är inläst" in text(upload(office, "a,b\n1,2\n"))
    assert "Välj" in text(office.post(at("entry-import", T1.code), {})) and not Report.objects.exists()
    answer = office.post(at("entry-import", T1.code), {"kept": "påhittat"})
    assert "gäller inte längre" in text(answer)


def test_a_closed_period_takes_no_file(world, tertial, vagval, office):
    builder.handed_in(vagval, tertial, builder.flow((1, 0, 0)))
    actions.close_period(period=tertial, by="prov")
    assert office.get(at("entry-import", T1.code)).url == at("reporting")
