"""An association's interventions as values: loaded at most once per request, whatever the number of figures asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samsyn.associations.domain.parties import PartyKind
from samsyn.associations.models import Association, Party
from samsyn.core.period import Period
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.commitments import (
    Entry,
    Horizon,
    Known,
    Movement,
    horizon,
    movement,
    usable,
)
from samsyn.interventions.domain.debts import DebtChange, changes
from samsyn.interventions.domain.words import ClaimForm, RunBy
from samsyn.interventions.models import (
    Claim,
    DecisionYear,
    Intervention,
    InterventionName,
    Involvement,
    Policy,
)
from samsyn.interventions.queries.cost_types import TypeRow, cost_types
from samsyn.interventions.queries.ledger import accruals, entries, settlements
from samsyn.interventions.queries.movements import by_day, movements
from samsyn.interventions.queries.movements import usable as usable_of
from samsyn.interventions.queries.note_groups import Group, note_groups
from samsyn.interventions.queries.posts import PostRow, posts
from samsyn.interventions.queries.projects import project_costs
from samsyn.ledger.queries.books import Books


@dataclass
class Portfolio:
    """Everything that figures, tables and checks of the interventions' money are made from.

    The database adds up amounts, until the ledger's entries are at hand: what stands behind an amount asks for them,
    and whoever prints many periods reads them first (`read`).
    """

    association: Association
    only: int | None = None  # the one intervention that most is asked of
    _entries: list[Entry] | None = field(default=None, repr=False)  # None until they are at hand
    _moved: dict[Period, Movement] = field(default_factory=dict, repr=False)
    _each: dict[Period, dict[int, Movement]] = field(default_factory=dict, repr=False)
    _read: dict[tuple[int, ...], list[Entry]] = field(default_factory=dict, repr=False)
    _usable: dict[Period, dict[int, int]] = field(default_factory=dict, repr=False)
    _told: dict[Period, Known] = field(default_factory=dict, repr=False)
    _projects: dict[Period, dict[str, int] | None] = field(default_factory=dict, repr=False)
    _types: dict[Period, list[TypeRow]] = field(default_factory=dict, repr=False)

    # --- what is loaded, each in one query or few ----------------------------------------------------------------

    @cached_property
    def interventions(self) -> dict[int, Intervention]:
        """Every intervention by pk, by name, with owner."""
        found = Intervention.objects.filter(association=self.association).select_related("owner")
        return {item.pk: item for item in found}

    @cached_property
    def by_key(self) -> dict[str, Intervention]:
        return {item.key: item for item in self.interventions.values()}

    @cached_property
    def financed(self) -> dict[int, Intervention]:
        """Those financed at a party: the ones that the commitment ledger tells of."""
        return {pk: item for pk, item in self.interventions.items() if item.run_by == RunBy.PARTY}

    @cached_property
    def groups(self) -> dict[int, Group]:
        """Rows of the note in its order (two queries)."""
        return note_groups(self.association) if self.financed else {}

    @cached_property
    def by_group(self) -> dict[str, list[Intervention]]:
        """Interventions financed at a party, by the row of the note that they share."""
        found: dict[str, list[Intervention]] = {group.key: [] for group in self.groups.values()}
        for item in self.financed.values():
            if group := self.group_of(item):
                found[group.key].append(item)
        return found

    def read(self) -> list[Entry]:
        """The commitment ledger, at hand from here on (three queries the first time; none without interventions)."""
        if self._entries is None:
            self._entries = entries(self.association) if self.financed else []
        return self._entries

    @property
    def entries(self) -> list[Entry]:
        """The commitment ledger, read when it is first asked for."""
        return self.read()

    def entries_of(self, *pks: int) -> list[Entry]:
        """The entries of some interventions (three queries, unless all are at hand), the oldest first."""
        if self._at_hand:
            return [entry for pk in pks for entry in self.by_intervention.get(pk, ())]
        if pks not in self._read:
            found = entries(self.association, pks) if self.financed else []
            self._read[pks] = sorted(found, key=lambda entry: (pks.index(entry.intervention), entry.date, entry.pk))
        return self._read[pks]

    @property
    def _at_hand(self) -> bool:
        return self._entries is not None

    @cached_property
    def _days(self) -> list[Entry]:
        """The ledger of all interventions together (three queries)."""
        return self.entries if self._at_hand else by_day(self.association) if self.financed else []

    @cached_property
    def _horizon(self) -> Horizon:
        return horizon(self._days)

    @cached_property
    def by_intervention(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda entry: (entry.date, entry.pk)):
            found.setdefault(entry.intervention, []).append(entry)
        return found

    @cached_property
    def debt_changes(self) -> list[DebtChange]:
        """What made and took away the debt to interventions (two queries, one when the entries are at hand)."""
        if not self.financed:
            return []
        answered = self.entries if self._at_hand else accruals(self.association)
        return [*changes(answered), *settlements(self.association)]

    @cached_property
    def _own_debts(self) -> dict[int, list[DebtChange]]:
        found: dict[int, list[DebtChange]] = {}
        for row in self.debt_changes:
            found.setdefault(row.intervention, []).append(row)
        return found

    @cached_property
    def posts(self) -> dict[int, list[PostRow]]:
        """Financed posts by year."""
        return posts(self.association) if self.interventions else {}

    @cached_property
    def _own_posts(self) -> dict[tuple[int, int], list[PostRow]]:
        """By year and intervention."""
        found: dict[tuple[int, int], list[PostRow]] = {}
        for row in (row for rows in self.posts.values() for row in rows):
            found.setdefault((row.year, row.intervention), []).append(row)
        return found

    @cached_property
    def areas(self) -> dict[int, list[str]]:
        """The municipalities that each intervention is for, in the parties' order."""
        rows = Involvement.objects.filter(association=self.association, role=Involvement.Role.AREA)
        found: dict[int, list[str]] = {}
        for pk, name in rows.values_list("intervention_id", "party__name") if self.interventions else ():
            found.setdefault(pk, []).append(name)
        return found

    @cached_property
    def municipalities(self) -> int:
        """How many municipalities the association has."""
        return Party.objects.filter(association=self.association, kind=PartyKind.MUNICIPALITY).count()

    @cached_property
    def _names(self) -> dict[int, list[tuple[date, str]]]:
        rows = InterventionName.objects.filter(association=self.association).order_by("start")
        found: dict[int, list[tuple[date, str]]] = {}
        for pk, start, name in rows.values_list("intervention_id", "start", "name") if self.interventions else ():
            found.setdefault(pk, []).append((start, name))
        return found

    @cached_property
    def _own_budgets(self) -> list[tuple[int, int, date, int]]:
        """(intervention, year, day of the decision, öre) of those in own running."""
        if len(self.financed) == len(self.interventions):
            return []
        rows = DecisionYear.objects.filter(association=self.association, decision__intervention__run_by=RunBy.OWN)
        return list(rows.values_list("decision__intervention_id", "year", "decision__date", "amount"))

    @cached_property
    def _repaid(self) -> list[tuple[int, date, int]]:
        """(intervention, day, öre) of settlements of advances that gave money back."""
        rows = Claim.objects.filter(
            association=self.association, form=ClaimForm.SETTLEMENT, state__in=COUNTED, approved__lt=0
        )
        found = rows.values_list("intervention_id", "cost_date", "approved") if self.financed else ()
        return [(pk, day, -amount) for pk, day, amount in found if day and amount]

    @cached_property
    def _policy(self) -> tuple[object, str]:
        chosen = Policy.objects.filter(association=self.association).values_list("export_accounts", "owner_word")
        return chosen.first() or ({}, str(Policy._meta.get_field("owner_word").default))

    @property
    def owner_word(self) -> str:
        """What the association calls whoever runs an intervention."""
        return self._policy[1]

    @property
    def accounts(self) -> Mapping[str, int]:
        """The accounts that the association books interventions on, by purpose; {} where none are chosen."""
        return self._policy[0] if self.interventions and isinstance(self._policy[0], dict) else {}

    # --- questions -----------------------------------------------------------------------------------------------

    def name(self, pk: int, day: date) -> str:
        """What the intervention was called on a day."""
        begun = [name for start, name in self._names.get(pk, ()) if start <= day]
        return begun[-1] if begun else self.interventions[pk].name

    def known(self, period: Period) -> Known:
        """Whether the ledger tells of the period, and of its end."""
        if period not in self._told:
            cost = any(moved.cost for moved in self._each.get(period, {}).values())  # a year with cost is told of
            known = Known(flows=True, stock=True) if cost else self._horizon.known(period.start, period.end)
            self._told[period] = known
        return self._told[period]

    def movement(self, period: Period, pk: int | None = None) -> Movement:
        """A period's movement of one intervention, or of all together, in öre."""
        if pk is not None and pk == self.only and not self._at_hand:
            return movement(self.entries_of(pk), period.start, period.end)
        if pk is not None:
            return self._movements(period).get(pk, Movement())
        if period not in self._moved:
            self._moved[period] = movement(self._days, period.start, period.end)
        return self._moved[period]

    def _movements(self, period: Period) -> dict[int, Movement]:
        """A period's movement of each (three queries a period, none when the entries are at hand)."""
        if period not in self._each:
            self._each[period] = self._added(period.start, period.end)
        return self._each[period]

    def _added(self, first: date, last: date) -> dict[int, Movement]:
        if self._at_hand:
            return {pk: movement(own, first, last) for pk, own in self.by_intervention.items()}
        return movements(self.association, first, last) if self.financed else {}

    def project_costs(self, books: Books, period: Period) -> dict[str, int] | None:
        """What the books say of projects in a period, öre; None where they hold none."""
        if period not in self._projects:
            self._projects[period] = project_costs(books, period)
        return self._projects[period]

    def group_of(self, item: Intervention) -> Group | None:
        return self.groups.get(item.note_group_id) if item.note_group_id else None

    def in_group(self, key: str) -> list[Intervention]:
        """Interventions financed at a party that share a row of the note."""
        return self.by_group.get(key, [])

    def remaining(self, items: Iterable[Intervention], period: Period) -> int:
        return sum(self.movement(period, item.pk).closing for item in items)

    def debts(self, day: date, pk: int | None = None) -> list[DebtChange]:
        """What makes up the short-term debt on a day; what was settled or dissolved is negative."""
        rows = self.debt_changes if pk is None else self._own_debts.get(pk, ())
        return [row for row in rows if row.date <= day]

    def budget(self, item: Intervention, period: Period) -> int | None:
        """Öre the intervention may use in the period's year by decisions taken by its end; None without any decision.

        What was granted for the year and earlier years, less what was used or had returned before the year.
        """
        if item.run_by == RunBy.OWN:
            own = [row for row in self._own_budgets if row[0] == item.pk and row[1] == period.year]
            known = [amount for _, _, taken, amount in own if taken <= period.end]
            return sum(known) if known else None
        if not self._at_hand:
            return self._usable_in(period).get(item.pk, 0)
        return sum(entry.amount for entry in self.budgeted(item, period))

    def _usable_in(self, period: Period) -> dict[int, int]:
        """Of each intervention (three queries a period)."""
        if period not in self._usable:
            self._usable[period] = usable_of(self.association, period)
        return self._usable[period]

    def budgeted(self, item: Intervention, period: Period) -> list[Entry]:
        """The entries that a year's budget is made of: decisions for it and years before it, and what was used then."""
        return usable(self.entries_of(item.pk), period.start, period.end)

    def repaid(self, item: Intervention, period: Period) -> int:
        """Öre of advances that settlements of the period gave back."""
        return sum(a for pk, day, a in self._repaid if pk == item.pk and period.start <= day <= period.end)

    def posts_of(self, year: int, pk: int | None = None) -> list[PostRow]:
        return self.posts.get(year, []) if pk is None else self._own_posts.get((year, pk), [])

    def cost_types(self, period: Period) -> list[TypeRow]:
        """What the claims that became cost in the period hold of each cost type (two queries a period)."""
        if period not in self._types:
            found = cost_types(self.association, period) if self.financed else []
            self._types[period] = [row for row in found if row.intervention in self.financed]
        return self._types[period]
