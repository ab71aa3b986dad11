"""Interventions for tests, laid straight into the tables: what came before the thing that is tested."""

from datetime import date

from samsyn.associations.models import Association, Party
from samsyn.interventions.domain.words import ChoiceKind, ClaimForm, DecisionKind
from samsyn.interventions.models import (
    Agreement,
    Claim,
    ClaimRow,
    Decision,
    DecisionYear,
    Intervention,
    Involvement,
    NoteGroup,
    NoteLabel,
)
from samsyn.interventions.queries.lists import choices

KR = 100


def party(association: Association, name: str, kind: str = "kommun") -> Party:
    return Party.objects.get_or_create(association=association, name=name, defaults={"kind": kind})[0]


def intervention(association: Association, key: str = "vagval", **fields) -> Intervention:
    """Vägval at Åns kommun with the region, ongoing 2023-2025, project P01, on a note row of its own."""
    owner = fields.pop("owner", None) or party(association, "Åns kommun")
    group = NoteGroup.objects.get_or_create(association=association, key=fields.pop("group", key))[0]
    NoteLabel.objects.get_or_create(
        association=association, group=group, from_year=2020, defaults={"label": fields.get("name", "Vägval")}
    )
    values = {
        "name": "Vägval",
        "direction": "individ",
        "state": "pågår",
        "start": date(2023, 1, 1),
        "end": date(2025, 12, 31),
        "project": "P01" if key == "vagval" else "",
    }
    made = Intervention.objects.create(
        association=association, key=key, owner=owner, note_group=group, **{**values, **fields}
    )
    region = party(association, "Region Ån", "region")
    Involvement.objects.create(association=association, intervention=made, party=region, role="medverkar")
    return made


def decided(
    of: Intervention, amounts: dict[int, int], day: date = date(2022, 12, 5), kind=DecisionKind.GRANT, **fields
) -> Decision:
    """A decision with kronor per year."""
    decision = Decision.objects.create(
        association=of.association, intervention=of, kind=kind, date=day, created_by="prov", **fields
    )
    for year, amount in amounts.items():
        DecisionYear.objects.create(association=of.association, decision=decision, year=year, amount=amount * KR)
    return decision


def agreed(decision: Decision, **fields) -> Agreement:
    """A signed agreement on a decision, valid 2023-2025."""
    of = decision.intervention
    values = {
        "number": f"Ö{decision.pk}",
        "state": "undertecknad",
        "signed": date(2022, 12, 20),
        "valid_from": date(2023, 1, 1),
        "valid_to": date(2025, 12, 31),
        "amount": sum(row.amount for row in decision.years.all()),
    }
    return Agreement.objects.create(
        association=of.association, intervention=of, decision=decision, **{**values, **fields}
    )


def claimed(of: Intervention, amount: int, number: str = "1", *, year: int = 2024, users=None, **fields) -> Claim:
    """A claim of so many kronor in pay, attested by two users (checker, decider) when they are given."""
    checker, decider = users or (None, None)
    values = {
        "form": ClaimForm.REQUISITION,
        "state": "godkänd",
        "period_from": date(year, 1, 1),
        "period_to": date(year, 4, 30),
        "received": date(year, 5, 5),
        "approved": amount * KR,
        "cost_date": date(year, 5, 11),
        "checked_by": checker,
        "checked": date(year, 5, 10),
        "decided_by": decider,
        "decided": date(year, 5, 11),
        "taken_over": checker is None,
    }
    claim = Claim.objects.create(
        association=of.association,
        intervention=of,
        number=number,
        amount=amount * KR,
        agreement=of.agreements.first(),
        **{**values, **fields},
    )
    pay = choices(of.association, ChoiceKind.COST_TYPE).first()
    ClaimRow.objects.create(association=of.association, claim=claim, cost_type=pay, amount=amount * KR)
    return claim
