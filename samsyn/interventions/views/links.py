"""Addresses of pages that another part of the app may or may not have."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samsyn.associations.access import can, here
from samsyn.associations.domain.permissions import Permission
from samsyn.ui.html import Doors


def address_words(request: HttpRequest) -> dict[str, Any]:
    """What every address of this association and period begins with."""
    association, period = here(request)
    return {"association": association.slug, "period": period}


def to(request: HttpRequest, view: str, pk: int | None = None) -> str:
    """A page of this association and period by its name ('list', or 'ledger:vouchers'); '' when there is none."""
    name = view if ":" in view else f"interventions:{view}"
    own = address_words(request)
    try:
        return reverse(name, kwargs=own if pk is None else {**own, "pk": pk})
    except NoReverseMatch:
        return ""


def doors_for(request: HttpRequest) -> Doors | None:
    """Figures lead to their explanation for those who may read it."""
    if not may(request, Permission.READ_REPORTS):
        return None
    return Doors.to("desk:figure", **address_words(request))


def may(request: HttpRequest, permission: Permission) -> bool:
    return can(request.user, permission, here(request)[0])
