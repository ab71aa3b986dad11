"""Applications as lists and pages read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from samsyn.associations.access import can, parties_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.lifecycle import State
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.applications import TEXTS, Clock, Draft, clock
from samsyn.interventions.models import Application, ApplicationStep


@dataclass(frozen=True)
class Row:
    """An application in a list: what is applied for in öre, its clock, and its state in the reader's words."""

    application: Application
    amount: int
    clock: Clock
    state: State
    words: str


def rows(found: QuerySet[Application], *, by_office: bool, today: date, limit: int) -> list[Row]:
    """Two queries, however many there are."""
    found = found.select_related("applicant", "intervention").prefetch_related("steps")
    held = list(found)
    sums = dict(
        Application.objects.filter(pk__in=[one.pk for one in held])
        .order_by()
        .annotate(sum=Sum("budget__amount"))
        .values_list("pk", "sum")
    )
    return [_row(one, sums.get(one.pk) or 0, by_office, today, limit) for one in held]


def _row(one: Application, amount: int, by_office: bool, today: date, limit: int) -> Row:
    state = APPLICATION.state(one.state)
    return Row(one, amount, clock_of(one.steps.all(), today, limit), state, state.seen(by_office=by_office))


def clock_of(steps: Iterable[ApplicationStep], today: date, limit: int) -> Clock:
    """The service clock of one application."""
    return clock([(step.move, step.date) for step in sorted(steps, key=lambda one: (one.date, one.pk))], today, limit)


def draft_of(application: Application) -> Draft:
    """An application as the rules read it."""
    return Draft(
        start=application.start,
        end=application.end,
        texts={name: getattr(application, name) for name in TEXTS},
        parties=everyone(application),
        own=application.applicant is None,
        budget=by_year(application),
    )


def by_year(application: Application) -> dict[int, int]:
    """What is applied for per year, in öre."""
    sums = application.budget.order_by("year").values("year").annotate(sum=Sum("amount"))
    return {row["year"]: row["sum"] for row in sums}


def everyone(application: Application) -> list[Party]:
    """The applicant and all that apply with it."""
    others = [row.party for row in application.parties.select_related("party")]
    return [application.applicant, *others] if application.applicant else others


def sees_preparation(user: User, association: Association) -> bool:
    """Whether a user reads what beredning says: those who comment, and those who read every party's applications."""
    return (
        can(user, Permission.COMMENT_APPLICATIONS, association)
        or parties_of(user, Permission.READ_APPLICATIONS, association) is None
    )
