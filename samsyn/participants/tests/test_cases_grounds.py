"""What rows rest on: who records it, what is demanded, how it stops, and what is deleted on its day."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from samsyn.associations.models import User
from samsyn.cli import main
from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.participants.actions.case_retention import delete_due
from samsyn.participants.cases import grounds, store
from samsyn.participants.cases.access import ground_of, own_interventions
from samsyn.participants.cases.grounds import record_ground, stop_cases
from samsyn.participants.cases.models import Case
from samsyn.participants.cases.retention import keep_until, may_be_gone, plus_months
from samsyn.participants.cases.wall import opened
from samsyn.participants.models import CaseGround
from samsyn.participants.tests.casework import GROUND, KEY, ROW, own, row, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])
GONE = row(pseudonym="JH-2222", end=date(2024, 5, 31), outcome="work")


@pytest.fixture(autouse=True)
def _on(settings):
    settings.CASES_KEY = KEY


def count(intervention) -> int:
    with opened(intervention.association_id, intervention.pk):
        return Case.objects.filter(intervention_id=intervention.pk).count()


def test_the_owner_partys_insatsagare_switches_rows_on_and_it_is_logged(world):
    one = own(world)
    assert ground_of(one) is None
    held = record_ground(intervention=one, ground=GROUND, by=world.party_user())
    assert ground_of(one) == held
    assert held.party == one.owner
    event = Event.objects.get(verb="case.ground")
    assert event.summary == "Förde in vad ärenderader vilar på: Vägval"
    assert "rättslig grund: uppgift av allmänt intresse" in event.after


@pytest.mark.parametrize("role", ["forbundschef", "verksamhetsutvecklare", "systemforvaltare", "revisor"])
def test_the_office_does_not_decide_over_a_partys_rows(world, role):
    with pytest.raises(PermissionDenied):
        record_ground(intervention=own(world), ground=GROUND, by=world.user(role))


def test_neither_does_another_party_a_deltagaransvarig_a_superuser_or_the_command_line(world):
    one = own(world)
    root = User.objects.create_superuser("rot@an.example", "ett långt lösenord", name="Rot")
    others = [world.party_user("insatsagare", "Bergets kommun"), worker(world), root, world.stranger, "kommandoraden"]
    for who in others:
        with pytest.raises(PermissionDenied):
            record_ground(intervention=one, ground=GROUND, by=who)
    assert not CaseGround.objects.exists()


def test_an_intervention_of_the_association_itself_has_no_rows(world):
    one = own(world)
    one.owner = None
    one.save()
    with pytest.raises(PermissionDenied):
        record_ground(intervention=one, ground=GROUND, by=world.party_user())


@pytest.mark.parametrize("name", ["basis", "statute", "processor_agreement", "impact_assessment", "diary_number",
                                  "information"])  # fmt: skip
def test_every_field_is_demanded(world, name):
    with pytest.raises(Refused, match="Fyll i"):
        record_ground(intervention=own(world), ground=replace(GROUND, **{name: " "}), by=world.party_user())


@pytest.mark.parametrize("changes", [{"basis": "samtycke"}, {"basis": "annat"}, {"statute": "Den enskildes samtycke"}])
def test_consent_is_never_the_basis(world, changes):
    with pytest.raises(Refused, match="Samtycke bär inte"):
        record_ground(intervention=own(world), ground=replace(GROUND, **changes), by=world.party_user())


def test_the_database_refuses_consent_too(world):
    held = CaseGround.objects.get(intervention=with_rows(world))
    held.basis = "samtycke"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()


def test_secrecy_may_be_waived_or_not_and_stands_apart(world):
    held = record_ground(intervention=own(world), ground=replace(GROUND, secrecy_waiver=""), by=world.party_user())
    assert held.secrecy_waiver == ""


@pytest.mark.parametrize("changes", [{"keep_months": 0}, {"keep_months": 121}, {"date": date(2999, 1, 1)}])
def test_what_cannot_be_is_refused(world, changes):
    with pytest.raises(Refused):
        record_ground(intervention=own(world), ground=replace(GROUND, **changes), by=world.party_user())


def test_without_a_key_nothing_is_switched_on(world, settings):
    settings.CASES_KEY = ""
    with pytest.raises(Refused, match="inte påslagna"):
        record_ground(intervention=own(world), ground=GROUND, by=world.party_user())
    assert own_interventions(world.party_user(), world.association) == []


def test_stopping_deletes_every_row_and_says_so(world):
    one, other, who = with_rows(world), with_rows(world, key="annan", name="Annan"), worker(world)
    for own_ in (one, other):
        store.save_all(intervention=own_, by=who, rows=[ROW, GONE])
    assert stop_cases(intervention=one, by=world.party_user()) == 2
    assert (count(one), count(other)) == (0, 2)
    assert ground_of(one) is None
    assert Event.objects.get(verb="case.stopped").summary.startswith("Avslutade ärenderader, 2 raderade")
    with pytest.raises(Refused):
        store.add(intervention=one, by=who, row=ROW)
    with pytest.raises(Refused):
        stop_cases(intervention=one, by=world.party_user())


def test_only_the_controller_stops(world):
    one = with_rows(world)
    for who in (worker(world), world.user("forbundschef"), world.party_user("insatsagare", "Bergets kommun")):
        with pytest.raises(PermissionDenied):
            stop_cases(intervention=one, by=who)


def test_after_a_stop_rows_may_be_switched_on_again_empty(world):
    one = with_rows(world)
    store.add(intervention=one, by=worker(world), row=ROW)
    stop_cases(intervention=one, by=world.party_user())
    held = record_ground(intervention=one, ground=GROUND, by=world.party_user())
    assert held.stopped is None
    assert store.some(intervention=one, by=worker(world), first=0, most=1) == ([], 0)


def test_rows_of_an_earlier_owner_are_neither_read_nor_kept_by_the_next(world):
    one = with_rows(world)
    store.add(intervention=one, by=worker(world), row=ROW)
    one.owner = world.party("Bergets kommun")
    one.save()
    theirs = world.party_user("deltagaransvarig", "Bergets kommun")
    with pytest.raises(Refused, match="insatsägare"):
        store.some(intervention=one, by=theirs, first=0, most=1)
    record_ground(intervention=one, ground=GROUND, by=world.party_user("insatsagare", "Bergets kommun"))
    assert store.some(intervention=one, by=theirs, first=0, most=1) == ([], 0)


# --- retention -------------------------------------------------------------------------------------------------------


def test_months_are_counted_to_the_same_day_or_the_months_last():
    assert plus_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert plus_months(date(2024, 11, 30), 14) == date(2026, 1, 30)
    assert plus_months(date(2024, 3, 31), -13) == date(2023, 2, 28)
    assert keep_until(None, 24) is None


def test_a_row_goes_on_its_day_and_not_the_day_before(world):
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[ROW, GONE])
    last = date(2026, 5, 31)
    assert grounds.delete_due(world.association, date(2026, 5, 30)) == []
    assert grounds.delete_due(world.association, last) == [(one, 1)]
    assert grounds.delete_due(world.association, last) == []
    assert count(one) == 1
    assert Event.objects.get(verb="case.retention").summary == "Gallrade 1 ärenderad vars tid gått ut: Vägval"


def test_who_is_still_there_is_not_deleted_however_long_it_has_been(world):
    one = with_rows(world)
    store.add(intervention=one, by=worker(world), row=ROW)
    assert grounds.delete_due(world.association, date(2060, 1, 1)) == []


def test_another_time_holds_for_rows_that_are_there(world):
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[ROW, GONE])
    record_ground(intervention=one, ground=replace(GROUND, keep_months=12), by=world.party_user())
    assert grounds.delete_due(world.association, date(2025, 5, 30)) == []
    assert grounds.delete_due(world.association, date(2025, 5, 31)) == [(one, 1)]


def test_retention_goes_on_when_the_key_is_gone_or_the_rows_have_stopped_being_read(world, settings):
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[GONE])
    settings.CASES_KEY = ""
    assert grounds.delete_due(world.association, date(2026, 6, 1)) == [(one, 1)]


def test_nothing_goes_before_its_time_whatever_day_is_asked_for(world):
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[row(end=date.today(), outcome="work")])  # noqa: DTZ011
    assert delete_due(world.association, date(2099, 1, 1)) == []
    assert count(one) == 1


@pytest.mark.parametrize("command", [["retention"], ["retention", "an"], ["remind", "an"]])
def test_the_daily_commands_delete(world, capsys, command):
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[row(start=date(2020, 1, 1), end=date(2020, 5, 1),
                                                                 outcome="work")])  # fmt: skip
    with pytest.raises(SystemExit) as left:
        main(command)
    assert left.value.code == 0
    assert "Samsyn" not in capsys.readouterr().err
    assert count(one) == 0


def test_a_date_that_is_none_is_told(world, capsys):
    with pytest.raises(SystemExit) as left:
        main(["retention", "--date", "i går"])
    assert left.value.code == 2
    assert "inget datum" in capsys.readouterr().err


def test_a_time_that_may_have_lost_rows_is_known():
    assert may_be_gone(date(2024, 1, 1), 12, date(2025, 1, 1))
    assert not may_be_gone(date(2024, 1, 1), 12, date(2024, 12, 31))
