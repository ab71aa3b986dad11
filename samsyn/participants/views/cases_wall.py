"""What every page of case rows wears: off when the installation is, an own intervention or 404, nothing kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from samsyn.associations.access import can, here, page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.interventions.queries import scope
from samsyn.participants.cases.sealing import OFF, switched_on
from samsyn.participants.forms.cases import MOST_BYTES

R = TypeVar("R", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]


def case_page(*permissions: Permission) -> Callable[[View], View]:
    """A page of one intervention's rows: view(request, intervention, **rest). Any of the permissions opens it.

    Whoever has none gets 403; another party's intervention, or one that no party owns, 404.
    """

    def decorate(view: View) -> View:
        @page(permissions[0] if len(permissions) == 1 else Permission.REPORT_PARTICIPANTS)
        @sensitive_post_parameters()
        @wraps(view)
        def guarded(
            request: HttpRequest, association: Association, period: Period, pk: int, **rest: Any
        ) -> HttpResponseBase:  # fmt: skip
            require_one_of(request, permissions)
            if not switched_on():
                return off(request, [OFF])
            one = _own(request, association, pk, permissions)
            try:
                return closed(view(request, one, **rest))
            except Refused as refused:
                return off(request, refused.errors)

        return guarded

    return decorate


def require_one_of(request: HttpRequest, permissions: tuple[Permission, ...]) -> None:
    """Raises PermissionDenied with the first one's reason."""
    association, _ = here(request)
    if not any(can(request.user, permission, association) for permission in permissions):
        require(request.user, permissions[0], association)


def _own(request: HttpRequest, association: Association, pk: int, permissions: tuple[Permission, ...]) -> Intervention:
    for permission in permissions:
        found = scope.owned(actor(request), association, permission).filter(owner__isnull=False)
        if one := found.select_related("owner", "association").filter(pk=pk).first():
            return one
    raise Http404


def off(request: HttpRequest, reasons: list[str]) -> HttpResponse:
    """A page that says why there are no rows here."""
    back = "" if not switched_on() else to(request, "cases")
    return closed(render(request, "participants/cases_off.html", {"reasons": reasons, "back": back}))


def closed(response: R) -> R:
    """No browser or proxy keeps it."""
    response["Cache-Control"] = "private, no-store"
    return response


def to(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """A page of participants for this association and period."""
    association, period = here(request)
    return reverse(f"participants:{name}", kwargs={"association": association.slug, "period": period, **kwargs})


# --- files -----------------------------------------------------------------------------------------------------------


class InMemory(MemoryFileUploadHandler):
    """Keeps an uploaded file in memory, whatever its size up to ours: rows never lie in clear on a disk."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        self.activated = content_length <= MOST_BYTES


def in_memory(view: View) -> View:
    """Uploads to this view are not written to a disk. Who posts is asked for after the handler is set."""
    protected = csrf_protect(view)

    @csrf_exempt  # only until `protected`, which asks
    @wraps(view)
    def handled(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **kwargs)

    return handled
