"""Who may see and do what: `can`, `fetch` and the decorator `page` that every view of an association wears."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from samsyn.associations.domain.permissions import REASONS, Permission
from samsyn.associations.domain.roles import PARTY_ROLES, ROLES
from samsyn.associations.models import Association, Membership, User
from samsyn.core.period import Period
from samsyn.core.tenancy import EVERYTHING, enter

M = TypeVar("M", bound=models.Model)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the office, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def login_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that someone tries to log in with, one spelling for all: lockout counts by it and by network."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or (request.POST.get("login") if request else "")
    return str(name or "").strip().lower()


class TenantMiddleware:
    """Each request starts outside the wall; `page` lets it in to one association."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        enter(EVERYTHING)  # memberships are looked up across associations; `page` narrows before any view runs
        try:
            return self.get_response(request)
        finally:
            enter(EVERYTHING)


def _held(user: User, association: Association) -> list[tuple[str, int | None]]:
    """Roles with their party's pk that a user holds today; looked up once per user object and association."""
    cache: dict[int, list[tuple[str, int | None]]] = user.__dict__.setdefault("_roles", {})
    if association.pk not in cache:
        today = timezone.localdate()
        held = Membership.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today), user=user, association=association
        )
        cache[association.pk] = list(held.values_list("role", "party_id"))
    return cache[association.pk]


def roles_of(user: User | AnonymousUser, association: Association) -> list[str]:
    """Ids of the roles a user holds today; looked up once per user object and association."""
    if not user.is_authenticated or not user.is_active:
        return []
    return [role for role, _ in _held(user, association)]


def can(user: User | AnonymousUser, permission: Permission, association: Association) -> bool:
    """The one question: may this user do this here?"""
    return any(permission in ROLES[role].permissions for role in roles_of(user, association) if role in ROLES)


def parties_of(user: User | AnonymousUser, permission: Permission, association: Association) -> set[int] | None:
    """Whose rows a user may see: the pks of the parties it works for, or None for every party's.

    A role that gives `permission` and is tied to no party opens all; roles tied to parties open theirs alone. An
    insatsägare or samordnare who is tied to no party sees none.
    """
    if not user.is_authenticated:
        return set()
    giving = [row for row in _held(user, association) if permission in ROLES[row[0]].permissions]
    if any(party is None and role not in PARTY_ROLES for role, party in giving):
        return None
    return {party for _, party in giving if party is not None}


def require(user: User | AnonymousUser | str, permission: Permission, association: Association) -> None:
    """What every action asks first. A plain name is the command line, whose power is the machine's.

    Raises PermissionDenied with a Swedish reason.
    """
    if not isinstance(user, str) and not can(user, permission, association):
        raise PermissionDenied(REASONS[permission])


def fetch(model: type[M], user: User | AnonymousUser, permission: Permission, association: Association, pk: Any) -> M:
    """An object of this association: Http404 when it is another's or none, PermissionDenied for too little power."""
    found = model._default_manager.filter(association=association, pk=pk).first()
    if found is None or not roles_of(user, association):
        raise Http404
    require(user, permission, association)
    return found


def _asked_from(request: HttpRequest) -> str:
    """Where to go after the login: the page itself, or the one with the button. An address that only takes what is
    posted has nothing to show."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from, home = request.headers.get("referer", ""), request.build_absolute_uri("/")
    return came_from.removeprefix(home.rstrip("/")) if came_from.startswith(home) else "/"


def page(permission: Permission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view under /<association>/<period>/: resolves both, keeps strangers out (404) and asks `can` (403).

    The view is called as view(request, association, period, **rest).
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, association: str, period: Period, **rest: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(_asked_from(request))
            found = Association.objects.filter(slug=association).first()
            if found is None or not roles_of(request.user, found):
                raise Http404
            require(request.user, permission, found)
            enter(found.pk)
            request.association = found  # type: ignore[attr-defined]
            request.period = period  # type: ignore[attr-defined]
            return view(request, found, period, **rest)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def here(request: HttpRequest) -> tuple[Association, Period]:
    """The association and period of the address, as `page` found them; only for what a page's view calls."""
    return request.association, request.period  # type: ignore[attr-defined]  # laid there by `page`, which types don't see


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that needs no association and no permission."""
    view.permission = None  # type: ignore[attr-defined]
    return view


class PeriodConverter:
    """`<period:period>` in an address: 2024, 2024-08, 2024-T2."""

    regex = r"(?:19|20)\d\d(?:-(?:T[1-3]|Q[1-4]|0[1-9]|1[0-2]))?"

    def to_python(self, value: str) -> Period:
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        return value if isinstance(value, str) else value.code
