"""The number of queries does not grow with the rows."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Due, Intervention
from samsyn.interventions.tests.builder import agreed, claimed, decided, intervention
from samsyn.interventions.tests.test_intervention_pages.addresses import address


def count(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["list", "commitments", "settings", "intervention", "card"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(world, pks, name):
    own = intervention(world.association, "utb", name="Utbildningar", run_by="egen", owner=None)
    decided(own, {2024: 10_000})
    client, url = world.client(), address(name, pks)
    few = count(client, url)
    one = Intervention.objects.get(pk=pks["intervention"])
    for n in range(8):
        more = intervention(world.association, f"m{n}", name=f"Insats {n}")
        agreed(decided(more, {2024: 10_000}))
        claimed(more, 1_000)
        claimed(one, 1_000, f"extra {n}")
        decided(one, {2024: 1_000}, date(2024, 6, n + 1), DecisionKind.MORE)
        attach_document(file=ContentFile(b"%PDF"), name=f"{n}.pdf", by="prov", intervention=one)
        Due.objects.create(association=world.association, intervention=more, kind="rekvisition", title="Rekvisition",
                           due=date(2024, 5, 20), role="insatsagare")  # fmt: skip
    assert count(client, url) == few
