"""Every address of governance, interventions and contributions, for every role and for a stranger.

`OPEN_TO` is written by hand, beside the code's own table: whoever gives a role more power changes it here too.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from permission_matrix import OPEN_TO

from samsyn.associations.domain import PARTY_ROLES, ROLES

SPACES = ("governance", "interventions")
OF_LEDGER = ("allocation", "instalment", "receipt", "share")
NOBODY = 987_654_321  # a number that no row has
WORDS = {"association": "an", "period": "2024", "year": 2024, "format": "csv", "kind": "sie", "key": "samrad"}


def routes() -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of everything this file answers for."""
    for entry in get_resolver().url_patterns:
        if not isinstance(entry, URLResolver) or entry.namespace not in (*SPACES, "ledger"):
            continue
        for pattern in entry.url_patterns:
            if entry.namespace in SPACES or str(pattern.name).startswith(OF_LEDGER):
                yield f"{entry.namespace}:{pattern.name}", pattern


ROUTES = {name: pattern for name, pattern in routes() if "<period:period>" in str(pattern.pattern)}


def address(name: str) -> str:
    """The page at an association; objects that do not exist, so that only the permission is asked about."""
    return reverse(name, kwargs={word: WORDS.get(word, NOBODY) for word in ROUTES[name].pattern.converters})


def test_the_matrix_names_every_address():
    assert set(OPEN_TO) == set(ROUTES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_the_matrix_says_and_nothing_else(world, role):
    user = world.party_user(role) if role in PARTY_ROLES else world.user(role)
    client = Client(raise_request_exception=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answers = {name: client.get(address(name)).status_code for name in ROUTES}
    shut = {name for name, status in answers.items() if status == 403}
    assert {name for name in ROUTES if name not in shut} == {name for name, who in OPEN_TO.items() if role in who}
    assert {name: status for name, status in answers.items() if status >= 500} == {}


def test_a_stranger_finds_nothing_anywhere(world):
    client = world.client("stranger")
    assert {client.get(address(name)).status_code for name in ROUTES} == {404}
    assert {client.post(address(name)).status_code for name in ROUTES} == {404}


def test_whoever_is_not_logged_in_is_asked_to(world):
    answers = {Client().get(address(name)).status_code for name in ROUTES}
    assert answers == {302}
