"""The books' projects beside the interventions' costs, for a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED, WAITING
from samsyn.interventions.domain.commitments import COSTS
from samsyn.interventions.domain.reconciliation import Asked, Booked, Compared, Matched, match
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.models import Claim, Confirmation, Intervention, ReconciliationNote
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.projects import COST_LINES, project_costs
from samsyn.ledger.models import DimensionObject, Entry
from samsyn.ledger.queries.books import Books

_BEFORE = timedelta(days=31)  # a document of the turn of the year may be booked on the other side of it


@dataclass(frozen=True)
class Loose:
    """A project with cost that no intervention claims, öre; `own` names the intervention in own running it is."""

    project: str
    name: str
    amount: int
    own: str = ""
    intervention: int = 0


@dataclass(frozen=True)
class Reconciled:
    """A year. `known` is False when the books hold no vouchers for it."""

    year: int
    known: bool
    rows: list[Compared]
    loose: list[Loose]

    @property
    def claimed(self) -> int:
        return sum(row.claimed for row in self.rows)

    @property
    def booked(self) -> int | None:
        return sum(row.booked or 0 for row in self.rows) if self.known else None


def reconciled(association: Association, year: int, books: Books | None = None) -> Reconciled:
    """Every intervention financed at a party with a cost in the year or on its project, and projects that are no
    intervention's. A fixed number of queries."""
    costs = project_costs(books or Books(association), Period(year))
    claimed = claimed_costs(association, year)
    notes = {
        note.intervention_id: note for note in ReconciliationNote.objects.filter(association=association, year=year)
    }
    held = list(Intervention.objects.filter(association=association))
    rows = [
        _compared(one, claimed.get(one.pk, 0), costs, notes.get(one.pk))
        for one in held
        if one.run_by == RunBy.PARTY and (claimed.get(one.pk) or (costs or {}).get(one.project))
    ]
    return Reconciled(year, costs is not None, rows, _loose(association, year, costs or {}, held))


def claimed_costs(association: Association, year: int) -> Mapping[int, int]:
    """By intervention what requisitions and year-end answers cost in a year, öre."""
    found: dict[int, int] = {}
    for entry in entries(association):
        if entry.date.year == year and entry.kind in COSTS:
            found[entry.intervention] = found.get(entry.intervention, 0) - entry.amount
    return found


def _compared(
    one: Intervention, claimed: int, costs: Mapping[str, int] | None, note: ReconciliationNote | None
) -> Compared:
    booked = None if costs is None else costs.get(one.project, 0) if one.project else 0
    said = (note.text, note.difference) if note else ("", None)
    return Compared(one.pk, one.name, one.project, claimed, booked, *said)


def _loose(
    association: Association, year: int, costs: Mapping[str, int], held: Iterable[Intervention]
) -> list[Loose]:  # fmt: skip
    by_project = {one.project: one for one in held if one.project}
    names = DimensionObject.objects.filter(association=association, dimension="6", year__start__year=year)
    called = dict(names.values_list("code", "name"))
    found = []
    for project, amount in sorted(costs.items()):
        own = by_project.get(project)
        if amount and (own is None or own.run_by == RunBy.OWN):
            name, pk = (own.name, own.pk) if own else ("", 0)
            found.append(Loose(project, called.get(project, ""), amount, name, pk))
    return found


# --- attested in the accounting system --------------------------------------------------------------------------------


def matched(association: Association, year: int, books: Books | None = None) -> Matched:
    """The year's vouchers on interventions' projects beside the documents: where attest is done in the accounting
    system, this shows which documents are booked there. Documents of the weeks around the year are looked at too."""
    projects = {
        one.project: one.pk
        for one in Intervention.objects.filter(association=association, run_by=RunBy.PARTY).exclude(project="")
    }
    booked = list(_booked(association, year, books or Books(association), list(projects)))
    first, last = date(year, 1, 1) - _BEFORE, date(year, 12, 31) + _BEFORE
    found = match(booked, [*_asked(association, first, last), *_answered(association, year)])
    inside = [one for one in found.only_asked if one.date.year == year]
    return Matched(found.pairs, found.only_booked, inside)


def _booked(association: Association, year: int, books: Books, projects: list[str]) -> Iterable[Booked]:
    item = books.imports.get(year)
    if item is None or item.year is None:
        return
    accounts = [rule for rule in books.accounts.rules if rule.line in COST_LINES]
    wanted = Q(pk__in=[])
    for rule in accounts:
        wanted |= Q(account__gte=rule.account_from, account__lte=rule.account_to)
    rows = Entry.objects.filter(wanted, association=association, year=item.year, project__in=projects, kind="T")
    summed = rows.order_by().values_list(
        "voucher", "voucher__series", "voucher__number", "voucher__text", "date", "project"
    )  # fmt: skip
    for pk, series, number, text, day, project, amount in summed.annotate(Sum("amount")):
        if amount:
            yield Booked(pk, f"{series} {number} {text}".strip(), day, project, amount)


def _asked(association: Association, first: date, last: date) -> Iterable[Asked]:
    rows = Claim.objects.filter(association=association, state__in=[*WAITING, *COUNTED], taken_over=False)
    for row in rows.filter(received__range=(first, last)).select_related("intervention"):
        amount = row.amount if row.approved is None else row.approved - row.settled
        day = row.cost_date or row.received
        if amount and day:
            label = f"{row.form.capitalize()} {row.number}, {row.intervention.name}"
            yield Asked("interventions:claim", row.pk, label, day, row.intervention.project, amount)


def _answered(association: Association, year: int) -> Iterable[Asked]:
    rows = Confirmation.objects.filter(association=association, year=year, amount__gt=0)
    for row in rows.select_related("intervention"):
        label = f"Upparbetat, ej rekvirerat {year}, {row.intervention.name}"
        project = row.intervention.project
        yield Asked("interventions:confirmation", row.pk, label, date(year, 12, 31), project, row.amount or 0)
