"""Counts of many interventions from a file: the sheet to fill in, what a file would do, then one button."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, download
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.tablefile import write_csv, write_xlsx
from samsyn.participants.actions import importing as actions
from samsyn.participants.forms.reporting import FileForm
from samsyn.participants.models import ReportingPeriod
from samsyn.participants.views.links import to
from samsyn.participants.views.reporting import period_or_404

_REPORT = Permission.REPORT_PARTICIPANTS
SALT, LONGEST = "participants.import", 24 * 3600  # seconds that a preview holds
STALE = "Förhandsvisningen gäller inte längre. Läs in filen igen."


@page(_REPORT)
def template(request: HttpRequest, association: Association, period: Period, part: str) -> HttpResponse:
    """The sheet, as Excel or (?form=csv) text."""
    held = period_or_404(association, part)
    sheet = actions.template(held, actor(request))
    name = f"antal-{held.part.code.lower()}"
    if request.GET.get("form") == "csv":
        return download(write_csv(sheet.columns, sheet.rows), f"{name}.csv")
    return download(write_xlsx(sheet.columns, sheet.rows), f"{name}.xlsx")


@page(_REPORT)
def read_in(request: HttpRequest, association: Association, period: Period, part: str) -> HttpResponse:
    """Choose a file; see what it holds or everything that is wrong with it; hand it in."""
    held = period_or_404(association, part)
    if held.closed:
        messages.warning(request, f"{held.part.label.capitalize()} är stängd. Kansliet kan öppna den igen.")
        return redirect(to(request, "reporting"))
    if "kept" in request.POST:
        return _save(request, held)
    form = FileForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        preview = actions.read_file(period=held, data=file.read(), filename=file.name, by=actor(request))
    return _show(request, held, form, preview)


def _show(request: HttpRequest, held: ReportingPeriod, form: FileForm, preview: actions.Preview | None) -> HttpResponse:
    planned = preview.planned if preview else ()
    context: dict[str, Any] = {
        "part": held.part, "form": form, "preview": preview, "back": to(request, "reporting"),
        "rows": [(one.intervention.name, one.replaces_draft, _flow(one)) for one in planned],
        "kept": signing.dumps([one.kept for one in planned], salt=f"{SALT}.{held.pk}", compress=True),
        "template_url": to(request, "entry-template", part=held.part.code),
    }  # fmt: skip
    return render(request, "participants/entry_import.html", context)


def _flow(one: actions.Planned) -> list[int]:
    """Opening, new, ended and closing, of all sexes."""
    flow = one.flow
    left = flow["opening"] + flow["entry"] + flow["new"] - flow["ended"] - flow["closed"]
    return [flow["opening"], flow["new"] + flow["entry"], flow["ended"] + flow["closed"], left]


def _save(request: HttpRequest, held: ReportingPeriod) -> HttpResponse:
    try:
        kept = signing.loads(request.POST["kept"], salt=f"{SALT}.{held.pk}", max_age=LONGEST)
        made = actions.import_reports(period=held, kept=kept, by=actor(request))
    except signing.BadSignature:
        errors = [STALE]
    except Refused as refused:
        errors = refused.errors
    else:
        count = "En rapport är inlämnad" if len(made) == 1 else f"{len(made)} rapporter är inlämnade"
        messages.success(request, f"{count} ur filen.")
        return redirect(to(request, "reporting"))
    return _show(request, held, FileForm(), actions.Preview(errors=tuple(errors)))
