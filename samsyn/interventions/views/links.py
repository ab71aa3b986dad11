"""Addresses of pages that another part of the app may or may not have."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from samsyn.associations.access import can
from samsyn.associations.domain import Permission
from samsyn.associations.models import User
from samsyn.ui.html import Doors


def to(request: HttpRequest, view: str, pk: int | None = None) -> str:
    """A page of this association and period by its name ('list', or 'ledger:vouchers'); '' when there is none."""
    name = view if ":" in view else f"interventions:{view}"
    own = {"association": request.association.slug, "period": request.period}  # type: ignore[attr-defined]
    try:
        return reverse(name, kwargs=own if pk is None else {**own, "pk": pk})
    except NoReverseMatch:
        return ""


def doors_for(request: HttpRequest) -> Doors | None:
    """Figures lead to their explanation for those who may read it."""
    if not may(request, Permission.READ_REPORTS):
        return None
    own = {"association": request.association.slug, "period": request.period}  # type: ignore[attr-defined]
    return Doors.to("desk:figure", **own)


def may(request: HttpRequest, permission: Permission) -> bool:
    return can(request.user, permission, request.association)  # type: ignore[attr-defined]


def person(request: HttpRequest) -> User:
    """Who reads or acts; every page of an association requires login."""
    assert isinstance(request.user, User)
    return request.user
