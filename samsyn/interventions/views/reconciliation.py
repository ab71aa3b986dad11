"""Projekt mot rekvisitioner: the books' projects beside the interventions' costs, differences explained or red."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.figure import Link
from samsyn.core.money import grouped
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
PER_PAGE = 60
DOCUMENTS = 30  # a page of each list of vouchers and documents, of which there are three
SETTLE = "reda-ut"
_TO_SETTLE = (Verdict.RED, Verdict.NO_PROJECT)
T = TypeVar("T")
TONES = {
    Verdict.SAME: "st upp",
    Verdict.EXPLAINED: "sev forklara",
    Verdict.RED: "sev fel",
    Verdict.NO_PROJECT: "sev fel",
}


@page(_READ)
def reconciliation(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The whole year by intervention; where attest is done in the accounting system also voucher by voucher.

    Each list a page at a time, the sum of all of it.
    """
    books = Books(association)
    found = queries.reconciled(association, period.year, books)
    elsewhere = policy(association).attest_place == AttestPlace.ACCOUNTING
    documents = elsewhere or "dokument" in request.GET
    matched = queries.matched(association, period.year, books) if documents else None
    red = [row for row in found.rows if row.verdict in _TO_SETTLE]
    only_red = request.GET.get("lage") == SETTLE
    chosen = replace(found, rows=red) if only_red else found
    shown, loose = _page(request, chosen.rows), _page(request, found.loose, "andra")
    context = {
        "found": found, "sums": chosen, "rows": [_row(request, row) for row in shown], "pages": shown,
        "year": period.year, "red": len(red),
        "tabs": _tabs(request, found.rows, red, only_red) if only_red or len(found.rows) > PER_PAGE else [],
        "loose": [(one, to(request, "intervention", one.intervention) if one.intervention else "") for one in loose],
        "loose_pages": loose,
        "matched": _shown(request, association, matched) if matched else None,
        "may": can(request.user, _P, association),
        "vouchers": reverse("ledger:vouchers", args=[association.slug, str(period.year)]),
    }  # fmt: skip
    return render(request, "interventions/reconciliation.html", context)


def _page(request: HttpRequest, rows: Sequence[T], param: str = "sida", most: int = 0) -> Page[T]:
    return Paginator(rows, most or PER_PAGE).get_page(request.GET.get(param))


def _tabs(
    request: HttpRequest, rows: Sequence[Compared], red: Sequence[Compared], only_red: bool
) -> list[dict[str, object]]:
    kept = {"dokument": "1"} if "dokument" in request.GET else {}
    return [
        {"label": f"Alla ({grouped(len(rows), 0)})", "url": f"?{urlencode(kept)}", "current": not only_red},
        {"label": f"Att reda ut ({grouped(len(red), 0)})", "url": f"?{urlencode({**kept, 'lage': SETTLE})}",
         "current": only_red},
    ]  # fmt: skip


def _row(request: HttpRequest, row: Compared) -> tuple[Compared, str, str, str]:
    """With the intervention's page, its verdict's look, and what an outdated note was about."""
    outdated = row.note and row.verdict is Verdict.RED and row.explained is not None
    old = f"Förklaringen gällde skillnaden {money_text(row.explained, decimals=2)}: {row.note}" if outdated else ""
    return row, to(request, "intervention", row.intervention), TONES[row.verdict] if row.verdict else "st na", old


def _shown(request: HttpRequest, association: Association, matched: Matched) -> dict[str, Any]:
    """A page of each list with labels and links."""
    pairs, booked, asked = (
        _page(request, matched.pairs, "par", DOCUMENTS), _page(request, matched.only_booked, "bokfort", DOCUMENTS),
        _page(request, matched.only_asked, "obokfort", DOCUMENTS),
    )  # fmt: skip
    here = queries.named(association, Matched([*pairs], [*booked], [*asked]))
    return {
        "pairs": [(row, _voucher(row.voucher), one, Link(one.view, {"pk": one.pk})) for row, one in here.pairs],
        "only_booked": [(row, _voucher(row.voucher)) for row in here.only_booked],
        "only_asked": [(one, Link(one.view, {"pk": one.pk})) for one in here.only_asked],
        "pages": {"pairs": pairs, "only_booked": booked, "only_asked": asked},
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
