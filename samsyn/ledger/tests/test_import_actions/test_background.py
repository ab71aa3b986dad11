"""Large files in the background, and what is said when the work is lost."""

import pytest

from samsyn.core.models import Event, Job
from samsyn.core.refused import Refused
from samsyn.ledger.importing import actions
from samsyn.ledger.importing.write import YearWriter
from samsyn.ledger.models import Import, Voucher
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS
from samsyn.ledger.tests.test_import_actions.importing import State, book, read


def test_a_large_file_is_read_and_booked_in_the_background(world, settings):
    settings.SIE_BACKGROUND_BYTES = 100
    item = read(world)
    assert item.state == State.READ and Job.objects.get(pk=item.job).state == Job.State.DONE
    item = actions.confirm(item=item, by=world.user("ekonom"))
    assert item.state == State.ACTIVE and Voucher.objects.count() == 4
    assert Event.objects.get(verb="ledger.import").actor == world.user("ekonom").name
    second = book(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    actions.undo(item=second, by=world.user("ekonom"))
    assert Voucher.objects.count() == 4


def test_a_background_job_that_fails_says_so_plainly_and_the_file_waits_again(world, settings, monkeypatch):
    settings.SIE_BACKGROUND_BYTES = 100
    item = read(world)
    monkeypatch.setattr(YearWriter, "finish", lambda self, file: 1 / 0)
    item = actions.confirm(item=item, by=world.user("ekonom"))
    job = Job.objects.get(pk=item.job)
    assert item.state == State.READ and job.state == Job.State.FAILED
    assert job.message.endswith("Bokföringen är som den var.") and "division" not in job.message
    assert not Voucher.objects.exists()


@pytest.mark.parametrize("state", [State.READING, State.WRITING])
def test_a_file_whose_worker_was_lost_can_be_tried_again(world, settings, state):
    item = read(world)
    job = Job.objects.create(association_id=world.association.pk, kind="x", title="x", state=Job.State.RUNNING)
    Import.objects.filter(pk=item.pk).update(state=state, job=job.pk)
    item.refresh_from_db()
    with pytest.raises(Refused, match="pågår"):
        actions.try_again(item=item, by=world.user("ekonom"))
    Job.objects.filter(pk=job.pk).update(changed="2020-01-01T00:00:00Z")
    assert actions.try_again(item=item, by=world.user("ekonom")).state == State.READ
