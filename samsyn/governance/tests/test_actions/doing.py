"""Items taken up and decided, what was refused, and what the log says of it."""

from datetime import date

import pytest

from samsyn.core.events import Event
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.tests.factories import BY

DAY = date(2024, 3, 4)


def item(made, title="Budget", **fields):
    return actions.add_item(meeting=made, title=title, by=BY, **fields)


def decide(paragraph, outcome="bifall", decision="Ja.", **fields):
    return actions.decide_item(paragraph=paragraph, outcome=outcome, decision=decision, by=BY, **fields)


def refused(call, **fields):
    with pytest.raises(Refused) as error:
        call(**fields, by=BY)
    return " ".join(error.value.errors)


def summaries():
    return list(Event.objects.order_by("pk").values_list("summary", flat=True))
