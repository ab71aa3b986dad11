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


def _rule(column: str) -> str:
    """Whether the session may touch a row, in SQL.

    CASE, not OR: the planner would weigh the two halves apart and choose slow plans. The setting is read by
    subqueries, which run once in a query and not for every row, and numbers are compared as numbers.
    """
    setting = f"current_setting('{SETTING}', true)"
    own = f"(SELECT NULLIF(NULLIF({setting}, ''), '{EVERYTHING}')::bigint)"
    return f"CASE WHEN (SELECT {setting} = '{EVERYTHING}') THEN true ELSE {column} = {own} END"


def _here(app_label: str, schema_editor: Any) -> bool:
    """Whether an app's tables lie in this database at all, and it can have walls."""
    own = schema_editor.connection
    return bool(own.vendor == "postgresql" and router.allow_migrate(own.alias, app_label))


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

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: object, to_state: object) -> None:
        if not _here(app_label, schema_editor):
            return
        rule = _rule(self.column)
        for table in self._tables(app_label):
            schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
            schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
            schema_editor.execute(f'CREATE POLICY own_rows ON "{table}" USING ({rule}) WITH CHECK ({rule})')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: object, to_state: object) -> None:
        if not _here(app_label, schema_editor):
            return
        for table in self._tables(app_label):
            schema_editor.execute(f'DROP POLICY IF EXISTS own_rows ON "{table}"')
            schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        return f"Row-level security on {', '.join(self.models)}"


class RenewRules(Operation):
    """Migration operation: every wall that is up gets the rule of today (PostgreSQL only); undone, it stays."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: object) -> None:
        """The state of models does not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: object, to_state: object) -> None:
        if not _here(app_label, schema_editor):
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                """SELECT p.polrelid::regclass::text, count(a.attname) > 0 FROM pg_policy p LEFT JOIN pg_attribute a
                       ON a.attrelid = p.polrelid AND a.attname = 'association_id'
                    WHERE p.polname = 'own_rows' GROUP BY 1"""
            )
            walls = cursor.fetchall()
        for table, hangs in walls:
            rule = _rule("association_id" if hangs else "id")
            schema_editor.execute(f"ALTER POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: object, to_state: object) -> None:
        """A rule of another wording lets through the same rows."""

    def describe(self) -> str:
        return "The rule of row-level security as it is worded today, on every table that has one"
