"""A meeting with one of everything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.governance import actions
from samsyn.governance.models import DelegatedDecision, Paper
from samsyn.governance.tests.factories import BO, BY, DAN, meeting, person
from samsyn.governance.tests.test_pages.addresses import DAY


@pytest.fixture
def full(world, django_capture_on_commit_callbacks):
    """One of everything, and the values each address takes."""
    made = meeting(world.association)
    item = actions.add_item(
        meeting=made, title="Budget <b>2025</b>", background="Läget.", proposal="Styrelsen antar budgeten.",
        prepared_by="Eva Ek", by=BY,
    )  # fmt: skip
    recusal = actions.recuse(paragraph=item, attendance=person(made, BO), source="anmält", reason="släkting",
                             deputy=person(made, DAN), by=BY)  # fmt: skip
    actions.link_paragraph(paragraph=item, label="Budgeten", amount=100_00, view="desk:overview", pk_there=1)
    actions.attach_paper(meeting=made, paragraph=item, file=SimpleUploadedFile("bilaga.pdf", b"%PDF-1.7"),
                         name="bilaga.pdf", by=BY)  # fmt: skip
    actions.record_delegated(association=world.association, on=DAY, delegate="Chefen", text="Minskar Vägval.", by=BY)
    own = actions.set_obligation(association=world.association, title="Rond", month=2, day=1, owner="ekonom", by=BY)
    world.pks = {
        "meeting-paper": Paper.objects.get().pk, "meeting": made.pk, "paragraph": item.pk, "recusal": recusal.pk,
        "body": made.body_id, "delegated": DelegatedDecision.objects.get().pk, "year-plan-remove": own.pk,
    }  # fmt: skip
    world.made, world.item = made, item
    return world
