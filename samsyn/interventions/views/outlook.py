"""Flerårsplan: this year and three ahead, with applications that can be tried in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samsyn.associations.access import page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.associations.views.pages import actor, fill_in
from samsyn.core.chart import Chart
from samsyn.core.figure import Scope
from samsyn.core.money import Unit, grouped, in_unit
from samsyn.core.period import Period
from samsyn.core.table import Cell, Column, Row, RowKind, State, Table
from samsyn.interventions.actions import outlook as actions
from samsyn.interventions.domain.outlook import YEARS_AHEAD, Amount, PlanYear, least_room
from samsyn.interventions.figures.outlook import PLAN, PREFIX
from samsyn.interventions.forms.outlook import AssumptionForm
from samsyn.interventions.models import Application
from samsyn.interventions.queries.outlook import Outlook, applied_years, outlook_of, prepared
from samsyn.interventions.views.links import doors_for, may, to
from samsyn.ui import chart_specs
from samsyn.ui.formats import money_text

_READ, _MANAGE = Permission.READ_LEDGER, Permission.MANAGE_OUTLOOK
_AWAY = "Avgår: "
_ROWS: Sequence[tuple[str, str, RowKind]] = (
    ("opening_equity", "", RowKind.PLAIN), ("contributions", "", RowKind.PLAIN), ("other", "", RowKind.PLAIN),
    ("office", _AWAY, RowKind.PLAIN), ("decided", _AWAY, RowKind.PLAIN), ("unspent", _AWAY, RowKind.PLAIN),
    ("undecided", _AWAY, RowKind.PLAIN), ("difference", "", RowKind.PLAIN), ("closing_equity", "", RowKind.TOTAL),
    ("limit", "", RowKind.PLAIN), ("room", "", RowKind.SUBTOTAL),
)  # fmt: skip
_MAY_BE_LEFT_OUT = ("other", "unspent", "undecided", "difference")
_ASSUMED = "a"


@page(_READ)
def outlook(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """The plan from the page's year, and beside it what the chosen applications would make of it."""
    found = outlook_of(association)
    waiting = list(prepared(actor(request), association))
    amounts = applied_years(waiting)
    chosen = _chosen(request, waiting)
    applied = _sum([amounts.get(one.pk, {}) for one in chosen])
    years = found.years(period.year, applied)
    table = plan_table(found, years, chosen, amounts)
    context = {
        "table": table,
        "said": in_short(years),
        "short": too_little(years),
        "chosen": chosen,
        "applications": [
            {"item": one, "on": one in chosen, "years": sorted(amounts.get(one.pk, {}).items()),
             "url": to(request, "application", one.pk)}
            for one in waiting
        ],
        "assumptions": sorted(found.assumptions.values(), key=lambda row: (row.year, row.kind)),
        "chart": chart(years),
        "known": years[0].opening is not None,
        "last": period.year + YEARS_AHEAD,
        "doors": doors_for(request),
        "may_manage": may(request, _MANAGE),
        "may_apply": may(request, Permission.READ_APPLICATIONS),
        "imports": to(request, "ledger:import"),
    }  # fmt: skip
    return render(request, "interventions/outlook.html", context)


def _chosen(request: HttpRequest, waiting: Sequence[Application]) -> list[Application]:
    wanted = {int(pk) for pk in request.GET.getlist("ansokan") if pk.isascii() and pk.isdigit()}
    return [one for one in waiting if one.pk in wanted]


def _sum(many: Sequence[Mapping[int, int]]) -> dict[int, int]:
    total: dict[int, int] = {}
    for amounts in many:
        for year, amount in amounts.items():
            total[year] = total.get(year, 0) + amount
    return total


# --- in short ---------------------------------------------------------------------------------------------------------


def in_short(years: Sequence[PlanYear]) -> list[str]:
    """The room of the first year that is not over and of the next, with the applications that are tried."""
    ahead = [year for year in years if year.parts.booked is None] or list(years)
    found = [_room_said(year) for year in ahead[:2] if year.room_with is not None]
    least = least_room(years, ahead[0].parts.year)
    second = ahead[1].room_with if len(ahead) > 1 else None
    if least is not None and second is not None and 0 <= least < second:
        found.append(f"Ett nytt beslut sänker alla senare år: det minsta utrymmet under planen är {money_text(least)}.")
    return found


def _room_said(year: PlanYear) -> str:
    of, room = year.parts.year, year.room_with or 0
    tried = f" med de valda ansökningarna, {money_text(year.room)} utan dem" if year.applied else ""
    if room >= 0:
        return f"{of} är utrymmet för nya beslut {money_text(room)}{tried}."
    under = f"{of} finns inget utrymme för nya beslut: det egna kapitalet är {money_text(-room)} under taket"
    return f"{under}{' med de valda ansökningarna' if year.applied else ''}."


def too_little(years: Sequence[PlanYear]) -> str:
    """What is wrong when equity ends below zero; '' when it does not."""
    below = [y for y in years if y.parts.booked is None and y.closing_with is not None and y.closing_with < 0]
    if not below:
        return ""
    year = below[0]
    said = f"{year.parts.year} blir det egna kapitalet {money_text(year.closing_with)}"
    return (
        f"{said} om allt används. Flytta belopp till ett senare år, minska något eller räkna med att allt inte används."
    )


# --- the table ----------------------------------------------------------------------------------------------------


def plan_table(
    found: Outlook, years: Sequence[PlanYear], chosen: Sequence[Application], amounts: Mapping[int, Mapping[int, int]]
) -> Table:  # fmt: skip
    """Parts × years in kronor, every amount a door; with applications tried, their rows and what is left."""
    own = found.association.in_own_words
    notes = _Notes()
    rows = []
    for name, before, kind in _ROWS:
        get = PLAN[name][2]
        if name in _MAY_BE_LEFT_OUT and not any(get(year) for year in years):
            continue
        cells = [_cell(name, year, notes) for year in years]
        label = own(PLAN[name][0])
        rows.append(Row(name, f"{before}{label[:1].lower()}{label[1:]}" if before else label, tuple(cells), kind=kind))
    if chosen:
        rows += _tried(years, chosen, amounts)
    columns = tuple(Column(str(year.parts.year), str(year.parts.year), str(year.parts.year)) for year in years)
    first, last = years[0].parts.year, years[-1].parts.year
    return Table("outlook", f"Flerårsplan {first}–{last}", Unit.KR, columns, tuple(rows), notes.listed)


class _Notes:
    """Footnotes in the order they are met: what is assumed."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def mark(self, text: str) -> str:
        return self.texts.setdefault(text, chr(ord(_ASSUMED) + len(self.texts)))

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        return tuple((mark, f"{text}.") for text, mark in self.texts.items())


def _cell(name: str, year: PlanYear, notes: _Notes) -> Cell:
    value = PLAN[name][2](year)
    amount = getattr(year.parts, name, None)
    assumed = isinstance(amount, Amount) and amount.assumed and value != 0
    mark = notes.mark(amount.basis) if isinstance(amount, Amount) and assumed else ""
    if name == "difference" and value is None:
        return Cell(state=State.NOT_APPLICABLE)
    state = State.UNKNOWN if value is None else State.KNOWN
    return Cell(value, Unit.KR, f"{PREFIX}{name}", Scope(Period(year.parts.year)), state, mark=mark)


def _tried(
    years: Sequence[PlanYear], chosen: Sequence[Application], amounts: Mapping[int, Mapping[int, int]]
) -> list[Row]:  # fmt: skip
    """The applications' rows, and closing equity and room with them."""
    rows = [Row("tried", "Med de valda ansökningarna", tuple(Cell(state=State.NOT_APPLICABLE) for _ in years),
                kind=RowKind.HEADING)]  # fmt: skip
    for one in chosen:
        cells = [Cell(amounts.get(one.pk, {}).get(year.parts.year, 0)) for year in years]
        rows.append(Row(f"a{one.pk}", f"{_AWAY}{one.title}", tuple(cells), level=1))
    rows.append(Row("closing_with", PLAN["closing_equity"][0], tuple(_plain(year.closing_with) for year in years),
                    kind=RowKind.TOTAL))  # fmt: skip
    rows.append(Row("room_with", PLAN["room"][0], tuple(_plain(year.room_with) for year in years),
                    kind=RowKind.SUBTOTAL))  # fmt: skip
    return rows


def _plain(amount: int | None) -> Cell:
    return Cell(amount, state=State.UNKNOWN if amount is None else State.KNOWN)


def chart(years: Sequence[PlanYear]) -> Chart | None:
    """Closing equity as bars with the limit as a tick; None when nothing is known."""
    values = [(str(y.parts.year), _tkr(y.closing_with), _tkr(y.limit)) for y in years]
    if all(bar is None for _, bar, _ in values):
        return None
    said = ", ".join(f"{year} {_say(bar)} mot {_say(tick)}" for year, bar, tick in values)
    columns = (Column("bar", "Eget kapital"), Column("tick", "Taket"))
    rows = tuple(Row(str(y.parts.year), str(y.parts.year), (_in_tkr(y.closing_with), _in_tkr(y.limit))) for y in years)
    title = "Eget kapital vid årets slut mot taket"
    table = Table("outlook-chart", title, Unit.TKR, columns, rows)
    return Chart("outlook", title, chart_specs.bullet(values, "tkr", "taket"), f"{title}, tkr: {said}.", table)


def _tkr(ore: int | None) -> int | None:
    return None if ore is None else in_unit(ore, Unit.TKR)


def _in_tkr(ore: int | None) -> Cell:
    return Cell(ore, Unit.TKR, state=State.UNKNOWN if ore is None else State.KNOWN)


def _say(value: int | None) -> str:
    return "okänt" if value is None else grouped(value)


@page(_MANAGE)
def assumption(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """An amount that the plan counts with until somebody decides."""
    form = AssumptionForm(request.POST or None, period=period)

    def save() -> Any:
        actions.set_assumption(association, **form.cleaned_data, by=actor(request))

    return fill_in(
        request, form, save, title="Antagande i flerårsplanen", back=to(request, "outlook"),
        lead="Används bara för år där beloppet inte är beslutat: medelstilldelning och budget går före.",
        done="Antagandet är sparat.",
    )  # fmt: skip
