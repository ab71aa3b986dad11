"""What was attested before Samsyn is taken over once and marked."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.test_claims.reading import left


def test_what_was_attested_before_is_taken_over_and_marked(world, office):
    values = {
        "intervention": office.of, "period_from": date(2023, 1, 1), "period_to": date(2023, 4, 30),
        "rows": [ClaimLine("löner", 40_000 * KR), ClaimLine("bil", 10_000 * KR)], "received": date(2023, 5, 5),
        "approved": date(2023, 5, 11), "paid": date(2023, 6, 1),
    }  # fmt: skip
    claim = actions.take_over_claim(number="J-R0001", by="Demodata", **values)
    assert (claim.state, claim.taken_over, claim.approved) == ("betald", True, 50_000 * KR)
    assert left(office) == 550_000
    with pytest.raises(Refused, match="finns redan"):
        actions.take_over_claim(number="J-R0001", by="Demodata", **values)
    with pytest.raises(PermissionDenied):
        actions.take_over_claim(number="J-R0002", by=office.owner, **values)
