"""The commitment ledger of an association, read in three queries: decisions, year-end answers, counted claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from samsyn.associations.models import Association
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.commitments import Entry, EntryKind
from samsyn.interventions.domain.words import RETURNING, DecisionKind, RunBy
from samsyn.interventions.models import Claim, Confirmation, DecisionYear

_KINDS = {
    DecisionKind.OPENING: EntryKind.OPENING,
    DecisionKind.HISTORY: EntryKind.HISTORY,
    **dict.fromkeys(RETURNING, EntryKind.REDUCED),
}


def entries(association: Association, interventions: Iterable[int] | None = None) -> list[Entry]:
    """Every change of what remains, of all interventions financed at a party or of some (pks). Amounts in öre.

    An intervention in own running has no entries: its costs are in the ledger's project.
    """
    wanted = {} if interventions is None else {"intervention__in": list(interventions)}
    return [*_decided(association, wanted), *_accrued(association, wanted), *_claimed(association, wanted)]


def _decided(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = DecisionYear.objects.filter(
        association=association,
        decision__intervention__run_by=RunBy.PARTY,
        **{f"decision__{name}": value for name, value in wanted.items()},
    ).select_related("decision", "decision__paragraph")
    for row in rows:
        decision = row.decision
        kind = EntryKind.RETURNED if decision.automatic else _KINDS.get(
            DecisionKind(decision.kind), EntryKind.DECIDED
        )  # fmt: skip
        place = f"§ {decision.paragraph.number}" if decision.paragraph and decision.paragraph.number else ""
        label = f"{decision.kind.capitalize()} {place}".strip()
        yield Entry(
            decision.intervention_id or 0, decision.date, kind, row.amount, label, row.year,
            "interventions:decision", decision.pk,
        )  # fmt: skip


def _accrued(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = Confirmation.objects.filter(association=association, amount__gt=0, **wanted)
    for row in rows:
        assert row.amount is not None
        yield Entry(
            row.intervention_id, date(row.year, 12, 31), EntryKind.ACCRUED, -row.amount,
            f"Upparbetat, ej rekvirerat {row.year}", 0, "interventions:confirmation", row.pk,
        )  # fmt: skip


def _claimed(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = Claim.objects.filter(
        association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY, **wanted
    ).only("intervention_id", "cost_date", "approved", "settled", "settles_id", "form", "number")
    for row in rows:
        assert row.approved is not None and row.cost_date is not None
        cost = row.approved - row.settled
        if not cost:
            continue
        kind = EntryKind.SETTLED if row.settles_id else EntryKind.REQUISITIONED
        yield Entry(
            row.intervention_id, row.cost_date, kind, -cost, f"{row.form.capitalize()} {row.number}", 0,
            "interventions:claim", row.pk,
        )  # fmt: skip


@dataclass(frozen=True)
class Settlement:
    """A late document that took the place of an accrual: its debt, in öre, is gone from that day."""

    intervention: int
    date: date
    amount: int
    label: str
    pk: int  # of the claim


def settlements(association: Association) -> list[Settlement]:
    """Every document that settles an accrual (one query)."""
    rows = Claim.objects.filter(association=association, state__in=COUNTED, settles__isnull=False)
    fields = rows.order_by("cost_date", "pk").values_list("intervention_id", "cost_date", "settled", "form", "number",
                                                          "pk")  # fmt: skip
    return [
        Settlement(intervention, day, settled, f"Avräknat med {form} {number}", pk)
        for intervention, day, settled, form, number, pk in fields
        if day is not None
    ]


def accrued_debt(association: Association, day: date) -> int:
    """What year-end answers made short-term debt and no later document has settled by a day, in öre."""
    rows = Confirmation.objects.filter(association=association, year__lte=day.year if day.month == 12 else day.year - 1)
    total = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    settled = Claim.objects.filter(association=association, state__in=COUNTED, settles__isnull=False,
                                   cost_date__lte=day).aggregate(sum=Sum("settled"))["sum"] or 0  # fmt: skip
    return int(total) - int(settled)
