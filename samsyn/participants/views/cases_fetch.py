"""A report filled in from the rows: fetch, see what is in the way, go on to the report."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import here
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.views.pages import actor
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.actions import case_counts
from samsyn.participants.models import Report, ReportingPeriod
from samsyn.participants.queries import reports
from samsyn.participants.views.cases_wall import case_page, to

WORK = Permission.WORK_WITH_CASES


@case_page(WORK)
def fetch(request: HttpRequest, one: Intervention, part: str) -> HttpResponse:
    """Fill the report of a period from the rows, or go back to counting it by hand."""
    _, period = reports.one_report(actor(request), here(request)[0], one.pk, part)
    report = reports.report_of(one, period)
    errors: list[str] = []
    if request.method == "POST":
        try:
            if request.POST.get("do") == "count":
                case_counts.count_by_hand(intervention=one, period=period, by=actor(request))
                messages.success(request, "Rapporten räknas för hand. Det som hämtats står kvar att ändra.")
                return redirect(_report(request, one, period))
            return _fetched(request, one, period)
        except Refused as refused:
            errors = refused.errors
    from_report = request.GET.get("fran") == "rapporten"
    context = {
        "one": one, "period": period, "report": report, "errors": errors,
        "back": _report(request, one, period) if from_report else to(request, "cases-of", pk=one.pk),
        "back_label": "Rapporten" if from_report else f"Rader i {one.name}",
        "handed_in": report is not None and report.state == Report.State.HANDED_IN,
        "by_rows": report is not None and report.source == "ärenderader",
    }  # fmt: skip
    return render(request, "participants/cases_fetch.html", context)


def _fetched(request: HttpRequest, one: Intervention, period: ReportingPeriod) -> HttpResponse:
    _, remarks = case_counts.fetch(intervention=one, period=period, by=actor(request))
    address = _report(request, one, period)
    if not remarks:
        messages.success(request, "Antalen är hämtade ur raderna. Fyll i resten och lämna in.")
        return redirect(address)
    context = {"one": one, "period": period, "remarks": remarks, "address": address,
               "back": to(request, "cases-of", pk=one.pk)}  # fmt: skip
    return render(request, "participants/cases_fetched.html", context)


def _report(request: HttpRequest, one: Intervention, period: ReportingPeriod) -> str:
    return to(request, "entry", pk=one.pk, part=period.part.code)


def to_fill(request: HttpRequest, one: Intervention) -> list[tuple[str, str, str]]:
    """Open periods whose report is not handed in: (words, state, where to fetch)."""
    periods = ReportingPeriod.objects.filter(association=one.association_id, closed__isnull=True).order_by("-due")
    held = {row.period_id: row for row in Report.objects.filter(association=one.association_id, intervention=one)}
    found = []
    for period in periods:
        report = held.get(period.pk)
        if reports.why_not(one, period.part) or (report and report.state == Report.State.HANDED_IN):
            continue
        state = "hämtad ur raderna" if report and report.source == "ärenderader" else "påbörjad" if report else ""
        address = to(request, "cases-fetch", pk=one.pk, part=period.part.code)
        found.append((period.part.label.capitalize(), state, address))
    return found
