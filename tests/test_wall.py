"""The wall between associations in PostgreSQL itself: a session of one association reads and writes no row of another.

Runs only on PostgreSQL. When the suite is connected as a superuser, whom row-level security does not bind, an ordinary
role is made for the length of each test.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.utils import ProgrammingError
from model_bakery import baker

from samsyn.associations.models import Association, FaultReport, OwnRow
from samsyn.core.models import Event, Job
from samsyn.core.tenancy import EVERYTHING, ProtectRows, RenewRules, enter, tenant

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's"),
]

OWN = sorted((model for model in apps.get_models() if issubclass(model, OwnRow)), key=lambda model: model._meta.label)
LOOSE = [Event, Job]  # their association_id is a plain number, so that history survives deletion
WALLED = [*OWN, *LOOSE]


@pytest.fixture
def session(db) -> Iterator[Any]:
    """Executes SQL as an ordinary role: ours when we are one, else one made here and rolled back with the test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        powerful = cursor.fetchone()[0]
        if powerful:
            cursor.execute("CREATE ROLE samsyn_wall_test")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO samsyn_wall_test")
            cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO samsyn_wall_test")
            cursor.execute("SET LOCAL ROLE samsyn_wall_test")
        yield cursor
        if powerful:
            cursor.execute("RESET ROLE")


@pytest.fixture
def two(world) -> tuple[Association, Association]:
    return world.association, world.other


FITTING: dict[str, dict[str, Any]] = {  # what a random row would break
    "ledger.CostRule": {"individual": 100, "structure": 0, "administration": 0},
    "ledger.PlanRow": {"account": 4000},
    "associations.OfficePost": {"percent": 50},
    "interventions.Claim": {"form": "rekvisition"},
}
HANGS_ON = {  # which of the things that a row may belong to this one does
    "interventions.Decision": "intervention",
    "interventions.Document": "intervention",
}


def own_row(model: type[models.Model], association: Association) -> models.Model:
    """A row of the model, and of everything it must point at, in one association; made once each."""
    own = {"association": association} if issubclass(model, OwnRow) else {"association_id": association.pk}
    if found := model._base_manager.filter(**own).first():
        return found
    values = {**own, **FITTING.get(model._meta.label, {})}
    for field in model._meta.concrete_fields:
        made_by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        wanted = field.name == HANGS_ON.get(model._meta.label) or not (field.null or field.has_default())
        if field.name in values or field.primary_key or made_by_itself or not wanted:
            continue
        if field.is_relation and issubclass(field.related_model, OwnRow):
            values[field.name] = own_row(field.related_model, association)
        elif isinstance(field, models.DateField | models.IntegerField | models.DecimalField):
            values[field.name] = _plain(field)
    return baker.make(model, **values)


def _plain(field: models.Field) -> Any:
    """A value that no constraint minds: chance must not decide whether a test holds."""
    if isinstance(field, models.DateTimeField):
        return datetime(2024, 1, 1, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2024, 12, 31) if field.name == "end" else date(2024, 1, 1)
    return 2024 if field.name == "year" else 1


def test_every_table_of_an_association_has_its_wall_up(session):
    session.execute(
        """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                  (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attname = 'association_id'"""
    )
    tables = {name: (secured, forced, policies) for name, secured, forced, policies in session.fetchall()}
    assert set(tables) == {model._meta.db_table for model in WALLED}
    assert {name: state for name, state in tables.items() if state != (True, True, 1)} == {}


def test_the_list_of_associations_is_walled_by_its_own_number(session, two):
    mine, theirs = two
    enter(mine.pk)
    assert list(Association.objects.all()) == [mine]
    assert Association.objects.filter(pk=theirs.pk).update(name="Kapat") == 0


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)
def test_a_session_reads_only_its_own_rows(session, two, model):
    mine, theirs = two
    enter(EVERYTHING)
    ours, foreign = own_row(model, mine), own_row(model, theirs)
    with tenant(mine.pk):
        seen = set(model._base_manager.values_list("pk", flat=True))
        assert ours.pk in seen
        assert foreign.pk not in seen
    with tenant(None):
        assert not model._base_manager.exists()
    with tenant(EVERYTHING):
        assert {ours.pk, foreign.pk} <= set(model._base_manager.values_list("pk", flat=True))


@pytest.mark.parametrize("model", WALLED, ids=lambda model: model._meta.label)
def test_a_session_neither_changes_removes_nor_adds_rows_of_another(session, two, model):
    mine, theirs = two
    enter(EVERYTHING)
    foreign = own_row(model, theirs)
    ours = own_row(model, mine)
    table = connection.ops.quote_name(model._meta.db_table)
    enter(mine.pk)
    session.execute(f"UPDATE {table} SET association_id = %s WHERE id = %s", [mine.pk, foreign.pk])
    assert session.rowcount == 0
    session.execute(f"DELETE FROM {table} WHERE id = %s", [foreign.pk])
    assert session.rowcount == 0
    with (
        pytest.raises((ProgrammingError, DatabaseError), match=r"row-level security|append-only"),
        transaction.atomic(),
    ):
        session.execute(f"UPDATE {table} SET association_id = %s WHERE id = %s", [theirs.pk, ours.pk])
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    chosen = ", ".join("%s" if name == "association_id" else connection.ops.quote_name(name) for name in columns)
    named = ", ".join(connection.ops.quote_name(name) for name in columns)
    with pytest.raises((ProgrammingError, DatabaseError), match="row-level security"), transaction.atomic():
        session.execute(
            f"INSERT INTO {table} ({named}) SELECT {chosen} FROM {table} WHERE id = %s", [theirs.pk, ours.pk]
        )
    enter(EVERYTHING)
    assert model._base_manager.filter(pk=foreign.pk).exists()


def test_the_event_log_cannot_be_rewritten_even_by_its_own_association(session, two):
    enter(EVERYTHING)
    event = own_row(Event, two[0])
    enter(two[0].pk)
    for statement in ("UPDATE core_event SET summary = 'x' WHERE id = %s", "DELETE FROM core_event WHERE id = %s"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            session.execute(statement, [event.pk])


def test_a_page_runs_inside_its_association_and_the_next_request_starts_outside(session, world, monkeypatch):
    seen: list[int] = []
    monkeypatch.setattr("samsyn.associations.views.pages.can", lambda *_: seen.append(Association.objects.count()))
    assert world.client().get("/an/2024/installningar/").status_code == 200
    assert set(seen) == {1}
    assert Association.objects.count() == 2


def test_an_ordinary_table_has_no_wall(session, db):
    """Reported faults may concern no association; who reads them is decided by `queries.fault_reports`."""
    enter(None)
    assert FaultReport.objects.create(text="x").pk


def test_the_wall_can_be_taken_down_by_a_migration_that_is_undone(db):
    operation = ProtectRows("Party")
    with connection.schema_editor() as editor:
        operation.database_backwards("associations", editor, None, None)
        operation.database_forwards("associations", editor, None, None)
    assert operation.describe() == "Row-level security on Party"


def test_walls_put_up_under_an_older_rule_get_the_rule_of_today(db):
    with connection.schema_editor() as editor, connection.cursor() as cursor:
        rules = "SELECT tablename, qual, with_check FROM pg_policies WHERE policyname = 'own_rows' ORDER BY 1"
        cursor.execute(rules)
        today = cursor.fetchall()
        cursor.execute("ALTER POLICY own_rows ON associations_party USING (false) WITH CHECK (false)")
        cursor.execute("ALTER POLICY own_rows ON associations_association USING (false) WITH CHECK (false)")
        RenewRules().database_forwards("core", editor, None, None)
        cursor.execute(rules)
        assert cursor.fetchall() == today


def test_a_row_is_asked_whose_it_is_without_reading_the_setting_again(session, world):
    enter(world.association.pk)
    session.execute("EXPLAIN (VERBOSE) SELECT name FROM associations_party")
    plan = [line for (line,) in session.fetchall()]
    asked = [line for line in plan if "Filter:" in line]
    assert asked and not any("current_setting" in line for line in asked)
