"""Facts, presentation, parties, posts and mandates."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import (
    described,
    difference,
    listed,
    own_fields,
    spoken,
    validation_sentences,
)
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.domain.presentation import presentation_errors
from samsyn.associations.models import (
    Association,
    Contribution,
    Mandate,
    Membership,
    OfficePost,
    OwnRow,
    Party,
    StaffYear,
    User,
)
from samsyn.core.events import record
from samsyn.core.refused import Refused

FACTS = ("name", "short_name", "org_number", "seat", "formed", "data_note")
_P = Permission.MANAGE_ASSOCIATION
Row = TypeVar("Row", bound=OwnRow)


@transaction.atomic
def change_facts(
    association: Association, facts: Mapping[str, Any], words: Mapping[str, str], *, by: User | str
) -> Association:
    """Change name, number, seat … (`FACTS`) and the association's own words. Raises Refused with every error."""
    require(by, _P, association)
    row = Association.objects.select_for_update().get(pk=association.pk)
    before = {**described(row, FACTS), **_word_list(row)}
    for name in FACTS:
        setattr(row, name, facts.get(name, getattr(row, name)))
    row.words = {key: text.strip() for key, text in words.items() if text.strip()}
    try:
        row.save()
    except ValueError as error:
        raise Refused(str(error)) from None
    _record("association.facts", f"Ändrade uppgifterna om {row.short_name}", row, row.pk, by,
            before, {**described(row, FACTS), **_word_list(row)})  # fmt: skip
    return row


def _word_list(row: Association) -> dict[str, str]:
    return {f"ord, {key}": text for key, text in row.words.items()}


@transaction.atomic
def change_presentation(association: Association, data: Mapping[str, Any], *, by: User | str) -> Association:
    """Replace the presentation choices (the JSON of `Presentation` with `kinds`). Raises Refused with every error."""
    require(by, _P, association)
    if errors := presentation_errors(data):
        raise Refused(errors)
    row = Association.objects.select_for_update().get(pk=association.pk)
    before, row.presentation = _flat(row.presentation), dict(data)
    row.save(update_fields=["presentation"])
    _record("association.presentation", "Ändrade hur rapporterna skrivs ut", row, row.pk, by, before,
            _flat(row.presentation))  # fmt: skip
    return row


def _flat(data: Mapping[str, Any], stem: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in data.items():
        name = f"{stem}{key}"
        flat |= _flat(value, f"{name}, ") if isinstance(value, dict) else {name: spoken(value)}
    return flat


def save_party(party: Party, *, by: User | str) -> Party:
    """Add or change a party. Raises Refused."""
    return _save(party, "association.party", "parten", by)


def save_post(post: OfficePost, *, by: User | str) -> OfficePost:
    """Add or change a post of the office. Raises Refused."""
    return _save(post, "association.post", "tjänsten", by)


def save_mandate(mandate: Mandate, *, by: User | str) -> Mandate:
    """Add or change a seat on the board or an auditor's assignment. Raises Refused."""
    return _save(mandate, "association.mandate", "uppdraget", by)


@transaction.atomic
def remove_party(party: Party, *, by: User | str) -> None:
    """Remove a party that never has paid. Raises Refused when it has: its history stays."""
    require(by, _P, party.association)
    if Contribution.objects.filter(party=party).exists():
        raise Refused(
            f"{party.name} har belopp inlagda och kan inte tas bort. Skriv i stället till och med vilket år "
            "parten var medlem."
        )
    if Membership.objects.filter(party=party).exists():  # without it a role would open every party's rows, or none
        raise Refused(f"Någon företräder {party.name}. Byt part eller ta bort rollen under Användare först.")
    _remove(party, "association.party", "parten", by)


def remove_post(post: OfficePost, *, by: User | str) -> None:
    """Remove a post entered by mistake."""
    _remove(post, "association.post", "tjänsten", by)


def remove_mandate(mandate: Mandate, *, by: User | str) -> None:
    """Remove a mandate entered by mistake."""
    _remove(mandate, "association.mandate", "uppdraget", by)


@transaction.atomic
def set_staff_year(association: Association, year: int, average: Decimal | None, *, by: User | str) -> None:
    """The year's average taken over from earlier reports; None removes it."""
    require(by, _P, association)
    found = StaffYear.objects.filter(association=association, year=year).first()
    before = found.average if found else None
    if average is None:
        StaffYear.objects.filter(association=association, year=year).delete()
    else:
        StaffYear.objects.update_or_create(association=association, year=year, defaults={"average": average})
    _record("association.staff", f"Ändrade årsmedelantalet för {year}", association, association.pk, by,
            {"årsmedelantal": spoken(before)}, {"årsmedelantal": spoken(average)})  # fmt: skip


@transaction.atomic
def _save(row: Row, verb: str, name: str, by: User | str) -> Row:
    require(by, _P, row.association)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(validation_sentences(error, row)) from None
    old = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    before = described(old, own_fields(old)) if old else {}
    row.save()
    done = "Ändrade" if old else "Lade till"
    _record(verb, f"{done} {name} {row}", row, row.association_id, by, before, described(row, own_fields(row)))
    return row


@transaction.atomic
def _remove(row: OwnRow, verb: str, name: str, by: User | str) -> None:
    require(by, _P, row.association)
    before = described(row, own_fields(row))
    _record(verb, f"Tog bort {name} {row}", row, row.association_id, by, before, {})
    row.delete()


def _record(
    verb: str, summary: str, row: Any, association: int, by: User | str, before: Mapping[str, str],
    after: Mapping[str, str],
) -> None:  # fmt: skip
    """One event; nothing when a change changed nothing."""
    was, now = difference(before, after) if before and after else (listed(before), listed(after))
    if was or now:
        subject = f"{row._meta.label}:{row.pk}"
        record(verb, summary, by=by, association_id=association, subject=subject, before=was, after=now)
