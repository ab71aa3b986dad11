"""How an intervention stands when something is decided, and what has been decided."""

from datetime import date

from django.db.models import Max, Q, QuerySet, Sum
from django.http import Http404

from samsyn.associations.models import Association, User
from samsyn.governance.models import Paragraph
from samsyn.interventions.definitions.lifecycles import WAITING
from samsyn.interventions.domain.commitments import YearLine, year_lines
from samsyn.interventions.domain.decisions import Ruled, Standing, room
from samsyn.interventions.domain.words import RAISING, DecisionKind, RunBy, UnusedRule
from samsyn.interventions.models import Agreement, Claim, Confirmation, Decision, DecisionYear, Intervention
from samsyn.interventions.queries import scope
from samsyn.interventions.queries.ledger import entries


def standing(intervention: Intervention, day: date) -> Standing:
    """The intervention's years, what may be taken from it on a day, and its period. Öre."""
    if intervention.run_by == RunBy.OWN:
        lines = _own_lines(intervention)
        return Standing(lines, max(sum(line.left for line in lines), 0), intervention.end, intervention.start)
    found = entries(intervention.association, [intervention.pk])
    return Standing(year_lines(found), room(found, day), intervention.end, intervention.start)


def _own_lines(intervention: Intervention) -> list[YearLine]:
    """In own running only decisions are known here; the costs are the ledger's."""
    rows = DecisionYear.objects.filter(association=intervention.association, decision__intervention=intervention)
    sums = rows.order_by("year").values("year").annotate(sum=Sum("amount"))
    return [YearLine(row["year"], row["sum"], 0, 0) for row in sums]


def rule_of(intervention: Intervention) -> UnusedRule:
    """The rule for unused amounts of the newest decision that gave money."""
    kinds = [*RAISING, DecisionKind.OPENING]
    found = Decision.objects.filter(association=intervention.association, intervention=intervention, kind__in=kinds)
    newest = found.order_by("-date", "-pk").values_list("unused", flat=True).first()
    return UnusedRule(newest) if newest else UnusedRule.DECISION


def is_granted(intervention: Intervention) -> bool:
    """Whether it has been given money before."""
    kinds = [*RAISING, DecisionKind.OPENING]
    return Decision.objects.filter(
        association=intervention.association, intervention=intervention, kind__in=kinds
    ).exists()


def ruled(association: Association) -> dict[int, list[Ruled]]:
    """By intervention, every decided amount with the rule for what is not used; what was returned has no rule."""
    kinds = [*RAISING, DecisionKind.OPENING, DecisionKind.MOVE]
    rows = DecisionYear.objects.filter(
        association=association, decision__kind__in=kinds, decision__intervention__run_by=RunBy.PARTY
    ).select_related("decision")
    out: dict[int, list[Ruled]] = {}
    for row in rows:
        of = row.decision
        out.setdefault(of.intervention_id or 0, []).append(
            Ruled(of.pk, of.date, row.year, row.amount, UnusedRule(of.unused))
        )
    return out


def waiting_amount(intervention: Intervention) -> int:
    """What waits for attest, in öre: not used yet, but asked for."""
    found = Claim.objects.filter(association=intervention.association, intervention=intervention, state__in=WAITING)
    return int(found.aggregate(sum=Sum("amount"))["sum"] or 0)


def unready(association: Association, year: int) -> dict[int, str]:
    """Interventions (pks) whose year is not settled, each with why: nothing may return by itself before that."""
    claims = Claim.objects.filter(association=association, state__in=WAITING, period_from__year__lte=year)
    out = dict.fromkeys(claims.values_list("intervention", flat=True), "En rekvisition väntar på attest.")
    asked = Confirmation.objects.filter(association=association, year=year, answered__isnull=True)
    out |= dict.fromkeys(asked.values_list("intervention", flat=True), "Årsbeskedet är inte besvarat.")
    return out


def returned_already(association: Association, year: int) -> set[int]:
    """Interventions (pks) whose unused amount of a year has been through the rule."""
    found = Decision.objects.filter(association=association, automatic=True, date=date(year, 12, 31))
    return {pk for pk in found.values_list("intervention", flat=True) if pk}


def one_decision(user: User, association: Association, pk: int) -> Decision:
    """Http404 when the user may see neither its intervention nor its application."""
    seen = Q(intervention__in=scope.interventions(user, association).values("pk"))
    seen |= Q(application__in=scope.applications(user, association).values("pk"))
    found = Decision.objects.filter(seen, association=association, pk=pk)
    one = found.select_related("intervention", "application", "paragraph__meeting__body", "delegated").first()
    if one is None:
        raise Http404
    return one


def paragraphs(association: Association) -> QuerySet[Paragraph]:
    """The paragraphs and items that a decision may point at, the newest meeting first."""
    found = Paragraph.objects.filter(association=association).exclude(outcome="information")
    return found.select_related("meeting__body").order_by("-meeting__date", "position", "pk")


def next_version(association: Association, number: str) -> int:
    """The version that a new agreement with a number gets."""
    held = Agreement.objects.filter(association=association, number=number)
    return int(held.aggregate(last=Max("version"))["last"] or 0) + 1


def agreed_years(agreement: Agreement) -> dict[int, int]:
    """What an agreement's decisions and those of its earlier versions give per year, in öre."""
    decisions = agreed_decisions(agreement)
    rows = DecisionYear.objects.filter(association=agreement.association, decision__in=decisions.values("pk"))
    sums = rows.order_by("year").values("year").annotate(sum=Sum("amount"))
    return {row["year"]: row["sum"] for row in sums if row["sum"]}


def agreed_decisions(agreement: Agreement) -> QuerySet[Decision]:
    """The decisions an agreement and its earlier versions are made on, in the order they were taken."""
    versions = Agreement.objects.filter(
        association=agreement.association, number=agreement.number, version__lte=agreement.version
    )
    found = Decision.objects.filter(association=agreement.association, pk__in=versions.values("decision"))
    return found.select_related("paragraph__meeting__body", "delegated").order_by("date", "pk")
