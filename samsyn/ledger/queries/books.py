"""An association's books as values: loaded at most once per request, in a handful of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import datetime
from functools import cached_property

from django.db.models import Sum
from django.utils import timezone

from samsyn.associations.models import Association, Contribution
from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.ledger.domain.amounts import (
    Actuals,
    PlanAmount,
    PlanOnRules,
    Truth,
    balance_accounts,
    plan_on_rules,
    result_accounts,
)
from samsyn.ledger.domain.mapping import AccountMap, Posting
from samsyn.ledger.domain.split import SplitRule
from samsyn.ledger.domain.stated import Stated, StatedYear
from samsyn.ledger.domain.statements import Evaluation, closing_of, deviation, evaluate, evaluate_plan
from samsyn.ledger.models import (
    Account,
    Balance,
    BalanceNote,
    CostRule,
    HistoryAmount,
    Import,
    LegacyLine,
    Movement,
    Plan,
    PlanRow,
    ProvisionMovement,
)
from samsyn.ledger.queries.account_map import account_map

_PLAN_FIELDS = tuple(f.name for f in dataclass_fields(PlanAmount))


@dataclass(frozen=True)
class UnmappedAccount:
    """A used account on no line, with its sum in öre for a period."""

    number: int
    name: str
    amount: int
    period: Period


@dataclass(frozen=True)
class PlanVersion:
    """A budget or forecast in force, with its rows as values."""

    pk: int
    year: int
    kind: str
    name: str
    month: int
    origin: str
    rows: tuple[PlanAmount, ...]
    created: datetime


@dataclass
class Books:
    """Everything the statements of one association are made from. `evaluation(scope)` is the one question."""

    association: Association
    _actuals: dict[Period, Actuals] = field(default_factory=dict)
    _evaluations: dict[Scope, Evaluation] = field(default_factory=dict)
    _years: dict[int, dict[Posting, int]] = field(default_factory=dict)

    # --- what is loaded, each in one query -----------------------------------------------------------------------

    @cached_property
    def accounts(self) -> AccountMap:
        return account_map(self.association)

    @cached_property
    def imports(self) -> dict[int, Import]:
        """The active import of each calendar year."""
        active = Import.objects.filter(association=self.association, state=Import.State.ACTIVE)
        found = active.select_related("year", "source").defer("findings", "difference")
        return {item.year.start.year: item for item in found if item.year and item.year.start.month == 1}

    @cached_property
    def _balances(self) -> dict[tuple[int, int], StatedYear]:
        """What each file says, by the file's year and the years from it (0 its own, −1 the one before)."""
        years = {item.pk: year for year, item in self.imports.items()}
        found: dict[tuple[int, int], dict[int, Stated]] = {}
        rows = Balance.objects.filter(association=self.association, origin_id__in=list(years)).order_by()
        for origin, index, account, *amounts in rows.values_list("origin_id", "index", "account", "ib", "ub", "res"):
            found.setdefault((years[origin], index), {})[account] = Stated(*amounts)
        return {place: StatedYear(accounts) for place, accounts in found.items()}

    @cached_property
    def history(self) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = {}
        for row in HistoryAmount.objects.filter(association=self.association):
            found.setdefault(row.year, {})[row.line] = row.amount
        return found

    @cached_property
    def plans(self) -> list[PlanVersion]:
        """Budgets and forecasts in force (two queries)."""
        rows: dict[int, list[PlanAmount]] = {}
        in_force = Plan.objects.filter(association=self.association, in_force=True)
        held = PlanRow.objects.filter(association=self.association, plan__in_force=True)
        for plan, *row in held.values_list("plan_id", *_PLAN_FIELDS):  # a year has many rows: no models of them
            rows.setdefault(plan, []).append(PlanAmount(*row))
        return [
            PlanVersion(p.pk, p.year, p.kind, p.name, p.month, p.origin, tuple(rows.get(p.pk, ())), p.created)
            for p in in_force
        ]

    @cached_property
    def account_names(self) -> dict[int, str]:
        """Each account's newest name."""
        named = Account.objects.filter(association=self.association).order_by("year__start")
        return dict(named.values_list("number", "name"))

    @cached_property
    def legacy_lines(self) -> dict[tuple[str, int], str]:
        """(line, year) -> reason."""
        rows = LegacyLine.objects.filter(association=self.association)
        return {(row.line, row.year): row.reason for row in rows}

    @cached_property
    def contributions(self) -> dict[int, int]:
        """What all parties are to pay, per year, öre."""
        rows = Contribution.objects.filter(association=self.association).order_by()
        return dict(rows.values_list("year").annotate(Sum("amount")))

    @cached_property
    def provisions(self) -> dict[tuple[int, bool], dict[str, int]]:
        """(year, with löneskatt) -> the roll-forward's rows as entered, öre, in the note's order."""
        found: dict[tuple[int, bool], dict[str, int]] = {}
        order = list(ProvisionMovement.Kind.values)
        rows = ProvisionMovement.objects.filter(association=self.association)
        for row in sorted(rows, key=lambda r: order.index(r.kind)):
            found.setdefault((row.year, row.includes_tax), {})[row.kind] = row.amount
        return found

    @cached_property
    def split_rules(self) -> list[SplitRule]:
        fields = [f.name for f in dataclass_fields(SplitRule)]
        return [SplitRule(**row) for row in CostRule.objects.filter(association=self.association).values(*fields)]

    @cached_property
    def balance_notes(self) -> dict[tuple[int, str], BalanceNote]:
        rows = BalanceNote.objects.filter(association=self.association)
        return {(row.year, row.key): row for row in rows}

    def load_years(self, years: Iterable[int]) -> None:
        """Fetch the vouchers' sums of whole years in one query, before a table of many years asks for each."""
        origins = {self.imports[year].pk: year for year in years if year in self.imports and year not in self._years}
        held = Movement.objects.filter(association=self.association, origin_id__in=list(origins), source="vouchers")
        summed = held.order_by().values_list("origin_id", "account", "cost_centre", "project").annotate(Sum("amount"))
        for origin, account, centre, project, amount in summed:
            self._years.setdefault(origins[origin], {})[(account, centre, project)] = amount

    # --- the order of truth --------------------------------------------------------------------------------------

    def _movements(self, period: Period, **which: object) -> dict[Posting, int]:
        rows = Movement.objects.filter(
            association=self.association, month__gte=period.start, month__lte=period.end, **which
        )
        summed = rows.order_by().values_list("account", "cost_centre", "project").annotate(Sum("amount"))
        return {(account, centre, project): amount for account, centre, project, amount in summed}

    def _stated(self, file_year: int, index: int) -> StatedYear:
        return self._balances.get((file_year, index), StatedYear())

    def actuals(self, period: Period) -> Actuals:
        """The books of a period by the order of truth: vouchers or stated balances, the next file, history."""
        if period not in self._actuals:
            found = self._own_file(period) or self._next_file(period) or self._from_history(period)
            self._actuals[period] = found or Actuals(None, basis=f"Inga uppgifter för {period.label}")
        return self._actuals[period]

    def _own_file(self, period: Period) -> Actuals | None:
        item = self.imports.get(period.year)
        if item is None or (item.partial and not (item.covers_to and item.covers_to >= period.end)):
            return None
        stated = self._stated(period.year, 0)
        opening = stated.opening
        basis = f"{item.source.name}, inläst {timezone.localtime(item.confirmed or item.created):%Y-%m-%d}"
        if item.voucher_count:
            loaded = self._years.get(period.year) if period.whole_year else None
            movement = loaded or self._movements(period, origin=item, source="vouchers")
            if not period.whole_year or item.partial or not stated.contradicts(movement):
                closing = closing_of(opening, movement)
                return Actuals(Truth.VOUCHERS, opening, movement, closing, basis=f"Verifikationer i {basis}")
        elif not period.whole_year:
            movement = self._movements(period, origin=item, source="stated")
            closing = closing_of(opening, movement)
            return (
                Actuals(Truth.STATED, opening, movement, closing, basis=f"Månadssaldon i {basis}") if movement else None
            )
        return stated.actuals(Truth.STATED, f"Årssaldon i {basis}")

    def _next_file(self, period: Period) -> Actuals | None:
        item = self.imports.get(period.year + 1)
        stated = self._stated(period.year + 1, -1)
        if item is None:
            return None
        basis = f"Jämförelsetal i {item.source.name}"
        if period.whole_year:
            return stated.actuals(Truth.NEXT_FILE, basis)
        movement = self._movements(period, origin=item, source="stated")
        opening = stated.opening
        closing = closing_of(opening, movement) if opening and balance_accounts(movement) else None
        return Actuals(Truth.NEXT_FILE, opening or None, movement, closing, basis=basis) if movement else None

    def _from_history(self, period: Period) -> Actuals | None:
        lines = self.history.get(period.year)
        if not lines or not period.whole_year:
            return None
        return Actuals(Truth.HISTORY, history=lines, basis=f"Tidigare årsredovisning för {period.year}")

    # --- plans ---------------------------------------------------------------------------------------------------

    def plan(self, scope: Scope) -> PlanVersion | None:
        """The plan that answers for a scope: the year's budget, or its latest forecast made by the period's end."""
        wanted = Measure.BUDGET if scope.measure is Measure.DEVIATION else scope.measure
        kinds = {Measure.BUDGET: "budget", Measure.REVISED: "reviderad", Measure.FORECAST: "prognos"}
        found = [p for p in self.plans if p.year == scope.period.year and p.kind == kinds.get(wanted)]
        if wanted is Measure.FORECAST:
            found = [p for p in found if p.month <= scope.period.month]
        return max(found, key=lambda p: p.month, default=None)

    def plan_on_rules(self, plan: PlanVersion, month: int = 12) -> PlanOnRules:
        return plan_on_rules(self.accounts, plan.rows, month)

    # --- statements ----------------------------------------------------------------------------------------------

    def evaluation(self, scope: Scope) -> Evaluation:
        """Every line of the scope. A forecast is of the whole year, made after the period."""
        if scope not in self._evaluations:
            self._evaluations[scope] = self._evaluate(scope)
        return self._evaluations[scope]

    def _evaluate(self, scope: Scope) -> Evaluation:
        if scope.measure is Measure.ACTUAL:
            return evaluate(self.accounts, self.actuals(scope.period))
        if scope.measure is Measure.DEVIATION:
            against = Measure.REVISED if self.plan(Scope(scope.period, Measure.REVISED)) else Measure.BUDGET
            return deviation(self.evaluation(Scope(scope.period)), self.evaluation(Scope(scope.period, against)))
        plan = self.plan(scope)
        if plan is None:
            return Evaluation(basis=f"Ingen {scope.measure} för {scope.period.year}")
        month = 12 if scope.measure is Measure.FORECAST else scope.period.month
        return evaluate_plan(
            self.plan_on_rules(plan, month), f"{plan.name} ({plan.origin})" if plan.origin else plan.name
        )

    def years(self) -> list[int]:
        """Years that anything is known of, newest first."""
        known = set(self.imports) | {year - 1 for year in self.imports if self._stated(year, -1)} | set(self.history)
        return sorted(known, reverse=True)

    def unmapped(self, period: Period) -> Mapping[int, int]:
        """Accounts used in a period that stand on no line, with their sums in öre: they block the report."""
        actuals = self.actuals(period)
        return self.accounts.unmapped(
            {**result_accounts(actuals.movement or {}), **balance_accounts(actuals.closing or {})}
        )

    def unmapped_accounts(self, *periods: Period) -> list[UnmappedAccount]:
        """The same with names, for several periods: a report and what it compares with."""
        return [
            UnmappedAccount(number, self.account_names.get(number, ""), amount, period)
            for period in periods
            for number, amount in sorted(self.unmapped(period).items())
        ]


def latest_period(association: Association) -> Period:
    """The period a visitor lands on: the newest year with books, or what its file covers; else last year."""
    newest = (
        Import.objects.filter(association=association, state=Import.State.ACTIVE, year__isnull=False)
        .select_related("year")
        .order_by("-year__start")
        .first()
    )
    if newest is None or newest.year is None:
        return Period(timezone.localdate().year - 1)
    month = newest.covers_to.month if newest.partial and newest.covers_to else 12
    return Period(newest.year.end.year, month)
