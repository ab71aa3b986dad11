"""Reads across the ledger's tables."""
