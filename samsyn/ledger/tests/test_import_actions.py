"""Import as actions: read, compare, book, undo, close; all or nothing."""

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection, connections

from samsyn.core.models import Event, Job
from samsyn.core.refused import Refused
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.ledger import importing
from samsyn.ledger.importing import actions, steps
from samsyn.ledger.importing.write import YearWriter
from samsyn.ledger.models import Account, Balance, Entry, FiscalYear, Import, Movement, Plan, Voucher
from samsyn.ledger.tests.sie_builder import SIE, VOUCHERS, V

State = Import.State


def read(world, sie=SIE, name="2024.se", role="ekonom", **options):
    content = sie if isinstance(sie, bytes) else sie.bytes()
    file = ContentFile(content, name=name)
    return actions.upload(association=world.association, file=file, name=name, by=world.user(role), **options)


def book(world, sie=SIE, name="2024.se", **options):
    return actions.confirm(item=read(world, sie, name), by=world.user("ekonom"), **options)


def held(association):
    """What the books show: enough to see that nothing moved."""
    rows = Entry.objects.filter(association=association).order_by("voucher__date", "voucher__position", "position")
    return (
        [tuple(r) for r in rows.values_list("voucher__series", "voucher__number", "account", "amount", "date")],
        sorted(Movement.objects.filter(association=association).values_list("month", "account", "amount", "source")),
        sorted(Balance.objects.filter(association=association).values_list("start", "account"), key=str),
        sorted(Account.objects.filter(association=association).values_list("number", "name")),
    )


def answer(item, id_):
    return next(a for a in item.reconciliation if a["id"] == id_)


def test_reading_saves_the_file_and_says_what_it_is_but_books_nothing(world):
    item = read(world)
    assert (item.state, item.sie_type, item.voucher_count, item.entry_count) == (State.READ, "4E", 4, 8)
    assert item.source.sha256 and item.source.size == len(SIE.bytes())
    assert [a["outcome"] for a in item.reconciliation] == ["håller"] * len(item.reconciliation)
    assert not Voucher.objects.exists() and not FiscalYear.objects.exists()


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


def test_vouchers_with_faults_are_skipped_only_by_choice(world):
    bad = (*VOUCHERS, V("5", "20240401", "Sned", ((5010, 1_00), (1930, -2_00))))
    item = read(world, SIE.but(vouchers=bad))
    assert actions.faulty(item)
    with pytest.raises(Refused, match="hoppas över"):
        actions.confirm(item=item, by=world.user("ekonom"))
    item = actions.confirm(item=item, by=world.user("ekonom"), skip_bad_vouchers=True)
    assert item.skip_bad_vouchers and item.voucher_count == 4 and Voucher.objects.count() == 4
    assert Movement.objects.get(account=5010).amount == 5_000_50


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


def test_what_fails_in_the_middle_leaves_the_old_year_as_it_was(world, monkeypatch):
    book(world)
    before = held(world.association)
    item = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")

    def broken(self, file):
        raise RuntimeError("the power went")

    monkeypatch.setattr(YearWriter, "finish", broken)
    with pytest.raises(RuntimeError):
        actions.confirm(item=item, by=world.user("ekonom"))
    item.refresh_from_db()
    assert item.state == State.READ and held(world.association) == before


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


def test_a_discarded_file_stays_in_the_log(world):
    item = actions.discard(item=read(world), by=world.user("ekonom"))
    assert item.state == State.DISCARDED and Event.objects.filter(verb="ledger.import.discard").exists()
    with pytest.raises(Refused):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_a_large_file_is_read_and_booked_in_the_background(world, settings):
    settings.SIE_BACKGROUND_BYTES = 100
    item = read(world)
    assert item.state == State.READ and Job.objects.get(pk=item.job).state == Job.State.DONE
    item = actions.confirm(item=item, by=world.user("ekonom"))
    assert item.state == State.ACTIVE and Voucher.objects.count() == 4
    assert Event.objects.get(verb="ledger.import").actor == world.user("ekonom").name
    second = book(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    actions.undo(item=second, by=world.user("ekonom"))
    assert Voucher.objects.count() == 4


def test_a_background_job_that_fails_says_so_plainly_and_the_file_waits_again(world, settings, monkeypatch):
    settings.SIE_BACKGROUND_BYTES = 100
    item = read(world)
    monkeypatch.setattr(YearWriter, "finish", lambda self, file: 1 / 0)
    item = actions.confirm(item=item, by=world.user("ekonom"))
    job = Job.objects.get(pk=item.job)
    assert item.state == State.READ and job.state == Job.State.FAILED
    assert job.message.endswith("Bokföringen är som den var.") and "division" not in job.message
    assert not Voucher.objects.exists()


def test_a_file_that_vanished_from_storage_is_said_to_be_gone(world):
    item = read(world)
    Path(item.source.file.path).unlink()
    with pytest.raises(Refused, match="finns inte kvar"):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_a_file_changed_in_storage_is_not_booked(world):
    item = read(world)
    Path(item.source.file.path).write_bytes(SIE.but(vouchers=VOUCHERS[:1]).bytes())
    with pytest.raises(Refused, match="ändrats i lagringen"):
        actions.confirm(item=item, by=world.user("ekonom"))


def test_the_budget_in_the_file_becomes_a_plan_with_the_results_sign(world):
    budget = {(4010, "202401"): 1_000_00, (3980, "202401"): -2_000_00, (8999, "202401"): 5, (1930, "202401"): 9}
    item = book(world, SIE.but(budget=budget))
    plan = Plan.objects.get()
    assert (plan.year, plan.kind, plan.in_force, plan.origin) == (2024, "budget", True, "#PBUDGET i 2024.se")
    assert {(r.account, r.month): r.amount for r in plan.rows.all()} == {(3980, 1): 2_000_00, (4010, 1): -1_000_00}
    assert item.difference["budget"] == ["Budgeten för 2024 i filen gäller nu."]


def test_a_budget_equal_to_a_decided_one_is_said_to_be_equal_and_kept_beside(world):
    decided = Plan.objects.create(association=world.association, year=2024, kind="budget", name="Budget 2024")
    decided.rows.create(association=world.association, account=4010, amount=-2_000_00)
    item = book(world, SIE.but(budget={(4010, "202401"): 1_000_00, (4010, "202402"): 1_000_00}))
    plan = Plan.objects.exclude(pk=decided.pk).get()
    assert (plan.in_force, plan.equal_to) == (False, decided)
    assert "lika med Budget 2024" in item.difference["budget"][0]


def test_the_same_budget_in_the_next_file_is_not_stored_twice(world):
    sie = SIE.but(budget={(4010, "202401"): 1_000_00})
    book(world, sie)
    item = book(world, sie.but(vouchers=VOUCHERS[:1]), "ny.se")
    assert Plan.objects.count() == 1 and "lika med den som redan finns" in item.difference["budget"][0]


def test_the_command_line_reads_and_books_without_a_request(world, tmp_path):
    path = tmp_path / "2024.se"
    path.write_bytes(SIE.bytes())
    assert importing.run(world.association, path, by="kommandoraden").state == State.READ
    item = importing.run(world.association, path, by="kommandoraden", yes=True)
    assert item.state == State.ACTIVE and item.confirmed_by == "kommandoraden"


def test_the_files_name_on_disk_holds_nothing_of_what_was_sent(world):
    item = read(world, name="../../etc/pass wd<b>.se")
    assert item.source.name == "pass wd<b>.se"
    assert Path(item.source.file.name).name.startswith("an-") and ".." not in item.source.file.name


def test_texts_longer_than_the_columns_are_cut_and_booked(world):
    long = "x" * 900
    book(world, SIE.but(vouchers=(V("1" * 60, "20240115", long, ((1930, 1, "", long), (3980, -1)), series="S" * 50),)))
    voucher = Voucher.objects.get()
    assert (len(voucher.text), len(voucher.number), len(voucher.series)) == (500, 40, 40)


@pytest.mark.parametrize("state", [State.READING, State.WRITING])
def test_a_file_whose_worker_was_lost_can_be_tried_again(world, settings, state):
    item = read(world)
    job = Job.objects.create(association_id=world.association.pk, kind="x", title="x", state=Job.State.RUNNING)
    Import.objects.filter(pk=item.pk).update(state=state, job=job.pk)
    item.refresh_from_db()
    with pytest.raises(Refused, match="pågår"):
        actions.try_again(item=item, by=world.user("ekonom"))
    Job.objects.filter(pk=job.pk).update(changed="2020-01-01T00:00:00Z")
    assert actions.try_again(item=item, by=world.user("ekonom")).state == State.READ


KILLED = """
import os, sys, django
django.setup()
from samsyn.core.tenancy import EVERYTHING, enter
from samsyn.ledger.importing import actions
from samsyn.ledger.importing.write import YearWriter
from samsyn.ledger.models import Import
YearWriter.finish = lambda self, file: os.kill(os.getpid(), 9)
enter(EVERYTHING)
actions.confirm(item=Import.objects.get(pk=int(sys.argv[1])), by="kommandoraden", at_once=True)
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_leaves_the_old_year_as_it_was(world, settings, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("a copy of the database to kill a process on is made of a file")
    book(world)
    item = read(world, SIE.but(vouchers=VOUCHERS[:1]), "ny.se")
    copy = tmp_path / "copy.sqlite3"
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    (tmp_path / "files").symlink_to(settings.MEDIA_ROOT)
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{copy}",
        "SAMSYN_DATA": str(tmp_path),
        "SAMSYN_SECRET_KEY": "x" * 40,
    }
    done = subprocess.run([sys.executable, "-c", KILLED, str(item.pk)], env=env, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    with sqlite3.connect(copy) as after:
        assert after.execute("SELECT COUNT(*) FROM ledger_voucher").fetchone() == (4,)
        assert after.execute("SELECT COUNT(*) FROM ledger_entry").fetchone() == (8,)
        states = after.execute("SELECT state FROM ledger_import ORDER BY id").fetchall()
        assert states == [("active",), ("read",)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_while_one_imports_another_gets_a_clear_answer_at_once(world):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    item, inside, go_on = read(world), threading.Event(), threading.Event()

    def hold():
        enter(EVERYTHING)
        with steps.one_at_a_time(world.association):
            inside.set()
            go_on.wait(10)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    inside.wait(10)
    try:
        with pytest.raises(Refused, match="Någon annan lägger in"):
            actions.confirm(item=item, by=world.user("ekonom"))
    finally:
        go_on.set()
        other.join()
    assert actions.confirm(item=item, by=world.user("ekonom")).state == State.ACTIVE
