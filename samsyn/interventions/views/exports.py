"""Till bokföringen: what goes to the accounting system, what has gone, and on which accounts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.figure import Link
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import exports as actions
from samsyn.interventions.domain.vouchers import USES, Draft, Part
from samsyn.interventions.forms.exports import AccountsForm, ChoiceOfVouchers, FileKind
from samsyn.interventions.models import ExportBatch
from samsyn.interventions.queries import exports as queries
from samsyn.interventions.queries.lists import policy
from samsyn.interventions.voucher_files import KINDS

_READ, _P = Permission.READ_LEDGER, Permission.EXPORT_VOUCHERS
PER_PAGE = 50


def _to(name: str, association: Association, period: Period, *rest: object) -> str:
    return reverse(f"interventions:{name}", args=[association.slug, period, *rest])


@page(_READ)
def exports(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The files that were made, newest first, and the accounts they are written on."""
    held = policy(association)
    accounts = queries.account_numbers(held)
    batches = ExportBatch.objects.filter(association=association)
    context = {
        "page": Paginator(batches, PER_PAGE).get_page(request.GET.get("sida")), "series": held.export_series,
        "accounts": [(label, accounts.get(use)) for use, (label, _) in USES.items()], "kinds": KINDS,
        "may": can(request.user, _P, association),
    }  # fmt: skip
    return render(request, "interventions/exports.html", context)


@page(_P)
def new(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Choose a period, see what goes and what does not, make the file."""
    given = request.POST if request.method == "POST" else request.GET if "start" in request.GET else None
    start: dict[str, Any] = {"start": period.start.isoformat(), "end": period.end.isoformat(), "parts": list(Part)}
    choice = ChoiceOfVouchers(given if given is not None else start)
    kind = FileKind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and choice.is_valid() and kind.is_valid():
        try:
            batch = _make(request, association, choice, kind)
        except Refused as refused:
            refuse(kind, refused.errors)
        else:
            messages.success(request, f"{batch.name} är klar. Hämta filen och läs in den i ekonomisystemet.")
            return redirect(_to("export", association, period, batch.pk))
    found = None
    if choice.is_valid():
        data = choice.cleaned_data
        found = queries.pending(association, data["start"], data["end"], choice.wanted)
    context = {"choice": choice, "kind": kind, "found": found, **_shown(found, choice.cleaned_data.get("parts", []))}
    return render(request, "interventions/export_new.html", context)


def _make(request: HttpRequest, association: Association, choice: ChoiceOfVouchers, kind: FileKind) -> ExportBatch:
    return actions.export_vouchers(
        association=association, start=choice.cleaned_data["start"], end=choice.cleaned_data["end"],
        kind=kind.cleaned_data["kind"], parts=choice.wanted, by=actor(request),
    )  # fmt: skip


def _shown(found: queries.Pending | None, parts: list[str]) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "parts": parts,
        "drafts": [_row(draft, found.accounts) for draft in found.drafts],
        "held": [(draft, _link(draft), reason) for draft, reason in found.held],
        "missing": [USES[use][0] for use in found.missing],
    }


def _row(draft: Draft, accounts: dict[str, int]) -> tuple[Draft, Link, list[tuple[str, str, int | None, int | None]]]:
    lines = []
    for line in draft.lines:
        name, number = USES[line.use][0], accounts.get(line.use)
        account = f"{number} {name}" if number else f"{name} (konto saknas)"
        debit, credit = (line.amount, None) if line.amount > 0 else (None, -line.amount)
        lines.append((account, line.project, debit, credit))
    return draft, _link(draft), lines


def _link(draft: Draft) -> Link:
    return Link(draft.view, {"pk": draft.pk})


@page(_READ)
def export(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One file: what it held, with a way to download it and to take it back."""
    batch = queries.one_batch(association, pk)
    context = {
        "batch": batch, "items": [(item, draft.text, _link(draft)) if draft else (item, item.source, None)
                  for item, draft in queries.contents(batch)], "kind": KINDS[batch.kind][0],
        "may": can(request.user, _P, association), "latest": queries.is_latest(batch),
        "digest": [batch.sha256[place : place + 8] for place in range(0, len(batch.sha256), 8)],
    }  # fmt: skip
    return render(request, "interventions/export.html", context)


@page(_READ)
def file(request: HttpRequest, association: Association, period: Period, pk: int) -> FileResponse:
    """The file as it was written."""
    batch = queries.one_batch(association, pk)
    kind = KINDS[batch.kind][2]
    return FileResponse(batch.file.open("rb"), as_attachment=True, filename=batch.name, content_type=kind)


@page(_P)
def undo(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    batch = queries.one_batch(association, pk)
    return confirm(
        request, lambda: actions.undo_export(batch=batch, by=actor(request)), title="Ångra underlaget?",
        lead=f"{batch.name} med {batch.vouchers} verifikationer tas bort och allt i den kan lämnas på nytt, med samma "
        "nummer. Gör det bara om filen inte är bokförd.",
        back=_to("exports", association, period), done="Underlaget är ångrat.", button="Ångra underlaget",
    )  # fmt: skip


@page(_P)
def accounts(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    form = AccountsForm(request.POST or None, held=policy(association))

    def save() -> None:
        actions.set_accounts(
            association=association, series=form.cleaned_data["series"], accounts=form.accounts, by=actor(request)
        )

    return fill_in(
        request, form, save, title="Konton för underlaget",
        lead="På vilka konton verifikationerna skrivs. Kostnaden får insatsens projekt.",
        back=_to("exports", association, period), done="Kontona är sparade.",
    )  # fmt: skip
