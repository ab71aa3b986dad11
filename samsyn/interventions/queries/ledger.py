"""The commitment ledger of an association, read in three queries: decisions, year-end answers, counted claims."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from samsyn.associations.models import Association
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain.commitments import Entry, EntryKind
from samsyn.interventions.domain.debts import DebtChange, changes
from samsyn.interventions.domain.words import RETURNING, DecisionKind, RunBy
from samsyn.interventions.models import Claim, Confirmation, DecisionYear

_ANSWER, _CLAIM = "interventions:confirmation", "interventions:claim"  # pages, by URL name
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


def accruals(association: Association) -> Iterable[Entry]:
    """The year-end answers alone, and what was dissolved of their debt (one query)."""
    return _accrued(association, {})


def kind_of(name: str, *, automatic: bool) -> EntryKind:
    """What an amount of a decision of a kind does to what remains."""
    return EntryKind.RETURNED if automatic else _KINDS.get(DecisionKind(name), EntryKind.DECIDED)


def _decided(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = DecisionYear.objects.filter(
        association=association,
        decision__intervention__run_by=RunBy.PARTY,
        **{f"decision__{name}": value for name, value in wanted.items()},
    ).order_by("decision__date", "decision", "year")
    fields = rows.values_list(
        "decision__intervention", "decision__date", "decision__kind", "decision__automatic",
        "decision__paragraph__number", "decision", "amount", "year",
    )  # fmt: skip
    for intervention, day, name, automatic, number, pk, amount, year in fields:
        kind = kind_of(name, automatic=automatic)
        label = f"{name.capitalize()} § {number}" if number else name.capitalize()
        yield Entry(intervention or 0, day, kind, amount, label, year, "interventions:decision", pk)


def _accrued(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = Confirmation.objects.filter(association=association, amount__gt=0, **wanted).order_by("-year", "pk")
    fields = rows.values_list("intervention", "year", "amount", "dissolved", "dissolved_amount", "pk")
    for intervention, year, amount, dissolved, back, pk in fields:
        assert amount is not None
        yield Entry(
            intervention, date(year, 12, 31), EntryKind.ACCRUED, -amount, f"Upparbetat, ej rekvirerat {year}", 0,
            _ANSWER, pk,
        )  # fmt: skip
        if dissolved and back:
            label = f"Upplöst skuld, årsbesked {year}"
            yield Entry(intervention, dissolved, EntryKind.DISSOLVED, back, label, 0, _ANSWER, pk)


def _claimed(association: Association, wanted: dict[str, list[int]]) -> Iterable[Entry]:
    rows = Claim.objects.filter(
        association=association, state__in=COUNTED, intervention__run_by=RunBy.PARTY, **wanted
    ).order_by("-period_from", "-pk")
    fields = rows.values_list("intervention", "cost_date", "approved", "settled", "settles", "form", "number", "pk")
    for intervention, day, approved, settled, settles, form, number, pk in fields:
        assert approved is not None and day is not None
        if approved == settled:
            continue
        kind = EntryKind.SETTLED if settles else EntryKind.REQUISITIONED
        yield Entry(intervention, day, kind, settled - approved, f"{form.capitalize()} {number}", 0, _CLAIM, pk)


def settlements(association: Association) -> list[DebtChange]:
    """Every late document that took the place of an accrual: the debt is gone from that day (one query)."""
    # asked from the answers, and of the documents that settle any, which are few: else every document is gone through
    rows = Claim.objects.filter(settles__association=association, settles__isnull=False, state__in=COUNTED)
    fields = rows.order_by("cost_date", "pk").values_list("intervention_id", "cost_date", "settled", "form", "number",
                                                          "pk")  # fmt: skip
    return [
        DebtChange(intervention, day, EntryKind.SETTLED, -settled, f"Avräknat med {form} {number}", _CLAIM, pk)
        for intervention, day, settled, form, number, pk in fields
        if day is not None
    ]


def accrued_debt(association: Association, day: date) -> int:
    """What year-end answers made short-term debt that by a day is neither settled nor dissolved, in öre."""
    rows = Confirmation.objects.filter(association=association, year__lte=day.year if day.month == 12 else day.year - 1)
    total = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    settled = Claim.objects.filter(association=association, state__in=COUNTED, settles__isnull=False,
                                   cost_date__lte=day).aggregate(sum=Sum("settled"))["sum"] or 0  # fmt: skip
    gone = rows.filter(dissolved__lte=day).aggregate(sum=Sum("dissolved_amount"))["sum"] or 0
    return int(total) - int(settled) - int(gone)


def debt_changes(association: Association) -> list[DebtChange]:
    """Everything that made or took away the debt to interventions (two queries)."""
    return [*changes(accruals(association)), *settlements(association)]
