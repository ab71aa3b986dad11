"""Rekvisitioner och fakturor: the list, one document, and the buttons that move it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samsyn.associations.access import can, page, parties_of
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association, User
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.claim_steps import (
    approve_claim,
    certify_claim,
    check_claim,
    pay_claim,
    record_attest,
    return_claim,
)
from samsyn.interventions.definitions.lifecycles import CLAIM, WAITING
from samsyn.interventions.domain.claims import THE, span
from samsyn.interventions.domain.words import ClaimForm, RunBy
from samsyn.interventions.forms import claims as entry
from samsyn.interventions.models import Claim, Document, Intervention
from samsyn.interventions.queries import claim_moves, claims, scope
from samsyn.ui import formats

_P = Permission
_READ = _P.READ_CLAIMS
ON_A_PAGE = 50
FEW = 40  # so many interventions are listed to choose among
_TONES = {"varning": "delvis", "bra": "upp", "fel": "ej"}


def office(user: User, association: Association) -> bool:
    """Whether the user reads as the association does, not as a party."""
    return parties_of(user, _READ, association) is None


def tone(claim: Claim) -> str:
    """The shape of a document's state word."""
    return _TONES.get(CLAIM.state(claim.state).tone, "utkast" if claim.state == "utkast" else "na")


# --- the list -------------------------------------------------------------------------------------------------------


@page(_READ)
def listing(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every document the user may see, by state, intervention and year."""
    user, inside = actor(request), office(actor(request), association)
    visible = scope.owned(user, association, _READ)
    interventions = list(visible.order_by("name").values_list("pk", "name"))
    form = entry.FilterForm(
        request.GET or {"ar": period.year},
        states=[(state.key, state.seen(by_office=inside)) for state in CLAIM.states],
        interventions=interventions,
        years=_years(association, period.year),
    )
    choice = form.cleaned_data if form.is_valid() else {}
    found = claims.listed(
        user, association, state=choice.get("lage", ""), intervention=choice.get("insats"), year=choice.get("ar")
    )
    shown = Paginator(found.values_list("pk", flat=True), ON_A_PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form, "page": shown, "narrowed": bool(request.GET), "choice": choice,
        "rows": [(row, claim_moves.state_words(row, by_office=inside), tone(row)) for row in claims.in_order(shown)],
        "may_register": _registers(user, association), "few": FEW, "interventions": interventions,
    }  # fmt: skip
    return render(request, "interventions/claims.html", context, status=422 if form.errors else 200)


def _years(association: Association, shown: int) -> list[int]:
    found = Claim.objects.filter(association=association).aggregate(first=Min("period_from"), last=Max("period_to"))
    first, last = found["first"] or date(shown, 1, 1), found["last"] or date(shown, 1, 1)
    return entry.year_choices(min(first, date(shown, 1, 1)), max(last, date(shown, 1, 1)))


def _registers(user: User, association: Association) -> list[Intervention]:
    """The interventions the user may register for, one more than `FEW` when they are many."""
    if not can(user, _P.REGISTER_CLAIMS, association):
        return []
    found = scope.owned(user, association, _P.REGISTER_CLAIMS)
    own = found.filter(run_by=RunBy.PARTY).exclude(state=Intervention.State.PREPARED)
    return list(own.order_by("name")[: FEW + 1])


# --- one document ---------------------------------------------------------------------------------------------------


@page(_READ)
def claim(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A document: rows beside budget and what remains, evidence, who attested when, what can be done and why not."""
    return show(request, scope.one_claim(actor(request), association, pk), {})


def show(request: HttpRequest, found: Claim, bound: Mapping[str, forms.Form]) -> HttpResponse:
    """The page, with the form of a step that was refused."""
    user, today = actor(request), timezone.localdate()
    inside = office(user, found.association)
    rows = list(found.rows.select_related("cost_type"))
    money = claim_moves.money(found, today) if found.state in WAITING else None
    form_name = ClaimForm(found.form)
    settling = form_name is ClaimForm.SETTLEMENT
    lines = claims.type_lines(found.intervention, found.period_to.year, rows, found.pk, settling=settling)
    context = {
        "claim": found,
        "the": THE[form_name],
        "state": claim_moves.state_words(found, by_office=inside),
        "tone": tone(found),
        "period_words": span(found.period_from, found.period_to),
        "lines": lines,
        "money": money,
        "rest": _rest(lines),
        "actual": sum(row.amount for row in rows) if form_name is ClaimForm.SETTLEMENT else None,
        "documents": found.documents.all(),
        "corrections": found.corrections.exclude(state="utkast"),
        "steps": _steps(found),
        "moves": [
            (move, bound.get(move.name) or _form(move.name, money), f"interventions:{_VIEWS[move.name]}")
            for move in claim_moves.moves(found, user, today, money)
        ],
        "open": set(bound),
        "errors": [error for form in bound.values() for error in form.non_field_errors()],
        "office": inside,
        "may_remove": found.state in ("utkast", "återsänd"),
    }  # fmt: skip
    return render(request, "interventions/claim.html", context)


def _rest(lines: Sequence[claims.TypeLine]) -> list[str]:
    """The sums under the columns beside the document's own."""
    if not lines:
        return []
    used = [sum(line.used for line in lines)]
    budget = [sum(line.budget or 0 for line in lines), sum(line.left or 0 for line in lines)]
    return [formats.money(ore) for ore in (used if lines[0].budget is None else used + budget)]


def _steps(found: Claim) -> list[dict[str, str]]:
    """Who did what and when; the first without a day is where it is now."""
    who = {
        "certified": found.certified_name,
        "checked": found.checked_by.name if found.checked_by else "",
        "decided": found.decided_by.name if found.decided_by else found.attested_there,
    }
    names = (("received", "Kom in"), ("certified", "Intygat"), ("checked", "Sakattest"), ("decided", "Beslutsattest"),
             ("paid", "Betalt"))  # fmt: skip
    waiting = found.state in (*WAITING, "godkänd", "utkast")
    steps: list[dict[str, str]] = []
    for name, label in names:
        day = getattr(found, name)
        said = ", ".join(filter(None, (f"{day:%Y-%m-%d}" if day else "", who.get(name, ""))))
        steps.append({"label": label, "text": said, "state": "done" if day else ""})
    last = max((place for place, step in enumerate(steps) if step["state"]), default=-1)
    if waiting and last + 1 < len(steps):
        steps[last + 1]["state"] = "now"
    return steps


_VIEWS = {
    "edit": "claim-edit", "correct": "claim-correct", "certify": "claim-certify", "paper": "claim-certify",
    "check": "claim-check", "approve": "claim-approve", "record": "claim-record", "return": "claim-return",
    "cancel": "claim-cancel", "pay": "claim-pay",
}  # fmt: skip
_FORMS: Mapping[str, type[forms.Form]] = {
    "certify": entry.CertifyForm, "paper": entry.PaperForm, "check": entry.CertifyForm, "approve": entry.ApproveForm,
    "record": entry.RecordForm, "return": entry.ReasonForm, "cancel": entry.ReasonForm, "pay": entry.PayForm,
}  # fmt: skip


def _form(name: str, money: claim_moves.Money | None) -> forms.Form | None:
    kind = _FORMS.get(name)
    if kind is None:
        return None
    part = money.highest if money and money.over and money.highest > 0 else None
    if issubclass(kind, entry.ApproveForm):
        initial = {"on": timezone.localdate()} if kind is entry.RecordForm else {}
        return kind(auto_id=f"{name}_%s", highest=part, initial=initial)
    return kind(auto_id=f"{name}_%s", initial={"on": timezone.localdate()})


# --- the steps ------------------------------------------------------------------------------------------------------

Act = Callable[[Claim, User, Mapping[str, Any]], Any]


def _step(permission: Permission, name: str, done: str, act: Act) -> Callable[..., Any]:
    """A button: one action, back to the document or the list one came from. A refusal keeps what was typed."""

    @page(permission)
    @require_POST
    def step(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
        found = scope.one_claim(actor(request), association, pk)
        kind = "paper" if name == "certify" and "paper_name" in request.POST else name
        form = _FORMS[kind](request.POST, auto_id=f"{kind}_%s")
        if form.is_valid():
            try:
                act(found, actor(request), form.cleaned_data)
            except Refused as refused:
                refuse(form, refused.errors)
            else:
                messages.success(request, f"{THE[ClaimForm(found.form)]} {found.number} {done}.")
                return redirect(_back(request, association, period, pk))
        found = scope.one_claim(actor(request), association, pk)
        return show(request, found, {kind: form})

    return step


def _back(request: HttpRequest, association: Association, period: Period, pk: int) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("interventions:claim", args=[association.slug, period, pk])


def _today() -> date:
    return timezone.localdate()


certify = _step(_P.REGISTER_CLAIMS, "certify", "är intygad", lambda claim, by, data: certify_claim(
    claim=claim, on=_today(), by=by, paper_name=data.get("paper_name", "")))  # fmt: skip
check = _step(_P.ATTEST_CLAIMS, "check", "är sakattesterad", lambda claim, by, data: check_claim(
    claim=claim, on=_today(), by=by))  # fmt: skip
approve = _step(_P.ATTEST_CLAIMS, "approve", "är beslutsattesterad", lambda claim, by, data: approve_claim(
    claim=claim, on=_today(), by=by, amount=data["amount"], reason=data["reason"]))  # fmt: skip
record = _step(_P.PAY_CLAIMS, "record", "är godkänd", lambda claim, by, data: record_attest(
    claim=claim, on=data["on"], by=by, who=data["who"], amount=data["amount"], reason=data["reason"]))  # fmt: skip
send_back = _step(_P.ATTEST_CLAIMS, "return", "är återsänd", lambda claim, by, data: return_claim(
    claim=claim, reason=data["reason"], on=_today(), by=by))  # fmt: skip
cancel = _step(_P.REGISTER_CLAIMS, "cancel", "är makulerad", lambda claim, by, data: actions.cancel_claim(
    claim=claim, reason=data["reason"], on=_today(), by=by))  # fmt: skip
pay = _step(_P.PAY_CLAIMS, "pay", "är betald", lambda claim, by, data: pay_claim(
    claim=claim, on=data["on"], by=by, reference=data["reference"]))  # fmt: skip


@page(_P.REGISTER_CLAIMS)
@require_POST
def remove_evidence(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Takes away a file from a draft or returned document."""
    document = Document.objects.filter(association=association, pk=pk, claim__isnull=False).first()
    if document is None or document.claim_id is None:
        raise Http404
    found = scope.one_claim(actor(request), association, document.claim_id)
    try:
        actions.remove_evidence(document=document, by=actor(request))
    except Refused as refused:
        messages.error(request, " ".join(refused.errors))
    else:
        messages.success(request, f"{document.name} är borttagen.")
    return redirect(reverse("interventions:claim", args=[association.slug, period, found.pk]))
