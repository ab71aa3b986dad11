"""The event log is written once: neither the program nor SQL changes it."""

import pytest
from django.db import DatabaseError, connection, transaction

from samsyn.core.events import record
from samsyn.core.models import AppendOnly, Event


def written(**more) -> Event:
    return record("x.change", "Ändrade något", by="kommandoraden", association_id=None, **more)


def test_an_event_says_who_what_before_and_after(world):
    event = written(before="namn: A", after="namn: B")
    assert str(event).endswith("kommandoraden: Ändrade något")
    by_person = record("x.change", "Ändrade", by=world.user("ekonom"), association_id=world.association.pk)
    assert (by_person.actor, by_person.actor_id) == ("ekonom Ån", world.user("ekonom").pk)


def test_the_program_cannot_change_or_remove_an_event(db):
    event = written()
    for attempt in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(summary="x")):
        with pytest.raises(AppendOnly):
            attempt()


@pytest.mark.parametrize("statement", ["UPDATE core_event SET summary = 'x'", "DELETE FROM core_event"])
def test_the_database_itself_refuses_too(db, statement):
    written()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().summary == "Ändrade något"


@pytest.mark.django_db(transaction=True)
def test_a_test_without_a_transaction_may_write_events_too():
    assert written().pk


@pytest.mark.django_db(transaction=True)
def test_and_the_guard_stands_again_in_the_next():
    assert not Event.objects.exists()
    written()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_event")


def test_a_long_summary_is_cut_rather_than_lost(db):
    assert len(record("x", "å" * 900, by="b" * 300, association_id=None).summary) == 500
