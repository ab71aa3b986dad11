"""Budgets, figures and addresses that every question about the outlook needs."""

from django.urls import reverse

from samsyn.catalogue import figures_of
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.interventions.tests.builder import KR
from samsyn.ledger.actions.plans import add_plan
from samsyn.ledger.domain.amounts import PlanAmount

MKR = 1_000_000 * KR


def budget(world, of, kind="budget", month=0, **amounts):
    rows = [PlanAmount(ore * KR, account=int(account[1:])) for account, ore in amounts.items()]
    return add_plan(association=world.association, year=of, kind=kind, rows=rows, origin="prov", by="prov", month=month)


def value(world, name, period="2025"):
    return figures_of(world.association).value(name, Scope(Period.parse(period)))


def at(name, *args, period="2025"):
    return reverse(f"interventions:{name}", args=["an", period, *args])
