"""Writes of the ledger outside the import: account mapping, budget and forecast, figures entered by hand.

Every action is keyword-only and atomic, asks for permission, records one event, and refuses with `Refused`.
"""
