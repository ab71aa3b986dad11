"""The event log's guard in the database itself: rows are added, never changed or removed."""

from typing import Any

PG = (
    """CREATE FUNCTION core_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$""",
    """CREATE TRIGGER core_event_append_only BEFORE UPDATE OR DELETE ON core_event
       FOR EACH ROW EXECUTE FUNCTION core_event_is_append_only()""",
)
SQLITE = (
    """CREATE TRIGGER core_event_no_update BEFORE UPDATE ON core_event
       BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END""",
    """CREATE TRIGGER core_event_no_delete BEFORE DELETE ON core_event
       BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END""",
)


def guard(apps: Any, schema_editor: Any) -> None:
    """Migration step: put the triggers in place."""
    for statement in PG if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)
