"""The attestordning as rows: who gets a right, when it ends, and what waits for whom."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samsyn.associations.models import Membership
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions.attest import add_right, end_right
from samsyn.interventions.models import AttestRight
from samsyn.interventions.queries import attest as queries
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.claiming import leave, make_office, right

START = date(2024, 1, 1)


def add(world, step="sakattest", role="ekonom", **fields):
    return add_right(
        association=world.association, step=step, by=world.user("forbundschef"), start=START,
        **{"person": world.user(role), **fields},
    )  # fmt: skip


def test_a_right_begins_and_ends_and_both_are_told(world):
    given = add(world, limit=50_000 * KR, substitute=world.user("verksamhetsutvecklare"))
    end_right(right=given, end=date(2024, 6, 30), by=world.user("forbundschef"))
    assert given.end == date(2024, 6, 30)
    assert set(Event.objects.values_list("verb", flat=True)) == {"attest.add", "attest.end"}
    assert Event.objects.filter(verb="attest.add", after__contains="50").exists()
    with pytest.raises(Refused, match="kan inte sluta före"):
        end_right(right=given, end=date(2023, 12, 31), by=world.user("forbundschef"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"role": "registrator"}, "har ingen roll som får sakattest"),
        ({"scope": "en"}, "Välj vilken insats"),
        ({"scope": "chefens"}, "gäller bara beslutsattest"),
        ({"limit": 0}, "större än noll"),
        ({"end": date(2023, 1, 1)}, "slutar innan den börjar"),
        ({"step": "intygande"}, "för en viss insats"),
        (
            {"step": "beslutsattest", "role": "forbundschef", "scope": "chefens"},
            "kan inte attestera sina egna kostnader",
        ),
    ],
)
def test_a_right_that_makes_no_sense_is_refused(world, fields, said):
    with pytest.raises(Refused, match=said):
        add(world, **fields)
    assert not AttestRight.objects.exists()


def test_the_substitute_is_someone_else_and_may_attest(world):
    with pytest.raises(Refused, match="någon annan"):
        add(world, substitute=world.user("ekonom"))
    with pytest.raises(Refused, match="har ingen roll"):
        add(world, substitute=world.stranger)


def test_only_head_and_administrator_change_the_order(world):
    with pytest.raises(PermissionDenied):
        add_right(association=world.association, step="sakattest", person=world.user("ekonom"),
                  by=world.user("ekonom"), start=START)  # fmt: skip


def waiting(user, world):
    return [(task.claim.number, str(task.step)) for task in
            queries.waiting_for(user, world.association, timezone.localdate())]  # fmt: skip


def test_what_waits_is_on_the_list_of_the_one_whose_step_it_is(world):
    office = make_office(world)
    office.register(number="1")
    office.certified(number="2")
    office.checked(number="3")
    assert waiting(office.owner, world) == [("1", "intygande")]
    assert waiting(office.checker, world) == [("2", "sakattest")]
    assert waiting(office.decider, world) == [("3", "beslutsattest")]
    for other in (world.user("revisor"), world.user("styrelseledamot"), world.party_user(party="Bergs kommun")):
        assert waiting(other, world) == []


def test_whoever_has_left_is_not_in_a_work_list_nor_named_as_the_one_to_act(world):
    office = make_office(world)
    claim = office.certified()
    order = queries.order(world.association, timezone.localdate())
    assert order.able(claim, queries.STEP[claim.state]) == ["ekonom Ån"]
    gone = leave(office.checker)
    assert waiting(gone, world) == []
    order = queries.order(world.association, timezone.localdate())
    assert order.able(claim, queries.STEP[claim.state]) == []
    leave(office.owner)
    assert queries.certifiers(office.register(by="Demodata", number="2"), timezone.localdate()) == []


@pytest.mark.parametrize("how", ["until", "inactive"])
def test_a_role_that_has_run_out_and_a_closed_account_count_as_having_left(world, how):
    office = make_office(world)
    claim = office.certified()
    if how == "until":
        Membership.objects.filter(user=office.checker).update(until=date(2024, 1, 1))
    else:
        office.checker.is_active = False
        office.checker.save()
    order = queries.order(world.association, timezone.localdate())
    assert order.able(claim, queries.STEP[claim.state]) == []


def test_the_list_asks_the_same_few_questions_however_many_wait(world, django_assert_max_num_queries):
    office = make_office(world)
    right(world.association, "sakattest", office.decider)
    for number in range(12):
        office.certified(1_000, str(number))
    with django_assert_max_num_queries(6):
        assert len(waiting(office.checker, world)) == 12
