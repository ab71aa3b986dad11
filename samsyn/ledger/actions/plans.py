"""Every write of budget and forecast: new versions, changed amounts, which one is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import difference, kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, tell
from samsyn.core.period import MONTHS
from samsyn.core.refused import Refused
from samsyn.ledger.domain.amounts import PlanAmount
from samsyn.ledger.domain.files_plans import Plans
from samsyn.ledger.domain.plans import BUDGET, FORECAST, REVISED, Method, same_amounts, total, version_name
from samsyn.ledger.models import Plan, PlanRow
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.plans import amounts_of, chart, forecast_proposal, labelled_sums

_P = Permission.MANAGE_PLANS
TYPED = "skriven på sidan"
_ONE_MONTH = {BUDGET: 0, REVISED: 0}


@transaction.atomic
def add_plan(
    *,
    association: Association,
    year: int,
    kind: str,
    rows: Sequence[PlanAmount],
    origin: str,
    by: User | str,
    month: int = 0,
    name: str = "",
) -> Plan:
    """A new version of budget or forecast, in force only when none of its kind (and forecast month) is yet.

    `rows` are öre with the result's sign. A version that plans the same öre per account as an older one says so in
    `equal_to`; the same rows from the same origin make no new version. Raises Refused and PermissionDenied.
    """
    require(by, _P, association)
    Association.objects.select_for_update().get(pk=association.pk)
    month = _ONE_MONTH.get(kind, month)
    _refuse_faults(rows)
    others = list(Plan.objects.filter(association=association, year=year, kind=kind, month=month).order_by("pk"))
    held = {other: amounts_of(other) for other in others}
    again = next((other for other in others if other.origin == origin and held[other] == list(rows)), None)
    if again and origin != TYPED:
        return again
    equal = next((other for other in others if rows and same_amounts(held[other], rows)), None)
    plan = Plan.objects.create(
        association=association,
        year=year,
        kind=kind,
        month=month,
        name=(name or version_name(kind, month, origin))[:80],
        origin=origin[:200],
        in_force=not any(other.in_force for other in others),
        equal_to=equal,
        created_by=actor_name(by),
    )
    _write_rows(plan, rows)
    tell("plan.change", _announced(plan), plan, by, after=f"Resultat {kronor(total(rows))}")
    return plan


def _announced(plan: Plan) -> str:
    tail = ", gäller" if plan.in_force else ", gäller inte än"
    if plan.equal_to:
        tail = f", lika med {plan.equal_to.name}"
    return f"Ny version: {plan.name} {plan.year} ({plan.origin}){tail}"


def _refuse_faults(rows: Sequence[PlanAmount]) -> None:
    errors = [
        f"{row.row or row.account}: skriv varför beloppet skiljer sig från förslaget."
        for row in rows
        if row.proposed is not None and row.proposed != row.amount and not row.reason
    ]
    if errors:
        raise Refused(errors)


def _write_rows(plan: Plan, rows: Sequence[PlanAmount]) -> None:
    PlanRow.objects.bulk_create(
        PlanRow(
            association_id=plan.association_id,
            plan=plan,
            account=row.account,
            row=row.row,
            note=row.note,
            operating_row=row.operating_row,
            month=row.month,
            amount=row.amount,
            proposed=row.proposed,
            reason=row.reason,
        )
        for row in rows
    )


@transaction.atomic
def set_amounts(*, plan: Plan, rows: Sequence[PlanAmount], by: User | str) -> None:
    """Gives a version these rows instead of its own. Versions that were equal to it are compared anew."""
    require(by, _P, plan.association)
    _refuse_faults(rows)
    held = amounts_of(plan)
    if list(rows) == held:
        return
    PlanRow.objects.filter(plan=plan).delete()
    _write_rows(plan, rows)
    names = chart(plan.association).names
    was, now = difference(_words(held, names), _words(rows, names))
    if was or now:
        tell("plan.change", f"Ändrade {plan.name} {plan.year}", plan, by, was, now)
    _compare_anew(plan)


def _words(rows: Sequence[PlanAmount], names: Mapping[int, str]) -> dict[str, str]:
    return {label: kronor(amount) for label, amount in labelled_sums(rows, names).items()}


def _compare_anew(plan: Plan) -> None:
    """`equal_to` of this version and of those that pointed at it, as the amounts are now."""
    amounts = amounts_of(plan)
    for other in Plan.objects.filter(association=plan.association, equal_to=plan):
        if not same_amounts(amounts_of(other), amounts):
            other.equal_to = None
            other.save(update_fields=["equal_to"])
    if plan.equal_to and not same_amounts(amounts_of(plan.equal_to), amounts):
        plan.equal_to = None
        plan.save(update_fields=["equal_to"])


@transaction.atomic
def put_in_force(*, plan: Plan, by: User | str) -> None:
    """Lets this version be the one that reports compare with; the one that was steps back."""
    require(by, _P, plan.association)
    Association.objects.select_for_update().get(pk=plan.association_id)
    peers = Plan.objects.filter(association=plan.association, year=plan.year, kind=plan.kind, month=plan.month)
    before = peers.filter(in_force=True).first()
    if before and before.pk == plan.pk:
        return
    peers.filter(in_force=True).update(in_force=False)
    plan.in_force = True
    plan.save(update_fields=["in_force"])
    was = f"{before.name} ({before.origin})" if before else "ingen"
    tell("plan.change", f"{plan.name} {plan.year} gäller nu", plan, by, was, f"{plan.name} ({plan.origin})")


@transaction.atomic
def describe_plan(*, plan: Plan, name: str, decided: date | None, by: User | str) -> None:
    """A version's name and the day it was decided."""
    require(by, _P, plan.association)
    if not name.strip():
        raise Refused("Skriv vad versionen heter.")
    before = f"{plan.name}, beslutad {plan.decided or '–'}"
    plan.name, plan.decided = name.strip()[:80], decided
    plan.save(update_fields=["name", "decided"])
    after = f"{plan.name}, beslutad {plan.decided or '–'}"
    if before != after:
        tell("plan.change", f"Ändrade uppgifterna om {plan.name} {plan.year}", plan, by, before, after)


def heir_of(plan: Plan) -> Plan | None:
    """The version that takes over when this one is taken away: the newest other of its kind."""
    peers = Plan.objects.filter(association=plan.association, year=plan.year, kind=plan.kind, month=plan.month)
    return peers.exclude(pk=plan.pk).order_by("-created", "-pk").first()


@transaction.atomic
def delete_plan(*, plan: Plan, by: User | str) -> Plan | None:
    """Takes a version away. When it was in force the newest of the others of its kind is; that one is returned."""
    require(by, _P, plan.association)
    was_in_force = plan.in_force
    words = "\n".join(
        f"{label}: {value}" for label, value in _words(amounts_of(plan), chart(plan.association).names).items()
    )
    tell("plan.change", f"Tog bort {plan.name} {plan.year} ({plan.origin})", plan, by, before=words)
    heir = heir_of(plan) if was_in_force else None
    plan.delete()
    if heir:
        put_in_force(plan=heir, by=by)
    return heir


def copy_plan(*, plan: Plan, kind: str, by: User | str, month: int = 0) -> Plan:
    """A new version with the same amounts, as a revised budget starts; proposals and reasons stay behind."""
    rows = [replace(row, proposed=None, reason="") for row in amounts_of(plan)]
    origin = f"kopia av {plan.name}"
    return add_plan(
        association=plan.association, year=plan.year, kind=kind, rows=rows, origin=origin, by=by, month=month
    )


def propose_forecast(*, association: Association, year: int, month: int, method: Method, by: User | str) -> Plan:
    """A forecast for the year made after `month`: the outcome so far and the rest by `method`, to be typed over."""
    require(by, _P, association)
    proposal = forecast_proposal(Books(association), year, month, method)
    if not proposal.known:
        raise Refused(f"Bokföringen för januari–{MONTHS[month - 1]} {year} är inte inläst, så det finns inget utfall.")
    if not proposal.rows:
        raise Refused("Utfallet står inte på någon rad. Gör klart kontokopplingen först.")
    how = "återstående budget" if method is Method.BUDGET else "samma takt som hittills"
    origin = f"förslag: utfall till {MONTHS[month - 1]} och {how}"
    return add_plan(
        association=association, year=year, kind=FORECAST, rows=proposal.rows, origin=origin, by=by, month=month
    )


@transaction.atomic
def import_plans(*, association: Association, plans: Plans, origin: str, by: User | str) -> str:
    """Every plan of a file as a version of its own. Returns what came of each, in Swedish."""
    require(by, _P, association)
    return " ".join(_import(association, key, rows, origin, by) for key, rows in sorted(plans.items()))


def _import(
    association: Association, key: tuple[int, str, int], rows: Sequence[PlanAmount], origin: str, by: User | str
) -> str:
    year, kind, month = key
    known = set(Plan.objects.filter(association=association, year=year, kind=kind).values_list("pk", flat=True))
    plan = add_plan(association=association, year=year, kind=kind, month=month, rows=rows, origin=origin, by=by)
    if plan.pk in known:
        return f"{plan.name} {year} är redan inläst med samma belopp."
    text = f"{plan.name} {year}, {len(rows)} rader"
    if plan.equal_to:
        text += f", är lika med {plan.equal_to.name} ({plan.equal_to.origin})"
    return f"{text}; {'gäller' if plan.in_force else 'ligger bredvid den som gäller'}."
