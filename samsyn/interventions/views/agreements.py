"""Agreements: written from a decision, its page, its PDF, its signing. And what returns by itself at year-end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions.agreements import draft_agreement, sign_agreement
from samsyn.interventions.actions.documents import attach_document
from samsyn.interventions.actions.returns import due_returns, return_unused
from samsyn.interventions.domain.agreements import may_follow
from samsyn.interventions.domain.words import DecisionKind, PaymentForm, RunBy, Surplus
from samsyn.interventions.forms.decisions import PAYMENTS, RHYTHMS, SURPLUSES, AgreementForm, SignForm
from samsyn.interventions.forms.interventions import DocumentForm
from samsyn.interventions.models import Agreement, Decision, Intervention
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.claims import unsettled_advances
from samsyn.interventions.queries.decisions import agreed_years, one_decision, returned_already, unready
from samsyn.interventions.views.letters import agreement_letter, place_words
from samsyn.interventions.views.links import may, to
from samsyn.interventions.views.saving import save_or_show

_READ, _SIGN, _WRITE = Permission.READ_INTERVENTIONS, Permission.SIGN_AGREEMENTS, Permission.MANAGE_INTERVENTIONS
NEW_NUMBER = ""


@page(_WRITE)
def new(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """An agreement from a decision, or its unsigned draft to go on with."""
    user = actor(request)
    decision = one_decision(user, association, pk)
    back = to(request, "decision", decision.pk)
    of = decision.intervention
    if (why := may_follow(DecisionKind(decision.kind))) or of is None or of.run_by == RunBy.OWN:
        messages.error(request, why or "En insats i egen regi har ingen överenskommelse.")
        return redirect(back)
    draft = decision.agreements.filter(state=Agreement.State.DRAFT).first()
    form = AgreementForm(
        request.POST or None, numbers=_numbers(of, draft), initial=_initial(decision, of, draft)
    )  # fmt: skip

    def save() -> str:
        made = draft_agreement(decision=decision, by=user, **form.typed())
        return to(request, "agreement", made.pk)

    context = {"one": decision, "of": of, "back": back, "draft": draft,
               "total": sum(row.amount for row in decision.years.all())}  # fmt: skip
    done = "Överenskommelsen är skriven. Skriv ut den och låt den skrivas under."
    return save_or_show(request, form, save, "agreement_new", context, done)


def _numbers(of: Intervention, draft: Agreement | None) -> list[tuple[str, str]]:
    """A number of its own, or the next version of one that is signed."""
    if draft:
        return [(draft.number, draft.number)]
    signed = of.agreements.filter(state=Agreement.State.SIGNED).order_by("-valid_from", "-version")
    older = [(row.number, f"Ny version av {row.number}, som då ersätts") for row in signed]
    return [*older, (NEW_NUMBER, "En egen överenskommelse med nytt nummer")]


def _initial(decision: Decision, of: Intervention, draft: Agreement | None) -> dict[str, Any]:
    model = draft or of.agreements.filter(state=Agreement.State.SIGNED).order_by("-valid_from", "-version").first()
    years = sorted(agreed.year for agreed in decision.years.all() if agreed.amount > 0)
    initial: dict[str, Any] = {
        "number": model.number if model else NEW_NUMBER,
        "valid_from": of.start if not years else max(of.start, date(years[0], 1, 1)),
        "valid_to": of.end or (date(years[-1], 12, 31) if years else None),
        "payment": PaymentForm.ACTUAL, "surplus": Surplus.REPAID, "claim_months": 4, "report_months": 4,
        "last_claim_days": 20,
    }  # fmt: skip
    if model:
        names = ("valid_from", "payment", "surplus", "claim_months", "report_months", "last_claim_days", "terms")
        initial |= {name: getattr(model, name) for name in names}
        for row, advance in enumerate(model.instalments.all()):
            initial |= {f"due{row}": advance.due, f"amount{row}": advance.amount}
    return initial


@page(_READ)
def agreement(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """What was agreed, its versions, the signed copy, and the button that signs."""
    user = actor(request)
    one = scope.one_agreement(user, association, pk)
    versions = Agreement.objects.filter(association=association, number=one.number).order_by("-version")
    signer = may(request, _SIGN) and scope.owned(user, association, _SIGN).filter(pk=one.intervention_id).exists()
    context = {
        "one": one,
        "of": one.intervention,
        "place": place_words(one.decision),
        "years": agreed_years(one),
        "payment": dict(PAYMENTS)[one.payment],
        "surplus": dict(SURPLUSES)[one.surplus],
        "claimed": dict(RHYTHMS).get(one.claim_months, f"Var {one.claim_months}:e månad"),
        "reported": dict(RHYTHMS).get(one.report_months, f"Var {one.report_months}:e månad"),
        "advances": list(one.instalments.all()),
        "unsettled": max(unsettled_advances(one.pk), 0) if one.state != Agreement.State.REPLACED else 0,
        "actual": one.payment == PaymentForm.ACTUAL,
        "versions": list(versions),
        "in_force": next((row for row in versions if row.state == Agreement.State.SIGNED), None),
        "documents": list(one.documents.all()),
        "may_sign": signer and one.state == Agreement.State.DRAFT,
        "may_attach": signer,
        "may_edit": may(request, _WRITE) and one.state == Agreement.State.DRAFT,
    }
    return render(request, "interventions/agreement.html", context)


@page(_READ)
def pdf(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The agreement as it is signed (PDF)."""
    one = scope.one_agreement(actor(request), association, pk)
    response = HttpResponse(agreement_letter(one), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="overenskommelse-{one.pk}.pdf"'
    return response


@page(_SIGN)
def sign(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """Marks it signed, with the signed copy when there is one."""
    user = actor(request)
    one = scope.one_agreement(user, association, pk)
    scope.one_intervention(user, association, one.intervention_id, _SIGN)
    form = SignForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    back = to(request, "agreement", one.pk)

    def save() -> str:
        data = form.cleaned_data
        file = data["file"]
        sign_agreement(agreement=one, on=data["on"], signed_by=data["signed_by"], by=user, file=file or None,
                       name=file.name if file else "")  # fmt: skip
        return back

    actual = one.payment == PaymentForm.ACTUAL
    context = {"one": one, "back": back, "unsettled": max(unsettled_advances(one.pk), 0) if actual else 0}
    return save_or_show(request, form, save, "agreement_sign", context, "Överenskommelsen är undertecknad och gäller.")


@page(_SIGN)
def attach(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """The signed copy, or another file of the agreement."""
    user = actor(request)
    one = scope.one_agreement(user, association, pk)
    scope.one_intervention(user, association, one.intervention_id, _SIGN)
    form = DocumentForm(request.POST or None, request.FILES or None, initial={"kind": "undertecknad kopia"})
    back = to(request, "agreement", one.pk)

    def save() -> str:
        file = form.cleaned_data["file"]
        attach_document(file=file, name=file.name, kind=form.cleaned_data["kind"], by=user, agreement=one)
        return back

    return save_or_show(request, form, save, "application_attach", {"one": one, "back": back}, "Filen är tillagd.")


# --- what returns by itself -----------------------------------------------------------------------------------------


@page(Permission.RECORD_DECISIONS)
def returns(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """What the rules of the decisions give back at the end of the year, what has, and what waits for what."""
    user = actor(request)
    errors: list[str] = []
    if request.method == "POST":
        try:
            made = return_unused(association=association, year=period.year, by=user)
        except Refused as refused:
            errors = refused.errors
        else:
            messages.success(request, f"{len(made)} belopp har återgått.")
            return redirect(to(request, "decision-returns"))
    context = {"errors": errors, "year": period.year, **_returns(association, period.year)}
    return render(request, "interventions/decision_returns.html", context)


def _returns(association: Association, year: int) -> Mapping[str, Any]:
    over = year < timezone.localdate().year
    due, waits = due_returns(association, year) if over else {}, unready(association, year) if over else {}
    done = Decision.objects.filter(association=association, automatic=True, date=date(year, 12, 31))
    names = {row.pk: row for row in Intervention.objects.filter(association=association)}
    settled = returned_already(association, year)
    return {
        "over": over,
        "due": [(names[pk], amount) for pk, amount in due.items()],
        "total": sum(due.values()),
        "waits": [(names[pk], why) for pk, why in waits.items() if pk not in settled],
        "done": list(done.select_related("intervention").prefetch_related("years")),
    }
