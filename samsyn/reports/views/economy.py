"""Ekonomi: the books as statements, for the year or part of a year in the page's top line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify

from samsyn.associations.access import can, page
from samsyn.associations.domain.permissions import Permission
from samsyn.associations.models import Association
from samsyn.catalogue import CHECKS
from samsyn.core.check import Finding, Outcome
from samsyn.core.figure import Link, Measure, Scope
from samsyn.core.period import Period
from samsyn.core.table import Table
from samsyn.participants.checks import for_reader
from samsyn.reports import charts
from samsyn.reports.definitions.documents import Block
from samsyn.reports.economy import Economy, shown_measures
from samsyn.reports.render.notes import notes_of, with_note_column
from samsyn.reports.render.xlsx import table_csv, table_xlsx

COLUMN_WORDS = {
    Measure.BUDGET: "Budget",
    Measure.REVISED: "Reviderad budget",
    Measure.FORECAST: "Prognos",
    Measure.DEVIATION: "Avvikelse",
}
PREVIOUS = "forra"
WIDE = 5  # columns; more than this asks for less air
LAYOUTS = {"drift": "Driftredovisning", "resultat": "Resultaträkning"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Shown:
    """A table on the page and the addresses of its files."""

    table: Table
    xlsx: str
    csv: str
    wide: bool


def _respond(
    request: HttpRequest,
    economy: Economy,
    title: str,
    tables: Sequence[Table],
    *,
    template: str = "reports/economy.html",
    lead: str = "",
    **context: Any,
) -> HttpResponse:
    """The page with its tables, or one of them as a file when the address asks for it (`?fil=xlsx`)."""
    if wanted := request.GET.get("fil"):
        return _download(economy, tables, wanted, request.GET.get("tabell", ""))
    said = {
        "title": title,
        "heading": f"{title} {economy.period.label}",
        "lead": f"{lead} {economy.freshness.sentence}".strip(),
        "economy": economy,
        "shown": [_shown(request, table, several=len(tables) > 1) for table in tables],
        "may_import": can(request.user, Permission.IMPORT_LEDGER, economy.association),
        "may_map": can(request.user, Permission.MANAGE_MAPPING, economy.association),
        "may_plan": can(request.user, Permission.MANAGE_PLANS, economy.association),
    }
    return render(request, template, {**said, **context})


def _shown(request: HttpRequest, table: Table, *, several: bool) -> Shown:
    def address(kind: str) -> str:
        query = request.GET.copy()
        query["fil"] = kind
        if several:
            query["tabell"] = table.key
        return f"?{query.urlencode()}"

    return Shown(with_note_column(table, notes_of(table)), address("xlsx"), address("csv"), len(table.columns) > WIDE)


def _download(economy: Economy, tables: Sequence[Table], kind: str, key: str) -> HttpResponse:
    table = next((table for table in tables if not key or table.key == key), None)
    if table is None or kind not in ("xlsx", "csv"):
        raise Http404
    if kind == "xlsx":
        response = HttpResponse(table_xlsx(table), content_type=_XLSX)
    else:
        response = HttpResponse(table_csv(table), content_type="text/csv; charset=utf-8")
    title = slugify(table.title.replace(economy.period.label, "")) or table.key
    name = f"{economy.association.slug}-{title}-{economy.period.code}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# --- resultat och budget ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tick:
    """A column to choose."""

    value: str
    label: str
    on: bool


def _ticks(request: HttpRequest, economy: Economy) -> tuple[list[Tick], list[Measure], bool]:
    """Columns to choose among, those chosen, and whether last year is shown. Not chosen yet means the usual ones."""
    able = shown_measures([*COLUMN_WORDS], economy.plans)
    if "val" in request.GET:
        chosen = shown_measures(request.GET.getlist("k"), economy.plans)
        previous = PREVIOUS in request.GET.getlist("k")
    else:
        chosen = able if not economy.period.whole_year else [m for m in able if m is not Measure.FORECAST]
        previous = True
    ticks = [Tick(str(measure), COLUMN_WORDS[measure], measure in chosen) for measure in able]
    return [*ticks, Tick(PREVIOUS, f"Utfall {economy.period.previous.label}", previous)], chosen, previous


@page(Permission.READ_LEDGER)
def income(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Resultat och budget: outcome beside the plans of one's choice, as operating or income statement."""
    economy = Economy(association, period)
    ticks, chosen, previous = _ticks(request, economy)
    layout = request.GET.get("visa", "drift")
    layout = layout if layout in LAYOUTS else "drift"
    columns = economy.maker.compared_columns(chosen, previous=previous)
    table = economy.maker.income(columns) if layout == "resultat" else economy.maker.operating_with(columns)
    return _respond(
        request, economy, "Resultat och budget", [table], template="reports/economy_income.html",
        ticks=ticks, layout=layout, layouts=_layouts(request, layout), chart=charts.deviations(economy.maker),
        deviates=Measure.DEVIATION in chosen, has_budget=bool(economy.plans),
        shows_anything=economy.known or bool(economy.plans),
    )  # fmt: skip


def _layouts(request: HttpRequest, current: str) -> list[dict[str, object]]:
    items = []
    for key, label in LAYOUTS.items():
        query = request.GET.copy()
        query["visa"] = key
        items.append({"label": label, "url": f"?{query.urlencode()}", "current": key == current})
    return items


# --- statements ---------------------------------------------------------------------------------------------------


def _statement(title: str, lead: str, make: Callable[[Economy], Table]) -> Callable[..., HttpResponseBase]:
    """A page with one statement."""

    @page(Permission.READ_LEDGER)
    def view(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
        economy = Economy(association, period)
        return _respond(request, economy, title, [make(economy)], lead=lead)

    return view


balance = _statement(
    "Balans",
    "Vad förbundet äger, är skyldigt och har sparat vid periodens slut.",
    lambda economy: economy.maker.balance(),
)
cashflow = _statement(
    "Kassaflöde",
    "Varför pengarna på banken ändrades.",
    lambda economy: economy.maker.cash_flow(),
)
operating = _statement(
    "Driftredovisning",
    "Verksamhetens intäkter och kostnader mot budget. Avvikelse är utfall minus budget: plus är bättre än budget.",
    lambda economy: economy.maker.operating(),
)


@page(Permission.READ_LEDGER)
def notes(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Every note, each with an anchor (`#not-3`)."""
    economy = Economy(association, period)
    tables = [economy.maker.note(number) for number in economy.maker.note_numbers()]
    lead = "Vad raderna i resultat och balans består av."
    return _respond(request, economy, "Noter", tables, template="reports/economy_notes.html", lead=lead)


@page(Permission.READ_LEDGER)
def overview_years(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Översikt över verksamhetens utveckling, with the chart of result and equity."""
    economy = Economy(association, period)
    return _respond(
        request, economy, "Översikt flera år", [economy.maker.overview()],
        lead="Verksamhetens utveckling år för år.", chart=economy.chart(Block.OVERVIEW_CHART),
        shows_anything=bool(economy.books.years()),
        heading=f"Översikt flera år till och med {period.label}",
    )  # fmt: skip


@page(Permission.READ_LEDGER)
def cost_split(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Kostnadsfördelning; teaches when the association has no allocation keys."""
    economy = Economy(association, period)
    table = economy.maker.cost_split()
    return _respond(
        request, economy, "Kostnadsfördelning", [table] if table else [], template="reports/economy_split.html",
        lead="Hur kostnaderna fördelar sig på insatser för individer, arbete med strukturer och administration.",
        chart=economy.chart(Block.COST_CHART) if table and economy.known else None,
    )  # fmt: skip


@page(Permission.READ_LEDGER)
def interventions(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Insatsernas ekonomi: budget, cost, roll-forward and who runs what; teaches when there are none."""
    economy = Economy(association, period)
    maker = economy.maker
    made = [maker.cost_table(), maker.cost_matrix(), maker.roll_forward(), maker.interventions()]
    return _respond(
        request, economy, "Insatsernas ekonomi", [table for table in made if table],
        template="reports/economy_interventions.html",
        lead="Vad insatserna fått, kostat och har kvar. Tabellerna är desamma som i rapporterna.",
        shows_anything=True,
    )  # fmt: skip


@page(Permission.READ_LEDGER)
def requirement(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Balanskravsutredning with the reasons that have been given."""
    economy = Economy(association, period)
    texts = [note.text for (year, _), note in economy.books.balance_notes.items() if year == period.year and note.text]
    return _respond(
        request, economy, "Balanskrav", [economy.maker.requirement()], template="reports/economy_requirement.html",
        lead="Årets resultat rensat från det som balanskravet inte räknar med (LKBR 11 kap. 10 §).", texts=texts,
    )  # fmt: skip


# --- avstämning ---------------------------------------------------------------------------------------------------

OUTCOMES = {
    Outcome.FAILS: ("Faller", "Det här stämmer inte och behöver rättas."),
    Outcome.EXPLAIN: ("Behöver förklaras", "Det här kan vara riktigt, men läsaren undrar."),
    Outcome.UNKNOWN: ("Går inte att pröva", "Uppgifter saknas."),
    Outcome.HOLDS: ("Håller", ""),
}


@page(Permission.READ_LEDGER)
def checks(request: HttpRequest, association: Association, period: Period) -> HttpResponse:
    """Avstämning: every check for the period, what fails first."""
    economy = Economy(association, period)
    found: dict[Outcome, list[dict[str, object]]] = {outcome: [] for outcome in OUTCOMES}
    true = can(request.user, Permission.READ_TRUE_COUNTS, association)
    for check in CHECKS:
        for finding in for_reader(check.run(economy.figures, period), true_counts=true):
            entry = {"title": check.title, "source": check.source, "finding": _with_door(finding, period)}
            found[finding.outcome].append(entry)
    groups = [
        {"key": outcome.name.lower(), "label": label, "lead": lead, "findings": found[outcome], "outcome": outcome}
        for outcome, (label, lead) in OUTCOMES.items()
        if found[outcome]
    ]
    lead = "Det som ska gå ihop, prövat mot siffrorna."
    return _respond(request, economy, "Avstämning", [], template="reports/checks.html", lead=lead, groups=groups)


def _with_door(finding: Finding, period: Period) -> Finding:
    """A finding without a page of its own leads to how its figure is computed."""
    if finding.link or not finding.figure:
        return finding
    link = Link("desk:figure", {"key": finding.figure, "scope": Scope(period).code})
    return Finding(finding.outcome, finding.sentence, finding.remedy, finding.figure, link)
