"""Whoever may see true counts does not wait for which of them are hidden; the others see nothing unprotected."""

from datetime import date

import pytest
from django.core.cache import caches
from django_tasks import default_task_backend

from samsyn.core.events import record
from samsyn.core.period import Period
from samsyn.disclosure.policy import Policy
from samsyn.interventions.models import FinancedPost, Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.models import EarlierYear, ProtectionPolicy, Report
from samsyn.participants.queries import protecting
from samsyn.participants.tasks import _ask_ahead, ahead, protect_years, work_out
from samsyn.participants.tests.counted import handed_in, period
from samsyn.participants.views import pages
from samsyn.participants.views.people import ELSEWHERE, People

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
    work_out.func(world.association.pk, 2024, 12)
    then = page(world, "forbundschef")
    assert WAIT not in then
    assert "Visas inte utanför kansliet" in then


def test_the_board_never_gets_the_page_before_it_is_protected(world, stegen, later):
    text = page(world, "styrelseledamot")
    assert WAIT not in text
    assert ">3<" not in text


def of(world, code="2024"):
    return People(world.association, Period.parse(code), true=False)


@pytest.fixture
def nothing_to_protect(monkeypatch):
    """Everything must be worked out already."""

    def refuse(*_):
        pytest.fail("somebody waits")

    monkeypatch.setattr(protecting, "protect", refuse)


@pytest.mark.parametrize("code", ["2024-T3", "2024-T2"])  # a whole year, and one that is open
def test_after_a_change_the_board_does_not_wait(
    world, stegen, code, django_capture_on_commit_callbacks, request
):  # fmt: skip
    handed_in(stegen, "2023-T3", {"year_opening": (5, 9), "new": (11, 2), "ended": (1, 2)})
    if code == "2024-T2":
        Report.objects.filter(period__year=2024).delete()
        handed_in(stegen, code, {"year_opening": (17, 19), "new": (21, 3), "ended": (11, 12)})
    with django_capture_on_commit_callbacks(execute=True):
        ahead(world.association)
    request.getfixturevalue("nothing_to_protect")
    for year in ("2023", "2024", "2024-04"):
        for place in ("", "resultat/", "forsorjning/", f"insats/{stegen.pk}/"):
            assert world.client("styrelseledamot").get(f"/an/{year}/deltagare/{place}").status_code == 200


def test_every_write_asks_once_for_what_readers_will_be_shown(world, stegen, later, django_capture_on_commit_callbacks):
    client = world.client("forbundschef")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            client.post("/an/2024/deltagare/rapportering/oppna/", {"del": "2024-T1"})
    assert [(one.task.name, list(one.args)) for one in default_task_backend.results] == [
        ("work_out_ahead", [world.association.pk])
    ]


def test_what_is_typed_and_not_handed_in_leaves_what_is_worked_out(world, stegen):
    before = of(world).state(pages.TOGETHER)
    Report.objects.create(
        association=world.association, intervention=stegen, period=period(world.association, "2025-T1")
    )
    assert of(world).state(pages.TOGETHER) == before


@pytest.mark.parametrize("verb", ELSEWHERE)
def test_what_changes_no_count_leaves_what_is_worked_out(world, stegen, verb):
    before = of(world).state(pages.TOGETHER)
    record(verb, "Ändrade något annat", by="Sam", association_id=world.association.pk)
    assert of(world).state(pages.TOGETHER) == before


@pytest.mark.parametrize(
    "verb",
    [
        "participants.handed_in", "participants.corrected", "participants.imported", "participants.earlier",
        "participants.opened", "participants.closed", "participants.reopened", "participants.policy",
        "participants.collect", "participants.collect_stop", "participants.codes", "participants.code_new",
        "participants.code_change", "participants.code_end", "intervention.create", "intervention.update",
        "intervention.split", "report.published", "participants.a_kind_of_tomorrow",
    ],
)  # fmt: skip
def test_what_may_change_what_is_hidden_is_worked_out_anew(world, stegen, verb):
    before = of(world).state(pages.TOGETHER)
    record(verb, "Ändrade något", by="Sam", association_id=world.association.pk)
    assert of(world).state(pages.TOGETHER) != before


def test_what_is_handed_in_and_taken_over_is_seen_without_an_event(world, stegen):
    first = of(world).state(pages.TOGETHER)
    handed_in(stegen, "2023-T3", {"year_opening": (5, 9), "new": (11, 2), "ended": (1, 2)})
    then = of(world).state(pages.TOGETHER)
    EarlierYear.objects.create(association=world.association, year=2021, variable="new", sex="", count=40)
    assert len({first, then, of(world).state(pages.TOGETHER)}) == 3


def test_posts_and_names_hide_no_count(world, stegen):
    before = of(world).shield(pages.TOGETHER)
    FinancedPost.objects.create(association=world.association, intervention=stegen, year=2024,
                                function="Coach", positions=2)  # fmt: skip
    Intervention.objects.filter(pk=stegen.pk).update(name="Bron")
    caches["made"].clear()
    after = of(world).shield(pages.TOGETHER)
    assert (after.keys, after.hidden) == (before.keys, before.hidden)
    assert after.hidden


def test_a_write_that_changes_nothing_asks_the_database_little(world, stegen, django_assert_max_num_queries):
    protect_years(world.association)
    with django_assert_max_num_queries(6):
        _ask_ahead(world.association)


def test_a_year_is_protected_by_one_rule_whichever_part_of_it_is_asked_for(world, stegen):
    ProtectionPolicy.objects.create(association=world.association, start=date(2024, 7, 1), smallest=7)
    assert of(world, "2024-04").policy == of(world).policy != Policy()
    assert of(world, "2024-04").state(pages.TOGETHER) == of(world).state(pages.TOGETHER)
