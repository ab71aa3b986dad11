"""Åtaganden: what remains per intervention and per row of the note, for a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.associations.models import Association, User
from samsyn.core.period import Period
from samsyn.interventions.domain.commitments import Movement
from samsyn.interventions.domain.interventions import label_in, name_on
from samsyn.interventions.domain.words import RunBy
from samsyn.interventions.models import Intervention, NoteGroup
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.interventions import names_of
from samsyn.interventions.queries.movements import told


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

    @property
    def moved(self) -> Movement:
        return total(one.moved for one in self.members)


@dataclass(frozen=True)
class Commitments:
    """`flows` says if what happened in the period is known, or only what remained."""

    groups: tuple[Group, ...]
    flows: bool
    whole: bool  # whether every intervention is here, or only a party's own

    @property
    def moved(self) -> Movement:
        return total(group.moved for group in self.groups)


def total(found: Iterable[Movement]) -> Movement:
    out = Movement()
    for one in found:
        out += one
    return out


def commitments(user: User, association: Association, period: Period) -> Commitments:
    """Every intervention financed at a party that the user may see and that has anything in the period.

    In the order of the note's rows; a fixed number of queries.
    """
    found = told(association, period.start, period.end)
    visible = scope.interventions(user, association).filter(run_by=RunBy.PARTY, pk__in=list(found.by_intervention))
    held = list(visible.order_by("name").only("pk", "key", "name", "note_group", "association"))
    names = names_of(association, [one.pk for one in held])
    by_group: dict[int, list[One]] = {}
    for one in held:
        moved = found.by_intervention[one.pk]
        if any((moved.opening, moved.decided, moved.cost, moved.returned, moved.reduced)):
            name = name_on(period.end, names.get(one.pk, ()), one.name)
            by_group.setdefault(one.note_group_id or -one.pk, []).append(One(one.pk, one.key, name, moved))
    groups = [*_rows(association, by_group, period), *_alone(by_group)]
    return Commitments(tuple(groups), found.flows, len(held) == len(_all(association, found.by_intervention)))


def _all(association: Association, found: Mapping[int, Movement]) -> list[int]:
    return list(Intervention.objects.filter(association=association, run_by=RunBy.PARTY, pk__in=list(found))
                .values_list("pk", flat=True))  # fmt: skip


def _rows(association: Association, by_group: Mapping[int, list[One]], period: Period) -> Iterable[Group]:
    groups = NoteGroup.objects.filter(association=association).prefetch_related("labels")
    for group in groups:
        if members := by_group.get(group.pk):
            label = label_in(period.year, group.labels.all(), members[0].name)
            yield Group(group.key, label, group.own_row, tuple(members))


def _alone(by_group: Mapping[int, list[One]]) -> Iterable[Group]:
    for place, members in by_group.items():
        if place < 0:
            yield Group("", members[0].name, False, tuple(members))
