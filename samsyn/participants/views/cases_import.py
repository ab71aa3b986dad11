"""Rows out of a file, all or none; and the empty file to fill in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.views.pages import actor, download
from samsyn.core.money import grouped
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import store
from samsyn.participants.cases.access import require_worker
from samsyn.participants.cases.codes import CodeBook, code_book
from samsyn.participants.cases.reading import Reader, read_file
from samsyn.participants.cases.rows import COLUMNS
from samsyn.participants.forms.cases import MOST_BYTES, CaseFileForm
from samsyn.participants.views.cases_wall import case_page, in_memory, to

WORK = Permission.WORK_WITH_CASES
TOO_LARGE = f"Filen är för stor. Den kan vara högst {MOST_BYTES // 1024 // 1024} MB."


@in_memory
@case_page(WORK)
def import_(request: HttpRequest, one: Intervention) -> HttpResponse:
    """Read a file of rows: every fault at once and nothing saved, or all of it."""
    require_worker(actor(request), one)
    book = code_book(one.association)
    form = CaseFileForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        errors = [TOO_LARGE]
    elif request.method == "POST" and form.is_valid():
        done, errors = _read(request, one, book, form.cleaned_data["file"].read())
        if not errors:
            messages.success(request, done)
            return redirect(to(request, "cases-of", pk=one.pk))
    context = {
        "form": form, "one": one, "errors": errors, "back": to(request, "cases-of", pk=one.pk),
        "columns": [(column, book.labels.get(column.list)) for column in COLUMNS.values()],
        "files": [(to(request, "cases-template", pk=one.pk, form=form_), form_.upper()) for form_ in ("xlsx", "csv")],
    }  # fmt: skip
    return render(request, "participants/cases_import.html", context)


def _read(request: HttpRequest, one: Intervention, book: CodeBook, data: bytes) -> tuple[str, list[str]]:
    found = read_file(data, Reader(book.written, timezone.localdate()), one.key)
    if found.faults:
        return "", found.faults
    try:
        added, changed = store.save_all(intervention=one, by=actor(request), rows=found.rows, fields=found.fields)
    except Refused as refused:
        return "", refused.errors
    return f"Filen är inläst: {grouped(added)} nya rader och {grouped(changed)} ändrade.", []


@case_page(WORK)
def template(request: HttpRequest, one: Intervention, form: str) -> HttpResponse:
    """The empty file."""
    if form not in ("csv", "xlsx"):
        raise Http404
    columns = [column.name for column in COLUMNS.values()]
    return download(write_xlsx(columns, []) if form == "xlsx" else write_csv(columns, []), f"arenderader.{form}")
