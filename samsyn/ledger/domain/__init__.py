"""Pure values and functions of the ledger; no Django."""
