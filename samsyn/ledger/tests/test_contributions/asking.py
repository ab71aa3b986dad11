"""A year's allocation, an instalment of it, and what the figures and pages then say."""

from datetime import date

from django.urls import reverse

from samsyn.catalogue import figure_book
from samsyn.core.figure import Scope
from samsyn.core.period import Period
from samsyn.ledger.actions import allocations, instalments
from samsyn.ledger.domain.contributions import InstalmentRow
from samsyn.ledger.queries.books import Books

KR = 100


def shares(members, state):
    return dict(zip(members.values(), (state * KR, state * 50, state * 50), strict=True))


def allocated(world, members, stage="slutlig", state=4_000_000, **more):
    values = {"year": 2024, "on": date(2023, 11, 20), "by": "prov", **more}
    return allocations.record_allocation(world.association, stage=stage, shares=shares(members, state), **values)


def instalment(world, members, name="Försäkringskassan", amount=1_000_000, sent=date(2024, 10, 3), number=None):
    row = InstalmentRow(sent, date(sent.year, sent.month + 1, 2), amount * KR, number=number)
    party = members[name]
    return instalments.add_instalments(world.association, year=2024, party=party, rows=[row], by="prov")[0]


def value(world, key, period="2024"):
    return figure_book(Books(world.association)).value(key, Scope(Period.parse(period)))


def at(name, *args, period="2024"):
    return reverse(f"ledger:{name}", args=["an", period, *args])
