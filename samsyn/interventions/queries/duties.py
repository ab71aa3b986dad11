"""What is owed, by whom, and who is told: read in a fixed number of queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import Http404

from samsyn.associations.access import parties_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.roles import PARTY_ROLES, ROLES
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
    found = Due.objects.filter(association=association).select_related("intervention", "party")
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
        return self.at(due.role, due.party_id)

    def at(self, role: str, party: int | None) -> list[User]:
        """The right people for a role, at a party when one is given."""
        turns = [(role, party if role in PARTY_ROLES else None)]
        if party is not None:
            turns.append(("insatsagare", party))
        turns += [(one, None) for one in OFFICE]
        return next((found for turn in turns if (found := self.by_role.get(turn))), [])


def reached(association: Association, today: date) -> list[Due]:
    """Open dues that have reached their first reminder."""
    dues = open_dues(association).filter(due__lte=today + timedelta(days=FIRST_STEP))
    return list(dues.select_related("intervention", "party"))


# --- lists ----------------------------------------------------------------------------------------------------------


class Part(StrEnum):
    """The parts of the list by date, as its address names them."""

    LATE = "forsenat"
    MONTH = "manaden"
    LATER = "senare"


@dataclass(frozen=True)
class Shown:
    """A due as a list shows it. `link` is where it is done, None when there is no such page for this user."""

    due: Due
    mine: bool
    part: Part
    when: str
    whose: str
    link: Link | None
    action: str

    @property
    def late(self) -> bool:
        return self.part is Part.LATE


@dataclass(frozen=True)
class OpenDues:
    """What a user sees of what is owed, to a day or all: counted by the database, read a page at a time."""

    association: Association
    today: date
    found: QuerySet[Due]
    own: Mapping[tuple[str, int | None], bool]  # (role, party) → whether its dues are the user's own
    counts: Mapping[tuple[bool, Part | None], int]  # (the user's own, part) → how many; None: after the day

    def count(self, mine: bool | None = None, part: Part | None = None) -> int:
        """How many, of the user's own or others' or both, in one part or all."""
        parts = Part if part is None else (part,)
        return sum(self.counts.get((own, of), 0) for own in _either(mine) for of in parts)

    def beyond(self, mine: bool | None = None) -> int:
        """How many there are after the day."""
        return sum(self.counts.get((own, None), 0) for own in _either(mine))

    def rows(self, mine: bool | None = None, part: Part | None = None) -> QuerySet[Due]:
        """The same dues: the user's own first, then by date."""
        found = self.found if part is None else self.found.filter(_parts(self.today)[part])
        if mine is not None:
            return found.filter(self._places(mine)).order_by("due", "pk")
        if len(set(self.own.values())) < 2:
            return found.order_by("due", "pk")
        return found.order_by(Case(When(self._places(True), then=Value(0)), default=Value(1)), "due", "pk")

    def _places(self, mine: bool) -> Q:
        """Dues of the roles and parties that are the user's own, or of the others."""
        wanted = [place for place, own in self.own.items() if own is mine]
        found = Q(pk__in=())
        for role in {role for role, _ in wanted}:
            parties = [party for of, party in wanted if of == role]
            found |= Q(role=role, party__in=[pk for pk in parties if pk is not None])
            if None in parties:
                found |= Q(role=role, party__isnull=True)
        return found

    def shown(self, dues: Collection[Due]) -> list[Shown]:
        """As the list shows them: three queries, however many."""
        pages = _pages(self.association, dues)
        return [
            Shown(
                due, self.own.get((due.role, due.party_id), False), self._part(due.due), when(due.due, self.today),
                _whose(due), *pages[due.pk],
            )
            for due in dues
        ]  # fmt: skip

    def _part(self, due: date) -> Part:
        return Part.LATE if due < self.today else Part.MONTH if due < _next_month(self.today) else Part.LATER


def _either(mine: bool | None) -> tuple[bool, ...]:
    return (True, False) if mine is None else (mine,)


def _next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _parts(today: date) -> dict[Part, Q]:
    month = _next_month(today)
    return {Part.LATE: Q(due__lt=today), Part.MONTH: Q(due__gte=today, due__lt=month), Part.LATER: Q(due__gte=month)}


def open_to(user: User, association: Association, today: date, until: date = date.max) -> OpenDues:
    """What the user sees to a day. Two queries: who holds the roles, and how many there are of each role and party."""
    held = Holders.on(association, today)
    seen = visible(user, association).filter(done__isnull=True, dropped="")
    near = {part.name: Count("pk", filter=of & Q(due__lte=until)) for part, of in _parts(today).items()}
    beyond = Count("pk", filter=Q(due__gt=until))
    own: dict[tuple[str, int | None], bool] = {}
    counts: dict[tuple[bool, Part | None], int] = {}
    for role, party, *numbers in seen.order_by().values_list("role", "party_id").annotate(**near, beyond=beyond):
        mine = own[role, party] = user in held.at(role, party)
        for part, number in zip((*Part, None), numbers, strict=True):
            counts[mine, part] = counts.get((mine, part), 0) + number
    return OpenDues(association, today, seen.filter(due__lte=until), own, counts)


def _whose(due: Due) -> str:
    role = ROLES[due.role].name if due.role in ROLES else due.role
    return f"{due.party}" if due.party else role


def _pages(association: Association, dues: Collection[Due]) -> Mapping[int, tuple[Link | None, str]]:
    """Where each is done: one query for the year-end answers, one for drafts, one for decisions."""
    owners = {due.intervention_id for due in dues if due.intervention_id}
    open_ = Q(answered__isnull=True) | Q(amount__gt=0, dissolved__isnull=True)
    asked = Confirmation.objects.filter(open_, association=association, intervention__in=owners)
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
    if due.kind in (DueKind.CONFIRMATION, DueKind.DEBT):
        answer = answers.get((own, due.period_to.year if due.period_to else 0))
        action = "Svara" if due.kind == DueKind.CONFIRMATION else "Öppna årsbeskedet"
        return (Link("interventions:confirmation", {"pk": answer}), action) if answer else (None, "")
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


def waiting_for(user: User, association: Association, today: date, most: int) -> tuple[list[Waiting], int]:
    """What the user owes, overdue or within thirty days, the oldest first: so many of it, and how much it is in all."""
    found = open_to(user, association, today, today + AHEAD)
    count = found.count(mine=True)
    rows = found.shown(list(found.rows(mine=True)[:most])) if count else []
    return [
        Waiting(
            one.due.title, one.due.intervention.name if one.due.intervention else "", one.when, one.late, one.link,
            one.action or "Visa", one.due.due,
        )
        for one in rows
    ], count  # fmt: skip
