"""Whole years taken over from earlier reports."""

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.core.models import Event
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.participants.actions.earlier import take_over_year
from samsyn.participants.actions.periods import open_period
from samsyn.participants.domain.coordinates import parse
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.words import Sex
from samsyn.participants.queries.tally import Tally

COUNTS = {("enrolled", Sex.WOMEN): 115, ("enrolled", Sex.MEN): 82, ("consultations", Sex.ALL): 13}


def _take(world, counts=COUNTS, **fields):
    given = {"year": 2015, "source": "Årsredovisning 2015", "by": "Kansliet", **fields}
    take_over_year(association=world.association, counts=counts, **given)


def _value(world, rest):
    return Tally(world.association).value(parse(rest), Period(2015))


def test_a_year_before_reporting_is_known_by_what_was_taken_over(world):
    _take(world)
    assert [_value(world, rest) for rest in ("enrolled", "enrolled.women", "consultations")] == [197, 115, 13]
    assert _value(world, "new") is None


def test_a_year_taken_over_again_is_replaced_and_told_once(world):
    _take(world)
    _take(world)
    _take(world, {("enrolled", Sex.WOMEN): 116})
    assert _value(world, "enrolled") == 116
    assert Event.objects.filter(verb="participants.earlier").count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"counts": {}}, "minst ett antal"),
        ({"source": " "}, "vilken rapport"),
        ({"counts": {("hittepå", Sex.WOMEN): 1}}, "Räknas inte: hittepå."),
        ({"counts": {("enrolled", Sex.WOMEN): -1}}, "noll eller fler"),
    ],
)
def test_what_cannot_be_taken_over_says_why(world, fields, said):
    with pytest.raises(Refused, match=said):
        _take(world, **fields)


def test_a_year_that_interventions_report_is_not_taken_over(world):
    open_period(association=world.association, part=Part.parse("2015-T1"), by="Kansliet")
    with pytest.raises(Refused, match="insats för insats"):
        _take(world)


def test_only_the_office_takes_over(world):
    with pytest.raises(PermissionDenied):
        _take(world, by=world.user("styrelseledamot"))
