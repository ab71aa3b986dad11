"""Pages outside an association: start, accessibility statement, lockout."""

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations import actions, queries
from samsyn.associations.access import public
from samsyn.associations.forms import FaultForm
from samsyn.associations.views.pages import actor

REPORTS_AN_HOUR = 5
TOO_MANY = "Du har skickat flera anmälningar den senaste timmen. Vänta en stund och skicka sedan den här."


@public
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The user's associations; straight in when there is one."""
    found = queries.associations_of(actor(request))
    if len(found) == 1:
        return redirect(f"/{found[0].slug}/")
    return render(request, "associations/start.html", {"associations": found})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tillgänglighetsredogörelse (DOS-lagen 2018:1937, 13 §) with a way to report faults, open to all."""
    asked = request.GET.get("sida", "") or _came_from(request)
    form = FaultForm(request.POST or None, initial={"page": asked[:300]})
    if request.method == "POST" and form.is_valid():
        if _too_many(request):
            form.add_error(None, TOO_MANY)
        else:
            actions.report_fault(**form.cleaned_data)
            messages.success(request, "Tack. Anmälan är mottagen. Har du lämnat en e-postadress får du svar.")
            return redirect("associations:accessibility")
    return render(request, "associations/accessibility.html", {"form": form})


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the person came from."""
    referer = request.headers.get("referer", "")
    site = request.build_absolute_uri("/")
    path = referer.removeprefix(site)
    return f"/{path}" if referer.startswith(site) and not path.startswith("tillganglighet") else ""


def _too_many(request: HttpRequest) -> bool:
    """Counts softly, by address; what was typed stays in the form."""
    key = f"fault:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) > REPORTS_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return False


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many failed logins: says how long to wait."""
    wait = get_cool_off(request) or timedelta(0)
    return render(request, "associations/locked_out.html", {"wait": waiting(wait)}, status=429)


def waiting(wait: timedelta) -> str:
    """'en timme', '2 timmar', '30 minuter'."""
    minutes = round(wait.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minuter"
    return "en timme" if hours == 1 else f"{hours} timmar"
