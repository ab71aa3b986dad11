"""Who came to a meeting, and who stepped aside in an item."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, Mandate
from samsyn.associations.queries import mandates_on
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.governance import actions
from samsyn.governance.domain.attendance import CHAIR, DEPUTY, MEMBER, Called
from samsyn.governance.forms.meetings import AttendanceForm, RecusalForm
from samsyn.governance.models import Body, Meeting, Paragraph, Recusal
from samsyn.governance.views.pages import posted, to

_P = Permission.MANAGE_MEETINGS
_ROLE = {
    Mandate.Kind.CHAIR: CHAIR, Mandate.Kind.VICE: MEMBER, Mandate.Kind.MEMBER: MEMBER, Mandate.Kind.DEPUTY: DEPUTY,
}  # fmt: skip
_ORDER = (CHAIR, MEMBER, DEPUTY)


@page(_P)
def attendance(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The list of who was called and who came; a first time it proposes those who sit."""
    meeting = fetch(Meeting, request.user, _P, association, pk)
    back = to(request, "meeting", pk)
    form = AttendanceForm(posted(request), rows=_held(meeting) or _proposed(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_attendance(meeting=meeting, rows=form.called(), by=actor(request))
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Närvaron är sparad.")
            again = "more" in request.POST
            return redirect(to(request, "meeting-attendance", pk) if again else back)
    context = {"form": form, "meeting": meeting, "back": back}
    return render(request, "governance/attendance.html", context)


def _held(meeting: Meeting) -> list[Called]:
    rows = meeting.attendances.select_related("replaces")
    return [_called(row.person, row.role, row.present, row.replaces, row.mandate_id) for row in rows]


def _called(person: str, role: str, present: bool, replaces: object, mandate: int | None) -> Called:
    return Called(person, role, present, getattr(replaces, "person", ""), mandate)


def _proposed(meeting: Meeting) -> Sequence[Called]:
    """The board: its mandates of the day. Another group: those called to its last meeting."""
    if meeting.body.kind == Body.Kind.BOARD:
        found = [
            Called(one.person, _ROLE[Mandate.Kind(one.kind)], one.kind != Mandate.Kind.DEPUTY, "", one.pk)
            for one in mandates_on(meeting.association, meeting.date)
            if one.kind in _ROLE
        ]
        return sorted(found, key=lambda row: _ORDER.index(row.role))
    before = Meeting.objects.filter(body=meeting.body, date__lt=meeting.date, attendances__isnull=False)
    last = before.order_by("-date", "-pk").first()
    return [Called(row.person, row.role) for row in last.attendances.all()] if last else []


@page(_P)
def recuse(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Someone steps aside in an item."""
    paragraph = fetch(Paragraph, request.user, _P, association, pk)
    people = paragraph.meeting.attendances.all()
    form = RecusalForm(posted(request), people=people)
    return fill_in(
        request, form, lambda: actions.recuse(paragraph=paragraph, by=actor(request), **form.cleaned_data),
        title=f"Jäv i {paragraph}", back=to(request, "paragraph", pk), done="Jävet är infört.", button="För in jävet",
        lead="Jäv anmäls av personen själv eller noteras av ordföranden. Den som är jävig deltar varken i "
        "beredningen eller i beslutet.",
    )  # fmt: skip


@page(_P)
def take_back(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    recusal = fetch(Recusal, request.user, _P, association, pk)
    person, item = recusal.attendance.person, recusal.paragraph
    return confirm(
        request, lambda: actions.take_back_recusal(recusal=recusal, by=actor(request)),
        title=f"Ta bort jävet för {person}?", lead=f"{person} står då som deltagande i {item}.",
        back=to(request, "paragraph", item.pk), done="Jävet är borttaget.", button="Ta bort jävet",
    )  # fmt: skip
