"""Decisions: granting and rejecting an application, a change on an intervention, and a decision's own page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.interventions.actions.decisions import decide, grant, reject, stop_amounts
from samsyn.interventions.domain.agreements import may_follow
from samsyn.interventions.domain.decisions import CHANGES, Standing
from samsyn.interventions.domain.words import DecisionKind, RunBy, UnusedRule
from samsyn.interventions.forms.decisions import CHANGE_FORMS, RULE_WORDS, GrantForm, PlaceForm, RejectForm
from samsyn.interventions.models import Application, Decision, Intervention, NoteGroup
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.applications import by_year
from samsyn.interventions.queries.decisions import is_granted, one_decision, rule_of, standing, waiting_amount
from samsyn.interventions.views.deciding import places, proposed_paragraph, year_rows
from samsyn.interventions.views.letters import place_words
from samsyn.interventions.views.links import may, to
from samsyn.interventions.views.saving import save_or_show

_DECIDE, _READ = Permission.RECORD_DECISIONS, Permission.READ_INTERVENTIONS
SLUGS: Mapping[str, DecisionKind] = {
    "mer": DecisionKind.MORE,
    "flytta": DecisionKind.MOVE,
    "forlang": DecisionKind.EXTENSION,
    "minska": DecisionKind.REDUCTION,
    "avsluta": DecisionKind.EARLY_STOP,
}
LEADS: Mapping[DecisionKind, str] = {
    DecisionKind.MORE: "Insatsen får mer pengar för ett eller flera år.",
    DecisionKind.MOVE: "Lika mycket tas från ett år som ges ett annat. Det beviljade beloppet är detsamma.",
    DecisionKind.EXTENSION: "Insatsen får en senare sista dag, med eller utan mer pengar.",
    DecisionKind.REDUCTION: "Det beviljade beloppet minskas. Det som är använt kan inte tas tillbaka.",
    DecisionKind.EARLY_STOP: "Insatsen slutar före sin tid och det som återstår återgår till förbundet.",
}
YEARS_AHEAD = 5


# --- on an application ----------------------------------------------------------------------------------------------


@page(_DECIDE)
def granting(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Amounts per year, conditions, the rule for what is not used, and where it was decided."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    of, applied = one.intervention, by_year(one)
    form = GrantForm(
        request.POST or None, years=_years_of(one, applied), initial_amounts=applied, new=of is None,
        groups=list(NoteGroup.objects.filter(association=association).prefetch_related("labels")),
        initial={"unused": rule_of(of) if of else UnusedRule.DECISION, "name": one.title,
                 "paragraph": proposed_paragraph(one)}, **places(association),
    )  # fmt: skip

    def save() -> str:
        data = form.cleaned_data
        made = grant(
            application=one, amounts=form.amounts(), by=user, unused=UnusedRule(data["unused"]),
            conditions=data["conditions"], text=data["text"], name=data.get("name", ""),
            note_group=data.get("note_group", ""), **form.place_typed(),
        )  # fmt: skip
        return to(request, "decision", made.pk)

    context = {
        "one": one, "applied": applied, "rows": [(year, applied.get(year, 0), field)
                                                 for year, field in form.year_fields().items()],
        "back": to(request, "application", one.pk), "first": of is None or not is_granted(of),
    }  # fmt: skip
    done = f"{one.title} är beviljad." + ("" if one.applicant is None else " Nästa steg är överenskommelsen.")
    return save_or_show(request, form, save, "application_grant", context, done)


def _years_of(one: Application, applied: Mapping[int, int]) -> list[int]:
    years = set(applied)
    if one.start and one.end:
        years |= set(range(one.start.year, min(one.end.year, one.start.year + 9) + 1))
    return sorted(years) or [timezone.localdate().year + ahead for ahead in range(3)]


@page(_DECIDE)
def rejecting(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Written reasons and where it was decided; the letter follows by itself."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    initial = {"paragraph": proposed_paragraph(one)}
    form = RejectForm(request.POST or None, initial=initial, **places(association))

    def save() -> str:
        reject(application=one, reasons=form.cleaned_data["reasons"], by=user, **form.place_typed())
        return to(request, "application", one.pk)

    context = {"one": one, "back": to(request, "application", one.pk)}
    return save_or_show(request, form, save, "application_reject", context, "Ansökan är avslagen. Brevet är klart.")


# --- changes --------------------------------------------------------------------------------------------------------


@page(_DECIDE)
def change(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """First which change, then its form with the intervention's years beside."""
    user = actor(request)
    of = scope.one_intervention(user, association, pk, _DECIDE)
    kind = SLUGS.get(request.GET.get("slag", ""))
    back = to(request, "intervention", of.pk)
    if kind is None:
        offered = [(slug, CHANGES[each], LEADS[each]) for slug, each in SLUGS.items()]
        return render(request, "interventions/decision_kinds.html", {"one": of, "offered": offered, "back": back})
    now = standing(of, timezone.localdate())
    form = _change_form(request, kind, of, now, association)

    def save() -> str:
        data = form.cleaned_data
        made = decide(
            intervention=of, kind=kind, amounts=_amounts(form, of), by=user, reason=data["reason"],
            text=data["text"], new_end=form.new_end, **form.place_typed(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return to(request, "decision", made.pk)

    fields = form.year_fields() if hasattr(form, "year_fields") else {}
    context = {
        "one": of, "kind": kind, "title": CHANGES[kind], "lead": LEADS[kind], "now": now, "back": back,
        "rows": year_rows(now.lines, fields), "fields": fields, "waiting": waiting_amount(of),
        "own": of.run_by == RunBy.OWN, "word": getattr(form, "year_words", ""),
        "chosen": [form[name] for name in ("from_year", "to_year", "amount", "last_day", "kept")
                   if name in form.fields],
    }  # fmt: skip
    return save_or_show(request, form, save, "decision_change", context, "Beslutet är infört.")


def _change_form(
    request: HttpRequest, kind: DecisionKind, of: Intervention, now: Standing, association: Association
) -> PlaceForm:
    extra: dict[str, Any] = places(association)
    if kind is DecisionKind.MOVE:
        extra["years"] = {line.year: f"{line.year}" for line in now.lines if line.left > 0}
    elif kind is not DecisionKind.EARLY_STOP:
        extra["years"] = _change_years(kind, of, now)
    return CHANGE_FORMS[kind](request.POST or None, **extra)


def _change_years(kind: DecisionKind, of: Intervention, now: Standing) -> list[int]:
    held = {line.year for line in now.lines}
    if kind is DecisionKind.REDUCTION:
        return sorted(held)
    first = min({of.start.year, *held})
    last = max({of.end.year if of.end else timezone.localdate().year + 1, *held})
    return list(range(first, last + 1 + (YEARS_AHEAD - 1 if kind is DecisionKind.EXTENSION else 0)))


def _amounts(form: PlaceForm, of: Intervention) -> Mapping[int, int]:
    last: date | None = form.cleaned_data.get("last_day")
    if "kept" in form.fields and last:
        on: date = form.cleaned_data["on"]
        return stop_amounts(of, standing(of, on), last, form.cleaned_data["kept"] or 0)
    amounts: Mapping[int, int] = form.amounts()  # type: ignore[attr-defined]
    return amounts


# --- one ------------------------------------------------------------------------------------------------------------


@page(_READ)
def decision(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What was decided, where, and what followed. It is never changed: a change is a decision of its own."""
    one = one_decision(actor(request), association, pk)
    of = one.intervention
    years = list(one.years.all())
    agreements = list(one.agreements.all())
    agrees = bool(of and of.run_by == RunBy.PARTY and not may_follow(DecisionKind(one.kind)))
    context = {
        "one": one,
        "of": of,
        "title": _title(one),
        "place": place_words(one),
        "years": years,
        "total": sum(row.amount for row in years),
        "rule": RULE_WORDS.get(one.unused, ""),
        "gives": one.kind in (DecisionKind.GRANT, DecisionKind.MORE, DecisionKind.EXTENSION, DecisionKind.OPENING),
        "agreements": agreements,
        "may_draft": agrees and may(request, Permission.MANAGE_INTERVENTIONS),
        "may_change": bool(of) and may(request, _DECIDE),
        "later": _later(one),
        "letter": one.application_id and one.kind in ("beviljat", "avslag", "utökning", "förlängning"),
        "may_read_meetings": may(request, Permission.READ_MEETINGS),
    }
    return render(request, "interventions/decision.html", context)


def _title(one: Decision) -> str:
    return f"{one.kind[:1].upper()}{one.kind[1:]}: {one.intervention or one.application}"


def _later(one: Decision) -> list[Decision]:
    """What was decided on the same intervention afterwards."""
    if one.intervention_id is None:
        return []
    found = Decision.objects.filter(association=one.association, intervention=one.intervention_id, pk__gt=one.pk)
    return list(found.prefetch_related("years").order_by("date", "pk"))
