"""Versions of the allocation: the final one counts, and what the members said yes to is kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from samsyn.associations.models import Contribution
from samsyn.core.models import Event
from samsyn.core.money import NBSP
from samsyn.core.refused import Refused
from samsyn.ledger.actions import allocations as actions
from samsyn.ledger.models import Allocation
from samsyn.ledger.tests.test_contributions.asking import KR, allocated


def test_the_final_version_becomes_the_years_contributions(world, members):
    allocated(world, members, "preliminär")
    assert not Contribution.objects.exists()
    allocated(world, members)
    assert dict(Contribution.objects.values_list("party__name", "amount")) == {
        "Försäkringskassan": 4_000_000 * KR, "Region Ån": 2_000_000 * KR, "Åns kommun": 2_000_000 * KR,
    }  # fmt: skip
    said = Event.objects.filter(verb="contribution.allocated").values_list("summary", flat=True)
    assert f"Medelstilldelning 2024, slutlig: 8{NBSP}000{NBSP}000{NBSP}kr" in said


def test_a_version_by_the_key_keeps_the_keys_numbers_and_the_leftover(world, members):
    town = world.party("Bäckens kommun")
    values = {members["Åns kommun"].pk: Decimal(2), town.pk: Decimal(1)}
    made = actions.record_allocation(
        world.association, year=2024, stage="ansökt", on=date(2023, 9, 1), total=8_000 * KR, values=values,
        key="Folkmängd 2022-11-01", by=world.user("ekonom"),
    )  # fmt: skip
    assert made.leftover == f"Gick inte jämnt upp: 1{NBSP}kr till Bäckens kommun."
    held = {share.party.name: (share.amount, share.key_value) for share in made.shares.all()}
    assert held["Bäckens kommun"] == (667 * KR, 1)
    assert held["Region Ån"] == (2_000 * KR, None)


def test_a_change_after_the_members_said_yes_must_be_noted(world, members):
    early = allocated(world, members, "preliminär")
    actions.confirm_share(early, members["Region Ån"], on=date(2023, 12, 1), by="prov")
    with pytest.raises(Refused, match="ändrats efter samrådet"):
        allocated(world, members, state=4_100_000)
    allocated(world, members)  # the same amounts need no note
    with pytest.raises(Refused, match="den slutliga versionen 2023-11-20"):
        allocated(world, members, state=4_100_000)
    made = allocated(world, members, state=4_100_000, note="Staten höjde sitt belopp i januari.")
    assert made.number == 2
    assert Contribution.objects.get(party=members["Region Ån"]).amount == 2_050_000 * KR


def test_amounts_that_are_not_the_laws_are_refused_but_a_krona_is_not(world, members):
    odd = dict(zip(members.values(), (4_000 * KR, 2_000 * KR, 1_999 * KR), strict=True))
    actions.record_allocation(world.association, year=2023, stage="slutlig", on=date(2023, 1, 1), shares=odd, by="prov")
    wrong = dict(zip(members.values(), (4_000 * KR, 1_000 * KR, 2_000 * KR), strict=True))
    with pytest.raises(Refused, match="Regionen ska enligt lagen betala"):
        actions.record_allocation(
            world.association, year=2024, stage="slutlig", on=date(2023, 1, 1), shares=wrong, by="prov"
        )
    assert Allocation.objects.count() == 1


def test_all_that_is_wrong_with_a_version_is_said_at_once(world, members):
    left = world.party("Gamla kommunen")
    left.to_year = 2020
    left.save()
    with pytest.raises(Refused) as refused:
        actions.record_allocation(
            world.association, year=2024, stage="kanske", on=date(2024, 1, 1), shares={left: -5}, by="prov"
        )
    said = " ".join(refused.value.errors)
    assert "inte medlem 2024" in said and "mindre än noll" in said and "'kanske' finns inte" in said


def test_only_ekonom_and_head_write_versions(world, members):
    for role in ("verksamhetsutvecklare", "styrelseledamot", "systemforvaltare"):
        with pytest.raises(PermissionDenied):
            allocated(world, members, by=world.user(role))
    with pytest.raises(PermissionDenied):
        allocated(world, members, by=world.stranger)


def test_a_member_confirms_its_own_amount_and_nobody_elses(world, members):
    made = allocated(world, members, "preliminär")
    own, other = members["Åns kommun"], members["Region Ån"]
    user = world.party_user("medlemsrepresentant", "Åns kommun")
    with pytest.raises(PermissionDenied):
        actions.confirm_share(made, other, on=date(2023, 12, 1), by=user)
    assert actions.confirm_share(made, own, on=date(2023, 12, 1), by=user).confirmed == date(2023, 12, 1)
    with pytest.raises(Refused, match="bekräftade beloppet 2023-12-01"):
        actions.confirm_share(made, own, on=date(2023, 12, 2), by=user)
    actions.confirm_share(made, other, on=date(2023, 12, 2), by=world.user("ekonom"))  # it came by mail
    later = allocated(world, members, "bekräftad", on=date(2023, 12, 3))
    with pytest.raises(Refused, match="nyare version"):
        actions.confirm_share(made, members["Försäkringskassan"], on=date(2023, 12, 4), by="prov")
    with pytest.raises(Refused, match="äldre än versionen"):
        actions.confirm_share(later, own, on=date(2023, 1, 1), by="prov")
