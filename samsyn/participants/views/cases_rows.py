"""The rows of one intervention, for those who work with them: list, find, write, remove."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.views.pages import actor, confirm
from samsyn.core.refused import Refused
from samsyn.interventions.models import Intervention
from samsyn.participants.cases import store
from samsyn.participants.cases.codes import code_book
from samsyn.participants.cases.personal import is_pseudonym
from samsyn.participants.forms.cases import CaseForm, FindForm
from samsyn.participants.views.cases_fetch import to_fill
from samsyn.participants.views.cases_wall import case_page, to

WORK = Permission.WORK_WITH_CASES
PER_PAGE = 50
TABS = (("", "Alla", None), ("pagar", "Pågår", False), ("slut", "Avslutade", True))
_SEX = {"women": "kvinna", "men": "man", "unstated": "ej angivet"}


@case_page(WORK)
def rows(request: HttpRequest, one: Intervention) -> HttpResponse:
    """A page of rows, newest first."""
    state = request.GET.get("lage", "")
    ended = next((wanted for key, _, wanted in TABS if key == state), None)
    place = _place(request.GET.get("sida", ""))
    held, count = store.some(
        intervention=one, by=actor(request), first=(place - 1) * PER_PAGE, most=PER_PAGE, ended=ended
    )
    context = {
        "one": one, "rows": [_shown(request, one, row) for row in held], "find": FindForm(), "count": count,
        "page": Paginator(range(count), PER_PAGE).get_page(place), "back": to(request, "cases"),
        "tabs": [{"label": label, "url": f"?lage={key}" if key else "?", "current": key == state}
                 for key, label, _ in TABS],
        "new": to(request, "case-new", pk=one.pk), "find_url": to(request, "case-find", pk=one.pk),
        "fill": to_fill(request, one), "read_in": to(request, "cases-import", pk=one.pk),
        "log": to(request, "cases-log", pk=one.pk),
    }  # fmt: skip
    return render(request, "participants/cases_of.html", context)


def _place(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _shown(request: HttpRequest, one: Intervention, held: store.Held) -> dict[str, Any]:
    return {"row": held.row, "sex": _SEX[held.row.sex], "url": to(request, "case", pk=one.pk, case=held.pk)}


@case_page(WORK)
@require_POST
def find(request: HttpRequest, one: Intervention) -> HttpResponse:
    """From a pseudonym to its row. Posted, so that no address and no log of addresses holds it."""
    pseudonym = request.POST.get("pseudonym", "").strip()
    found = store.find(intervention=one, by=actor(request), pseudonym=pseudonym) if is_pseudonym(pseudonym) else None
    if found is None:
        messages.error(request, "Ingen rad har den pseudonymen.")
        return redirect(to(request, "cases-of", pk=one.pk))
    return redirect(to(request, "case", pk=one.pk, case=found))


@case_page(WORK)
def new(request: HttpRequest, one: Intervention) -> HttpResponse:
    """A new row."""
    form = _form(request, one)
    if request.method == "POST" and form.is_valid() and form.row:
        try:
            store.add(intervention=one, by=actor(request), row=form.row)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Raden är sparad.")
            return redirect(to(request, "cases-of", pk=one.pk))
    return _written(request, one, form, title="Ny ärenderad")


@case_page(WORK)
def case(request: HttpRequest, one: Intervention, case: int) -> HttpResponse:
    """One row, to read and change."""
    held = store.one(intervention=one, by=actor(request), pk=case)
    if held is None:
        raise Http404
    form = _form(request, one, held)
    if request.method == "POST" and form.is_valid() and form.row:
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
        try:
            store.change(intervention=one, by=actor(request), pk=held.pk, version=version, row=form.row)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, "Raden är ändrad.")
            return redirect(to(request, "cases-of", pk=one.pk))
    remove = to(request, "case-remove", pk=one.pk, case=held.pk)
    return _written(request, one, form, title="Ärenderad", version=held.version, remove=remove)


@case_page(WORK)
def remove(request: HttpRequest, one: Intervention, case: int) -> HttpResponse:
    """A row that should not be there."""
    return confirm(
        request, lambda: store.remove(intervention=one, by=actor(request), pk=case), title="Ta bort ärenderaden?",
        lead="För en rad som blivit fel. Vem som slutat får i stället en dag för slut. Lämnade rapporter ändras inte.",
        back=to(request, "cases-of", pk=one.pk), done="Raden är borttagen.", button="Ta bort raden",
    )  # fmt: skip


def _form(request: HttpRequest, one: Intervention, held: store.Held | None = None) -> CaseForm:
    book, today = code_book(one.association), timezone.localdate()
    return CaseForm(request.POST or None, book=book, today=today, row=held.row if held else None)


def _written(request: HttpRequest, one: Intervention, form: CaseForm, **said: Any) -> HttpResponse:
    context = {"form": form, "one": one, "back": to(request, "cases-of", pk=one.pk), **said}
    return render(request, "participants/cases_row.html", context)
