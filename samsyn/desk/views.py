"""The desk: Översikt, how a figure is computed, all figures, search."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from samsyn.associations.access import can, page, roles_of
from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope, UnknownFigure
from samsyn.core.period import Period
from samsyn.desk import catalogue, menu, overview, queries, tasks, work
from samsyn.desk.explaining import ACCOUNT, shown_explanation
from samsyn.ledger.queries.books import Books, latest_period
from samsyn.reports.economy import Economy
from samsyn.ui.formats import swedish_date

WEEKDAYS = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag")
MOST = 8  # hits of one kind on the search page


@login_required
def latest(request: HttpRequest, association: str) -> HttpResponse:
    """/<association>/ leads to the overview of the newest period with books."""
    found = Association.objects.filter(slug=association).first()
    if found is None or not roles_of(request.user, found):
        raise Http404
    return redirect("desk:overview", association=found.slug, period=latest_period(found))


latest.permission = Permission.READ_ASSOCIATION  # type: ignore[attr-defined]


def _may(request: HttpRequest, association: Association) -> Callable[[Permission], bool]:
    """The one question, for this reader here."""
    return partial(_can, request, association)


def _can(request: HttpRequest, association: Association, permission: Permission) -> bool:
    return can(request.user, permission, association)


# --- Översikt -------------------------------------------------------------------------------------------------------


@page(Permission.READ_ASSOCIATION)
def start(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Översikt: what needs someone today, and how we stand."""
    may = _may(request, association)
    own = tasks.own_tasks(actor(request), association, timezone.localdate(), may)
    context: dict[str, Any] = {"lead": _today(), "work": own}
    if may(Permission.READ_EVENTS):
        context["events"] = queries.latest_events(association)
    if may(Permission.READ_LEDGER):
        economy = Economy(association, period)
        steps = work.steps(economy, has_contributions=period.year in economy.books.contributions)
        context |= {
            "economy": economy,
            "lead": f"{_today()} {economy.freshness.sentence}".strip(),
            "work": [*own, *work.to_do(economy, queries.waiting_imports(association), may)],
            "steps": steps,
            "next_step": next(step for step in steps if step.state == "now"),
            "may_import": may(Permission.IMPORT_LEDGER),
            "result": overview.result(economy),
            "equity": overview.equity(economy),
            "interventions": overview.interventions(economy),
        }
    return render(request, "desk/overview.html", context)


def _today() -> str:
    """'Lördag 21 november 2026.'"""
    today = timezone.localdate()
    return f"{WEEKDAYS[today.weekday()]} {swedish_date(today)}."


# --- Så är siffran räknad -------------------------------------------------------------------------------------------


@page(Permission.READ_REPORTS)
def figure(request: HttpRequest, association: Association, period: Period, key: str, scope: str) -> HttpResponse:
    """How a figure is computed: a fragment for the drawer, else a page of its own."""
    may = _may(request, association)
    if key.startswith(ACCOUNT) and not may(Permission.READ_LEDGER):
        raise PermissionDenied(REASONS[Permission.READ_LEDGER])
    try:
        found = figures_of(association).explain(key, Scope.parse(scope))
    except (UnknownFigure, ValueError):
        raise Http404 from None
    prose = queries.prose_with(association, key, found.scope.period.year)
    context = {"explanation": shown_explanation(found, may, prose)}
    fragment = request.headers.get("HX-Request") == "true"
    response = render(request, "ui/explanation.html" if fragment else "desk/figure.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@page(Permission.READ_REPORTS)
def figures(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every figure the system can state, with its value for the period."""
    text = request.GET.get("q", "").strip()
    ledger = can(request.user, Permission.READ_LEDGER, association)
    groups = catalogue.groups(
        figures_of(association),
        Scope(period),
        text,
        accounts=ledger,
        true_counts=can(request.user, Permission.READ_TRUE_COUNTS, association),
    )
    context = {"groups": groups, "text": text, "count": sum(len(group.entries) for group in groups), "ledger": ledger}
    return render(request, "desk/figures.html", context)


# --- sök ------------------------------------------------------------------------------------------------------------


@page(Permission.READ_ASSOCIATION)
def search(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Figures, accounts, vouchers and pages that hold some words."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    may = _may(request, association)
    context: dict[str, Any] = {"text": text, "search_text": text}
    if text:
        context["pages"] = menu.matching(text, association.slug, period, may)
        books = Books(association)
        if may(Permission.READ_REPORTS):
            context |= _figures_with(books, period, text, true_counts=may(Permission.READ_TRUE_COUNTS))
        if may(Permission.READ_LEDGER):
            context |= _ledger_with(books, period, text)
    context["nothing"] = not any(context.get(kind) for kind in ("pages", "figures", "accounts", "vouchers"))
    return render(request, "desk/search.html", context)


def _figures_with(books: Books, period: Period, text: str, *, true_counts: bool) -> dict[str, Any]:
    book = catalogue.figure_book(books)
    found = catalogue.matching(book.figures(without=(ACCOUNT,)), text)
    entries = [catalogue.entry(book, figure, Scope(period), true_counts=true_counts) for figure in found[:MOST]]
    return {"figures": entries, "more_figures": len(found) - len(entries)}


def _ledger_with(books: Books, period: Period, text: str) -> dict[str, Any]:
    """Accounts by number or name; vouchers of the period's year by words or number."""
    words = text.casefold().split()
    accounts = [
        (number, name)
        for number, name in sorted(books.account_names.items())
        if str(number).startswith(text) or all(word in f"{number} {name}".casefold() for word in words)
    ]
    found = list(queries.vouchers_with(books.association, period.year, text)[: MOST + 1])
    return {
        "accounts": accounts[:MOST],
        "more_accounts": len(accounts) - MOST,
        "vouchers": found[:MOST],
        "more_vouchers": len(found) > MOST,
    }
