"""Writing budget and forecast: new versions, the table on the page, the Excel template, which one is in force."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms import UploadForm
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, download, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.tablefile import read_rows, write_xlsx
from samsyn.ledger.actions import plans as actions
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.files_plans import (
    TEMPLATE_COLUMNS,
    Chart,
    filled_grid,
    template_rows,
)
from samsyn.ledger.domain.files_plans import read_template as read_template_rows
from samsyn.ledger.domain.plan_tables import by_line, row_name
from samsyn.ledger.domain.plans import SHORT_MONTHS, GridRow, Method, grid, report_rows, target, total
from samsyn.ledger.forms.plans import NewPlanForm, PlanFactsForm, PlanGridForm
from samsyn.ledger.models import Plan
from samsyn.ledger.queries.plans import accounts_of_year, amounts_of, chart, months_with_books

_P = Permission.MANAGE_PLANS
_NEEDED = ("ar", "konto", "hela_aret")  # columns a template cannot do without


def _to(name: str, association: Association, period: Period, *args: object, query: str = "") -> str:
    return reverse(f"ledger:{name}", args=[association.slug, period, *args]) + query


@page(_P)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A new version: empty, a copy, or a forecast proposed from the outcome."""
    held = list(Plan.objects.filter(association=association, year=period.year))
    month = months_with_books(association).get(period.year, 0)
    initial = {"kind": request.GET.get("slag", "budget"), "start": request.GET.get("borja", "accounts"), "month": month}
    form = NewPlanForm(request.POST or None, versions=held, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made, query = _make(form, held, association, period, actor(request))
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, f"{made.name} {made.year} är skapad. Skriv beloppen och spara.")
            return redirect(_to("plan-edit", association, period, made.pk, query=query))
    context = {"form": form, "year": period.year, "back": _to("plans", association, period)}
    return render(request, "ledger/plan_new.html", context)


def _make(
    form: NewPlanForm, held: Sequence[Plan], association: Association, period: Period, by: Any
) -> tuple[Plan, str]:
    """The new version, and how its table is best shown."""
    data = form.cleaned_data
    start, kind, month = data["start"], data["kind"], data["month"] or 0
    if start.startswith("copy-"):
        source = next(plan for plan in held if f"copy-{plan.pk}" == start)
        return actions.copy_plan(plan=source, kind=kind, month=month, by=by), ""
    if start in (Method.BUDGET.value, Method.PACE.value):
        proposal = actions.propose_forecast(
            association=association, year=period.year, month=month, method=Method(start), by=by
        )
        return proposal, ""
    made = actions.add_plan(
        association=association, year=period.year, kind=kind, month=month, rows=[], origin=actions.TYPED, by=by
    )
    return made, f"?med={start}"


# --- the table ----------------------------------------------------------------------------------------------------


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The version as a table to type in. What someone else saved meanwhile is not overwritten without a word."""
    held = fetch(Plan, request.user, _P, association, pk)
    found, rows = chart(association), amounts_of(held)
    months = request.GET.get("visa") == "manader"
    shown = _shown(held, rows, found, request.GET.get("med", ""), association)
    form = PlanGridForm(
        request.POST or None, rows=shown, names=found.names, months=months, choices=_choices(found, shown)
    )
    stamp = _stamp(rows)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("stamp") != stamp:
            form.add_error(None, "Någon annan har ändrat versionen sedan du öppnade den. Dina belopp står kvar. "
                                 "Spara igen om de ska gälla.")  # fmt: skip
        else:
            actions.set_amounts(plan=held, rows=form.amounts(), by=actor(request))
            messages.success(request, f"{held.name} {held.year} är sparad.")
            return redirect(_to("plan", association, period, held.pk))
    context = {
        "plan": held,
        "result": total(rows) if rows else None,
        "form": form,
        "months": months,
        "stamp": stamp,
        "back": _to("plan", association, period, held.pk),
        "groups": _form_groups(form, found),
        "with_reasons": any(row.proposed is not None for row in shown),
        "with": request.GET.get("med", ""),
        "month_names": SHORT_MONTHS,
    }
    return render(request, "ledger/plan_edit.html", context)


def _stamp(rows: Sequence[PlanAmount]) -> str:
    """Changes when any amount does."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def _shown(held: Plan, rows: Sequence[PlanAmount], found: Chart, extra: str, association: Association) -> list[GridRow]:
    """The plan's own rows, and for an empty plan (or when asked) every account or report row still without amount."""
    if extra == "rows":
        have = {target(row) for row in rows}
        more = [GridRow(row=item.label, note=item.note) for item in report_rows(found.accounts)]
        return [*grid(rows), *(row for row in more if target(PlanAmount(0, row=row.row, note=row.note)) not in have)]
    if extra == "accounts" or (rows and all(row.account is not None for row in rows)):
        return filled_grid(rows, accounts_of_year(association, held.year), found)
    return grid(rows)


def _choices(found: Chart, shown: Sequence[GridRow]) -> list[tuple[str, str]]:
    """Targets that the table does not hold yet, for the row to add."""
    accounts = {row.account for row in shown}
    labels = {(row.row, row.note) for row in shown}
    rows = [item for item in report_rows(found.accounts) if (item.label, item.note) not in labels]
    numbers = [n for n in sorted(found.numbers) if n not in accounts and not found.fault(n)]
    return [
        *((f"|{item.note or ''}|{item.label}", item.name) for item in rows),
        *((f"{n}||", f"{n:04d} {found.names.get(n, '')}") for n in numbers),
    ]


def _form_groups(form: PlanGridForm, found: Chart) -> list[dict[str, Any]]:
    """The form's rows under their statement lines, for the template."""
    return [
        {
            "label": label,
            "rows": [
                {"row": row, "name": row_name(row, found.names), "cells": form.cells(row), "reason": form.reason(row)}
                for row in rows
            ],
        }
        for label, rows in by_line(found.accounts, form.rows)
    ]


# --- the Excel template -------------------------------------------------------------------------------------------


@page(Permission.READ_LEDGER)
def template(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    """The year's accounts with their names and twelve months, empty or filled with a version's amounts."""
    held = fetch(Plan, request.user, Permission.READ_LEDGER, association, pk) if pk else None
    year = held.year if held else period.year
    rows = amounts_of(held) if held else []
    found = chart(association)
    shown = filled_grid(rows, accounts_of_year(association, year), found)
    name = f"budgetmall-{association.slug}-{year}.xlsx"
    return download(write_xlsx(*template_rows(year, shown, found)), name)


@page(_P)
def read_template(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A filled-in template takes the place of the version's amounts, or every error is shown and nothing saved."""
    held = fetch(Plan, request.user, _P, association, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    back = _to("plan", association, period, held.pk)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        rows, errors = read_rows(file.read(), file.name, _NEEDED, [c for c in TEMPLATE_COLUMNS if c not in _NEEDED])
        amounts, faults = read_template_rows(rows, chart(association), held.year)
        errors = [*errors, *faults]
        if not errors and not amounts:
            errors = [f"{file.name}: mallen har inga belopp."]
        if not errors:
            actions.set_amounts(plan=held, rows=amounts, by=actor(request))
            messages.success(request, f"{len(amounts)} belopp är inlästa ur {file.name}.")
            return redirect(back)
    context = {"form": form, "errors": errors, "plan": held, "back": back}
    return render(request, "ledger/plan_read_template.html", context)


# --- one version --------------------------------------------------------------------------------------------------


@page(_P)
def facts(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(Plan, request.user, _P, association, pk)
    form = PlanFactsForm(request.POST or None, initial={"name": held.name, "decided": held.decided})

    def save() -> None:
        actions.describe_plan(plan=held, by=actor(request), **form.cleaned_data)

    return fill_in(
        request, form, save, title=f"{held.name} {held.year}", back=_to("plan", association, period, held.pk),
        done="Uppgifterna är sparade.",
    )  # fmt: skip


@page(_P)
@require_POST
def put_in_force(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Lets this version be the one that reports compare with."""
    held = fetch(Plan, request.user, _P, association, pk)
    actions.put_in_force(plan=held, by=actor(request))
    messages.success(request, f"{held.name} {held.year} ({held.origin}) gäller nu.")
    return redirect(_to("plans", association, period))


@page(_P)
def delete(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Asks first, and says what will be in force afterwards."""
    held = fetch(Plan, request.user, _P, association, pk)
    lead = f"{held.name} {held.year} ({held.origin}) tas bort med alla belopp."
    if held.in_force:
        heir = actions.heir_of(held)
        lead += (
            f" Den gäller. Efteråt gäller {heir.name} ({heir.origin})."
            if heir
            else " Den gäller. Efteråt gäller ingen."
        )
    return confirm(
        request, lambda: actions.delete_plan(plan=held, by=actor(request)), title="Ta bort versionen?", lead=lead,
        back=_to("plans", association, period), done="Versionen är borttagen.", button="Ta bort versionen",
    )  # fmt: skip
