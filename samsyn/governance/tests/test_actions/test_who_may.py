"""Who may not write is refused by the action itself."""

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.governance import actions
from samsyn.governance.tests.factories import board, meeting
from samsyn.governance.tests.test_actions.doing import DAY, item


def test_who_may_not_write_is_refused_by_the_action_itself(world):
    made = meeting(world.association)
    paragraph = item(made)
    member, stranger, clerk = world.user("styrelseledamot"), world.stranger, world.user("ekonom")
    for by in (member, stranger, clerk):
        for call, fields in (
            (actions.plan_meeting, {"body": made.body, "date": DAY}),
            (actions.decide_item, {"paragraph": paragraph, "outcome": "bifall", "decision": "Ja."}),
            (actions.hold_meeting, {"meeting": made}),
            (actions.record_delegated, {"association": made.association, "on": DAY, "delegate": "x", "text": "y"}),
            (actions.mark_obligation, {"association": made.association, "key": "budget", "year": 2024, "on": DAY}),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                call(**fields, by=by)


def test_the_developer_writes_minutes_but_records_no_decisions_on_delegation(world):
    developer = world.user("verksamhetsutvecklare")
    assert actions.plan_meeting(body=board(world.association), date=DAY, by=developer).pk
    with pytest.raises(PermissionDenied):
        actions.record_delegated(association=world.association, on=DAY, delegate="x", text="y", by=developer)
