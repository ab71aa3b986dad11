"""Reads across the association's tables. Querysets or plain values, never HTML or a request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.posts import PostKind, PostTime, average_posts
from samsyn.associations.domain.roles import ROLES
from samsyn.associations.domain.shares import ContributionTable, Payer
from samsyn.associations.models import (
    Association,
    Contribution,
    FaultReport,
    Mandate,
    Membership,
    OfficePost,
    Party,
    StaffYear,
    User,
)
from samsyn.core.models import Event
from samsyn.core.period import Period

BOARD = (Mandate.Kind.CHAIR, Mandate.Kind.VICE, Mandate.Kind.MEMBER)
_PAGE_OF = re.compile(r"(?:https?://[^/]+)?/(?P<slug>[-\w]+)/(?:19|20)\d\d")


def associations_of(user: User) -> list[Association]:
    """Where the user holds a role today, by name."""
    return list(Association.objects.filter(pk__in=_current().filter(user=user).values("association")).distinct())


def _current() -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))


def contribution_table(association: Association) -> ContributionTable:
    """Every party and its contributions of all years: two queries."""
    payers = [
        Payer(party.pk, party.name, PartyKind(party.kind), party.pays_for, party.from_year, party.to_year)
        for party in Party.objects.filter(association=association)
    ]
    rows = Contribution.objects.filter(association=association).values_list("party_id", "year", "amount")
    return ContributionTable(payers, {(party, year): amount for party, year, amount in rows})


@dataclass(frozen=True)
class Staff:
    """The office over a period, in full-time posts. `average` leaves bought services out; None means not known."""

    average: Decimal | None
    bought: Decimal
    posts: Sequence[tuple[OfficePost, Decimal]]
    taken_over: bool = False  # the average comes from earlier reports, not from posts


def post_time(post: OfficePost) -> PostTime:
    """A stored post as a value."""
    return PostTime(PostKind(post.kind), post.percent, post.start, post.end)


def staff(posts: Sequence[OfficePost], years: dict[int, Decimal], period: Period) -> Staff:
    """The period's staff from all posts and the yearly averages taken over. Posts of the period win over a year."""
    held = [post for post in posts if post.start <= period.end and (post.end is None or post.end >= period.start)]
    parts = [(post, average_posts([post_time(post)], period.start, period.end)) for post in held]
    bought = [post_time(post) for post in held if not post_time(post).counted]
    counted = [post_time(post) for post in held if post_time(post).counted]
    bought_average = average_posts(bought, period.start, period.end)
    if held:
        return Staff(average_posts(counted, period.start, period.end), bought_average, parts)
    known = years.get(period.year) if period.whole_year else None
    return Staff(known, bought_average, parts, taken_over=known is not None)


def staff_years(association: Association) -> dict[int, Decimal]:
    """The average number of posts by year, where it was taken over from earlier reports (one query)."""
    return dict(StaffYear.objects.filter(association=association).values_list("year", "average"))


def staff_of(association: Association, period: Period) -> Staff:
    """The office over one period: two queries."""
    posts = list(OfficePost.objects.filter(association=association))
    return staff(posts, staff_years(association), period)


def mandates_on(association: Association, day: date) -> QuerySet[Mandate]:
    """Board seats and auditors' assignments that hold on a day."""
    held = Q(end__isnull=True) | Q(end__gte=day)
    return Mandate.objects.filter(held, association=association, start__lte=day).select_related("party")


@dataclass(frozen=True)
class Member:
    """A person with every membership here, and whether the account still waits for its first password."""

    user: User
    memberships: Sequence[Membership]
    waiting: bool


def members(association: Association) -> list[Member]:
    """Everyone with a role here, ended ones included: one query."""
    rows = Membership.objects.filter(association=association).select_related("user", "party")
    people: dict[int, list[Membership]] = {}
    for row in rows:
        people.setdefault(row.user_id, []).append(row)
    return [Member(held[0].user, held, not held[0].user.has_usable_password()) for held in people.values()]


def managers(association: Association, *, without: int | None = None) -> QuerySet[Membership]:
    """Lasting memberships of active people that may manage users, one of them left out."""
    able = [role.id for role in ROLES.values() if Permission.MANAGE_USERS in role.permissions]
    found = Membership.objects.filter(association=association, role__in=able, until__isnull=True, user__is_active=True)
    return found if without is None else found.exclude(pk=without)


def belongs_elsewhere(user: User, association: Association) -> bool:
    """Whether the person also holds, or has held, a role in another association, or is a superuser."""
    return user.is_superuser or Membership.objects.filter(user=user).exclude(association=association).exists()


def events(association: Association, text: str = "", area: str = "", year: int | None = None) -> QuerySet[Event]:
    """The association's events, newest first, narrowed by words, area (first part of the verb) and year."""
    found = Event.objects.filter(association_id=association.pk)
    if text:
        words = Q(summary__icontains=text) | Q(actor__icontains=text) | Q(before__icontains=text)
        found = found.filter(words | Q(after__icontains=text))
    if area:
        found = found.filter(verb__startswith=f"{area}.")
    if year:
        found = found.filter(at__year=year)
    return found


def fault_reports(association: Association) -> list[FaultReport]:
    """Faults on this association's pages and on pages of no association, unanswered first."""
    mine = [report for report in FaultReport.objects.all()[:500] if _concerns(report, association)]
    return sorted(mine, key=lambda report: report.answered is not None)


def _concerns(report: FaultReport, association: Association) -> bool:
    found = _PAGE_OF.match(report.page)
    return found is None or found["slug"] == association.slug
