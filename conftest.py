"""Personas that every test can ask about: the office, the board, an auditor and a stranger from another association."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from samsyn.associations.models import Association, Membership, User
from samsyn.core.tenancy import EVERYTHING, enter


@pytest.fixture(autouse=True)
def _all_rows(request):
    """Tests make rows in several associations; the wall itself has tests of its own."""
    if (
        "db" in request.fixturenames
        or "transactional_db" in request.fixturenames
        or request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
        if connection.vendor == "postgresql":
            enter(EVERYTHING)
    yield


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    """Fast passwords, no lockout by accident, files in a folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
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
