"""För hand: figures that no ledger holds, each with the check that belongs to it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, fetch, page, require
from samsyn.associations.actions.words import spoken
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.ledger.actions import manual as actions
from samsyn.ledger.definitions.statements import LINES
from samsyn.ledger.figures.requirement import ENTERED, RESERVE, RESTORE
from samsyn.ledger.forms.manual import (
    BalanceNotesForm,
    CostRuleForm,
    HistoryForm,
    LegacyLineForm,
    ProvisionsForm,
)
from samsyn.ledger.models import BalanceNote, CostRule, LegacyLine
from samsyn.ledger.queries import manual as queries
from samsyn.ledger.queries.books import Books

_READ, _P = Permission.READ_LEDGER, Permission.MANAGE_PLANS
NOTE_LABELS: Mapping[str, str] = {
    **{key: label for key, (label, _) in ENTERED.items()},
    **{key: label for key, (label, _) in RESERVE.items()},
    **RESTORE,
}


def _to(name: str, association: Association, period: Period) -> str:
    return reverse(f"ledger:{name}", args=[association.slug, period])


def _may(request: HttpRequest, association: Association) -> bool:
    """Who may write here. A POST by anyone else is refused with the reason."""
    if request.method == "POST":
        require(request.user, _P, association)
    return can(request.user, _P, association)


@page(_READ)
def manual(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What can be entered, and what is."""
    context = {"summary": queries.summary(association), "year": period.year}
    return render(request, "ledger/manual.html", context)


@page(_READ)
def provisions(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The pension provision's roll-forward, checked to last year and to the balance sheet."""
    may, year = _may(request, association), period.year
    rolls = queries.roll_forwards(Books(association), year)
    held = {(kind, roll.includes_tax): amount for roll in rolls for kind, amount in roll.amounts.items()}
    form = ProvisionsForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        actions.set_provisions(association=association, year=year, amounts=form.amounts, by=actor(request))
        messages.success(request, f"Pensionsavsättningens förändring {year} är sparad.")
        return redirect(_to("manual-provisions", association, period))
    context = {"form": form, "with_tax": rolls[0], "without_tax": rolls[1], "year": year, "may_manage": may}
    return render(request, "ledger/manual_provisions.html", context)


@page(_READ)
def history(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Figures of a year that no ledger holds, taken over from an earlier report."""
    may, year = _may(request, association), period.year
    held = {item.line: item for item in queries.history(association, year)}
    form = HistoryForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        actions.set_history(association=association, years=[year], items=form.items(year), by=actor(request))
        messages.success(request, f"Siffrorna för {year} är sparade.")
        return redirect(_to("manual-history", association, period))
    books = Books(association)
    context = {
        "form": form, "year": year, "may_manage": may, "years": queries.summary(association).history_years,
        "in_books": year in books.imports or (year + 1) in books.imports, "held": held,
    }  # fmt: skip
    return render(request, "ledger/manual_history.html", context)


# --- legacy lines -------------------------------------------------------------------------------------------------


@page(_READ)
def legacy(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Lines shown for a year although the statement no longer has them."""
    may = _may(request, association)
    form = LegacyLineForm(request.POST or None, initial={"line": "taxes", "year": period.year})
    if request.method == "POST" and form.is_valid():
        actions.save_legacy_line(association=association, by=actor(request), **form.cleaned_data)
        messages.success(request, "Raden visas för året.")
        return redirect(_to("manual-legacy", association, period))
    held = LegacyLine.objects.filter(association=association).order_by("-year")
    rows = [(item, LINES[item.line].label if item.line in LINES else item.line) for item in held]
    return render(request, "ledger/manual_legacy.html", {"form": form, "rows": rows, "may_manage": may})


@page(_P)
def legacy_delete(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(LegacyLine, request.user, _P, association, pk)
    label = LINES[held.line].label if held.line in LINES else held.line
    return confirm(
        request, lambda: actions.delete_legacy_line(line=held, by=actor(request)), title="Sluta visa raden?",
        lead=f"{label} {held.year}: {held.reason}", back=_to("manual-legacy", association, period),
        done="Raden visas inte längre.", button="Sluta visa raden",
    )  # fmt: skip


# --- cost split ---------------------------------------------------------------------------------------------------


@page(_READ)
def cost_rules(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """How costs are split, rule by rule; the first that fits a posting decides."""
    rules = list(CostRule.objects.filter(association=association))
    current = [rule for rule in rules if (rule.from_year or 0) <= period.year <= (rule.to_year or 9999)]
    context = {
        "rules": [
            (rule, [spoken(p) for p in (rule.individual, rule.structure, rule.administration)]) for rule in rules
        ],
        "current": {rule.pk for rule in current},
        "year": period.year,
        "may_manage": can(request.user, _P, association),
    }
    return render(request, "ledger/manual_cost_rules.html", context)


@page(_P)
def cost_rule(request: HttpRequest, association: Association, period: Period, pk: int | None = None) -> HttpResponse:
    held = fetch(CostRule, request.user, _P, association, pk) if pk else None
    initial = {name: getattr(held, name) for name in CostRuleForm.base_fields} if held else None
    form = CostRuleForm(request.POST or None, initial=initial)

    def save() -> None:
        actions.save_cost_rule(association=association, values=form.cleaned_data, by=actor(request), pk=pk)

    return fill_in(
        request, form, save, title="Ändra fördelningen" if held else "Ny fördelning",
        lead="Vilka kostnader det gäller och hur många procent som är individ, struktur och administration. "
        "En ny nyckel för ett nytt år läggs in som en egen regel med från-år.",
        back=_to("manual-cost-rules", association, period), done="Fördelningen är sparad.",
    )  # fmt: skip


@page(_P)
def cost_rule_delete(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(CostRule, request.user, _P, association, pk)
    return confirm(
        request, lambda: actions.delete_cost_rule(rule=held, by=actor(request)), title="Ta bort fördelningen?",
        lead=f"{actions.describe_cost_rule(held)}. Kostnaderna faller på nästa regel som passar.",
        back=_to("manual-cost-rules", association, period), done="Fördelningen är borttagen.",
        button="Ta bort fördelningen",
    )  # fmt: skip


@page(_P)
@require_POST
def cost_rule_move(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    held = fetch(CostRule, request.user, _P, association, pk)
    actions.move_cost_rule(rule=held, step=-1 if request.POST.get("step") == "up" else 1, by=actor(request))
    return redirect(_to("manual-cost-rules", association, period))


# --- balanskrav ---------------------------------------------------------------------------------------------------


@page(_READ)
def balance_notes(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Amounts and reasons of the balanskravsutredning."""
    may, year = _may(request, association), period.year
    rows = BalanceNote.objects.filter(association=association, year=year)
    held = {note.key: (note.amount, note.text) for note in rows}
    form = BalanceNotesForm(request.POST or None, labels=NOTE_LABELS, held=held)
    if request.method == "POST" and form.is_valid():
        notes = form.notes()
        actions.set_balance_notes(
            association=association, year=year, notes=notes, labels=NOTE_LABELS, by=actor(request)
        )
        messages.success(request, f"Uppgifterna till balanskravet för {year} är sparade.")
        return redirect(_to("manual-balance", association, period))
    context = {"form": form, "year": year, "may_manage": may, "held": held}
    return render(request, "ledger/manual_balance.html", context)
