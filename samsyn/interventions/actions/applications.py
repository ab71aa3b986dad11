"""Writing, handing in and handling applications. Keyword-only, atomic, one event each; refuses with `Refused`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from samsyn.associations.access import parties_of, require
from samsyn.associations.actions.words import described, kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.events import actor_name
from samsyn.core.money import DASH
from samsyn.core.refused import Refused
from samsyn.governance.actions.items import add_item, link_paragraph
from samsyn.governance.models import Meeting, Paragraph
from samsyn.interventions.actions.application_steps import locked, take_step
from samsyn.interventions.actions.words import note as write_event
from samsyn.interventions.definitions.lifecycles import APPLICATION
from samsyn.interventions.domain.applications import direction_fault
from samsyn.interventions.domain.words import ChoiceKind, DecisionKind
from samsyn.interventions.models import (
    Application,
    ApplicationBudget,
    ApplicationParty,
    Choice,
    Comment,
    Decision,
    Intervention,
)
from samsyn.interventions.queries.applications import by_year
from samsyn.interventions.queries.lists import choices

FIELDS = ("title", "direction", "orientation", "start", "end", "need", "target_group", "goals", "activities",
          "equality", "exit_plan", "participants", "intervention")  # fmt: skip
"""What an applicant writes."""
EDITABLE = ("utkast", "komplettering")
DONE = {  # a step as the event log tells it
    "submit": "Lämnade in ansökan", "ask": "Begärde komplettering av ansökan",
    "complete": "Lämnade in kompletteringen av ansökan", "prepare": "Började bereda ansökan",
    "to_board": "Tog till styrelsen ansökan", "back": "Återremitterade ansökan", "withdraw": "Tog tillbaka ansökan",
}  # fmt: skip
"""States in which the text may still change."""
Budget = Mapping[tuple[int, Choice | str], int]
"""Öre by year and cost type (the entry or its name)."""
Parties = Sequence[tuple[Party, str]]
"""Parties that apply together with the applicant, each with what it does unpaid ('' for nothing)."""
NOT_YOURS = "Bara den som söker ändrar ansökan."
CHANGED = "Någon annan har sparat ansökan sedan du öppnade den. Det du skrev står kvar. Jämför och spara igen."


class Overtaken(Refused):
    """Someone else saved first; `version` is the one that now is kept."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(CHANGED)


def may_write(by: User | str, association: Association, applicant: Party | None) -> bool:
    """Whether someone with permission to apply may write this applicant's applications."""
    if isinstance(by, str):
        return True
    own = parties_of(by, Permission.APPLY, association)
    return own is None or (applicant is not None and applicant.pk in own)


def _require_writer(by: User | str, association: Association, applicant: Party | None) -> None:
    require(by, Permission.APPLY, association)
    if not may_write(by, association, applicant):
        raise PermissionDenied(NOT_YOURS)


@transaction.atomic
def create_application(
    *,
    association: Association,
    applicant: Party | None,
    title: str,
    by: User | str,
    parties: Parties = (),
    budget: Budget | None = None,
    **fields: Any,
) -> Application:
    """A draft. `applicant` None is the office's own; `fields` are FIELDS and `number`. Raises Refused."""
    _require_writer(by, association, applicant)
    errors = _faults(association, {**fields, "title": title})
    if errors := [*errors, *_not_own(by, association, fields.get("intervention"))]:
        raise Refused(errors)
    made = Application.objects.create(
        association=association, applicant=applicant, title=title.strip(), created_by=actor_name(by), **fields
    )
    _set_parties(made, parties)
    _set_budget(made, budget or {})
    write_event("application.create", f"Började på ansökan {made.title}", made, by)
    return made


@transaction.atomic
def save_application(
    *,
    application: Application,
    by: User | str,
    version: int,
    fields: Mapping[str, Any],
    parties: Parties,
    budget: Budget,
) -> Application:
    """Save everything that is written. Raises Overtaken when someone else saved since `version`, Refused otherwise."""
    held = locked(application)
    _require_writer(by, held.association, held.applicant)
    if held.state not in EDITABLE:
        raise Refused("Ansökan är inlämnad och kan inte ändras. Kansliet kan begära komplettering.")
    if held.version != version:
        raise Overtaken(held.version)
    errors = _faults(held.association, {"title": held.title, "direction": held.direction, **fields})
    if fields.get("intervention") != held.intervention:
        errors += _not_own(by, held.association, fields.get("intervention"))
    if errors:
        raise Refused(errors)
    before = _described(held)
    for name in FIELDS:
        if name in fields:
            setattr(held, name, fields[name])
    held.version += 1
    held.save()
    _set_parties(held, parties)
    _set_budget(held, budget)
    after = _described(held)
    if before != after:
        write_event("application.save", f"Ändrade ansökan {held.title}", held, by, before, after)
    return held


def _faults(association: Association, fields: Mapping[str, Any]) -> list[str]:
    unknown = set(fields) - {*FIELDS, "number"}
    if unknown:
        raise TypeError(f"an application has no {sorted(unknown)}")
    errors = [] if str(fields.get("title") or "").strip() else ["Skriv en rubrik."]
    if "direction" in fields and (fault := direction_fault(str(fields["direction"]))):
        errors.append(fault)
    start, end = fields.get("start"), fields.get("end")
    if start and end and end < start:
        errors.append("Sista dagen är före den första.")
    for name in ("orientation", "intervention"):
        row = fields.get(name)
        if row is not None and row.association_id != association.pk:
            errors.append("Något av det du valt finns inte i förbundet.")
    return errors


def _not_own(by: User | str, association: Association, of: Intervention | None) -> list[str]:
    """A party applies for more only for an intervention it owns."""
    own = None if isinstance(by, str) else parties_of(by, Permission.APPLY, association)
    return [] if of is None or own is None or of.owner_id in own else ["Insatsen drivs av en annan part."]


def _set_parties(application: Application, parties: Parties) -> None:
    others = {party.pk: (party, words) for party, words in parties if party.pk != application.applicant_id}
    if any(party.association_id != application.association_id for party, _ in others.values()):
        raise Refused("Någon av parterna finns inte i förbundet.")
    ApplicationParty.objects.filter(application=application).exclude(party__in=others).delete()
    for party, words in others.values():
        ApplicationParty.objects.update_or_create(
            association=application.association,
            application=application,
            party=party,
            defaults={"unfinanced": words.strip()[:200]},
        )


def _set_budget(application: Application, budget: Budget) -> None:
    association = application.association
    kinds = {row.label: row for row in choices(association, ChoiceKind.COST_TYPE)}
    rows: dict[tuple[int, int], int] = {}
    for (year, kind), amount in budget.items():
        row = kinds.get(kind) if isinstance(kind, str) else kind
        if row is None or row.association_id != association.pk:
            raise Refused(f"Kostnadsslaget {kind} finns inte.")
        if amount < 0:
            raise Refused("Ett belopp i budgeten kan inte vara mindre än noll.")
        rows[year, row.pk] = rows.get((year, row.pk), 0) + amount
    ApplicationBudget.objects.filter(application=application).delete()
    ApplicationBudget.objects.bulk_create(
        ApplicationBudget(association=association, application=application, year=year, cost_type_id=kind, amount=amount)
        for (year, kind), amount in rows.items()
        if amount
    )


# --- moves ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def move_application(
    *,
    application: Application,
    name: str,
    on: date,
    by: User | str,
    note: str = "",
    paragraph: Paragraph | None = None,
) -> Application:
    """Take one step of the lifecycle. *grant* and *reject* are decisions of their own (actions.decisions).

    A withdrawal of what was handed in is recorded as a decision too, on `paragraph` when a meeting noted it.
    """
    if name in ("grant", "reject"):
        raise ValueError(f"{name} is a decision")
    held = locked(application)
    if APPLICATION.move(name).permission == Permission.APPLY:
        _require_writer(by, held.association, held.applicant)
    take_step(held, name, on, by, note)
    if name == "withdraw" and held.received:
        Decision.objects.create(
            association=held.association, application=held, kind=DecisionKind.WITHDRAWAL, date=on,
            reason=note.strip(), paragraph=paragraph, intervention=held.intervention, created_by=actor_name(by),
        )  # fmt: skip
    write_event(f"application.{name}", f"{DONE[name]} {held.title}", held, by, {},
                {"ord på vägen": note.strip() or DASH})  # fmt: skip
    return held


@transaction.atomic
def take_to_meeting(
    *, application: Application, meeting: Meeting, on: date, by: User | str, note: str = ""
) -> Paragraph:
    """To the board, as an item of a planned meeting with the application's words and amount. Raises Refused."""
    held = move_application(application=application, name="to_board", on=on, by=by, note=note)
    applied = by_year(held)
    amount = sum(applied.values())
    years = f" för {min(applied)}\u2013{max(applied)}" if applied else ""
    item = add_item(
        meeting=meeting, title=f"Ansökan: {held.title}"[:200], by=by, background=held.need,
        proposal=f"Ta ställning till ansökan om {kronor(amount)}{years}.",
    )  # fmt: skip
    link_paragraph(paragraph=item, label=f"Ansökan {held.title}", amount=amount or None,
                   view="interventions:application", pk_there=held.pk)  # fmt: skip
    return item


@transaction.atomic
def comment_application(
    *, application: Application, text: str, supports: bool | None = None, by: User | str
) -> Comment:
    """What beredning or the office says. The applicant does not see it."""
    require(by, Permission.COMMENT_APPLICATIONS, application.association)
    state = APPLICATION.state(application.state)
    errors = [] if text.strip() else ["Skriv en kommentar."]
    if application.state == "utkast":
        errors.append("Ansökan är inte inlämnad än.")
    elif state.final:
        errors.append(f"Ansökan är redan {state.label.lower()}.")
    if errors:
        raise Refused(errors)
    made = Comment.objects.create(
        association=application.association, application=application, text=text.strip(), supports=supports,
        by=actor_name(by),
    )  # fmt: skip
    said = {True: "Tillstyrkte", False: "Avstyrkte", None: "Kommenterade"}[supports]
    write_event("application.comment", f"{said} ansökan {application.title}", application, by)
    return made


def _described(held: Application) -> dict[str, str]:
    parties = {f"part, {row.party}": row.unfinanced or "deltar" for row in held.parties.select_related("party")}
    rows: Iterable[ApplicationBudget] = held.budget.select_related("cost_type")
    budget = {f"budget {row.year}, {row.cost_type}": kronor(row.amount) for row in rows}
    return {**described(held, FIELDS), **parties, **budget}
