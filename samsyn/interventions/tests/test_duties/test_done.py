"""What arrives is done, what is sent back is owed again."""

from datetime import date

import pytest

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.interventions.actions import duties
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Confirmation, Due
from samsyn.interventions.tests.builder import claimed
from samsyn.interventions.tests.test_duties.laying import signed, titles


def test_a_requisition_that_reaches_the_periods_end_is_done_the_day_it_came(vagval):
    signed(vagval)
    claimed(vagval, 10, "1", year=2023, received=date(2023, 5, 25))
    duties.claims_changed(vagval)
    due = Due.objects.get(kind="rekvisition", period_to=date(2023, 4, 30))
    assert (due.due, due.done) == (date(2023, 5, 20), date(2023, 5, 25))
    assert Due.objects.filter(kind="rekvisition", done__isnull=True).count() == 5


def test_one_document_for_the_whole_year_does_all_its_periods(vagval):
    signed(vagval)
    claimed(vagval, 10, year=2023, period_to=date(2023, 12, 31))
    duties.claims_changed(vagval)
    assert Due.objects.filter(kind="rekvisition", done__isnull=False).count() == 3


@pytest.mark.parametrize("state", ["återsänd", "makulerad", "utkast"])
def test_a_requisition_sent_back_is_owed_again_by_the_same_date(vagval, state):
    signed(vagval)
    claim = claimed(vagval, 10, year=2023)
    duties.claims_changed(vagval)
    claim.state = state
    claim.save()
    duties.done_for(vagval, DueKind.CLAIM, claim.period_to, date(2023, 6, 1))
    due = Due.objects.get(kind="rekvisition", period_to=date(2023, 4, 30))
    assert (due.due, due.done) == (date(2023, 5, 20), None)


def test_a_report_does_the_period_it_reaches_and_no_other(vagval):
    signed(vagval)
    duties.done_for(vagval, DueKind.REPORT, date(2023, 8, 31), date(2023, 9, 1), date(2023, 5, 1))
    assert titles(vagval, done__isnull=False) == ["Uppföljning maj–augusti 2023 2023-09-20"]


def test_a_year_end_answer_is_asked_for_and_done(vagval):
    question = Confirmation.objects.create(association=vagval.association, intervention=vagval, year=2023,
                                           asked=date(2023, 12, 1), due=date(2024, 1, 15))  # fmt: skip
    duties.plan_confirmation(question)
    duties.done_for(vagval, DueKind.CONFIRMATION, date(2023, 12, 31), date(2024, 1, 20))
    due = Due.objects.get(kind="årsbesked")
    assert (due.due, due.done) == (date(2024, 1, 15), date(2024, 1, 20))


def test_the_office_takes_one_away_only_with_a_reason(world, vagval):
    signed(vagval)
    due = Due.objects.first()
    with pytest.raises(Refused, match="Skriv varför"):
        duties.drop_due(due=due, reason=" ", by="prov")
    duties.drop_due(due=due, reason="Lämnas på papper", by=world.user("forbundschef"))
    with pytest.raises(Refused, match="redan klar eller borttagen"):
        duties.drop_due(due=due, reason="igen", by="prov")
    assert Event.objects.filter(verb="reminder.dropped").count() == 1
