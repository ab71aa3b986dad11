"""Deltagare, inställningar: how often is reported, what is collected, in which classes, and how small counts are
protected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.disclosure.policy import Policy
from samsyn.interventions.views.links import to
from samsyn.participants.actions import settings as actions
from samsyn.participants.definitions.codes import LISTS
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.forms.settings import CodeForm, CollectForm, PolicyForm, RuleForm, StopForm
from samsyn.participants.models import Code, ProtectionPolicy
from samsyn.participants.queries import settings as queries
from samsyn.participants.queries.collecting import rule
from samsyn.participants.queries.policy import policies, policy_on
from samsyn.participants.views.pages import told_from

_P = Permission.MANAGE_PARTICIPANTS
_RHYTHMS = {Rhythm.TERTIAL: "varje tertial", Rhythm.QUARTER: "varje kvartal", Rhythm.MONTH: "varje månad"}
_EXAMPLE = (0, 1, 3, 4, 5, 12)


def _home(request: HttpRequest) -> str:
    return to(request, "participants:settings")


def _address(request: HttpRequest, name: str, **words: Any) -> str:
    """A page of the settings; `to` knows only those with a number."""
    stem = _home(request)
    return f"{stem}{name}/" + "".join(f"{word}/" for word in words.values())


@page(_P)
def settings(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The rules in force, what is collected this year, the lists, and the protection."""
    held = rule(association)
    today = timezone.localdate()
    now = policy_on(association, today)
    context = {
        "facts": [("Insatserna rapporterar", _RHYTHMS[Rhythm(held.rhythm)]),
                  ("Senast", f"{held.days} dagar efter periodens slut")],
        "choices": queries.chosen(association, period.year), "year": period.year,
        "lists": [_list(request, association, key) for key in LISTS],
        "policy": now, "example": [(count, _seen(now, count)) for count in _EXAMPLE],
        "policies": [(row, row.start > today) for row in policies(association)],
    }  # fmt: skip
    return render(request, "participants/settings.html", context)


def _seen(policy: Policy, count: int) -> str:
    return ".." if policy.small(count) else str(count)


def _list(request: HttpRequest, association: Association, key: str) -> dict[str, Any]:
    rows, today = queries.code_rows(association, key), timezone.localdate()
    return {
        "key": key, "title": LISTS[key], "rows": [row for row in rows if row.end is None or row.end >= today],
        "own": any(row.pk for row in rows), "url": _address(request, "listor", key=key),
    }  # fmt: skip


@page(_P)
def setting_rule(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    form = RuleForm(request.POST or None, held=rule(association))
    return fill_in(
        request, form, lambda: actions.save_rule(association=association, by=actor(request), **form.cleaned_data),
        title="Hur ofta deltagare rapporteras", back=_home(request), done="Reglerna är sparade.",
    )  # fmt: skip


@page(_P)
def setting_collected(request: HttpRequest, association: Association, period: Period, variable: str) -> HttpResponse:
    """One variable: collect it from a year, or in another form; or stop after a year."""
    choice = next((one for one in queries.chosen(association, period.year) if one.variable.key == variable), None)
    if choice is None:
        raise Http404
    newest = queries.last_year_handed_in(association, choice.variable)
    first = max(period.year, (newest or 0) + 1) if newest else period.year
    start = CollectForm(request.POST if "from_year" in request.POST else None, choice=choice, first=first)
    stop = StopForm(request.POST if "to_year" in request.POST else None, auto_id="slut_%s",
                    initial={"to_year": max(newest or 0, period.year)})  # fmt: skip
    context = {
        "choice": choice, "start_form": start, "stop_form": stop, "back": _home(request), "newest": newest,
        "rows": choice.rows, "may_stop": choice.collected and not choice.variable.flow, "year": period.year,
        "beginning": actions.FIRST_YEAR,
    }  # fmt: skip
    used = stop if stop.is_bound else start
    if used.is_bound and used.is_valid():
        values = {"association": association, "variable": variable, "by": actor(request), **used.cleaned_data}
        try:
            if used is stop:
                actions.stop_collecting(**values)
            else:
                actions.collect(**values)
        except Refused as refused:
            refuse(used, refused.errors)
        else:
            messages.success(request, "Ändringen är sparad. Det som redan är inlämnat står kvar.")
            return redirect(_home(request))
    return render(request, "participants/setting_collected.html", {"form": used, **context})


# --- code lists ------------------------------------------------------------------------------------------------------


@page(_P)
def setting_codes(request: HttpRequest, association: Association, period: Period, list: str) -> HttpResponse:
    """A list's classes; one that is still the standard is made the association's own before it is changed."""
    if list not in LISTS:
        raise Http404
    if request.method == "POST":
        actions.own_list(association=association, list=list, by=actor(request))
        messages.success(request, "Listan är förbundets egen och kan ändras.")
        return redirect(_address(request, "listor", list=list))
    rows = queries.code_rows(association, list)
    context = {
        "title": LISTS[list], "rows": rows, "own": any(row.pk for row in rows), "back": _home(request),
        "merged": queries.merged_classes(rows), "income": list == "income", "today": timezone.localdate(),
        "new": _address(request, "listor", list=list, new="ny"),
        "changes": {row.pk: to(request, "participants:setting-code", row.pk) for row in rows if row.pk},
    }  # fmt: skip
    return render(request, "participants/setting_codes.html", context)


@page(_P)
def setting_code_new(request: HttpRequest, association: Association, period: Period, list: str) -> HttpResponse:
    if list not in LISTS:
        raise Http404
    return _code(request, association, list, None)


@page(_P)
def setting_code(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One class: its name, place and dates. What counts are stored under stays."""
    held = Code.objects.filter(association=association, pk=pk).first()
    if held is None:
        raise Http404
    return _code(request, association, held.list, held)


def _code(request: HttpRequest, association: Association, list: str, held: Code | None) -> HttpResponse:
    rows = queries.code_rows(association, list)
    merged = {key: words for key, words in queries.merged_classes(rows).items() if not held or key != held.key}
    form = CodeForm(request.POST or None, list=list, held=held, merged=merged, next_place=len(rows) + 1)

    def save() -> None:
        values = form.values
        if "merged" in values:
            values["merged_label"] = merged.get(values["merged"], "")
        end = form.cleaned_data["end"]
        code = Code.objects.get(pk=held.pk) if held else None
        actions.save_and_end_code(association=association, list=list, code=code, end=end, by=actor(request), **values)

    return fill_in(
        request, form, save, title=f"Ändra {held.label}" if held else f"Ny klass i {LISTS[list].lower()}",
        lead="Antal som redan är inlämnade står kvar under den här klassen." if held else "",
        back=_address(request, "listor", list=list), done="Klassen är sparad.",
    )  # fmt: skip


# --- protection ------------------------------------------------------------------------------------------------------


@page(_P)
def setting_policy(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A new rule for small counts, from a day."""
    today = timezone.localdate()
    now = policy_on(association, today)
    shown = ProtectionPolicy(start=today, smallest=now.smallest, zeros=now.zeros, base=now.base,
                             split_both=now.split_both)  # fmt: skip
    form = PolicyForm(request.POST or None, held=shown)
    return fill_in(
        request, form,
        lambda: actions.save_policy(
            association=association, told=told_from(association, form.cleaned_data["start"].year), by=actor(request),
            **form.cleaned_data,
        ),
        title="Skydd av små antal", back=_home(request), done="Regeln är sparad.",
        lead="Regeln gäller allt som lämnar kansliet: publicerade rapporter, möteshandlingar och medlemmarnas sidor. "
        "Det som redan är publicerat ändras inte.",
    )  # fmt: skip
