"""Two people at the same second: on PostgreSQL the second waits for the first and is then told."""

from datetime import date

from samsyn.core.tests.at_once import SIDE_BY_SIDE, at_once
from samsyn.interventions.actions.claim_steps import approve_claim, check_claim
from samsyn.interventions.domain.claims import ClaimLine
from samsyn.interventions.domain.commitments import remaining
from samsyn.interventions.models import Claim
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.tests.builder import KR
from samsyn.interventions.tests.claiming import make_office, right

MAY = date(2024, 5, 10)
pytestmark = SIDE_BY_SIDE


def test_of_two_who_check_at_the_same_second_one_is_told(world):
    office = make_office(world)
    right(world.association, "sakattest", office.decider)
    claim = office.certified()
    said = at_once(
        *(lambda who=who: check_claim(claim=Claim.objects.get(pk=claim.pk), on=MAY, by=who)
          for who in (office.checker, office.decider))
    )  # fmt: skip
    assert sorted(map(bool, said)) == [False, True]
    assert "Någon annan kan ha hunnit före" in "".join(said)
    claim.refresh_from_db()
    assert claim.checked_by == (office.decider if said[0] else office.checker)


def test_two_documents_decided_at_the_same_second_cannot_use_the_same_money(world):
    office = make_office(world)
    other = world.user("verksamhetsutvecklare")
    right(world.association, "beslutsattest", other)
    pair = [office.checked(400_000, "1"), office.checked(400_000, "2")]
    said = at_once(
        *(lambda claim=claim, who=who: approve_claim(claim=claim, on=MAY, by=who)
          for claim, who in zip(pair, (office.decider, other), strict=True))
    )  # fmt: skip
    assert sorted(map(bool, said)) == [False, True]
    assert "200" in "".join(said)
    assert remaining(entries(world.association), date(2030, 1, 1)) == 200_000 * KR


def test_the_same_number_handed_in_twice_at_the_same_second_is_one_document(world):
    office = make_office(world)
    said = at_once(lambda: office.register(number="7"), lambda: office.register(number="7"))
    assert sorted(map(bool, said)) == [False, True]
    assert Claim.objects.filter(number="7").count() == 1


def test_credits_decided_at_the_same_second_never_take_back_more_than_there_was(world):
    office = make_office(world)
    original = office.approved(100_000)
    rows = {"form": "kredit", "original": original}
    said = at_once(
        lambda: office.register(number="K1", rows=_minus(60_000), **rows),
        lambda: office.register(number="K2", rows=_minus(60_000), **rows),
    )
    assert sorted(map(bool, said)) == [False, True]


def _minus(amount):
    return [ClaimLine("löner", -amount * KR)]
