"""Writes of the economic example: its inputs for a year, and the price index."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import record, tell
from samsyn.core.refused import Refused
from samsyn.participants.domain.price_index import YearIndex
from samsyn.participants.models import EffectExample, PriceIndex

_P = Permission.MANAGE_PARTICIPANTS
_MOST_MONTHS = 600


@transaction.atomic
def save_example(*, association: Association, year: int, by: User | str, **given: Any) -> EffectExample:
    """A year's example as it is to be (amounts in öre). Raises PermissionDenied, and Refused with every reason."""
    require(by, _P, association)
    if errors := _errors(given):
        raise Refused(errors)
    made, fresh = EffectExample.objects.update_or_create(association=association, year=year, defaults=given)
    tell("participants.effect", f"{'Lade upp' if fresh else 'Ändrade'} räkneexemplet för {year}", made, by)
    return made


def _errors(given: dict[str, Any]) -> list[str]:
    errors = []
    if given.get("persons") is not None and not str(given.get("persons_reason") or "").strip():
        errors.append("Skriv varför ett annat antal personer används än de som gick till arbete.")
    for name, words in (("months", "Månader"), ("low_months", "Lågt, månader"), ("high_months", "Högt, månader")):
        if not 1 <= int(given.get(name, 12)) <= _MOST_MONTHS:
            errors.append(f"{words}: skriv ett tal från 1 till {_MOST_MONTHS}.")
    for name, words in (("low_share", "Lågt"), ("high_share", "Högt")):
        if not 0 <= Decimal(given.get(name, 0)) <= 1:
            errors.append(f"{words}: andelen som ändå hade fått arbete är mellan 0 och 100 procent.")
    return errors


@transaction.atomic
def save_index(*, association: Association, rows: Sequence[YearIndex], by: User | str) -> int:
    """The index of these years, new or in place of what was held; how many changed.

    Raises PermissionDenied, Refused.
    """
    require(by, _P, association)
    if not rows:
        raise Refused("Filen har inga år med index.")
    held = {row.year: row for row in PriceIndex.objects.filter(association=association)}
    changed = [row for row in rows if row.year not in held or (held[row.year].index, held[row.year].final)
               != (row.index, row.final)]  # fmt: skip
    for row in changed:
        values = {"index": row.index, "final": row.final}
        PriceIndex.objects.update_or_create(association=association, year=row.year, defaults=values)
    if changed:
        years = ", ".join(str(row.year) for row in changed[:12])
        record("participants.price_index", f"Läste in konsumentprisindex för {years}", by=by,
               association_id=association.pk)  # fmt: skip
    return len(changed)
