"""Everything a person can do with a SIE file and a year: upload, confirm, discard, undo, close, open.

Each asks for the permission, and answers with Refused (a plain Swedish sentence) when it cannot be done.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core import jobs
from samsyn.core.events import actor_name, tell
from samsyn.core.refused import Refused
from samsyn.ledger.importing import steps, tasks
from samsyn.ledger.models import FiscalYear, Import, SourceFile

State = Import.State
SKIP_FIRST = "Filen har felaktiga verifikationer. Rätta dem, eller kryssa i att de ska hoppas över."


def upload(*, association: Association, file: File[bytes], name: str, by: Any, at_once: bool = False) -> Import:
    """Keeps the file with its hash and reads it: now if it is small or `at_once`, else in the background.

    Nothing is booked. Raises PermissionDenied, and Refused for a file above the installation's limit.
    """
    require(by, Permission.IMPORT_LEDGER, association)
    if file.size > settings.SIE_MAX_BYTES:
        most = settings.SIE_MAX_BYTES // 1024 // 1024
        raise Refused(f"Filen är {file.size // 1024 // 1024} MB. Gränsen är {most} MB.")
    if at_once or file.size <= settings.SIE_BACKGROUND_BYTES:
        with transaction.atomic():
            return steps.read_import(_keep(association, file, name, by), by, jobs.silent)
    item = _keep(association, file, name, by)
    return _in_background(tasks.read_job, item, by, kind="ledger.read", title=f"Läser {item.source.name}")


def _keep(association: Association, file: File[bytes], name: str, by: Any) -> Import:
    short = Path(name.replace("\\", "/")).name[-255:] or "fil.se"
    sha256 = steps.digest(file)
    source = SourceFile(association=association, name=short, sha256=sha256, size=file.size, uploaded_by=actor_name(by))
    source.file.save(f"{association.slug}-{sha256[:16]}.se", file)
    return Import.objects.create(association=association, source=source, created_by=actor_name(by))


def _in_background(task: Any, item: Import, by: Any, *, kind: str, title: str, **arguments: Any) -> Import:
    job = jobs.start(
        task, kind=kind, title=title, association_id=item.association_id, by=by, subject=f"ledger.Import:{item.pk}",
        import_id=item.pk, user_id=getattr(by, "pk", None), name=actor_name(by), **arguments,
    )  # fmt: skip
    Import.objects.filter(pk=item.pk).update(job=job.pk)
    item.refresh_from_db()
    return item


def blocking(item: Import) -> list[str]:
    """Sentences that stop the file from being booked whatever the person says."""
    return [str(answer["sentence"]) for answer in item.reconciliation if answer.get("blocks")]


def faulty(item: Import) -> bool:
    """Whether it has vouchers or records that must be skipped by choice."""
    return any(finding["level"] == "V" for finding in item.findings)


def confirm(*, item: Import, by: Any, skip_bad_vouchers: bool = False, at_once: bool = False) -> Import:
    """Lägg i bokföringen: all of the file or nothing. Raises PermissionDenied and Refused."""
    require(by, Permission.IMPORT_LEDGER, item.association)
    if reasons := blocking(item):
        raise Refused(reasons[0])
    if faulty(item) and not skip_bad_vouchers:
        raise Refused(SKIP_FIRST)
    skip = skip_bad_vouchers and faulty(item)
    if at_once or item.source.size <= settings.SIE_BACKGROUND_BYTES:
        return steps.write_import(item, by, jobs.silent, skip_bad_vouchers=skip)
    if not Import.objects.filter(pk=item.pk, state=State.READ).update(state=State.WRITING):
        raise Refused("Filen väntar inte längre på besked.")
    title = f"Lägger in {item.source.name}"
    return _in_background(tasks.write_job, item, by, kind="ledger.write", title=title, skip_bad_vouchers=skip)


def discard(*, item: Import, by: Any) -> Import:
    """The file is not to be booked. It stays in the log. Raises PermissionDenied and Refused."""
    require(by, Permission.IMPORT_LEDGER, item.association)
    with transaction.atomic():
        if not Import.objects.filter(pk=item.pk, state=State.READ).update(state=State.DISCARDED):
            raise Refused("Filen väntar inte längre på besked.")
        tell("ledger.import.discard", f"Förkastade filen {item.source.name}", item, by)
    item.refresh_from_db()
    return item


def undo(*, item: Import, by: Any, at_once: bool = False) -> Import:
    """Puts back what the file replaced. Only while the year is open. Raises PermissionDenied and Refused."""
    require(by, Permission.IMPORT_LEDGER, item.association)
    former = item.replaces
    if at_once or former is None or former.source.size <= settings.SIE_BACKGROUND_BYTES:
        return steps.undo_import(item, by, jobs.silent)
    if item.year and item.year.closed:
        raise Refused(f"{item.year} är stängt. Öppna året innan inläsningen ångras.")
    return _in_background(tasks.undo_job, item, by, kind="ledger.undo", title=f"Ångrar {item.source.name}")


def try_again(*, item: Import, by: Any) -> Import:
    """Frees a file whose worker was lost, so that it can be answered anew. Raises PermissionDenied and Refused."""
    require(by, Permission.IMPORT_LEDGER, item.association)
    job = jobs.look(item.association_id, item.job)
    if item.state not in (State.READING, State.WRITING) or (job and not job.finished and not jobs.lost(job)):
        raise Refused("Arbetet pågår fortfarande.")
    if item.state == State.READING:
        return _in_background(tasks.read_job, item, by, kind="ledger.read", title=f"Läser {item.source.name}")
    Import.objects.filter(pk=item.pk, state=State.WRITING).update(state=State.READ)
    item.refresh_from_db()
    return item


# --- years -----------------------------------------------------------------------------------------------------------


def close_year(*, year: FiscalYear, by: Any) -> FiscalYear:
    """From now on nothing in the year can be replaced or undone. Raises PermissionDenied and Refused."""
    require(by, Permission.CLOSE_PERIOD, year.association)
    with steps.one_at_a_time(year.association):
        year.refresh_from_db()
        if year.closed:
            raise Refused(f"{year} är redan stängt.")
        active = year.imports.filter(state=State.ACTIVE).first()
        if active is None or active.partial:
            raise Refused(f"{year} är inte komplett. Läs in en fil för hela året innan det stängs.")
        year.closed, year.closed_by = timezone.now(), actor_name(by)
        year.save(update_fields=["closed", "closed_by"])
        tell("ledger.year.close", f"Stängde {year}", year, by, before="öppet", after="stängt")
    return year


def open_year(*, year: FiscalYear, by: Any, reason: str) -> FiscalYear:
    """Opens a closed year again, with the reason in the log. Raises PermissionDenied and Refused."""
    require(by, Permission.CLOSE_PERIOD, year.association)
    if not reason.strip():
        raise Refused("Skriv varför året ska öppnas. Skälet står sedan i händelseloggen.")
    with steps.one_at_a_time(year.association):
        year.refresh_from_db()
        if not year.closed:
            raise Refused(f"{year} är redan öppet.")
        before = f"stängt av {year.closed_by}"
        year.closed, year.closed_by = None, ""
        year.save(update_fields=["closed", "closed_by"])
        after = f"öppet. Skäl: {reason.strip()}"
        tell("ledger.year.open", f"Öppnade {year}: {reason.strip()}", year, by, before=before, after=after)
    return year


# --- without a page --------------------------------------------------------------------------------------------------


def run(
    association: Association, path: Path | str, *, by: Any, yes: bool = False, skip_bad_vouchers: bool = False
) -> Import:
    """Reads a file from disk and, when `yes`, books it; all at once, in this process.

    The answer is REFUSED or READ when nothing was booked. Raises OSError, PermissionDenied and, with `yes`, Refused.
    """
    place = Path(path)
    with place.open("rb") as stream:
        item = upload(association=association, file=File(stream), name=place.name, by=by, at_once=True)
    if not yes or item.state != State.READ:
        return item
    return confirm(item=item, by=by, skip_bad_vouchers=skip_bad_vouchers, at_once=True)
