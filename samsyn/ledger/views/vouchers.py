"""Vouchers, one voucher, the accounts and their ledger cards: as pages and as CSV of what is shown."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.core.money import kronor
from samsyn.core.period import Period
from samsyn.ledger.forms.books import ChoiceForm
from samsyn.ledger.models import Account, Voucher
from samsyn.ledger.queries import cards
from samsyn.ledger.queries import vouchers as queries
from samsyn.ledger.queries.vouchers import Choice, Mark
from samsyn.ledger.views.csv_file import csv_response

_READ = Permission.READ_LEDGER
_PLACE = ("efter", "fore")  # where a page begins or ends; not part of the choice
_KINDS = {"T": "", "R": "tillagd", "B": "struken"}


def _form(request: HttpRequest) -> ChoiceForm:
    form = ChoiceForm(request.GET)
    form.is_valid()
    return form


def _marks(request: HttpRequest) -> dict[str, Mark | None]:
    after, before = (Mark.parse(request.GET.get(name, "")) for name in _PLACE)
    return {"after": after, "before": before}


def _query(request: HttpRequest, **place: Mark | None) -> str:
    """The address's choice with another place in the list."""
    kept = [(k, v) for k, vs in request.GET.lists() if k not in _PLACE for v in vs if v]
    return urlencode([*kept, *((name, str(mark)) for name, mark in place.items() if mark)])


def _pages(request: HttpRequest, back: Mark | None, on: Mark | None) -> dict[str, str]:
    return {
        "previous": _query(request, fore=back) if back else "",
        "next": _query(request, efter=on) if on else "",
        "choice": _query(request),
    }


@page(_READ)
def vouchers(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The vouchers of the period, newest first, with search and choices."""
    form = _form(request)
    choice = form.choice(period)
    shown = queries.voucher_page(association, choice, **_marks(request))
    context = {
        "form": form,
        "choice": choice,
        "shown": shown,
        "rows": [(voucher, shown.on_rows.get(voucher.pk)) for voucher in shown.vouchers],
        "pages": _pages(request, shown.newer, shown.older),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "held": bool(shown.vouchers) or _holds(association, choice),
        "may_import": can(request.user, Permission.IMPORT_LEDGER, association),
    }
    return render(request, "ledger/vouchers.html", context, status=422 if form.errors else 200)


def _holds(association: Association, choice: Choice) -> bool:
    """Whether there are any vouchers at all in the years asked for."""
    years = queries.fiscal_years(association, choice.start, choice.end)
    return Voucher.objects.filter(association=association, year__in=years).exists()


@page(_READ)
def vouchers_csv(request: HttpRequest, association: Association, period: Period) -> StreamingHttpResponse:
    """Every voucher of the choice."""
    choice = _form(request).choice(period)
    header = ("Datum", "Serie", "Nummer", "Text", "Belopp kr")
    rows = (
        (v.date.isoformat(), v.series, v.number, v.text, kronor(v.amount))
        for v in queries.all_vouchers(association, choice)
    )
    return csv_response(f"verifikationer-{association.slug}-{period}.csv", header, rows)


@page(_READ)
def voucher(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One voucher: its rows, the trail of corrections, where it came from, and its neighbours."""
    found = fetch(Voucher, request.user, _READ, association, pk)
    before, after = queries.neighbours(found)
    entries = list(found.entries.all())
    names = Account.objects.filter(association=association, year=found.year_id)
    named = dict(names.filter(number__in={e.account for e in entries}).values_list("number", "name"))
    objects = queries.object_names(association.pk, found.year_id)
    context = {
        "voucher": found,
        "year": found.year,
        "rows": [
            {
                "entry": e,
                "name": named.get(e.account, ""),
                "kind": _KINDS.get(e.kind, ""),
                "cost_centre": objects.get(("1", e.cost_centre), ""),
                "project": objects.get(("6", e.project), ""),
                "debit": e.amount if e.amount > 0 else None,
                "credit": -e.amount if e.amount < 0 else None,
            }
            for e in entries
        ],
        "shows": {
            "text": any(e.text or e.quantity or e.objects_text for e in entries),
            "objects": any(e.cost_centre or e.project for e in entries),
        },
        "sum": sum(e.amount for e in entries if e.kind == "T" and e.amount > 0),
        "corrected": any(e.kind != "T" for e in entries),
        "before": before,
        "after": after,
        "source": queries.booked_by(found),
    }
    return render(request, "ledger/voucher.html", context)


# --- accounts --------------------------------------------------------------------------------------------------------


@page(_READ)
def accounts(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every account with opening balance, change and closing balance."""
    year, lines = _lines(association, period)
    total = {
        "opening": sum(line.opening for line in lines),
        "change": sum(line.change for line in lines),
        "closing": sum(line.closing for line in lines),
    }
    context = {"lines": lines, "total": total, "year": year}
    return render(request, "ledger/accounts.html", context)


def _lines(association: Association, period: Period) -> tuple[Any, list[cards.AccountLine]]:
    years = queries.fiscal_years(association, period.start, period.end)
    if not years:
        return None, []
    return years[0], cards.account_lines(association, years[0], period.start, period.end)


@page(_READ)
def accounts_csv(request: HttpRequest, association: Association, period: Period) -> StreamingHttpResponse:
    """The same as a file."""
    header = ("Konto", "Benämning", "Ingående kr", "Förändring kr", "Utgående kr")
    rows = (
        (f"{line.number:04d}", line.name, kronor(line.opening), kronor(line.change), kronor(line.closing))
        for line in _lines(association, period)[1]
    )
    return csv_response(f"konton-{association.slug}-{period}.csv", header, rows)


@page(_READ)
def account(request: HttpRequest, association: Association, period: Period, number: int) -> HttpResponse:
    """The ledger card of an account, oldest first."""
    form = _form(request)
    choice = form.choice(period)
    card = _card(request, association, choice, number)
    context = {
        "form": form,
        "choice": choice,
        "card": card,
        "number": number,
        "pages": _pages(request, card.older, card.newer) if card else {},
        "narrowed": any(request.GET.get(name) for name in ("projekt", "kst", "fran", "till")),
        "voucher_query": urlencode({"konto": f"{number:04d}", **_dates(request.GET)}),
        "objects": any(row.entry.project or row.entry.cost_centre for row in (card.rows if card else ())),
        "only_objects": bool(choice.cost_centre or choice.project),
    }
    return render(request, "ledger/account.html", context, status=422 if form.errors else 200)


def _dates(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in ("fran", "till", "kst", "projekt") if query.get(name)}


def _card(request: HttpRequest, association: Association, choice: Choice, number: int) -> cards.Card | None:
    if number > queries.LARGEST_ACCOUNT:
        raise Http404
    found = cards.account_in(association, number, choice.start, choice.end, choice.cost_centre, choice.project)
    return cards.ledger_card(found, choice.start, choice.end, **_marks(request)) if found else None


@page(_READ)
def account_csv(request: HttpRequest, association: Association, period: Period, number: int) -> StreamingHttpResponse:
    """Every row of the card, with the running balance."""
    if number > queries.LARGEST_ACCOUNT:
        raise Http404
    choice = _form(request).choice(period)
    found = cards.account_in(association, number, choice.start, choice.end, choice.cost_centre, choice.project)
    header = ("Datum", "Verifikation", "Text", "Kostnadsställe", "Projekt", "Belopp kr", "Saldo kr")
    rows = cards.all_rows(found, choice.start, choice.end) if found else iter(())
    return csv_response(f"konto-{number:04d}-{association.slug}-{period}.csv", header, _card_rows(rows))


def _card_rows(rows: Iterator[cards.CardRow]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        e = row.entry
        text = e.text or e.voucher.text
        yield (
            e.date.isoformat(), f"{e.voucher.series}{e.voucher.number}", text, e.cost_centre, e.project,
            kronor(e.amount), kronor(row.balance),
        )  # fmt: skip
