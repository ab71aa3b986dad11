"""Writes about the register of occasions: the office all of it, a party's people about their own interventions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from samsyn.associations.access import can, require
from samsyn.associations.actions.versions import next_version
from samsyn.associations.actions.words import described, kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.interventions.models import Intervention
from samsyn.participants.domain.occasions import ATTENDANCE, Evaluated, Told, problems
from samsyn.participants.models import Occasion, OccasionEvaluation
from samsyn.participants.queries.occasions import writable

_MANAGE, _REPORT = Permission.MANAGE_PARTICIPANTS, Permission.REPORT_PARTICIPANTS
NOT_YOURS = "Bara kansliet och insatsens egna skriver om insatsens träffar."
PLAIN = (
    "name", "kind", "purpose", "intervention", "organiser", "joint_with", "state", "start", "end", "times",
    "participants", *ATTENDANCE, "unique", "unique_method", "counted",
)  # fmt: skip
FIELDS = (*PLAIN, "budget", "cost")
"""What an occasion is made of; money is öre."""


def _allow(by: User | str, association: Association, *about: Intervention | None) -> None:
    """Whoever writes must own every intervention that the occasion is, or becomes, of."""
    if isinstance(by, str) or can(by, _MANAGE, association):
        return
    require(by, _REPORT, association)
    pks = {one.pk for one in about if one is not None}
    if None in about or writable(by, association).filter(pk__in=pks).count() != len(pks):
        raise PermissionDenied(NOT_YOURS)


def told_of(values: dict[str, Any], evaluations: Sequence[Evaluated]) -> Told:
    """An occasion's fields as the rules read them."""
    names = ("name", "start", "end", "state", "times", "participants", "unique", "unique_method", "budget", "cost")
    attendance = tuple(values.get(name) for name in ATTENDANCE)
    return Told(**{name: values[name] for name in names}, attendance=attendance, evaluations=evaluations)


def _judge(row: Occasion, evaluations: Sequence[Evaluated], today: date) -> None:
    """Raises Refused with every reason."""
    told = told_of({name: getattr(row, name) for name in FIELDS}, evaluations)
    errors = [sentence for _, sentence in problems(told, today)]
    if row.intervention is not None and row.intervention.association_id != row.association_id:
        errors.append("Insatsen hör till ett annat förbund.")
    if errors:
        raise Refused(errors)
    row.participants = told.came


def _described(row: Occasion) -> dict[str, str]:
    said = {**described(row, PLAIN), "budget": kronor(row.budget), "kostnad": kronor(row.cost)}
    rows = [Evaluated(one.question, one.positive, one.valid).text for one in row.evaluations.all()]
    return {**said, "omdömen": "; ".join(rows) or "–"}


def _evaluate(row: Occasion, evaluations: Sequence[Evaluated]) -> None:
    OccasionEvaluation.objects.filter(association=row.association, occasion=row).delete()
    OccasionEvaluation.objects.bulk_create(
        OccasionEvaluation(association=row.association, occasion=row, question=one.question.strip()[:200],
                           positive=one.positive or 0, valid=one.valid or 0)
        for one in evaluations
    )  # fmt: skip


@transaction.atomic
def create_occasion(
    *, association: Association, by: User | str, evaluations: Sequence[Evaluated] = (), **fields: Any
) -> Occasion:  # fmt: skip
    """A new occasion of `FIELDS`. Participants may be left out where every party's count is given.

    Raises Refused with every reason and PermissionDenied.
    """
    _allow(by, association, fields.get("intervention"))
    row = Occasion(association=association, **{name: fields[name] for name in FIELDS if name in fields})
    row.end = fields.get("end") or row.start
    _judge(row, evaluations, timezone.localdate())
    row.save()
    _evaluate(row, evaluations)
    note("participants.occasion_new", f"Lade in träffen {row.name} {row.start}", row, by, {}, _described(row))
    return row


@transaction.atomic
def update_occasion(
    *, occasion: Occasion, by: User | str, version: int | None = None, evaluations: Sequence[Evaluated] | None = None,
    **fields: Any,
) -> Occasion:  # fmt: skip
    """Changes some of `FIELDS`; `evaluations` None leaves them. `version` is the one the writer read.

    Raises Refused with every reason, PermissionDenied, and Overtaken when someone else saved in between.
    """
    row = Occasion.objects.select_for_update().get(pk=occasion.pk)
    _allow(by, row.association, row.intervention, fields.get("intervention", row.intervention))
    before = _described(row)
    kept = [Evaluated(one.question, one.positive, one.valid) for one in row.evaluations.all()]
    for name in FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    wanted = kept if evaluations is None else list(evaluations)
    _judge(row, wanted, timezone.localdate())
    row.save()
    if wanted != kept:
        _evaluate(row, wanted)
    after = _described(row)
    if before != after:
        next_version(row, version, what="träffen", before=before, after=after, by=by)
        note("participants.occasion_change", f"Ändrade träffen {row.name} {row.start}", row, by, before, after)
    occasion.refresh_from_db()
    return occasion


@transaction.atomic
def remove_occasion(*, occasion: Occasion, by: User | str) -> None:
    """Takes an occasion out of the register; the event log keeps what it said. Raises PermissionDenied."""
    row = Occasion.objects.select_for_update().get(pk=occasion.pk)
    _allow(by, row.association, row.intervention)
    note("participants.occasion_remove", f"Tog bort träffen {row.name} {row.start}", row, by, _described(row))
    row.delete()
