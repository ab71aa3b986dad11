"""Writes about an intervention itself. What concerns its money is decisions, agreements and claims."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from samsyn.associations.actions.versions import grow, next_version
from samsyn.associations.actions.words import described, validation_sentences
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, Party, User
from samsyn.core.refused import Refused
from samsyn.interventions.actions.words import note, require_any, require_on
from samsyn.interventions.domain.interventions import ENDED, ENDED_EARLY, GRANTED, ONGOING, state_problems, too_long
from samsyn.interventions.domain.parties import too_few_kinds
from samsyn.interventions.domain.words import Direction, RunBy
from samsyn.interventions.models import Intervention, InterventionName, Involvement, NoteGroup, NoteLabel
from samsyn.interventions.queries.lists import policy

_P = Permission
FIELDS = (
    "direction", "run_by", "orientation", "follow_up", "methods", "esf", "target_group", "purpose", "goals", "owner",
    "steering_group", "start", "end", "project", "note_group",
)  # fmt: skip
"""What `update_intervention` changes beside the parties; the name has a date of its own (`rename_intervention`)."""
BOUND = "Insatsen har överenskommelse, rekvisitioner eller årsbesked, så den kan inte byta mellan part och egen regi."
_STATES: Mapping[str, tuple[Permission, ...]] = {
    GRANTED: (_P.MANAGE_INTERVENTIONS, _P.RECORD_DECISIONS),
    ONGOING: (_P.MANAGE_INTERVENTIONS, _P.SIGN_AGREEMENTS, _P.RECORD_DECISIONS),
    ENDED: (_P.MANAGE_INTERVENTIONS, _P.REPORT_INTERVENTIONS, _P.RECORD_DECISIONS),
    ENDED_EARLY: (_P.MANAGE_INTERVENTIONS, _P.RECORD_DECISIONS),
}
"""Whose deed a state is: the board's decision, the signed agreement, the final report."""


@transaction.atomic
def create_intervention(
    *,
    association: Association,
    key: str,
    name: str,
    direction: str,
    run_by: str = RunBy.PARTY,
    start: date,
    end: date | None = None,
    owner: Party | None = None,
    co_parties: Iterable[Party] = (),
    areas: Iterable[Party] = (),
    by: User | str,
    **fields: Any,
) -> Intervention:
    """A new intervention with its parties, first name and row of the note. `fields`: `FIELDS` and `unfinanced`.

    Raises Refused with every reason: fewer than two kinds of party when a party runs it, a key or project that is
    taken, a period that ends before it starts. A longer period than the policy's is a warning in the event, no more.
    """
    require_any(by, (_P.MANAGE_INTERVENTIONS, _P.RECORD_DECISIONS), association)
    unfinanced = dict(fields.pop("unfinanced", {}))
    made = Intervention(association=association, key=key, name=name.strip(), direction=direction, run_by=run_by,
                        start=start, end=end, owner=owner, **fields)  # fmt: skip
    co_parties, areas = list(co_parties), list(areas)
    _refuse(made, [*_party_problems(made, co_parties)])
    if made.note_group is None and run_by == RunBy.PARTY:
        made.note_group = _own_group(made)
    made.save()
    InterventionName.objects.create(association=association, intervention=made, name=made.name, start=start)
    _involve(made, co_parties, areas, unfinanced)
    warning = too_long(start, end, policy(association).longest_months)
    told = {**described(made, FIELDS), **_parties_told(made)}
    note("intervention.create", f"Lade upp insatsen {made.name}", made, by, {},
         {**told, "att tänka på": warning} if warning else told)  # fmt: skip
    return made


def _party_problems(made: Intervention, co_parties: Iterable[Party]) -> list[str]:
    """The owner counts as one of those who take part."""
    if made.run_by != RunBy.PARTY:
        return []
    problem = too_few_kinds([party for party in (made.owner, *co_parties) if party is not None])
    missing = [] if made.owner else ["Välj vilken part som driver insatsen."]
    return [*missing, problem] if problem else missing


def _refuse(row: Intervention, errors: list[str]) -> None:
    """Raises Refused with these errors and those of the row's own fields and rules."""
    owned = (row.orientation, row.follow_up, row.owner, row.note_group, row.split_from)
    if any(other is not None and other.association_id != row.association_id for other in owned):
        errors.append("Något av det valda hör till ett annat förbund.")
    if row.end and row.start and row.end < row.start:
        errors.append("Insatsen slutar innan den börjar.")
    if row.project and _others(row).filter(project=row.project).exists():
        errors.append(f"Projektet {row.project} i bokföringen har redan en insats.")
    if row.key and _others(row).filter(key=row.key).exists():
        errors.append(f"Nyckeln {row.key} har redan en insats.")
    try:
        row.clean_fields()
    except ValidationError as error:
        errors += validation_sentences(error, row)
    if errors:
        raise Refused(errors)


def _others(row: Intervention) -> Any:
    return Intervention.objects.filter(association=row.association).exclude(pk=row.pk)


def _own_group(made: Intervention) -> NoteGroup:
    """The note's row for a new intervention: its own, with its name from its first year."""
    group, new = NoteGroup.objects.get_or_create(association=made.association, key=made.key)
    if new:
        NoteLabel.objects.create(association=made.association, group=group, from_year=made.start.year, label=made.name)
    return group


def _involve(
    of: Intervention, co_parties: Iterable[Party], areas: Iterable[Party], unfinanced: Mapping[Party, str]
) -> None:
    """Replaces who takes part and where; the owner takes part without saying."""
    co_parties = [party for party in dict.fromkeys(co_parties) if party != of.owner]
    wanted = [(party, Involvement.Role.CO_PARTY) for party in co_parties]
    wanted += [(party, Involvement.Role.AREA) for party in dict.fromkeys(areas)]
    if any(party.association_id != of.association_id for party, _ in wanted):
        raise Refused("Någon av parterna hör till ett annat förbund.")
    Involvement.objects.filter(association=of.association, intervention=of).delete()
    Involvement.objects.bulk_create(
        Involvement(association=of.association, intervention=of, party=party, role=role,
                    unfinanced=unfinanced.get(party, "") if role == Involvement.Role.CO_PARTY else "")
        for party, role in wanted
    )  # fmt: skip


def _parties_told(of: Intervention) -> dict[str, str]:
    rows = list(of.involvements.select_related("party"))
    parties = [f"{row.party} ({row.unfinanced})" if row.unfinanced else str(row.party)
               for row in rows if row.role == Involvement.Role.CO_PARTY]  # fmt: skip
    areas = [str(row.party) for row in rows if row.role == Involvement.Role.AREA]
    return {"medverkande": ", ".join(parties) or "–", "kommuner": ", ".join(areas) or "–"}


@transaction.atomic
def update_intervention(
    *, intervention: Intervention, by: User | str, version: int | None = None, **fields: Any
) -> Intervention:  # fmt: skip
    """Change `FIELDS`, `co_parties`, `areas` and `unfinanced` ({party: what}); what is not given stays.

    `version` is the one the writer read. Raises Refused with every reason, by the rules of `create_intervention`, and
    Overtaken when someone else saved in between.
    """
    require_any(by, (_P.MANAGE_INTERVENTIONS, _P.RECORD_DECISIONS), intervention.association)
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    before = {**described(row, FIELDS), **_parties_told(row)}
    held = list(row.involvements.select_related("party"))
    co_parties = fields.pop("co_parties", [one.party for one in held if one.role == Involvement.Role.CO_PARTY])
    areas = fields.pop("areas", [one.party for one in held if one.role == Involvement.Role.AREA])
    unfinanced = fields.pop("unfinanced", {one.party: one.unfinanced for one in held if one.unfinanced})
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"update_intervention does not change {', '.join(sorted(unknown))}")
    bound = "run_by" in fields and fields["run_by"] != row.run_by and _has_documents(row)
    for name, value in fields.items():
        setattr(row, name, value)
    _refuse(row, [*_party_problems(row, co_parties), *([BOUND] if bound else [])])
    row.save()
    _involve(row, co_parties, areas, unfinanced)
    after = {**described(row, FIELDS), **_parties_told(row)}
    if before != after:
        next_version(row, version, what="uppgifterna", before=before, after=after, by=by)
        note("intervention.update", f"Ändrade uppgifterna om {row.name}", row, by, before, after)
    intervention.refresh_from_db()
    return intervention


def _has_documents(row: Intervention) -> bool:
    """Whether money has moved in the way it is run now."""
    return row.agreements.exists() or row.claims.exists() or row.confirmations.filter(answered__isnull=False).exists()


@transaction.atomic
def rename_intervention(
    *, intervention: Intervention, name: str, start: date, by: User | str, in_note: bool = False
) -> Intervention:
    """A name from a day on; older names stay with theirs. `in_note` gives the note's row the name from that year.

    Raises Refused when the name is empty or the day lies before the intervention's first.
    """
    require_any(by, (_P.MANAGE_INTERVENTIONS,), intervention.association)
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    errors = [] if name.strip() else ["Skriv det nya namnet."]
    if start < row.start:
        errors.append(f"Namnet kan inte gälla före insatsens början {row.start:%Y-%m-%d}.")
    if errors:
        raise Refused(errors)
    before = row.name
    names = InterventionName.objects.filter(association=row.association, intervention=row)
    if not names.exists():
        names.create(association=row.association, intervention=row, name=row.name, start=row.start)
    names.update_or_create(association=row.association, intervention=row, start=start, defaults={"name": name.strip()})
    row.name = names.order_by("-start")[0].name
    row.save(update_fields=["name"])
    if in_note and row.note_group_id:
        NoteLabel.objects.update_or_create(association=row.association, group_id=row.note_group_id,
                                           from_year=start.year, defaults={"label": name.strip()})  # fmt: skip
    note("intervention.rename", f"{before} heter {name.strip()} från {start:%Y-%m-%d}", row, by)
    intervention.refresh_from_db()
    return intervention


@transaction.atomic
def split_intervention(
    *, intervention: Intervention, key: str, name: str, direction: str, reason: str, by: User | str
) -> Intervention:
    """A mixed intervention becomes two: the new one takes the other direction, the parties and the period.

    Money is not moved: a decision of its own does that. Raises Refused without a reason or with the same direction.
    """
    require_any(by, (_P.MANAGE_INTERVENTIONS,), intervention.association)
    errors = [] if reason.strip() else ["Skriv varför insatsen delas."]
    if direction == intervention.direction or direction not in set(Direction):
        errors.append("Den nya insatsen ska ha det andra slaget: en är riktad till individer och en till strukturer.")
    made = Intervention.objects.get(pk=intervention.pk)
    made.pk, made._state.adding = None, True
    made.key, made.name, made.direction, made.project = key, name.strip(), direction, ""
    made.split_from, made.split_reason = intervention, reason.strip()[:300]
    _refuse(made, errors)
    made.save()
    InterventionName.objects.create(association=made.association, intervention=made, name=made.name, start=made.start)
    held = list(intervention.involvements.select_related("party"))
    _involve(made, [one.party for one in held if one.role == Involvement.Role.CO_PARTY],
             [one.party for one in held if one.role == Involvement.Role.AREA], {})  # fmt: skip
    note("intervention.split", f"Delade {intervention.name}: {made.name} blev en egen insats", made, by, {},
         {"varför": made.split_reason})  # fmt: skip
    return made


def _verb(state: str) -> str:
    """'pågår' is a verb already, the other states want one."""
    return state if state in (Intervention.State.ONGOING, Intervention.State.PREPARED) else f"är {state}"


@transaction.atomic
def set_state(
    *, intervention: Intervention, state: str, on: date, by: User | str, reason: str = ""
) -> Intervention:  # fmt: skip
    """Takes the intervention to another state; nothing happens when it is there. Raises Refused."""
    require_on(by, _STATES.get(state, (_P.MANAGE_INTERVENTIONS,)), intervention)
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if row.state == state:
        return intervention
    if problems := state_problems(row.state, state, reason):
        raise Refused(problems)
    before, row.state = row.state, state
    if state in (ENDED, ENDED_EARLY) and row.end is None and on >= row.start:
        row.end = on
        grow(row, by)
    row.save(update_fields=["state", "end"])
    told = {"läge": state, "datum": f"{on:%Y-%m-%d}", **({"varför": reason} if reason else {})}
    note("intervention.state", f"{row.name} {_verb(state)} från {on:%Y-%m-%d}", row, by, {"läge": before}, told)
    intervention.refresh_from_db()
    return intervention


@transaction.atomic
def finish(*, intervention: Intervention, implemented: str, where: str, on: date, by: User | str) -> Intervention:
    """Ended, and whether it lives on in the parties' own work (`Implemented`) and where. Raises Refused."""
    require_on(by, (_P.MANAGE_INTERVENTIONS, _P.REPORT_INTERVENTIONS), intervention)
    row = Intervention.objects.select_for_update().get(pk=intervention.pk)
    errors = []
    if implemented not in Intervention.Implemented.values:
        errors.append("Välj om insatsen är implementerad: ja, delvis eller nej.")
    elif implemented != Intervention.Implemented.NO and not where.strip():
        errors.append("Skriv var insatsen lever vidare.")
    if row.state not in (ENDED, ENDED_EARLY):
        errors += state_problems(row.state, ENDED, "")
        row.state = ENDED
    if errors:
        raise Refused(errors)
    row.implemented, row.implemented_where = implemented, where.strip()[:300]
    if row.end is None:
        row.end = on
        grow(row, by)
    row.save(update_fields=["state", "implemented", "implemented_where", "end"])
    note("intervention.finish", f"{row.name} är avslutad. Implementerad: {implemented}", row, by, {},
         {"var": row.implemented_where or "–", "datum": f"{on:%Y-%m-%d}"})  # fmt: skip
    intervention.refresh_from_db()
    return intervention
