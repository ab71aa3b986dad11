"""Many rows at once, inside Django's transaction: `executemany` on SQLite, columns unfolded by PostgreSQL.

COPY would be faster still, but PostgreSQL refuses it on tables with row-level security.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection, models
from psycopg import Cursor

Columns = Mapping[str, str]  # column → its PostgreSQL type, in the order of the rows
# one long text per column is many times faster to hand over than a list; text in a SIE file has no control characters
_NEXT, _NULL = "\\x1f", "\\x1e"


def _joined(values: Iterable[object]) -> str:
    """Begins with a separator, so that one empty text is still one value."""
    return "\x1f" + "\x1f".join(["\x1e" if value is None else str(value) for value in values])


def insert(table: str, constants: Mapping[str, int], columns: Columns, rows: Sequence[tuple[object, ...]]) -> None:
    """Adds the rows. `constants` are whole numbers that every row has; dates are written as ISO text."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in (*constants, *columns))
    fixed = "".join(f"{value:d}, " for value in constants.values())
    if connection.vendor == "postgresql":
        values = ", ".join(f"u.c{number}" for number in range(len(columns)))
        arrays = ", ".join(f"(string_to_array(%s, E'{_NEXT}', E'{_NULL}'))[2:]::{kind}[]" for kind in columns.values())
        aliases = ", ".join(f"c{number}" for number in range(len(columns)))
        sql = f'INSERT INTO "{table}" ({names}) SELECT {fixed}{values} FROM unnest({arrays}) AS u({aliases})'
        connection.ensure_connection()
        with Cursor(connection.connection) as cursor:  # the long texts go beside the statement, not quoted in it
            cursor.execute(sql, [_joined(column) for column in zip(*rows, strict=True)])
        return
    marks = ", ".join("?" * len(columns))
    connection.ensure_connection()
    connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({fixed}{marks})', rows)


@contextmanager
def streaming() -> Iterator[None]:
    """PostgreSQL writes what it was given while the next rows are made: nothing waits for an answer inside.

    Foreign keys are checked as the rows come, in that same time, instead of all at the end. A fault shows when the
    block ends, or earlier; the transaction around it is rolled back as usual.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.connection.pipeline():
        yield


class Keys:
    """Primary keys handed out before the rows are written, so that rows of two tables can be tied together."""

    BLOCK = 50_000  # asked for at once: each question waits for everything written before it

    def __init__(self, table: str) -> None:
        self._table = table
        self._next: int | None = None
        self._kept: list[int] = []

    def take(self, count: int) -> Sequence[int]:
        """`count` keys that nobody else gets. On SQLite the open transaction is the only writer."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                if len(self._kept) < count:
                    sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
                    cursor.execute(sequence, [self._table, max(count, self.BLOCK)])
                    self._kept += [row[0] for row in cursor.fetchall()]
                taken, self._kept = self._kept[:count], self._kept[count:]
                return taken
            if self._next is None:
                cursor.execute("SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = %s", [self._table])
                self._next = cursor.fetchone()[0]
        first, self._next = self._next, self._next + count
        return range(first, first + count)


def clear(model: type[models.Model], association_id: int, column: str, keys: Iterable[int]) -> None:
    """Deletes the association's rows whose `column` is one of `keys`, without loading them."""
    wanted = [int(key) for key in keys]
    if not wanted:
        return
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM "{model._meta.db_table}" WHERE association_id = %s AND "{column}" IN ({marks})',
            [association_id, *wanted],
        )


def refresh_statistics(*model: type[models.Model]) -> None:
    """Tells PostgreSQL's planner what was just written, instead of leaving it to find out in a minute."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(f'"{one._meta.db_table}"' for one in model))
