"""The books' projects beside the interventions' costs, for a year."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, F, Q, Sum
from django.db.models.functions import Coalesce

from samsyn.associations.models import Association
from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED, WAITING
from samsyn.interventions.domain.reconciliation import Asked, Booked, Compared, Matched, match
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.models import Claim, Confirmation, Intervention, ReconciliationNote
from samsyn.interventions.queries.movements import costs as costs_of
from samsyn.interventions.queries.projects import COST_LINES, project_costs
from samsyn.ledger.models import DimensionObject, Entry, Voucher
from samsyn.ledger.queries.books import Books

_CLAIM, _ANSWER = "interventions:claim", "interventions:confirmation"  # pages, by URL name
_BEFORE = timedelta(days=31)  # a document of the turn of the year may be booked on the other side of it


class Held(NamedTuple):
    """What the comparison needs of an intervention."""

    pk: int
    name: str
    project: str
    run_by: str


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
    claimed = costs_of(association, date(year, 1, 1), date(year, 12, 31))
    notes = {
        note.intervention_id: note for note in ReconciliationNote.objects.filter(association=association, year=year)
    }
    fields = ("pk", "name", "project", "run_by")
    held = [Held(*row) for row in Intervention.objects.filter(association=association).values_list(*fields)]
    rows = [
        _compared(one, claimed.get(one.pk, 0), costs, notes.get(one.pk))
        for one in held
        if one.run_by == RunBy.PARTY and (claimed.get(one.pk) or (costs or {}).get(one.project))
    ]
    return Reconciled(year, costs is not None, rows, _loose(association, year, costs or {}, held))


def _compared(one: Held, claimed: int, costs: Mapping[str, int] | None, note: ReconciliationNote | None) -> Compared:
    booked = None if costs is None else costs.get(one.project, 0) if one.project else 0
    said = (note.text, note.difference) if note else ("", None)
    return Compared(one.pk, one.name, one.project, claimed, booked, *said)


def _loose(
    association: Association, year: int, costs: Mapping[str, int], held: Iterable[Held]
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
    system, this shows which documents are booked there. Documents of the weeks around the year are looked at too.

    Without labels, which `named` looks up for those that are shown."""
    booked = _booked(association, year, books or Books(association))
    first, last = date(year, 1, 1) - _BEFORE, date(year, 12, 31) + _BEFORE
    found = match(booked, [*_asked(association, first, last), *_answered(association, year)])
    inside = [one for one in found.only_asked if one.date.year == year]
    return Matched(found.pairs, found.only_booked, inside)


def _booked(association: Association, year: int, books: Books) -> Iterable[Booked]:
    item = books.imports.get(year)
    if item is None or item.year is None:
        return
    held = Intervention.objects.filter(association=association, run_by=RunBy.PARTY).exclude(project="").order_by()
    projects = set(held.values_list("project", flat=True))
    wanted = Q(pk__in=[])
    for rule in books.accounts.rules:
        if rule.line in COST_LINES:
            wanted |= Q(account__gte=rule.account_from, account__lte=rule.account_to)
    rows = Entry.objects.filter(wanted, association=association, year=item.year, kind="T").exclude(project="")
    for pk, day, project, amount in (
        rows.order_by().values_list("voucher_id", "date", "project").annotate(Sum("amount"))
    ):
        if amount and project in projects:
            yield Booked(pk, "", day, project, amount)


def _asked(association: Association, first: date, last: date) -> Iterable[Asked]:
    rows = Claim.objects.filter(association=association, state__in=[*WAITING, *COUNTED], taken_over=False)
    told = rows.filter(received__range=(first, last)).order_by().annotate(
        day=Coalesce("cost_date", "received"),
        worth=Coalesce(F("approved") - F("settled"), "amount", output_field=BigIntegerField()),
    )  # fmt: skip
    for pk, day, project, amount in told.exclude(worth=0).values_list("pk", "day", "intervention__project", "worth"):
        yield Asked(_CLAIM, pk, "", day, project, amount)


def _answered(association: Association, year: int) -> Iterable[Asked]:
    rows = Confirmation.objects.filter(association=association, year=year, amount__gt=0).order_by()
    for pk, amount, project in rows.values_list("pk", "amount", "intervention__project"):
        yield Asked(_ANSWER, pk, "", date(year, 12, 31), project, amount or 0)
    gone = Confirmation.objects.filter(association=association, dissolved__year=year).order_by()
    for pk, day, amount, project in gone.values_list("pk", "dissolved", "dissolved_amount", "intervention__project"):
        if day and amount:
            yield Asked(_ANSWER, pk, "", day, project, -amount)


def named(association: Association, found: Matched) -> Matched:
    """The same with labels: three queries, however many."""
    booked = [row.voucher for row in (*found.only_booked, *(row for row, _ in found.pairs))]
    asked = (*found.only_asked, *(one for _, one in found.pairs))
    vouchers, documents = _vouchers(association, booked), _documents(association, asked)

    def of(row: Booked) -> Booked:
        return row._replace(label=vouchers.get(row.voucher, ""))

    def to(one: Asked) -> Asked:
        gone = "Upplöst: " if one.view == _ANSWER and one.amount < 0 else ""
        return one._replace(label=gone + documents.get((one.view, one.pk), ""))

    return Matched(
        [(of(row), to(one)) for row, one in found.pairs], [*map(of, found.only_booked)], [*map(to, found.only_asked)]
    )


def _vouchers(association: Association, pks: Iterable[int]) -> dict[int, str]:
    rows = Voucher.objects.filter(association=association, pk__in=pks).order_by()
    fields = rows.values_list("pk", "series", "number", "text")
    return {pk: f"{series} {number} {text}".strip() for pk, series, number, text in fields}


def _documents(association: Association, asked: Collection[Asked]) -> dict[tuple[str, int], str]:
    def of(view: str) -> dict[str, Any]:
        return {"association": association, "pk__in": [one.pk for one in asked if one.view == view]}

    claims = Claim.objects.filter(**of(_CLAIM)).order_by()
    answers = Confirmation.objects.filter(**of(_ANSWER)).order_by()
    found = {
        (_CLAIM, pk): f"{form.capitalize()} {number}, {name}"
        for pk, form, number, name in claims.values_list("pk", "form", "number", "intervention__name")
    }
    return found | {
        (_ANSWER, pk): f"Upparbetat, ej rekvirerat {year}, {name}"
        for pk, year, name in answers.values_list("pk", "year", "intervention__name")
    }
