"""Figures of structure work: sums of the register of occasions, explained row by row and typed nowhere else.

`structure.participants`, `structure.cooperation.unique`, `structure.kind.forum.occasions`, `structure.of.<key>.cost`.
An occasion counts in the period that its last day lies in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from samsyn.associations.models import Association
from samsyn.core.figure import Explanation, Figure, Link, Measure, Part, Scope, SourceRow, UnknownFigure, Value
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.interventions.domain.words import Direction
from samsyn.interventions.models import Intervention
from samsyn.participants.domain.occasions import ATTENDANCE, span
from samsyn.participants.models import Occasion
from samsyn.participants.queries.occasions import occasions

PREFIX = "structure."
_HELD = Occasion.State.HELD
_WHEN = "En träff räknas i den period där dess sista dag ligger."


def _reported(row: Occasion) -> bool:
    return row.state == _HELD and row.counted


def _held(row: Occasion) -> bool:
    return row.state == _HELD


def _not_cancelled(row: Occasion) -> bool:
    return row.state != Occasion.State.CANCELLED


@dataclass(frozen=True)
class What:
    """What is summed: a field of the occasions that `takes` lets through."""

    label: str
    field: str
    definition: str
    unit: Unit = Unit.COUNT
    takes: Callable[[Occasion], bool] = _reported


_PARTIES = {"from_af": "från Arbetsförmedlingen", "from_fk": "från Försäkringskassan", "from_region": "från regionen",
            "from_municipalities": "från kommunerna", "from_others": "från andra"}  # fmt: skip
WHATS: Mapping[str, What] = {
    "participants": What("deltagare", "participants", "Deltagare vid genomförda träffar, lagda ihop. Den som varit "
                         "med på flera träffar räknas flera gånger."),
    "unique": What("olika personer, uppskattat", "unique", "Uppskattat antal olika personer vid genomförda träffar, "
                   "lagt ihop träff för träff. Hur det uppskattats står på varje träff.", Unit.PERSONS),
    "occasions": What("tillfällen", "times", "Antal gånger man träffats."),
    "cost": What("kostnad", "cost", "Träffarnas kostnad enligt registret.", Unit.KR, _held),
    "budget": What("budget", "budget", "Träffarnas budget enligt registret, inställda träffar borträknade.", Unit.KR,
                   _not_cancelled),
    **{name: What(f"deltagare {_PARTIES[name]}", name, f"Deltagare {_PARTIES[name]} vid genomförda träffar.")
       for name in ATTENDANCE},
}  # fmt: skip
OF_PARTS = ("participants", "unique", "occasions", "cost")
"""What is told of a kind, and of an intervention."""
PURPOSES: Mapping[str, str] = {"cooperation": Occasion.Purpose.STRUCTURE, "knowledge": Occasion.Purpose.KNOWLEDGE}
"""How a purpose is written in a key."""


@dataclass(frozen=True)
class Group:
    """Some of the occasions: `key` stands in the figure's key, '' is all of them."""

    key: str
    label: str
    attribute: str = ""
    wanted: str | int = ""

    def holds(self, row: Occasion) -> bool:
        return not self.attribute or getattr(row, self.attribute) == self.wanted

    def figure(self, what: str) -> str:
        return f"{PREFIX}{self.key}.{what}" if self.key else f"{PREFIX}{what}"


ALL = Group("", "Forum och träffar")
BY_PURPOSE = tuple(Group(key, Occasion.Purpose(of).label, "purpose", of) for key, of in PURPOSES.items())
BY_KIND = tuple(Group(f"kind.{kind.value}", kind.label, "kind", kind.value) for kind in Occasion.Kind)


@dataclass
class StructureFigures:
    """The family of the register. None where nothing of the year is registered, or no count is known."""

    prefix = PREFIX

    association: Association
    _years: dict[int, list[Occasion]] = field(default_factory=dict, repr=False)

    def year(self, year: int) -> list[Occasion]:
        """Every occasion of a year, oldest first (one query a year)."""
        if year not in self._years:
            self._years[year] = list(occasions(self.association, year))
        return self._years[year]

    @cached_property
    def of_interventions(self) -> dict[str, Group]:
        """Interventions for structures, and others that have held occasions, by key."""
        found = Intervention.objects.filter(association=self.association).filter(
            Q(direction=Direction.STRUCTURE) | Q(occasions__isnull=False)
        )
        return {
            f"of.{key}": Group(f"of.{key}", name, "intervention_id", pk)
            for pk, key, name in found.distinct().values_list("pk", "key", "name")
        }

    def figures(self) -> Iterable[Figure]:
        whole = [self._figure(group, name) for group in (ALL, *BY_PURPOSE) for name in WHATS]
        parts = (*BY_KIND, *self.of_interventions.values())
        return [*whole, *(self._figure(group, name) for group in parts for name in OF_PARTS)]

    def _figure(self, group: Group, name: str) -> Figure:
        what = WHATS[name]
        return Figure(group.figure(name), f"{group.label}: {what.label}", what.unit, f"{what.definition} {_WHEN}")

    def _find(self, key: str) -> tuple[Group, str]:
        name, _, what = key.removeprefix(PREFIX).rpartition(".")
        fixed = {group.key: group for group in (ALL, *BY_PURPOSE, *BY_KIND)}
        group = fixed.get(name) or (self.of_interventions.get(name) if name.startswith("of.") else None)
        told = WHATS if group in (ALL, *BY_PURPOSE) else OF_PARTS
        if not key.startswith(PREFIX) or group is None or what not in told:
            raise UnknownFigure(key)
        return group, what

    def _rows(self, group: Group, name: str, period: Period) -> list[Occasion]:
        takes = WHATS[name].takes
        return [row for row in self.year(period.year) if row.end <= period.end and group.holds(row) and takes(row)]

    def value(self, key: str, scope: Scope) -> Value:
        """Öre, attendances, persons or times. An intervention without a row is not known; a purpose or kind that the
        year's register has none of is zero."""
        group, name = self._find(key)
        if scope.measure is not Measure.ACTUAL:
            return None
        rows = self._rows(group, name, scope.period)
        known: list[int] = [count for row in rows if (count := getattr(row, WHATS[name].field)) is not None]
        if known:
            return sum(known)
        used = not group.key.startswith("of.") and bool(self._rows(ALL, name, scope.period))
        return 0 if used and not rows else None

    def explain(self, key: str, scope: Scope) -> Explanation:
        group, name = self._find(key)
        what, rows = WHATS[name], self._rows(group, name, scope.period)
        counted = [row for row in rows if getattr(row, what.field) is not None]
        sources = tuple(
            SourceRow(row.name, getattr(row, what.field), Link("participants:occasion", {"pk": row.pk}),
                      _noted(row, name), what.unit)
            for row in counted
        )  # fmt: skip
        return Explanation(
            self._figure(group, name), scope, self.value(key, scope), self._parts(group, name, scope), sources,
            basis="Registret över forum och träffar", remarks=self._remarks(rows, counted, scope.period),
        )  # fmt: skip

    def _parts(self, group: Group, name: str, scope: Scope) -> tuple[Part, ...]:
        if group is not ALL or self.value(ALL.figure(name), scope) is None:
            return ()
        return tuple(
            Part(one.label, self.value(one.figure(name), scope), "+", one.figure(name), scope, WHATS[name].unit)
            for one in BY_PURPOSE
        )

    def _remarks(self, rows: Sequence[Occasion], counted: Sequence[Occasion], period: Period) -> tuple[str, ...]:
        """What the sum leaves out, by name."""
        missing = [row.name for row in rows if row not in counted]
        left_out = [row.name for row in self.year(period.year) if row.end <= period.end and _held(row)
                    and not row.counted]  # fmt: skip
        told = [f"Uppgift saknas för {', '.join(missing)}."] if missing else []
        return tuple([*told, f"Räknas inte i rapporten: {', '.join(left_out)}."] if left_out else told)


def _noted(row: Occasion, name: str) -> str:
    told = span(row.start, row.end)
    return f"{told}, {row.unique_method}" if name == "unique" and row.unique_method else told
