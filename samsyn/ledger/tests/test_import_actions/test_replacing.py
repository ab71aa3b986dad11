"""A second file of the year, and the way back."""

import pytest

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.ledger.importing import actions
from samsyn.ledger.models import Entry, FiscalYear, Import, Movement, Plan, Voucher
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V
from samsyn.ledger.tests.test_import_actions.importing import State, book, held, read


def test_the_same_file_again_is_said_to_be_there_already(world):
    book(world)
    item = read(world, name="kopia.se")
    with pytest.raises(Refused, match=r"gäller redan: 2024\.se"):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_a_second_file_shows_the_difference_and_replaces_the_year(world):
    first = book(world)
    changed = (*VOUCHERS[:2], V("4", "20240331", "Hyra kontor", ((5010, 6_000_50, '1 "10"'), (1930, -6_000_50))),
               V("5", "20240401", "Ny", ((5010, 1_00), (1930, -1_00))))  # fmt: skip
    item = read(world, SIE.but(vouchers=changed), "2024b.se")
    vouchers = item.difference["vouchers"]
    assert [vouchers[k] for k in ("added", "changed", "removed", "same")] == [1, 1, 1, 2]
    assert {(s["kind"], s["name"], s["before"], s["after"]) for s in vouchers["samples"]} == {
        ("ny", "A 5", None, 1_00), ("ändrad", "A 4", 5_000_50, 6_000_50), ("borttagen", "A 3", 40_000_00, None),
    }  # fmt: skip
    accounts = {a["number"]: (a["before"], a["after"]) for a in item.difference["accounts"]}
    assert accounts["5010"] == (5_000_50, 6_001_50)
    assert Entry.objects.count() == 8  # not yet
    item = actions.confirm(item=item, by=world.user("ekonom"))
    first.refresh_from_db()
    assert (first.state, item.replaces) == (State.REPLACED, first)
    assert list(Voucher.objects.order_by("position").values_list("number", flat=True)) == ["1", "2", "4", "5"]
    assert set(Movement.objects.values_list("origin", flat=True)) == {item.pk}


def test_undo_puts_the_replaced_file_back(world):
    first = book(world)
    before = held(world.association)
    second = book(world, SIE.but(vouchers=VOUCHERS[:1]), "2024b.se")
    assert held(world.association) != before
    actions.undo(item=second, by=world.user("ekonom"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.ACTIVE, State.UNDONE)
    assert held(world.association) == before
    assert Event.objects.get(verb="ledger.import.undo").after.startswith("2024.se")


def test_undo_of_the_first_file_takes_the_year_away(world):
    item = book(world, SIE.but(budget={(4010, "202401"): 1_000_00}))
    assert Plan.objects.count() == 1
    actions.undo(item=item, by=world.user("ekonom"))
    assert not FiscalYear.objects.exists() and not Voucher.objects.exists() and not Plan.objects.exists()
    assert Import.objects.get().state == State.UNDONE


def test_of_two_who_import_the_same_year_the_second_is_told(world):
    first, second = read(world), read(world, SIE.but(vouchers=VOUCHERS[:1]), "annan.se")
    actions.confirm(item=first, by=world.user("ekonom"))
    with pytest.raises(Refused, match=r"ändrats sedan filen lästes. Nu gäller 2024\.se"):
        actions.confirm(item=second, by=world.user("forbundschef"))
    assert Voucher.objects.count() == 4
    second.refresh_from_db()
    assert second.state == State.READ


def test_a_file_can_only_be_booked_once(world):
    item = book(world)
    with pytest.raises(Refused):
        actions.confirm(item=item, by=world.user("ekonom"))
    with pytest.raises(Refused):
        actions.discard(item=item, by=world.user("ekonom"))
