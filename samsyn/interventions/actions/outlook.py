"""What is typed over the computed: an intervention's forecast, an assumption of the plan; and the sum into the ledger's
forecast."""

from dataclasses import replace

from django.db import transaction

from samsyn.associations.access import require
from samsyn.associations.actions.words import kronor
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.core.events import actor_name, record
from samsyn.core.period import MONTHS, Period
from samsyn.core.refused import Refused
from samsyn.interventions.models import Assumption, ForecastOverride, Intervention
from samsyn.interventions.queries.outlook import outlook_of
from samsyn.interventions.queries.scope import owned
from samsyn.ledger.actions.plans import set_amounts
from samsyn.ledger.domain.plans import FORECAST
from samsyn.ledger.models import Plan
from samsyn.ledger.queries.plans import amounts_of

_P = Permission.MANAGE_OUTLOOK


@transaction.atomic
def set_forecast(
    intervention: Intervention, *, year: int, month: int, amount: int | None, reason: str, by: User | str
) -> ForecastOverride | None:
    """The whole year's cost in öre as typed after a month (1–12), with its reason; None goes back to the computed one.

    Raises Refused with every reason.
    """
    association = intervention.association
    require(by, _P, association)
    if not isinstance(by, str) and not owned(by, association, _P).filter(pk=intervention.pk).exists():
        raise Refused("Insatsen finns inte.")
    errors = [] if 1 <= month <= 12 else ["Prognosen görs efter en månad, januari till december."]
    if amount is not None and amount < 0:
        errors.append("Prognosen kan inte vara mindre än noll.")
    if amount is not None and not reason.strip():
        errors.append("Skriv varför prognosen blir en annan än den beräknade.")
    if errors:
        raise Refused(errors)
    held = ForecastOverride.objects.filter(association=association, intervention=intervention, year=year, month=month)
    before = held.first()
    computed = outlook_of(association).guess(intervention, Period(year, month)).amount
    held.delete()
    made = None
    if amount is not None:
        made = ForecastOverride.objects.create(
            association=association, intervention=intervention, year=year, month=month, amount=amount,
            computed=computed, reason=reason.strip()[:300], by=actor_name(by),
        )  # fmt: skip
    if before or made:
        _record(
            association, "outlook.forecast", f"{intervention}: prognos för {year} efter {MONTHS[month - 1]}", by,
            kronor(before.amount) if before else f"beräknat {kronor(computed)}",
            f"{kronor(amount)}: {reason.strip()}" if made else f"beräknat {kronor(computed)}",
        )  # fmt: skip
    return made


@transaction.atomic
def set_assumption(
    association: Association, *, kind: str, year: int, amount: int | None, reason: str, by: User | str
) -> Assumption | None:
    """What the plan counts with for a year that nobody has decided on, in öre; None takes the assumption away.

    Raises Refused with every reason.
    """
    require(by, _P, association)
    errors = [] if kind in Assumption.Kind.values else [f"Välj {', '.join(Assumption.Kind.labels)}."]
    if amount is not None and amount < 0:
        errors.append("Beloppet kan inte vara mindre än noll.")
    if amount is not None and not reason.strip():
        errors.append("Skriv vad antagandet bygger på.")
    if errors:
        raise Refused(errors)
    held = Assumption.objects.filter(association=association, kind=kind, year=year)
    before = held.first()
    held.delete()
    made = None
    if amount is not None:
        made = Assumption.objects.create(
            association=association, kind=kind, year=year, amount=amount, reason=reason.strip()[:300],
            by=actor_name(by),
        )  # fmt: skip
    if before or made:
        words = f"Antagande i flerårsplanen: {Assumption.Kind(kind).label.lower()} {year}"
        said = f"{kronor(amount)}: {reason.strip()}" if made else ""
        _record(association, "outlook.assumption", words, by, kronor(before.amount) if before else "", said)
    return made


@transaction.atomic
def put_in_result_forecast(association: Association, *, year: int, month: int, by: User | str) -> int:
    """The interventions' forecasts, summed, on their row of the ledger's forecast in force. Returns the sum in öre.

    Raises Refused when there is no forecast after that month, or it has no row for interventions.
    """
    require(by, _P, association)
    plan = Plan.objects.filter(
        association=association, year=year, kind=FORECAST, month=month, in_force=True
    ).first()  # fmt: skip
    if plan is None:
        raise Refused(f"Det finns ingen prognos efter {MONTHS[month - 1]} {year}. Gör den först i Budget och prognos.")
    outlook = outlook_of(association)
    period = Period(year, month)
    total = sum(outlook.forecast(item, period) for item in outlook.forecast_items(period))
    rows = amounts_of(plan)
    own = [row for row in rows if outlook.is_intervention_cost(row)]
    if not own:
        raise Refused("Prognosen har ingen rad för bidrag till insatser. Lägg till den först.")
    said = f"Summan av insatsernas prognoser efter {MONTHS[month - 1]}"
    first = replace(own[0], amount=-total, month=None, reason=said)
    kept = [first if row is own[0] else row for row in rows if row is own[0] or row not in own]
    set_amounts(plan=plan, rows=kept, by=by)
    _record(association, "outlook.summed", f"{said} lades in i {plan.name} {year}", by, "", kronor(total))
    return total


def _record(association: Association, verb: str, summary: str, by: User | str, before: str, after: str) -> None:
    record(verb, summary, by=by, association_id=association.pk, before=before, after=after)
