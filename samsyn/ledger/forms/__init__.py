"""Forms of the ledger: what is typed is kept, and every fault is said at once, at its field and on top."""
