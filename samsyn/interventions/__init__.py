"""Interventions and their money (finsamlagen 2, 7 §§): application, decision, agreement, requisition, what remains and
what came of it. Everything a report says of it is computed from here."""
