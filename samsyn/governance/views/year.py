"""The year plan: the wheel, done marks, one's own dates, and the calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.access import fetch, page, public
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import MONTHS, Period
from samsyn.core.tenancy import enter
from samsyn.governance import actions
from samsyn.governance.domain.icalendar import calendar
from samsyn.governance.domain.year_plan import Duty, DutyState, Rule
from samsyn.governance.forms.year import DoneForm, RuleForm
from samsyn.governance.models import Body, CalendarFeed, Meeting, Obligation, ObligationDone
from samsyn.governance.queries import year as reads
from samsyn.governance.queries.feeds import calendar_events, feed_by_token, feed_of
from samsyn.governance.views.pages import posted, powers, to

_READ, _P = Permission.READ_MEETINGS, Permission.MANAGE_YEAR_PLAN
_SHOWN = (Body.Kind.BOARD, Body.Kind.CONSULTATION)
"""Bodies whose meetings stand by name on the wheel; those of the others are counted."""


@page(_READ)
def plan(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year month by month: what is due, what is done, which meetings there are."""
    today = timezone.localdate()
    found = reads.obligations(association, period.year, today)
    feed = feed_of(association, actor(request))
    context = {
        **powers(request), "year": period.year, "months": _months(found, association, period.year, today),
        "late": [duty for duty in found if duty.state is DutyState.LATE], "duties": found,
        "done_count": sum(duty.state is DutyState.DONE for duty in found),
        "feed_url": request.build_absolute_uri(_address(association, feed)) if feed else "",
    }  # fmt: skip
    return render(request, "governance/year_plan.html", context)


def _address(association: Association, feed: CalendarFeed) -> str:
    return reverse("governance:year-plan-feed", args=[association.slug, feed.token])


def _months(found: list[Duty], association: Association, year: int, today: object) -> list[dict[str, object]]:
    """Twelve months with their duties and meetings."""
    meetings = list(
        Meeting.objects.filter(association=association, date__year=year).select_related("body").order_by("date", "pk")
    )
    return [
        {
            "name": name.capitalize(),
            "duties": [(duty, _owner(duty.rule)) for duty in found if duty.due.month == number],
            "meetings": [each for each in meetings if each.date.month == number and each.body.kind in _SHOWN],
            "others": sum(each.date.month == number and each.body.kind not in _SHOWN for each in meetings),
            "now": (getattr(today, "year", 0), getattr(today, "month", 0)) == (year, number),
        }
        for number, name in enumerate(MONTHS, start=1)
    ]


def _owner(rule: Rule) -> str:
    return ROLES[rule.owner].name if rule.owner in ROLES else rule.owner


@page(_P)
def done(request: HttpRequest, association: Association, period: Period, key: str, year: int) -> HttpResponse:
    """Mark an obligation as done for the year it is about."""
    rule = reads.rule_of(association, key)
    if rule is None or not 2000 <= year <= 2099:
        raise Http404
    held = ObligationDone.objects.filter(association=association, key=key, year=year).first()
    initial = {"on": held.done if held else timezone.localdate(), "note": held.note if held else ""}
    form = DoneForm(posted(request), initial=initial)
    about = f"Gäller {year}." if rule.year_offset else ""
    return fill_in(
        request, form,
        lambda: actions.mark_obligation(association=association, key=key, year=year, by=actor(request),
                                        **form.cleaned_data),
        title=f"Klart: {rule.title}", lead=about, back=to(request, "year-plan"), done="Årshjulet är ändrat.",
        button="Klart",
    )  # fmt: skip


@page(_P)
@require_POST
def undone(request: HttpRequest, association: Association, period: Period, key: str, year: int) -> HttpResponse:
    """Not done after all."""
    if reads.rule_of(association, key) is None:
        raise Http404
    actions.unmark_obligation(association=association, key=key, year=year, by=actor(request))
    return redirect(to(request, "year-plan"))


# --- the association's own plan --------------------------------------------------------------------------------------


@page(_P)
def rules(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every obligation with its date and owner, to change."""
    own = {row.key: row for row in Obligation.objects.filter(association=association)}
    rows = [
        {"rule": rule, "owner": _owner(rule), "row": own.get(rule.key), "when": _when(rule)}
        for rule in reads.rules(association)
    ]
    return render(request, "governance/year_rules.html", {"rows": rows})


def _when(rule: Rule) -> str:
    later = ", året efter" if rule.year_offset else ""
    return f"{rule.day} {MONTHS[rule.month - 1]}{later}"


@page(_P)
def rule(request: HttpRequest, association: Association, period: Period, key: str = "") -> HttpResponse:
    """Change one obligation, or add one of the association's own."""
    found = reads.rule_of(association, key) if key else None
    if key and found is None:
        raise Http404
    initial = (
        {"title": found.title, "month": found.month, "day": found.day, "year_offset": found.year_offset,
         "owner": found.owner, "active": found.active, "own": found.own}
        if found else {"active": True, "year_offset": 0, "own": True}
    )  # fmt: skip
    form = RuleForm(posted(request), initial=initial)
    return fill_in(
        request, form,
        lambda: actions.set_obligation(association=association, key=key, by=actor(request), **form.cleaned_data),
        title=found.title if found else "Ny uppgift i årshjulet", back=to(request, "year-plan-edit"),
        lead=found.source if found else "En uppgift som återkommer varje år i ert förbund.",
        done="Årshjulet är ändrat.",
    )  # fmt: skip


@page(_P)
def rule_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    row = fetch(Obligation, request.user, _P, association, pk)
    title = f"Ta bort {row.title or row.key}?" if row.own else "Återställ till det vanliga datumet?"
    return confirm(
        request, lambda: actions.remove_obligation(obligation=row, by=actor(request)), title=title,
        lead="Det som är markerat som klart finns kvar i händelseloggen.", back=to(request, "year-plan-edit"),
        done="Årshjulet är ändrat.", button="Ta bort" if row.own else "Återställ",
    )  # fmt: skip


# --- the calendar ----------------------------------------------------------------------------------------------------


@page(_READ)
@require_POST
def feed(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A new secret address, or none any more."""
    if "end" in request.POST:
        actions.end_feed(association=association, by=actor(request))
    elif "new" in request.POST:
        actions.new_feed(association=association, by=actor(request))
    return redirect(to(request, "year-plan") + "#kalender")


@public
def calendar_file(request: HttpRequest, association: str, token: str) -> HttpResponse:
    """The year plan and the meetings for a calendar program: whoever has the secret address may read it."""
    found = feed_by_token(association, token)
    if found is None:
        raise Http404
    enter(found.association_id)
    events = calendar_events(found.association, timezone.localdate())
    text = calendar(f"Årshjul {found.association.short_name}", events, timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="arshjul.ics"'
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response
