"""The wall between associations. On PostgreSQL every table with `association_id` has row-level security, and this
module says whose rows the session may touch; on SQLite the querysets alone keep the wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, router
from django.db.migrations.operations.base import Operation

SETTING = "samsyn.association"
EVERYTHING = "*"
_NOBODY = ""


def enter(association: int | str | None) -> None:
    """From now on this connection sees the rows of `association` (an id), of all (`EVERYTHING`) or of none (None)."""
    if connection.vendor != "postgresql":
        return
    value = _NOBODY if association is None else str(association)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, value])


def _current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return cursor.fetchone()[0] or _NOBODY


@contextmanager
def tenant(association: int | str | None) -> Iterator[None]:
    """`enter` for the length of a block."""
    if connection.vendor != "postgresql":
        yield
        return
    before = _current()
    enter(association)
    try:
        yield
    finally:
        enter(before or None)


class ProtectRows(Operation):
    """Migration operation: row-level security on the tables of these models (PostgreSQL only).

    A session reads and writes a row only when its setting is the row's association, or '*'. FORCE makes the rule bind
    the tables' owner too; run the program as an ordinary role, since PostgreSQL exempts superusers.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: str, column: str = "association_id") -> None:
        self.models = models
        self.column = column

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return (self.__class__.__qualname__, list(self.models), {"column": self.column})

    def state_forwards(self, app_label: str, state: object) -> None:
        """The state of models does not change."""

    def _tables(self, app_label: str) -> list[str]:
        return [f"{app_label}_{model.lower()}" for model in self.models]

    def database_forwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        if not self._here(app_label, schema_editor):
            return
        # CASE, not OR: the planner would take two comparisons with a setting for "almost no row" and choose slow plans
        setting = f"current_setting('{SETTING}', true)"
        rule = f"CASE WHEN {setting} = '*' THEN true ELSE {self.column}::text = {setting} END"
        for table in self._tables(app_label):
            schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
            schema_editor.execute(f'CREATE POLICY own_rows ON "{table}" USING ({rule}) WITH CHECK ({rule})')

    def database_backwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        if not self._here(app_label, schema_editor):
            return
        for table in self._tables(app_label):
            schema_editor.execute(f'DROP POLICY IF EXISTS own_rows ON "{table}"')
            schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def _here(self, app_label: str, schema_editor: Any) -> bool:
        """Whether these tables lie in this database at all."""
        own = schema_editor.connection
        return bool(own.vendor == "postgresql" and router.allow_migrate(own.alias, app_label))

    def describe(self) -> str:
        return f"Row-level security on {', '.join(self.models)}"
