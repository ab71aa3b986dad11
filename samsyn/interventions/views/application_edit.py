"""Writing an application: where it begins, and the whole text with parties and budget."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.access import page, parties_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, Party, User
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions.applications import (
    EDITABLE,
    NOT_YOURS,
    Overtaken,
    create_application,
    may_write,
    save_application,
)
from samsyn.interventions.domain.applications import missing
from samsyn.interventions.domain.interventions import LIVING, too_long
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.forms.applications import ApplicationForm, StartForm
from samsyn.interventions.models import Application, ApplicationStep, Choice, Intervention
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.applications import draft_of
from samsyn.interventions.queries.lists import choices, policy
from samsyn.interventions.views.links import to
from samsyn.interventions.views.saving import save_or_show

_APPLY = Permission.APPLY
COMPARED = ("title", "direction", "start", "end", "participants", "need", "target_group", "goals", "activities",
            "equality", "exit_plan")  # fmt: skip


@page(_APPLY)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Rubrik, slag och period; the rest is written on the next page."""
    user = actor(request)
    own = parties_of(user, _APPLY, association)
    parties = _members(association)
    applicants = parties if own is None else [party for party in parties if party.pk in own]
    if not applicants and own is not None:
        raise PermissionDenied("Du är inte knuten till någon part. Be kansliet om det.")
    form = StartForm(request.POST or None, applicants=applicants, office=own is None, initial={"direction": "individ"})

    def save() -> str:
        data = form.cleaned_data
        made = create_application(
            association=association, applicant=form.chosen_applicant, title=data["title"], by=user,
            direction=data["direction"], start=data["start"], end=data["end"],
        )  # fmt: skip
        return to(request, "application-edit", made.pk)

    context = {"back": to(request, "applications")}
    return save_or_show(request, form, save, "application_new", context, "Utkastet är sparat. Skriv vidare här.")


def _members(association: Association) -> list[Party]:
    return list(Party.objects.filter(association=association, to_year__isnull=True))


@page(_APPLY)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The whole application. Saving stays here, so that one can go on; what is typed is never lost."""
    user = actor(request)
    one = scope.one_application(user, association, pk)
    if not may_write(user, association, one.applicant):
        raise PermissionDenied(NOT_YOURS)
    if one.state not in EDITABLE:
        messages.error(request, "Ansökan är inlämnad och kan inte ändras.")
        return redirect(to(request, "application", one.pk))
    form = ApplicationForm(request.POST or None, application=one, **_lists(user, association, one))
    theirs: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, one, user)
        except Overtaken as overtaken:
            one.refresh_from_db()
            theirs = _differences(form, one)
            form.data = {**form.data.dict(), "version": str(overtaken.version)}  # type: ignore[attr-defined]
            refuse(form, overtaken.errors)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            return _saved(request, one)
    return render(request, "interventions/application_edit.html", _context(request, association, one, form, theirs))


def _save(form: ApplicationForm, one: Application, user: User) -> None:
    save_application(
        application=one, by=user, version=form.cleaned_data["version"], fields=form.fields_typed(),
        parties=form.parties_typed(), budget=form.budget_typed(),
    )  # fmt: skip


def _saved(request: HttpRequest, one: Application) -> HttpResponse:
    messages.success(request, "Ansökan är sparad.")
    return redirect(to(request, "application" if request.POST.get("vidare") else "application-edit", one.pk))


def _differences(form: ApplicationForm, one: Application) -> list[tuple[str, Any]]:
    """What someone else has written where this person wrote something else."""
    return [
        (str(form[name].label), getattr(one, name))
        for name in COMPARED
        if form.cleaned_data.get(name) != getattr(one, name)
    ]


def _lists(user: User, association: Association, one: Application) -> dict[str, Sequence[Any]]:
    living = scope.owned(user, association, _APPLY).filter(state__in=LIVING)
    interventions: list[Intervention] = list(living)
    if one.intervention and one.intervention not in interventions:
        interventions.append(one.intervention)
    return {
        "parties": _members(association),
        "cost_types": _listed(association, ChoiceKind.COST_TYPE, {row.cost_type for row in one.budget.all()}),
        "orientations": _listed(association, ChoiceKind.ORIENTATION, {one.orientation} if one.orientation else set()),
        "interventions": interventions,
    }


def _listed(association: Association, kind: ChoiceKind, used: set[Choice]) -> list[Choice]:
    """The entries still in use, and those that this application holds."""
    rows = list(choices(association, kind))
    return [row for row in rows if row.end is None or row in used]


def _context(
    request: HttpRequest, association: Association, one: Application, form: ApplicationForm,
    theirs: Sequence[tuple[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    return {
        "one": one,
        "form": form,
        "theirs": theirs,
        "missing": missing(draft_of(one)),
        "long": too_long(one.start, one.end, policy(association).longest_months) if one.start else "",
        "asked": one.steps.filter(move="ask").order_by("-date", "-pk").first()
        if one.state == "komplettering"
        else None,
        "back": to(request, "application", one.pk),
        "sums": _sums(one),
    }


def _sums(one: Application) -> dict[int, int]:
    """What is saved per year, in öre."""
    out: dict[int, int] = {}
    for row in one.budget.all():
        out[row.year] = out.get(row.year, 0) + row.amount
    return out


def _asked(one: Application) -> ApplicationStep | None:
    """What the office asked for, while it waits."""
    if one.state != "komplettering":
        return None
    return one.steps.filter(move="ask").order_by("-date", "-pk").first()
