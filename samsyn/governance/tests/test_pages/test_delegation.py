"""Decisions on delegation on their pages."""

from samsyn.governance.models import DelegatedDecision
from samsyn.governance.tests.factories import meeting
from samsyn.governance.tests.test_pages.addresses import at


def test_a_decision_on_delegation_is_recorded_and_reported(world):
    client = world.client("registrator")
    assert "Inga delegationsbeslut 2024" in client.get(at("delegated")).content.decode()
    assert "vem som fattat" in client.post(at("delegated-new"), {"on": "2024-03-01"}).content.decode()
    client.post(at("delegated-new"), {"on": "2024-03-01", "delegate": "Chefen", "text": "Minskar."})
    one = DelegatedDecision.objects.get()
    made = meeting(world.association)
    assert "Ett beslut väntar på att anmälas: D 1/2024" in " ".join(
        client.get(at("delegated")).content.decode().split()
    )
    client.post(at("meeting-report", made.pk), {"decisions": [one.pk]})
    one.refresh_from_db()
    assert one.reported_in == made
    client.post(at("meeting-report", made.pk), {})
    one.refresh_from_db()
    assert one.reported_in is None
    client.post(at("delegated-edit", one.pk), {"on": "2024-03-02", "delegate": "Chefen", "text": "Ökar."})
    one.refresh_from_db()
    assert one.text == "Ökar."
