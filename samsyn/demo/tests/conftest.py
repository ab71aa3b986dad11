"""The demo, loaded once for this folder's tests inside a transaction that is rolled back after them."""

from pathlib import Path
from shutil import copytree

import pytest
from django.db import transaction
from django.test import override_settings

from samsyn.associations.models import Association
from samsyn.core.tenancy import EVERYTHING, tenant
from samsyn.demo import loader

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as the other tests have: fast


@pytest.fixture(scope="package")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=HASHERS), tenant(EVERYTHING):
            loader.load()
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded, db, settings, tmp_path) -> Association:
    """Samordningsförbundet i Jämtlands län as `samsyn demo` leaves it, with kept files of the test's own."""
    settings.MEDIA_ROOT = copytree(_loaded, tmp_path / "files")
    return Association.objects.get(slug="jamtland")
