"""A closed year is neither replaced nor undone, and opens only with a reason."""

import pytest

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.ledger.importing import actions
from samsyn.ledger.models import FiscalYear, Import
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V
from samsyn.ledger.tests.test_import_actions.importing import answer, book, read


def test_a_closed_year_can_neither_be_replaced_nor_undone(world):
    item = book(world)
    actions.close_year(year=item.year, by=world.user("ekonom"))
    other = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    assert answer(other, "stängt år")["blocks"]
    with pytest.raises(Refused, match="stängt"):
        actions.confirm(item=other, by=world.user("ekonom"))
    with pytest.raises(Refused, match="stängt"):
        actions.undo(item=Import.objects.get(pk=item.pk), by=world.user("ekonom"))


def test_a_year_closed_while_the_file_waits_is_not_replaced(world):
    item = book(world)
    waiting = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    actions.close_year(year=item.year, by=world.user("ekonom"))
    with pytest.raises(Refused, match="stängt"):
        actions.confirm(item=waiting, by=world.user("ekonom"))


def test_opening_a_closed_year_needs_a_reason_that_stands_in_the_log(world):
    year = book(world).year
    actions.close_year(year=year, by=world.user("forbundschef"))
    with pytest.raises(Refused, match="varför"):
        actions.open_year(year=year, by=world.user("forbundschef"), reason="  ")
    actions.open_year(year=year, by=world.user("forbundschef"), reason="Rättelse efter revision")
    assert Event.objects.get(verb="ledger.year.open").after == "öppet. Skäl: Rättelse efter revision"
    assert FiscalYear.objects.get().closed is None


def test_a_part_of_a_year_is_said_to_be_one_and_cannot_be_closed(world):
    item = book(world, SIE.but(covers_to="20240331", vouchers=VOUCHERS))
    assert item.partial and answer(item, "del av år")["outcome"] == "förklara"
    with pytest.raises(Refused, match="inte komplett"):
        actions.close_year(year=item.year, by=world.user("ekonom"))
    whole = read(world, SIE.but(vouchers=(*VOUCHERS, V("5", "20241231", "Hyra", ((5010, 1_00), (1930, -1_00))))))
    assert whole.difference["vouchers"]["added"] == 1 and not whole.partial


def test_years_that_share_days_are_refused(world):
    book(world)
    broken = SIE.bytes().replace(b"#RAR 0 20240101 20241231", b"#RAR 0 20240701 20250630")
    item = read(world, broken.replace(b"#RAR -1 20230101 20231231", b"#RAR -1 20230701 20240630"))
    assert answer(item, "överlappande år")["blocks"]
    with pytest.raises(Refused, match="dela dagar"):
        actions.confirm(item=item, by=world.user("ekonom"))
