"""Rapporter: the list, beginning a report, its date, and how a kind of report is arranged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.reports import actions
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.domain.arrange import Placed, hidden_keys, moved
from samsyn.reports.forms import CreateForm, DateForm
from samsyn.reports.models import KINDS, Report, SectionText
from samsyn.reports.queries import arranged, newest_texts
from samsyn.reports.views.addresses import actor, address, begun, known_kind, may_write

_READ, _WRITE = Permission.READ_REPORTS, Permission.WRITE_REPORTS
_STEPS = {"upp": -1, "ned": 1}
_UNDO = "reports.arranged"
_MOST_UNDO = 20


@dataclass(frozen=True)
class ReportRow:
    """A report in the list: how many of its texts are done, and when one was last written."""

    report: Report
    done: int
    texts: int
    changed: datetime
    changed_by: str

    @property
    def state(self) -> str:
        return "klar" if self.texts and self.done == self.texts else "utkast" if self.done or self.changed_by else "tom"


@page(_READ)
def reports(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every report of the association, and the form that begins one."""
    own = _rows(association)
    form = _create_form(request, period, [row.report for row in own])
    if request.method == "POST" and (made := _create(request, association, form)):
        return redirect(address(request, "workshop", kind=made.kind, period=made.period))
    context = {
        "rows": [row for row in own if row.report.year == period.year],
        "others": [row for row in own if row.report.year != period.year],
        "kinds": KINDS,
        "form": form,
        "may_write": may_write(request, association),
        "period": period,
    }
    return render(request, "reports/reports.html", context)


def _create_form(request: HttpRequest, period: Period, made: Sequence[Report]) -> CreateForm:
    """The form, with a kind chosen that isn't begun for the period, and last year's texts when there are any."""
    begun = {report.kind for report in made if report.period == period}
    open_kinds = [kind for kind, _ in KINDS if kind not in begun and not actions.period_error(kind, period)]
    kind = next(iter(open_kinds), KINDS[0][0])
    before = any(report.kind == kind and report.period < period for report in made)
    first = {"kind": kind, "month": period.month, "carry": before}
    return CreateForm(request.POST or None, year=period.year, initial=first)


def _create(request: HttpRequest, association: Association, form: CreateForm) -> Report | None:
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        made = actions.create_report(association, data["kind"], form.period, by=actor(request), carry=data["carry"])
    except Refused as refused:
        for error in refused.errors:
            form.add_error(None, error)
        return None
    messages.success(request, f"{made} är påbörjad.")
    return made


def _rows(association: Association) -> list[ReportRow]:
    """Three queries and one per kind that is used."""
    found = list(Report.objects.filter(association=association))
    texts: dict[int, list[SectionText]] = {}
    for text in newest_texts(association).defer("markdown", "shown"):
        texts.setdefault(text.report_id, []).append(text)
    prose = {kind: _prose_keys(association, kind) for kind in {report.kind for report in found}}
    return [_row(report, texts.get(report.pk, []), prose[report.kind]) for report in found]


def _prose_keys(association: Association, kind: str) -> set[str]:
    return {item.key for item, hidden in arranged(association, kind) if item.prose and not hidden}


def _row(report: Report, texts: Sequence[SectionText], prose: set[str]) -> ReportRow:
    own = [text for text in texts if text.section in prose]
    last = max(texts, key=lambda text: text.created, default=None)
    done = sum(text.state == SectionText.State.DONE for text in own)
    if last is None:
        return ReportRow(report, 0, len(prose), report.created, "")
    return ReportRow(report, done, len(prose), last.created, last.created_by)


@page(_WRITE)
@require_POST
def date(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """Set the date on the cover."""
    form = DateForm(request.POST)
    if form.is_valid():
        actions.set_date(begun(association, kind, period), form.cleaned_data["date"], by=actor(request))
        messages.success(request, "Datumet är sparat.")
    else:
        messages.error(request, "Datumet går inte att läsa. Skriv till exempel 2025-03-17.")
    return redirect(address(request, "workshop", kind=kind))


# --- arrangement -------------------------------------------------------------------------------------------------


@page(_WRITE)
def arrange(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """Move, hide and rename the sections of a kind of report."""
    now = actions.arrangement(association, known_kind(kind))
    if request.method == "POST":
        return _arrange(request, association, kind, now)
    return render(request, "reports/arrange.html", _arrange_context(request, association, kind, now))


def _arrange(request: HttpRequest, association: Association, kind: str, now: Sequence[Placed]) -> HttpResponse:
    wanted = _asked(request.POST, kind, now, _undo_steps(request, association, kind))
    try:
        actions.arrange(association, kind, wanted, by=actor(request))
    except Refused as refused:
        context = _arrange_context(request, association, kind, wanted)
        return render(request, "reports/arrange.html", {**context, "errors": refused.errors}, status=400)
    if "angra" in request.POST:
        _forget_step(request, association, kind)
    elif list(wanted) != list(now):
        _remember_step(request, association, kind, now)
    messages.success(request, "Ordningen är sparad.")
    moved_key = request.POST.get("flytta", "").partition(":")[2]
    return redirect(f"{address(request, 'workshop_order', kind=kind)}{f'#rad-{moved_key}' if moved_key else ''}")


def _asked(
    posted: Mapping[str, str], kind: str, now: Sequence[Placed], steps: Sequence[Sequence[Placed]]
) -> list[Placed]:
    """What the form asks for: back a step, back to the standard, or what was typed with one section moved."""
    if "angra" in posted:
        return list(steps[-1] if steps else now)
    if "aterstall" in posted:
        return [Placed(item.key, item.level) for item in DOCUMENTS[kind][1]]
    standard = {item.key: item.title for item in DOCUMENTS[kind][1]}
    typed = []
    for section in now:
        title = posted.get(f"titel-{section.key}", section.title).strip()
        own = "" if title == standard[section.key] else title
        typed.append(replace(section, title=own, hidden=f"dold-{section.key}" in posted))
    direction, _, key = posted.get("flytta", "").partition(":")
    return moved(typed, key, _STEPS.get(direction, 0))


def _arrange_context(
    request: HttpRequest, association: Association, kind: str, sections: Sequence[Placed]
) -> dict[str, object]:
    standard = {item.key: item.title for item in DOCUMENTS[kind][1]}
    gone = hidden_keys(sections)
    rows = [
        {"section": section, "standard": standard[section.key], "with_part": section.key in gone and not section.hidden}
        for section in sections
    ]
    own = [section.key for section in sections] != list(standard) or any(s.title or s.hidden for s in sections)
    steps = _undo_steps(request, association, kind)
    return {"kind": kind, "kind_title": DOCUMENTS[kind][0], "rows": rows, "own": own, "may_undo": bool(steps)}


def _undo_steps(request: HttpRequest, association: Association, kind: str) -> list[list[Placed]]:
    """Earlier arrangements made in this session, the latest last; none that another version of the report made."""
    kept = request.session.get(_UNDO, {}).get(f"{association.pk}:{kind}", [])
    known = {item.key for item in DOCUMENTS[kind][1]}
    return [[Placed(*row) for row in step] for step in kept if {row[0] for row in step} == known]


def _remember_step(request: HttpRequest, association: Association, kind: str, before: Sequence[Placed]) -> None:
    step = [[s.key, s.level, s.title, s.hidden] for s in before]
    _keep_steps(request, association, kind, lambda steps: [*steps, step][-_MOST_UNDO:])


def _forget_step(request: HttpRequest, association: Association, kind: str) -> None:
    _keep_steps(request, association, kind, lambda steps: steps[:-1])


def _keep_steps(
    request: HttpRequest, association: Association, kind: str, change: Callable[[list[Any]], list[Any]]
) -> None:
    kept = dict(request.session.get(_UNDO, {}))
    own = f"{association.pk}:{kind}"
    kept[own] = change(kept.get(own, []))
    request.session[_UNDO] = kept
