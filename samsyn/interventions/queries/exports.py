"""What can be handed to the accounting system, what goes not and why, and what has gone already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum
from django.http import Http404

from samsyn.associations.models import Association
from samsyn.interventions.definitions.lifecycles import COUNTED
from samsyn.interventions.domain import vouchers
from samsyn.interventions.domain.vouchers import ClaimFacts, Draft, Part, Use
from samsyn.interventions.domain.words import AttestPlace, ClaimForm
from samsyn.interventions.models import Claim, Confirmation, ExportBatch, ExportedItem, Policy
from samsyn.interventions.queries.lists import policy
from samsyn.ledger.models import Account, ContributionInstalment, FiscalYear, Import, Receipt

EVERY = tuple(Part)


@dataclass(frozen=True)
class Pending:
    """`drafts` go; `held` stay behind, each with its reason; `missing` are accounts to set before anything goes."""

    drafts: list[Draft]
    held: list[tuple[Draft, str]]
    missing: list[Use]
    accounts: dict[str, int]
    series: str
    elsewhere: bool  # attested and booked in the accounting system: claims do not go from here
    booked: list[int]  # years of the drafts whose books are read in already: they may hold the same

    @property
    def total(self) -> int:
        return sum(draft.debit for draft in self.drafts)


def account_numbers(held: Policy) -> dict[str, int]:
    """Use → account, of those that are set."""
    return {use: int(held.export_accounts[use]) for use in Use if held.export_accounts.get(use)}


def pending(association: Association, start: date, end: date, parts: Collection[Part] = EVERY) -> Pending:
    """Everything dated from `start` to `end` that has not gone before. A fixed number of queries."""
    rules = policy(association)
    elsewhere = rules.attest_place == AttestPlace.ACCOUNTING
    gone = set(ExportedItem.objects.filter(association=association).values_list("source", flat=True))
    drafts = [draft for draft in _every(association, start, end, parts, elsewhere) if draft.source not in gone]
    closed = closed_years(association)
    held = [(draft, reason) for draft in drafts if (reason := _hindrance(draft, closed))]
    behind = {draft.source for draft, _ in held}
    going = [draft for draft in drafts if draft.source not in behind]
    accounts = account_numbers(rules)
    missing = vouchers.missing_accounts(going, accounts)
    years = {draft.date.year for draft in going}
    active = Import.objects.filter(association=association, state=Import.State.ACTIVE, year__start__year__in=years)
    booked = sorted(set(active.values_list("year__start__year", flat=True)))
    return Pending(going, held, missing, accounts, rules.export_series, elsewhere, booked)


def closed_years(association: Association) -> set[int]:
    """Calendar years whose books are closed."""
    closed = FiscalYear.objects.filter(association=association, closed__isnull=False)
    return set(closed.values_list("start__year", flat=True))


def _hindrance(draft: Draft, closed: set[int]) -> str:
    if draft.date.year in closed:
        return f"Bokföringen för {draft.date.year} är stängd."
    if draft.lacks_project:
        return "Insatsen har inget projekt i bokföringen. Skriv det på insatsens sida."
    return ""


def _every(
    association: Association, start: date, end: date, parts: Collection[Part], elsewhere: bool
) -> list[Draft]:  # fmt: skip
    found: list[Draft | None] = []
    if not elsewhere and Part.CLAIMS in parts:
        facts = _claims(association, cost_date__range=(start, end))
        found += [vouchers.claim_draft(claim) for claim in facts]
    if not elsewhere and Part.PAYMENTS in parts:
        found += [vouchers.payment_draft(claim) for claim in _claims(association, paid__range=(start, end))]
    if Part.PAYMENTS in parts:
        found += _receipts(association, start, end)
    if Part.ACCRUALS in parts:
        found += _accruals(association, start, end)
    if Part.CONTRIBUTIONS in parts:
        found += _instalments(association, start, end)
    drafts = [draft for draft in found if draft is not None]
    return sorted(drafts, key=lambda draft: (draft.date, draft.source.partition(":")[0], draft.pk))


def _claims(association: Association, **which: object) -> Iterable[ClaimFacts]:
    """Approved documents, without those taken over: they were booked before the association used Samsyn."""
    rows = Claim.objects.filter(association=association, state__in=COUNTED, taken_over=False, **which)
    for row in rows.select_related("intervention").annotate(vat=Sum("rows__vat")):
        assert row.approved is not None and row.cost_date is not None
        owner = row.intervention
        yield ClaimFacts(
            row.pk, ClaimForm(row.form), row.number, owner.pk, owner.name, owner.project, row.approved, row.settled,
            row.cost_date, row.paid, row.vat or 0,
        )  # fmt: skip


def _accruals(association: Association, start: date, end: date) -> list[Draft | None]:
    years = [year for year in range(start.year, end.year + 1) if start <= date(year, 12, 31) <= end]
    return [*_answers(association, year__in=years), *_dissolved(association, dissolved__range=(start, end))]


def _answers(association: Association, **which: object) -> list[Draft | None]:
    rows = Confirmation.objects.filter(association=association, amount__gt=0, **which)
    return [
        vouchers.accrual_draft(
            row.pk, row.year, row.amount or 0, row.intervention_id, row.intervention.name, row.intervention.project
        )
        for row in rows.select_related("intervention")
    ]


def _dissolved(association: Association, **which: object) -> list[Draft | None]:
    rows = Confirmation.objects.filter(association=association, dissolved__isnull=False, **which)
    return [
        vouchers.dissolved_draft(
            row.pk, row.dissolved, row.dissolved_amount or 0,
            f"Upplöst skuld, årsbesked {row.year}, {row.intervention.name}", row.intervention_id,
            row.intervention.project,
        )
        for row in rows.select_related("intervention") if row.dissolved
    ]  # fmt: skip


def _instalments(association: Association, start: date, end: date) -> list[Draft]:
    return _asked_for(association, invoiced__range=(start, end))


def _asked_for(association: Association, **which: object) -> list[Draft]:
    rows = ContributionInstalment.objects.filter(association=association, **which)
    return [
        vouchers.instalment_draft(row.pk, row.invoiced, row.amount, _asked(row))
        for row in rows.select_related("contribution__party")
    ]


def _receipts(association: Association, start: date, end: date) -> list[Draft]:
    return _received(association, date__range=(start, end))


def _received(association: Association, **which: object) -> list[Draft]:
    rows = Receipt.objects.filter(association=association, **which)
    return [
        vouchers.receipt_draft(row.pk, row.date, row.amount, f"Betalt: {_asked(row.instalment)}", row.instalment_id)
        for row in rows.select_related("instalment__contribution__party")
    ]


def _asked(row: ContributionInstalment) -> str:
    own = row.contribution
    return f"Medlemsbidrag {own.year} del {row.number}, {own.party.name}"


def last_numbers(association: Association, series: str) -> dict[int, int]:
    """The last number of the series used in each year."""
    rows = ExportedItem.objects.filter(association=association, series=series).order_by()
    return {row["date__year"]: row["last"] for row in rows.values("date__year").annotate(last=Max("number"))}


def account_names(association: Association) -> dict[int, str]:
    """Each account's newest name in the books."""
    rows = Account.objects.filter(association=association).order_by("year__start")
    return dict(rows.values_list("number", "name"))


def one_batch(association: Association, pk: int) -> ExportBatch:
    """Http404 when it is not this association's."""
    batch = ExportBatch.objects.filter(association=association, pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def contents(batch: ExportBatch) -> list[tuple[ExportedItem, Draft | None]]:
    """What a file held, each beside what it came from; at most five queries however long the file is."""
    items = list(batch.items.all())
    wanted: dict[str, list[int]] = {}
    for item in items:
        kind, _, pk = item.source.partition(":")
        wanted.setdefault(kind, []).append(int(pk))
    known = {draft.source: draft for draft in _named(batch.association, wanted) if draft is not None}
    return [(item, known.get(item.source)) for item in items]


def _named(association: Association, wanted: dict[str, list[int]]) -> Iterable[Draft | None]:
    for kind, pks in wanted.items():
        if kind == "claim":
            yield from (vouchers.claim_draft(claim) for claim in _claims(association, pk__in=pks))
        elif kind == "payment":
            yield from (vouchers.payment_draft(claim) for claim in _claims(association, pk__in=pks))
        elif kind == "accrual":
            yield from _answers(association, pk__in=pks)
        elif kind == "dissolved":
            yield from _dissolved(association, pk__in=pks)
        elif kind == "receipt":
            yield from _received(association, pk__in=pks)
        else:
            yield from _asked_for(association, pk__in=pks)


def has_gone(association: Association, source: str) -> bool:
    """Whether a source was handed over, so that what it says is booked or on its way to be."""
    return ExportedItem.objects.filter(association=association, source=source).exists()


def is_latest(batch: ExportBatch) -> bool:
    """Only the latest file can be taken back: the numbers of the series stay unbroken."""
    return not ExportBatch.objects.filter(association=batch.association_id, pk__gt=batch.pk).exists()
