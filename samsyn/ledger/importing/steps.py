"""The three things a file can be put through: read, write, undo. Each is one transaction: all of it or nothing.

No permissions here: `actions` asks before, and a background job goes straight to these.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from samsyn.associations.models import Association
from samsyn.core.events import actor_name, tell
from samsyn.core.jobs import Report
from samsyn.core.refused import Refused
from samsyn.ledger.domain import sie
from samsyn.ledger.importing import bulk
from samsyn.ledger.importing.budget import store_sie_budget, take_back
from samsyn.ledger.importing.difference import ACCOUNTS, Comparison, Marks, account_changes
from samsyn.ledger.importing.held import active_imports, described, held_by
from samsyn.ledger.importing.reconcile import reconcile
from samsyn.ledger.importing.write import YearWriter, clear_year
from samsyn.ledger.models import FiscalYear, Import, SourceFile

BUSY = "Någon annan lägger in bokföring just nu. Vänta tills det är klart och försök sedan igen."
State = Import.State


def digest(stream: IO[bytes]) -> str:
    """sha256 of the whole stream, which is left at its beginning."""
    found = hashlib.sha256()
    while block := stream.read(1 << 20):
        found.update(block)
    stream.seek(0)
    return found.hexdigest()


@contextmanager
def _opened(source: SourceFile) -> Iterator[Any]:
    """The kept file, as it came. Raises Refused when storage no longer holds it."""
    try:
        stream = source.file.storage.open(str(source.file.name), "rb")
    except OSError:
        raise Refused(f"Filen {source.name} finns inte kvar i lagringen. Läs in den på nytt.") from None
    with stream:
        yield stream


def _read(source: SourceFile, **options: Any) -> sie.SieFile:
    limits = sie.Limits(file_bytes=settings.SIE_MAX_BYTES)
    with _opened(source) as stream:
        return sie.read(stream, limits=limits, **options)


@contextmanager
def one_at_a_time(association: Association) -> Iterator[None]:
    """A transaction in which nobody else changes this association's books. Raises Refused when someone just does."""
    try:
        with transaction.atomic():
            list(Association.objects.select_for_update(no_key=True, nowait=True).filter(pk=association.pk))
            yield
    except OperationalError as error:
        if "lock" not in str(error).lower():
            raise
        raise Refused(BUSY) from error


# --- reading ---------------------------------------------------------------------------------------------------------


def read_import(item: Import, by: Any, report: Report) -> Import:
    """Reads the file and says what it is, what is odd and what it would change. Saves nothing in the books."""
    file = _read(item.source, progress=report)
    with transaction.atomic():
        _describe(item, file)
        if file.refused:
            item.state = State.REFUSED
        else:
            held = held_by(item.association)
            item.reconciliation = [answer.as_json() for answer in reconcile(file, item.source.sha256, held)]
            item.difference = _difference(item, file, report)
            item.state = State.READ
        item.save()
        words = "gick inte att läsa" if file.refused else f"{file.vouchers} verifikationer, {file.rows} rader"
        tell("ledger.import.read", f"Läste filen {item.source.name}: {words}", item, by)
    return item


def _describe(item: Import, file: sie.SieFile) -> None:
    item.sie_type, item.encoding = file.type[:2], file.encoding[:20]
    item.program, item.company, item.org_number = file.program[:200], file.company[:200], file.orgnr[:20]
    item.generated, item.covers_to, item.partial = file.generated, file.covers_to, file.partial
    item.voucher_count, item.entry_count = file.vouchers, file.rows
    item.findings = [
        {"level": str(finding.level), "code": finding.code, "line": finding.line, "text": finding.text}
        for finding in file.findings
    ]


def _difference(item: Import, file: sie.SieFile, report: Report) -> dict[str, Any]:
    """What booking the file would change. JSON: the year, the import that gives way, vouchers and accounts."""
    year = file.year()
    if year is None:
        return {}
    found: dict[str, Any] = {
        "start": year.start.isoformat(),
        "end": year.end.isoformat(),
        "accounts_in_file": len(file.accounts),
        "against": None,
    }
    held = _active(item.association, year.start)
    if held is None:
        return found
    marks = Marks()
    before = _read(held.source, on_vouchers=marks.take)
    comparison = Comparison(marks.by_name)
    _read(item.source, on_vouchers=comparison.take, progress=report)
    changes = account_changes(before, marks, file, comparison)
    return found | {
        "against": held.pk,
        "against_text": described(held),
        "vouchers": comparison.result(),
        "accounts": changes[:ACCOUNTS],
        "account_count": len(changes),
    }


def _active(association: Association, start: date) -> Import | None:
    return next((item for item in active_imports(association).values() if item.year and item.year.start == start), None)


# --- writing ---------------------------------------------------------------------------------------------------------


def write_import(item: Import, by: Any, report: Report, *, skip_bad_vouchers: bool) -> Import:
    """Books the file in one transaction; what the year held gives way. Raises Refused, and then nothing has changed."""
    with one_at_a_time(item.association):
        item.refresh_from_db()
        if item.state not in (State.READ, State.WRITING):
            raise Refused(f"Filen väntar inte längre på besked. Läge: {item.get_state_display()}.")
        year, held = _place(item)
        item.skip_bad_vouchers = skip_bad_vouchers
        file = _fill(item, year, report)
        if held:
            Import.objects.filter(pk=held.pk).update(state=State.REPLACED)
        item.year, item.replaces, item.state = year, held, State.ACTIVE
        item.confirmed, item.confirmed_by = timezone.now(), actor_name(by)
        item.difference["budget"] = store_sie_budget(item, file, by=actor_name(by))
        item.save()
        before = described(held) if held else "Året fanns inte."
        summary = f"Lade in bokföringen för {year} ({item.voucher_count} verifikationer)"
        after = f"{item.source.name}: {item.voucher_count} verifikationer, {item.entry_count} rader."
        tell("ledger.import", summary, item, by, before=before, after=after)
    return item


def _place(item: Import) -> tuple[FiscalYear, Import | None]:
    """The year to fill and the import that gives way, as they now stand. Raises Refused if they changed meanwhile."""
    start, end = (date.fromisoformat(item.difference[name]) for name in ("start", "end"))
    mine = FiscalYear.objects.filter(association=item.association)
    if mine.filter(start__lte=end, end__gte=start).exclude(start=start, end=end).exists():
        raise Refused("Ett annat räkenskapsår som delar dagar med filens har kommit till. Läs in filen på nytt.")
    year, _ = mine.get_or_create(start=start, defaults={"end": end, "association": item.association})
    if year.closed:
        raise Refused(f"{year} är stängt. Öppna året innan bokföringen byts ut.")
    held = active_imports(item.association).get(year.pk)
    if (held.pk if held else None) != item.difference.get("against"):
        now = f"Nu gäller {described(held)}." if held else "Det som gällde har tagits bort."
        raise Refused(f"Bokföringen för {year} har ändrats sedan filen lästes. {now} Läs in filen på nytt och jämför.")
    return year, held


def _fill(item: Import, year: FiscalYear, report: Report) -> sie.SieFile:
    """Clears the year and writes the file's rows; sets what was really booked on the import."""
    with _opened(item.source) as stream:
        if digest(stream) != item.source.sha256:
            raise Refused(f"Filen {item.source.name} har ändrats i lagringen sedan den lästes. Läs in den på nytt.")
    clear_year(item.association_id, year.pk)
    writer = YearWriter(item, year.pk)
    with bulk.streaming():
        file = _read(item.source, on_vouchers=writer.take, progress=report)
    if file.refused or (writer.skipped and not item.skip_bad_vouchers):
        raise Refused("Filen har fel som måste rättas eller hoppas över innan den läggs in.")
    writer.finish(file)
    item.voucher_count, item.entry_count = writer.vouchers, writer.entries
    return file


# --- undoing ---------------------------------------------------------------------------------------------------------


def undo_import(item: Import, by: Any, report: Report) -> Import:
    """Puts back what the import replaced, by reading that file again, or takes the year away if there was nothing."""
    with one_at_a_time(item.association):
        item.refresh_from_db()
        year = item.year
        if item.state != State.ACTIVE or year is None:
            raise Refused("Filen gäller inte längre, så det finns inget att ångra.")
        if year.closed:
            raise Refused(f"{year} är stängt. Öppna året innan inläsningen ångras.")
        label, before, former = str(year), described(item), item.replaces
        take_back(item)
        item.state = State.UNDONE
        item.save(update_fields=["state"])
        if former and former.state == State.REPLACED:
            _put_back(former, year, report)
            after = f"{described(former)} gäller igen."
        else:
            _take_away(year)
            after = "Året finns inte längre."
        item.refresh_from_db()
        tell("ledger.import.undo", f"Ångrade inläsningen för {label}", item, by, before=before, after=after)
    return item


def _put_back(former: Import, year: FiscalYear, report: Report) -> None:
    _fill(former, year, report)
    former.state = State.ACTIVE
    former.save()


def _take_away(year: FiscalYear) -> None:
    clear_year(year.association_id, year.pk)
    Import.objects.filter(association_id=year.association_id, year=year).update(year=None)
    year.delete()
