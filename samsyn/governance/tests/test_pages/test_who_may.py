"""Who may open every page, and that each is a whole page."""

import pytest
from django.urls import get_resolver, reverse

from samsyn.associations.domain.roles import ROLES
from samsyn.core.events import Event
from samsyn.governance.tests.test_pages.addresses import at

PUBLIC = "year-plan-feed"


def address(world, pattern):
    wanted = pattern.pattern.converters
    keys = sorted((key for key in world.pks if pattern.name.startswith(key)), key=len)
    given = {
        "pk": world.pks[keys[-1]] if keys else 0, "key": "budget", "year": 2024, "association": "an", "period": "2024",
    }  # fmt: skip
    return reverse(f"governance:{pattern.name}", kwargs={name: given[name] for name in wanted})


OURS = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "governance")
ROUTES = [route for route in OURS.url_patterns if route.name != PUBLIC]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_stranger_gets_404_on_every_page_and_post(full, route):
    client, path = full.client("stranger"), address(full, route)
    before = Event.objects.count()
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    own = path.replace("/an/", "/backen/", 1)
    if "pk" in route.pattern.converters:  # our object under the stranger's own association
        assert client.get(own).status_code in (404, 405)
        assert client.post(own).status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize("role", [*ROLES])
def test_every_role_meets_every_page_as_its_power_says(full, role):
    """What the page asks for, and nothing else, decides: 403 with a reason, or the page."""
    client = full.login(full.party_user(role)) if role in ("insatsagare", "samordnare", "deltagaransvarig") else (
        full.client(role))  # fmt: skip
    wrong = {}
    for route in ROUTES:
        answer = client.get(address(full, route))
        allowed = route.callback.permission in ROLES[role].permissions
        right = (200, 405) if allowed else (403,)
        if answer.status_code not in right:
            wrong[route.name] = answer.status_code
        if not allowed and answer.status_code == 403:
            text = answer.content.decode()
            assert "Bara " in text or "läses av" in text, route.name
    assert wrong == {}


def test_nobody_logged_in_is_asked_to_log_in(full, client):
    assert client.get(at("meetings")).status_code == 302


def test_every_page_reads_as_a_whole_page(full):
    client = full.client("forbundschef")
    for route in ROUTES:
        answer = client.get(address(full, route))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            text = answer.content.decode()
            assert "<c-" not in text and "{{" not in text and "{%" not in text, route.name
            assert "Budget <b>" not in text, route.name
            assert text.count("<h1") == 1, route.name


def test_posts_that_only_read_are_refused(full):
    """A reader's POST changes nothing anywhere."""
    client = full.client("styrelseledamot")
    before = Event.objects.count()
    for route in ROUTES:
        client.post(address(full, route))
    assert {event.verb for event in Event.objects.order_by("pk")[before:]} <= {"yearplan.feed"}
