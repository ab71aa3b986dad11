"""Users, roles, the event log and reported faults."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations import actions, queries
from samsyn.associations.access import fetch, page
from samsyn.associations.domain.permissions import PERMISSION_WORDS, Permission
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.forms import AnswerForm, InviteForm, MembershipForm
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, FaultReport, Membership, Party
from samsyn.associations.views.pages import actor, address, confirm, fill_in, show
from samsyn.core.period import Period
from samsyn.core.refused import Refused

_USERS, _MANAGE = Permission.MANAGE_USERS, Permission.MANAGE_ASSOCIATION
EVENTS_ON_A_PAGE = 50
AREAS = {
    "association": "Förbundet",
    "ledger": "Bokföringen",
    "mapping": "Kontokopplingen",
    "plan": "Budget och prognos",
    "report": "Rapporter",
    "intervention": "Insatser",
    "application": "Ansökningar",
    "decision": "Beslut om insatser",
    "agreement": "Överenskommelser",
    "claim": "Rekvisitioner och fakturor",
    "attest": "Attestordning",
    "confirmation": "Årsbesked",
    "followup": "Uppföljning och slutrapporter",
    "reminder": "Påminnelser",
    "contribution": "Medelstilldelning",
    "outlook": "Insatsprognos och flerårsplan",
    "export": "Underlag till bokföringen",
    "meeting": "Möten",
    "yearplan": "Årshjul",
    "participants": "Deltagare",
    "case": "Ärenderader",
}


@page(_USERS)
def users(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    context = {"members": queries.members(association), "today": timezone.localdate()}
    return show(request, "users", context)


@page(_USERS)
def invite(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Give someone roles; the link for a first password is shown once, here, and mailed."""
    form = InviteForm(request.POST or None, parties=Party.objects.filter(association=association))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(association, **form.cleaned_data, by=actor(request), site=_site(request))
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            return _invited(request, invitation)
    said = {"form": form, "title": "Bjud in", "back": address(request, "users"), "button": "Bjud in",
            "lead": "Personen får ett brev med en länk för att välja lösenord. Den som redan har ett konto "
            "loggar in som vanligt."}  # fmt: skip
    return render(request, "associations/form.html", said)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _invited(request: HttpRequest, invitation: actions.Invitation) -> HttpResponse:
    link = _site(request) + invitation.path if invitation.path else ""
    said = {"person": invitation.user, "link": link, "back": address(request, "users"),
            "has_password": invitation.user.has_usable_password()}  # fmt: skip
    response = render(request, "associations/invited.html", said)
    response["Cache-Control"] = "no-store"
    return response


@page(_USERS)
@require_POST
def new_link(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A new link for someone who has not logged in yet."""
    membership = Membership.objects.filter(association=association, user=pk).select_related("user").first()
    if membership is None:
        raise Http404
    try:
        invitation = actions.new_link(membership.user, association, by=actor(request), site=_site(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address(request, "users"))
    return _invited(request, invitation)


@page(_USERS)
def membership_edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    membership = fetch(Membership, request.user, _USERS, association, pk)
    initial = {"until": membership.until, "party": membership.party}
    form = MembershipForm(request.POST or None, initial=initial, parties=Party.objects.filter(association=association),
                          role=membership.role)  # fmt: skip

    def save() -> None:
        data = form.cleaned_data
        actions.change_membership(membership, until=data["until"], party=data["party"], by=actor(request))

    return fill_in(request, form, save, title=f"{membership.user}: {membership.get_role_display()}",
                   back=address(request, "users"), done="Rollen är ändrad.")  # fmt: skip


@page(_USERS)
def membership_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    membership = fetch(Membership, request.user, _USERS, association, pk)
    role = membership.get_role_display()
    return confirm(request, lambda: actions.end_membership(membership, by=actor(request)),
                   title=f"Ta bort rollen {role} från {membership.user}?",
                   lead="Personen kan inte längre göra det rollen ger rätt till. Det som redan är gjort står kvar i "
                   "händelseloggen.", back=address(request, "users"), done="Rollen är borttagen.",
                   button="Ta bort rollen")  # fmt: skip


@page(Permission.READ_ASSOCIATION)
def roles(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What each role may do, straight from the table that the program obeys."""
    rows = [
        (words, [permission in role.permissions for role in ROLES.values()])
        for permission, words in PERMISSION_WORDS.items()
    ]
    return show(request, "roles", {"roles": ROLES.values(), "rows": rows})


@page(Permission.READ_EVENTS)
def events(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Who did what, when, before and after."""
    text, area = request.GET.get("q", "").replace("\0", "").strip()[:100], request.GET.get("omrade", "")
    year = request.GET.get("ar", "")
    area = area if area in AREAS else ""
    found = queries.events(association, text, area, int(year) if re.fullmatch(r"20\d\d", year, re.ASCII) else None)
    shown = Paginator(found, EVENTS_ON_A_PAGE).get_page(request.GET.get("sida"))
    this_year = timezone.localdate().year
    context = {"events": shown, "q": text, "area": area, "year": year, "areas": AREAS.items(),
               "years": [str(y) for y in range(this_year, this_year - 8, -1)]}  # fmt: skip
    return show(request, "events", context)


@page(_MANAGE)
def faults(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    return show(request, "faults", {"reports": queries.fault_reports(association)})


@page(_MANAGE)
def fault_answer(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    report = next((found for found in queries.fault_reports(association) if found.pk == pk), None)
    if report is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"answer": report.answer})

    def save() -> FaultReport:
        return actions.answer_fault(report, form.cleaned_data["answer"], association=association, by=actor(request))

    return fill_in(request, form, save, title="Svara på anmälan", back=address(request, "faults"),
                   done="Svaret är sparat.", template="fault_answer", context={"report": report})  # fmt: skip
