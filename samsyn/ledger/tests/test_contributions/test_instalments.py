"""Instalments and payments never exceed what they are part of."""

from datetime import date

import pytest

from samsyn.associations import actions as association_actions
from samsyn.core.models import Event
from samsyn.core.money import NBSP
from samsyn.core.refused import Refused
from samsyn.ledger.actions import instalments as actions
from samsyn.ledger.domain.contributions import InstalmentRow, days_apart
from samsyn.ledger.models import ContributionInstalment, Receipt
from samsyn.ledger.queries.contributions import receivable
from samsyn.ledger.tests.test_contributions.asking import KR, allocated, instalment


def test_instalments_never_exceed_the_contribution(world, members):
    allocated(world, members)
    instalment(world, members, amount=3_000_000)
    with pytest.raises(Refused, match=f"blir 500{NBSP}000{NBSP}kr mer än bidraget"):
        instalment(world, members, amount=1_500_000)
    with pytest.raises(Refused, match="samma nummer står två gånger"):
        instalment(world, members, amount=5, number=1)
    assert instalment(world, members).number == 2
    with pytest.raises(Refused, match="inget bidrag för 2023"):
        actions.add_instalments(
            world.association, year=2023, party=members["Region Ån"], rows=[InstalmentRow(date.min, date.min, 1)],
            by="prov",
        )  # fmt: skip


def test_a_contribution_with_instalments_keeps_its_row_when_the_amount_changes(world, members):
    allocated(world, members)
    made = instalment(world, members)
    user = world.user("forbundschef")
    pk = members["Försäkringskassan"].pk
    association_actions.set_contributions(world.association, 2024, {pk: 4_000_002 * KR}, by=user)
    made.refresh_from_db()
    assert made.contribution.amount == 4_000_002 * KR
    with pytest.raises(Refused, match="har delbetalningar och kan inte tas bort"):
        association_actions.set_contributions(world.association, 2024, {pk: None}, by=user)


def test_the_whole_year_is_asked_for_at_once_and_only_once(world, members):
    allocated(world, members)
    instalment(world, members, "Region Ån", amount=2_000_000)
    days = [(day, day) for day in days_apart(date(2024, 1, 10), 4, 3)]
    assert actions.invoice_year(world.association, year=2024, days=days, by=world.user("ekonom")) == 2
    assert ContributionInstalment.objects.count() == 9
    with pytest.raises(Refused, match="har redan delbetalningar"):
        actions.invoice_year(world.association, year=2024, days=days, by=world.user("ekonom"))


def test_a_payment_is_never_more_than_what_is_left(world, members):
    allocated(world, members)
    held = instalment(world, members, amount=1_000)
    actions.record_receipt(held, on=date(2024, 10, 10), amount=400 * KR, by="prov")
    with pytest.raises(Refused) as refused:
        actions.record_receipt(held, on=date(2024, 10, 1), amount=601 * KR, by="prov")
    assert [text[:38] for text in refused.value.errors] == [
        f"Betalningen är 601{NBSP}kr men bara 600{NBSP}kr ", "Betalningen är daterad före dagen då d",
    ]  # fmt: skip
    with pytest.raises(Refused, match="framåt i tiden"):
        actions.record_receipt(held, on=date(2090, 1, 1), amount=1, by="prov")
    actions.record_receipt(held, on=date(2024, 11, 1), amount=600 * KR, by="prov")
    assert receivable(world.association, date(2024, 10, 31)) == 600 * KR
    assert receivable(world.association, date(2024, 11, 1)) == 0


def test_what_was_written_wrong_is_taken_away_with_a_reason(world, members):
    allocated(world, members)
    held = instalment(world, members)
    paid = actions.record_receipt(held, on=date(2024, 10, 10), amount=400, by="prov")
    with pytest.raises(Refused, match="har betalningar"):
        actions.cancel_instalment(held, reason="fel", by="prov")
    with pytest.raises(Refused, match="Skriv varför"):
        actions.take_back_receipt(paid, reason=" ", by="prov")
    actions.take_back_receipt(paid, reason="Hör till en annan faktura", by="prov")
    actions.cancel_instalment(held, reason="Skickades aldrig", by="prov")
    assert not ContributionInstalment.objects.exists() and not Receipt.objects.exists()
    assert Event.objects.filter(verb="contribution.cancelled", after="Skickades aldrig").exists()
