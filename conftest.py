"""Personas that every test can ask about: the office, the board, an auditor and a stranger from another association."""

import gc
import os
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from samsyn.associations.models import Association, Membership, Party, User
from samsyn.core.append_only import SQLITE
from samsyn.core.tenancy import EVERYTHING, enter


@pytest.fixture(autouse=True)
def _all_rows(request):
    """Tests make rows in several associations; the wall itself has tests of its own."""
    asked = {"db", "transactional_db"} & set(request.fixturenames)
    if not asked and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in asked else "db")
    enter(EVERYTHING)
    if connection.vendor == "sqlite":
        _event_log_closed(True)
    yield
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _event_log_closed(False)  # a test without a transaction is cleaned up by deleting, which the log refuses


_opened = False


def _event_log_closed(closed: bool) -> None:
    """SQLite's guard of the event log, put back in the next test after it had to be lifted."""
    global _opened
    if closed and _opened:
        connection.cursor().execute(SQLITE[1].replace("TRIGGER", "TRIGGER IF NOT EXISTS"))
    elif not closed:
        connection.cursor().execute("DROP TRIGGER IF EXISTS core_event_no_delete")
        _opened = True


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    """Fast passwords, files in a folder of the test's own, static files looked up when asked for: every client would
    else go through all of them first."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@dataclass
class World:
    """An association with its people, and another one with a stranger."""

    association: Association
    other: Association

    def user(self, role: str, association: Association | None = None) -> User:
        """A user with one role, made once."""
        where = association or self.association
        email = f"{role}@{where.slug}.example"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, "ett långt lösenord", name=f"{role} {where.short_name}")
            Membership.objects.create(association=where, user=user, role=role)
        return user

    def party(self, name: str = "Åns kommun", kind: str = "kommun") -> Party:
        """A member of the association, made once."""
        return Party.objects.get_or_create(association=self.association, name=name, defaults={"kind": kind})[0]

    def party_user(self, role: str = "insatsagare", party: str = "Åns kommun") -> User:
        """Someone who works for a party."""
        email = f"{role}@{party.split()[0].lower()}.example"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, "ett långt lösenord", name=f"{role} {party}")
            Membership.objects.create(association=self.association, user=user, role=role, party=self.party(party))
        return user

    def login(self, user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def stranger(self) -> User:
        """The head of the other association: much power there, none here."""
        return self.user("forbundschef", self.other)

    def client(self, role: str = "forbundschef") -> Client:
        client = Client()
        client.force_login(
            self.stranger if role == "stranger" else self.user(role),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client


@pytest.fixture
def world(db) -> World:
    """Samordningsförbundet Ån and its neighbour Bäcken."""
    return World(
        Association.objects.create(
            name="Samordningsförbundet Ån", short_name="Ån", slug="an", org_number="222000-1990"
        ),
        Association.objects.create(
            name="Samordningsförbundet Bäcken", short_name="Bäcken", slug="backen", org_number="232100-0016"
        ),
    )


def pytest_collection_finish(session):
    """What is loaded by now stays: the collector need not look at it in every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


FIRST = ("/tests/test_small_counts", "/tests/test_case_wall", "/demo/tests/", "/journeys/")


def pytest_collection_modifyitems(config, items):
    """What lays much before it can ask comes first, so that one process lays it once; then the browser's journeys, so
    that no process waits for them at the end.

    SAMSYN_TEST_ONLY_DATABASE=1: only what meets the database, for the second run on another one: what never asks
    it cannot answer otherwise there, and pages ask through the same queries and actions as their own tests."""
    items.sort(key=_turn)
    if os.environ.get("SAMSYN_TEST_ONLY_DATABASE") != "1":
        return
    config.hook.pytest_deselected(items=[item for item in items if not _meets_the_database(item)])
    items[:] = [item for item in items if _meets_the_database(item)]


def _turn(item) -> int:
    path = item.path.as_posix()
    return next((turn for turn, part in enumerate(FIRST) if part in path), len(FIRST))


def _meets_the_database(item) -> bool:
    if item.get_closest_marker("one_database") or _of_pages(item):
        return False
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or any(item.get_closest_marker(name) for name in ("django_db", "postgres", "every_database"))


def _of_pages(item) -> bool:
    named = any(word in str(item.path.relative_to(item.config.rootpath)) for word in ("page", "view", "who_may"))
    return named and not any(item.get_closest_marker(name) for name in ("postgres", "every_database"))
