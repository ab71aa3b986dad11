"""What a year of the plan is made of: contributions, other income, the office, decided amounts and what is left of
earlier ones. Loaded at most once per request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samsyn.associations.models import Association
from samsyn.core.figure import Measure, Scope
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Entry, EntryKind, Movement
from samsyn.interventions.domain.outlook import Amount, Unspent, decided, unspent
from samsyn.interventions.domain.words import RAISING, DecisionKind, RunBy, UnusedRule
from samsyn.interventions.models import Assumption, Decision, DecisionYear, Intervention
from samsyn.interventions.queries.movements import costs, movements
from samsyn.interventions.queries.portfolio import Portfolio
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.mapping import Rule
from samsyn.ledger.models import Allocation
from samsyn.ledger.queries.books import Books, PlanVersion

_COST_ACCOUNTS = ("intervention_accounts", "4000-4999")
_INCOME_ACCOUNTS = ("contribution_accounts", "3980-3989")
_LINES = ("revenue", "costs", "depreciation", "financial_income", "financial_costs", "extraordinary", "taxes")


@dataclass
class PlanSources:
    """Where each amount comes from, and whether anybody has decided it."""

    books: Books
    portfolio: Portfolio
    _moved: dict[tuple[date, date], Mapping[int, Movement]] = field(default_factory=dict, repr=False)
    _used: dict[date, Mapping[int, int]] = field(default_factory=dict, repr=False)

    @property
    def association(self) -> Association:
        return self.books.association

    # --- what is loaded, each in one query -----------------------------------------------------------------------

    @cached_property
    def _versions(self) -> dict[int, Allocation]:
        """The newest version of medelstilldelning by year."""
        rows = Allocation.objects.filter(association=self.association).order_by("date", "pk")
        return {row.year: row for row in rows}

    @cached_property
    def assumptions(self) -> dict[tuple[str, int], Assumption]:
        return {(row.kind, row.year): row for row in Assumption.objects.filter(association=self.association)}

    @cached_property
    def _given(self) -> Mapping[int, Sequence[Entry]]:
        """Every decided amount by intervention; costs are summed by the database instead."""
        rows = DecisionYear.objects.filter(association=self.association, decision__intervention__run_by=RunBy.PARTY)
        fields = rows.order_by().values_list("decision__intervention_id", "decision__date", "amount", "year")
        found: dict[int, list[Entry]] = {}
        for pk, day, amount, year in fields:
            found.setdefault(pk or 0, []).append(Entry(pk or 0, day, EntryKind.DECIDED, amount, year=year))
        return found

    @cached_property
    def _rules(self) -> Mapping[int, UnusedRule]:
        """The rule for unused amounts of each intervention's newest decision that gave money."""
        kinds = [*RAISING, DecisionKind.OPENING]
        rows = Decision.objects.filter(association=self.association, kind__in=kinds, intervention__isnull=False)
        newest = rows.order_by("date", "pk").values_list("intervention_id", "unused")
        return {pk or 0: UnusedRule(rule) for pk, rule in newest}

    # --- parts of a year -----------------------------------------------------------------------------------------

    def booked(self, year: int) -> int | None:
        """Equity at the year's end by the books; None while they are not whole."""
        return self.books.evaluation(Scope(Period(year))).lines.get("equity")

    def contributions(self, year: int) -> Amount:
        """What members pay: final, the newest version, what is assumed, else the same as the latest known year."""
        version, typed = self._versions.get(year), self.assumptions.get((Assumption.Kind.CONTRIBUTIONS, year))
        if (known := self.books.contributions.get(year)) is not None:
            return Amount(known, f"Beslutade för {year}")
        if version is not None:
            return Amount(version.total, f"{version.get_stage_display()} {version.date}")
        if typed is not None:
            return Amount(typed.amount, f"Antaget: {typed.reason}", assumed=True)
        earlier = [y for y in {*self.books.contributions, *self._versions} if y < year]
        if not earlier:
            return Amount(None, "Inga medlemsbidrag är kända")
        latest = max(earlier)
        value = self.contributions(latest).value
        return Amount(value, f"Antaget: samma som {latest}", assumed=True)

    def _budget(self, year: int) -> PlanVersion | None:
        whole = Period(year)
        return self.books.plan(Scope(whole, Measure.REVISED)) or self.books.plan(Scope(whole, Measure.BUDGET))

    def _is(self, rule: Rule, word: tuple[str, str]) -> bool:
        first, _, last = self.association.word(*word).partition("-")
        return int(first) <= rule.account_from and rule.account_to <= int(last)

    def is_intervention_cost(self, row: PlanAmount) -> bool:
        """Whether a row of a budget or forecast is for interventions at parties."""
        accounts = self.books.accounts
        if row.account is not None:
            rule = accounts.rule_for((row.account, "", ""))
        else:
            rule = accounts.rule_by_wording(row.row, row.note)
        return rule is not None and rule.line == "costs" and self._is(rule, _COST_ACCOUNTS)

    def office_rows(self, leaves: Mapping[Rule, int]) -> list[tuple[Rule, int]]:
        """Everything in the income statement but members' contributions, other income and interventions."""
        return [
            (rule, -amount)
            for rule, amount in leaves.items()
            if amount and rule.line in _LINES and rule.line != "revenue" and not self._is(rule, _COST_ACCOUNTS)
        ]

    def other_rows(self, leaves: Mapping[Rule, int]) -> list[tuple[Rule, int]]:
        """Income that does not come from members."""
        return [
            (rule, amount)
            for rule, amount in leaves.items()
            if amount and rule.line == "revenue" and not self._is(rule, _INCOME_ACCOUNTS)
        ]

    def leaves(self, year: int, measure: Measure = Measure.BUDGET) -> tuple[Mapping[Rule, int], PlanVersion | None]:
        """The budget's amounts by rule and the version they are of."""
        version = self._budget(year) if measure is Measure.BUDGET else self.books.plan(Scope(Period(year), measure))
        return (self.books.plan_on_rules(version).leaves, version) if version else ({}, None)

    def last_outcome(self, year: int) -> tuple[int, Mapping[Rule, int]] | None:
        """The latest year up to one that the whole books hold row by row."""
        for known in sorted((y for y in self.books.years() if y <= year), reverse=True):
            found = self.books.evaluation(Scope(Period(known)))
            if found.known and found.by_row and found.leaves:
                return known, found.leaves
        return None

    def office_source(self, year: int) -> tuple[str, Mapping[Rule, int], PlanVersion | None, int] | None:
        """(words, amounts by rule, the plan when it is one, their year): the year's budget, else the newest earlier
        outcome or budget."""
        leaves, version = self.leaves(year)
        if version is not None:
            return f"{version.name} {year}", leaves, version, year
        outcome = self.last_outcome(year)
        budgets = [p.year for p in self.books.plans if p.year < year and p.kind in ("budget", "reviderad")]
        newest = max(budgets, default=0)
        if newest > (outcome[0] if outcome else 0):
            leaves, version = self.leaves(newest)
            return f"budgeten {newest}", leaves, version, newest
        return (f"utfallet {outcome[0]}", outcome[1], None, outcome[0]) if outcome else None

    def office(self, year: int) -> Amount:
        """The office and own work, financial items included: budget, what is assumed, else as before."""
        found = self.office_source(year)
        typed = self.assumptions.get((Assumption.Kind.OFFICE, year))
        if typed is not None and (found is None or found[2] is None or found[3] != year):
            return Amount(typed.amount, f"Antaget: {typed.reason}", assumed=True)
        if found is None:
            return Amount(None, "Varken budget, antagande eller bokföring finns")
        words, leaves, _, of = found
        value = sum(amount for _, amount in self.office_rows(leaves))
        if of == year:
            return Amount(value, words[:1].upper() + words[1:])
        return Amount(value, f"Antaget: samma som {words}", assumed=True)

    def other(self, year: int) -> Amount:
        """Income beside members' contributions: budget, what is assumed, else none."""
        leaves, version = self.leaves(year)
        typed = self.assumptions.get((Assumption.Kind.OTHER, year))
        if version is not None:
            return Amount(sum(amount for _, amount in self.other_rows(leaves)), f"{version.name} {year}")
        if typed is not None:
            return Amount(typed.amount, f"Antaget: {typed.reason}", assumed=True)
        return Amount(0, "Inga övriga intäkter är budgeterade eller antagna", assumed=True)

    def decided_by(self, year: int) -> dict[int, int]:
        """What decisions give a year, by intervention financed at a party."""
        found = {pk: decided(self._given.get(pk, ()), year) for pk in self.portfolio.financed}
        return {pk: amount for pk, amount in found.items() if amount}

    def unspent_by(self, year: int) -> dict[int, Unspent]:
        """What is left at a year's end of it and earlier years, by intervention."""
        found = {pk: self._unspent(item, year) for pk, item in self.portfolio.financed.items()}
        return {pk: left for pk, left in found.items() if any(left)}

    def moved(self, first: date, last: date) -> Mapping[int, Movement]:
        """What happened between two days, by intervention, added up by the database (three queries a pair of days)."""
        if (first, last) not in self._moved:
            self._moved[first, last] = movements(self.association, first, last) if self.portfolio.financed else {}
        return self._moved[first, last]

    def _used_by(self, last: date) -> Mapping[int, int]:
        """What each had cost by a day (two queries a day)."""
        if last not in self._used:
            self._used[last] = costs(self.association, date.min, last)
        return self._used[last]

    def _unspent(self, item: Intervention, year: int, by: date = date.max) -> Unspent:
        last = date(year, 12, 31)
        used = self._used_by(last).get(item.pk, 0)
        entries = [*self._given.get(item.pk, ()), Entry(item.pk, last, EntryKind.REQUISITIONED, -used)]
        return unspent(entries, self._rules.get(item.pk, UnusedRule.DECISION), year, item.end, by)


def rows_in_words(rows: Iterable[tuple[Rule, int]]) -> list[tuple[str, int]]:
    """(a row's words, öre), rows of the same words together."""
    sums: dict[str, int] = {}
    for rule, amount in rows:
        label = rule.operating_row or rule.note_row or rule.target.label
        sums[label] = sums.get(label, 0) + amount
    return list(sums.items())
