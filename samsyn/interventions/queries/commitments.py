"""Åtaganden: what remains per intervention and per row of the note, for a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from samsyn.associations.models import Association, User
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Known, Movement
from samsyn.interventions.domain.interventions import label_in, name_on
from samsyn.interventions.models import InterventionName, NoteGroup, NoteLabel
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.movements import horizon, movements


@dataclass(frozen=True)
class One:
    """An intervention's line."""

    pk: int
    key: str
    name: str
    moved: Movement


@dataclass(frozen=True)
class Group:
    """A row of the note with the interventions on it; `key` is empty for one that stands on no row."""

    key: str
    label: str
    own_row: bool
    members: tuple[One, ...]

    @cached_property
    def moved(self) -> Movement:
        return total(one.moved for one in self.members)


@dataclass(frozen=True)
class Commitments:
    """`known` says if what happened in the period is known, or only what remained."""

    groups: tuple[Group, ...]
    known: Known
    whole: bool  # whether every intervention is here, or only a party's own

    @cached_property
    def moved(self) -> Movement:
        return total(group.moved for group in self.groups)


def total(found: Iterable[Movement]) -> Movement:
    out = Movement()
    for one in found:
        out += one
    return out


class Dated(NamedTuple):
    """A name or a label without a model around it: there are hundreds."""

    start: date
    name: str


class Words(NamedTuple):
    from_year: int
    label: str


def commitments(user: User, association: Association, period: Period) -> Commitments:
    """Every intervention financed at a party that the user may see and that has anything in the period.

    In the order of the note's rows; a fixed number of queries.
    """
    found = movements(association, period.start, period.end)
    costs = any(moved.cost for moved in found.values())  # a year with cost is told of: nothing more to ask
    known = Known(flows=True, stock=True) if costs else horizon(association).known(period.start, period.end)
    if not known.stock:
        return Commitments((), known, True)
    visible = scope.interventions(user, association).filter(pk__in=list(found)).order_by("name", "pk")
    held = list(visible.values_list("pk", "key", "name", "note_group"))
    names = _names(association)
    by_group: dict[int, list[One]] = {}
    for pk, key, name, group in held:
        moved = found[pk]
        if any((moved.opening, moved.decided, moved.cost, moved.returned, moved.reduced)):
            one = One(pk, key, name_on(period.end, names.get(pk, ()), name), moved)
            by_group.setdefault(group or -pk, []).append(one)
    groups = [*_rows(association, by_group, period), *_alone(by_group)]
    return Commitments(tuple(groups), known, len(held) == len(found))


def _names(association: Association) -> dict[int, list[Dated]]:
    rows = InterventionName.objects.filter(association=association).order_by("start")
    found: dict[int, list[Dated]] = {}
    for pk, start, name in rows.values_list("intervention", "start", "name"):
        found.setdefault(pk, []).append(Dated(start, name))
    return found


def _rows(association: Association, by_group: Mapping[int, list[One]], period: Period) -> Iterable[Group]:
    labels: dict[int, list[Words]] = {}
    texts = NoteLabel.objects.filter(association=association).order_by("from_year")
    for pk, year, label in texts.values_list("group", "from_year", "label"):
        labels.setdefault(pk, []).append(Words(year, label))
    for pk, key, own_row in NoteGroup.objects.filter(association=association).values_list("pk", "key", "own_row"):
        if members := by_group.get(pk):
            yield Group(key, label_in(period.year, labels.get(pk, ()), members[0].name), own_row, tuple(members))


def _alone(by_group: Mapping[int, list[One]]) -> Iterable[Group]:
    for place, members in by_group.items():
        if place < 0:
            yield Group("", members[0].name, False, tuple(members))
