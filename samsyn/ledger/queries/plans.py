"""Reads of budget and forecast: versions of a year, their rows as values, what files are read against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max

from samsyn.associations.models import Association
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.ledger.domain.amounts import PlanAmount, is_result
from samsyn.ledger.domain.files_plans import Chart, PlanKey
from samsyn.ledger.domain.plans import (
    FROM_LEDGER,
    Method,
    ReportRow,
    on_report_rows,
    propose,
    report_rows,
    total,
)
from samsyn.ledger.models import Account, Import, Movement, Plan, PlanRow
from samsyn.ledger.queries.account_map import account_map
from samsyn.ledger.queries.books import Books, PlanVersion

_FIELDS = ("amount", "account", "row", "note", "operating_row", "month", "reason", "proposed")


def chart(association: Association) -> Chart:
    """The mapping and every account of any year's chart, with its newest name (three queries)."""
    named = Account.objects.filter(association=association).order_by("year__start").values_list("number", "name")
    names = dict(named)
    return Chart(account_map(association), frozenset(names), names)


def accounts_of_year(association: Association, year: int) -> list[int]:
    """Result accounts of the year's chart, else of the newest chart there is."""
    charts: dict[int, list[int]] = {}
    rows = Account.objects.filter(association=association).values_list("year__start__year", "number")
    for start, number in rows.order_by("number"):
        if is_result(number):
            charts.setdefault(start, []).append(number)
    return charts.get(year) or charts[max(charts)] if charts else []


def amounts_of(plan: Plan) -> list[PlanAmount]:
    """A version's rows in the order they were given."""
    return [PlanAmount(**row) for row in PlanRow.objects.filter(plan=plan).order_by("pk").values(*_FIELDS)]


def months_with_books(association: Association) -> dict[int, int]:
    """The last month (1–12) that each year's own books hold: where a forecast is made from."""
    active = Import.objects.filter(association=association, state=Import.State.ACTIVE, year__isnull=False)
    last = dict(
        Movement.objects.filter(association=association, origin__in=active).order_by().values_list("month__year")
        .annotate(Max("month"))
    )  # fmt: skip
    found = {}
    for item in active.select_related("year").defer("findings", "reconciliation", "difference"):
        year = item.year.start.year  # type: ignore[union-attr]
        if item.partial and item.covers_to:
            found[year] = item.covers_to.month
        elif year in last:
            found[year] = last[year].month
    return found


@dataclass(frozen=True)
class Version:
    """A version with what its line in the list shows."""

    plan: Plan
    count: int
    total: int


def versions(association: Association, year: int) -> list[Version]:
    """Every version of a year, newest first within its kind (two queries)."""
    plans = list(Plan.objects.filter(association=association, year=year).select_related("equal_to"))
    rows: dict[int, list[PlanAmount]] = {}
    for item in PlanRow.objects.filter(association=association, plan__in=plans).values("plan_id", *_FIELDS):
        rows.setdefault(item.pop("plan_id"), []).append(PlanAmount(**item))
    return [Version(plan, len(rows.get(plan.pk, ())), total(rows.get(plan.pk, ()))) for plan in plans]


def plans_of_kinds(association: Association, kinds: Sequence[str]) -> dict[PlanKey, list[PlanAmount]]:
    """Rows of every version in force of some kinds, by (year, kind, month) (two queries).

    Where an equal version came from a file, that one is taken instead of the books' own, so that a file comes back.
    """
    held = list(Plan.objects.filter(association=association, kind__in=kinds).order_by("pk"))
    plans = {_as_filed(plan, held).pk: (plan.year, plan.kind, plan.month) for plan in held if plan.in_force}
    found: dict[PlanKey, list[PlanAmount]] = {key: [] for key in plans.values()}
    for item in PlanRow.objects.filter(plan_id__in=list(plans)).order_by("pk").values("plan_id", *_FIELDS):
        found[plans[item.pop("plan_id")]].append(PlanAmount(**item))
    return found


def years_with_plans(association: Association) -> list[int]:
    """Newest first."""
    return list(
        Plan.objects.filter(association=association).order_by("-year").values_list("year", flat=True).distinct()
    )


def _as_filed(plan: Plan, held: Sequence[Plan]) -> Plan:
    if not plan.origin.startswith(FROM_LEDGER):
        return plan
    equals = [other for other in held if other.equal_to_id == plan.pk or other.pk == plan.equal_to_id]
    return next((other for other in equals if not other.origin.startswith(FROM_LEDGER)), plan)


@dataclass(frozen=True)
class Proposal:
    """A forecast as it is proposed, and what it was made from, by report row in öre."""

    rows: tuple[PlanAmount, ...]
    outcome: Mapping[ReportRow, int]
    known: bool


def forecast_proposal(books: Books, year: int, month: int, method: Method) -> Proposal:
    """Outcome to the end of `month`, and the rest of the year by the budget in force or at the same pace."""
    outcome = books.evaluation(Scope(Period(year, month)))
    plan = _budget(books, year)
    whole = books.plan_on_rules(plan, 12).leaves if plan else {}
    so_far = books.plan_on_rules(plan, month).leaves if plan else {}
    done = on_report_rows({rule: amount for rule, amount in outcome.leaves.items() if rule.target.basis == "RES"})
    rows = propose(report_rows(books.accounts), done, on_report_rows(whole), on_report_rows(so_far), month, method)
    return Proposal(tuple(rows), done, outcome.known)


def _budget(books: Books, year: int) -> PlanVersion | None:
    """The revised budget in force, else the budget."""
    found = {plan.kind: plan for plan in books.plans if plan.year == year}
    return found.get(Plan.Kind.REVISED) or found.get(Plan.Kind.BUDGET)


def label_of(row: PlanAmount, names: Mapping[int, str]) -> str:
    """'4010 Bidrag till insatser' or the row's own wording."""
    if row.account is None:
        return f"{row.row} (not {row.note})" if row.note else row.row
    return f"{row.account:04d} {names.get(row.account, '')}".strip()


def labelled_sums(rows: Iterable[PlanAmount], names: Mapping[int, str]) -> dict[str, int]:
    """Öre by label, for the event log."""
    found: dict[str, int] = {}
    for row in rows:
        label = label_of(row, names)
        found[label] = found.get(label, 0) + row.amount
    return found
