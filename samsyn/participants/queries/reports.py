"""Reports: who is to hand in for a period, what each carries over, how it stands, and all of an intervention's time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.http import Http404

from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association, User
from samsyn.interventions.domain.words import Direction, DueKind
from samsyn.interventions.models import Due, Intervention
from samsyn.interventions.queries import scope
from samsyn.participants.definitions.variables import FLOW, VARIABLES
from samsyn.participants.domain.asking import Asked, CountKey, name, reason_name
from samsyn.participants.domain.chain import Link, enrolled_before
from samsyn.participants.domain.periods import Part
from samsyn.participants.domain.tallying import YEAR_OPENING
from samsyn.participants.domain.words import Sex, Source, Span
from samsyn.participants.models import Count, Report, ReportingPeriod, ReportVersion
from samsyn.participants.queries.collecting import asked, with_held

_HANDED_IN = Report.State.HANDED_IN


# --- who reports ----------------------------------------------------------------------------------------------------


def period_of(association: Association, part: Part) -> ReportingPeriod | None:
    """None when it was never opened."""
    found = ReportingPeriod.objects.filter(association=association, year=part.year, last_month=part.last_month)
    return found.filter(first_month=part.first_month).first()


def running(association: Association, part: Part) -> QuerySet[Intervention]:
    """Individual interventions that run at some time in a period and are decided: those that report."""
    ends = Q(end__isnull=True) | Q(end__gte=part.start)
    found = Intervention.objects.filter(ends, association=association, direction=Direction.INDIVIDUAL)
    return found.filter(start__lte=part.end).exclude(state=Intervention.State.PREPARED).select_related("owner")


def why_not(intervention: Intervention, part: Part) -> str:
    """Why an intervention hands in no counts for a period; '' when it does."""
    if intervention.direction != Direction.INDIVIDUAL:
        return f"{intervention} är en strukturinsats. För in träffarna under Forum och träffar i stället."
    if intervention.state == Intervention.State.PREPARED:
        return f"{intervention} är inte beslutad än."
    if intervention.start > part.end or (intervention.end is not None and intervention.end < part.start):
        return f"{intervention} pågick inte under {part.label}."
    return ""


def last_of_year(intervention: Intervention, part: Part) -> bool:
    """Whether it is the intervention's last report of the year: what is counted over the year is asked then."""
    return part.last or (intervention.end is not None and intervention.end <= part.end)


def one_report(user: User, association: Association, pk: int, code: str) -> tuple[Intervention, ReportingPeriod]:
    """An intervention that the user may report for, and a period that has been opened.

    Http404 for another party's intervention, another association's, and a period that is none.
    """
    own = scope.owned(user, association, Permission.REPORT_PARTICIPANTS).select_related("owner").filter(pk=pk).first()
    try:
        period = period_of(association, Part.parse(code))
    except ValueError:
        period = None
    if own is None or period is None:
        raise Http404
    return own, period


# --- one intervention's reports -------------------------------------------------------------------------------------


Held = list[tuple[Report, Link]]
"""Handed-in reports of an intervention with their counts, in order."""


def handed_in(intervention: Intervention, since: Part | None = None) -> Held:
    """Its handed-in reports with their counts, in order: of those before `since` only the flow. Two queries."""
    reports = list(
        Report.objects.filter(association=intervention.association_id, intervention=intervention, state=_HANDED_IN)
        .select_related("period").order_by("period__year", "period__last_month")
    )  # fmt: skip
    counts: dict[int, dict[CountKey, int]] = {}
    rows = Count.objects.filter(association=intervention.association_id, report__in=reports)
    if since:
        whole = [report.pk for report in reports if report.period.part >= since]
        rows = rows.filter(Q(variable__in=(*FLOW, YEAR_OPENING)) | Q(report__in=whole))
    for pk, *key, count in rows.values_list("report_id", "variable", "category", "sex", "age", "count"):
        counts.setdefault(pk, {})[CountKey(*key)] = count
    return [(report, Link(report.period.part, counts.get(report.pk, {}))) for report in reports]


@dataclass(frozen=True)
class Before:
    """What a report rests on. `opening` None: the very first, where it is typed. `enrolled` None: the year's first."""

    part: Part | None
    opening: Mapping[Sex, int] | None
    enrolled: Mapping[Sex, int] | None


def before(intervention: Intervention, part: Part) -> Before:
    """What is carried over into a period."""
    return before_in([link for _, link in handed_in(intervention, part)], part)


def before_in(links: list[Link], part: Part) -> Before:
    """The same from reports that are already read."""
    last = max((link for link in links if link.part < part), key=lambda link: link.part, default=None)
    if last is None:
        return Before(None, None, None)
    return Before(last.part, last.closing, enrolled_before(links, part))


def report_of(intervention: Intervention, period: ReportingPeriod) -> Report | None:
    """Draft or handed in; None when nothing is saved."""
    own = Report.objects.filter(association=period.association_id, intervention=intervention, period=period)
    return own.select_related("period", "intervention").first()


def counts_of(report: Report) -> dict[CountKey, int]:
    """A handed-in report's counts."""
    rows = Count.objects.filter(association=report.association_id, report=report)
    return {CountKey(*key): count for *key, count in rows.values_list("variable", "category", "sex", "age", "count")}


def asked_in(intervention: Intervention, period: ReportingPeriod, report: Report | None = None,
             source: Source = Source.COUNTS) -> list[Asked]:  # fmt: skip
    """What a report is asked for, and whatever it holds already when it is handed in."""
    own = Source(report.source) if report else source
    part, association = period.part, intervention.association
    found = asked(association, part, last_of_year=last_of_year(intervention, part), source=own)
    if report is None or report.state != _HANDED_IN:
        return found
    return with_held(association, found, counts_of(report))


def typed_of(report: Report | None) -> dict[str, str]:
    """What stands in the form: what was typed in a draft, else the handed-in counts and reasons."""
    if report is None:
        return {}
    if report.state != _HANDED_IN:
        return {str(key): str(value) for key, value in report.draft.items()}
    reasons = {reason_name("entry"): report.entry_reason, reason_name("closed"): report.closed_reason}
    return {**{name(key): str(count) for key, count in counts_of(report).items()}, **reasons}


def missing_before(intervention: Intervention, part: Part) -> list[Part]:
    """Earlier opened periods that it should have reported and neither has nor is excused from."""
    periods = ReportingPeriod.objects.filter(association=intervention.association_id, year__lte=part.year)
    earlier = [one for one in periods if one.part < part and not why_not(intervention, one.part)]
    if not earlier:
        return []
    done = set(Report.objects.filter(intervention=intervention, state=_HANDED_IN).values_list("period_id", flat=True))
    dropped = Due.objects.filter(intervention=intervention, kind=DueKind.PARTICIPANTS).exclude(dropped="")
    excused = set(dropped.values_list("period_to", flat=True))
    return [one.part for one in earlier if one.pk not in done and one.part.end not in excused]


def history(report: Report) -> QuerySet[ReportVersion]:
    """Every version that was handed in, the newest first."""
    return ReportVersion.objects.filter(association=report.association_id, report=report).order_by("-number")


# --- a period -------------------------------------------------------------------------------------------------------


class Step(StrEnum):
    """How far an intervention has come with a period."""

    MISSING = "saknas"
    DRAFT = "påbörjad"
    HANDED_IN = "inlämnad"
    EXCUSED = "utgår"


@dataclass(frozen=True)
class Standing:
    """An intervention's report in a period; `excuse` is why there is none, `owed_again` that it must be corrected."""

    intervention: Intervention
    step: Step
    report: Report | None = None
    excuse: str = ""
    owed_again: bool = False


def standing(period: ReportingPeriod) -> list[Standing]:
    """Every intervention that runs in a period, or has a report in it, by name. Three queries."""
    reports = {row.intervention_id: row for row in
               Report.objects.filter(association=period.association_id, period=period)
               .select_related("intervention", "intervention__owner")}  # fmt: skip
    for row in reports.values():
        row.period = period
    part = period.part
    own = Due.objects.filter(association=period.association_id, kind=DueKind.PARTICIPANTS, period_to=part.end)
    dues = {due.intervention_id: due for due in own}
    found = {one.pk: one for one in running(period.association, part)}
    found |= {row.intervention_id: row.intervention for row in reports.values()}
    ordered = sorted(found.values(), key=lambda one: one.name)
    return [_standing(one, reports.get(one.pk), dues.get(one.pk)) for one in ordered]


def _standing(own: Intervention, report: Report | None, due: Due | None) -> Standing:
    if report and report.state == _HANDED_IN:
        return Standing(own, Step.HANDED_IN, report, "", due is not None and due.open)
    if due and due.dropped:
        return Standing(own, Step.EXCUSED, report, due.dropped)
    return Standing(own, Step.DRAFT if report else Step.MISSING, report)


# --- all of an intervention's time ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lifetime:
    """Hela insatstiden: those there at the first report, and everything that happened since (persons; days for days).

    What is counted over a year is not among it: a person may be counted in several years.
    """

    first: Part | None = None
    last: Part | None = None
    counts: Mapping[CountKey, int] = field(default_factory=dict)

    def value(self, what: str, sex: str = "", category: str = "") -> int | None:
        """Also 'enrolled' = opening + entry + new. All classes without `category`; None is not known."""
        if what == "enrolled":
            terms = [self.value(one, sex) for one in ("opening", "entry", "new")]
            return None if terms[0] is None or terms[2] is None else sum(term or 0 for term in terms)
        held = [
            count
            for key, count in self.counts.items()
            if key.variable == what and not key.age and category in ("", key.category) and sex in ("", key.sex)
        ]
        known = any(key.variable == what for key in self.counts)
        return sum(held) if known else None


def lifetime(intervention: Intervention) -> Lifetime:
    """Sums over every handed-in report, for the final report."""
    links = [link for _, link in handed_in(intervention)]
    if not links:
        return Lifetime()
    total: dict[CountKey, int] = {CountKey("opening", "", sex): count for sex, count in links[0].of("opening").items()}
    for link in links:
        for key, count in link.counts.items():
            if key.variable in VARIABLES and key.variable != "opening" and _in_a_period(key):
                total[key] = total.get(key, 0) + count
    return Lifetime(links[0].part, links[-1].part, total)


def _in_a_period(key: CountKey) -> bool:
    return VARIABLES[key.variable].span is Span.PERIOD
