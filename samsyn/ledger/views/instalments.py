"""Delbetalningar: what members are asked for and have paid, late ones first; a payment is registered here."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.access import can, fetch, page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, Party
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.figure import Scope
from samsyn.core.money import Unit
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.core.table import Cell
from samsyn.ledger.actions import instalments as actions
from samsyn.ledger.domain.contributions import InstalmentRow, days_apart
from samsyn.ledger.figures.contributions import LATE, RECEIVABLE
from samsyn.ledger.forms.contributions import (
    MONTHS_BETWEEN,
    InstalmentsForm,
    OneInstalmentForm,
    ReasonForm,
    ReceiptForm,
)
from samsyn.ledger.models import ContributionInstalment, Receipt
from samsyn.ledger.queries import contributions as queries
from samsyn.ledger.views.contributions import status_day, to

_READ, _MANAGE = Permission.READ_CONTRIBUTIONS, Permission.MANAGE_CONTRIBUTIONS


@page(_READ)
def instalments(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Late ones first, then by due date, as they stood at the period's end or stand today."""
    day = status_day(period)
    own = queries.visible_shares(actor(request), association)
    found = queries.waiting(association, day, period.year, own)
    open_, late = sum(line.open for line in found), sum(line.open for line in found if line.late)
    all_seen = own is None and day == period.end  # then the sums are the figures, with their explanation
    context = {
        "rows": found,
        "day": day,
        "open": _cell(open_, RECEIVABLE if all_seen else "", period),
        "late": _cell(late, LATE if all_seen else "", period),
        "year": period.year,
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/instalments.html", context)


def _cell(amount: int, key: str, period: Period) -> Cell:
    return Cell(amount, Unit.KR, key, Scope(period) if key else None)


@page(_READ)
def instalment(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One instalment with its payments; who manages contributions registers another."""
    line = queries.one_line(actor(request), association, pk, timezone.localdate())
    if line is None:
        raise Http404
    if request.method == "POST":
        require(request.user, _MANAGE, association)
    form = ReceiptForm(request.POST or None, initial={"amount": line.item.amount - line.received})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.record_receipt(
                line.item, on=data["date"], amount=data["amount"], reference=data["reference"], by=actor(request)
            )
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Betalningen är införd.")
            return redirect(to("instalment", association, period, pk))
    context = {"line": line, "form": form, "may_manage": can(request.user, _MANAGE, association)}
    return render(request, "ledger/instalment.html", context)


@page(_MANAGE)
def instalments_new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The same instalments for every member of the year that has none."""
    year = period.year
    form = InstalmentsForm(request.POST or None, initial={"first": date(year, 1, 10)})

    def save() -> None:
        data = form.cleaned_data
        sent = days_apart(data["first"], data["count"], MONTHS_BETWEEN[data["count"]])
        days = [(day, day + timedelta(days=data["days"])) for day in sent]
        actions.invoice_year(association, year=year, days=days, document=data["document"], by=actor(request))

    return fill_in(
        request, form, save, title=f"Delbetalningar {year}", back=to("instalments", association, period),
        lead="Varje medlems bidrag delas lika i hela kronor; den sista delbetalningen tar resten. "
        "De som redan har delbetalningar för året ändras inte.",
        done=f"Delbetalningarna för {year} är inlagda.", button="Lägg in delbetalningarna",
    )  # fmt: skip


@page(_MANAGE)
def instalment_new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """One instalment of one member."""
    year = period.year
    form = OneInstalmentForm(request.POST or None, members=queries.members(association, year))

    def save() -> None:
        data = form.cleaned_data
        row = InstalmentRow(data["invoiced"], data["due"], data["amount"], data["document"], data["reference"])
        party = fetch(Party, request.user, _MANAGE, association, data["party"])
        actions.add_instalments(association, year=year, party=party, rows=[row], by=actor(request))

    return fill_in(
        request, form, save, title=f"Ny delbetalning {year}", back=to("instalments", association, period),
        done="Delbetalningen är inlagd.",
    )  # fmt: skip


@page(_MANAGE)
def instalment_cancel(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(ContributionInstalment, request.user, _MANAGE, association, pk)
    form = ReasonForm(request.POST or None)
    lead = f"{held.contribution.party} {held.contribution.year}, nummer {held.number}."
    return fill_in(
        request, form,
        lambda: actions.cancel_instalment(held, reason=form.cleaned_data["reason"], by=actor(request)),
        title="Ta bort delbetalningen", lead=lead,
        back=to("instalments", association, period), done="Delbetalningen är borttagen.", button="Ta bort",
    )  # fmt: skip


@page(_MANAGE)
def receipt_remove(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Take away a payment that was registered wrong. `pk` is the payment's."""
    held = fetch(Receipt, request.user, _MANAGE, association, pk)
    form = ReasonForm(request.POST or None)
    return fill_in(
        request, form, lambda: actions.take_back_receipt(held, reason=form.cleaned_data["reason"], by=actor(request)),
        title="Ta bort betalningen", lead="För en betalning som förts in fel. Den rätta förs in på nytt.",
        back=to("instalment", association, period, held.instalment_id), done="Betalningen är borttagen.",
        button="Ta bort",
    )  # fmt: skip
