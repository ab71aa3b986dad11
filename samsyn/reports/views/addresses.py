"""Addresses of a report, the kind in the address, and who may write: what the pages of a report share."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.period import Period
from samsyn.participants.queries.tally import Tally
from samsyn.reports.actions import period_error
from samsyn.reports.definitions.documents import DOCUMENTS
from samsyn.reports.models import Report
from samsyn.reports.queries import report_of
from samsyn.ui.html import Doors


def address(request: HttpRequest, name: str, query: dict[str, str] | None = None, **kwargs: Any) -> str:
    """A page of this app for the request's association and period."""
    own = {"association": request.association.slug, "period": request.period}  # type: ignore[attr-defined]
    found = reverse(f"reports:{name}", kwargs={**own, **kwargs})
    return f"{found}?{urlencode(query)}" if query else found


def section_address(request: HttpRequest, kind: str, section: str, **query: str) -> str:
    """A section in the workshop."""
    return address(request, "workshop", {"avsnitt": section, **query}, kind=kind)


def actor(request: HttpRequest) -> User:
    """The person who acts; every view of an association requires login."""
    assert isinstance(request.user, User)
    return request.user


def may_write(request: HttpRequest, association: Association) -> bool:
    return can(request.user, Permission.WRITE_REPORTS, association)


def keeps_from(request: HttpRequest, association: Association) -> bool:
    """Whether the workshop's true numbers of people are not for this reader, who reads the protected report instead."""
    return not can(request.user, Permission.READ_TRUE_COUNTS, association) and bool(Tally(association).years)


def doors_of(association: Association, period: Period) -> Doors | None:
    """Where figures lead: the page 'Så är siffran räknad'."""
    return Doors.to("desk:figure", association=association.slug, period=period)


def known_kind(kind: str) -> str:
    """The kind in the address. Raises Http404 for one that isn't."""
    if kind not in DOCUMENTS:
        raise Http404
    return kind


def wrong_period(request: HttpRequest, kind: str, period: Period) -> HttpResponse | None:
    """Back to the list, with the reason, when the kind isn't made on the period in the top line."""
    error = period_error(known_kind(kind), period)
    if not error:
        return None
    messages.info(request, f"{error} Välj en annan period överst, eller en rapport i listan.")
    return redirect(address(request, "reports"))


def begun(association: Association, kind: str, period: Period) -> Report:
    """The report that is written in. Raises Http404 when it is not begun."""
    report = report_of(association, known_kind(kind), period)
    if report is None:
        raise Http404
    return report
