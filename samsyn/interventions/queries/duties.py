"""What is owed, by whom, and who is told: read in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404

from samsyn.associations.access import parties_of
from samsyn.associations.domain import PARTY_ROLES, ROLES, Permission
from samsyn.associations.models import Association, Membership, User
from samsyn.core.figure import Link
from samsyn.interventions.domain.dues import FIRST_STEP, part_code, when
from samsyn.interventions.domain.words import DueKind
from samsyn.interventions.models import Confirmation, Decision, Due, FollowUp
from samsyn.interventions.queries import scope

OFFICE = ("verksamhetsutvecklare", "forbundschef")
"""Who is told when a party has nobody with the role: something owed is never owed by no one."""
AHEAD = timedelta(days=30)  # what the overview shows


def open_dues(association: Association) -> QuerySet[Due]:
    """Not done and not dropped, the oldest first."""
    return Due.objects.filter(association=association, done__isnull=True, dropped="")


def visible(user: User, association: Association) -> QuerySet[Due]:
    """The office and the board see all; a party's people what their own party owes for interventions it owns."""
    found = Due.objects.filter(association=association).select_related("association", "intervention", "party")
    parties = parties_of(user, Permission.READ_INTERVENTIONS, association)
    if parties is None:
        return found
    return found.filter(party__in=parties, intervention__in=scope.interventions(user, association).values("pk"))


def one_due(user: User, association: Association, pk: int) -> Due:
    """Http404 when the user may not see it."""
    found = visible(user, association).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# --- whose it is ----------------------------------------------------------------------------------------------------


@dataclass
class Holders:
    """Who holds which role where on a day: looked up once, asked for every due."""

    by_role: dict[tuple[str, int | None], list[User]] = field(default_factory=dict)

    @classmethod
    def on(cls, association: Association, today: date) -> "Holders":
        """Roles that hold on a day, of people who may still log in. One query."""
        current = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=today), association=association)
        held = cls()
        for one in current.filter(user__is_active=True).select_related("user").order_by("user__email"):
            party = one.party_id if one.role in PARTY_ROLES else None
            held.by_role.setdefault((one.role, party), []).append(one.user)
        return held

    def of(self, due: Due) -> list[User]:
        """The right people: the due's role at its party, else that party's insatsägare, else the office, where a role
        without a holder falls to the next."""
        turns = [(due.role, due.party_id if due.role in PARTY_ROLES else None)]
        if due.party_id is not None:
            turns.append(("insatsagare", due.party_id))
        turns += [(role, None) for role in OFFICE]
        return next((found for turn in turns if (found := self.by_role.get(turn))), [])


def reached(association: Association, today: date) -> list[Due]:
    """Open dues that have reached their first reminder."""
    dues = open_dues(association).filter(due__lte=today + timedelta(days=FIRST_STEP))
    return list(dues.select_related("intervention", "party"))


# --- lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A due as a list shows it. `link` is where it is done, None when there is no such page for this user."""

    due: Due
    mine: bool
    late: bool
    when: str
    whose: str
    link: Link | None
    action: str


def listed(user: User, association: Association, today: date, until: date | None = None) -> list[Shown]:
    """Open dues that the user sees, to a day or all: their own first, then by date. As many queries however many."""
    found = visible(user, association).filter(done__isnull=True, dropped="")
    rows = list(found.filter(due__lte=until) if until else found)
    held = Holders.on(association, today)
    pages = _pages(association, rows)
    shown = [
        Shown(due, user in held.of(due), due.due < today, when(due.due, today), _whose(due), *pages[due.pk])
        for due in rows
    ]
    return sorted(shown, key=lambda one: (not one.mine, one.due.due, one.due.pk))


def _whose(due: Due) -> str:
    role = ROLES[due.role].name if due.role in ROLES else due.role
    return f"{due.party}" if due.party else role


def _pages(association: Association, dues: Collection[Due]) -> Mapping[int, tuple[Link | None, str]]:
    """Where each is done: one query for the year-end answers, one for drafts, one for decisions."""
    owners = {due.intervention_id for due in dues if due.intervention_id}
    asked = Confirmation.objects.filter(association=association, intervention__in=owners, answered__isnull=True)
    answers = {(row.intervention_id, row.year): row.pk for row in asked}
    drafts = {
        (row.intervention_id, row.final, row.period_to): row.pk
        for row in FollowUp.objects.filter(association=association, intervention__in=owners, state="utkast")
    }
    decided = Decision.objects.filter(association=association, intervention__in=owners).order_by("date", "pk")
    latest: dict[int | None, int] = dict(decided.values_list("intervention_id", "pk"))
    return {due.pk: _page(due, answers, drafts, latest) for due in dues}


def _page(
    due: Due, answers: Mapping[tuple[int, int], int], drafts: Mapping[tuple[int, bool, date], int],
    decisions: Mapping[int | None, int],
) -> tuple[Link | None, str]:  # fmt: skip
    own = due.intervention_id
    if own is None:
        return None, ""
    if due.kind == DueKind.CLAIM:
        return Link("interventions:claim-new", {"pk": own}), "Rekvirera"
    if due.kind == DueKind.CONFIRMATION:
        answer = answers.get((own, due.period_to.year if due.period_to else 0))
        return (Link("interventions:confirmation", {"pk": answer}), "Svara") if answer else (None, "")
    if due.kind in (DueKind.REPORT, DueKind.FINAL_REPORT):
        final = due.kind == DueKind.FINAL_REPORT
        draft = drafts.get((own, final, due.period_to)) if due.period_to else None
        if draft:
            return Link("interventions:report-edit", {"pk": draft}), "Fortsätt"
        return Link("interventions:report-new", {"pk": own}, {"due": str(due.pk)}), "Skriv"
    if due.kind == DueKind.PARTICIPANTS and due.period_from and due.period_to:
        part = part_code(due.period_from, due.period_to)
        words: dict[str, str | int] = {"pk": own, "part": part, "period": str(due.period_to.year)}
        return Link("participants:entry", words), "Rapportera"
    decision = decisions.get(own)
    return (Link("interventions:decision", {"pk": decision}), "Öppna beslutet") if decision else (None, "")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for someone, for the overview's att göra."""

    title: str
    text: str
    when: str
    late: bool
    link: Link | None
    action: str
    due: date


def waiting_for(user: User, association: Association, today: date) -> Sequence[Waiting]:
    """What the user owes, overdue or within thirty days, the oldest first."""
    return [
        Waiting(
            one.due.title, one.due.intervention.name if one.due.intervention else "", one.when, one.late, one.link,
            one.action or "Visa", one.due.due,
        )
        for one in listed(user, association, today, today + AHEAD)
        if one.mine
    ]  # fmt: skip
