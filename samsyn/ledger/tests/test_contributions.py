"""Medelstilldelning: the split by law and key, versions, confirmations, instalments, and what is receivable."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samsyn.associations import actions as association_actions
from samsyn.associations.domain import PartyKind
from samsyn.associations.models import Contribution
from samsyn.catalogue import CHECKS, figure_book
from samsyn.core.figure import Scope
from samsyn.core.models import Event
from samsyn.core.money import NBSP
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.ledger.actions import contributions as actions
from samsyn.ledger.domain.contributions import (
    Basis,
    InstalmentRow,
    Member,
    Paid,
    Standing,
    days_apart,
    even_parts,
    open_amount,
    split,
    standing,
)
from samsyn.ledger.models import Allocation, ContributionInstalment, Receipt
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.contributions import receivable

KR = 100
STATE, REGION, AN, BACKEN, ON = (
    Member(1, "Försäkringskassan", PartyKind.STATE),
    Member(2, "Region Ån", PartyKind.REGION),
    Member(3, "Åns kommun", PartyKind.MUNICIPALITY),
    Member(4, "Bäckens kommun", PartyKind.MUNICIPALITY),
    Member(5, "Öns kommun", PartyKind.MUNICIPALITY),
)
MEMBERS = [STATE, REGION, AN, BACKEN, ON]


def keyed(*values):
    return {member.pk: Decimal(value) for member, value in zip((AN, BACKEN, ON), values, strict=True)}


# --- the split ------------------------------------------------------------------------------------------------------


def test_half_a_quarter_and_a_quarter_by_population():
    done = split(8_000_000 * KR, MEMBERS, Basis.POPULATION, keyed(5000, 3000, 2000))
    assert done.amounts == {1: 4_000_000 * KR, 2: 2_000_000 * KR, 3: 1_000_000 * KR, 4: 600_000 * KR, 5: 400_000 * KR}
    assert (done.leftover, done.errors) == ("", ())


def test_the_krona_that_does_not_divide_is_named():
    done = split(4_000 * KR, MEMBERS, Basis.POPULATION, keyed(1, 1, 1))
    assert [done.amounts[pk] for pk in (3, 4, 5)] == [334 * KR, 333 * KR, 333 * KR]
    assert done.leftover == f"Gick inte jämnt upp: 1{NBSP}kr till Åns kommun."


def test_an_odd_amount_from_the_state_leaves_a_krona_to_the_region():
    done = split(2 * 989_751 * KR, [STATE, REGION, AN], Basis.POPULATION)
    assert done.amounts == {1: 989_751 * KR, 2: 494_876 * KR, 3: 494_875 * KR}
    assert done.leftover == f"Gick inte jämnt upp: 1{NBSP}kr till regionen."


@given(total=st.integers(1, 10**8), key=st.lists(st.integers(1, 10**6), min_size=3, max_size=3))
def test_the_parts_always_sum_to_the_whole_in_whole_kronor(total, key):
    done = split(total * KR, MEMBERS, Basis.POPULATION, keyed(*key))
    assert sum(done.amounts.values()) == total * KR
    assert all(amount % KR == 0 for amount in done.amounts.values())
    towns = sum(done.amounts[member.pk] for member in (AN, BACKEN, ON))
    assert abs(towns - done.amounts[REGION.pk]) <= KR
    assert abs(done.amounts[STATE.pk] - towns - done.amounts[REGION.pk]) <= KR


def test_fixed_shares_and_fixed_amounts():
    done = split(8_000_000 * KR, MEMBERS, Basis.SHARES, keyed("62.5", "25", "12.5"))
    assert [done.amounts[pk] for pk in (3, 4, 5)] == [1_250_000 * KR, 500_000 * KR, 250_000 * KR]
    done = split(8_000_000 * KR, MEMBERS, Basis.AMOUNTS, keyed(1_000_000, 700_000, 300_000))
    assert done.amounts[4] == 700_000 * KR


@pytest.mark.parametrize(
    ("total", "members", "basis", "values", "said"),
    [
        (0, MEMBERS, Basis.POPULATION, keyed(1, 1, 1), "större än noll"),
        (12_50, MEMBERS, Basis.POPULATION, keyed(1, 1, 1), "utan ören"),
        (KR, [STATE, AN], Basis.POPULATION, {}, "ingen part för regionen"),
        (KR, MEMBERS, Basis.POPULATION, {3: Decimal(1)}, "saknas för Bäckens kommun, Öns kommun"),
        (KR, MEMBERS, Basis.POPULATION, keyed(0, 0, 0), "noll för alla"),
        (KR, MEMBERS, Basis.POPULATION, keyed(-1, 2, 2), "mindre än noll"),
        (KR, MEMBERS, Basis.SHARES, keyed(50, 25, 20), "tillsammans 95,00 procent"),
        (4_000 * KR, MEMBERS, Basis.AMOUNTS, keyed(500, 300, 100), f"Skillnaden är 100{NBSP}kr"),
    ],
)
def test_a_split_that_cannot_be_done_says_why(total, members, basis, values, said):
    done = split(total, members, basis, values)
    assert said in " ".join(done.errors)
    assert not done.amounts


# --- how an instalment stands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "receipts", "expected", "left"),
    [
        (date(2024, 1, 1), [], Standing.NOT_SENT, 0),
        (date(2024, 1, 20), [], Standing.DUE, 100),
        (date(2024, 2, 9), [], Standing.DUE, 100),
        (date(2024, 2, 10), [], Standing.LATE, 100),
        (date(2024, 1, 20), [Paid(date(2024, 1, 15), 40)], Standing.PART_PAID, 60),
        (date(2024, 3, 1), [Paid(date(2024, 1, 15), 40)], Standing.LATE, 60),
        (date(2024, 3, 1), [Paid(date(2024, 1, 15), 40), Paid(date(2024, 4, 1), 60)], Standing.LATE, 60),
        (date(2024, 4, 1), [Paid(date(2024, 1, 15), 40), Paid(date(2024, 4, 1), 60)], Standing.PAID, 0),
    ],
)
def test_an_instalment_stands_as_its_days_and_payments_say(day, receipts, expected, left):
    sent, due = date(2024, 1, 10), date(2024, 2, 9)
    assert standing(100, sent, due, receipts, day) is expected
    assert open_amount(100, sent, receipts, day) == left


def test_a_contribution_is_cut_in_whole_kronor_and_the_last_takes_the_rest():
    assert even_parts(100_03, 3) == [33_00, 33_00, 34_03]
    assert days_apart(date(2024, 10, 31), 2, 4) == [date(2024, 10, 31), date(2025, 2, 28)]


# --- versions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def members(world):
    kinds = (("Försäkringskassan", "stat"), ("Region Ån", "region"), ("Åns kommun", "kommun"))
    return {name: world.party(name, kind) for name, kind in kinds}


def shares(members, state):
    return dict(zip(members.values(), (state * KR, state * 50, state * 50), strict=True))


def allocated(world, members, stage="slutlig", state=4_000_000, **more):
    values = {"year": 2024, "on": date(2023, 11, 20), "by": "prov", **more}
    return actions.record_allocation(world.association, stage=stage, shares=shares(members, state), **values)


def test_the_final_version_becomes_the_years_contributions(world, members):
    allocated(world, members, "preliminär")
    assert not Contribution.objects.exists()
    allocated(world, members)
    assert dict(Contribution.objects.values_list("party__name", "amount")) == {
        "Försäkringskassan": 4_000_000 * KR, "Region Ån": 2_000_000 * KR, "Åns kommun": 2_000_000 * KR,
    }  # fmt: skip
    said = Event.objects.filter(verb="contribution.allocated").values_list("summary", flat=True)
    assert f"Slutlig medelstilldelning 2024: 8{NBSP}000{NBSP}000{NBSP}kr" in said


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


# --- instalments and payments ---------------------------------------------------------------------------------------


def instalment(world, members, name="Försäkringskassan", amount=1_000_000, sent=date(2024, 10, 3), number=None):
    row = InstalmentRow(sent, date(sent.year, sent.month + 1, 2), amount * KR, number=number)
    party = members[name]
    return actions.add_instalments(world.association, year=2024, party=party, rows=[row], by="prov")[0]


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


# --- figures --------------------------------------------------------------------------------------------------------


def value(world, key, period="2024"):
    return figure_book(Books(world.association)).value(key, Scope(Period.parse(period)))


@pytest.fixture
def late(world, members):
    """845 678 kr asked for in October and paid in January."""
    allocated(world, members)
    held = instalment(world, members, amount=845_678)
    first = instalment(world, members, amount=1_000_000, sent=date(2024, 1, 10))
    actions.record_receipt(first, on=date(2024, 2, 1), amount=first.amount, by="prov")
    actions.record_receipt(held, on=date(2025, 1, 19), amount=held.amount, by="prov")
    return held


def test_a_late_contribution_is_receivable_at_the_years_end(world, late):
    assert value(world, "contributions.receivable") == 845_678 * KR
    assert value(world, "contributions.late") == 845_678 * KR
    assert value(world, "contributions.receivable.forsakringskassan") == 845_678 * KR
    assert value(world, "contributions.receivable.region-an") == 0
    assert value(world, "contributions.receivable", "2025") == 0
    assert value(world, "contributions.receivable", "2023") is None
    assert (value(world, "contributions.invoiced"), value(world, "contributions.received")) == (
        1_845_678 * KR, 1_000_000 * KR,
    )  # fmt: skip
    assert value(world, "contributions.received", "2025") == 845_678 * KR


def test_the_receivable_rolls_forward_and_leads_to_the_instalment(world, late):
    found = figure_book(Books(world.association)).explain("contributions.receivable", Scope(Period(2024)))
    assert [(part.operator, part.value) for part in found.parts] == [
        ("", 0), ("+", 1_845_678 * KR), ("−", 1_000_000 * KR),
    ]  # fmt: skip
    assert [(row.label, row.link.kwargs) for row in found.sources] == [
        ("Försäkringskassan 2024, nr 1", {"pk": late.pk})
    ]


def test_the_check_compares_with_the_books_and_asks_when_they_differ(world, late):
    check = next(check for check in CHECKS if check.id == "ledger.contributions-receivable")

    class Figures(dict):
        def value(self, key, scope):
            return self[key]

    said = {"contributions.receivable": 845_678_00, "contributions.booked": 845_678_00}
    assert check.run(Figures(said), Period(2024))[0].outcome == "håller"
    assert check.run(Figures({**said, "contributions.booked": 0}), Period(2024))[0].outcome == "förklara"
    assert check.run(Figures({**said, "contributions.booked": None}), Period(2024))[0].outcome == "går inte att pröva"
    assert check.run(Figures(said), Period(2024, 8))[0].outcome == "håller"


# --- pages ----------------------------------------------------------------------------------------------------------


def at(name, *args, period="2024"):
    return reverse(f"ledger:{name}", args=["an", period, *args])


@pytest.fixture
def addresses(world, members, late):
    paid = Receipt.objects.order_by("pk").last()
    reading = [at("allocations"), at("allocation", 2024), at("instalments"), at("instalment", late.pk)]
    writing = [
        at("allocation-new"), at("instalments-new"), at("instalment-new"), at("instalment-cancel", late.pk),
        at("instalment-receipt-remove", paid.pk),
    ]  # fmt: skip
    return reading, writing


def test_who_may_open_what(world, addresses):
    reading, writing = addresses
    for role in ("forbundschef", "ekonom"):
        assert {world.client(role).get(path).status_code for path in reading + writing} == {200}
    for role in ("verksamhetsutvecklare", "styrelseledamot", "revisor"):
        assert {world.client(role).get(path).status_code for path in reading} == {200}
        assert {world.client(role).get(path).status_code for path in writing} == {403}
    for role in ("systemforvaltare", "registrator", "beredning"):
        assert {world.client(role).get(path).status_code for path in reading + writing} == {403}
    insatsagare = world.login(world.party_user())
    assert {insatsagare.get(path).status_code for path in reading + writing} == {403}


def test_a_stranger_gets_404_on_every_page(world, addresses):
    for path in (*addresses[0], *addresses[1], at("allocation-confirm", 2024)):
        assert world.client("stranger").get(path).status_code == 404
        assert world.client("stranger").post(path).status_code == 404


def test_a_member_sees_its_own_instalments_and_404_on_anothers(world, members, late):
    mine = instalment(world, members, "Åns kommun", amount=500_000, sent=date(2024, 4, 3))
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("instalments")).content.decode()
    assert "Åns kommun" in text and "Försäkringskassan" not in text
    assert client.get(at("instalment", mine.pk)).status_code == 200
    assert client.get(at("instalment", late.pk)).status_code == 404
    assert client.post(at("instalment", late.pk)).status_code == 404
    assert client.post(at("instalment", mine.pk)).status_code == 403
    assert client.get(at("allocation", 2024)).status_code == 200


def test_the_split_is_shown_before_it_is_saved(world, members):
    client = world.client("ekonom")
    typed = {"year": "2024", "stage": "preliminär", "date": "2023-11-20", "state": "989 751", "basis": "folkmängd",
             "counted": "2022-11-01", "note": ""}  # fmt: skip
    text = client.post(at("allocation-new"), typed).content.decode()
    assert f"494{NBSP}876" in text and "Gick inte jämnt upp" in text
    assert not Allocation.objects.exists()
    answer = client.post(at("allocation-new"), {**typed, "save": "1"})
    assert answer.url == at("allocation", 2024)
    assert Allocation.objects.get().key == "Folkmängd 2022-11-01"


def test_every_fault_in_a_new_version_stands_on_top_and_at_its_field(world, members):
    world.party("Bäckens kommun")
    typed = {"year": "2024", "stage": "", "date": "igår", "state": "mycket", "basis": "folkmängd"}
    text = world.client("ekonom").post(at("allocation-new"), typed).content.decode()
    for said in ("Skriv ett datum", "är inte ett belopp"):
        assert text.count(said) == 2
    typed |= {"stage": "ansökt", "date": "2023-09-01", "state": "100", "counted": "2022-11-01"}
    text = world.client("ekonom").post(at("allocation-new"), typed).content.decode()
    assert "Folkmängd saknas för Bäckens kommun, Åns kommun" in text


def test_versions_stand_side_by_side_with_what_was_changed(world, members):
    early = allocated(world, members, "preliminär")
    actions.confirm_share(early, members["Region Ån"], on=date(2023, 12, 1), by="prov")
    allocated(world, members, state=4_100_000, note="Staten höjde.", on=date(2024, 1, 15))
    text = world.client("styrelseledamot").get(at("allocation", 2024)).content.decode()
    assert f"4{NBSP}000{NBSP}000" in text and f"4{NBSP}100{NBSP}000" in text
    assert "Ändrat efter samråd: Staten höjde." in text
    assert "1\xa0december 2023" in text  # the region's yes to the earlier version
    assert "Bekräfta<" not in text


def test_a_member_confirms_on_the_page(world, members):
    allocated(world, members, "preliminär")
    client = world.login(world.party_user("medlemsrepresentant", "Åns kommun"))
    text = client.get(at("allocation", 2024)).content.decode()
    assert text.count("Bekräfta<") == 1
    own, other = members["Åns kommun"].pk, members["Region Ån"].pk
    assert client.post(at("allocation-confirm", 2024), {"party": other}).status_code == 404
    assert client.post(at("allocation-confirm", 2024), {"party": own}).status_code == 302
    assert world.client("styrelseledamot").post(at("allocation-confirm", 2024), {"party": other}).status_code == 403
    assert client.post(at("allocation-confirm", 2024), {"party": "x"}).status_code == 404


def test_a_payment_is_registered_on_the_instalments_page(world, members, late):
    held = instalment(world, members, "Region Ån", amount=1_000, sent=date(2024, 3, 1))
    client = world.client("ekonom")
    text = client.post(at("instalment", held.pk), {"date": "2024-03-10", "amount": "1 001"}).content.decode()
    assert "bara 1\xa0000\xa0kr är obetalt" in text
    assert client.post(at("instalment", held.pk), {"date": "2024-03-10", "amount": "250"}).status_code == 302
    assert f"750{NBSP}kr" in client.get(at("instalment", held.pk)).content.decode()


def test_the_overdue_come_first_as_they_stood_at_the_periods_end(world, members, late):
    text = world.client("styrelseledamot").get(at("instalments")).content.decode()
    assert text.index(f"845{NBSP}678") < text.index(f"1{NBSP}000{NBSP}000")
    assert "Läget 31\xa0december 2024" in text
    assert "contributions.receivable" in text  # the sum is a door


def test_empty_pages_teach(world):
    for name in ("allocations", "instalments"):
        text = world.client("ekonom").get(at(name)).content.decode()
        assert 'class="tomt"' in text
    assert 'class="tomt"' in world.client("ekonom").get(at("allocation", 2024)).content.decode()


def test_instalments_for_all_are_laid_in_from_the_form(world, members):
    allocated(world, members)
    typed = {"count": "4", "first": "2024-01-10", "days": "30", "document": "faktura"}
    assert world.client("ekonom").post(at("instalments-new"), typed).status_code == 302
    assert ContributionInstalment.objects.count() == 12
    one = {"party": members["Region Ån"].pk, "amount": "5", "invoiced": "2024-02-01", "due": "2024-01-01",
           "document": "faktura"}  # fmt: skip
    text = world.client("ekonom").post(at("instalment-new"), one).content.decode()
    assert text.count("Förfallodagen ligger före") == 2
    text = world.client("ekonom").post(at("instalment-new"), {**one, "due": "2024-03-01"}).content.decode()
    assert "mer än bidraget" in text
