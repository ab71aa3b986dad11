"""Reading a SIE file into the books as a conversation: read, compare, confirm, undo.

`reconcile` and `difference` are pure; `write` and `bulk` fill the tables; `steps` are the three transactions;
`actions` is the door for pages and command line, `tasks` for the background worker.
"""

from samsyn.ledger.importing.actions import run

__all__ = ["run"]
