"""What the pages of the settings share: one way to show, fill in, confirm and import."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms import UploadForm
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused


def address(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """A page of this app for the request's association and period."""
    own = {"association": request.association.slug, "period": request.period}  # type: ignore[attr-defined]
    return reverse(f"associations:{name}", kwargs={**own, **kwargs})


def show(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page that knows what the user may change."""
    association: Association = request.association  # type: ignore[attr-defined]
    may = {
        "may_manage": can(request.user, Permission.MANAGE_ASSOCIATION, association),
        "may_users": can(request.user, Permission.MANAGE_USERS, association),
    }
    return render(request, f"associations/{template}.html", {**may, **context})


def actor(request: HttpRequest) -> User:
    """The person who acts; every view of an association requires login."""
    assert isinstance(request.user, User)
    return request.user


def fill_in(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], Any],
    *,
    title: str,
    back: str,
    done: str,
    lead: str = "",
    template: str = "form",
    button: str = "Spara",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or save it and go back. An action's reasons stand in the form, with all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, done)
            return redirect(back)
    said = {"form": form, "title": title, "lead": lead, "back": back, "button": button}
    return render(request, f"associations/{template}.html", {**said, **(context or {})})


def confirm(
    request: HttpRequest, remove: Callable[[], Any], *, title: str, lead: str, back: str, done: str, button: str
) -> HttpResponse:
    """Ask before something is taken away."""
    errors: list[str] = []
    if request.method == "POST":
        try:
            remove()
        except Refused as refused:
            errors = refused.errors
        else:
            messages.success(request, done)
            return redirect(back)
    said = {"title": title, "lead": lead, "back": back, "button": button, "errors": errors}
    return render(request, "associations/confirm.html", said)


def import_file(
    request: HttpRequest,
    read: Callable[[bytes, str], tuple[list[Any], list[str]]],
    write: Callable[[list[Any]], int],
    *,
    title: str,
    back: str,
    columns: tuple[str, ...],
    example: str,
) -> HttpResponse:
    """Take in a table file: every error at once and nothing saved, or all of it."""
    form = UploadForm(request.POST or None, request.FILES or None)
    errors: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        rows, errors = read(file.read(), file.name)
        try:
            if not errors:
                messages.success(request, f"{write(rows)} rader är inlästa ur {file.name}.")
                return redirect(back)
        except Refused as refused:
            errors = refused.errors
    said = {"form": form, "title": title, "back": back, "errors": errors, "columns": columns, "example": example}
    return render(request, "associations/import.html", said)


def download(content: str | bytes, name: str) -> HttpResponse:
    """A file to keep: CSV from text, a workbook from bytes."""
    kind = "text/csv; charset=utf-8" if isinstance(content, str) else _XLSX
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
