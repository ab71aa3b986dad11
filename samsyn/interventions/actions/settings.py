"""Writes about an association's own lists and rules for interventions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from samsyn.associations.access import require
from samsyn.associations.actions.words import described, validation_sentences
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note
from samsyn.interventions.domain.words import ChoiceKind
from samsyn.interventions.models import Choice, Policy
from samsyn.interventions.queries.lists import choices, policy

_P = Permission.MANAGE_INTERVENTIONS
POLICY = (
    "attest_place", "longest_months", "service_days", "agreement_days", "final_report_days", "confirmation_month",
    "confirmation_day", "owner_word", "export_series",
)  # fmt: skip


@transaction.atomic
def set_policy(*, association: Association, by: User | str, **fields: Any) -> Policy:
    """Change the association's rules (`POLICY`, `export_accounts`). Raises Refused with every reason."""
    require(by, _P, association)
    row = policy(association)
    before = described(row, (*POLICY, "export_accounts"))
    for name, value in fields.items():
        if name not in (*POLICY, "export_accounts"):
            raise TypeError(f"set_policy does not change {name}")
        setattr(row, name, value)
    errors = []
    try:
        row.clean_fields()
    except ValidationError as error:
        errors = validation_sentences(error, row)
    if not _is_date(row.confirmation_month, row.confirmation_day):
        errors.append("Årsbeskedets dag finns inte i kalendern.")
    if errors:
        raise Refused(errors)
    row.save()
    after = described(row, (*POLICY, "export_accounts"))
    if before != after:
        note("intervention.policy", "Ändrade reglerna för insatser", row, by, before, after)
    return row


def _is_date(month: int, day: int) -> bool:
    try:
        return bool(date(2023, month, day))
    except ValueError:
        return False


@dataclass(frozen=True)
class Wanted:
    """An entry of a list as it is to be; `pk` None is a new one. The order given is the order kept."""

    label: str
    pk: int | None = None
    start: date | None = None
    end: date | None = None


@transaction.atomic
def set_choices(*, association: Association, kind: ChoiceKind, rows: Sequence[Wanted], by: User | str) -> list[Choice]:
    """A list's entries, all of them and in order. One left out goes away unless it is in use.

    Raises Refused with every reason: a name twice or empty, an end before its start, one in use that was left out.
    """
    require(by, _P, association)
    held = {row.pk: row for row in choices(association, kind)}
    before = ", ".join(row.label for row in held.values())
    if errors := [*_faults(rows), *_taken_away(held, rows)]:
        raise Refused(errors)
    for row in held.values():  # out of each other's way: two may change names with each other
        Choice.objects.filter(pk=row.pk).update(label=f"~{row.pk}")
    saved = [_put(association, kind, held.get(row.pk or 0), row, place) for place, row in enumerate(rows)]
    after = ", ".join(row.label for row in saved)
    if before != after:
        note("intervention.choices", f"Ändrade listan {kind}", policy(association), by,
             {"poster": before}, {"poster": after})  # fmt: skip
    return saved


def _faults(rows: Sequence[Wanted]) -> list[str]:
    labels = [row.label.strip().casefold() for row in rows]
    errors = [f"{row.label.strip()} står två gånger." for place, row in enumerate(rows)
              if labels[place] and labels[place] in labels[:place]]  # fmt: skip
    if not all(labels):
        errors.append("Skriv ett namn på varje rad.")
    if any(row.start and row.end and row.end < row.start for row in rows):
        errors.append("En rad slutar gälla innan den börjar.")
    return errors


def _taken_away(held: Mapping[int, Choice], rows: Sequence[Wanted]) -> list[str]:
    """Removes what was left out; the transaction takes it back when anything was refused."""
    errors = []
    for pk in set(held) - {row.pk for row in rows}:
        try:
            with transaction.atomic():
                held[pk].delete()
        except ProtectedError:
            errors.append(f"{held[pk].label} används och kan inte tas bort. Ge raden ett slutdatum i stället.")
    return errors


def _put(association: Association, kind: ChoiceKind, row: Choice | None, wanted: Wanted, place: int) -> Choice:
    row = row or Choice(association=association, kind=kind)
    row.label, row.position, row.start, row.end = wanted.label.strip()[:120], place, wanted.start, wanted.end
    row.save()
    return row
