"""Where each part of the flerårsplan comes from, how it is explained, and what is assumed."""

from datetime import date

import pytest

from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import outlook as actions
from samsyn.interventions.domain.outlook import Amount
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import Assumption
from samsyn.interventions.queries.outlook import outlook_of
from samsyn.interventions.tests.builder import KR, decided, intervention
from samsyn.interventions.tests.test_outlook.plans import MKR, at, value
from samsyn.ledger.models import Allocation


def test_the_plan_takes_each_part_from_its_place_and_says_what_is_assumed(mapped, vagval):
    world = mapped
    one = outlook_of(world.association).year(2025)
    assert (one.opening, one.parts.contributions) == (2 * MKR, Amount(8 * MKR, "Antaget: samma som 2024", assumed=True))
    assert (one.parts.office.value, one.parts.other.value) == (2_500_000 * KR, 100_000 * KR)
    assert (one.parts.decided, one.parts.unspent, one.parts.undecided) == (400_000 * KR, 50_000 * KR, 0)
    closing = 2 * MKR + 8 * MKR + 100_000 * KR - 2_500_000 * KR - 450_000 * KR
    assert value(world, "outlook.closing_equity") == closing
    assert value(world, "outlook.limit") == 1_600_000 * KR
    assert value(world, "outlook.room") == closing - 1_600_000 * KR
    assert value(world, "outlook.opening_equity", "2026") == closing


def test_a_later_version_or_a_typed_amount_goes_before_the_same_as_last_year(mapped, vagval):
    world = mapped
    user = world.user("ekonom")
    actions.set_assumption(
        world.association, kind="medlemsbidrag", year=2026, amount=7 * MKR, reason="Staten minskar.", by=user
    )
    assert value(world, "outlook.contributions", "2026") == 7 * MKR
    Allocation.objects.create(
        association=world.association, year=2026, stage="preliminär", date=date(2025, 11, 1), total=9 * MKR,
        created_by="prov",
    )  # fmt: skip
    found = figures_of(world.association).explain("outlook.contributions", Scope(Period(2026)))
    assert (found.value, found.basis) == (9 * MKR, "Preliminärt belopp från staten 2025-11-01")
    assert value(world, "outlook.contributions", "2027") == 9 * MKR


def test_the_room_is_explained_down_to_the_decisions(mapped, vagval):
    book = figures_of(mapped.association)
    scope = Scope(Period(2025))
    room = book.explain("outlook.room", scope)
    assert [(part.figure, part.operator) for part in room.parts] == [
        ("outlook.closing_equity", ""), ("outlook.limit", "−"),
    ]  # fmt: skip
    closing = book.explain("outlook.closing_equity", scope)
    signed = sum((part.value or 0) * (-1 if part.operator == "−" else 1) for part in closing.parts)
    assert signed == closing.value
    assert all(part.figure in book for part in closing.parts)
    assert [(row.label, row.value) for row in book.explain("outlook.decided", scope).sources] == [
        ("Vägval", 400_000 * KR)
    ]
    assert [(row.label, row.value) for row in book.explain("outlook.office", scope).sources] == [
        ("Kansli", 2_500_000 * KR)
    ]
    for name in ("opening_equity", "contributions", "other", "unspent", "undecided", "limit", "difference"):
        assert book.explain(f"outlook.{name}", scope).value == book.value(f"outlook.{name}", scope)


def test_what_needs_a_decision_is_told_apart_and_still_counts_as_promised(mapped, vagval):
    world = mapped
    other = intervention(world.association, "nya", name="Nya vägar")
    decided(other, {2024: 100_000})
    assert value(world, "outlook.undecided") == 100_000 * KR
    assert value(world, "outlook.decided") == 400_000 * KR
    before = value(world, "outlook.room")
    decided(other, {2024: -100_000}, date(2025, 2, 1), DecisionKind.RETURN)
    assert value(world, "outlook.undecided") == 0
    assert value(world, "outlook.room") == before + 100_000 * KR


def test_what_returned_no_longer_burdens_the_plan(mapped, vagval):
    before = value(mapped, "outlook.room", "2026")
    decided(vagval, {2025: -150_000}, date(2025, 3, 1), DecisionKind.REDUCTION, reason="Vakans")
    assert value(mapped, "outlook.decided") == 250_000 * KR
    assert value(mapped, "outlook.room", "2026") == before + 150_000 * KR


def test_without_any_books_the_plan_says_that_it_does_not_know(mapped):
    assert value(mapped, "outlook.closing_equity") is None
    text = mapped.client("ekonom").get(at("outlook")).content.decode()
    assert 'class="tomt"' in text and "uppgift saknas" in text


def test_all_that_is_wrong_with_an_assumption_is_said_at_once(mapped):
    with pytest.raises(Refused) as refused:
        actions.set_assumption(mapped.association, kind="annat", year=2026, amount=-1, reason="", by="prov")
    assert len(refused.value.errors) == 3
    actions.set_assumption(mapped.association, kind="kansli", year=2026, amount=5, reason="Gissning", by="prov")
    actions.set_assumption(mapped.association, kind="kansli", year=2026, amount=None, reason="", by="prov")
    assert not Assumption.objects.exists()
