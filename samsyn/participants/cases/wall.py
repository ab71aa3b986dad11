"""The wall around case rows in PostgreSQL itself: a session sees the rows of the one intervention it has opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction
from django.db.migrations.operations.base import Operation

from samsyn.core.routing import CASES

SETTING = "samsyn.cases"


@contextmanager
def opened(association: int, intervention: int) -> Iterator[None]:
    """A transaction in which the rows of one intervention exist; for `store` alone.

    The opening ends with the transaction at the latest. SQLite has no wall of its own: there the store is all.
    """
    with transaction.atomic(using=CASES):
        _set(f"{association}:{intervention}")
        yield
        _set("")


def _set(value: str) -> None:
    if connections[CASES].vendor == "postgresql":
        with connections[CASES].cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


class WallAround(Operation):
    """Migration operation: row-level security on the table of case rows (PostgreSQL only), for its owner too."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return (self.__class__.__qualname__, [self.table], {})

    def state_forwards(self, app_label: str, state: object) -> None:
        """The state of models does not change."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        if not self._here(app_label, schema_editor):
            return
        # numbers compared as numbers, so that an index serves and the setting is read once
        rule = " AND ".join(
            f"{column} = NULLIF(split_part(current_setting('{SETTING}', true), ':', {place}), '')::bigint"
            for place, column in enumerate(("association_id", "intervention_id"), start=1)
        )
        schema_editor.execute(f'ALTER TABLE "{self.table}" ENABLE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{self.table}" FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'CREATE POLICY opened_rows ON "{self.table}" USING ({rule}) WITH CHECK ({rule})')

    def database_backwards(self, app_label, schema_editor, from_state, to_state):  # type: ignore[no-untyped-def]
        if self._here(app_label, schema_editor):
            schema_editor.execute(f'DROP POLICY IF EXISTS opened_rows ON "{self.table}"')
            schema_editor.execute(f'ALTER TABLE "{self.table}" DISABLE ROW LEVEL SECURITY')

    def _here(self, app_label, schema_editor) -> bool:  # type: ignore[no-untyped-def]
        connection = schema_editor.connection
        return connection.vendor == "postgresql" and router.allow_migrate(connection.alias, app_label)

    def describe(self) -> str:
        return f"Row-level security on {self.table}"
