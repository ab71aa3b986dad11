"""Projekt mot rekvisitioner: the books' projects beside the interventions' costs, differences explained or red."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samsyn.associations.access import can, page
from samsyn.associations.domain import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.figure import Link
from samsyn.core.period import Period
from samsyn.interventions.actions.reconciliation import explain_difference, row_of
from samsyn.interventions.domain.reconciliation import Compared, Matched, Verdict
from samsyn.interventions.domain.words import AttestPlace
from samsyn.interventions.forms.exports import ExplainForm
from samsyn.interventions.queries import reconciliation as queries
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.views.links import to
from samsyn.ledger.queries.books import Books
from samsyn.ui.formats import money_text

_READ, _P = Permission.READ_LEDGER, Permission.EXPORT_VOUCHERS
TONES = {
    Verdict.SAME: "st upp",
    Verdict.EXPLAINED: "sev forklara",
    Verdict.RED: "sev fel",
    Verdict.NO_PROJECT: "sev fel",
}


@page(_READ)
def reconciliation(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The whole year by intervention; where attest is done in the accounting system also voucher by voucher."""
    books = Books(association)
    found = queries.reconciled(association, period.year, books)
    elsewhere = policy(association).attest_place == AttestPlace.ACCOUNTING
    matched = queries.matched(association, period.year, books) if elsewhere or "dokument" in request.GET else None
    context = {
        "found": found, "rows": [_row(request, row) for row in found.rows], "year": period.year,
        "red": sum(row.verdict in (Verdict.RED, Verdict.NO_PROJECT) for row in found.rows),
        "loose": [(one, to(request, "intervention", one.intervention) if one.intervention else "")
                  for one in found.loose],
        "matched": _shown(matched), "may": can(request.user, _P, association),
        "vouchers": reverse("ledger:vouchers", args=[association.slug, str(period.year)]),
    }  # fmt: skip
    return render(request, "interventions/reconciliation.html", context)


def _row(request: HttpRequest, row: Compared) -> tuple[Compared, str, str, str]:
    """With the intervention's page, its verdict's look, and what an outdated note was about."""
    outdated = row.note and row.verdict is Verdict.RED and row.explained is not None
    old = f"Förklaringen gällde skillnaden {money_text(row.explained, decimals=2)}: {row.note}" if outdated else ""
    return row, to(request, "intervention", row.intervention), TONES[row.verdict] if row.verdict else "st na", old


def _shown(matched: Matched | None) -> dict[str, Any] | None:
    if matched is None:
        return None
    return {
        "pairs": [(row, _voucher(row.voucher), one, Link(one.view, {"pk": one.pk})) for row, one in matched.pairs],
        "only_booked": [(row, _voucher(row.voucher)) for row in matched.only_booked],
        "only_asked": [(one, Link(one.view, {"pk": one.pk})) for one in matched.only_asked],
    }


def _voucher(pk: int) -> Link:
    return Link("ledger:voucher", {"pk": pk})


@page(_P)
def explain(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Explain one intervention's difference."""
    one = scope.one_intervention(actor(request), association, pk)
    row = row_of(one, period.year)
    form = ExplainForm(request.POST or None, initial={"text": row.note if row else ""})
    difference = row.difference if row else None
    said = money_text(difference, decimals=2) if difference else "ingen skillnad"

    def save() -> None:
        explain_difference(intervention=one, year=period.year, text=form.cleaned_data["text"], by=actor(request))

    return fill_in(
        request, form, save, title=f"Förklara skillnaden: {one.name} {period.year}",
        lead=f"Bokföringens projekt minus rekvisitioner: {said}. Ändras skillnaden gäller förklaringen inte längre.",
        back=to(request, "reconciliation"), done="Förklaringen är sparad.",
    )  # fmt: skip
