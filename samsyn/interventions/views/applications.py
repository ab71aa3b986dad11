"""Applications: the list with its clock, one application's page, its steps, comments and letter."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.associations.views.pages import actor
from samsyn.core.lifecycle import Move
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.governance.models import Body, Meeting, ParagraphLink
from samsyn.interventions.actions.applications import (
    EDITABLE,
    comment_application,
    may_write,
    move_application,
    take_to_meeting,
)
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.applications import Missing, missing
from samsyn.interventions.domain.interventions import too_long
from samsyn.interventions.forms.applications import CommentForm, StepForm
from samsyn.interventions.forms.interventions import DocumentForm
from samsyn.interventions.models import Application, Decision
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.applications import clock_of, draft_of, rows, sees_preparation
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.views.application_parts import budget_table, steps_of, timeline_of
from samsyn.interventions.views.letters import decision_letter
from samsyn.interventions.views.links import may, to
from samsyn.interventions.views.saving import save_or_show

_READ = Permission.READ_APPLICATIONS
ON_A_PAGE = 50
FINAL = tuple(state.key for state in APPLICATION.states if state.final)
REASONS = {"ask": "Vad som behöver kompletteras", "back": "Varför ansökan går tillbaka", "withdraw": "Varför"}
LEADS = {
    "submit": "Kansliet får ansökan i dag och tiden för handläggning börjar. Texten kan inte ändras efteråt, om inte "
    "kansliet ber om komplettering.",
    "complete": "Kansliet får ansökan igen och handläggningstiden fortsätter där den stannade.",
    "ask": "Sökanden kan ändra ansökan igen. Handläggningstiden står stilla tills kompletteringen kommer.",
    "withdraw": "Ansökan avslutas och kan inte öppnas igen.",
}


def by_office(user: User, association: Association) -> bool:
    """Whether the reader reads the association's words of a state, not the applicant's."""
    return sees_preparation(user, association)


# --- the list -------------------------------------------------------------------------------------------------------


@page(_READ)
def applications(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Those that are open, those decided in the year of the top line, or all."""
    user, shown = actor(request), request.GET.get("visa", "")
    found = scope.applications(user, association)
    counts = {"": found.exclude(state__in=FINAL).count()}
    if shown == "avgjorda":
        found = found.filter(state__in=FINAL, decided__year=period.year)
    elif shown != "alla":
        shown, found = "", found.exclude(state__in=FINAL)
    order = "-decided" if shown == "avgjorda" else "received" if not shown else "-received"
    listed = Paginator(found.order_by(order, "pk"), ON_A_PAGE).get_page(request.GET.get("sida"))
    office = by_office(user, association)
    limit, today = policy(association).service_days, timezone.localdate()
    pks = [one.pk for one in listed.object_list]
    ordered = {pk: place for place, pk in enumerate(pks)}
    made = rows(found.model.objects.filter(pk__in=pks), by_office=office, today=today, limit=limit)
    context = {
        "rows": sorted(made, key=lambda row: ordered[row.application.pk]),
        "page": listed,
        "shown": shown,
        "tabs": _tabs(shown, period, counts[""]),
        "limit": limit,
        "may_apply": may(request, Permission.APPLY),
        "office": office,
    }
    return render(request, "interventions/applications.html", context)


def _tabs(shown: str, period: Period, open_: int) -> list[dict[str, Any]]:
    named = (("", f"Pågår ({open_})"), ("avgjorda", f"Avgjorda {period.year}"), ("alla", "Alla"))
    return [{"label": label, "url": f"?visa={key}", "current": key == shown} for key, label in named]


# --- one ------------------------------------------------------------------------------------------------------------


@page(_READ)
def application(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What is applied for, where it stands, what happened, and the steps that this reader may take."""
    return _page(request, association, scope.one_application(actor(request), association, pk), CommentForm())


def _page(
    request: HttpRequest, association: Association, one: Application, form: CommentForm, status: int = 200
) -> HttpResponse:
    user, today = actor(request), timezone.localdate()
    office, inside = by_office(user, association), sees_preparation(user, association)
    steps = list(one.steps.all())
    state = APPLICATION.state(one.state)
    rules = policy(association)
    decision = Decision.objects.filter(association=association, application=one).order_by("-pk").first()
    writable = one.state in EDITABLE and may(request, Permission.APPLY) and may_write(user, association, one.applicant)
    lacks = missing(draft_of(one)) if writable else []
    context = {
        "one": one,
        "state": state,
        "words": state.seen(by_office=office),
        "tone": {"bra": "st upp", "fel": "sev fel", "varning": "sev forklara"}.get(state.tone, "st utkast"),
        "clock": clock_of(steps, today, rules.service_days),
        "steps": steps_of(steps, one),
        "events": timeline_of(steps, decision, to(request, "decision", decision.pk) if decision else ""),
        "table": budget_table(one),
        "parties": list(one.parties.select_related("party")),
        "missing": lacks,
        "long": too_long(one.start, one.end, rules.longest_months) if one.start else "",
        "writable": writable,
        "asked": next((step for step in reversed(steps) if step.move == "ask"), None),
        "buttons": buttons(request, association, one, lacks),
        "inside": inside,
        "comments": list(one.comments.all()) if inside else [],
        "comment_form": form,
        "may_comment": can(user, Permission.COMMENT_APPLICATIONS, association)
        and not state.final and one.state != "utkast",
        "documents": list(one.documents.all()),
        "may_attach": writable or can(user, Permission.HANDLE_APPLICATIONS, association),
        "decision": decision,
        "meetings": _meetings(one) if may(request, Permission.READ_MEETINGS) else [],
    }  # fmt: skip
    return render(request, "interventions/application.html", context, status=status)


def _meetings(one: Application) -> list[ParagraphLink]:
    """The items of meetings that took it up."""
    found = ParagraphLink.objects.filter(association=one.association, view="interventions:application", pk_there=one.pk)
    return list(found.select_related("paragraph__meeting__body"))


def buttons(
    request: HttpRequest, association: Association, one: Application, lacks: Sequence[Missing]
) -> list[dict[str, Any]]:
    """The steps open to this reader, the one that leads on first; while something lacks, the text leads on."""
    out = []
    for move in APPLICATION.open_moves(one.state):
        if may(request, Permission(move.permission)) and _mine(request, association, one, move):
            name = move.name if move.name in ("grant", "reject") else "move"
            url = to(request, f"application-{name}", one.pk)
            out.append({"label": move.label, "url": url if name != "move" else f"{url}?steg={move.name}",
                        "kind": "plain", "name": move.name})  # fmt: skip
    leading = next((item for name in ("submit", "complete", "grant", "to_board", "prepare")
                    for item in out if item["name"] == name), None)  # fmt: skip
    if leading and not lacks:
        leading["kind"] = "main"
    return sorted(out, key=lambda item: item is not leading)


def _mine(request: HttpRequest, association: Association, one: Application, move: Move) -> bool:
    return move.permission != Permission.APPLY or may_write(actor(request), association, one.applicant)


# --- steps ----------------------------------------------------------------------------------------------------------


@page(_READ)
def step(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Asks for day and words, then takes the step. The applicant's own steps are dated today."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    if "steg" not in request.GET:
        return redirect(to(request, "application", one.pk))
    move = _asked_move(request)
    require(user, Permission(move.permission), association)
    if not _mine(request, association, one, move):
        raise PermissionDenied("Bara den som söker gör det här.")
    dated = can(user, Permission.HANDLE_APPLICATIONS, association)
    meets = move.name == "to_board" and can(user, Permission.MANAGE_MEETINGS, association)
    form = StepForm(
        request.POST or None, dated=dated, reason=REASONS.get(move.name, ""), initial={"on": timezone.localdate()},
        meetings=_planned(association) if meets else None,
    )  # fmt: skip

    def save() -> str:
        on = form.cleaned_data.get("on") or timezone.localdate()
        note, meeting = form.cleaned_data["note"], form.chosen_meeting
        if meeting:
            take_to_meeting(application=one, meeting=meeting, on=on, by=user, note=note)
        else:
            move_application(application=one, name=move.name, on=on, by=user, note=note)
        return to(request, "application", one.pk)

    context = {
        "one": one, "move": move, "lead": LEADS.get(move.name, ""), "back": to(request, "application", one.pk),
        "missing": missing(draft_of(one)) if move.name in ("submit", "complete") else [],
    }  # fmt: skip
    return save_or_show(request, form, save, "application_step", context, f"{move.label}: klart.")


def _asked_move(request: HttpRequest) -> Move:
    name = request.GET.get("steg", "")
    if name in ("grant", "reject") or name not in {move.name for move in APPLICATION.moves}:
        raise Http404
    return APPLICATION.move(name)


def _planned(association: Association) -> Sequence[Meeting]:
    """The board's meetings that are still ahead, the next first."""
    found = Meeting.objects.filter(association=association, state=Meeting.State.PLANNED, body__kind=Body.Kind.BOARD)
    return list(found.select_related("body").order_by("date"))


@page(_READ)
@require_POST
def comment(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Beredning's or the office's words on an application."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    require(user, Permission.COMMENT_APPLICATIONS, association)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment_application(application=one, by=user, **form.cleaned_data)
        except Refused as refused:
            for error in refused.errors:
                form.add_error(None, error)
        else:
            messages.success(request, "Kommentaren är sparad. Sökanden ser den inte.")
            return redirect(f"{to(request, 'application', one.pk)}#beredning")
    return _page(request, association, one, form)


@page(_READ)
def attach(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A file that belongs to the application."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    if not (can(user, Permission.HANDLE_APPLICATIONS, association) or may_write(user, association, one.applicant)):
        raise PermissionDenied("Bara sökanden och kansliet lägger till filer.")
    form = DocumentForm(request.POST or None, request.FILES or None)
    back = to(request, "application", one.pk)

    def save() -> str:
        file = form.cleaned_data["file"]
        attach_document(file=file, name=file.name, kind=form.cleaned_data["kind"], by=user, application=one)
        return back

    return save_or_show(
        request, form, save, "application_attach", {"one": one, "back": back}, "Filen är tillagd."
    )  # fmt: skip


@page(_READ)
def letter(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The decision on an application as a letter (PDF). Http404 before there is one."""
    one = scope.one_application(actor(request), association, pk)
    found: Iterable[Decision] = Decision.objects.filter(association=association, application=one).order_by("-pk")
    decision = next(iter(found), None)
    if decision is None or one.state not in ("beviljad", "avslagen"):
        raise Http404
    response = HttpResponse(decision_letter(decision), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="beslut-{one.pk}.pdf"'
    return response
