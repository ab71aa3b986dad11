"""Who writes occasions, and what is stored and told of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.associations.actions.versions import Overtaken
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.interventions.tests.builder import intervention
from samsyn.participants.actions.occasions import create_occasion, remove_occasion, update_occasion
from samsyn.participants.domain.occasions import Evaluated
from samsyn.participants.models import Occasion
from samsyn.participants.tests.occasions import bare, forum


def test_creating_stores_öre_parties_and_evaluations_and_records_one_event(world):
    made = forum(world.association, participants=None, evaluations=[Evaluated("nöjd med dagen", 38, 41)])
    made.refresh_from_db()
    assert (made.participants, made.cost, made.end) == (78, 3_120_000, date(2022, 4, 6))
    assert [str(one) for one in made.evaluations.all()] == ["nöjd med dagen"]
    event = Event.objects.get(verb="participants.occasion_new")
    assert "nöjd med dagen: 38 av 41" in event.after
    assert "31\u00a0200 kr" in event.after


def test_what_is_refused_leaves_nothing_behind(world):
    with pytest.raises(Refused) as refused:
        forum(world.association, participants=77, times=0)
    assert len(refused.value.errors) == 2
    assert not Occasion.objects.exists()
    assert not Event.objects.exists()


def test_changing_tells_only_what_changed_and_leaves_the_rest(world):
    made = forum(world.association, evaluations=[Evaluated("nöjd", 1, 2)])
    update_occasion(occasion=made, by="prov", cost=40_000_00)
    event = Event.objects.get(verb="participants.occasion_change")
    assert (event.before, event.after) == ("kostnad: 31\u00a0200 kr", "kostnad: 40\u00a0000 kr")
    assert made.evaluations.count() == 1
    update_occasion(occasion=made, by="prov", cost=40_000_00)
    assert Event.objects.filter(verb="participants.occasion_change").count() == 1


def test_the_second_of_two_writers_is_told_who_saved_and_takes_nothing_away(world):
    made = forum(world.association, evaluations=[Evaluated("nöjd", 1, 2)])
    seen = made.version
    update_occasion(occasion=made, by="Eva Ek", version=seen, cost=40_000_00, evaluations=[Evaluated("nöjd", 2, 2)])
    with pytest.raises(Overtaken, match=r"Eva Ek sparade träffen .* kl\.\s\d\d\.\d\d, medan du skrev") as late:
        update_occasion(occasion=made, by="Bo", version=seen, name="Mitt namn", cost=31_200_00, evaluations=[])
    assert late.value.theirs == {"namn": "Handläggarforum", "kostnad": "40\u00a0000 kr", "omdömen": "nöjd: 2 av 2"}
    made.refresh_from_db()
    assert (made.name, made.cost, made.evaluations.get().positive) == ("Handläggarforum", 40_000_00, 2)
    update_occasion(occasion=made, by="Bo", version=late.value.version, name="Mitt namn")
    assert (made.name, made.cost) == ("Mitt namn", 40_000_00)


def test_who_saved_without_changing_anything_is_in_nobodys_way(world):
    made = forum(world.association)
    update_occasion(occasion=made, by="Eva Ek", version=made.version, cost=made.cost)
    update_occasion(occasion=made, by="Bo", version=made.version, name="Nytt namn")
    update_occasion(occasion=made, by="Eva Ek", version=1, name="Nytt namn")  # both wrote the same
    assert (made.name, made.version, made.changed_by) == ("Nytt namn", 2, "Bo")


def test_removing_keeps_what_it_said_in_the_log(world):
    made = forum(world.association)
    remove_occasion(occasion=made, by="prov")
    assert not Occasion.objects.exists()
    assert "deltagare: 78" in Event.objects.get(verb="participants.occasion_remove").before


def test_a_party_writes_about_its_own_interventions_and_no_others(world):
    own = intervention(world.association)
    others = intervention(world.association, "annan", name="Annan", owner=world.party("Bys kommun"))
    user = world.party_user("samordnare")
    values = {"name": "Team", "kind": "grupp", "start": date(2024, 1, 8)}
    made = create_occasion(association=world.association, by=user, intervention=own, **values)
    for change in ({"intervention": others}, {"intervention": None}):
        with pytest.raises(PermissionDenied):
            create_occasion(association=world.association, by=user, **{**values, **change})
        with pytest.raises(PermissionDenied):
            update_occasion(occasion=made, by=user, **change)
    theirs = create_occasion(association=world.association, by="prov", intervention=others, **values)
    with pytest.raises(PermissionDenied):
        update_occasion(occasion=theirs, by=user, intervention=own)
    with pytest.raises(PermissionDenied):
        remove_occasion(occasion=theirs, by=user)


@pytest.mark.parametrize("role", ["ekonom", "styrelseledamot", "revisor", "beredning"])
def test_those_who_only_read_do_not_write(world, role):
    with pytest.raises(PermissionDenied):
        create_occasion(association=world.association, by=world.user(role), name="X", kind="forum",
                        start=date(2024, 1, 1))  # fmt: skip


def test_an_intervention_of_another_association_is_refused(world):
    theirs = Intervention.objects.create(association=world.other, key="x", name="X", direction="struktur",
                                         start=date(2020, 1, 1))  # fmt: skip
    with pytest.raises(Refused):
        bare(world.association, intervention=theirs)
