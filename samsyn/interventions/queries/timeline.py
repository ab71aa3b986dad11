"""Everything that happened to an intervention, with its amount: one list from a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from samsyn.associations.actions.words import kronor
from samsyn.associations.models import User
from samsyn.core.period import MONTHS
from samsyn.interventions.definitions.lifecycles import APPLICATION, CLAIM, COUNTED, WAITING
from samsyn.interventions.domain.words import DecisionKind
from samsyn.interventions.models import (
    Agreement,
    Application,
    ApplicationBudget,
    ApplicationStep,
    Claim,
    Confirmation,
    Decision,
    Due,
    FollowUp,
    Intervention,
    InterventionName,
    OutsideMoney,
)
from samsyn.interventions.queries import scope

NOW, COMING = "now", "coming"
MOST_COMING = 4
_STEPS = {
    "ask": "komplettering begärd", "complete": "kompletterad", "prepare": "beredning börjar",
    "to_board": "till styrelsen", "back": "återremiss", "withdraw": "återtagen",
}  # fmt: skip
"""What the steps of an application are called when they have happened."""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline; `view` and `pk` are the page behind it, `amount` öre."""

    date: date
    text: str
    amount: int | None = None
    view: str = ""
    pk: int = 0
    state: str = ""


@dataclass(frozen=True)
class Found:
    """The documents of an intervention that the user may see: what the page's steps and timeline are made from."""

    applications: list[Application]
    decisions: list[Decision]
    agreements: list[Agreement]
    claims: list[Claim]
    confirmations: list[Confirmation]
    reports: list[FollowUp]
    dues: list[Due]


def found_for(user: User, of: Intervention) -> Found:
    """Eight queries. Drafts and a party's own matters follow the rules of `scope`."""
    where = {"association": of.association, "intervention": of}
    decisions = Decision.objects.filter(**where).select_related("paragraph", "delegated").prefetch_related("years")
    waiting = Due.objects.filter(**where, done__isnull=True, dropped="").order_by("due", "pk")
    return Found(
        list(scope.applications(user, of.association).filter(intervention=of).select_related("applicant")),
        list(decisions),
        list(Agreement.objects.filter(**where)),
        list(scope.claims(user, of.association).filter(intervention=of).select_related("settles")),
        list(Confirmation.objects.filter(**where)),
        list(FollowUp.objects.filter(**where).exclude(state=FollowUp.State.DRAFT)),
        list(waiting),
    )


def timeline(of: Intervention, found: Found, names: Iterable[InterventionName], today: date) -> list[Happening]:
    """Newest first, what is to come on top (three queries more)."""
    past = [
        *_applied(of, found.applications),
        *(one for decision in found.decisions for one in _decided(decision)),
        *(one for agreement in found.agreements for one in _agreed(agreement)),
        *(one for claim in found.claims for one in _claimed(claim)),
        *(one for answer in found.confirmations for one in _confirmed(answer)),
        *(_reported(report) for report in found.reports),
        *_named(names),
        *_outside(of),
    ]
    coming = [
        Happening(due.due, due.title, state=NOW if due.due < today else COMING) for due in found.dues[:MOST_COMING]
    ]
    past.sort(key=lambda one: one.date, reverse=True)
    return [*sorted(coming, key=lambda one: one.date, reverse=True), *past]


def _applied(of: Intervention, applications: list[Application]) -> Iterator[Happening]:
    pks = [one.pk for one in applications]
    sums = ApplicationBudget.objects.filter(association=of.association, application__in=pks).order_by()
    asked = dict(sums.values_list("application").annotate(Sum("amount")))
    by_pk = {one.pk: one for one in applications}
    for step in ApplicationStep.objects.filter(association=of.association, application__in=pks):
        application = by_pk[step.application_id]
        view = "interventions:application"
        if step.move == "submit":
            whose = f" från {application.applicant}" if application.applicant else ""
            yield Happening(step.date, f"Ansökan{whose}", asked.get(application.pk), view, application.pk)
        elif step.move not in ("grant", "reject"):  # the decision tells of those
            words = _STEPS.get(step.move, APPLICATION.move(step.move).label.lower())
            yield Happening(step.date, f"Ansökan: {words}", None, view, application.pk)


def _decided(decision: Decision) -> Iterator[Happening]:
    years = list(decision.years.all())
    words = decision.kind.capitalize()
    if decision.kind == DecisionKind.MOVE:
        words = "Flytt: " + ", ".join(
            f"{row.year} {'+' if row.amount > 0 else ''}{kronor(row.amount)}" for row in years
        )
    elif decision.automatic:
        words = f"Återgick av sig självt: {decision.reason}"
    number = decision.paragraph.number if decision.paragraph else None
    place = f", § {number}" if number else f", {decision.delegated}" if decision.delegated else ""
    amount = sum(row.amount for row in years) if years and decision.kind != DecisionKind.MOVE else None
    yield Happening(decision.date, f"{words}{place}", amount, "interventions:decision", decision.pk)


def _agreed(agreement: Agreement) -> Iterator[Happening]:
    version = f", version {agreement.version}" if agreement.version > 1 else ""
    if agreement.signed:
        yield Happening(agreement.signed, f"Överenskommelse undertecknad{version}", agreement.amount,
                        "interventions:agreement", agreement.pk)  # fmt: skip
    elif agreement.state == Agreement.State.DRAFT:
        yield Happening(agreement.created.date(), f"Överenskommelse att underteckna{version}", agreement.amount,
                        "interventions:agreement", agreement.pk, NOW)  # fmt: skip


def _claimed(claim: Claim) -> Iterator[Happening]:
    day = (claim.cost_date if claim.state in COUNTED else claim.received) or claim.created.date()
    words = f"{claim.form.capitalize()} {claim.number}, {span(claim.period_from, claim.period_to)}"
    amount = claim.amount
    if claim.state in COUNTED and claim.approved is not None:
        amount = claim.approved
        if claim.approved != claim.amount:
            words += f", godkänd till en del av {kronor(claim.amount)}"
        if claim.settles:
            words += f", avräknar årsbesked {claim.settles.year}"
        if claim.taken_over:
            words += ", övertagen uppgift"
    else:
        words += f": {CLAIM.state(claim.state).label.lower()}"
    yield Happening(day, words, amount, "interventions:claim", claim.pk, NOW if claim.state in WAITING else "")


def _confirmed(answer: Confirmation) -> Iterator[Happening]:
    view = "interventions:confirmation"
    if answer.answered is None:
        yield Happening(answer.asked, f"Årsbesked {answer.year} ska lämnas", None, view, answer.pk, NOW)
        return
    yield Happening(answer.answered, f"Årsbesked {answer.year}: upparbetat, ej rekvirerat", answer.amount, view,
                    answer.pk)  # fmt: skip
    if answer.dissolved:
        yield Happening(answer.dissolved, f"Skulden från årsbesked {answer.year} löstes upp: {answer.dissolved_why}",
                        answer.dissolved_amount, view, answer.pk)  # fmt: skip


def _reported(report: FollowUp) -> Happening:
    what = "Slutrapport" if report.final else f"Uppföljning {span(report.period_from, report.period_to)}"
    return Happening(report.sent or report.created.date(), f"{what} inlämnad", None, "interventions:report", report.pk)


def _named(names: Iterable[InterventionName]) -> Iterator[Happening]:
    for row in list(names)[1:]:
        yield Happening(row.start, f"Heter nu {row.name}")


def _outside(of: Intervention) -> Iterator[Happening]:
    for row in OutsideMoney.objects.filter(association=of.association, intervention=of):
        yield Happening(row.date, f"Från {row.source}: {row.step}", row.amount)


def span(first: date, last: date) -> str:
    """'januari–april 2024', 'mars 2024', 'november 2023–januari 2024'."""
    start, end = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{start}–{end}" if first.year == last.year else f"{start} {first.year}–{end}"
