"""Budget och prognos: the versions of a year, one version, and two side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.money import Unit
from samsyn.core.period import MONTHS, Period
from samsyn.core.table import Cell
from samsyn.ledger.domain.plan_tables import comparison_table, forecast_table, plan_table, row_name
from samsyn.ledger.domain.plans import compare as differences
from samsyn.ledger.domain.plans import odd_signs, total
from samsyn.ledger.models import Plan
from samsyn.ledger.queries.plans import amounts_of, chart, versions, years_with_plans

_READ, _MANAGE = Permission.READ_LEDGER, Permission.MANAGE_PLANS
KINDS = (
    (Plan.Kind.BUDGET, "Budget"),
    (Plan.Kind.REVISED, "Reviderad budget"),
    (Plan.Kind.FORECAST, "Prognos"),
)


@page(_READ)
def plans(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every version of the year, by kind; one of each kind (and forecast month) is in force."""
    found = versions(association, period.year)
    context = {
        "year": period.year,
        "groups": [(label, [item for item in found if item.plan.kind == kind]) for kind, label in KINDS],
        "versions": found,
        "years": years_with_plans(association),
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/plans.html", context)


@page(_READ)
def plan(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One version, by statement line with sums and result."""
    held = fetch(Plan, request.user, _READ, association, pk)
    rows, found = amounts_of(held), chart(association)
    months = request.GET.get("visa") == "manader"
    title = f"{held.name} {held.year}"
    if any(row.proposed is not None for row in rows):
        table = forecast_table(found.accounts, rows, found.names, title)
    else:
        table = plan_table(found.accounts, rows, found.names, title, months=months)
    context = {
        "plan": held,
        "made_after": MONTHS[held.month - 1] if held.month else "",
        "table": table,
        "rows": rows,
        "result": Cell(total(rows), Unit.KR),
        "odd": [row_name(row, found.names) for row in odd_signs(found.accounts, rows)],
        "by_month": any(row.month for row in rows),
        "months": months,
        "others": [item.plan for item in versions(association, held.year) if item.plan.pk != held.pk],
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/plan.html", context)


@page(_READ)
def compare(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Two versions side by side: ?a=…&b=…"""
    first, second = (_chosen(request, association, name) for name in ("a", "b"))
    found = chart(association)
    rows = differences(found.accounts, amounts_of(first), amounts_of(second))
    context = {
        "first": first,
        "second": second,
        "table": comparison_table(rows, found.names, _label(first), _label(second)),
        "changed": sum(1 for row in rows if row.change),
    }
    return render(request, "ledger/plan_compare.html", context)


def _label(held: Plan) -> str:
    return f"{held.name} {held.year}"


def _chosen(request: HttpRequest, association: Association, name: str) -> Plan:
    value = request.GET.get(name, "")
    if not (value.isascii() and value.isdigit()):
        raise Http404
    return fetch(Plan, request.user, _READ, association, value)
