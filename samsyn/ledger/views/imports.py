"""Import as a conversation: drop a file, read what it is and what it would change, then one button."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core import jobs
from samsyn.core.models import Job
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.ledger.forms.books import ReasonForm, UploadForm
from samsyn.ledger.importing import actions
from samsyn.ledger.importing.held import active_imports
from samsyn.ledger.models import FiscalYear, Import
from samsyn.ledger.views.import_page import description, levels

_READ, _IMPORT, _CLOSE = Permission.READ_LEDGER, Permission.IMPORT_LEDGER, Permission.CLOSE_PERIOD
LATEST = 30
State = Import.State
_AT_WORK = (State.READING, State.WRITING)


def _to(name: str, association: Association, period: Period, **kwargs: Any) -> str:
    return reverse(f"ledger:{name}", kwargs={"association": association.slug, "period": period, **kwargs})


@page(_READ)
def imports(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The years that are held, a place to drop a file, and what has been read before."""
    return _list(request, association, UploadForm())


def _list(request: HttpRequest, association: Association, form: UploadForm, status: int = 200) -> HttpResponse:
    active = active_imports(association)
    years = [(year, active.get(year.pk)) for year in FiscalYear.objects.filter(association=association)]
    latest = Import.objects.filter(association=association).select_related("source", "year")
    context = {
        "form": form,
        "years": years,
        "latest": latest.defer("findings", "reconciliation")[:LATEST],
        "may_import": can(request.user, _IMPORT, association),
        "may_close": can(request.user, _CLOSE, association),
    }
    return render(request, "ledger/imports.html", context, status=status)


@page(_IMPORT)
@require_POST
def upload(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Takes the file in; a small one has been read when the next page shows."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, association, form, status=422)
    file = form.cleaned_data["file"]
    try:
        item = actions.upload(association=association, file=file, name=file.name, by=actor(request))
    except Refused as refused:
        form.add_error("file", refused.errors[0])
        return _list(request, association, form, status=422)
    return redirect(_to("import-one", association, period, pk=item.pk))


def _found(association: Association, pk: int) -> Import:
    own = Import.objects.filter(association=association).select_related("source", "year", "replaces__source")
    item = own.filter(pk=pk).first()
    if item is None:
        raise Http404
    item.association = association
    return item


@page(_READ)
def import_one(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What the file is, what was read, what is odd, what would change; and the button."""
    item = _found(association, pk)
    job = jobs.look(association.pk, item.job)
    context = description(item) | {
        "item": item,
        "job": job,
        "busy": _busy(item, job),
        "lost": item.state in _AT_WORK and bool(job and jobs.lost(job)),
        "failed": job.message if job and job.state == Job.State.FAILED else "",
        "blocking": actions.blocking(item),
        "faulty": actions.faulty(item),
        "may_import": can(request.user, _IMPORT, association),
    }
    return render(request, "ledger/import_one.html", context)


def _busy(item: Import, job: Job | None) -> bool:
    """Whether somebody works on it. An undo leaves the state alone until it is done: there the job tells."""
    return item.state in _AT_WORK or bool(job and not job.finished and not jobs.lost(job))


@page(_READ)
def progress(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The bar alone, fetched every second; when the work is done the whole page is asked for again."""
    item = _found(association, pk)
    job = jobs.look(association.pk, item.job)
    if not _busy(item, job) or (job and jobs.lost(job)):
        done = HttpResponse()
        done["HX-Refresh"] = "true"
        return done
    return render(request, "ledger/import_progress.html", {"item": item, "job": job})


@page(_READ)
def findings(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Every remark on the file as text, for whoever sends it on to the bookkeeper."""
    item = _found(association, pk)
    lines = [f"{item.source.name}:{f['line']}: {f['level']} {f['code']}: {f['text']}" for f in levels(item.findings)]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="anmarkningar-{item.pk}.txt"'
    return response


@page(_READ)
def file(request: HttpRequest, association: Association, period: Period, pk: int) -> FileResponse:
    """The file as it came."""
    source = _found(association, pk).source
    try:
        stream = source.file.storage.open(str(source.file.name), "rb")
    except OSError:
        raise Http404 from None
    return FileResponse(stream, as_attachment=True, filename=source.name, content_type="application/octet-stream")


# --- answers ---------------------------------------------------------------------------------------------------------


@page(_IMPORT)
@require_POST
def confirm(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Lägg i bokföringen."""
    item, skip = fetch(Import, request.user, _IMPORT, association, pk), bool(request.POST.get("skip"))
    try:
        item = actions.confirm(item=item, by=actor(request), skip_bad_vouchers=skip)
    except Refused as refused:
        return _refused(request, association, period, pk, refused)
    if item.state == State.ACTIVE:
        words = f"{item.year} ligger nu i bokföringen: {item.voucher_count} verifikationer, {item.entry_count} rader."
        messages.success(request, " ".join([words, *item.difference.get("budget", [])]))
    return redirect(_to("import-one", association, period, pk=pk))


@page(_IMPORT)
@require_POST
def discard(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Nothing is booked; the file stays in the log."""
    item = fetch(Import, request.user, _IMPORT, association, pk)
    try:
        actions.discard(item=item, by=actor(request))
    except Refused as refused:
        return _refused(request, association, period, pk, refused)
    messages.success(request, f"{item.source.name} lades inte in. Bokföringen är som den var.")
    return redirect(_to("import", association, period))


@page(_IMPORT)
@require_POST
def undo(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Puts back what the file replaced."""
    item = fetch(Import, request.user, _IMPORT, association, pk)
    try:
        item = actions.undo(item=item, by=actor(request))
    except Refused as refused:
        return _refused(request, association, period, pk, refused)
    if item.state == State.UNDONE:
        back = f"{item.replaces.source.name} gäller igen." if item.replaces and item.year else "Året är borttaget."
        messages.success(request, f"Inläsningen av {item.source.name} är ångrad. {back}")
    return redirect(_to("import-one", association, period, pk=pk))


@page(_IMPORT)
@require_POST
def try_again(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """After a worker was lost."""
    item = fetch(Import, request.user, _IMPORT, association, pk)
    try:
        actions.try_again(item=item, by=actor(request))
    except Refused as refused:
        return _refused(request, association, period, pk, refused)
    return redirect(_to("import-one", association, period, pk=pk))


def _refused(request: HttpRequest, association: Association, period: Period, pk: int, refused: Refused) -> HttpResponse:
    for sentence in refused.errors:
        messages.error(request, sentence)
    return redirect(_to("import-one", association, period, pk=pk))


# --- years -----------------------------------------------------------------------------------------------------------


@page(_CLOSE)
@require_POST
def year_close(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Stäng året."""
    year = fetch(FiscalYear, request.user, _CLOSE, association, pk)
    try:
        actions.close_year(year=year, by=actor(request))
        messages.success(request, f"{year} är stängt. Bokföringen för året kan inte längre bytas ut eller ångras.")
    except Refused as refused:
        messages.error(request, refused.errors[0])
    return redirect(_to("import", association, period))


@page(_CLOSE)
def year_open(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Öppna året, with a reason."""
    year = fetch(FiscalYear, request.user, _CLOSE, association, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_year(year=year, by=actor(request), reason=form.cleaned_data["reason"])
            messages.success(request, f"{year} är öppet igen.")
        except Refused as refused:
            messages.error(request, refused.errors[0])
        return redirect(_to("import", association, period))
    status = 422 if form.is_bound else 200
    return render(request, "ledger/import_year_open.html", {"year": year, "form": form}, status=status)
