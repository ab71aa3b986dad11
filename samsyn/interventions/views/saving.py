"""Show a form on a page of our own, or save it and go on."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samsyn.associations.actions.versions import Overtaken
from samsyn.associations.forms.fields import refuse, refuse_overtaken
from samsyn.core.refused import Refused


def save_or_show(
    request: HttpRequest, form: forms.BaseForm, save: Callable[[], str], template: str, context: Mapping[str, Any],
    done: str,
) -> HttpResponse:  # fmt: skip
    """`save` answers with the address to go to. An action's reasons stand in the form with all that was typed."""
    theirs: Mapping[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            address = save()
        except Overtaken as overtaken:
            refuse_overtaken(form, overtaken)
            theirs = overtaken.theirs
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, done)
            return redirect(address)
    return render(request, f"interventions/{template}.html", {"form": form, "theirs": theirs.items(), **context})
