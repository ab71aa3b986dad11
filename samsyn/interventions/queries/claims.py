"""What is known when a document is registered, attested or shown: agreement, cap, budget, credits, year-end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q, QuerySet, Sum

from samsyn.associations.models import Association, User
from samsyn.interventions.definitions.lifecycles import COUNTED, WAITING
from samsyn.interventions.domain.approval import Answer, Placing, cap, place_cost
from samsyn.interventions.domain.claims import Ground, Original, Term, same_number
from samsyn.interventions.domain.words import ClaimForm, DecisionKind, PaymentForm, RunBy
from samsyn.interventions.models import (
    Agreement,
    Application,
    ApplicationBudget,
    Claim,
    ClaimRow,
    Confirmation,
    Instalment,
    Intervention,
)
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.ledger import entries
from samsyn.ledger.models import FiscalYear

_ALIVE = (*WAITING, *COUNTED)


def listed(
    user: User, association: Association, *, state: str = "", intervention: int | None = None, year: int | None = None
) -> QuerySet[Claim]:
    """The documents a user may see, the newest first. `year` is the year of the period; `state` may be 'väntar'."""
    found = scope.claims(user, association)
    if state == "väntar":
        found = found.filter(state__in=WAITING)
    elif state:
        found = found.filter(state=state)
    if intervention:
        found = found.filter(intervention=intervention)
    if year:
        found = found.filter(period_to__gte=date(year, 1, 1), period_to__lte=date(year, 12, 31))
    return found.order_by("-received", "-pk")


def in_order(pks: Iterable[int]) -> list[Claim]:
    """Documents with their interventions, in the order of their keys."""
    wanted = list(pks)
    rows = Claim.objects.filter(pk__in=wanted).select_related("intervention").in_bulk()
    return [rows[pk] for pk in wanted if pk in rows]


# --- what a document stands on ---------------------------------------------------------------------------------------


def terms(intervention: Intervention) -> list[Term]:
    """The signed agreements, the newest version first. After an early stop none covers a later day than its last."""
    return [term for _, term in signed(intervention)]


def signed(intervention: Intervention) -> list[tuple[Agreement, Term]]:
    """The signed agreements' rows with their terms, as `terms` gives them."""
    stops = intervention.decisions.filter(kind=DecisionKind.EARLY_STOP, new_end=intervention.end)
    last = intervention.end if intervention.end and stops.exists() else date.max
    rows = intervention.agreements.filter(state=Agreement.State.SIGNED).order_by("-version", "-valid_from")
    return [(row, Term(row.pk, row.valid_from, min(row.valid_to, last), PaymentForm(row.payment))) for row in rows]


def original_of(claim: Claim, but: int = 0) -> Original:
    """A document as something to credit or correct; `but` is the change that is being looked at."""
    changes = claim.corrections.filter(state__in=_ALIVE).exclude(pk=but)
    left = (claim.approved or 0) + sum(_effect(change) for change in changes)
    return Original(
        f"{claim.form} {claim.number}", left, claim.state in COUNTED, (claim.period_from, claim.period_to),
        claim.agreement_id, claim.taken_over,
    )  # fmt: skip


def _effect(change: Claim) -> int:
    """What a credit or correction does to its original: one that waits only when it takes away."""
    if change.state in COUNTED:
        return change.approved or 0
    return min(change.amount, 0)


def _numbers(intervention: Intervention, but: int) -> frozenset[str]:
    held = intervention.claims.exclude(state="makulerad").exclude(pk=but)
    return frozenset(same_number(number) for number in held.values_list("number", flat=True))


def _versions(agreement: int) -> QuerySet[Agreement]:
    """An agreement in all its versions: what was paid ahead under one is settled under another."""
    one = Agreement.objects.filter(pk=agreement)
    return Agreement.objects.filter(association__in=one.values("association"), number__in=one.values("number"))


def unsettled_advances(agreement: int | None, but: int = 0) -> int:
    """Advances under an agreement, in all versions, beyond the actual cost that settlements have shown, in öre."""
    if agreement is None:
        return 0
    counted = Claim.objects.filter(agreement__in=_versions(agreement), state__in=COUNTED).exclude(pk=but)
    prepaid = Q(form__in=(ClaimForm.ADVANCE, ClaimForm.SETTLEMENT)) | Q(original__form=ClaimForm.ADVANCE)
    paid = counted.filter(prepaid).aggregate(sum=Sum("approved"))["sum"] or 0
    settled = ClaimRow.objects.filter(claim__in=counted.filter(form=ClaimForm.SETTLEMENT))
    return int(paid) - int(settled.aggregate(sum=Sum("amount"))["sum"] or 0)


def left_to_settle(intervention: Intervention) -> int:
    """Advances of older versions that are not settled under agreements that now pay actual cost, in öre."""
    actual = [row for row, term in signed(intervention) if term.payment is PaymentForm.ACTUAL]
    return sum(max(unsettled_advances(row.pk), 0) for row in actual)


def unsettled_days(agreement: Agreement) -> tuple[date, date]:
    """The first and last day that advances not yet settled are for, in all versions of an agreement."""
    counted = Claim.objects.filter(agreement__in=_versions(agreement.pk), state__in=COUNTED)
    settled = counted.filter(form=ClaimForm.SETTLEMENT).aggregate(last=Max("period_to"))["last"] or date.min
    ahead = counted.filter(form=ClaimForm.ADVANCE, period_to__gt=settled)
    days = ahead.aggregate(first=Min("period_from"), last=Max("period_to"))
    return days["first"] or agreement.valid_from, days["last"] or agreement.valid_to


def ground(
    intervention: Intervention,
    *,
    period: tuple[date, date],
    received: date,
    today: date,
    claim: Claim | None = None,
    original: Claim | None = None,
    form: ClaimForm = ClaimForm.REQUISITION,
) -> Ground:
    """What the association knows of an intervention when a document comes. `claim` is the one being changed."""
    but = claim.pk if claim else 0
    known = terms(intervention)
    term = next((term for term in known if term.covers(*period)), None)
    ahead = term is not None and term.payment is PaymentForm.ADVANCE
    asked = (
        Claim.objects.filter(agreement__in=_versions(term.pk), form=ClaimForm.ADVANCE, state__in=_ALIVE)
        if ahead and term
        else None
    )
    return Ground(
        signed=known,
        unsigned=intervention.agreements.filter(state=Agreement.State.DRAFT).exists(),
        cap=cap_of(intervention, form, period[1], received, today),
        numbers=_numbers(intervention, but),
        own_running=intervention.run_by == RunBy.OWN,
        original=original_of(original, but) if original else None,
        instalments=_instalments(term.pk) if ahead and term else (),
        advanced=_sum(asked.exclude(pk=but)) if asked is not None else 0,
        unsettled=unsettled_advances(term.pk, but) if term else 0,
        today=today,
    )


def _instalments(agreement: int) -> list[tuple[date, int]]:
    return list(Instalment.objects.filter(agreement=agreement).values_list("due", "amount"))


def _sum(claims: QuerySet[Claim]) -> int:
    return sum((claim.approved if claim.state in COUNTED else claim.amount) or 0 for claim in claims)


# --- the cap and the year --------------------------------------------------------------------------------------------


def closed_on(association: Association, year: int, day: date) -> bool:
    """Whether a year's books were closed by a day."""
    found = FiscalYear.objects.filter(association=association, start__year=year, closed__isnull=False).first()
    return bool(found and found.closed and found.closed.date() <= day)


def answer_of(intervention: int, year: int) -> Answer | None:
    """The year-end answer with what is still a debt of it."""
    row = Confirmation.objects.filter(intervention=intervention, year=year, amount__isnull=False).first()
    if row is None:
        return None
    left = unsettled(row)
    return Answer(row.pk, left, gone=bool(row.amount) and left <= 0)


def unsettled(row: Confirmation) -> int:
    """What is still a debt of an answer, neither settled by a later document nor dissolved, in öre."""
    settled = row.claims.filter(state__in=COUNTED).aggregate(sum=Sum("settled"))["sum"] or 0
    return (row.amount or 0) - int(settled) - (row.dissolved_amount or 0)


def placing(intervention: Intervention, form: ClaimForm, period_to: date, decided: date) -> Placing:
    """When a document decided on a day is a cost, and what it settles."""
    if period_to.year >= decided.year:
        return place_cost(form, period_to, decided, None, closed=False)
    answer = answer_of(intervention.pk, period_to.year)
    closed = closed_on(intervention.association, period_to.year, decided)
    return place_cost(form, period_to, decided, answer, closed=closed)


def cap_of(intervention: Intervention, form: ClaimForm, period_to: date, received: date | None, on: date) -> int:
    """The most that can be approved of a document, in öre: what remained when it came, what remains on the day and at
    every later change, and what it settles of an accrual."""
    place = placing(intervention, form, period_to, on)
    days = [place.cost_date, on, received or on]
    return cap(entries(intervention.association, [intervention.pk]), days) + place.settled


# --- one document ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TypeLine:
    """A cost type of a document beside the application's budget for the year and what others have cost, in öre."""

    label: str
    amount: int | None
    vat: int
    text: str
    budget: int | None
    used: int

    @property
    def left(self) -> int | None:
        """What the budget has left after this document; None without a budget."""
        return None if self.budget is None else self.budget - self.used - (self.amount or 0)


def type_lines(
    intervention: Intervention, year: int, rows: Iterable[ClaimRow], but: int = 0, *, settling: bool = False
) -> list[TypeLine]:
    """A document's rows and the rest of the year's budget, cost type by cost type.

    A settlement states the whole actual cost: the advances it settles are not counted beside it.
    """
    applied = Application.objects.filter(Q(intervention=intervention) | Q(decisions__intervention=intervention))
    budget = _by_type(ApplicationBudget.objects.filter(application__in=applied.filter(state="beviljad"), year=year))
    counted = ClaimRow.objects.filter(
        claim__intervention=intervention, claim__state__in=COUNTED, claim__period_to__year=year
    )
    others = counted.exclude(claim=but)
    used = _by_type(others.exclude(claim__form=ClaimForm.ADVANCE) if settling else others)
    own: dict[str, list[ClaimRow]] = {}
    for row in rows:
        own.setdefault(row.cost_type.label, []).append(row)
    return [
        TypeLine(
            label, sum(row.amount for row in own[label]) if label in own else None,
            sum(row.vat for row in own.get(label, ())), ", ".join(row.text for row in own.get(label, ()) if row.text),
            budget.get(label, 0) if budget else None, used.get(label, 0),
        )
        for label in dict.fromkeys([*own, *budget, *used])
    ]  # fmt: skip


def _by_type(rows: QuerySet[ClaimRow] | QuerySet[ApplicationBudget]) -> dict[str, int]:
    found = rows.order_by("cost_type__position").values_list("cost_type__label", "amount")
    sums: dict[str, int] = {}
    for label, amount in found:
        sums[label] = sums.get(label, 0) + amount
    return sums
