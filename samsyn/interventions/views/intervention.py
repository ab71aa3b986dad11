"""One intervention: its page, its card for reports, and its files."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import page
from samsyn.associations.actions.words import spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.interventions.domain.interventions import name_on
from samsyn.interventions.domain.words import Direction, RunBy
from samsyn.interventions.models import (
    FinancedPost,
    FollowUp,
    FollowUpText,
    Intervention,
    InterventionName,
    Involvement,
)
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.card import cost_rows
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.queries.movements import horizon
from samsyn.interventions.queries.papers import documents
from samsyn.interventions.queries.timeline import Happening, found_for, timeline
from samsyn.interventions.views.links import doors_for, may, to
from samsyn.interventions.views.money import card_money, money_of, outside_money, own_money
from samsyn.interventions.views.stages import next_action, stages_of
from samsyn.ui.formats import money_text

_READ = Permission.READ_INTERVENTIONS
SHOWN = 12  # lines of the timeline before the rest is folded
WORDS = {Direction.INDIVIDUAL: "Individinriktad", Direction.STRUCTURE: "Strukturinriktad"}


@page(_READ)
def intervention(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Where it is, its money year by year, what happened, its papers, people and posts."""
    user, today = actor(request), timezone.localdate()
    one = scope.one_intervention(user, association, pk)
    found, names = found_for(user, one), list(one.names.all())
    held = entries(association, [one.pk])
    own = own_money(association, one, period) if one.run_by == RunBy.OWN else None
    money = None if own else money_of(one, held, period, horizon(association))
    events = [_event(request, happening) for happening in timeline(one, found, names, today)]
    context = {
        **_facts(one, period, names),
        "steps": stages_of(one, found),
        "events": events[:SHOWN], "older": events[SHOWN:],
        "money": money, "own": own,
        "outside": outside_money(one, own.cost if own else money["used"] if money else 0),
        "documents": documents(user, one),
        "main": next_action(request, one, found),
        "lead": _lead(one, names, association),
        "late": [due for due in found.dues if due.due < today],
        "doors": doors_for(request),
        "may_manage": may(request, Permission.MANAGE_INTERVENTIONS),
        "may_attach": _may_attach(request, one),
    }  # fmt: skip
    return render(request, "interventions/intervention.html", context)


def _may_attach(request: HttpRequest, one: Intervention) -> bool:
    permission = Permission.REPORT_INTERVENTIONS
    owned = scope.owned(actor(request), one.association, permission)
    return may(request, permission) and owned.filter(pk=one.pk).exists()


def _facts(one: Intervention, period: Period, names: Sequence[InterventionName]) -> dict[str, Any]:
    """What both page and card show."""
    involved = list(one.involvements.select_related("party"))
    return {
        "one": one,
        "name": name_on(period.end, names, one.name),
        "names": names,
        "co_parties": [row for row in involved if row.role == Involvement.Role.CO_PARTY],
        "unfinanced": [row for row in involved if row.unfinanced],
        "areas": [row.party for row in involved if row.role == Involvement.Role.AREA],
        "contacts": list(one.contacts.all()),
        "posts": [_post(post) for post in one.posts.all() if post.year == period.year],
        "planned": next((row.participants for row in one.years.all() if row.year == period.year), None),
        "split_into": list(one.split_into.all()),
        "period": period,
    }


def _post(post: FinancedPost) -> str:
    """'coach 1,5', 'coach 1,5 (1,4 årsarbetare)'."""
    full = "" if post.full_year is None else f" ({spoken(post.full_year)}\u00a0årsarbetare)"
    return f"{post.function} {spoken(post.positions)}{full}".strip()


def _lead(one: Intervention, names: Sequence[InterventionName], association: Association) -> str:
    """'Individinriktad insats, pågår 2023–2025. Insatsägare Åns kommun.'"""
    end = f"–{one.end.year}" if one.end and one.end.year != one.start.year else "" if one.end else "–"
    how = "i egen regi" if one.run_by == RunBy.OWN else ""
    words = " ".join(filter(None, (WORDS[Direction(one.direction)], "insats", how)))
    owner = f" {policy(association).owner_word.capitalize()} {one.owner}." if one.owner else ""
    before = f" Hette tidigare {names[-2].name}." if len(names) > 1 else ""
    return f"{words}, {one.state} {one.start.year}{end}.{owner}{before}"


def _event(request: HttpRequest, happening: Happening) -> dict[str, Any]:
    url = to(request, happening.view, happening.pk) if happening.view else ""
    side = "" if happening.amount is None else money_text(happening.amount)
    return {"date": happening.date, "text": happening.text, "url": url, "side": side, "state": happening.state}


# --- the card ----------------------------------------------------------------------------------------------------


@page(_READ)
def card(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Insatskort: one page for reports and the board, as it prints."""
    one = scope.one_intervention(actor(request), association, pk)
    held = entries(association, [one.pk])
    rows = cost_rows(one, period)
    reports = FollowUp.objects.filter(association=association, intervention=one, period_to__lte=period.end)
    newest = reports.exclude(state=FollowUp.State.DRAFT).first()
    texts = FollowUpText.objects.filter(association=association, report=newest).select_related("theme")
    names = list(one.names.all())
    context = {
        **_facts(one, period, names),
        "lead": _lead(one, names, association),
        "card": card_money(one, held, period, rows, horizon(association)) if one.run_by == RunBy.PARTY else None,
        "own": own_money(association, one, period) if one.run_by == RunBy.OWN else None,
        "report": newest,
        "texts": list(texts) if newest else [],
        "doors": doors_for(request),
    }
    return render(request, "interventions/card.html", context)


# --- files -------------------------------------------------------------------------------------------------------


@page(_READ)
def document(request: HttpRequest, association: Association, period: Period, pk: int) -> FileResponse:
    """A file, to whoever may see what it belongs to: always a download, never shown by the browser itself."""
    found = scope.one_document(actor(request), association, pk)
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
