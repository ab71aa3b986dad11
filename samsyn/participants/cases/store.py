"""The only door to case rows. Each reading asks who reads and is logged before anything is read; the wall is open for
one intervention while it lasts. What a row says leaves as a value and is written nowhere in clear."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db import connections
from django.db.models import F, QuerySet

from samsyn.associations.models import User
from samsyn.core.events import record
from samsyn.core.refused import Refused
from samsyn.core.routing import CASES
from samsyn.interventions.models import Intervention
from samsyn.participants.cases.access import require_worker
from samsyn.participants.cases.models import Case
from samsyn.participants.cases.retention import keep_until
from samsyn.participants.cases.rows import COLUMNS, CaseRow, from_bytes, to_bytes
from samsyn.participants.cases.sealing import lookup, seal, unseal
from samsyn.participants.cases.wall import opened
from samsyn.participants.models import CaseGround

BATCH = 2000
CHANGED = "Någon annan har ändrat raden medan du skrev. Läs om sidan och för in din ändring igen."
GONE = "Raden finns inte längre."
TAKEN = "Pseudonymen finns redan bland insatsens rader."
READ, WRITTEN, REMOVED, IMPORTED, COUNTED = "case.read", "case.written", "case.removed", "case.imported", "case.counted"


@dataclass(frozen=True)
class Held:
    """A row as it lies in the store; `pk` says nothing of the person."""

    pk: int
    version: int
    row: CaseRow


@contextmanager
def _open(intervention: Intervention, by: User) -> Iterator[tuple[QuerySet[Case], CaseGround]]:
    """The intervention's rows, for who works with them. Raises PermissionDenied and Refused."""
    ground = require_worker(by, intervention)
    with opened(intervention.association_id, intervention.pk):
        yield _rows(intervention), ground


def _rows(intervention: Intervention) -> QuerySet[Case]:
    return Case.objects.filter(association_id=intervention.association_id, intervention_id=intervention.pk)


def note(verb: str, summary: str, intervention: Intervention, by: User | str) -> None:
    """One event: who did what with which intervention's rows. Never a pseudonym, never what a row says."""
    record(verb, f"{summary}: {intervention.name}", by=by, association_id=intervention.association_id,
           subject=subject(intervention))  # fmt: skip


def subject(intervention: Intervention) -> str:
    """How events name the intervention whose rows they tell of."""
    return f"interventions.Intervention:{intervention.pk}"


# --- reading ---------------------------------------------------------------------------------------------------------


def some(
    *, intervention: Intervention, by: User, first: int, most: int, ended: bool | None = None
) -> tuple[list[Held], int]:  # fmt: skip
    """The rows from place `first` (0 is the newest) and how many there are; `ended` narrows to who has left, or not."""
    with _open(intervention, by) as (rows, _):
        found = rows if ended is None else rows.filter(keep_until__isnull=not ended)
        count = found.count()
        note(READ, f"Läste rader {first + 1}–{min(first + most, count)} av {count}" if count else "Öppnade raderna, "
             "inga fanns", intervention, by)  # fmt: skip
        return [_held(case) for case in _leaf(found, first, most, count)], count


def _leaf(found: QuerySet[Case], first: int, most: int, count: int) -> list[Case]:
    """Rows from the newest on; what lies far back is counted from the oldest, so that no page is far away."""
    if first <= count // 2:
        return list(found.order_by("-pk")[first : first + most])
    return list(found.order_by("pk")[max(count - first - most, 0) : max(count - first, 0)])[::-1]


def one(*, intervention: Intervention, by: User, pk: int) -> Held | None:
    """One row; None when the intervention has none of that number."""
    with _open(intervention, by) as (rows, _):
        note(READ, f"Läste en ärenderad (rad {pk})", intervention, by)
        case = rows.filter(pk=pk).first()
        return _held(case) if case else None


def find(*, intervention: Intervention, by: User, pseudonym: str) -> int | None:
    """The number of the row of a pseudonym; None when there is none."""
    with _open(intervention, by) as (rows, _):
        note(READ, "Sökte en ärenderad på pseudonym", intervention, by)
        found = rows.filter(lookup=_lookup(intervention, pseudonym)).values_list("pk", flat=True)
        return found.first()


def every(*, intervention: Intervention, by: User, why: str) -> list[CaseRow]:
    """All rows, to be counted. `why` is told in the log: 'Räknade ihop raderna för tertial 3 2024'."""
    with _open(intervention, by) as (rows, _):
        note(COUNTED, why, intervention, by)
        return [_held(case).row for case in rows.order_by("pk").iterator(BATCH)]


def _held(case: Case) -> Held:
    place = _place(case.association_id, case.intervention_id, bytes(case.lookup))
    return Held(case.pk, case.version, from_bytes(unseal(bytes(case.sealed), place=place)))


# --- writing ---------------------------------------------------------------------------------------------------------


def add(*, intervention: Intervention, by: User, row: CaseRow) -> int:
    """A new row's number. Raises Refused when the pseudonym has one."""
    with _open(intervention, by) as (rows, ground):
        sealed = _sealed(intervention, ground, row)
        if rows.filter(lookup=sealed.lookup).exists():
            raise Refused(TAKEN)
        case = Case.objects.create(
            association_id=intervention.association_id, intervention_id=intervention.pk, **sealed._asdict()
        )  # fmt: skip
        note(WRITTEN, f"Lade till en ärenderad (rad {case.pk})", intervention, by)
        return case.pk


def change(*, intervention: Intervention, by: User, pk: int, version: int, row: CaseRow) -> None:
    """Replaces what a row says. Raises Refused when someone else did so meanwhile, or it is gone."""
    with _open(intervention, by) as (rows, ground):
        sealed = _sealed(intervention, ground, row)
        if rows.filter(lookup=sealed.lookup).exclude(pk=pk).exists():
            raise Refused(TAKEN)
        changed = rows.filter(pk=pk, version=version).update(**sealed._asdict(), version=F("version") + 1)
        if not changed:
            raise Refused(CHANGED if rows.filter(pk=pk).exists() else GONE)
        note(WRITTEN, f"Ändrade en ärenderad (rad {pk})", intervention, by)


def remove(*, intervention: Intervention, by: User, pk: int) -> None:
    """Takes a row that should not be there away. Raises Refused when it is gone already."""
    with _open(intervention, by) as (rows, _):
        if not rows.filter(pk=pk).delete()[0]:
            raise Refused(GONE)
        note(REMOVED, f"Tog bort en ärenderad (rad {pk})", intervention, by)


def save_all(
    *, intervention: Intervention, by: User, rows: Sequence[CaseRow], fields: Collection[str] = tuple(COLUMNS)
) -> tuple[int, int]:  # fmt: skip
    """Adds rows, or changes those whose pseudonym has one; all or nothing. How many are new and how many changed.

    Of a row that is there only `fields` change: a column that a file lacks takes nothing away.
    """
    with _open(intervention, by) as (held, ground):
        before = held.count()
        if before and set(fields) < set(COLUMNS):
            rows = _filled(held, rows, fields)
        for start in range(0, len(rows), BATCH):
            _upsert(intervention, [_sealed(intervention, ground, row) for row in rows[start : start + BATCH]])
        added = held.count() - before
        note(IMPORTED, f"Läste in ärenderader ur en fil, {added} nya och {len(rows) - added} ändrade",
             intervention, by)  # fmt: skip
        return added, len(rows) - added


def _filled(held: QuerySet[Case], rows: Sequence[CaseRow], fields: Collection[str]) -> list[CaseRow]:
    before = {found.row.pseudonym: found.row for found in map(_held, held.iterator(BATCH))}
    own = set(fields) & set(COLUMNS)
    return [
        replace(before[row.pseudonym], **{name: getattr(row, name) for name in own}) if row.pseudonym in before else row
        for row in rows
    ]


class Sealed(NamedTuple):
    """A row as it lies in the table."""

    lookup: bytes
    sealed: bytes
    keep_until: date | None


_UPSERT = """ON CONFLICT (association_id, intervention_id, lookup) DO UPDATE
    SET sealed = excluded.sealed, keep_until = excluded.keep_until, version = cases_case.version + 1"""
_INTO = "INSERT INTO cases_case (association_id, intervention_id, version, lookup, sealed, keep_until)"


def _upsert(intervention: Intervention, sealed: Sequence[Sealed]) -> None:
    """Many rows at once: PostgreSQL unfolds arrays, which is ten times as fast as values one by one."""
    connection = connections[CASES]
    place = [intervention.association_id, intervention.pk]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*sealed, strict=True)]
            cursor.execute(
                f"{_INTO} SELECT %s, %s, 0, * FROM unnest(%s::bytea[], %s::bytea[], %s::date[]) {_UPSERT}",
                [*place, *columns],
            )
        else:
            cursor.executemany(f"{_INTO} VALUES (%s, %s, 0, %s, %s, %s) {_UPSERT}", [[*place, *one] for one in sealed])


def _sealed(intervention: Intervention, ground: CaseGround, row: CaseRow) -> Sealed:
    key = _lookup(intervention, row.pseudonym)
    place = _place(intervention.association_id, intervention.pk, key)
    return Sealed(key, seal(to_bytes(row), place=place), keep_until(row.end, ground.keep_months))


def _lookup(intervention: Intervention, pseudonym: str) -> bytes:
    return lookup(intervention.association_id, intervention.pk, pseudonym)


def _place(association: int, intervention: int, key: bytes) -> bytes:
    return f"{association}:{intervention}:".encode() + key


# --- without a person ------------------------------------------------------------------------------------------------


def delete_due(intervention: Intervention, today: date) -> int:
    """Deletes what retention is over for; reads nothing. How many rows."""
    with opened(intervention.association_id, intervention.pk):
        return _rows(intervention).filter(keep_until__lte=today).delete()[0]


def delete_all(intervention: Intervention) -> int:
    """Deletes every row; reads nothing. The caller has asked who may. How many rows."""
    with opened(intervention.association_id, intervention.pk):
        return _rows(intervention).delete()[0]


def redate(intervention: Intervention, months: int) -> None:
    """Sets anew when each row's retention is over, once the party has decided on another time."""
    with opened(intervention.association_id, intervention.pk):
        ended = list(_rows(intervention).filter(keep_until__isnull=False))
        for case in ended:
            case.keep_until = keep_until(_held(case).row.end, months)
        Case.objects.bulk_update(ended, ["keep_until"], batch_size=BATCH)
