"""The whole report to read, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.reports.build import Builder
from samsyn.reports.domain.document import Document
from samsyn.reports.protected import as_read, protected
from samsyn.reports.render import files
from samsyn.reports.render.page import page_sections
from samsyn.reports.render.print_data import in_words
from samsyn.reports.views.addresses import doors_of, known_kind, may_write, wrong_period

_READ = Permission.READ_REPORTS
FORMATS = (("pdf", "PDF"), ("xlsx", "Excel"), ("html", "Webbsida"), ("json", "JSON"))


@page(_READ)
def report(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """The whole report as it stands, with a table of contents and every figure as a door."""
    if answer := wrong_period(request, kind, period):
        return answer
    builder = Builder(association, kind, period)
    document, guarded = _as_allowed(request, builder)
    context = {
        "protected": guarded,
        "may_choose": can(request.user, Permission.READ_TRUE_COUNTS, association),
        "may_publish": can(request.user, Permission.PUBLISH_REPORTS, association),
        "document": document,
        "kind": kind,
        "sections": page_sections(document, doors_of(association, period)),
        "day": in_words(document.date),
        "formats": FORMATS,
        "unmapped": builder.books.unmapped_accounts(period, period.previous),
        "may_write": may_write(request, association),
        "begun": builder.report is not None,
    }
    return render(request, "reports/report.html", context)


@page(_READ)
def download(request: HttpRequest, association: Association, period: Period, kind: str, format: str) -> HttpResponse:
    """The report as a file; refused with the reason while used accounts stand on no line."""
    if format not in files.TYPES:
        raise Http404
    if answer := wrong_period(request, known_kind(kind), period):
        return answer
    builder = Builder(association, kind, period)
    if missing := builder.books.unmapped_accounts(period, period.previous):
        context = {"unmapped": missing, "kind": kind, "title": f"{builder.title} kan inte laddas ner än",
                   "may_map": can(request.user, Permission.MANAGE_MAPPING, association)}  # fmt: skip
        return render(request, "reports/report_blocked.html", context, status=409)
    document, _ = _as_allowed(request, builder)
    response = HttpResponse(files.write(document, format), content_type=files.TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{files.name(document, format)}"'
    return response


def _as_allowed(request: HttpRequest, builder: Builder) -> tuple[Document, bool]:
    """The report with its small counts protected, unless the reader may see them and has not asked how it would be
    published, or nothing is counted."""
    true = can(request.user, Permission.READ_TRUE_COUNTS, builder.association)
    if (true and "skyddad" not in request.GET) or not builder.tally.years:
        return builder.document(), False
    made = protected(builder, strict=False) if true else as_read(builder)
    return made.document, True
