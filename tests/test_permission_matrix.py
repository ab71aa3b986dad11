"""Every address of governance, interventions, contributions, participants and publications, for every role and for a
stranger.

`OPEN_TO` is written by hand, beside the code's own table: whoever gives a role more power changes it here too.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from permission_matrix import OPEN_TO

from samsyn.associations.domain.roles import PARTY_ROLES, ROLES
from samsyn.interventions.tests.builder import intervention, party
from samsyn.participants.tests.counted import handed_in

pytestmark = pytest.mark.one_database

SPACES = ("governance", "interventions", "participants")
PARTS = {"ledger": ("allocation", "instalment", "receipt", "share"), "reports": ("publi",)}
NOBODY = 987_654_321  # a number that no row has
WORDS = {
    "association": "an", "period": "2024", "year": 2024, "format": "csv", "kind": "sie", "key": "samrad",
    "part": "2024-T3", "list": "outcome", "variable": "outcome", "form": "csv",
}  # fmt: skip
SPECIAL = {"reports:publish": {"kind": "arsredovisning"}}
CASES = {name for name in OPEN_TO if name.startswith("participants:case")}


def routes() -> Iterator[tuple[str, URLPattern]]:
    """(name, pattern) of everything this file answers for."""
    for entry in get_resolver().url_patterns:
        if not isinstance(entry, URLResolver) or entry.namespace not in (*SPACES, *PARTS):
            continue
        for pattern in entry.url_patterns:
            if entry.namespace in SPACES or str(pattern.name).startswith(PARTS[entry.namespace]):
                yield f"{entry.namespace}:{pattern.name}", pattern


ROUTES = {name: pattern for name, pattern in routes() if "<period:period>" in str(pattern.pattern)}


def address(name: str, **known: object) -> str:
    """The page at an association; objects that do not exist, so that only the permission is asked about."""
    values = WORDS | SPECIAL.get(name, {}) | known
    return reverse(name, kwargs={word: values.get(word, NOBODY) for word in ROUTES[name].pattern.converters})


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


def test_nobody_of_the_office_is_let_in_to_case_rows():
    office = {role.id for role in ROLES.values() if role.office} | {"systemforvaltare", "styrelseledamot", "revisor"}
    assert {name: OPEN_TO[name] & office for name in CASES if OPEN_TO[name] & office} == {}


# --- a party's people ------------------------------------------------------------------------------------------------

OWN = {name for name in ROUTES if name.startswith("participants:") and "pk" in ROUTES[name].pattern.converters}
OF_INTERVENTIONS = {name for name in OWN if "occasion" not in name and "setting" not in name}
HANDED_IN = {"opening": (20, 20), "year_opening": (20, 20), "new": (15, 15), "ended": (3, 12)}


@pytest.mark.django_db(databases=["default", "cases"])
@pytest.mark.parametrize("role", sorted(PARTY_ROLES))
def test_a_partys_people_open_only_their_own_interventions_counts(world, role, settings):
    settings.CASES_KEY = "en nyckel som bara finns i proven, 1234"
    mine = intervention(world.association)
    theirs = intervention(world.association, "stegen", name="Stegen", owner=party(world.association, "Bäckens kommun"))
    for one in (mine, theirs):
        handed_in(one, "2024-T3", HANDED_IN)
    client = world.login(world.party_user(role))
    may = {name for name in OF_INTERVENTIONS if role in OPEN_TO[name]}
    assert {client.get(address(name, pk=theirs.pk)).status_code for name in OF_INTERVENTIONS} <= {403, 404}
    assert {name: status for name in may if name != "participants:case" and name != "participants:case-remove"
            if (status := client.get(address(name, pk=mine.pk)).status_code) not in (200, 302, 405)} == {}  # fmt: skip
