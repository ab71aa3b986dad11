"""What has left the house: published reports as they were, and what would be printed otherwise today."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.reports import publishing
from samsyn.reports.build import Builder
from samsyn.reports.models import Publication
from samsyn.reports.protected import Public, protected
from samsyn.reports.render import json
from samsyn.reports.views.addresses import actor, address, known_kind, wrong_period

_READ, _PUBLISH = Permission.READ_REPORTS, Permission.PUBLISH_REPORTS


@page(_READ)
def publications(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every published report, newest first."""
    found = Publication.objects.filter(association=association).defer("document")
    return render(request, "reports/publications.html", {"rows": found})


@page(_READ)
def publication(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One published report; for those who may see true counts, what has changed since."""
    found = fetch(Publication, request.user, _READ, association, pk)
    true = can(request.user, Permission.READ_TRUE_COUNTS, association)
    context = {"publication": found, "moved": publishing.moved(found) if true else None}
    return render(request, "reports/publication.html", context)


@page(_READ)
def file(request: HttpRequest, association: Association, period: Period, pk: int, format: str) -> HttpResponse:
    """The published file, as it was."""
    found = fetch(Publication, request.user, _READ, association, pk)
    if format not in ("pdf", "json"):
        raise Http404
    name = f"{found.kind}-{found.period}-utgava-{found.number}.{format}"
    if format == "pdf":
        response = HttpResponse(found.pdf.read(), content_type="application/pdf")
    else:
        response = HttpResponse(json.plain(found.document), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(_PUBLISH)
def publish(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """Asks, with what will be hidden; then publishes."""
    if answer := wrong_period(request, known_kind(kind), period):
        return answer
    errors: list[str] = []
    if request.method == "POST":
        try:
            made = publishing.publish(association=association, kind=kind, period=period, by=actor(request))
        except Refused as refused:
            errors = refused.errors
        else:
            messages.success(request, f"{made} är publicerad.")
            return redirect(address(request, "publication", pk=made.pk))
    builder = Builder(association, kind, period)
    preview: Public | None = None
    try:
        preview = protected(builder)
    except Refused as refused:
        errors = errors or refused.errors
    context = {
        "title": builder.title, "kind": kind, "errors": errors, "policy": preview.policy.sentences() if preview else (),
        "hidden": len(preview.shield.hidden) if preview else 0, "figures": len(preview.shield.keys) if preview else 0,
    }  # fmt: skip
    return render(request, "reports/publish.html", context, status=409 if errors and request.method == "POST" else 200)
