"""The plan of several years and the year's forecast of an association, and the applications that can be tried in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet, Sum
from django.utils import timezone

from samsyn.associations.domain.equity import EquityBase, EquityRule
from samsyn.associations.domain.presentation import Presentation
from samsyn.associations.models import Association, User
from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.interventions.domain.outlook import (
    YEARS_AHEAD,
    Amount,
    Course,
    Guess,
    Parts,
    PlanYear,
    carried,
    forecast,
    months_run,
    plan,
)
from samsyn.interventions.domain.words import UnusedRule
from samsyn.interventions.models import Application, ApplicationBudget, ForecastOverride, Intervention
from samsyn.interventions.queries.movements import Given, Spent, given, spent
from samsyn.interventions.queries.plan_sources import PlanSources
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.interventions.queries.scope import applications
from samsyn.ledger.queries.books import Books

PREPARED = ("inlämnad", "komplettering", "bereds", "till styrelsen")
"""States in which an application may still be granted."""
_OLDEST = 8  # years that a plan is carried forward over at most


@dataclass
class Outlook(PlanSources):
    """One association's plan and forecasts. `year(y)` and `guess(item, period)` are the questions."""

    _years: dict[int, PlanYear] = field(default_factory=dict, repr=False)
    _given_to: dict[Period, dict[int, Given]] = field(default_factory=dict, repr=False)
    _spent_to: dict[Period, dict[int, Spent]] = field(default_factory=dict, repr=False)
    _totals: dict[Period, int] = field(default_factory=dict, repr=False)
    _items: dict[Period, list[Intervention]] = field(default_factory=dict, repr=False)
    _courses: dict[tuple[int, Period], Course] = field(default_factory=dict, repr=False)

    @cached_property
    def overrides(self) -> dict[tuple[int, int, int], ForecastOverride]:
        """(intervention, year, month) → what was typed."""
        rows = ForecastOverride.objects.filter(association=self.association)
        return {(row.intervention_id, row.year, row.month): row for row in rows}

    # --- the plan ------------------------------------------------------------------------------------------------

    def rule(self, year: int) -> EquityRule | None:
        return Presentation.from_json(self.association.presentation).equity_rule(date(year, 12, 31))

    def limit_base(self, parts: Parts) -> int | None:
        """What the recommendation's percentage is taken of."""
        rule = self.rule(parts.year)
        own = parts.contributions.value
        if rule is None or own is None or rule.base is EquityBase.CONTRIBUTIONS:
            return own
        return own + (parts.other.value or 0)

    def limit(self, parts: Parts) -> int | None:
        rule, base = self.rule(parts.year), self.limit_base(parts)
        return rule.ceiling(base) if rule and base is not None else None

    def parts(self, year: int) -> Parts:
        before = self.booked(year - 1) is not None
        left = self.unspent_by(year - 1).values() if before else ()
        return Parts(
            year, self.contributions(year), self.other(year), self.office(year), sum(self.decided_by(year).values()),
            sum(one.carried for one in left), sum(one.undecided for one in left), self.booked(year),
        )  # fmt: skip

    def _opening(self, year: int) -> int | None:
        """The books' equity a year before, else the plan carried forward from the last year that they know."""
        known = next((y for y in range(year - 1, year - 1 - _OLDEST, -1) if self.booked(y) is not None), None)
        if known is None or known == year - 1:
            return None if known is None else self.booked(known)
        return self.year(year - 1).closing

    def year(self, year: int) -> PlanYear:
        """One year of the plan, without any application tried."""
        if year not in self._years:
            self._years[year] = plan(self._opening(year), [self.parts(year)], self.limit, {})[0]
        return self._years[year]

    def years(self, first: int, applied: Mapping[int, int] | None = None) -> list[PlanYear]:
        """A year and three ahead; `applied` are tried applications' öre by year."""
        parts = [self.year(year).parts for year in range(first, first + YEARS_AHEAD + 1)]
        return plan(self.year(first).opening, parts, self.limit, applied or {})

    # --- forecast ------------------------------------------------------------------------------------------------

    def course(self, item: Intervention, period: Period) -> Course:
        """How an intervention's year has gone by the period's end."""
        if (item.pk, period) not in self._courses:
            self._courses[item.pk, period] = self._course(item, period)
        return self._courses[item.pk, period]

    def _course(self, item: Intervention, period: Period) -> Course:
        if period not in self._given_to:
            self._given_to[period] = given(self.association, period)
            self._spent_to[period] = spent(self.association, period)
        year = period.year
        got = self._given_to[period].get(item.pk, Given())
        used = self._spent_to[period].get(item.pk, Spent())
        first, last = months_run(item.start, item.end, year)
        rule = self._rules.get(item.pk, UnusedRule.DECISION)
        left = carried(got.earlier - used.before, rule, year - 1, item.end)
        return Course(
            available=got.own + left.carried + left.undecided, cost=used.cost, regular=used.regular,
            covered=used.covered, first=first, last=last, over=period.whole_year and period.end < timezone.localdate(),
        )  # fmt: skip

    def guess(self, item: Intervention, period: Period) -> Guess:
        """The computed forecast for the period's year, as it looked at its end."""
        return forecast(self.course(item, period))

    def override(self, item: Intervention, period: Period) -> ForecastOverride | None:
        """What was typed instead, after the period's last month."""
        return self.overrides.get((item.pk, period.year, period.month))

    def forecast(self, item: Intervention, period: Period) -> int:
        typed = self.override(item, period)
        return typed.amount if typed else self.guess(item, period).amount

    def forecast_total(self, period: Period) -> int:
        """The sum of the forecasts of those financed at a party."""
        if period not in self._totals:
            self._totals[period] = sum(self.forecast(item, period) for item in self.forecast_items(period))
        return self._totals[period]

    def forecast_items(self, period: Period) -> list[Intervention]:
        """Those financed at a party that run in the year, have money for it or have cost something in it."""
        if period not in self._items:
            self._items[period] = self._forecast_items(period)
        return self._items[period]

    def _forecast_items(self, period: Period) -> list[Intervention]:
        def told(item: Intervention) -> bool:
            course = self.course(item, period)
            runs = course.last >= course.first and item.state != Intervention.State.PREPARED
            return bool(course.cost or self.override(item, period) or (runs and course.available))

        return [item for item in self.portfolio.financed.values() if told(item)]

    def result_parts(self, period: Period) -> tuple[Amount, Amount]:
        """Other income and the office in the result's forecast: the ledger's forecast in force, else the plan's."""
        version = self.books.plan(Scope(period, Measure.FORECAST))
        if version is None:
            return self.other(period.year), self.office(period.year)
        leaves = self.books.plan_on_rules(version).leaves
        said = f"{version.name} {period.year}"
        other = sum(amount for _, amount in self.other_rows(leaves))
        return Amount(other, said), Amount(sum(amount for _, amount in self.office_rows(leaves)), said)


def outlook_of(association: Association) -> Outlook:
    return Outlook(Books(association), Portfolio(association))


# --- applications under preparation ---------------------------------------------------------------------------------


def prepared(user: User, association: Association) -> QuerySet[Application]:
    """Applications that the user sees and that may still be granted."""
    return applications(user, association).filter(state__in=PREPARED).select_related("applicant")


def applied_years(found: Iterable[Application]) -> dict[int, dict[int, int]]:
    """Application → year → öre applied for (one query)."""
    rows = ApplicationBudget.objects.filter(application__in=[one.pk for one in found]).order_by()
    out: dict[int, dict[int, int]] = {}
    for pk, year, amount in rows.values_list("application_id", "year").annotate(Sum("amount")):
        out.setdefault(pk, {})[year] = amount
    return out
