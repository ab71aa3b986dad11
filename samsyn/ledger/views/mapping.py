"""Kontokoppling: which accounts feed which row, with the check that every used account stands on exactly one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, fetch, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.ledger.actions import mapping as actions
from samsyn.ledger.actions import mapping_whole
from samsyn.ledger.definitions.presets import TAX_ADVICE
from samsyn.ledger.domain.files_mapping import describe, describe_wording
from samsyn.ledger.domain.mapping import Rule
from samsyn.ledger.forms.mapping import LabelForm, LegacyTaxForm, PlaceForm, PresetForm, RowForm
from samsyn.ledger.models import MappingRevision, MappingRow, RowLabel
from samsyn.ledger.queries.account_map import rule_of, wording_of
from samsyn.ledger.queries.books import Books
from samsyn.ledger.queries.mapping import (
    Coverage,
    coverage,
    groups,
    place_key,
    places,
    suggestion,
)

_READ, _MANAGE = Permission.READ_LEDGER, Permission.MANAGE_MAPPING
YEARS_SHOWN = 4


def _back(association: Association, period: Period, name: str = "mapping") -> str:
    return reverse(f"ledger:{name}", args=[association.slug, period])


@page(_READ)
def mapping(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The whole mapping, and on top whether it is complete."""
    return _show(request, association)


def _show(request: HttpRequest, association: Association, placing: PlaceForm | None = None) -> HttpResponse:
    books = Books(association)
    found = coverage(books)
    context = {
        "statements": groups(association),
        "coverage": found,
        "unplaced": _unplaced(books, found, placing),
        "tax_advice": TAX_ADVICE,
        "latest": MappingRevision.objects.filter(association=association).first(),
        "may_manage": can(request.user, _MANAGE, association),
        "has_labels": RowLabel.objects.filter(association=association).exists(),
    }
    return render(request, "ledger/mapping.html", context)


def _unplaced(books: Books, found: Coverage, placing: PlaceForm | None) -> list[dict[str, Any]]:
    """Each unplaced account with its form; the form that was just refused keeps what was chosen."""
    choices = places(books.accounts)
    rows = []
    for item in found.unplaced:
        rule = suggestion(books.accounts, item.account)
        form = PlaceForm(
            places=choices,
            auto_id=f"id_{item.account}_%s",
            initial={"account": item.account, "place": place_key(rule) if rule else ""},
        )
        if placing is not None and placing.data.get("account") == str(item.account):
            form = placing
        amounts = [(year, item.amounts.get(year)) for year in found.years if year in _shown(found)]
        rows.append({"item": item, "form": form, "amounts": amounts})
    return rows


def _shown(found: Coverage) -> list[int]:
    """The years that any unplaced account has an amount in: columns of the list, the newest few."""
    years = [year for year in found.years if any(year in item.amounts for item in found.unplaced)]
    return years[:YEARS_SHOWN]


@page(_MANAGE)
@require_POST
def place(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Puts one unplaced account on a row that exists."""
    choices = places(Books(association).accounts)
    form = PlaceForm(request.POST, places=choices, auto_id=f"id_{request.POST.get('account')}_%s")
    if form.is_valid():
        rule, account = choices[form.cleaned_data["place"]], form.cleaned_data["account"]
        new = Rule(account, account, rule.line, rule.note, rule.note_row, rule.operating_row, sign=rule.sign)
        try:
            actions.save_row(association=association, rule=new, by=actor(request))
        except Refused as refused:
            for error in refused.errors:
                form.add_error("place", error)
        else:
            messages.success(request, f"Konto {account} ligger nu på raden {rule.note_row or rule.target.label}.")
            return redirect(_back(association, period))
    return _show(request, association, form)


@page(_MANAGE)
def row(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    """Adds or changes one row."""
    held = fetch(MappingRow, request.user, _MANAGE, association, pk) if pk else None
    initial: dict[str, Any] = _initial(rule_of(held)) if held else {"account_from": request.GET.get("konto")}
    form = RowForm(request.POST or None, initial=initial)

    def save() -> None:
        actions.save_row(association=association, rule=form.rule, by=actor(request), pk=pk)

    return fill_in(
        request, form, save, title="Ändra raden" if held else "Ny rad i kontokopplingen",
        back=_back(association, period), done="Raden är sparad.",
        lead=describe(rule_of(held)) if held else "Vilka konton som räknas in, och var de visas.",
    )  # fmt: skip


def _initial(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in Rule.__dataclass_fields__}


@page(_MANAGE)
def row_delete(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(MappingRow, request.user, _MANAGE, association, pk)
    return confirm(
        request, lambda: actions.delete_row(association=association, pk=pk, by=actor(request)),
        title="Ta bort raden?", lead=f"{describe(rule_of(held))}. Kontona behöver sedan läggas på en annan rad. "
        "Du kan ångra det efteråt.", back=_back(association, period), done="Raden är borttagen.",
        button="Ta bort raden",
    )  # fmt: skip


@page(_MANAGE)
@require_POST
def row_move(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """One place up or down within the note."""
    held = fetch(MappingRow, request.user, _MANAGE, association, pk)
    step = -1 if request.POST.get("step") == "up" else 1
    actions.move_row(association=association, pk=held.pk, step=step, by=actor(request))
    return redirect(f"{_back(association, period)}#rad-{held.pk}")


@page(_MANAGE)
def legacy_tax(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Shows a tax account as the line Övriga skatter for one year."""
    initial = {"account": request.GET.get("konto"), "year": request.GET.get("ar") or period.year}
    form = LegacyTaxForm(request.POST or None, initial=initial)

    def save() -> None:
        actions.map_as_legacy(association=association, by=actor(request), **form.cleaned_data)

    return fill_in(
        request, form, save, title="Visa skatten som en rad", lead=TAX_ADVICE, back=_back(association, period),
        done="Skatten visas som en egen rad för året.",
    )  # fmt: skip


@page(_MANAGE)
def preset(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Starts from a proposal."""
    exists = MappingRow.objects.filter(association=association).exists()
    form = PresetForm(request.POST or None, exists=exists)

    def save() -> None:
        data = form.cleaned_data
        mapping_whole.start_from_preset(
            association=association, key=data["preset"], by=actor(request),
            replace_existing=data.get("replace_existing", False),
        )  # fmt: skip

    return fill_in(
        request, form, save, title="Börja med ett förslag", back=_back(association, period), button="Använd förslaget",
        done="Förslaget är inlagt. Ändra raderna så att noterna blir era egna.",
        lead="Förslaget lägger alla vanliga konton på rätt rad. Sedan delar och döper ni om raderna som ni vill.",
    )  # fmt: skip


# --- labels -------------------------------------------------------------------------------------------------------


@page(_READ)
def labels(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Rows that are called something else in some years or reports."""
    context = {
        "labels": RowLabel.objects.filter(association=association).order_by("column", "account_from", "from_year"),
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/mapping_labels.html", context)


@page(_MANAGE)
def label(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    held = fetch(RowLabel, request.user, _MANAGE, association, pk) if pk else None
    names = ("account_from", "account_to", "column", "report", "from_year", "to_year", "label")
    initial = {name: getattr(held, name) for name in names} if held else request.GET.dict()
    form = LabelForm(request.POST or None, initial=initial)

    def save() -> None:
        actions.save_label(association=association, wording=form.wording, by=actor(request), pk=pk)

    return fill_in(
        request, form, save, title="Ändra etiketten" if held else "Ny etikett",
        back=_back(association, period, "mapping-labels"), done="Etiketten är sparad.",
        lead="Ett annat namn på en rad, i vissa år eller i en sorts rapport.",
    )  # fmt: skip


@page(_MANAGE)
def label_delete(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(RowLabel, request.user, _MANAGE, association, pk)
    return confirm(
        request, lambda: actions.delete_label(association=association, pk=pk, by=actor(request)),
        title="Ta bort etiketten?", lead=f"{describe_wording(wording_of(held))}. Raden får tillbaka sitt vanliga namn.",
        back=_back(association, period, "mapping-labels"), done="Etiketten är borttagen.", button="Ta bort etiketten",
    )  # fmt: skip


# --- history ------------------------------------------------------------------------------------------------------


@page(_READ)
def history(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every change, newest first."""
    revisions = MappingRevision.objects.filter(association=association).defer("mapping_csv", "labels_csv")[:200]
    context = {"revisions": revisions, "may_manage": can(request.user, _MANAGE, association)}
    return render(request, "ledger/mapping_history.html", context)


@page(_READ)
def revision(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The mapping as it stood after one change."""
    held = fetch(MappingRevision, request.user, _READ, association, pk)
    rules, wordings = mapping_whole.read_revision(held)
    context = {
        "revision": held,
        "rules": rules,
        "wordings": wordings,
        "may_manage": can(request.user, _MANAGE, association),
    }
    return render(request, "ledger/mapping_revision.html", context)


@page(_MANAGE)
def put_back(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(MappingRevision, request.user, _MANAGE, association, pk)
    return confirm(
        request, lambda: mapping_whole.put_back(association=association, revision=held, by=actor(request)),
        title="Återställa kontokopplingen?", lead=f"Den blir som den var {held.created:%Y-%m-%d kl. %H.%M}: "
        f"{held.summary}. Det som ändrats sedan dess försvinner, men finns kvar i historiken.",
        back=_back(association, period, "mapping-history"), done="Kontokopplingen är återställd.", button="Återställ",
    )  # fmt: skip


@page(_MANAGE)
@require_POST
def undo(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Takes the latest change back, if it still is the one the person saw."""
    seen = request.POST.get("revision", "")
    latest = MappingRevision.objects.filter(association=association).first()
    if latest is None:
        raise Http404
    if str(latest.pk) != seen:
        messages.warning(request, "Någon annan har ändrat kontokopplingen sedan du öppnade sidan. Inget är ångrat.")
        return redirect(_back(association, period))
    mapping_whole.undo(association=association, by=actor(request))
    messages.success(request, f"Ångrat: {latest.summary}.")
    return redirect(_back(association, period))
