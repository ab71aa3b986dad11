"""An association that is taken away leaves no case row behind, in a database that no transaction shares."""

import pytest

from samsyn.demo.removal import remove_associations
from samsyn.participants.cases import store
from samsyn.participants.cases.models import Case
from samsyn.participants.cases.wall import opened
from samsyn.participants.tests.casework import KEY, ROW, with_rows, worker

pytestmark = pytest.mark.django_db(databases=["default", "cases"])


def test_a_removed_association_takes_its_case_rows_along(world, settings):
    settings.CASES_KEY = KEY
    one = with_rows(world)
    store.save_all(intervention=one, by=worker(world), rows=[ROW])
    place = (one.association_id, one.pk)
    assert remove_associations([world.association.slug]) is True
    with opened(*place):
        assert not Case.objects.exists()
