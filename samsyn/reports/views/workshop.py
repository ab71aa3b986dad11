"""The report workshop: sections with their state, the page as it prints, and what can be put into a sentence."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.reports import actions
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.domain.rollforward import BLANK
from samsyn.reports.forms import DateForm, FigureForm, TextForm
from samsyn.reports.models import Report, SectionText
from samsyn.reports.queries import forerunner, report_of, versions
from samsyn.reports.render.page import page_sections
from samsyn.reports.views.addresses import (
    actor,
    address,
    begun,
    doors_of,
    keeps_from,
    known_kind,
    may_write,
    section_address,
    wrong_period,
)
from samsyn.reports.views.pieces import blocks_after_prose, marked_prose, old_prose
from samsyn.reports.workshop import PROPOSALS, Workshop

_READ, _WRITE = Permission.READ_REPORTS, Permission.WRITE_REPORTS
ALL = "alla"


@page(_READ)
def workshop(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    """One section, or all of them, as they print, between the list of sections and the figures."""
    if answer := wrong_period(request, kind, period):
        return answer
    report = report_of(association, kind, period)
    if report is None:
        return _not_begun(request, association, period, kind)
    if keeps_from(request, association):
        return redirect(address(request, "report", kind=kind))
    shop = Workshop(association, kind, period)
    chosen = request.GET.get("avsnitt") or shop.opening()
    if chosen != ALL and chosen not in shop.definitions:
        chosen = shop.opening()
    editing = "redigera" in request.GET and may_write(request, association) and _has_prose(shop, chosen)
    form = _text_form(request, shop, chosen) if editing else None
    return render(request, "reports/workshop.html", _context(request, shop, report, chosen, form))


def _not_begun(request: HttpRequest, association: Association, period: Period, kind: str) -> HttpResponse:
    context = {
        "kind": kind,
        "title": f"{DOCUMENTS[kind][0]} {period.label}",
        "before": forerunner(association, kind, period),
        "period": period,
        "may_write": may_write(request, association),
    }
    return render(request, "reports/workshop_empty.html", context)


def _has_prose(shop: Workshop, key: str) -> bool:
    return key in shop.definitions and shop.definitions[key].prose


def _text_form(request: HttpRequest, shop: Workshop, key: str) -> TextForm:
    """The section's text to change; its proposal, when it is empty and one is asked for."""
    text = shop.texts.get(key)
    words = text.markdown if text else ""
    if not words.strip() and "forslag" in request.GET:
        words = PROPOSALS.get(key, "")
    return TextForm(initial={"text": words, "version": text.version if text else 0})


def _context(
    request: HttpRequest, shop: Workshop, report: Report, chosen: str, form: TextForm | None, **more: Any
) -> dict[str, Any]:
    """Everything the page and its parts show."""
    doors = doors_of(shop.association, shop.period)
    context: dict[str, Any] = {
        "shop": shop,
        "report": report,
        "kind": shop.kind,
        "chosen": chosen,
        "all": chosen == ALL,
        "form": form,
        "may_write": may_write(request, shop.association),
        "entries": shop.entries,
        "date_form": DateForm(initial={"date": report.date}),
    }
    if chosen == ALL:
        context["sections"] = page_sections(shop.document, doors)
        return {**context, **more}
    text = shop.texts.get(chosen)
    section = shop.sections[chosen]
    words = str(form["text"].value() or "") if form else text.markdown if text else ""
    context |= {
        "section": section,
        "definition": shop.definitions[chosen],
        "text": text,
        "prose": marked_prose(request, shop, chosen, doors, writing=form is not None) if text else "",
        "blocks": blocks_after_prose(section, doors, address(request, "report", kind=shop.kind)),
        "numerals": shop.numerals(words),
        "blank": BLANK if BLANK in words else "",
        "proposal": chosen in PROPOSALS and not (text and text.markdown.strip()),
        **_figures(request, shop, chosen),
    }
    return {**context, **more}


def _figures(request: HttpRequest, shop: Workshop, key: str) -> dict[str, Any]:
    """The figures beside the page: those searched for, else those close at hand."""
    form = FigureForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data.get("siffra", "").strip()
    keys = shop.search_figures(wanted) if wanted else shop.usual_figures(key)
    scope, unit = form.cleaned_data.get("avser", ""), form.cleaned_data.get("enhet", "")
    return {"figure_form": form, "searched": wanted, "figures": shop.insertable(keys, scope, unit)}


@page(_READ)
def figures(request: HttpRequest, association: Association, period: Period, kind: str, section: str) -> HttpResponse:
    """The list of figures alone, while one types in the search."""
    if keeps_from(request, association):
        return redirect(address(request, "report", kind=known_kind(kind)))
    shop = Workshop(association, known_kind(kind), period)
    if section not in shop.definitions:
        raise Http404
    return render(request, "reports/_workshop_figures.html", {"doors": None, **_figures(request, shop, section)})


# --- writing -----------------------------------------------------------------------------------------------------


@page(_WRITE)
@require_POST
def save(request: HttpRequest, association: Association, period: Period, kind: str, section: str) -> HttpResponse:
    """Save the section's text as a new version; nothing typed is ever lost."""
    report = begun(association, kind, period)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _again(request, report, section, form)
    data = form.cleaned_data
    try:
        saved = actions.save_section(
            report, section, data["text"], version=data["version"], by=actor(request), done="klar" in request.POST
        )
    except actions.Conflict as conflict:
        return _again(request, report, section, _newer(form, conflict.theirs), conflict=conflict.theirs)
    except Refused as refused:
        for error in refused.errors:
            form.add_error("text", error)
        return _again(request, report, section, form)
    return _after_save(request, report, section, saved)


def _newer(form: TextForm, theirs: SectionText) -> TextForm:
    """What was typed, now from the newest version: saving once more replaces it, and it stays among the versions."""
    return TextForm(initial={"text": form.cleaned_data["text"], "version": theirs.version})


def _again(
    request: HttpRequest, report: Report, section: str, form: TextForm, conflict: SectionText | None = None
) -> HttpResponse:
    """The same form with what was typed and what stopped it."""
    shop = Workshop(report.association, report.kind, report.period)
    if not _has_prose(shop, section):
        raise Http404
    theirs = marked_prose(request, shop, section, None, writing=True) if conflict else ""
    context = _context(request, shop, report, section, form, conflict=conflict, theirs=theirs)
    status = 409 if conflict else 400
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "reports/workshop.html", context, status=status)
    return render(request, "reports/_workshop.html", context)  # htmx swaps only answers that went well


def _after_save(request: HttpRequest, report: Report, section: str, saved: actions.Saved) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        for error in saved.errors:
            messages.warning(request, f"Sparat som utkast. {error}")
        if not saved.errors:
            messages.success(request, "Texten är sparad.")
        query = {} if "klar" in request.POST and not saved.errors else {"redigera": "1"}
        return redirect(section_address(request, report.kind, section, **query))
    shop = Workshop(report.association, report.kind, report.period)
    form = TextForm(initial={"text": saved.text.markdown, "version": saved.text.version})
    context = _context(request, shop, report, section, form, saved=saved, now=timezone.localtime())
    return render(request, "reports/_workshop.html", context)


@page(_WRITE)
@require_POST
def keep(request: HttpRequest, association: Association, period: Period, kind: str, section: str) -> HttpResponse:
    """'Behåll med ny siffra': the sentence stands, its figures count as read."""
    report = begun(association, kind, period)
    version = request.POST.get("version", "")
    try:
        actions.keep_figures(report, section, request.POST.getlist("kalla"),
                             version=int(version) if version.isdecimal() else 0, by=actor(request))  # fmt: skip
    except Refused as refused:
        for error in refused.errors:
            messages.error(request, error)
    else:
        messages.success(request, "Meningen står kvar med den nya siffran.")
    return redirect(section_address(request, kind, section))


@page(_READ)
def history(request: HttpRequest, association: Association, period: Period, kind: str, section: str) -> HttpResponse:
    """Every version of a section's text, as it read when it was written."""
    report = begun(association, kind, period)
    if keeps_from(request, association):
        return redirect(address(request, "report", kind=kind))
    try:
        definition = actions.prose_section(report, section)
    except Refused:
        raise Http404 from None
    found = list(versions(report, section).order_by("-version"))
    context = {
        "report": report,
        "kind": kind,
        "section": section,
        "definition": definition,
        "versions": [(text, old_prose(text)) for text in found],
        "may_write": may_write(request, association),
        "back": section_address(request, kind, section),
    }
    return render(request, "reports/workshop_versions.html", context)


@page(_WRITE)
@require_POST
def restore(request: HttpRequest, association: Association, period: Period, kind: str, section: str) -> HttpResponse:
    """An earlier version becomes the newest, as a draft."""
    report = begun(association, kind, period)
    version = request.POST.get("version", "")
    try:
        text = actions.restore_version(report, section, int(version) if version.isdecimal() else 0, by=actor(request))
    except Refused as refused:
        messages.error(request, " ".join(refused.errors))
        return redirect(address(request, "workshop_versions", kind=kind, section=section))
    messages.success(request, f"Version {version} är återställd som utkast, nu version {text.version}.")
    return redirect(section_address(request, kind, section))
