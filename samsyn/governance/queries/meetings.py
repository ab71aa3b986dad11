"""Meetings, what they decided, and which one is next."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from samsyn.associations.models import Association
from samsyn.governance.models import Body, DelegatedDecision, Meeting, Paragraph


def meetings(association: Association, year: int | None = None, body: int | None = None) -> QuerySet[Meeting]:
    """Latest first, with the count of items and the span of their numbers: one query."""
    found = Meeting.objects.filter(association=association).select_related("body")
    if year is not None:
        found = found.filter(date__year=year)
    if body is not None:
        found = found.filter(body=body)
    counted = found.annotate(
        item_count=Count("paragraphs"), first=Min("paragraphs__number"), last=Max("paragraphs__number")
    )
    return counted.order_by("-date", "-pk")


def years(association: Association) -> list[int]:
    """Years with meetings, latest first."""
    return [day.year for day in Meeting.objects.filter(association=association).dates("date", "year", order="DESC")]


def next_meeting(association: Association, today: date, kind: str = "") -> Meeting | None:
    """The first planned meeting from `today` on, of any body or of one kind (Body.Kind); None when none is planned."""
    found = Meeting.objects.filter(association=association, date__gte=today, state=Meeting.State.PLANNED)
    if kind:
        found = found.filter(body__kind=kind)
    return found.select_related("body").order_by("date", "start_time", "pk").first()


def paragraphs(
    association: Association, kinds: Iterable[str] = (Body.Kind.BOARD,), since: date | None = None
) -> QuerySet[Paragraph]:
    """Items that a decision may point at, latest meeting first: those of bodies of some kinds, since a day."""
    found = Paragraph.objects.filter(association=association, meeting__body__kind__in=list(kinds))
    if since is not None:
        found = found.filter(meeting__date__gte=since)
    return found.select_related("meeting", "meeting__body").order_by("-meeting__date", "position", "pk")


def decided(association: Association, text: str) -> QuerySet[Paragraph]:
    """Paragraphs with some words in title or decision, latest first."""
    words = Q(title__icontains=text) | Q(decision__icontains=text)
    found = Paragraph.objects.filter(words, association=association, number__isnull=False)
    return found.select_related("meeting", "meeting__body").order_by("-meeting__date", "number")


def delegated(association: Association, year: int | None = None) -> QuerySet[DelegatedDecision]:
    """Decisions on delegation, latest first."""
    found = DelegatedDecision.objects.filter(association=association).select_related("reported_in", "reported_in__body")
    return found if year is None else found.filter(year=year)


def unreported(association: Association, until: date | None = None) -> QuerySet[DelegatedDecision]:
    """Those that the board has not been told of, oldest first, taken no later than `until`."""
    found = DelegatedDecision.objects.filter(association=association, reported_in__isnull=True)
    return (found if until is None else found.filter(date__lte=until)).order_by("year", "number")
