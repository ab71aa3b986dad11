"""Year-end: who is asked, what the answer becomes, who has not answered."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samsyn.core.refused import Refused
from samsyn.interventions.actions.confirmations import answer_confirmation, ask_confirmations
from samsyn.interventions.domain.commitments import movement
from samsyn.interventions.models import Confirmation, Due
from samsyn.interventions.queries.confirmations import answers
from samsyn.interventions.queries.ledger import accrued_debt, entries
from samsyn.interventions.tests.builder import KR, intervention, party
from samsyn.interventions.tests.claiming import make_office
from samsyn.ledger.models import FiscalYear

ASKED, JANUARY = date(2023, 12, 15), date(2024, 1, 12)


@pytest.fixture
def office(world):
    return make_office(world)


def ask(office, year=2023, on=ASKED):
    return ask_confirmations(association=office.of.association, year=year, on=on, by=office.checker)


def answer(office, amount, on=JANUARY, by=None):
    row = Confirmation.objects.get(intervention=office.of)
    return answer_confirmation(confirmation=row, amount=amount * KR, on=on, by=by or office.owner)


def test_every_owner_of_an_intervention_under_way_is_asked_once(world, office):
    intervention(world.association, "forum", run_by="egen", owner=None)
    intervention(world.association, "ny", start=date(2024, 1, 1))
    intervention(world.association, "gammal", start=date(2020, 1, 1), end=date(2022, 12, 31))
    intervention(world.association, "tankt", state="förbereds")
    made = ask(office)
    assert [(row.intervention, row.due) for row in made] == [(office.of, date(2024, 1, 15))]
    assert ask(office) == []
    assert Due.objects.get(kind="årsbesked").due == date(2024, 1, 15)


def test_a_question_asked_late_is_due_no_earlier_than_it_was_asked(office):
    assert ask(office, on=date(2024, 2, 1))[0].due == date(2024, 2, 1)


def test_the_answer_is_cost_and_debt_of_the_year_and_the_rest_remains(office):
    ask(office)
    row = answer(office, 90_000)
    assert (row.amount, row.answered_by) == (90_000 * KR, office.owner.name)
    moved = movement(entries(office.of.association), date(2023, 1, 1), date(2023, 12, 31))
    assert (moved.accrued, moved.closing) == (90_000 * KR, 510_000 * KR)
    assert accrued_debt(office.of.association, date(2023, 12, 31)) == 90_000 * KR
    assert Due.objects.get(kind="årsbesked").done == JANUARY


def test_a_part_year_sees_no_accrual(office):
    ask(office)
    answer(office, 90_000)
    assert movement(entries(office.of.association), date(2023, 1, 1), date(2023, 8, 31)).cost == 0


def test_an_answer_is_changed_while_the_books_are_open_and_nothing_has_settled_it(office):
    ask(office)
    answer(office, 90_000)
    assert answer(office, 0).amount == 0
    answer(office, 90_000)
    office.approved(
        80_000, period_from=date(2023, 9, 1), period_to=date(2023, 12, 31), received=date(2024, 1, 29),
        on=date(2024, 2, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="redan avräknats"):
        answer(office, 80_000)


def test_an_answer_after_the_books_are_closed_is_sent_to_a_requisition(office):
    ask(office)
    FiscalYear.objects.create(association=office.of.association, start=date(2023, 1, 1), end=date(2023, 12, 31),
                              closed=datetime(2024, 2, 1, tzinfo=UTC))  # fmt: skip
    with pytest.raises(Refused, match="Lämna in en rekvisition"):
        answer(office, 5, on=date(2024, 2, 2))


def test_more_than_what_remains_or_less_than_nothing_is_refused(office):
    ask(office)
    with pytest.raises(Refused, match="återstår av det som beviljats"):
        answer(office, 600_001)
    with pytest.raises(Refused, match="mindre än noll"):
        answer(office, -1)


def test_only_the_owner_and_the_office_answer_and_only_ekonom_and_head_ask(world, office):
    ask(office)
    with pytest.raises(PermissionDenied):
        answer(office, 5, by=world.party_user(party="Bergs kommun"))
    with pytest.raises(PermissionDenied):
        ask_confirmations(association=world.association, year=2024, on=ASKED, by=office.owner)


def test_who_has_not_answered_is_listed_with_the_debt_so_far(world, office):
    other = intervention(world.association, "annan", owner=party(world.association, "Bergs kommun"))
    ask(office)
    answer(office, 90_000)
    found = answers(office.checker, world.association, 2023, date(2024, 1, 20))
    assert [line.row.intervention for line in found.silent] == [other]
    assert found.silent[0].late
    assert (found.total, found.settled, found.debt) == (90_000 * KR, 0, 90_000 * KR)
    own = answers(office.owner, world.association, 2023, date(2024, 1, 20))
    assert [line.row.intervention for line in own.lines] == [office.of]


def test_a_year_that_has_not_begun_is_not_asked_about(office, world):
    with pytest.raises(Refused, match="2025 har inte börjat"):
        ask(office, 2025, date(2024, 6, 1))
    url = reverse("interventions:confirmation-ask", args=["an", "2098"])
    answer_page = world.client("ekonom").post(url, follow=True)
    assert "2098 har inte börjat" in answer_page.content.decode() and not Confirmation.objects.exists()
