"""Reading saves the file and says what it is, what does not add up, and what is no SIE file."""

from pathlib import Path

import pytest

from samsyn.core.models import Event
from samsyn.core.refused import Refused
from samsyn.ledger.importing import actions
from samsyn.ledger.models import FiscalYear, Import, Voucher
from samsyn.ledger.tests.sie_builder import SIE
from samsyn.ledger.tests.test_import_actions.importing import State, answer, book, read


def test_reading_saves_the_file_and_says_what_it_is_but_books_nothing(world):
    item = read(world)
    assert (item.state, item.sie_type, item.voucher_count, item.entry_count) == (State.READ, "4E", 4, 8)
    assert item.source.sha256 and item.source.size == len(SIE.bytes())
    assert [a["outcome"] for a in item.reconciliation] == ["håller"] * len(item.reconciliation)
    assert not Voucher.objects.exists() and not FiscalYear.objects.exists()


def test_the_opening_is_compared_with_the_year_before_as_it_is_held(world):
    book(world, SIE.but(year=2023, vouchers=()), "2023.se")
    item = read(world, SIE.but(ib={1930: 51_000_00, 2010: -51_000_00}))
    found = answer(item, "inläst UB")
    assert found["outcome"] == "förklara" and "1930" in found["details"][0]


def test_a_file_that_does_not_add_up_says_which_accounts(world):
    item = read(world, SIE.but(ub={1930: 99_00, 2010: -50_000_00, 2440: 0}))
    found = answer(item, "filen a")
    assert found["outcome"] == "faller" and found["details"][0].startswith("Konto 1930")
    assert not found["blocks"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!doctype html><html><body>404</body></html>", "not_sie"),
        (b"PK\x03\x04" + b"\0" * 200, "not_sie"),
        (b"", "empty"),
        (SIE.bytes()[: SIE.bytes().rindex(b"}")], "unclosed_block"),
        (SIE.bytes().replace(b"#RAR 0 20240101 20241231", b"#RAR 0 20241231 20240101"), "bad_rar"),
    ],
    ids=["html", "zip", "empty", "truncated", "wrong year"],
)
def test_what_is_no_whole_sie_file_is_refused_with_every_finding_and_nothing_saved(world, content, code):
    item = read(world, content)
    assert item.state == State.REFUSED
    assert code in {f["code"] for f in item.findings if f["level"] == "F"}
    assert not FiscalYear.objects.exists()
    assert Event.objects.get(verb="ledger.import.read").summary.endswith("gick inte att läsa")


def test_a_file_above_the_limit_is_refused_with_the_number(world, settings):
    settings.SIE_MAX_BYTES = 1024 * 1024
    with pytest.raises(Refused, match="Gränsen är 1 MB"):
        read(world, SIE.bytes() + b"\r\n" * 1024 * 1024)
    assert not Import.objects.exists()


def test_a_voucher_file_for_import_elsewhere_is_refused(world):
    lines = [line for line in SIE.lines() if not line.startswith(("#IB", "#UB", "#RES", "#RAR"))]
    item = read(world, "\r\n".join(lines).encode("cp437"), "lon.si")
    assert answer(item, "filtyp")["blocks"]


def test_a_discarded_file_stays_in_the_log(world):
    item = actions.discard(item=read(world), by=world.user("ekonom"))
    assert item.state == State.DISCARDED and Event.objects.filter(verb="ledger.import.discard").exists()
    with pytest.raises(Refused):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_the_files_name_on_disk_holds_nothing_of_what_was_sent(world):
    item = read(world, name="../../etc/pass wd<b>.se")
    assert item.source.name == "pass wd<b>.se"
    assert Path(item.source.file.name).name.startswith("an-") and ".." not in item.source.file.name
