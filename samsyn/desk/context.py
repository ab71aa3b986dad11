"""What every page's frame needs: the menu, the periods to choose from."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from samsyn.associations.access import can
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.desk import menu, queries
from samsyn.desk.periods import choices


def navigation(request: HttpRequest) -> dict[str, object]:
    """Menu and periods for the frame; empty outside an association. Made when a template first asks, once a request."""
    if getattr(request, "association", None) is None:
        return {"navigation": [], "periods": []}
    if not hasattr(request, "_frame"):
        request._frame = {  # type: ignore[attr-defined]
            "navigation": SimpleLazyObject(lambda: _menu(request)),
            "periods": SimpleLazyObject(lambda: _periods(request)),
        }
    return dict(request._frame)  # type: ignore[attr-defined]


def _menu(request: HttpRequest) -> list[dict[str, object]]:
    association: Association = request.association  # type: ignore[attr-defined]
    match = request.resolver_match

    def may(permission: Permission) -> bool:
        return can(request.user, permission, association)

    view = match.view_name if match else ""
    return menu.menu(association.slug, request.period, view, may, association.in_own_words)  # type: ignore[attr-defined]


def _periods(request: HttpRequest) -> list[dict[str, object]]:
    """Every period as an address of the page one is on; the query, which may hold a page number, is left behind."""
    association: Association = request.association  # type: ignore[attr-defined]
    current: Period = request.period  # type: ignore[attr-defined]
    return [
        {
            "label": choice.label,
            "url": same_page(request, choice.period),
            "current": choice.period == current,
            "closed": choice.closed,
            "state": choice.state,
        }
        for choice in choices(queries.known_periods(association), current)
    ]


def same_page(request: HttpRequest, period: Period) -> str:
    """The page one is on, in another period. A figure's explanation follows along with its measure."""
    match = request.resolver_match
    own = {"association": request.association.slug, "period": period}  # type: ignore[attr-defined]
    kwargs = {**(match.kwargs if match else {}), **own}
    if "scope" in kwargs:
        kwargs["scope"] = _moved(str(kwargs["scope"]), period)
    try:
        return reverse(match.view_name if match else "", kwargs=kwargs)
    except NoReverseMatch:
        return reverse("desk:overview", kwargs=own)


def _moved(code: str, period: Period) -> str:
    try:
        return Scope(period, Scope.parse(code).measure).code
    except ValueError:
        return period.code
