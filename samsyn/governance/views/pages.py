"""What the pages share: addresses, and what the reader may do."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from samsyn.associations.access import can, here
from samsyn.associations.domain.permissions import Permission


def to(request: HttpRequest, name: str, *args: Any) -> str:
    """A page of this app for the request's association and period."""
    association, period = here(request)
    return reverse(f"governance:{name}", args=[association.slug, period, *args])


def powers(request: HttpRequest) -> dict[str, bool]:
    """For templates: which buttons the reader gets."""
    association, _ = here(request)
    return {
        "may_meet": can(request.user, Permission.MANAGE_MEETINGS, association),
        "may_record": can(request.user, Permission.RECORD_DECISIONS, association),
        "may_plan": can(request.user, Permission.MANAGE_YEAR_PLAN, association),
    }


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is filled with; a POST that sends nothing is a form with nothing in it."""
    return request.POST if request.method == "POST" else None
