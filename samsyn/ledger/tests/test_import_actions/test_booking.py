"""Booking fills the year with what the file holds, once, for those who keep the books."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.ledger import importing
from samsyn.ledger.importing import actions
from samsyn.ledger.models import Account, Balance, Entry, FiscalYear, Movement, Voucher
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V
from samsyn.ledger.tests.test_import_actions.importing import State, answer, book, read


def test_booking_fills_the_year_and_tells_the_log(world):
    item = book(world)
    year = FiscalYear.objects.get()
    assert (item.state, item.year, str(year)) == (State.ACTIVE, year, "2024")
    assert Voucher.objects.count() == 4 and Entry.objects.count() == 8
    row = Entry.objects.get(account=4010)
    assert (row.project, row.cost_centre, row.amount, row.date, row.text) == (
        "P1", "", 40_000_00, date(2024, 2, 10), "Vägen in",
    )  # fmt: skip
    assert Movement.objects.get(account=5010).cost_centre == "10"
    assert Account.objects.get(number=3980).name == "Medlemsbidrag"
    event = Event.objects.filter(verb="ledger.import").get()
    assert event.summary == "Lade in bokföringen för 2024 (4 verifikationer)"
    assert event.before == "Året fanns inte." and "4 verifikationer, 8 rader" in event.after


def test_the_balances_of_the_year_before_are_kept(world):
    book(world)
    before = Balance.objects.filter(index=-1)
    assert {(b.start, b.account, b.ub) for b in before} == {
        (date(2023, 1, 1), 1930, 50_000_00), (date(2023, 1, 1), 2010, -50_000_00),
    }  # fmt: skip


def test_months_of_the_year_before_are_kept_but_the_years_own_come_from_its_vouchers(world):
    months = ((0, "202402", 4010, 40_000_00), (-1, "202305", 4010, 7_000_00))
    book(world, SIE.but(months=months))
    stated = Movement.objects.filter(source="stated")
    assert [(m.month, m.account, m.amount) for m in stated] == [(date(2023, 5, 1), 4010, 7_000_00)]
    assert Movement.objects.get(source="vouchers", account=4010).amount == 40_000_00


def test_months_of_a_file_without_vouchers_are_kept_as_stated(world):
    months = ((0, "202402", 4010, 40_000_00),)
    book(world, SIE.but(vouchers=(), sie_type="2", months=months, ub=SIE.ib, res={4010: 40_000_00}))
    assert [(m.month, m.amount, m.source) for m in Movement.objects.all()] == [(date(2024, 2, 1), 40_000_00, "stated")]


def test_struck_and_added_rows_are_kept_as_a_trail_and_not_counted(world):
    extra = "#BTRANS 5010 {} 100.00\r\n#RTRANS 5010 {} 25.00\r\n#TRANS 5010 {} 25.00\r\n#TRANS 1930 {} -25.00"
    book(world, SIE.but(vouchers=(V("1", "20240115", "Rättad", ((5010, 100), (1930, -100)), extra=extra),)))
    assert sorted(Entry.objects.values_list("kind", flat=True)) == ["B", "R", "T", "T", "T", "T"]
    assert Movement.objects.get(account=5010).amount == 100 + 2500
    assert Voucher.objects.get().amount == 100 + 2500


def test_another_companys_file_is_refused(world):
    item = read(world, SIE.but(org_number="232100-0016", company="Bäcken"))
    assert answer(item, "organisationsnummer")["blocks"]
    with pytest.raises(Refused, match="232100-0016"):
        actions.confirm(item=item, by=world.user("ekonom"))
    assert not Voucher.objects.exists()


def test_a_file_without_organisation_number_asks_for_a_look(world):
    item = read(world, SIE.but(org_number=""))
    assert answer(item, "organisationsnummer")["outcome"] == "förklara"
    assert actions.confirm(item=item, by=world.user("ekonom")).state == State.ACTIVE


def test_vouchers_with_faults_are_skipped_only_by_choice(world):
    bad = (*VOUCHERS, V("5", "20240401", "Sned", ((5010, 1_00), (1930, -2_00))))
    item = read(world, SIE.but(vouchers=bad))
    assert actions.faulty(item)
    with pytest.raises(Refused, match="hoppas över"):
        actions.confirm(item=item, by=world.user("ekonom"))
    item = actions.confirm(item=item, by=world.user("ekonom"), skip_bad_vouchers=True)
    assert item.skip_bad_vouchers and item.voucher_count == 4 and Voucher.objects.count() == 4
    assert Movement.objects.get(account=5010).amount == 5_000_50


@pytest.mark.parametrize("role", ["styrelseledamot", "revisor", "verksamhetsutvecklare", "registrator", "stranger"])
def test_only_those_who_keep_the_books_may_import(world, role):
    by = world.stranger if role == "stranger" else world.user(role)
    with pytest.raises(PermissionDenied):
        actions.upload(association=world.association, file=ContentFile(b"x"), name="x.se", by=by)
    item = book(world)
    for act in (actions.undo, actions.discard):
        with pytest.raises(PermissionDenied):
            act(item=item, by=by)
    with pytest.raises(PermissionDenied):
        actions.close_year(year=item.year, by=by)


def test_the_command_line_reads_and_books_without_a_request(world, tmp_path):
    path = tmp_path / "2024.se"
    path.write_bytes(SIE.bytes())
    assert importing.run(world.association, path, by="kommandoraden").state == State.READ
    item = importing.run(world.association, path, by="kommandoraden", yes=True)
    assert item.state == State.ACTIVE and item.confirmed_by == "kommandoraden"


def test_texts_longer_than_the_columns_are_cut_and_booked(world):
    long = "x" * 900
    book(world, SIE.but(vouchers=(V("1" * 60, "20240115", long, ((1930, 1, "", long), (3980, -1)), series="S" * 50),)))
    voucher = Voucher.objects.get()
    assert (len(voucher.text), len(voucher.number), len(voucher.series)) == (500, 40, 40)
