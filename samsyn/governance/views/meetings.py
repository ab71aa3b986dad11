"""The list of meetings, one meeting, and what is done with it."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.forms.meetings import AdjustForm, MeetingForm, PostForm
from samsyn.governance.models import Body, Meeting
from samsyn.governance.queries import meetings as reads
from samsyn.governance.queries.minutes import minutes
from samsyn.governance.views.minutes_pdf import write
from samsyn.governance.views.pages import posted, powers, to
from samsyn.ui.formats import swedish_date

_READ, _P = Permission.READ_MEETINGS, Permission.MANAGE_MEETINGS
ON_A_PAGE = 60
POSTED_DAYS = 21
"""Decisions can be appealed for three weeks from the notice."""


@page(_READ)
def meetings(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's meetings, latest first; of one group, or of every year."""
    groups = list(Body.objects.filter(association=association))
    asked, every = request.GET.get("grupp", ""), request.GET.get("ar") == "alla"
    body = next((group for group in groups if str(group.pk) == asked), None)
    found = reads.meetings(association, None if every else period.year, body.pk if body else None)
    today = timezone.localdate()
    context = {
        **powers(request), "meetings": Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida")),
        "groups": groups, "body": body, "every": every, "year": period.year, "years": reads.years(association),
        "next": reads.next_meeting(association, today), "today": today,
        "unreported": reads.unreported(association).count(),
    }  # fmt: skip
    return render(request, "governance/meetings.html", context)


@page(_READ)
def meeting(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One meeting: who came, the items with what was decided, papers, decisions on delegation, how far it has come."""
    found = fetch(Meeting, request.user, _READ, association, pk)
    said = minutes(found)
    context = {
        **powers(request), "meeting": found, "minutes": said, "steps": _steps(found),
        "papers": found.papers.select_related("paragraph"), "open": found.state != Meeting.State.ADJUSTED,
        "waiting": reads.unreported(association, found.date) if found.body.kind == Body.Kind.BOARD else (),
    }  # fmt: skip
    return render(request, "governance/meeting.html", context)


def _steps(found: Meeting) -> list[dict[str, str]]:
    """Planerat → hållet → justerat → anslaget."""
    held = found.state != Meeting.State.PLANNED
    plan = [
        ("Planerat", "", True),
        ("Hållet", swedish_date(found.date) if held else "", held),
        ("Justerat", swedish_date(found.adjusted), found.adjusted is not None),
        ("Anslaget", swedish_date(found.posted), found.posted is not None),
    ]
    last = max(at for at, (_, _, done) in enumerate(plan) if done)
    return [
        {"label": label, "text": text, "state": "now" if at == last else "done" if done else ""}
        for at, (label, text, done) in enumerate(plan)
    ]


@page(_READ)
def pdf(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The calling or the minutes as an accessible PDF."""
    found = fetch(Meeting, request.user, _READ, association, pk)
    said = minutes(found)
    response = HttpResponse(write(said), content_type="application/pdf")
    name = f"{said.title.lower()}-{found.date:%Y-%m-%d}-{found.pk}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


# --- planning and changing -------------------------------------------------------------------------------------------


@page(_P)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    bodies = Body.objects.filter(association=association, active=True)
    if not bodies.exists():
        messages.info(request, "Lägg först in vilka grupper som möts.")
        return redirect(to(request, "body-new"))
    initial = {"body": request.GET.get("grupp") or bodies.first()}
    form = MeetingForm(posted(request), bodies=bodies, initial=initial)
    made: list[Meeting] = []
    answer = fill_in(
        request, form, lambda: made.append(actions.plan_meeting(**form.cleaned_data, by=actor(request))),
        title="Nytt möte", back=to(request, "meetings"), done="Mötet är inlagt.", button="Lägg in mötet",
    )  # fmt: skip
    return redirect(to(request, "meeting", made[0].pk)) if made else answer


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = fetch(Meeting, request.user, _P, association, pk)
    bodies = Body.objects.filter(association=association)
    initial = {name: getattr(found, name) for name in MeetingForm.base_fields}
    form = MeetingForm(posted(request), bodies=bodies, initial=initial)
    return fill_in(
        request, form, lambda: actions.change_meeting(meeting=found, by=actor(request), **form.cleaned_data),
        title=f"Ändra mötet {found}", back=to(request, "meeting", pk), done="Uppgifterna är sparade.",
    )  # fmt: skip


@page(_P)
def remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = fetch(Meeting, request.user, _P, association, pk)
    errors_back = to(request, "meeting", pk)
    answer = confirm(
        request, lambda: actions.remove_meeting(meeting=found, by=actor(request)), title=f"Ta bort mötet {found}?",
        lead="Dagordning och handlingar försvinner med mötet. Det går bara så länge mötet inte är hållet.",
        back=errors_back, done="Mötet är borttaget.", button="Ta bort mötet",
    )  # fmt: skip
    return redirect(to(request, "meetings")) if answer.status_code == 302 else answer


@page(_P)
@require_POST
def hold(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The meeting has been held; its items get their numbers."""
    found = fetch(Meeting, request.user, _P, association, pk)
    try:
        actions.hold_meeting(meeting=found, by=actor(request), on=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Mötet är hållet och paragraferna är numrerade. Skriv in besluten.")
    return redirect(to(request, "meeting", pk))


@page(_P)
def adjust(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = fetch(Meeting, request.user, _P, association, pk)
    form = AdjustForm(posted(request), initial={"on": timezone.localdate()})
    return fill_in(
        request, form, lambda: actions.adjust_minutes(meeting=found, by=actor(request), **form.cleaned_data),
        title=f"Justera protokollet från {found}", back=to(request, "meeting", pk), done="Protokollet är justerat.",
        lead="När protokollet är justerat kan ingenting i det ändras.", button="Justerat",
    )  # fmt: skip


@page(_P)
def post(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    found = fetch(Meeting, request.user, _P, association, pk)
    start = found.posted or timezone.localdate()
    initial = {
        "posted": start, "posted_until": found.posted_until or start + timedelta(days=POSTED_DAYS),
        "published": found.published,
    }  # fmt: skip
    form = PostForm(posted(request), initial=initial)
    return fill_in(
        request, form, lambda: actions.post_minutes(meeting=found, by=actor(request), **form.cleaned_data),
        title=f"Anslå protokollet från {found}", back=to(request, "meeting", pk), done="Anslaget är infört.",
    )  # fmt: skip
