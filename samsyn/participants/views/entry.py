"""One intervention's report of a period: typed, handed in, read, corrected, and its history."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import can, page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.actions import case_counts
from samsyn.participants.actions import reporting as actions
from samsyn.participants.cases.access import may_work
from samsyn.participants.domain.chain import Link
from samsyn.participants.domain.consequences import not_adding_up
from samsyn.participants.domain.form import Problem
from samsyn.participants.domain.words import Source
from samsyn.participants.forms.reporting import ReasonForm
from samsyn.participants.models import Report
from samsyn.participants.queries import reports as queries
from samsyn.participants.queries.judging import judge
from samsyn.participants.views import entry_tables
from samsyn.participants.views.entry_form import Place, Shown, context, loose, others, with_zeros
from samsyn.participants.views.links import to
from samsyn.participants.views.reporting import period_or_404
from samsyn.ui.formats import swedish_date

_P = Permission
_BACK = "Rapportering"
CORRECT = "Rätta rapporten"
SAVED = {
    "save": "Det du skrivit är sparat. Lämna in när du är klar.",
    "zeros": "Tomma fält är nu 0 och allt är sparat. Gå igenom talen och lämna in.",
}


@page(_P.READ_PARTICIPANTS)
def entry(request: HttpRequest, association: Association, period: Period, pk: int, part: str) -> HttpResponse:
    """The form while it is a draft, the counts when they are handed in."""
    if not can(request.user, _P.REPORT_PARTICIPANTS, association):
        return _read(request, _to_read(request, association, pk, part))
    place = Place.of(*queries.one_report(actor(request), association, pk, part))
    if place.handed_in or place.period.closed:
        return _read(request, place)
    if request.method == "POST":
        return _posted(request, place)
    report = place.report
    return _form(request, place, Shown(queries.typed_of(report), version=report.version if report else 0))


def _to_read(request: HttpRequest, association: Association, pk: int, part: str) -> Place:
    """Those who see true counts, such as an auditor, read what is handed in."""
    require(request.user, _P.READ_TRUE_COUNTS, association)
    one = Intervention.objects.filter(association=association, pk=pk).first()
    if one is None:
        raise Http404
    return Place.of(one, period_or_404(association, part))


# --- writing --------------------------------------------------------------------------------------------------------


def _form(request: HttpRequest, place: Place, shown: Shown, **more: Any) -> HttpResponse:
    said = {**context(request, place, shown), "back": to(request, "reporting"), "back_label": _BACK}
    waits = [] if shown.problems else queries.missing_before(place.intervention, place.period.part)
    said |= {"waits": _earlier(request, place, waits), "fetch": _fetch(request, place),
             "by_rows": place.report is not None and place.report.source == Source.ROWS}  # fmt: skip
    return render(request, "participants/entry.html", {**said, **more})


def _fetch(request: HttpRequest, place: Place) -> str:
    """Where the counts are fetched from case rows, for those who work with them."""
    if not may_work(actor(request), place.intervention):
        return ""
    return f"{to(request, 'cases-fetch', **place.words)}?fran=rapporten"


def _earlier(request: HttpRequest, place: Place, waits: Sequence[Any]) -> list[tuple[str, str]]:
    """Reports that must come first."""
    return [(part.label, to(request, "entry", pk=place.intervention.pk, part=part.code)) for part in waits]


def _posted(request: HttpRequest, place: Place) -> HttpResponse:
    typed, version = place.typed(request.POST), _number(request.POST.get("version", ""))
    if request.POST.get("do") == "zeros":
        typed = with_zeros(place, typed)
    given: dict[str, Any] = {"intervention": place.intervention, "period": place.period, "typed": typed,
                             "by": actor(request)}  # fmt: skip
    try:
        if request.POST.get("do") == "send":
            case_counts.hand_in(**given, reasons=place.reasons(typed), version=version)
            messages.success(request, f"Rapporten för {place.period.part.label} är inlämnad.")
            return redirect(_own(request, place))
        actions.save_draft(**given, version=version)
    except actions.Overtaken as overtaken:
        return _overtaken(request, place, typed, overtaken)
    except Refused as refused:
        return _refused(request, place, given, refused, version)
    messages.success(request, SAVED["zeros" if request.POST.get("do") == "zeros" else "save"])
    return redirect(_own(request, place))


def _overtaken(
    request: HttpRequest, place: Place, typed: Mapping[str, str], overtaken: actions.Overtaken, **more: Any
) -> HttpResponse:
    """Who saved meanwhile and what, beside what is typed here; the next press is this one's."""
    held = overtaken.report
    if not more and held.state == Report.State.HANDED_IN:
        messages.warning(request, " ".join(overtaken.errors))
        return redirect(_own(request, place))
    shown = Shown(typed, loose(overtaken.errors), others(held, typed), held.version)
    return _form(request, place, shown, **more)


def _refused(
    request: HttpRequest, place: Place, given: Mapping[str, Any], refused: Refused, version: int
) -> HttpResponse:  # fmt: skip
    """What is wrong, with what was typed kept as a draft."""
    problems = refused.problems if isinstance(refused, actions.Unbalanced) else loose(refused.errors)
    kept = False
    try:
        version = actions.save_draft(**given, version=version).version
        kept = True
    except Refused as said:
        problems = [*problems, *(one for one in loose(said.errors) if one not in problems)]
    return _form(request, place, Shown(given["typed"], problems, version=version), kept=kept)


def _own(request: HttpRequest, place: Place) -> str:
    return to(request, "entry", **place.words)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# --- reading --------------------------------------------------------------------------------------------------------


def _read(request: HttpRequest, place: Place) -> HttpResponse:
    report, part = place.report, place.period.part
    mine = can(request.user, _P.REPORT_PARTICIPANTS, place.intervention.association)
    said: dict[str, Any] = {
        "title": place.title, "lead": f"{part.months_text.capitalize()} {part.year}.", "handed_in": place.handed_in,
        "closed": place.period.closed, "may_correct": mine, "back": to(request, "reporting") if mine else "",
        "back_label": _BACK,
    }  # fmt: skip
    if report and place.handed_in:
        found = entry_tables.tables(place.asked, queries.counts_of(report), part.year)
        said |= {
            "lead": f"{said['lead']} Inlämnad {swedish_date(report.handed_in)} av {report.handed_in_by}.",
            "tables": [one for one in found if not one.empty or one is found[0]],
            "none": [one.title.rstrip("?") for one in found[1:] if one.empty],
            "reasons": [(word, text) for word, text in (("In i räkningen", report.entry_reason),
                                                        ("Ut ur räkningen", report.closed_reason)) if text],
            "to_correct": to(request, "entry-correct", **place.words) if mine and not place.period.closed else "",
            "to_history": to(request, "entry-history", **place.words), "wrong": _wrong(place),
        }  # fmt: skip
    return render(request, "participants/entry_read.html", said)


def _wrong(place: Place) -> list[str]:
    """What no longer adds up since an earlier report was corrected."""
    links: list[Link] = [link for _, link in queries.handed_in(place.intervention)]
    return [str(problem) for problem in not_adding_up(links, place.period.part, place.asked)]


@page(_P.READ_PARTICIPANTS)
def history(request: HttpRequest, association: Association, period: Period, pk: int, part: str) -> HttpResponse:
    """Every version, who and why, and what it changed."""
    if can(request.user, _P.REPORT_PARTICIPANTS, association):
        place = Place.of(*queries.one_report(actor(request), association, pk, part))
    else:
        place = _to_read(request, association, pk, part)
    rows = list(queries.history(place.report)) if place.report else []
    context = {
        "title": f"Historik: {place.title}", "back": _own(request, place), "back_label": place.title,
        "versions": entry_tables.versions(rows, entry_tables.labels_of(place.asked)),
    }  # fmt: skip
    return render(request, "participants/entry_history.html", context)


# --- correcting -----------------------------------------------------------------------------------------------------


@page(_P.REPORT_PARTICIPANTS)
def correct(request: HttpRequest, association: Association, period: Period, pk: int, part: str) -> HttpResponse:
    """Change what was handed in: what it changes is shown before it is done."""
    place = Place.of(*queries.one_report(actor(request), association, pk, part))
    if not place.handed_in or place.report is None or place.period.closed:
        return redirect(_own(request, place))
    if request.method == "POST":
        return _correcting(request, place, place.report)
    return _correction(request, place, Shown(queries.typed_of(place.report), version=place.report.version))


def _correction(request: HttpRequest, place: Place, shown: Shown, **more: Any) -> HttpResponse:
    said = {
        "correcting": True, "button": CORRECT, "reason": request.POST.get("reason", ""), "back": _own(request, place),
        "back_label": place.title, "waits": [],
    }  # fmt: skip
    return render(request, "participants/entry.html", {**context(request, place, shown), **said,
                                                       "title": f"Rätta: {place.title}", **more})  # fmt: skip


def _correcting(request: HttpRequest, place: Place, report: Report) -> HttpResponse:
    typed, version = place.typed(request.POST), _number(request.POST.get("version", ""))
    reason = request.POST.get("reason", "").strip()
    found = judge(place.intervention, place.period, typed, place.reasons(typed), report=report)
    values, problems = found.values, list(found.problems)
    missing = [] if reason else ["Skriv varför rapporten rättas."]
    told = [] if problems else actions.downstream(report, values)
    problems += loose(str(one) for one in told if one.impossible)
    if problems or missing:
        problems += [Problem("reason", said) for said in missing]
        return _correction(request, place, Shown(typed, problems, version=version), reason_errors=missing)
    mark = _digest(typed)
    if request.POST.get("seen") != mark:
        changes = [*_own_changes(place, report, values), *(str(one) for one in told)]
        return _correction(request, place, Shown(typed, version=version), seen=mark, changes=changes or ["Inga tal."])
    try:
        case_counts.correct(report=report, typed=typed, reasons=place.reasons(typed), reason=reason, version=version,
                        by=actor(request))  # fmt: skip
    except actions.Overtaken as overtaken:
        shown = Shown(typed, loose(overtaken.errors), others(overtaken.report, typed), overtaken.report.version)
        return _correction(request, place, shown)
    except Refused as refused:
        problems = list(getattr(refused, "problems", ())) or loose(refused.errors)
        return _correction(request, place, Shown(typed, problems, version=version))
    messages.success(request, "Rapporten är rättad. Det som stod förut finns kvar i historiken.")
    return redirect(_own(request, place))


def _own_changes(place: Place, report: Report, values: Mapping[Any, int | None]) -> list[str]:
    """'Nya, män: 12 blir 2'."""
    before = {key: count for key, count in queries.counts_of(report).items() if key.variable != "opening"}
    after = {key: count or 0 for key, count in values.items() if key.variable != "opening"}
    labels = entry_tables.labels_of(place.asked)
    return [f"{what}: {old} blir {new}." for what, old, new in entry_tables.differences(before, after, labels)]


def _digest(typed: Mapping[str, str]) -> str:
    return sha256(repr(sorted(typed.items())).encode()).hexdigest()[:16]


# --- the office's excuse --------------------------------------------------------------------------------------------


@page(_P.MANAGE_PARTICIPANTS)
def excuse(request: HttpRequest, association: Association, period: Period, pk: int, part: str) -> HttpResponse:
    """An intervention that hands in nothing for a period, and why."""
    one, held = queries.one_report(actor(request), association, pk, part)
    form = ReasonForm(request.POST or None)
    return fill_in(
        request, form,
        lambda: actions.excuse(intervention=one, period=held, reason=form.cleaned_data["reason"], by=actor(request)),
        title=f"Lämnar {one.name} inget för {held.part.label}?", back=to(request, "reporting"),
        lead="Den tas bort ur Att göra och perioden kan stängas utan den.",
        done=f"{one.name} lämnar inget för {held.part.label}.", button="Lämnar inget",
    )  # fmt: skip
