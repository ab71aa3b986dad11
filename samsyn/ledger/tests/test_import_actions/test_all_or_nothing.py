"""What fails, is killed, is changed or collides in the middle leaves the books as they were."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from samsyn.core.refused import Refused
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.ledger.importing import actions, steps
from samsyn.ledger.importing.write import YearWriter
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS
from samsyn.ledger.tests.test_import_actions.importing import State, book, held, read


def test_what_fails_in_the_middle_leaves_the_old_year_as_it_was(world, monkeypatch):
    book(world)
    before = held(world.association)
    item = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")

    def broken(self, file):
        raise RuntimeError("the power went")

    monkeypatch.setattr(YearWriter, "finish", broken)
    with pytest.raises(RuntimeError):
        actions.confirm(item=item, by=world.user("ekonom"))
    item.refresh_from_db()
    assert item.state == State.READ and held(world.association) == before


def test_a_file_that_vanished_from_storage_is_said_to_be_gone(world):
    item = read(world)
    Path(item.source.file.path).unlink()
    with pytest.raises(Refused, match="finns inte kvar"):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_a_file_changed_in_storage_is_not_booked(world):
    item = read(world)
    Path(item.source.file.path).write_bytes(SIE.but(vouchers=VOUCHERS[:1]).bytes())
    with pytest.raises(Refused, match="ändrats i lagringen"):
        actions.confirm(item=item, by=world.user("ekonom"))


KILLED = """
import os, sys, django
django.setup()
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.ledger.importing import actions
from samsyn.ledger.importing.write import YearWriter
from samsyn.ledger.models import Import
YearWriter.finish = lambda self, file: os.kill(os.getpid(), 9)
enter(EVERYTHING)
actions.confirm(item=Import.objects.get(pk=int(sys.argv[1])), by="kommandoraden", at_once=True)
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_leaves_the_old_year_as_it_was(world, settings, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("a copy of the database to kill a process on is made of a file")
    book(world)
    item = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    (tmp_path / "files").symlink_to(settings.MEDIA_ROOT)
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{copy}",
        "SAMSYN_DATA": str(tmp_path),
        "SAMSYN_SECRET_KEY": "x" * 40,
    }
    done = subprocess.run([sys.executable, "-c", KILLED, str(item.pk)], env=env, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    with sqlite3.connect(copy) as after:
        assert after.execute("SELECT COUNT(*) FROM ledger_voucher").fetchone() == (4,)
        assert after.execute("SELECT COUNT(*) FROM ledger_entry").fetchone() == (8,)
        states = after.execute("SELECT state FROM ledger_import ORDER BY id").fetchall()
        assert states == [("active",), ("read",)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_while_one_imports_another_gets_a_clear_answer_at_once(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    item, inside, go_on = read(world), threading.Event(), threading.Event()

    def hold():
        enter(EVERYTHING)
        with steps.one_at_a_time(world.association):
            inside.set()
            go_on.wait(10)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    inside.wait(10)
    try:
        with pytest.raises(Refused, match="Någon annan lägger in"):
            actions.confirm(item=item, by=world.user("ekonom"))
    finally:
        go_on.set()
        other.join()
    assert actions.confirm(item=item, by=world.user("ekonom")).state == State.ACTIVE
