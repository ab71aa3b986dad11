"""Writing a document: new, changed, or a credit or correction of one that is approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from samsyn.associations.access import page, require
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.forms.fields import refuse
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor
from samsyn.core.period import Period
from samsyn.core.refused import Refused
from samsyn.interventions.actions import claims as actions
from samsyn.interventions.actions.claim_steps import certify_claim
from samsyn.interventions.domain.approval import cap
from samsyn.interventions.domain.claims import THE, span
from samsyn.interventions.domain.words import ChoiceKind, ClaimForm, PaymentForm
from samsyn.interventions.forms.claims import EntryForm, typed
from samsyn.interventions.models import Claim, Intervention
from samsyn.interventions.queries import claims, scope
from samsyn.interventions.queries.ledger import entries
from samsyn.interventions.queries.lists import choices
from samsyn.interventions.views.claims import office

_P = Permission.REGISTER_CLAIMS


@dataclass(frozen=True)
class _Page:
    """What one of the three pages is about."""

    of: Intervention
    kinds: tuple[ClaimForm, ...]
    title: str
    lead: str
    back: str
    initial: Mapping[str, Any]
    claim: Claim | None = None
    original: Claim | None = None


Save = Callable[[EntryForm, bool], Claim]


def _entry(request: HttpRequest, association: Association, period: Period, about: _Page, save: Save) -> HttpResponse:
    """Show the form, keep a draft, or hand in. A refusal stands in the form with all that was typed."""
    submit = request.POST.get("gor") != "utkast"
    year = about.initial.get("period_to", period.end).year
    shown = about.original.rows.select_related("cost_type") if about.original else ()
    but = about.claim or about.original
    lines = {line.label: line for line in claims.type_lines(about.of, year, shown, but.pk if but else 0)}
    form = EntryForm(
        request.POST or None, request.FILES or None, kinds=about.kinds, lines=lines, draft=not submit,
        cost_types=list(choices(association, ChoiceKind.COST_TYPE)), office=office(actor(request), association),
        initial=dict(about.initial),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = save(form, submit)
        except Refused as refused:
            refuse(form, refused.errors)
        else:
            messages.success(request, _done(made))
            return redirect(reverse("interventions:claim", args=[association.slug, period, made.pk]))
    today = timezone.localdate()
    context = {
        "about": about, "form": form, "year": year, "budgeted": any(one.budget is not None for one in lines.values()),
        "left": cap(entries(association, [about.of.pk]), [today]), "terms": claims.terms(about.of),
        "files_lost": bool(request.FILES), "owner": about.of.owner, "credit": about.original is not None,
        "unsettled": claims.left_to_settle(about.of),
        "may_draft": about.claim is None or about.claim.state == "utkast",
    }  # fmt: skip
    return render(request, "interventions/claim_entry.html", context)


def _done(claim: Claim) -> str:
    the = THE[ClaimForm(claim.form)]
    if claim.state == "utkast":
        return f"{the} {claim.number} är sparad som utkast."
    if claim.state == "intygad":
        return f"{the} {claim.number} är registrerad och intygad."
    return f"{the} {claim.number} är inlämnad. Nu ska den intygas."


def _received(form: EntryForm) -> dict[str, Any]:
    """The day it came: typed by the office, today for the party."""
    return {"received": form.cleaned_data.get("received") or timezone.localdate()}


def _certified(claim: Claim, form: EntryForm, by: Any) -> Claim:
    """A paper that already bears a signature is certified at once."""
    name = form.cleaned_data.get("paper_name")
    if name and claim.state == "inkommen":
        certify_claim(claim=claim, on=timezone.localdate(), by=by, paper_name=name)
    return claim


@page(_P)
def new(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A new document of an intervention."""
    of = scope.one_intervention(actor(request), association, pk, _P)
    inside = office(actor(request), association)
    about = _Page(
        of, _kinds(of), "Ny rekvisition eller faktura" if _actual(of) else "Nytt förskott eller slutavräkning",
        f"{of.name}. Belopp skrivs i kronor utan moms.",
        reverse("interventions:claims", args=[association.slug, period]), _next(of),
    )  # fmt: skip

    def save(form: EntryForm, submit: bool) -> Claim:
        made = actions.register_claim(
            intervention=of, form=form.cleaned_data["form"], by=actor(request), by_mail=inside, submit=submit,
            **form.document(), **_received(form),
        )  # fmt: skip
        return _certified(made, form, actor(request))

    return _entry(request, association, period, about, save)


def _actual(of: Intervention) -> bool:
    signed = claims.terms(of)
    return not signed or any(term.payment is PaymentForm.ACTUAL for term in signed)


def _kinds(of: Intervention) -> tuple[ClaimForm, ...]:
    """The forms that its agreements pay by; a settlement first while advances of an older version are not settled."""
    ahead = any(term.payment is PaymentForm.ADVANCE for term in claims.terms(of))
    actual = (ClaimForm.REQUISITION, ClaimForm.INVOICE) if _actual(of) else ()
    if claims.left_to_settle(of) and not ahead:
        return (ClaimForm.SETTLEMENT, *actual)
    return actual + ((ClaimForm.ADVANCE, ClaimForm.SETTLEMENT) if ahead else ())


def _next(of: Intervention) -> dict[str, Any]:
    """The next period by the agreement's rhythm, as a proposal."""
    agreement = of.agreements.filter(state="undertecknad").order_by("-version").first()
    last = of.claims.exclude(state="makulerad").exclude(form__in=("kredit", "rättelse")).order_by("-period_to").first()
    proposal: dict[str, Any] = {"received": timezone.localdate(), "form": _kinds(of)[0].value}
    if agreement is None:
        return proposal
    if claims.left_to_settle(of):
        first, until = claims.unsettled_days(agreement)
        return proposal | {"period_from": first, "period_to": until}
    start = last.period_to + timedelta(days=1) if last else agreement.valid_from
    if start > agreement.valid_to:
        return proposal
    end = _months_on(start, agreement.claim_months) - timedelta(days=1)
    return proposal | {"period_from": start, "period_to": min(end, agreement.valid_to, date(start.year, 12, 31))}


def _months_on(start: date, months: int) -> date:
    """The first day of the month so many months on."""
    place = start.year * 12 + start.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


@page(_P)
def edit(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A draft or a returned document, to be handed in."""
    found = scope.one_claim(actor(request), association, pk)
    scope.one_intervention(actor(request), association, found.intervention_id, _P)
    back = reverse("interventions:claim", args=[association.slug, period, pk])
    if found.state not in ("utkast", "återsänd"):
        messages.error(request, "Dokumentet är inlämnat. Det går att ändra när det är ett utkast eller återsänt.")
        return redirect(back)
    kind = ClaimForm(found.form)
    title, lead = f"{kind.value.capitalize()} {found.number}", f"{found.intervention.name}. Belopp i kronor utan moms."
    about = _Page(
        found.intervention, (kind,), title, lead, back, typed(found) | {"total": found_total(found)}, found,
        found.original,
    )  # fmt: skip

    def save(form: EntryForm, submit: bool) -> Claim:
        made = actions.change_claim(
            claim=found, by=actor(request), submit=submit, **form.document(), **_received(form)
        )  # fmt: skip
        return _certified(made, form, actor(request))

    return _entry(request, association, period, about, save)


def found_total(claim: Claim) -> int | None:
    """The sum of what is written so far."""
    return sum(row.amount for row in claim.rows.all()) or None


@page(_P)
def correct(request: HttpRequest, association: Association, period: Period, pk: int) -> HttpResponse:
    """A credit or correction: a document of its own that points at the one it changes."""
    original = scope.one_claim(actor(request), association, pk)
    scope.one_intervention(actor(request), association, original.intervention_id, _P)
    if original.form in ("kredit", "rättelse"):
        raise Http404
    require(actor(request), _P, association)
    initial = {"period_from": original.period_from, "period_to": original.period_to,
               "received": timezone.localdate(), "form": ClaimForm.CREDIT.value}  # fmt: skip
    about = _Page(
        original.intervention, (ClaimForm.CREDIT, ClaimForm.CORRECTION), "Kredit eller rättelse",
        f"Ändrar {original.form} {original.number} för {original.intervention.name}, "
        f"{span(original.period_from, original.period_to)}. Originalet står kvar.",
        reverse("interventions:claim", args=[association.slug, period, pk]), initial, None, original,
    )  # fmt: skip

    def save(form: EntryForm, submit: bool) -> Claim:
        made = actions.register_claim(
            intervention=original.intervention, form=form.cleaned_data["form"], by=actor(request), original=original,
            by_mail=office(actor(request), association), submit=submit, **form.document(), **_received(form),
        )  # fmt: skip
        return _certified(made, form, actor(request))

    return _entry(request, association, period, about, save)
