"""Whoever may see true counts does not wait for which of them are hidden; the others see nothing unprotected."""

import pytest
from django.core.cache import caches

from samsyn.interventions.tests.builder import intervention
from samsyn.participants.tasks import work_out
from samsyn.participants.tests.counted import handed_in

pytestmark = pytest.mark.django_db
WAIT = "räknas det ut"


@pytest.fixture
def stegen(world):
    caches["made"].clear()
    made = intervention(world.association, "stegen", name="Stegen")
    handed_in(made, "2024-T3", {"year_opening": (17, 19), "new": (21, 3), "ended": (11, 12)})
    return made


@pytest.fixture
def later(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def page(world, role):
    return world.client(role).get("/an/2024/deltagare/").content.decode()


def test_the_office_sees_its_numbers_at_once_and_the_marks_when_they_are_found(world, stegen, later):
    first = page(world, "forbundschef")
    assert WAIT in first
    assert ">60<" in first
    work_out.func(world.association.pk, 2024, 12, "together")
    then = page(world, "forbundschef")
    assert WAIT not in then
    assert "Visas inte utanför kansliet" in then


def test_the_board_never_gets_the_page_before_it_is_protected(world, stegen, later):
    text = page(world, "styrelseledamot")
    assert WAIT not in text
    assert ">3<" not in text
