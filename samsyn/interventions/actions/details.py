"""Writes about what belongs to an intervention: posts, plan, contacts, outside money and its row of the note."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from samsyn.associations.actions.words import kronor, spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note, require_any
from samsyn.interventions.domain.words import OutsideStep
from samsyn.interventions.models import (
    Contact,
    FinancedPost,
    Intervention,
    InterventionYear,
    NoteGroup,
    NoteLabel,
    OutsideMoney,
)

_P = Permission.MANAGE_INTERVENTIONS
Post = tuple[str, Decimal, Decimal | None]
"""Function, positions held, full-year equivalents where they are known."""


@transaction.atomic
def set_posts(*, intervention: Intervention, year: int, posts: Iterable[Post], by: User | str) -> None:
    """The year's financed posts, all of them. Raises Refused: a function twice, less than nothing."""
    require_any(by, (_P,), intervention.association)
    posts = [(function.strip(), positions, full) for function, positions, full in posts]
    functions = [function for function, _, _ in posts]
    errors = [f"Funktionen {name or 'utan namn'} står två gånger." for name in dict.fromkeys(functions)
              if functions.count(name) > 1]  # fmt: skip
    if any(positions < 0 or (full or 0) < 0 for _, positions, full in posts):
        errors.append("En tjänst kan inte vara mindre än noll.")
    if errors:
        raise Refused(errors)
    held = FinancedPost.objects.filter(association=intervention.association, intervention=intervention, year=year)
    before = _posts_told(held)
    held.delete()
    FinancedPost.objects.bulk_create(
        FinancedPost(association=intervention.association, intervention=intervention, year=year, function=function,
                     positions=positions, full_year=full)
        for function, positions, full in posts
    )  # fmt: skip
    after = _posts_told(held.all())
    if before != after:
        note("intervention.posts", f"Ändrade finansierade tjänster {year} i {intervention.name}", intervention, by,
             {"tjänster": before}, {"tjänster": after})  # fmt: skip


def _posts_told(posts: Iterable[FinancedPost]) -> str:
    told = [f"{post.function or 'utan funktion'} {spoken(post.positions)}" for post in posts]
    return ", ".join(told) or "–"


@transaction.atomic
def set_planned(*, intervention: Intervention, year: int, participants: int | None, by: User | str) -> None:
    """How many persons are planned for a year; None takes it away."""
    require_any(by, (_P,), intervention.association)
    held = InterventionYear.objects.filter(association=intervention.association, intervention=intervention, year=year)
    before = held.values_list("participants", flat=True).first()
    if before == participants:
        return
    if participants is None:
        held.delete()
    else:
        held.update_or_create(association=intervention.association, intervention=intervention, year=year,
                              defaults={"participants": participants})  # fmt: skip
    note("intervention.planned", f"Ändrade planerade deltagare {year} i {intervention.name}", intervention, by,
         {"deltagare": spoken(before)}, {"deltagare": spoken(participants)})  # fmt: skip


@transaction.atomic
def set_contacts(*, intervention: Intervention, rows: Iterable[Mapping[str, str]], by: User | str) -> None:
    """Everyone to contact: person, role, email, phone. The event says how many, not who."""
    require_any(by, (_P,), intervention.association)
    held = Contact.objects.filter(association=intervention.association, intervention=intervention)
    was = list(held.values("person", "role", "email", "phone"))
    wanted = [{name: row.get(name, "").strip() for name in ("person", "role", "email", "phone")} for row in rows]
    if any(not row["person"] for row in wanted):
        raise Refused("Skriv namnet på varje kontaktperson.")
    if was == wanted:
        return
    held.delete()
    Contact.objects.bulk_create(
        Contact(association=intervention.association, intervention=intervention, **row) for row in wanted
    )
    note("intervention.contacts", f"Ändrade kontaktpersoner för {intervention.name}", intervention, by,
         {"antal": str(len(was))}, {"antal": str(len(wanted))})  # fmt: skip


@transaction.atomic
def add_outside_money(
    *, intervention: Intervention, source: str, step: str, on: date, amount: int, by: User | str, remark: str = ""
) -> OutsideMoney:
    """One step (`OutsideStep`) of money from outside, öre. Raises Refused.

    What is received or accrued from a source may not pass what it granted, when a grant is recorded.
    """
    require_any(by, (_P,), intervention.association)
    errors = [] if source.strip() else ["Skriv varifrån pengarna kommer."]
    if step not in set(OutsideStep):
        errors.append(f"'{step}' är inget steg.")
    if amount <= 0:
        errors.append("Beloppet ska vara större än noll. Det som tas tillbaka är ett eget steg.")
    elif step in (OutsideStep.RECEIVED, OutsideStep.ACCRUED, OutsideStep.WITHDRAWN):
        errors += _beyond_grant(intervention, source.strip(), step, amount)
    if errors:
        raise Refused(errors)
    row = OutsideMoney.objects.create(
        association=intervention.association, intervention=intervention, source=source.strip(), step=step, date=on,
        amount=amount, note=remark.strip(),
    )  # fmt: skip
    note("intervention.outside", f"{row.source} till {intervention.name}: {step} {kronor(amount)}", intervention, by)
    return row


def _beyond_grant(intervention: Intervention, source: str, step: str, amount: int) -> list[str]:
    held = list(OutsideMoney.objects.filter(association=intervention.association, intervention=intervention,
                                            source=source))  # fmt: skip
    granted = sum(row.amount for row in held if row.step == OutsideStep.GRANTED)
    if not granted:
        return []
    same = sum(row.amount for row in held if row.step == step) + amount
    if same <= granted:
        return []
    return [f"{source} har beviljat {kronor(granted)}. Tillsammans skulle {kronor(same)} vara {step}."]


@transaction.atomic
def remove_outside_money(*, row: OutsideMoney, by: User | str) -> None:
    """Takes away a step that was entered by mistake."""
    require_any(by, (_P,), row.association)
    note("intervention.outside", f"Tog bort {row.source}: {row.step} {kronor(row.amount)}", row.intervention, by)
    row.delete()


@transaction.atomic
def set_note_group(
    *, intervention: Intervention, key: str, label: str, from_year: int, own_row: bool = True,
    position: int | None = None, by: User | str,
) -> NoteGroup:  # fmt: skip
    """Which row of the note on what remains the intervention stands on, and the row's words from a year on.

    Interventions may share a row: the same key. `position` None keeps the row's place.
    """
    require_any(by, (_P, Permission.RECORD_DECISIONS), intervention.association)
    errors = [] if key.strip() else ["Ge raden en nyckel."]
    if not label.strip():
        errors.append("Skriv radens text.")
    if errors:
        raise Refused(errors)
    group, _ = NoteGroup.objects.get_or_create(association=intervention.association, key=key.strip())
    group.own_row = own_row
    group.position = group.position if position is None else position
    group.save()
    NoteLabel.objects.update_or_create(association=intervention.association, group=group, from_year=from_year,
                                       defaults={"label": label.strip()})  # fmt: skip
    left = NoteGroup.objects.filter(association=intervention.association, pk=intervention.note_group_id or 0)
    Intervention.objects.filter(pk=intervention.pk).update(note_group=group)
    intervention.note_group = group
    left.filter(interventions__isnull=True).delete()  # a row that nobody stands on is no row
    row = "egen rad i noten" if own_row else "ingår i summan utan egen rad"
    note("intervention.note", f"{intervention.name} står på raden {label.strip()} från {from_year} ({row})",
         intervention, by)  # fmt: skip
    return group


@transaction.atomic
def set_note_row(
    *, group: NoteGroup, own_row: bool, position: int, labels: Mapping[int, str], by: User | str
) -> NoteGroup:  # fmt: skip
    """A row of the note as it is to be: `labels` are its words by the year they hold from. Raises Refused for none."""
    require_any(by, (_P,), group.association)
    wanted = {year: label.strip() for year, label in labels.items() if label.strip()}
    if not wanted:
        raise Refused("Raden behöver minst en text och året den gäller från.")
    row = NoteGroup.objects.select_for_update().get(pk=group.pk)
    before = _row_told(row)
    row.own_row, row.position = own_row, position
    row.save()
    NoteLabel.objects.filter(association=row.association, group=row).exclude(from_year__in=wanted).delete()
    for year, label in wanted.items():
        NoteLabel.objects.update_or_create(association=row.association, group=row, from_year=year,
                                           defaults={"label": label})  # fmt: skip
    after = _row_told(row)
    if before != after:
        note("intervention.note", f"Ändrade notraden {row.key}", row, by, before, after)
    return row


def _row_told(row: NoteGroup) -> dict[str, str]:
    labels = row.labels.order_by("from_year").values_list("from_year", "label")
    return {
        "texter": "; ".join(f"från {year} {label}" for year, label in labels) or "–",
        "egen rad": spoken(row.own_row),
        "plats": str(row.position),
    }
