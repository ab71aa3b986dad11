"""Rapportering: how far each intervention has come, period by period, and the periods themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, confirm, fill_in
from samsyn.core.period import Period
from samsyn.interventions.queries import scope
from samsyn.participants.actions import reporting as actions
from samsyn.participants.domain.periods import Part, parts_of
from samsyn.participants.domain.words import Rhythm
from samsyn.participants.forms.reporting import OpenForm, ReasonForm, unopened
from samsyn.participants.models import ReportingPeriod
from samsyn.participants.queries import collecting
from samsyn.participants.queries import reports as queries
from samsyn.participants.queries.reports import Standing, Step
from samsyn.participants.views.links import to
from samsyn.participants.views.pages import told_from
from samsyn.ui.formats import swedish_date

_P = Permission
CSS = {Step.MISSING: "st tom", Step.DRAFT: "st utkast", Step.HANDED_IN: "st upp", Step.EXCUSED: "st na"}
WORDS = {Step.MISSING: "Saknas", Step.DRAFT: "Påbörjad", Step.HANDED_IN: "Inlämnad", Step.EXCUSED: "Utgår"}


@dataclass(frozen=True)
class Row:
    """An intervention in a period, as the list shows it."""

    intervention: Any
    css: str
    word: str
    said: str
    url: str
    action: str
    excuse: str  # where the office says that nothing is handed in; '' for others


@dataclass(frozen=True)
class Shown:
    """A period with its interventions."""

    period: ReportingPeriod
    part: Part
    rows: Sequence[Row]
    done: int
    late: int
    again: int  # reports that must be corrected
    close: str
    reopen: str
    read_in: str

    @property
    def whole(self) -> bool:
        return bool(self.rows) and self.done == len(self.rows)


@page(_P.REPORT_PARTICIPANTS)
def reporting(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The year's periods, the newest first. A party's people see the interventions that their party owns."""
    office = can(request.user, _P.MANAGE_PARTICIPANTS, association)
    held = list(ReportingPeriod.objects.filter(association=association, year=period.year).order_by("-last_month"))
    mine = set(scope.owned(actor(request), association, _P.REPORT_PARTICIPANTS).values_list("pk", flat=True))
    today = timezone.localdate()
    shown = [_shown(request, one, mine, today, office) for one in held]
    context = {
        "shown": shown if office else [one for one in shown if one.rows], "office": office,
        "free": _free(association, period.year, today) if office else [], "to_open": to(request, "period-open"),
    }  # fmt: skip
    return render(request, "participants/reporting.html", context)


def _shown(request: HttpRequest, period: ReportingPeriod, mine: set[int], today: date, office: bool) -> Shown:
    found = [one for one in queries.standing(period) if one.intervention.pk in mine]
    late = period.due < today and not period.closed
    part, words = period.part, {"part": period.part.code}
    return Shown(
        period=period, part=part, rows=[_row(request, one, period, late, office) for one in found],
        done=sum(one.step in (Step.HANDED_IN, Step.EXCUSED) and not one.owed_again for one in found),
        late=sum(_missing(one) for one in found) if late else 0,
        again=sum(one.owed_again for one in found),
        close=to(request, "period-close", **words), reopen=to(request, "period-reopen", **words),
        read_in=to(request, "entry-import", **words),
    )  # fmt: skip


def _missing(one: Standing) -> bool:
    return one.step in (Step.MISSING, Step.DRAFT)


def _row(request: HttpRequest, one: Standing, period: ReportingPeriod, late: bool, office: bool) -> Row:
    css, word = CSS[one.step], WORDS[one.step]
    if one.owed_again:
        css, word = "st andrad", "Ska rättas"
    elif late and _missing(one):
        css, word = "sev fel", "Försenad"
    words = {"pk": one.intervention.pk, "part": period.part.code}
    excusable = office and not period.closed and _missing(one)
    return Row(one.intervention, css, word, _said(one), to(request, "entry", **words),
               _action(one, closed=bool(period.closed)),
               to(request, "entry-excuse", **words) if excusable else "")  # fmt: skip


def _said(one: Standing) -> str:
    report = one.report
    if one.step is Step.EXCUSED:
        return f"Utgår: {one.excuse}"
    if report is None:
        return ""
    if one.step is Step.HANDED_IN and report.handed_in:
        return f"Inlämnad {swedish_date(report.handed_in)} av {report.handed_in_by}."
    return f"Sparat {swedish_date(report.changed, 'time')} av {report.changed_by}."


def _action(one: Standing, *, closed: bool) -> str:
    if one.step is Step.HANDED_IN:
        return "Visa"
    if closed or one.step is Step.EXCUSED:
        return ""
    return "Fortsätt" if one.step is Step.DRAFT else "Rapportera"


def _free(association: Association, year: int, today: date) -> list[Part]:
    """Parts of a year that can be opened."""
    rhythm = Rhythm(collecting.rule(association).rhythm)
    held = [one.part for one in ReportingPeriod.objects.filter(association=association, year=year)]
    taken = {month for part in held for month in range(part.first_month, part.last_month + 1)}
    parts = [part for part in parts_of(year, rhythm) if taken.isdisjoint(range(part.first_month, part.last_month + 1))]
    return unopened(parts, (), today)


# --- the office's own -----------------------------------------------------------------------------------------------


@page(_P.MANAGE_PARTICIPANTS)
def open_(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """A period that interventions are to report for."""
    parts, rule = _free(association, period.year, timezone.localdate()), collecting.rule(association)
    form = OpenForm(request.POST or None, parts=parts, chosen=request.GET.get("del", ""), days=rule.days)

    def save() -> None:
        part, due = form.values
        actions.open_period(association=association, part=part, due=due, by=actor(request))

    lead = "Varje insats som riktas till individer och pågår under perioden får en rapport att lämna."
    if not parts:
        lead = f"Alla perioder {period.year} är öppnade. Välj ett annat år överst."
    return fill_in(request, form, save, title="Öppna en period", back=to(request, "reporting"), lead=lead,
                   done="Perioden är öppen. Den som ska lämna har fått det i Att göra.",
                   button="Öppna perioden")  # fmt: skip


@page(_P.MANAGE_PARTICIPANTS)
def close(request: HttpRequest, association: Association, period: Period, part: str) -> HttpResponse:
    held = period_or_404(association, part)
    missing = [one.intervention.name for one in queries.standing(held) if _missing(one) or one.owed_again]
    lead = "Alla har lämnat. När perioden är stängd ändras inget utan ett skäl."
    if missing:
        lead = (f"{_listed(missing)} har inte lämnat eller ska rätta. Den som inte ska lämna något tas bort med "
                "Lämnar inget, i listan.")  # fmt: skip
    return confirm(request, lambda: actions.close_period(period=held, by=actor(request)),
                   title=f"Stäng {held.part.label}?", lead=lead, back=to(request, "reporting"),
                   done=f"{held.part.label.capitalize()} är stängd.", button="Stäng perioden")  # fmt: skip


@page(_P.MANAGE_PARTICIPANTS)
def reopen(request: HttpRequest, association: Association, period: Period, part: str) -> HttpResponse:
    held = period_or_404(association, part)
    form = ReasonForm(request.POST or None)
    return fill_in(
        request, form,
        lambda: actions.reopen_period(
            period=held, reason=form.cleaned_data["reason"], told=told_from(association, held.year), by=actor(request)
        ),
        title=f"Öppna {held.part.label} igen?", lead="Den som ska rätta gör det på rapportens egen sida.",
        back=to(request, "reporting"), done=f"{held.part.label.capitalize()} är öppen igen.", button="Öppna igen",
    )  # fmt: skip


def period_or_404(association: Association, code: str) -> ReportingPeriod:
    """A period that has been opened, by its code."""
    try:
        found = queries.period_of(association, Part.parse(code))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last
