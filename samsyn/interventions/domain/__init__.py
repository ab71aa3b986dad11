"""Interventions as values: lifecycles, the commitment ledger, caps, due dates. No Django."""
